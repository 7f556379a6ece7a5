"""A font as a page uses it: how its strings are cut into codes, and what each code is, shows and measures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import pikepdf
import pymupdf
from fontTools import agl
from pikepdf import Name

from woolak.pipeline.redact.encodings import CodeMap, characters_of, names_with_differences, plain, read_to_unicode
from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.fontwidths import horizontal_widths, vertical_widths
from woolak.pipeline.redact.programs import (
    CffProgram,
    TrueTypeProgram,
    Type1Program,
    read_cff,
    read_truetype,
)

__all__ = ["FontReader", "SourceFont"]

S = TypeVar("S")
T = TypeVar("T")
AnyProgram = TrueTypeProgram | CffProgram | Type1Program

# Fonts that need not be embedded, and whom MuPDF draws with its own copies of the same widths.
STAND_INS = {
    "helvetica": "he", "arial": "he", "arialmt": "he", "times": "ti", "timesroman": "ti", "timesnewroman": "ti",
    "timesnewromanps": "ti", "timesnewromanpsmt": "ti", "courier": "co", "couriernew": "co", "couriernewps": "co",
    "couriernewpsmt": "co", "symbol": "sy", "zapfdingbats": "za",
}  # fmt: skip
_CODES = {
    "he": ("helv", "hebo", "heit", "hebi"),
    "ti": ("tiro", "tibo", "tiit", "tibi"),
    "co": ("cour", "cobo", "coit", "cobi"),
    "sy": ("symb",) * 4,
    "za": ("zadb",) * 4,
}
WIDE = 2.2
"""In ems: no letter is wider."""
DEEP = frozenset("gjpqyçJQ,;()[]{}/|_@§")
LOW = frozenset("acegmnopqrsuvwxyz.,:;-–—")
INKS = ((-0.02, 0.76), (-0.02, 0.55), (-0.22, 0.76), (-0.22, 0.55))
"""In ems, from what is below the baseline to what is above it: of tall letters, low ones, and each of them deep."""
NO_INK = -1
FIXED, SERIF, SYMBOLIC, ITALIC, FORCE_BOLD = 1, 2, 4, 64, 1 << 18


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader needs to find a stand-in, and for the descriptor of the new font."""

    flags: int
    bold: bool
    italic_angle: float
    ascent: float
    descent: float
    bbox: tuple[float, ...]


def _name(name: pikepdf.Object) -> str:
    """A name without its slash, also when it is no UTF-8."""
    try:
        return str(name)[1:]
    except UnicodeDecodeError:
        return name.unparse().decode("latin-1")[1:]


def _numbers(value: Any, count: int) -> tuple[float, ...]:
    try:
        numbers = tuple(float(v) for v in value)
    except (TypeError, ValueError):
        return ()
    return numbers if len(numbers) == count else ()


def _float(value: Any, default: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return default


class SourceFont:
    """One font dictionary, read. `program` is None for a font that stays unembedded."""

    def __init__(self, font: pikepdf.Object, reader: FontReader) -> None:
        self.object = font
        self.type3 = font.get("/Subtype") == Name.Type3
        self.composite = font.get("/Subtype") == Name.Type0
        self.vertical = False
        self.scale = 0.001
        self.stand_in = ""
        """MuPDF's name of the font that stands in for one that is not embedded."""
        self.base_name = re.sub(r"^[A-Z]{6}\+", "", _name(font.get("/BaseFont", Name.Unknown)))
        self.program: AnyProgram | None = None
        self.names: dict[int, str] = {}
        self._to_unicode: dict[int, str] = {}
        stream = font.get("/ToUnicode")
        if isinstance(stream, pikepdf.Stream):
            told = stream.read_bytes()
            self._to_unicode = reader.once(read_to_unicode, told, told)
        self._cache: dict[int, tuple[float, str, int]] = {}
        self.plains: dict[int, str] = {}
        """Of each code that was read: its characters folded; empty for what is no letter or digit."""
        self.spaces: dict[int, bool] = {}
        self.inks: dict[int, int] = {}
        """Of each code that was read: what its ink looks like (INKS)."""
        self._doubts: dict[int, bool] = {}
        if self.composite:
            self._read_composite(font, reader)
        else:
            self._read_simple(font, reader)

    # reading ---------------------------------------------------------------------------------------------------

    def _read_simple(self, font: pikepdf.Object, reader: FontReader) -> None:
        descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
        self.look = _look(descriptor, self.base_name)
        self.first = int(_float(font.get("/FirstChar", 0), 0))
        self.widths = [_float(width, 0.0) for width in font.get("/Widths", ())]
        self.missing = _float(descriptor.get("/MissingWidth", 0), 0.0)
        encoding = font.get("/Encoding")
        base, differences = "", []
        if isinstance(encoding, Name):
            base = str(encoding)[1:]
        elif isinstance(encoding, pikepdf.Dictionary):
            base = str(encoding.get("/BaseEncoding", "/"))[1:]
            for item in encoding.get("/Differences", ()):
                differences.append(_name(item) if isinstance(item, Name) else float(item))
        self.has_encoding = bool(base or differences)
        if self.type3:
            matrix = _numbers(font.get("/FontMatrix", ()), 6) or (0.001, 0, 0, 0.001, 0, 0)
            self.matrix = matrix
            self.scale = matrix[0] or matrix[1]
            self.names = names_with_differences(base, differences, {} if not base else None)
            return
        self.program = reader.program(descriptor)
        if self.program is None:
            self.stand_in = _stand_in(self.base_name, self.look)
            if self.stand_in:
                self.program = reader.standard(self.stand_in)
        builtin = None
        if base not in ("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding", "StandardEncoding"):
            base = "StandardEncoding"
            if isinstance(self.program, (CffProgram, Type1Program)) and not (
                self.stand_in and self.stand_in not in ("symb", "zadb")
            ):
                builtin = self.program.builtin()
            elif self.program is None and font.get("/Subtype") == Name.TrueType:
                base = "WinAnsiEncoding"
        self.names = names_with_differences(base, differences, builtin)

    def _read_composite(self, font: pikepdf.Object, reader: FontReader) -> None:
        try:
            inner = font["/DescendantFonts"][0]
        except (KeyError, IndexError, TypeError):
            raise CannotRebuild("font without descendant") from None
        descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
        self.look = _look(descriptor, self.base_name)
        self.code_map = _code_map(font.get("/Encoding"))
        self.vertical = self.code_map.vertical
        self.default = _float(inner.get("/DW", 1000), 1000.0)
        self.by_cid = reader.widths(inner.get("/W", ()))
        self.default_vertical = _numbers(inner.get("/DW2", ()), 2) or (880.0, -1000.0)
        self.vertical_by_cid = vertical_widths(inner.get("/W2", ()))
        self.program = reader.program(descriptor)
        if self.program is None:
            self.stand_in = _stand_in(self.base_name, self.look) if self._to_unicode else ""
            if not self.stand_in:
                raise CannotRebuild("composite font not embedded")
            self.program = reader.standard(self.stand_in)
        mapping = inner.get("/CIDToGIDMap")
        self.gid_map: bytes | None = mapping.read_bytes() if isinstance(mapping, pikepdf.Stream) else None

    # asking ----------------------------------------------------------------------------------------------------

    def cut(self, data: bytes) -> list[tuple[int, int]]:
        """The codes of a string, each with its length in bytes."""
        return self.code_map.cut(data) if self.composite else [(byte, 1) for byte in data]

    def codes(self, data: bytes) -> list[int]:
        """The codes of a string."""
        return [code for code, _ in self.code_map.cut(data)] if self.composite else list(data)

    def widths_of(self, codes: list[int]) -> list[float]:
        """The advance widths of codes, per unit of size."""
        known = self._cache
        for code in set(codes) - known.keys():
            self.glyph(code)
        return [known[code][0] for code in codes]

    def glyph(self, code: int) -> tuple[float, str, int]:
        """Advance width (per unit of size), characters and glyph number of a code."""
        known = self._cache.get(code)
        if known is None:
            width, text, gid = self._composite_glyph(code) if self.composite else self._simple_glyph(code)
            text = text.replace("\u00ad", "-")  # a hyphen that is shown is a hyphen, whatever the file calls it
            self.plains[code], self.spaces[code] = plain(text), text.isspace()
            self.inks[code] = NO_INK if text.isspace() else (text[:1] in LOW) + 2 * (text[:1] in DEEP)
            known = self._cache[code] = (width, text, gid)
        return known

    def vertical_place(self, code: int) -> tuple[float, float, float]:
        """Advance (down is negative), and the glyph's origin from the writing point; per unit of size."""
        cid = self.code_map.cid(code)
        if cid in self.vertical_by_cid:
            advance, x, y = self.vertical_by_cid[cid]
        else:
            y, advance = self.default_vertical
            x = self.by_cid.get(cid, self.default) / 2
        return advance / 1000, -x / 1000, -y / 1000

    def doubtful(self, code: int) -> bool:
        """Whether what the code says it is may not be what is seen: not told, private, or otherwise by the font."""
        known = self._doubts.get(code)
        if known is None:
            text, other = self.glyph(code)[1], self.second_reading(code)
            known = not text or "\ufffd" in text or any(0xE000 <= ord(c) <= 0xF8FF for c in text)
            known = known or bool(other and plain(other) != plain(text)) or self.wide(code)
            self._doubts[code] = known
        return known

    def wide(self, code: int) -> bool:
        """Whether the glyph is so wide that it may draw a whole word."""
        width, _, gid = self.glyph(code)
        if width > WIDE:
            return True
        return not self.type3 and self.program is not None and self.program.extent(gid) > WIDE

    def second_reading(self, code: int) -> str:
        """What the program itself says that the code's glyph is; empty when it does not say."""
        if self.type3:
            return characters_of(self.names.get(code, ""))
        if self.program is None:
            return ""
        return self.program.characters(self.glyph(code)[2])

    def _simple_glyph(self, code: int) -> tuple[float, str, int]:
        name = self.names.get(code, "")
        told = characters_of(name)
        text = self._to_unicode.get(code, told)
        gid = 0
        if self.type3:
            gid = code
        elif isinstance(self.program, TrueTypeProgram):
            symbolic = bool(self.look.flags & SYMBOLIC) or not self.has_encoding
            gid = self.program.simple_gid(code, name, told, symbolic)
            if not text:
                text = self.program.characters(gid)
        elif self.program is not None:
            gid = self.program.by_name.get(name, 0)
            if not gid and told:
                gid = next((g for n, g in self.program.by_name.items() if characters_of(n) == told), 0)
        index = code - self.first
        if 0 <= index < len(self.widths):
            width = self.widths[index]
        elif self.widths or self.program is None:
            width = self.missing
        else:
            width = self.program.advance(gid) * 1000 / self.program.units
        return width * self.scale, text, gid

    def _composite_glyph(self, code: int) -> tuple[float, str, int]:
        cid = self.code_map.cid(code)
        if self.stand_in:  # only what the file says of its codes tells which glyphs they are
            assert isinstance(self.program, CffProgram)
            text = self._to_unicode.get(code, "")
            name = agl.UV2AGL.get(ord(text), "") if len(text) == 1 else ""
            return self.by_cid.get(cid, self.default) / 1000, text, self.program.by_name.get(name, 0)
        if isinstance(self.program, TrueTypeProgram):
            gid = cid
            if self.gid_map is not None:
                gid = int.from_bytes(self.gid_map[2 * cid : 2 * cid + 2], "big")
        else:
            assert self.program is not None
            gid = self.program.gid_of_cid(cid)
            if self.gid_map is not None and not self.program.cid_keyed:
                gid = int.from_bytes(self.gid_map[2 * cid : 2 * cid + 2], "big")
        text = self._to_unicode.get(code) or self.program.characters(gid)
        return self.by_cid.get(cid, self.default) / 1000, text, gid


class FontReader:
    """Reads each font and each program of a document once."""

    def __init__(self) -> None:
        self._fonts: dict[object, SourceFont] = {}
        self._programs: dict[object, AnyProgram] = {}
        self._read: dict[tuple[object, bytes], Any] = {}

    def once(self, read: Callable[[S], T], source: S, data: bytes) -> T:
        """What `read` makes of a part of a font; by its bytes, as merged files bring the same font with every page."""
        key = read, hashlib.sha256(data).digest()
        if key not in self._read:
            self._read[key] = read(source)
        made: T = self._read[key]
        return made

    def widths(self, array: Any) -> dict[int, float]:
        """The /W array of a CIDFont."""
        if not isinstance(array, pikepdf.Array):
            return horizontal_widths(array)
        return self.once(horizontal_widths, array, array.unparse(True))

    def font(self, font: pikepdf.Object) -> SourceFont:
        """Raises CannotRebuild when the font is not understood."""
        key: object = font.objgen if font.is_indirect else font.unparse()
        if key not in self._fonts:
            try:
                self._fonts[key] = SourceFont(font, self)
            except (AttributeError, KeyError, TypeError, ValueError, pikepdf.PdfError) as error:
                raise CannotRebuild(f"font: {type(error).__name__}") from error
        return self._fonts[key]

    def program(self, descriptor: pikepdf.Object) -> AnyProgram | None:
        """The embedded program, or None."""
        for key, read in (("/FontFile2", read_truetype), ("/FontFile3", read_cff), ("/FontFile", Type1Program)):
            stream = descriptor.get(key)
            if isinstance(stream, pikepdf.Stream):
                if stream.objgen not in self._programs:
                    data = stream.read_bytes()
                    if key == "/FontFile" and data[:1] == b"\1":
                        read = read_cff
                    elif key == "/FontFile" and data[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
                        read = read_truetype
                    self._programs[stream.objgen] = self.once(read, data, data)
                return self._programs[stream.objgen]
        return None

    def standard(self, code: str) -> AnyProgram:
        """MuPDF's own copy of one of the fourteen standard fonts."""
        return standard_program(code)


@cache
def standard_program(code: str) -> CffProgram:
    """MuPDF's own copy of a font: it comes from no document, so a process reads it once."""
    return CffProgram(pymupdf.Font(code).buffer)


def _look(descriptor: pikepdf.Object, name: str) -> Look:
    flags = int(_float(descriptor.get("/Flags", 32), 32))
    weight = _float(descriptor.get("/FontWeight", 0), 0)
    bold = bool(flags & FORCE_BOLD) or weight >= 600 or "bold" in name.lower()
    return Look(
        flags,
        bold,
        _float(descriptor.get("/ItalicAngle", 0), 0.0),
        _float(descriptor.get("/Ascent", 0), 0.0) or 800.0,
        _float(descriptor.get("/Descent", 0), 0.0) or -200.0,
        _numbers(descriptor.get("/FontBBox", ()), 4),
    )


def _stand_in(name: str, look: Look) -> str:
    """The standard font with the same widths, or an empty string."""
    family, _, rest = re.sub(r"[\s_]", "", name).replace(",", "-").partition("-")
    group = STAND_INS.get(family.lower())
    if not group and family.lower().startswith(("arialnarrow", "arialblack", "arialunicode")):
        return ""
    if not group:
        return ""
    style = rest.lower()
    return _CODES[group][("bold" in style or look.bold) + 2 * ("italic" in style or "oblique" in style)]


def _code_map(encoding: pikepdf.Object | None) -> CodeMap:
    if isinstance(encoding, Name):
        if str(encoding) in ("/Identity-H", "/Identity-V"):
            return CodeMap.of_identity(str(encoding).endswith("V"))
        raise CannotRebuild("predefined CMap")
    if isinstance(encoding, pikepdf.Stream):
        base = _code_map(encoding["/UseCMap"]) if "/UseCMap" in encoding else None
        return CodeMap.read(encoding.read_bytes(), int(encoding.get("/WMode", 0)) == 1, base)
    raise CannotRebuild("composite font without encoding")
