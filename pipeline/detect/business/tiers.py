"""From how many people or things a firm's price is another: 'boven de 60 deelnemers daalt de prijs', 'minimaal 40'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.followers import Figure, followers
from woolak.pipeline.detect.business.numbers import Number
from woolak.pipeline.detect.business.numerals import NUMBER_WORD
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.patterns import either
from woolak.pipeline.detect.phrases import any_in
from woolak.rules.reading import Model, read_rules

__all__ = ["is_tier", "ordinal_tiers", "tier"]

NEAR, REACH = 40, 110
"""Characters before a number in which its bound stands, and around it in which a price is spoken of."""
SENTENCE_END = re.compile(r"[.!?][ \n](?=[A-ZÀ-Ý])|\t|\n\n")
COUNTED = re.compile(r"[ \n](?:[^\W\d]+e[ \n])?([a-zà-ÿ][\w-]{3,})")
IN_LABEL = re.compile(r"[^\t\n]{0,60}\t")
UNIT = "staffel"
ORDINAL_BOUNDS = ("anaf de", "anaf het", "oven de", "Na de", " na de", "\nna de")


class TierCues(Model):
    """rules/cues/business_tiers.yaml."""

    bounds: tuple[str, ...]
    priced: tuple[str, ...]
    more: tuple[str, ...]
    not_sold: tuple[str, ...]
    sold_by_number: tuple[str, ...]
    included: tuple[str, ...]


class _Patterns(NamedTuple):
    bound: re.Pattern[str]
    priced: re.Pattern[str]
    more: re.Pattern[str]
    not_sold: frozenset[str]
    ordinal: re.Pattern[str]
    included: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_tiers.yaml", TierCues)
    return _Patterns(
        re.compile(rf"(?<!\w){either(cues.bounds)}[ \n]\Z", re.IGNORECASE),
        re.compile(rf"(?<!\w){either(cues.priced)}(?!\w)", re.IGNORECASE),
        re.compile(rf"[ \n]{either(cues.more)}(?!\w)", re.IGNORECASE),
        frozenset(cues.not_sold),
        re.compile(
            rf"\b(?:vanaf|na|boven)[ \n](?:de|het)[ \n](?P<number>\d{{1,4}}(?:e|ste|de)|{NUMBER_WORD}(?:ste|de))"
            rf"(?:[ \n]en[ \n]volgende)?[ \n]{either(cues.sold_by_number)}(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:[ \n][^\W\d][\w-]*){{1,3}}[ \n]{either(cues.included)}(?!\w)", re.IGNORECASE),
    )


def tier(text: str, number: Number) -> Figure | None:
    """A number from which a price is another, by its bound and the price in its sentence."""
    if number.value < 2 or not is_tier(text, number.start, number.end):
        return None
    counted = COUNTED.match(text, number.end)
    unit = counted[1].lower() if counted and not _patterns().more.match(text, number.end) else UNIT
    return Figure("COUNT", number.start, number.end, number.value, unit, 0.7)


def ordinal_tiers(text: str) -> Iterator[Figure]:
    """From the how manieth a price is another: 'vanaf de zestigste deelnemer geldt een korting'."""
    if not any_in(ORDINAL_BOUNDS, text):
        return
    for match in _patterns().ordinal.finditer(text):
        start, end = match.span("number")
        before = SENTENCE_END.split(text[max(0, start - REACH) : start])[-1]
        behind = SENTENCE_END.split(text[end : end + REACH])[0]
        if _patterns().priced.search(f"{before} {behind}"):
            yield Figure("COUNT", start, end, Decimal(0), UNIT, 0.7)


def is_tier(text: str, start: int, end: int) -> bool:
    """Whether a number is one from which a price is another, or for which it holds: 'met 400 passen inbegrepen'."""
    patterns = _patterns()
    if patterns.included.match(text, end) and not vocabulary().time_behind.match(text, end):
        return True
    if not patterns.bound.search(text, max(0, start - NEAR), start):
        return False
    counted, more = COUNTED.match(text, end), patterns.more.match(text, end)
    if not more and (counted is None or counted[1].lower() in patterns.not_sold):
        return False
    if followers().measure_behind.match(text, end) or vocabulary().time_behind.match(text, end):
        return False
    if IN_LABEL.match(text, end):
        return False  # who asks for prices set it: 'Vergadering tot 6 personen  61,50'
    before = SENTENCE_END.split(text[max(0, start - REACH) : start])[-1]
    behind = SENTENCE_END.split(text[end : end + REACH])[0]
    return patterns.priced.search(f"{before} {behind}") is not None
