"""Redaction as a reader of the release meets it."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.leaks.building import Draft
from woolak.errors import UnreadableSource
from woolak.model import BoxPt
from woolak.pipeline.redact import Redaction, default_style, redact
from woolak.pipeline.verify import verify

SENTENCE = "Geachte mevrouw Jansen, op 12 maart belde Piet met de gemeente."


def letter(path: Path, *lines: str, size: float = 11, leading: float = 14, font: str = "helv") -> Path:
    document = pymupdf.open()
    page = document.new_page()
    for number, line in enumerate(lines):
        page.insert_text((60, 90 + number * leading), line, fontsize=size, fontname=font)
    document.save(path)
    return path


def words(pdf: Path, *wanted: str, grounds: tuple[str, ...] = ("5.1(2)e",)) -> list[Redaction]:
    """A redaction for each place where one of the words stands."""
    found = []
    for index, page in enumerate(pymupdf.open(pdf)):
        for x0, y0, x1, y1, word, *_ in page.get_text("words"):
            if word.strip(",.") in wanted:
                found.append(Redaction(index, (BoxPt(x0, y0, x1, y1),), grounds, word))
    return found


def burn(pdf: Path, redactions: list[Redaction], **more: object) -> Path:
    out = pdf.with_suffix(".release.pdf")
    redact(pdf, out, redactions, title="Brief", style=default_style(), **more)  # type: ignore[arg-type]
    return out


def text_by_pdfium(pdf: Path, page: int = 0) -> str:
    return str(pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range())


def test_a_redacted_name_is_gone_and_the_rest_of_the_line_stays(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", SENTENCE)
    text = text_by_pdfium(burn(source, words(source, "Jansen")))
    assert "Jansen" not in text
    for word in ("Geachte", "mevrouw", "op", "12", "maart", "belde", "Piet", "gemeente."):
        assert word in text


def test_the_label_reads_in_both_engines_at_the_place_of_the_box(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", SENTENCE)
    redactions = words(source, "Jansen")
    out = burn(source, redactions)
    box = redactions[0].boxes_pt[0]
    assert pymupdf.open(out)[0].get_text(clip=pymupdf.Rect(box)).strip() == "[5.1(2)e]"
    page = pypdfium2.PdfDocument(out)[0]
    height = page.get_height()
    assert "5.1(2)e" in page.get_textpage().get_text_bounded(box.x0 - 2, height - box.y1, box.x1 + 20, height - box.y0)


@pytest.mark.parametrize("leading", [14, 11, 9.5])
def test_neighbouring_lines_keep_every_letter(tmp_path: Path, leading: float) -> None:
    source = letter(tmp_path / "a.pdf", *[SENTENCE] * 5, leading=leading)
    redactions = words(source, "Jansen")[1:4:2]
    text = text_by_pdfium(burn(source, redactions))
    assert text.count("Geachte mevrouw") == 5
    assert text.count("Jansen") == 3


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", SENTENCE)
    first = burn(source, words(source, "Jansen")).read_bytes()
    assert burn(source, words(source, "Jansen")).read_bytes() == first


def test_a_draft_says_so_in_its_metadata(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", SENTENCE)
    assert pymupdf.open(burn(source, [], draft=True)).metadata["keywords"] == "concept, niet beoordeeld"
    assert "concept" not in str(pymupdf.open(burn(source, [])).metadata)


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", SENTENCE)
    locked = tmp_path / "locked.pdf"
    pymupdf.open(source).save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="geheim", owner_pw="x")
    with pytest.raises(UnreadableSource, match="wachtwoord"):
        burn(locked, [])


def test_the_verifier_finds_what_was_not_redacted(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", SENTENCE)
    redactions = words(source, "Jansen")
    assert not verify(source, redactions, secrets=["Jansen"], kept_texts=[""]).ok
    assert verify(burn(source, redactions), redactions, secrets=["Jansen"], kept_texts=[""]).ok


def test_words_whose_letters_happen_to_spell_a_short_name_downwards_stay_whole(tmp_path: Path) -> None:
    lines = ["Mevrouw Nene was er.", *(f"wor{letter}d" for letter in "nene")]
    source = letter(tmp_path / "a.pdf", *lines, font="cour")
    redactions = words(source, "Nene")
    kept = ["Mevrouw █ was er.\n" + "\n".join(lines[1:])]
    text = text_by_pdfium(burn(source, redactions, secrets=["Nene"], kept_texts=kept))
    assert [word for word in ("wornd", "wored") if word in text] == ["wornd", "wored"]


def test_a_short_name_of_letters_that_stand_alone_under_each_other_goes(tmp_path: Path) -> None:
    lines = ["Mevrouw Nene was er.", *("n", "e", "n", "e")]
    source = letter(tmp_path / "a.pdf", *lines, font="cour")
    kept = ["Mevrouw █ was er."]
    text = text_by_pdfium(burn(source, words(source, "Nene"), secrets=["Nene"], kept_texts=kept))
    assert "n" not in text.replace("Mevrouw", "").split() and "was er." in text


def test_a_namesake_that_stays_is_no_leak(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Burgemeester Jansen schreef mevrouw Jansen.")
    redactions = words(source, "Jansen")[1:]
    kept = ["Burgemeester Jansen schreef mevrouw ."]
    assert verify(burn(source, redactions), redactions, secrets=["Jansen"], kept_texts=kept).ok
    assert not verify(source, redactions, secrets=["Jansen"], kept_texts=kept).ok


def unembedded(path: Path, name: str, encoding: str, to_unicode: bool) -> Path:
    """A letter in a composite font that is not in the file."""
    draft = Draft()
    text = "Geachte mevrouw Jansen, dank voor uw brief."
    widths = [round(pymupdf.Font("helv").glyph_advance(code) * 1000) for code in range(32, 127)]
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(f"/{name}"), W=Array([32, Array(widths)]),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=Dictionary(
            Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=32, ItalicAngle=0, Ascent=900, Descent=-200,
            FontBBox=Array([0, -200, 1000, 900]), CapHeight=700, StemV=80,
        ),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{name}"), Encoding=Name(encoding),
        DescendantFonts=Array([draft.pdf.make_indirect(inner)]),
    )  # fmt: skip
    if to_unicode:
        font["/ToUnicode"] = draft.stream(
            "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0020> <007E> <0020> endbfrange"
        )
    draft.resources["/Font"]["/F2"] = draft.pdf.make_indirect(font)
    draft.content.append(f"BT /F2 12 Tf 60 500 Td <{text.encode('utf-16-be').hex()}> Tj ET")
    path.write_bytes(draft.save())
    return path


@pytest.mark.parametrize(
    ("name", "encoding", "to_unicode", "as_picture"),
    [
        ("ArialMT", "/Identity-H", True, False),
        ("Verdana", "/Identity-H", True, True),
        ("ArialMT", "/UniGB-UCS2-H", False, True),
    ],
)
def test_a_composite_font_that_is_elsewhere_is_replaced_or_its_page_becomes_a_picture(
    name: str, encoding: str, to_unicode: bool, as_picture: bool, tmp_path: Path
) -> None:
    source = unembedded(tmp_path / "a.pdf", name, encoding, to_unicode)
    done = redact(source, tmp_path / "b.pdf", words(source, "Jansen"), title="Brief", style=default_style(),
                  secrets=["Jansen"], kept_texts=[""])  # fmt: skip
    assert bool(done.rasterised_pages) == as_picture
    text = text_by_pdfium(tmp_path / "b.pdf")
    assert "Jansen" not in text
    assert "Kerkstraat" in text
    assert verify(tmp_path / "b.pdf", words(source, "Jansen"), secrets=["Jansen"], kept_texts=[""]).ok
