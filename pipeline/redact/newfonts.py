"""Fonts written anew: only the glyphs that the release still uses, under new codes, without names.

A subset tells which letters were used, and the order of its codes tells in which order (many producers number glyphs
by first use). Codes here are given out while the release is written, so they speak of nothing that is gone.
"""

from __future__ import annotations

import io
import re
import struct
from copy import copy

import pikepdf
from fontTools import cffLib
from fontTools.agl import AGL2UV
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.fonts import FIXED, ITALIC, SERIF, SourceFont
from woolak.pipeline.redact.programs import CffProgram, TrueTypeProgram, Type1Program

__all__ = ["NewFont", "to_unicode_stream"]

# Names that may stay on a font that is not embedded: the reader's computer needs them to find a stand-in.
KNOWN = re.compile(
    r"(Arial|ArialNarrow|ArialBlack|Calibri|CalibriLight|Cambria|Candara|CenturyGothic|ComicSansMS|Consolas|Constantia|"
    r"Corbel|CourierNew|Courier|Georgia|Helvetica|Impact|LucidaConsole|LucidaSans|PalatinoLinotype|SegoeUI|Tahoma|"
    r"TimesNewRoman|Times|TrebuchetMS|Univers|Verdana|Wingdings|Symbol)"
    r"(PS)?(MT)?([-,]?(Bold|Italic|Oblique|Regular|Roman|Light|Narrow|BoldItalic|BoldOblique))?(MT)?"
)


class NewFont:
    """The font of the release that takes the place of one source font."""

    def __init__(self, source: SourceFont, pdf: Pdf, number: int, must_embed: bool = False) -> None:
        self.source = source
        if must_embed and source.program is None:
            raise CannotRebuild("font that is not embedded")
        self.number = number
        self.object = pdf.make_indirect(Dictionary(Type=Name.Font))
        self.wide = source.program is not None
        """Two bytes per code."""
        self._codes: dict[int, int] = {}
        self._by_glyph: dict[tuple[int, str], int] = {}
        self.glyphs: list[tuple[int, str, float]] = [(0, "", 0.0)]
        """new code -> glyph number, characters, width per unit of size; of an unembedded font the old code."""

    def code(self, source_code: int) -> int:
        """The new code of an old one, given out at first use."""
        known = self._codes.get(source_code)
        if known is not None:
            return known
        width, text, gid = self.source.glyph(source_code)
        key = (gid if self.wide else source_code, text)
        code = self._by_glyph.get(key)
        if code is None:
            if not self.wide and not self.source.type3:
                code = source_code
                self.glyphs.append((source_code, text, width))
            else:
                code = len(self.glyphs)
                self.glyphs.append((key[0], text, width))
            if code > (65_535 if self.wide else 255):
                raise CannotRebuild("too many glyphs")
            self._by_glyph[key] = code
        self._codes[source_code] = code
        return code

    def width(self, code: int) -> float:
        """The width of a new code, per unit of size."""
        if not self.wide and not self.source.type3:
            return self.source.glyph(code)[0]
        return self.glyphs[code][2]

    def finish(self, pdf: Pdf) -> None:
        """Write the dictionary and the program, once everything that uses it is written."""
        program = self.source.program
        if isinstance(program, TrueTypeProgram):
            stream, key = Stream(pdf, _truetype(program, [gid for gid, _, _ in self.glyphs])), "/FontFile2"
            self._finish_composite(pdf, Name.CIDFontType2, key, stream)
        elif program is not None:
            stream = Stream(pdf, _cff(program, [gid for gid, _, _ in self.glyphs]), Subtype=Name.CIDFontType0C)
            self._finish_composite(pdf, Name.CIDFontType0, "/FontFile3", stream)
        else:
            self._finish_unembedded(pdf)

    def _descriptor(self, name: str) -> Dictionary:
        look = self.source.look
        box = look.bbox or (-200.0, look.descent, 1200.0, look.ascent)
        return Dictionary(
            Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=look.flags & (FIXED | SERIF | ITALIC) | 4,
            FontBBox=Array([round(v) for v in box]), ItalicAngle=round(look.italic_angle),
            Ascent=round(look.ascent), Descent=round(look.descent), CapHeight=700, StemV=120 if look.bold else 80,
        )  # fmt: skip

    def _finish_composite(self, pdf: Pdf, kind: Name, key: str, program: Stream) -> None:
        name = f"WOOLAK+Font{self.number}"
        descriptor = self._descriptor(name)
        descriptor[key] = pdf.make_indirect(program)
        descendant = Dictionary(
            Type=Name.Font, Subtype=kind, BaseFont=Name(f"/{name}"),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor), DW=1000,
            W=Array([1, Array([_short(width * 1000) for _, _, width in self.glyphs[1:]])]),
        )  # fmt: skip
        if kind == Name.CIDFontType2:
            descendant["/CIDToGIDMap"] = Name.Identity
        self.object["/Subtype"] = Name.Type0
        self.object["/BaseFont"] = Name(f"/{name}")
        self.object["/Encoding"] = Name("/Identity-H")
        self.object["/DescendantFonts"] = Array([pdf.make_indirect(descendant)])
        texts = {code: text for code, (_, text, _) in enumerate(self.glyphs) if text}
        self.object["/ToUnicode"] = to_unicode_stream(pdf, texts, 2)

    def _finish_unembedded(self, pdf: Pdf) -> None:
        look, used = self.source.look, sorted(self.glyphs[1:])
        name = self.source.base_name
        if not KNOWN.fullmatch(name):
            family = "Mono" if look.flags & FIXED else "Serif" if look.flags & SERIF else "Sans"
            style = ("Bold" if look.bold else "") + ("Italic" if look.flags & ITALIC or look.italic_angle else "")
            name = f"{family}-{style}" if style else family  # no real font: a reader goes by flags and widths
        differences: list[object] = []
        for code, _, _ in used:
            glyph = self.source.names.get(code, ".notdef")
            if glyph not in AGL2UV and not re.fullmatch(r"uni[0-9A-F]{4}", glyph):
                glyph = ".notdef"
            differences += [code, Name(f"/{glyph}")]
        first, last = (used[0][0], used[-1][0]) if used else (0, 0)
        widths = {code: width for code, _, width in used}
        descriptor = self._descriptor(name)
        descriptor["/Flags"] = look.flags & (FIXED | SERIF | ITALIC) | 32
        font = self.object
        font["/Subtype"] = Name.TrueType if self.source.object.get("/Subtype") == Name.TrueType else Name.Type1
        font["/BaseFont"] = Name(f"/{name}")
        font["/FirstChar"], font["/LastChar"] = first, last
        font["/Widths"] = Array([_short(widths.get(code, 0.0) * 1000) for code in range(first, last + 1)])
        font["/Encoding"] = Dictionary(
            Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array(differences)
        )
        font["/FontDescriptor"] = pdf.make_indirect(descriptor)
        font["/ToUnicode"] = to_unicode_stream(pdf, {code: text for code, text, _ in used if text}, 1)


def _short(value: float) -> float | int:
    value = round(value, 2)
    return int(value) if value == int(value) else value


def to_unicode_stream(pdf: Pdf, texts: dict[int, str], width: int) -> pikepdf.Object:
    """A ToUnicode CMap for codes of one or two bytes."""
    lines = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def",
        f"/CMapType 2 def\n1 begincodespacerange\n<{'00' * width}> <{'FF' * width}>\nendcodespacerange",
    ]
    pairs = sorted(texts.items())
    for at in range(0, len(pairs), 100):
        part = pairs[at : at + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{code:0{2 * width}X}> <{text.encode('utf-16-be', 'ignore').hex()}>" for code, text in part]
        lines.append("endbfchar")
    lines.append("endcmap\nend\nend\n")
    return pdf.make_indirect(Stream(pdf, "\n".join(lines).encode("ascii")))


WORDS, SCALE, MORE, SCALES, MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


def _parts(glyph: bytes) -> list[tuple[int, int]]:
    """Of a composite glyph: where the number of each part stands, and the number."""
    if len(glyph) < 10 or struct.unpack_from(">h", glyph)[0] >= 0:
        return []
    found, at = [], 10
    while at + 4 <= len(glyph):
        flags, gid = struct.unpack_from(">HH", glyph, at)
        found.append((at + 2, gid))
        at += 4 + (4 if flags & WORDS else 2)
        at += 2 if flags & SCALE else 4 if flags & SCALES else 8 if flags & MATRIX else 0
        if not flags & MORE:
            break
    return found


def _truetype(program: TrueTypeProgram, gids: list[int]) -> bytes:
    """A TrueType font with these glyphs as 0, 1, 2 ..., and the parts that they are made of behind them."""
    order, number = list(gids), {}
    for index, gid in enumerate(order):  # grows while it runs
        for _, part in _parts(program.glyph(gid)):
            if part not in number:
                number[part] = len(order)
                order.append(part)
        if index > 65_000:
            raise CannotRebuild("too many glyphs")
    glyf, loca, metrics = bytearray(), [0], bytearray()
    for gid in order:
        data = bytearray(program.glyph(gid))
        for at, part in _parts(bytes(data)):
            struct.pack_into(">H", data, at, number[part])
        glyf += data + b"\0" * (-len(data) % 4)
        loca.append(len(glyf))
        metrics += struct.pack(">Hh", int(program.advance(gid)), program.bearing(gid))
    head, hhea, maxp = (bytearray(program.tables[name]) for name in ("head", "hhea", "maxp"))
    struct.pack_into(">L", head, 8, 0)
    head[20:36] = b"\0" * 16  # created and modified
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, len(order))
    struct.pack_into(">H", maxp, 4, len(order))
    tables = {
        "head": bytes(head[:54]), "hhea": bytes(hhea[:36]), "maxp": bytes(maxp[:32]), "hmtx": bytes(metrics),
        "loca": struct.pack(f">{len(loca)}L", *loca), "glyf": bytes(glyf),
    }  # fmt: skip
    for name in ("cvt ", "fpgm", "prep"):
        if program.tables.get(name):
            tables[name] = program.tables[name]
    return _sfnt(tables)


def _sfnt(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    out = bytearray(struct.pack(">LHHHH", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16))
    offset, body = 12 + 16 * count, bytearray()
    for name in sorted(tables):
        data = tables[name]
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        out += struct.pack(">4sLLL", name.encode("latin-1"), total, offset + len(body), len(data))
        body += padded
    return bytes(out + body)


class Drawn(T2CharString):  # type: ignore[misc]
    """A glyph that was written before: its bounds are known, and it is not taken apart again."""

    def __init__(self, bytecode: bytes, bounds: tuple[float, float, float, float] | None) -> None:
        super().__init__(bytecode)
        self.bounds = bounds

    def calcBounds(self, glyphSet: object) -> tuple[float, float, float, float] | None:
        return self.bounds


def _outline(program: CffProgram | Type1Program, gid: int) -> Drawn:
    """One glyph, drawn anew from its outline."""
    pen = T2CharStringPen(0, program.glyphs)
    try:
        width = program.draw(gid, pen) if gid < len(program.charset) else 0.0
    except Exception as error:  # outlines of broken fonts
        raise CannotRebuild("glyph") from error
    pen._width = round(width)
    glyph = pen.getCharString(private=cffLib.PrivateDict())
    bounds = glyph.calcBounds(None)
    glyph.compile()
    made = program.written[gid] = Drawn(glyph.bytecode, bounds)
    return made


def _cff(program: CffProgram | Type1Program, gids: list[int]) -> bytes:
    """A CFF font with these glyphs as 0, 1, 2 ..., drawn from their outlines."""
    names = [".notdef", *(f"g{number}" for number in range(1, len(gids)))]
    glyphs = {}
    for name, gid in zip(names, gids, strict=True):
        glyphs[name] = copy(program.written.get(gid) or _outline(program, gid))
    builder = FontBuilder(round(program.units), isTTF=False)
    builder.setupGlyphOrder(names)
    unit = 1 / program.units
    builder.setupCFF("Font", {"FontMatrix": [unit, 0, 0, unit, 0, 0]} if program.units != 1000 else {}, glyphs, {})
    out = io.BytesIO()
    builder.font["CFF "].cff.compile(out, builder.font)
    return out.getvalue()
