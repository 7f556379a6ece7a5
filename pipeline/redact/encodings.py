"""Which glyph and which characters a code of a font stands for (ISO 32000-1, 9.6.6, 9.7.5 and 9.10)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from fontTools import agl
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding

from woolak.pipeline.redact.lexing import PdfName, operations

__all__ = ["CodeMap", "base_encoding", "characters_of", "folded", "names_with_differences", "plain", "read_to_unicode"]

MAX_RANGE = 65_536


def folded(text: str) -> str:
    """Only letters and digits, without case and accents: how texts are compared."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


plain = lru_cache(maxsize=20_000)(folded)
"""The same of what comes back: characters and words."""


@cache
def base_encoding(name: str) -> tuple[str, ...]:
    """The 256 glyph names of one of the standard's encodings."""
    if name == "MacRomanEncoding":
        return tuple(MacRoman)
    if name == "WinAnsiEncoding":
        names = []
        for code in range(256):
            character = bytes([code]).decode("cp1252", "replace")
            glyph = agl.UV2AGL.get(ord(character), ".notdef") if code >= 32 else ".notdef"
            names.append("bullet" if code > 126 and glyph == ".notdef" else glyph)
        names[0xA0], names[0xAD] = "space", "hyphen"
        return tuple(names)
    return tuple(StandardEncoding)


@cache
def characters_of(glyph_name: str) -> str:
    """The characters that a glyph's name tells, by the Adobe glyph list; empty when it tells none."""
    if glyph_name in (".notdef", ""):
        return ""
    return str(agl.toUnicode(glyph_name))


def _text(raw: bytes) -> str:
    if len(raw) == 1:
        return chr(raw[0])
    return raw.decode("utf-16-be", "ignore")


def read_to_unicode(data: bytes) -> dict[int, str]:
    """A ToUnicode CMap: code -> characters."""
    found: dict[int, str] = {}
    for operator, operands in operations(data):
        if operator == "endbfchar":
            for source, target in zip(operands[::2], operands[1::2], strict=False):
                if isinstance(source, bytes) and isinstance(target, bytes):
                    found[int.from_bytes(source, "big")] = _text(target)
        elif operator == "endbfrange":
            for low, high, target in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
                if not (isinstance(low, bytes) and isinstance(high, bytes)):
                    continue
                first = int.from_bytes(low, "big")
                last = min(int.from_bytes(high, "big"), first + MAX_RANGE)
                if isinstance(target, list):
                    for code, item in zip(range(first, last + 1), target, strict=False):
                        if isinstance(item, bytes):
                            found[code] = _text(item)
                elif isinstance(target, bytes) and target:
                    number, width = int.from_bytes(target, "big"), len(target)
                    for code in range(first, last + 1):
                        value = number + code - first
                        if value < 1 << 8 * width:
                            found[code] = _text(value.to_bytes(width, "big"))
    return {code: text.replace("\0", "") for code, text in found.items()}


class CodeMap:
    """A CMap for codes of one to four bytes: how a string is cut into codes, and code -> CID."""

    def __init__(self) -> None:
        self.spaces: list[tuple[int, int, int]] = []
        self.ranges: list[tuple[int, int, int]] = []
        self.single: dict[int, int] = {}
        self.identity = False
        self.vertical = False

    @classmethod
    def of_identity(cls, vertical: bool) -> CodeMap:
        """Identity-H or Identity-V."""
        made = cls()
        made.identity, made.vertical = True, vertical
        return made

    @classmethod
    def read(cls, data: bytes, vertical: bool, base: CodeMap | None = None) -> CodeMap:
        """An embedded CMap."""
        made = cls()
        made.vertical = vertical
        if base:
            made.identity = base.identity
            made.spaces, made.ranges, made.single = list(base.spaces), list(base.ranges), dict(base.single)
        for operator, operands in operations(data):
            if operator == "endcodespacerange":
                for low, high in zip(operands[::2], operands[1::2], strict=False):
                    if isinstance(low, bytes) and isinstance(high, bytes) and low:
                        made.spaces.append((len(low), int.from_bytes(low, "big"), int.from_bytes(high, "big")))
            elif operator == "endcidchar":
                for code, cid in zip(operands[::2], operands[1::2], strict=False):
                    if isinstance(code, bytes) and isinstance(cid, float):
                        made.single[int.from_bytes(code, "big")] = int(cid)
            elif operator == "endcidrange":
                for low, high, cid in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
                    if isinstance(low, bytes) and isinstance(high, bytes) and isinstance(cid, float):
                        made.ranges.append((int.from_bytes(low, "big"), int.from_bytes(high, "big"), int(cid)))
            elif operator == "usecmap" and operands and isinstance(operands[-1], PdfName):
                made.identity = made.identity or operands[-1].startswith("Identity")
        return made

    def cut(self, data: bytes) -> list[tuple[int, int]]:
        """The codes of a string, each with its length in bytes."""
        if not self.spaces:
            if len(data) % 2:
                data += b"\0"
            return [(data[i] << 8 | data[i + 1], 2) for i in range(0, len(data), 2)]
        codes, at, lengths = [], 0, sorted({space[0] for space in self.spaces})
        while at < len(data):
            for length in lengths:
                code = int.from_bytes(data[at : at + length], "big")
                if any(n == length and _within(code, low, high, n) for n, low, high in self.spaces):
                    break
            else:
                length = lengths[0]
                code = int.from_bytes(data[at : at + length], "big")
            codes.append((code, length))
            at += length
        return codes

    def cid(self, code: int) -> int:
        if code in self.single:
            return self.single[code]
        for low, high, cid in self.ranges:
            if low <= code <= high:
                return cid + code - low
        return code if self.identity else 0


def _within(code: int, low: int, high: int, length: int) -> bool:
    """A codespace range is a box: each byte lies between those of its corners."""
    return all((low >> 8 * i & 255) <= (code >> 8 * i & 255) <= (high >> 8 * i & 255) for i in range(length))


def names_with_differences(
    base: str, differences: Sequence[object], builtin: Mapping[int, str] | None
) -> dict[int, str]:
    """Code -> glyph name of a simple font: its base encoding, or the program's own, with the differences."""
    if builtin is not None:
        names = dict(builtin)
    else:
        names = {code: name for code, name in enumerate(base_encoding(base)) if name != ".notdef"}
    code = 0
    for item in differences:
        if isinstance(item, str):
            names[code] = item
            code += 1
        elif isinstance(item, (int, float)):
            code = int(item)
    return names
