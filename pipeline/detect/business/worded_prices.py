"""Prices that are told in words alone, beside one that has its sign: 'voor achtenveertighonderd doen wij het', 'het
drukwerk is € 1.950 en het licht vierhonderd'."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.followers import Figure
from woolak.pipeline.detect.business.numbers import Number
from woolak.pipeline.detect.patterns import alternatives
from woolak.rules.reading import Model, read_rules

__all__ = ["worded_price"]

LEAST, LEAST_PART, LONGEST_LINK = 1000, 100, 60
NEAR = 220
"""Characters around such a price within which another has its sign."""
MONEY = re.compile(r"€|\beuro\b|\bEUR\b|\bbtw\b", re.IGNORECASE)
ROUND = re.compile(r"(?:honderd|duizend|tig)\Z", re.IGNORECASE)
ENDS = re.compile(r"[ ]?(?:[,;)]|\.(?!\d)|\n\n|\Z)|[ \n]en[ \n](?:de|het|een|voor|in|dan)[ \n]", re.IGNORECASE)
LINK = re.compile(r"(?:[ \n]euro)?(?:,|;|,?[ \n]en)(?:[ \n][^\W\d][\w-]*){1,4}[ \n]", re.IGNORECASE)
"""Between a price and the next of a list: ', de stoelen ', ' en voor de band '."""


class WordedPriceCues(Model):
    """rules/cues/business_worded_prices.yaml."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    counting: tuple[str, ...]


class _Patterns(NamedTuple):
    before: re.Pattern[str]
    behind: re.Pattern[str]
    counting: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_worded_prices.yaml", WordedPriceCues)
    return _Patterns(
        re.compile(rf"(?<!\w)(?:{alternatives(cues.before)})[ \n]\Z", re.IGNORECASE),
        re.compile(rf"[ \n](?:{alternatives(cues.behind)})(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?:{alternatives(cues.counting)})\b", re.IGNORECASE),
    )


def worded_price(text: str, last: Figure | None, number: Number) -> Figure | None:
    """A number in words that is a price, though nothing beside it says so; `last`: what the number before it was."""
    if not number.in_words or number.value < LEAST_PART:
        return None
    start, end = number.start, number.end
    if last and last.unit == "euro" and 0 < start - last.end <= LONGEST_LINK and ENDS.match(text, end):
        link = LINK.fullmatch(text, last.end, start)
        if link and ROUND.search(text[start:end]) and not _patterns().counting.search(link[0]):
            return Figure("AMOUNT", start, end, number.value, "euro", 0.6)
    if number.value < LEAST or not _patterns().before.search(text, max(0, start - 20), start):
        return None
    if not (_patterns().behind.match(text, end) or ENDS.match(text, end)):
        return None
    if not MONEY.search(text, max(0, start - NEAR), end + NEAR):
        return None
    return Figure("AMOUNT", start, end, number.value, "euro", 0.6)
