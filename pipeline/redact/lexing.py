"""Reads a content stream into operators with their operands (ISO 32000-1, 7.8.2).

Lenient as readers are: what is no token is skipped. Nothing passes from here to the output as bytes; only what is
understood is written anew, so a token that a reader takes otherwise cannot smuggle anything along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["InlineImage", "PdfName", "operations"]

Operand = Any
"""float, bytes (string), PdfName, list, dict, bool or None."""


class PdfName(str):
    """A name, without its slash."""

    __slots__ = ()


class InlineImage:
    """The dictionary and data of BI ... ID ... EI."""

    __slots__ = ("data", "dictionary")

    def __init__(self, dictionary: dict[str, Operand], data: bytes) -> None:
        self.dictionary = dictionary
        self.data = data


MAX_OPERANDS = 600_000
MAX_DEPTH = 40

_TOKEN = re.compile(
    rb"""[\x00\t\n\x0c\r ]*(?:
      (?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?=[\x00\t\n\x0c\r \[\]()<>/%{}]|$)
    | (?P<name>/[^\x00\t\n\x0c\r \[\]()<>/%{}]*)
    | (?P<open>\()
    | (?P<dictionary><<) | (?P<end>>>)
    | <(?P<hex>[^>]*)>
    | (?P<array>\[) | (?P<close>\])
    | (?P<comment>%[^\r\n]*)
    | (?P<word>[^\x00\t\n\x0c\r \[\]()<>/%{}]+)
    | (?P<stray>[)>{}])
    )""",
    re.VERBOSE,
)
_STRING_PART = re.compile(rb"[^()\\]*")
_NOT_HEX = bytes(set(range(256)) - set(b"0123456789ABCDEFabcdef"))
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_END_OF_IMAGE = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r ]|$)")
_LOOSE_NUMBER = re.compile(rb"[+-]*([0-9]*\.?[0-9]*)")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_FLAT_STRING = re.compile(rb"((?:[^()\\]++|\\.)*+)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)", re.DOTALL)


def _meanings() -> dict[bytes, bytes]:
    """What each escape stands for (7.3.4.2): an octal number, a line that goes on, a control character, a character."""
    single = [bytes([code]) for code in range(256)]
    found = {b"\\" + one: _ESCAPES.get(one, one) for one in single} | {b"\\\r\n": b"", b"\\\r": b"", b"\\\n": b""}
    octal = [f"{code:0{digits}o}" for digits in (1, 2, 3) for code in range(8**digits)]
    return found | {b"\\" + digits.encode(): bytes([int(digits, 8) & 255]) for digits in octal}


_MEANINGS = _meanings()


def _string(data: bytes, at: int) -> tuple[bytes, int]:
    """A literal string from behind its opening parenthesis."""
    flat = _FLAT_STRING.match(data, at)
    if not flat:
        return _nested_string(data, at)
    text = flat.group(1)
    if b"\\" in text:
        text = _ESCAPE.sub(lambda found: _MEANINGS[found.group()], text)
    return (text.replace(b"\r\n", b"\n") if b"\r\n" in text else text), flat.end()


def _nested_string(data: bytes, at: int) -> tuple[bytes, int]:
    """One that holds parentheses, or has no end."""
    parts: list[bytes] = []
    depth = 1
    while True:
        match = _STRING_PART.match(data, at)
        assert match
        parts.append(match.group())
        at = match.end()
        mark = data[at : at + 1]
        at += 1
        if mark == b"(":
            depth += 1
            parts.append(mark)
        elif mark == b")":
            depth -= 1
            if not depth:
                break
            parts.append(mark)
        elif mark == b"\\":
            follows = data[at : at + 1]
            if follows in b"01234567" and follows:
                digits = 1
                while digits < 3 and data[at + digits : at + digits + 1] in (
                    b"0",
                    b"1",
                    b"2",
                    b"3",
                    b"4",
                    b"5",
                    b"6",
                    b"7",
                ):
                    digits += 1
                parts.append(bytes([int(data[at : at + digits], 8) & 255]))
                at += digits
            elif follows in (b"\r", b"\n"):
                at += 2 if data[at : at + 2] == b"\r\n" else 1
            else:
                parts.append(_ESCAPES.get(follows, follows))
                at += 1
        else:  # the stream ends within the string
            break
    text = b"".join(parts)
    return (text.replace(b"\r\n", b"\n") if b"\r\n" in text else text), at


def _hex(digits: bytes) -> bytes:
    digits = digits.translate(None, _NOT_HEX)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _name(raw: bytes) -> PdfName:
    if b"#" in raw:
        raw = _NAME_ESCAPE.sub(lambda match: bytes([int(match.group(1), 16)]), raw)
    return PdfName(raw[1:].decode("latin-1"))


def _loose_number(word: bytes) -> float | None:
    """Numbers that are none, such as `--5` or `1.2.3` or `12-3`: as readers take them."""
    if word[0] not in b"+-.0123456789":
        return None
    match = _LOOSE_NUMBER.match(word)
    if not match or match.group(1) in (b"", b"."):
        return 0.0 if not word.strip(b"+-.0123456789") else None
    return -float(match.group(1)) if word.startswith(b"-") else float(match.group(1))


def _inline_image(data: bytes, at: int, operands: list[Operand]) -> tuple[InlineImage, int]:
    """The image from behind ID; its end is the first EI after which operators can go on."""
    dictionary = {str(operands[i]): operands[i + 1] for i in range(0, len(operands) - 1, 2)}
    at += 1
    found = at
    while match := _END_OF_IMAGE.search(data, found):
        after = data[match.end() : match.end() + 24]
        if all(byte in b"\t\n\r" or 32 <= byte < 127 for byte in after):
            return InlineImage(dictionary, data[at : match.start()]), match.end()
        found = match.end()
    return InlineImage(dictionary, data[at:]), len(data)


def operations(data: bytes) -> Iterator[tuple[str, list[Operand]]]:
    """The operators of a content stream; an inline image comes as ('BI', [InlineImage])."""
    at, size = 0, len(data)
    operands: list[Operand] = []
    stack: list[tuple[str, list[Operand]]] = []
    match_token = _TOKEN.match
    while at < size:
        match = match_token(data, at)
        if not match:
            at += 1
            continue
        kind = match.lastgroup
        at = match.end()
        if kind == "number":
            operands.append(float(match.group(kind)))
        elif kind == "word":
            word = match.group(kind)
            if stack and word not in (b"true", b"false", b"null") and (number := _loose_number(word)) is None:
                operands = stack[0][1]  # an operator inside an array: the array was never closed
                operands.append([])
                stack.clear()
            if (number := _loose_number(word)) is not None:
                operands.append(number)
            elif word == b"true" or word == b"false":
                operands.append(word == b"true")
            elif word == b"null":
                operands.append(None)
            elif word == b"ID" and not stack:
                image, at = _inline_image(data, at, operands)
                operands = []
                yield "BI", [image]
            elif word == b"BI":
                operands = []
            else:
                yield word.decode("latin-1"), operands
                operands = []
        elif kind == "name":
            operands.append(_name(match.group(kind)))
        elif kind == "open":
            text, at = _string(data, at)
            operands.append(text)
        elif kind == "hex":
            operands.append(_hex(match.group(kind)))
        elif kind in ("array", "dictionary"):
            if len(stack) < MAX_DEPTH:
                stack.append((kind, operands))
                operands = []
        elif kind in ("close", "end") and stack:
            opened, outer = stack.pop()
            outer.append(operands if opened == "array" else _dictionary(operands))
            operands = outer
        if len(operands) > MAX_OPERANDS:
            raise ValueError("too many operands")


def _dictionary(flat: list[Operand]) -> dict[str, Operand]:
    return {str(flat[i]): flat[i + 1] for i in range(0, len(flat) - 1, 2) if isinstance(flat[i], PdfName)}
