"""Names in the history of a town: who is told of beside a year long ago stays readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.names.grammar import may_begin, read_name
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.lexicon import LISTED, NEVER, WORD
from woolak.pipeline.detect.names.public_cues import public_words
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["find"]

_OLD = re.compile(
    r"\b(?:[Ii]n|[Uu]it|[Ss]inds|[Vv]an|[Tt]ot|[Rr]ond|[Oo]mstreeks|[Aa]nno|jaar|[Nn]a|[Vv]óór)\s+1[0-8]\d\d\b"
    r"(?! ?[A-Z]{2}\b)"
)
_BEFORE_1900 = re.compile(r"1[0-8]\d\d\b")
_YEAR = re.compile(r"(?<![\d.,/€-])(?<!€ )(?:1\d|20)\d\d(?![\d%/-]| ?[A-Z]{2}\b|[.,]\d| (?:euro|meter|m2|stuks)\b)")
_SENTENCE_END = re.compile(r"[.!?]\s")
_FEWEST = 4
"""Years before 1900 on a page that tells history; fewer has any letter about an old house."""
_BACK, _LAST = 500, 1945
"""Characters in which the year stands before a name; the last year of the past."""


@cache
def _now() -> re.Pattern[str]:
    """What a sentence says that tells of today."""
    return re.compile(rf"(?i)\b(?:{alternatives(public_words().not_past)})(?!\w)")


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """The names of a page of history of which the nearest year before them is long ago."""
    text = sheet.text
    if len(_BEFORE_1900.findall(text)) < _FEWEST or len({match[0][-4:] for match in _OLD.finditer(text)}) < _FEWEST:
        return
    years = [(match.end(), int(match[0])) for match in _YEAR.finditer(text)]
    done = 0
    for index, token in enumerate(sheet.tokens):
        if index < done or not may_begin(sheet, index):
            continue
        read = read_name(sheet, index)
        known = read is not None and (read.listed or read.last - read.first > 1)
        if read is None or not (known or not token.flags & (WORD | NEVER | LISTED)):
            continue
        done = read.last
        stop = _SENTENCE_END.search(text, read.end)
        if _now().search(text, max(0, sheet.text.rfind(". ", 0, read.start)), stop.start() if stop else len(text)):
            continue  # 'de bewoner van nu is Karin Bos; zij vroeg een vergunning aan'
        near = [year for end, year in years if read.start - _BACK < end <= (stop.start() if stop else len(text))]
        if near and near[-1] <= _LAST:
            yield Hit(read.start, read.end, 0.86, f"historic:{near[-1]}", "historic")
