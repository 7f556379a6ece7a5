"""Telephone numbers as few people write them: in words, dictated digit by digit, or with a sign behind 06."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from woolak.pipeline.detect.business.numerals import NUMBER_WORD, value_of_words

__all__ = ["Spelled", "spelled"]

DIGITS = 10
LEAST_WORDS = 4
_GAP = r"(?:[ \u00a0\n]|[,.;/-]?[ \u00a0\n]?-?[ ]?)"
_PIECE = re.compile(rf"nul|{NUMBER_WORD}|\d{{1,4}}", re.IGNORECASE)
# The first group says '0', or after a label the 6 of a mobile number.
_IN_WORDS = re.compile(
    rf"(?<![\w-])(?:(?P<zero>nul|0(?=[ -]?(?:zes|{NUMBER_WORD})))|(?P<six>zes)|0[ ]?6(?=[ ,-]{{1,2}}[a-z]))"
    rf"(?:{_GAP}(?:nul|{NUMBER_WORD}|\d{{1,4}})(?![\w])){{{LEAST_WORDS},11}}",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?<!\w)(?:nummer|bel(?:len|t|de)?|bereik\w*|mob(?:iel\w*)?|telefoon\w*|tel|06|gsm|app(?:en)?)\b[^;\n]{0,25}$",
    re.IGNORECASE,
)
# Below, a digit comes before what must not stand before it: an expression that begins with a letter is found fast.
_TOLD_AT_ALL = re.compile(r"(?:6(?<![\d+.,/-]6)|31(?<![\d+.,/-]31) ?6)[ -]?[1-9](?: ?\d){7}(?!\d)")
DIALLED = re.compile(r"0 ?6[ ,-]{1,2}(?=[a-z])")
_ODD = (
    # 06=12345678  06:12345678  06, 12345678
    re.compile(
        r"0(?<![\w+,.:/=-]0) ?6(?: ?[=:] ?|, ?)"
        r"(?:[1-9]\d{7}|[1-9]\d(?:[ .-]\d\d){3}|[1-9]\d{3}[ .-]\d{4})(?!\w|[.,:]\d)"
    ),
    re.compile(r"0(?<![\w.,-]0)(?: \d){9}(?! ?\d|\w)"),  # 0 6 1 2 3 4 5 6 7 8
    re.compile(r"0(?<![\w.,-]0) 6[ -]?[1-9]\d{7}(?!\w|[.,]\d)"),  # 0 6-12345678
)
# '31612345678' and '612345678' behind what says that a number comes; '06 is 12345678'.
_WITHOUT_PLUS = re.compile(r"(?<![\w+.,/-])31[ ]?6[ -]?[1-9](?:[ ]?\d){7}(?!\w|[.,-]\d)")
_WITHOUT_ZERO = re.compile(r"(?<![\w+.,/-])6[ -]?[1-9](?:[ ]?\d){7}(?!\w|[.,-]\d)")
_BEHIND_06 = re.compile(
    r"06(?<![\w-]06)(?:[ -]?(?:nummer|nr\.?))?(?: is:?|:| =) ?(?P<number>[1-9](?:[ .-]?\d){7})(?!\w|[ .-]?\d)",
    re.IGNORECASE,
)


class Spelled(NamedTuple):
    """A number as it stands, and its ten digits."""

    start: int
    end: int
    digits: str


def _digits_of(piece: str) -> str:
    """What a piece of a dictated number says: 'vierendertig' is 34, 'nul' 0, '06' 06."""
    if piece[0].isdigit():
        return piece
    if piece.lower() == "nul":
        return "0"
    value = value_of_words(piece)
    return str(int(value)) if value is not None and value < 1000 and value == int(value) else ""


def spelled(text: str) -> Iterator[Spelled]:
    """The numbers of a text in such a notation; whether they are valid is for the caller to check."""
    lower = text.lower()
    if "nul" in lower or "zes" in lower or DIALLED.search(lower):
        for match in _IN_WORDS.finditer(text):
            yield from _dictated(text, match)
    for odd in _ODD if "06" in text or "0 6" in text else ():
        for match in odd.finditer(text):
            yield Spelled(*match.span(), re.sub(r"\D", "", match[0]))
    if _TOLD_AT_ALL.search(lower):
        for pattern, before in ((_WITHOUT_PLUS, 2), (_WITHOUT_ZERO, 0)):
            for match in pattern.finditer(text):
                if _TOLD.search(text, max(0, match.start() - 45), match.start()):
                    yield Spelled(*match.span(), "0" + re.sub(r"\D", "", match[0])[before:])
    for match in _BEHIND_06.finditer(text) if "06" in text else ():
        yield Spelled(*match.span("number"), "06" + re.sub(r"\D", "", match["number"]))


def _dictated(text: str, match: re.Match[str]) -> Iterator[Spelled]:
    """The ten digits with which a row of words begins; in nothing but digits it is left to the other notations."""
    if match["six"] and not _TOLD.search(text, max(0, match.start() - 45), match.start()):
        return
    said, words, end = "0" if match["six"] else "", 0, match.start()
    for piece in _PIECE.finditer(text, *match.span()):
        digits = _digits_of(piece[0])
        if not digits or len(said) + len(digits) > DIGITS:
            break
        said, end, words = said + digits, piece.end(), words + piece[0][0].isalpha()
    if len(said) == DIGITS and words >= LEAST_WORDS:
        yield Spelled(match.start(), end, said)
