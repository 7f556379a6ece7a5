"""Names that people chose for themselves on a site or phone: 'boze_bart', 'noemt zich Ans_zwemt'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.lines import line_around
from woolak.pipeline.detect.names.cues import name_cues
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import FIRST, NEVER, PLACE, SELDOM, WORD, flags_of
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["find"]

_UNDERSCORED = re.compile(r"(?<![\w./\\@:-])[^\W\d_]\w*_\w*[^\W_](?![\w@/\\]|[.-]\w)")
_CHOSEN = re.compile(r"[\"'‘’“]?(?P<name>[^\W\d_](?:\w*_\w+|[^\W\d_]{2,}\d\w*|[^\W_]+[.]\w+))")
_IN_TOUCH = re.compile(r"@\w|\b\d{1,2}[:.]\d{2}\b")
"""What stands in a row that tells who wrote when."""


@cache
def _file_head() -> re.Pattern[str]:
    return re.compile("|".join(name_cues().file_heads), re.IGNORECASE)


@cache
def _called() -> Phrases:
    listed = name_cues().called
    words = alternatives(listed).replace("[ ]", r"\s")
    return phrases(rf"(?i)(?<!\w)(?:{words})[\s:]{{1,2}}", listed)


def find(sheet: Sheet) -> Iterator[Hit]:
    """Behind words that say how somebody calls himself, alone in the cell of a log, and with a first name in it."""
    text = sheet.text
    for match in _called().finditer(text):
        if chosen := _CHOSEN.match(text, match.end()):
            yield Hit(*chosen.span("name"), 0.7, "mail_local")
    if "_" not in text:
        return
    for match in _UNDERSCORED.finditer(text):
        if _in_log(sheet, *match.span()) or _has_first_name(match[0]):
            yield Hit(*match.span(), 0.65, "mail_local")


def _in_log(sheet: Sheet, start: int, end: int) -> bool:
    """Whether it is all of a cell, in a row with a time or mail address, under a head that is not of files."""
    text = sheet.text
    first, last = line_around(text, start, end)
    row = text[first:last]
    before, behind = text[first:start].rstrip(" ")[-1:], text[end : end + 2].lstrip(" ")[:1]
    if not (before in ("", "\t", "|") and behind in ("", "\t", "|", "\n") and ("\t" in row or "|" in row)):
        return False
    return bool(_IN_TOUCH.search(row)) and not _file_head().search(text, max(0, first - 600), first)


def _has_first_name(handle: str) -> bool:
    """Whether a piece of it is a first name and no other word; a piece with digits makes it rather a file."""
    pieces = handle.split("_")
    if len(pieces) > 3 or any(piece.isdigit() and len(piece) != 2 for piece in pieces):
        return False
    flags = [flags_of(piece.capitalize()) for piece in pieces if len(piece) > 2 and piece.isalpha()]
    return any(one & FIRST and not one & (WORD | PLACE | NEVER | SELDOM) for one in flags)
