"""Text in all the ways that it can be drawn on a page."""

from __future__ import annotations

import io
from math import cos, radians, sin

import pikepdf
import pymupdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from pikepdf import Array, Dictionary, Name

from tests.leaks.building import SECRET, Draft, image_object, picture, way


@way
def plain(draft: Draft) -> None:
    """An ordinary word in a line."""
    draft.named()


@way
def kerned(draft: Draft) -> None:
    """One string per letter, with kerning between them."""
    letters = " ".join(f"({c}) {-20 if i % 2 else 15}" for i, c in enumerate(SECRET))
    draft.content.append(f"BT /F1 12 Tf 60 700 Td [(Aanvrager ) {letters} ( uit de stad)] TJ ET")


@way
def split_over_operators(draft: Draft) -> None:
    """A word in three pieces, each shown by an operator of its own."""
    draft.content.append(
        f"BT /F1 12 Tf 60 700 Td (Aanvrager {SECRET[:3]}) Tj ({SECRET[3:7]}) Tj ({SECRET[7:]} uit de stad) Tj ET"
    )


@way
def octal_and_hex(draft: Draft) -> None:
    """The string written as octal escapes and as hexadecimal digits."""
    octal = "".join(f"\\{ord(c):03o}" for c in SECRET)
    draft.content.append(f"BT /F1 12 Tf 60 700 Td ({octal}) Tj ET")
    draft.content.append(f"BT /F1 12 Tf 60 670 Td <{SECRET.encode().hex()}> Tj ET")


def _each(draft: Draft, order: list[int], y: float = 700.0) -> None:
    font = pymupdf.Font("helv")
    places, x = [], 60.0
    for letter in SECRET:
        places.append(x)
        x += font.glyph_advance(ord(letter)) * 12
    draft.content += [f"BT /F1 12 Tf {places[i]:.3f} {y} Td ({SECRET[i]}) Tj ET" for i in order]


@way
def letter_by_letter(draft: Draft) -> None:
    """Each letter in a text object of its own."""
    _each(draft, list(range(len(SECRET))))


@way
def letters_backwards(draft: Draft) -> None:
    """Letters drawn from the last to the first."""
    _each(draft, list(range(len(SECRET)))[::-1])


@way
def letters_shuffled(draft: Draft) -> None:
    """Letters drawn in any order; each stands where it should."""
    _each(draft, [7, 2, 9, 0, 4, 1, 8, 3, 6, 5])


@way
def letter_spaced(draft: Draft) -> None:
    """Wide spacing between letters."""
    draft.content.append(f"BT /F1 12 Tf 8 Tc 60 700 Td ({SECRET}) Tj 0 Tc ET")


@way
def spaces_between_letters(draft: Draft) -> None:
    """W a g e n v o o r t."""
    draft.text(60, 700, f"Aanvrager {' '.join(SECRET)} uit de stad")


@way
def hyphenated(draft: Draft) -> None:
    """Broken over two lines."""
    draft.text(60, 700, f"De aanvrager in deze zaak heet {SECRET[:5]}-")
    draft.text(60, 684, f"{SECRET[5:]} en komt uit de stad.")


@way
def soft_hyphens(draft: Draft) -> None:
    """A soft hyphen in the middle of the word."""
    draft.content.append(f"BT /F1 12 Tf 60 700 Td ({SECRET[:5]}\\255{SECRET[5:]}) Tj ET")


@way
def accented(draft: Draft) -> None:
    """The same name with an accent."""
    draft.content.append(f"BT /F1 12 Tf 60 700 Td ({SECRET.replace('a', chr(92) + '341', 1)}) Tj ET")


@way
def upper_case(draft: Draft) -> None:
    """In capitals."""
    draft.text(60, 700, f"Aanvrager {SECRET.upper()}")


@way
def turned_90(draft: Draft) -> None:
    """A line that runs up the page."""
    draft.content.append(f"BT /F1 12 Tf 0 1 -1 0 300 500 Tm (Aanvrager {SECRET} uit de stad) Tj ET")


@way
def turned_30(draft: Draft) -> None:
    """A slanting line."""
    c, s = cos(radians(30)), sin(radians(30))
    draft.content.append(f"BT /F1 12 Tf {c:.5f} {s:.5f} {-s:.5f} {c:.5f} 200 500 Tm ({SECRET}) Tj ET")


@way
def stacked_letters(draft: Draft) -> None:
    """Letters under each other."""
    draft.content += [f"BT /F1 12 Tf 300 {700 - 14 * i} Td ({c}) Tj ET" for i, c in enumerate(SECRET)]


@way
def rotated_page(draft: Draft) -> None:
    """A page that is shown on its side."""
    draft.named()
    draft.page.obj["/Rotate"] = 90


@way
def mirrored_size(draft: Draft) -> None:
    """A negative font size in a mirrored matrix: readable as ever."""
    draft.content.append(f"BT /F1 -12 Tf -1 0 0 -1 60 700 Tm (Aanvrager {SECRET}) Tj ET")


@way
def scaled_and_raised(draft: Draft) -> None:
    """Horizontal scaling and text rise."""
    draft.content.append(f"BT /F1 12 Tf 60 Tz 5 Ts 60 700 Td (Aanvrager {SECRET} uit de stad) Tj 100 Tz 0 Ts ET")


@way
def word_spaced_by_quote(draft: Draft) -> None:
    """Shown by the operators ' and \"."""
    draft.content.append(f"BT /F1 12 Tf 14 TL 60 714 Td (Aanvrager {SECRET}) ' 2 1 (heer {SECRET}) \" ET")


@way
def stroked(draft: Draft) -> None:
    """Letters of which only the outline is drawn."""
    draft.content.append(f"BT /F1 14 Tf 1 Tr 60 700 Td ({SECRET}) Tj 0 Tr ET")


@way
def invisible(draft: Draft) -> None:
    """Rendering mode 3."""
    draft.content.append(f"BT /F1 12 Tf 3 Tr 60 700 Td ({SECRET}) Tj 0 Tr ET")


@way
def clipped_away(draft: Draft) -> None:
    """Text outside its clip."""
    draft.content.append(f"q 10 10 5 5 re W n BT /F1 12 Tf 60 700 Td ({SECRET}) Tj ET Q")


@way
def white_on_white(draft: Draft) -> None:
    """White letters."""
    draft.content.append(f"q 1 1 1 rg BT /F1 12 Tf 60 700 Td ({SECRET}) Tj ET Q")


@way
def almost_no_size(draft: Draft) -> None:
    """Letters of a tenth of a point."""
    draft.content.append(f"BT /F1 0.1 Tf 60 700 Td ({SECRET}) Tj ET")


@way
def transparent(draft: Draft) -> None:
    """Alpha nought."""
    draft.resources["/ExtGState"] = Dictionary(G0=Dictionary(Type=Name.ExtGState, ca=0, CA=0))
    draft.content.append(f"q /G0 gs BT /F1 12 Tf 60 700 Td ({SECRET}) Tj ET Q")


@way
def under_a_picture(draft: Draft) -> None:
    """Text painted over by a picture."""
    draft.named()
    draft.xobject("Im", image_object(draft, picture("foto", (300, 60))))
    draft.content.append("q 300 0 0 60 50 680 cm /Im Do Q")


@way
def under_a_black_bar(draft: Draft) -> None:
    """The classic: a black rectangle over live text."""
    draft.text(60, 700, f"Aanvrager {SECRET}")
    draft.content.append("q 0 0 0 rg 110 695 80 16 re f Q")


@way
def outside_crop_box(draft: Draft) -> None:
    """Text beyond the crop box."""
    draft.page.obj["/CropBox"] = Array([0, 100, 595, 842])
    draft.text(60, 50, SECRET)


@way
def outside_media_box(draft: Draft) -> None:
    """Text beyond the page."""
    draft.text(700, 700, SECRET)


@way
def in_a_form(draft: Draft) -> None:
    """A form XObject."""
    draft.xobject("Fm", draft.form(f"BT /F1 12 Tf 60 700 Td (Aanvrager {SECRET}) Tj ET"))
    draft.content.append("/Fm Do")


@way
def in_nested_forms(draft: Draft) -> None:
    """A form in a form in a form, each with its own matrix."""
    inner = draft.form(f"BT /F1 12 Tf 0 0 Td (Aanvrager {SECRET}) Tj ET", Matrix=Array([1, 0, 0, 1, 10, 20]))
    middle = draft.form("/In Do", Resources=Dictionary(XObject=Dictionary(In=inner)), Matrix=Array([1, 0, 0, 1, 30, 0]))
    outer = draft.form("q 1 0 0 1 20 680 cm /Mid Do Q", Resources=Dictionary(XObject=Dictionary(Mid=middle)))
    draft.xobject("Fm", outer)
    draft.content.append("/Fm Do")


@way
def form_used_twice(draft: Draft) -> None:
    """The same form at two places."""
    draft.xobject("Fm", draft.form(f"BT /F1 12 Tf 0 0 Td (Aanvrager {SECRET}) Tj ET", (0, -5, 300, 20)))
    draft.content.append("q 1 0 0 1 60 700 cm /Fm Do Q q 1 0 0 1 60 600 cm /Fm Do Q")


@way
def form_without_resources(draft: Draft) -> None:
    """A form that takes its font from the page."""
    form = draft.form(f"BT /F1 12 Tf 60 700 Td (Aanvrager {SECRET}) Tj ET")
    del form["/Resources"]
    draft.xobject("Fm", form)
    draft.content.append("/Fm Do")


@way
def form_never_drawn(draft: Draft) -> None:
    """A form in the resources that no operator paints."""
    draft.xobject("Fm", draft.form(f"BT /F1 12 Tf 60 700 Td (Aanvrager {SECRET}) Tj ET"))


def to_unicode(draft: Draft, count: int, pairs: str) -> pikepdf.Object:
    """A ToUnicode CMap of single codes."""
    return draft.stream(f"1 begincodespacerange <00> <FF> endcodespacerange {count} beginbfchar {pairs} endbfchar")


def _type3(draft: Draft, letters: str, to_unicode: bool = True) -> Dictionary:
    """A Type 3 font whose glyphs are outlines of Helvetica."""
    procs, widths = Dictionary(), []
    for number, letter in enumerate(letters):
        width = round(pymupdf.Font("helv").glyph_advance(ord(letter)) * 1000)
        procs[f"/a{number}"] = draft.stream(f"{width} 0 d0 {_outline(letter, 1.0, 0, 0)} f")
        widths.append(width)
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -250, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=procs, FirstChar=65, LastChar=64 + len(letters),
        Encoding=Dictionary(
            Type=Name.Encoding, Differences=Array([65, *(Name(f"/a{n}") for n in range(len(letters)))])
        ),
        Widths=Array(widths), Resources=Dictionary(),
    )  # fmt: skip
    if to_unicode:
        lines = "\n".join(f"<{65 + n:02X}> <{ord(c):04X}>" for n, c in enumerate(letters))
        font["/ToUnicode"] = draft.stream(
            f"1 begincodespacerange <00> <FF> endcodespacerange {len(letters)} beginbfchar {lines} endbfchar"
        )
    return font


def _outline(letter: str, scale: float, x: float, y: float) -> str:
    """A letter of Helvetica as path operators."""
    from woolak.pipeline.redact.labels import _charstrings

    pen = DecomposingRecordingPen(None)
    _charstrings()[letter].draw(pen)
    parts = []
    for operator, points in pen.value:
        numbers = " ".join(f"{px * scale + x:.3f} {py * scale + y:.3f}" for px, py in points)
        parts.append({"moveTo": f"{numbers} m", "lineTo": f"{numbers} l", "curveTo": f"{numbers} c"}.get(operator, "h"))
    return " ".join(parts)


@way
def type3_font(draft: Draft) -> None:
    """Glyphs that are drawings, with a true ToUnicode."""
    letters = "".join(dict.fromkeys(SECRET))
    draft.resources["/Font"]["/T3"] = draft.pdf.make_indirect(_type3(draft, letters))
    codes = "".join(f"{65 + letters.index(c):02x}" for c in SECRET)
    draft.content.append(f"BT /T3 14 Tf 60 700 Td <{codes}> Tj ET")


@way
def type3_font_without_unicode(draft: Draft) -> None:
    """Glyphs that are drawings, of which nothing tells the letters."""
    letters = "".join(dict.fromkeys(SECRET))
    draft.resources["/Font"]["/T3"] = draft.pdf.make_indirect(_type3(draft, letters, to_unicode=False))
    codes = "".join(f"{65 + letters.index(c):02x}" for c in SECRET)
    draft.content.append(f"BT /T3 20 Tf 60 700 Td <{codes}> Tj ET")


@way
def in_a_pattern(draft: Draft) -> None:
    """Text as the tile of a pattern."""
    tile = draft.stream(
        f"BT /F1 20 Tf 5 5 Td ({SECRET}) Tj ET", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=Array([0, 0, 160, 40]), XStep=160, YStep=40, Resources=Dictionary(Font=Dictionary(F1=draft.helvetica())),
    )  # fmt: skip
    draft.resources["/Pattern"] = Dictionary(P1=tile)
    draft.content.append("/Pattern cs /P1 scn 60 600 320 80 re f")


@way
def in_a_soft_mask(draft: Draft) -> None:
    """Letters that are the shape of a mask."""
    group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceGray)
    mask = draft.form(f"1 g BT /F1 24 Tf 60 700 Td ({SECRET}) Tj ET", Group=group)
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=mask))
    draft.resources["/ExtGState"] = Dictionary(GM=state)
    draft.content.append("q /GM gs 0 0 0 rg 50 690 300 40 re f Q")


@way
def as_a_clip(draft: Draft) -> None:
    """Letters as a clip through which a colour shows."""
    draft.content.append(f"q BT /F1 24 Tf 7 Tr 60 700 Td ({SECRET}) Tj ET 0.2 g 50 690 300 40 re f Q")


@way
def as_outlines(draft: Draft) -> None:
    """Letters turned into drawings."""
    x = 60.0
    for letter in SECRET:
        draft.content.append(f"{_outline(letter, 0.024, x, 700)} f")
        x += pymupdf.Font("helv").glyph_advance(ord(letter)) * 24


@way
def as_one_outline(draft: Draft) -> None:
    """A whole line of letters as one path."""
    x, parts = 60.0, []
    for letter in SECRET:
        parts.append(_outline(letter, 0.024, x, 700))
        x += pymupdf.Font("helv").glyph_advance(ord(letter)) * 24
    draft.content.append(f"{' '.join(parts)} f")


@way
def lying_to_unicode(draft: Draft) -> None:
    """A ToUnicode that says other letters than are shown."""
    font = draft.helvetica()
    pairs = "\n".join(f"<{ord(c):02X}> <{ord('k') + n:04X}>" for n, c in enumerate(dict.fromkeys(SECRET)))
    count = len(set(SECRET))
    font["/ToUnicode"] = draft.stream(
        f"1 begincodespacerange <00> <FF> endcodespacerange {count} beginbfchar {pairs} endbfchar"
    )
    draft.resources["/Font"]["/F2"] = font
    draft.content.append(f"BT /F2 14 Tf 60 700 Td ({SECRET}) Tj ET")


@way
def private_codes(draft: Draft) -> None:
    """An encoding of its own, with ToUnicode into the private use area."""
    names = list(dict.fromkeys(SECRET))
    font = draft.helvetica()
    font["/Encoding"] = Dictionary(Type=Name.Encoding, Differences=Array([1, *(Name(f"/{c}") for c in names)]))
    pairs = "\n".join(f"<{n + 1:02X}> <{0xE000 + n:04X}>" for n in range(len(names)))
    font["/ToUnicode"] = draft.stream(
        f"1 begincodespacerange <00> <FF> endcodespacerange {len(names)} beginbfchar {pairs} endbfchar"
    )
    draft.resources["/Font"]["/F2"] = font
    codes = "".join(f"{names.index(c) + 1:02x}" for c in SECRET)
    draft.content.append(f"BT /F2 14 Tf 60 700 Td <{codes}> Tj ET")


@way
def subset_with_lying_to_unicode(draft: Draft) -> None:
    """An embedded subset with two-byte codes in which only the picture tells the letters."""
    document = pymupdf.open()
    page = document.new_page()
    writer = pymupdf.TextWriter(page.rect)
    writer.append((60, 142), SECRET, font=pymupdf.Font("tiro"), fontsize=20)
    writer.write_text(page)
    document.subset_fonts()
    other = pikepdf.Pdf.open(io.BytesIO(document.tobytes()))
    other.pages[0].contents_coalesce()
    resources = draft.pdf.copy_foreign(other.pages[0].obj).Resources
    for name, font in resources.Font.items():
        font["/ToUnicode"] = draft.stream(
            "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0100> endbfrange"
        )
        draft.resources["/Font"][name] = font
    draft.content.append(other.pages[0].Contents.read_bytes().decode("latin-1"))


@way
def mixed_alphabets(draft: Draft) -> None:
    """Cyrillic look-alikes in ToUnicode: a search for the name finds nothing."""
    font = draft.helvetica()
    font["/ToUnicode"] = draft.stream(
        "1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar <61> <0430> <6F> <043E> <65> <0435> endbfchar"
    )
    draft.resources["/Font"]["/F2"] = font
    draft.content.append(f"BT /F2 14 Tf 60 700 Td ({SECRET}) Tj ET")


@way
def nested_graphics_states(draft: Draft) -> None:
    """Text behind many saved states and matrices."""
    draft.content.append("q 0.5 0 0 0.5 0 0 cm " * 3 + "q 8 0 0 8 0 0 cm")
    draft.named()
    draft.content.append("Q Q Q Q")


@way
def unknown_operator(draft: Draft) -> None:
    """A string handed to an operator that does not exist."""
    draft.content.append(f"BX ({SECRET}) Xyz EX")


@way
def comment_in_content(draft: Draft) -> None:
    """A comment between the operators."""
    draft.content.append(f"% aanvrager: {SECRET}\n")


@way
def doubled_text(draft: Draft) -> None:
    """Drawn twice, a fraction apart, to look bold."""
    draft.named()
    draft.named(700.0, "Aanvrager ", "")
    draft.content.append(f"BT /F1 12 Tf 60.3 700 Td (Aanvrager {SECRET}) Tj ET")


@way
def underlined(draft: Draft) -> None:
    """The line under a name tells its width."""
    draft.named()
    draft.content.append("q 0.6 w 117.4 698 m 184 698 l S Q")


@way
def glyph_names(draft: Draft) -> None:
    """The name as the name of a glyph in an encoding."""
    font = draft.helvetica()
    font["/Encoding"] = Dictionary(
        Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array([200, Name(f"/{SECRET}")])
    )
    draft.resources["/Font"]["/F2"] = font
    draft.content.append("BT /F2 12 Tf 60 700 Td (Aanvrager) Tj ET")
