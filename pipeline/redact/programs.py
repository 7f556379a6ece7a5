"""Font programs: which glyph belongs to a code or name, and outlines to build a new subset from.

Only what is needed to draw is ever taken out of a program: outlines, widths, hinting tables. Names, notices, metadata
and private tables stay behind.
"""

from __future__ import annotations

import io
import logging
import re
import struct
from collections.abc import Iterator
from typing import Any, Protocol

from fontTools import cffLib
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc import eexec
from fontTools.misc.psCharStrings import T1CharString, T1OutlineExtractor, T2CharString
from fontTools.pens.basePen import NullPen
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

from woolak.pipeline.redact.encodings import base_encoding, characters_of
from woolak.pipeline.redact.errors import CannotRebuild

__all__ = ["CffProgram", "Program", "TrueTypeProgram", "Type1Program", "read_cff", "read_truetype"]

# What is wrong with a font is ours to judge; its log would put words of the document on the user's screen.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)


class UnreadableFont(CannotRebuild):
    """The program cannot be taken apart: the pages that use it are made pictures."""


class Program(Protocol):
    """What the rest needs to know of a font program."""

    units: float

    def advance(self, gid: int) -> float: ...
    def name(self, gid: int) -> str: ...
    def characters(self, gid: int) -> str: ...


class TrueTypeProgram:
    """Outlines in `glyf`; the glyphs are copied as they are, composites with all their parts."""

    TABLES = ("head", "hhea", "maxp", "hmtx", "loca", "glyf", "cvt ", "fpgm", "prep")

    def __init__(self, data: bytes) -> None:
        self.data = data
        count = struct.unpack_from(">H", data, 4)[0]
        self.tables: dict[str, bytes] = {}
        for index in range(count):
            tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
            self.tables[tag.decode("latin-1")] = data[offset : offset + length]
        try:
            self.units = float(struct.unpack_from(">H", self.tables["head"], 18)[0] or 1000)
            long_loca = struct.unpack_from(">h", self.tables["head"], 50)[0]
            self.count = struct.unpack_from(">H", self.tables["maxp"], 4)[0]
            self.metrics = max(1, struct.unpack_from(">H", self.tables["hhea"], 34)[0])
            loca = self.tables["loca"]
            if long_loca:
                self.loca = list(struct.unpack(f">{len(loca) // 4}L", loca[: len(loca) // 4 * 4]))
            else:
                self.loca = [2 * v for v in struct.unpack(f">{len(loca) // 2}H", loca[: len(loca) // 2 * 2])]
            self.glyf = self.tables["glyf"]
        except (KeyError, struct.error) as error:
            raise UnreadableFont("truetype tables") from error
        self._cmaps: dict[tuple[int, int], dict[int, str]] | None = None
        self._names: list[str] | None = None
        self._reverse: dict[int, str] | None = None

    def glyph(self, gid: int) -> bytes:
        if not 0 <= gid < len(self.loca) - 1:
            return b""
        return self.glyf[self.loca[gid] : self.loca[gid + 1]]

    def advance(self, gid: int) -> float:
        at = 4 * min(gid, self.metrics - 1)
        hmtx = self.tables.get("hmtx", b"")
        return float(struct.unpack_from(">H", hmtx, at)[0]) if at + 2 <= len(hmtx) else 0.0

    def extent(self, gid: int) -> float:
        """How wide the glyph's drawing is, in ems."""
        data = self.glyph(gid)
        if len(data) < 10:
            return 0.0
        left, _, right = struct.unpack_from(">hhh", data, 2)
        return float(right - left) / self.units

    def bearing(self, gid: int) -> int:
        hmtx = self.tables.get("hmtx", b"")
        at = 4 * gid + 2 if gid < self.metrics else 4 * self.metrics + 2 * (gid - self.metrics)
        return int(struct.unpack_from(">h", hmtx, at)[0]) if at + 2 <= len(hmtx) else 0

    def _read_names(self) -> None:
        """`cmap` and `post`, which many subsets lack or have broken."""
        self._cmaps, self._names = {}, []
        try:
            font = TTFont(io.BytesIO(self.data), lazy=True, checkChecksums=0)
            if "cmap" in font:
                order = font.getGlyphOrder()
                number = {name: index for index, name in enumerate(order)}
                for table in font["cmap"].tables:
                    mapping = {code: number.get(name, 0) for code, name in (table.cmap or {}).items()}
                    self._cmaps[table.platformID, table.platEncID] = mapping  # type: ignore[assignment]
            if "post" in font and font["post"].formatType == 2.0:
                self._names = font.getGlyphOrder()
        except Exception:  # fontTools raises what it likes on broken tables
            return

    @property
    def cmaps(self) -> dict[tuple[int, int], dict[int, int]]:
        if self._cmaps is None:
            self._read_names()
        return self._cmaps  # type: ignore[return-value]

    def name(self, gid: int) -> str:
        if self._names is None:
            self._read_names()
        assert self._names is not None
        return self._names[gid] if gid < len(self._names) else ""

    def characters(self, gid: int) -> str:
        """What the program itself says that the glyph is."""
        if self._reverse is None:
            self._reverse = {}
            for key, cmap in self.cmaps.items():
                if key in ((3, 1), (3, 10)) or key[0] == 0:
                    for code, target in cmap.items():
                        if not 0xE000 <= code <= 0xF8FF:
                            self._reverse.setdefault(target, chr(code))
        return self._reverse.get(gid, "")

    def gid_of_name(self, name: str) -> int:
        if self._names is None:
            self._read_names()
        assert self._names is not None
        return self._names.index(name) if name in self._names else 0

    def simple_gid(self, code: int, name: str, characters: str, symbolic: bool) -> int:
        """The glyph of a code in a simple font (9.6.6.4)."""
        cmaps = self.cmaps
        unicode_map = cmaps.get((3, 1)) or cmaps.get((0, 3)) or cmaps.get((0, 1)) or cmaps.get((3, 10))
        if not symbolic and name:
            if unicode_map and len(characters) == 1 and unicode_map.get(ord(characters)):
                return unicode_map[ord(characters)]
            roman = cmaps.get((1, 0))
            if roman and name in _MAC_CODES and roman.get(_MAC_CODES[name]):
                return roman[_MAC_CODES[name]]
            if gid := self.gid_of_name(name):
                return gid
        for key in ((3, 0), (1, 0), (3, 1), (0, 3), (0, 1)):
            cmap = cmaps.get(key)
            if not cmap:
                continue
            for base in (0, 0xF000, 0xF100, 0xF200) if key == (3, 0) else (0,):
                if cmap.get(base + code):
                    return cmap[base + code]
        if unicode_map and len(characters) == 1 and unicode_map.get(ord(characters)):
            return unicode_map[ord(characters)]
        if gid := self.gid_of_name(name):
            return gid
        return 0 if cmaps else code


_MAC_CODES = {name: code for code, name in reversed(list(enumerate(base_encoding("MacRomanEncoding"))))}


class _Outlines:
    """What CFF and Type 1 share: glyphs with names, drawn by a pen."""

    glyphs: Any
    charset: list[str]
    by_name: dict[str, int]
    cid_keyed: bool
    units: float
    _widths: dict[int, float]
    _extents: dict[int, float]
    written: dict[int, T2CharString]
    """Glyphs as they were drawn anew: a standard font serves many documents."""

    def draw(self, gid: int, pen: Any) -> float:
        """Draw the outline; gives the advance width."""
        name = self.charset[gid]
        if name not in self.glyphs:
            return 0.0
        glyph = self.glyphs[name]
        glyph.draw(pen)
        return float(glyph.width or 0)

    def advance(self, gid: int) -> float:
        if gid not in self._widths:
            self._widths[gid] = self.draw(gid, NullPen()) if gid < len(self.charset) else 0.0
        return self._widths[gid]

    def extent(self, gid: int) -> float:
        """How wide the glyph's drawing is, in ems."""
        if gid not in self._extents:
            self._extents[gid] = self._extent(gid)
        return self._extents[gid]

    def _extent(self, gid: int) -> float:
        pen = ControlBoundsPen(None)
        try:
            self.draw(gid, pen)
        except Exception:  # a broken glyph is found out when it is written
            return 0.0
        return (pen.bounds[2] - pen.bounds[0]) / self.units if pen.bounds else 0.0

    def name(self, gid: int) -> str:
        return "" if self.cid_keyed or gid >= len(self.charset) else self.charset[gid]

    def characters(self, gid: int) -> str:
        return characters_of(self.name(gid))

    def gid_of_cid(self, cid: int) -> int:
        if not self.cid_keyed:
            return cid if cid < len(self.charset) else 0
        return self.by_name.get(f"cid{cid:05d}", 0)


class CffProgram(_Outlines):
    """Outlines in a CFF font, by name or by CID."""

    def __init__(self, data: bytes) -> None:
        try:
            fonts = cffLib.CFFFontSet()
            fonts.decompile(io.BytesIO(data), None)
            top: Any = fonts[0]
            self.top = top
            self.charset = list(top.charset)
            self.glyphs = top.CharStrings
            self.cid_keyed = hasattr(top, "ROS")
            matrix = getattr(top, "FontMatrix", [0.001]) or [0.001]
            self.units = 1 / matrix[0] if matrix[0] else 1000.0
            if self.cid_keyed:
                inner = getattr(top.FDArray[0], "FontMatrix", None)
                if inner and abs(inner[0]) > 1e-9 and "FontMatrix" not in top.rawDict:
                    self.units = 1 / inner[0]
        except Exception as error:  # fontTools raises what it likes on broken data
            raise UnreadableFont("cff") from error
        self.by_name = {name: gid for gid, name in enumerate(self.charset)}
        self._widths, self._extents, self.written = {}, {}, {}

    def builtin(self) -> dict[int, str]:
        """The program's own encoding."""
        encoding = getattr(self.top, "Encoding", "StandardEncoding")
        if encoding == "StandardEncoding":
            encoding = StandardEncoding
        elif not isinstance(encoding, list):
            return {}
        return {code: name for code, name in enumerate(encoding) if name != ".notdef"}


class Type1Program(_Outlines):
    """Outlines in a Type 1 font (FontFile), taken out by their syntax: no PostScript is run."""

    def __init__(self, data: bytes) -> None:
        try:
            clear, private = _type1_parts(data)
            matrix = re.search(rb"/FontMatrix\s*\[\s*([-+.\deE]+)", clear)
            unit = float(matrix.group(1)) if matrix else 0.001
            skip = re.search(rb"/lenIV\s+(-?\d+)", private)
            self._skip = int(skip.group(1)) if skip else 4
            self._encoding = _type1_encoding(clear)
            opening = re.search(rb"/CharStrings\s+\d+\s+dict(?:\s+dup)?\s+begin", private)
            start = opening.end() if opening else private.find(b"/CharStrings") + 12
            subrs = {int(n): code for n, code in _type1_entries(rb"dup\s+(\d+)", private[:start])}
            named = _type1_entries(rb"/([^\s/{}()<>\[\]%]+)", private[start:])
            shapes = {name.decode("latin-1"): code for name, code in named}
        except (ValueError, IndexError) as error:
            raise UnreadableFont("type1") from error
        if not shapes:
            raise UnreadableFont("type1 without glyphs")
        count = max(subrs, default=-1) + 1
        parts = [T1CharString(self._plain(subrs.get(n, b"")), subrs=[]) for n in range(min(count, 65_536))]
        for part in parts:
            part.subrs = parts
        self.units = 1 / unit if unit else 1000.0
        self.glyphs = {}
        for name, code in shapes.items():
            self.glyphs[name] = T1CharString(self._plain(code), subrs=parts)
        self.charset = [".notdef", *sorted(name for name in self.glyphs if name != ".notdef")]
        self.by_name = {name: gid for gid, name in enumerate(self.charset)}
        self.cid_keyed = False
        self._widths, self._extents, self.written = {}, {}, {}

    def _plain(self, code: bytes) -> bytes:
        if self._skip < 0 or not code:
            return code
        return bytes(eexec.decrypt(code, 4330)[0][self._skip :])

    def draw(self, gid: int, pen: Any) -> float:
        glyph = self.glyphs.get(self.charset[gid])
        if glyph is None:
            return 0.0
        extractor = T1OutlineExtractor(pen, glyph.subrs)
        extractor.execute(glyph)
        return float(extractor.width or 0)

    def builtin(self) -> dict[int, str]:
        """The program's own encoding."""
        if self._encoding is None:
            return {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}
        return self._encoding


def _type1_parts(data: bytes) -> tuple[bytes, bytes]:
    """The clear part and the decrypted part, of a font with or without PFB segments."""
    if data[:1] == b"\x80":
        parts, at = [], 0
        while data[at : at + 1] == b"\x80" and data[at + 1] in (1, 2):
            length = int.from_bytes(data[at + 2 : at + 6], "little")
            parts.append(data[at + 6 : at + 6 + length])
            at += 6 + length
        data = b"".join(parts)
    mark = re.search(rb"eexec[ \t]*(\r\n|\r|\n|[ \t])?", data)
    if not mark:
        return data, data
    clear, coded = data[: mark.start()], data[mark.end() :]
    if re.match(rb"[0-9A-Fa-f\s]{8}", coded):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", coded)
        coded = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    return clear, bytes(eexec.decrypt(coded, 55665)[0][4:])


def _type1_encoding(clear: bytes) -> dict[int, str] | None:
    """None for StandardEncoding."""
    if re.search(rb"/Encoding\s+StandardEncoding", clear):
        return None
    found = re.findall(rb"dup\s+(\d+|8#[0-7]+|16#[0-9A-Fa-f]+)\s*/([^\s/{}()<>\[\]%]+)\s*put", clear)
    names = {}
    for code, name in found:
        base, _, digits = code.rpartition(b"#")
        number = int(digits, int(base)) if base else int(code)
        if number < 256 and name != b".notdef":
            names[number] = name.decode("latin-1")
    return names


def _type1_entries(key: bytes, data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Entries `key length RD bytes`, whatever the font calls RD."""
    pattern, at = re.compile(key + rb"\s+(\d+)\s+(?:RD|-\||\S+) "), 0
    while match := pattern.search(data, at):
        length = int(match.group(2))
        yield match.group(1), data[match.end() : match.end() + length]
        at = match.end() + length


def read_truetype(data: bytes) -> TrueTypeProgram | CffProgram:
    """FontFile2, or an OpenType font in FontFile3."""
    if data[:4] == b"ttcf":
        raise UnreadableFont("collection")
    try:
        count = struct.unpack_from(">H", data, 4)[0]
        for index in range(min(count, 64)):
            tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
            if tag == b"CFF ":
                return CffProgram(data[offset : offset + length])
        return TrueTypeProgram(data)
    except struct.error as error:
        raise UnreadableFont("sfnt") from error


def read_cff(data: bytes) -> TrueTypeProgram | CffProgram:
    """FontFile3: bare CFF, or OpenType."""
    if data[:4] in (b"OTTO", b"\0\1\0\0", b"true"):
        return read_truetype(data)
    return CffProgram(data)
