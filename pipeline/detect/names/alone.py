"""A given name and an ordinary word that stand by themselves: a name and a surname."""

from __future__ import annotations

import re

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import (
    CAP,
    FIRST,
    INITIAL,
    NEVER,
    PLACE,
    PREFIX,
    ROLE,
    SELDOM,
    TITLE,
    UPPER,
    WORD,
)
from woolak.pipeline.detect.names.sheet import Sheet

__all__ = ["stands_alone"]

_ENDS_ALONE = re.compile(r"[ ]?(?:\Z|[\n\t|,;<(\[)/])|[ ]en[ ](?=[A-ZÀ-Þ])")
_OPENS_ALONE = re.compile(r"(?:\A|[\n\t|(:/][ ]?|(?<=[A-Za-zà-ÿ)]),[ ]|[ ]en[ ])\Z")


def stands_alone(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a given name and an ordinary word with a capital stand by themselves, in a cell, on a line or in a row of
    names: then the second is a surname ('Mauro Vrolijk'), unless it tells where somebody works."""
    given, token = sheet.tokens[first], sheet.tokens[last]
    if last != first + 1 or sheet.gap(last) != " " or not given.flags & FIRST or not token.flags & CAP:
        return False
    if given.flags & (WORD | PLACE | SELDOM | UPPER | NEVER | ROLE | TITLE) or not token.flags & WORD:
        return False
    if token.flags & (NEVER | ROLE | TITLE | PLACE | UPPER | PREFIX | INITIAL) or cues().is_department(token.norm):
        return False
    before = sheet.text[max(0, given.start - 4) : given.start]
    return _ENDS_ALONE.match(sheet.text, token.end) is not None and _OPENS_ALONE.search(before) is not None
