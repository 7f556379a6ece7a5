"""Rates in a row that share one sign and unit: '128 euro per uur voor de senior, 104 voor de medior', '€ 118 per uur,
de junior 72', 'de tarieven zijn 128, 104 en 72 euro'."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.followers import Figure
from woolak.pipeline.detect.business.numbers import Number
from woolak.pipeline.detect.business.numerals import BARE_NUMBER
from woolak.pipeline.detect.business.vocabulary import Vocabulary
from woolak.pipeline.detect.patterns import alternatives
from woolak.rules.reading import Model, read_rules

__all__ = ["before_sign", "next_rate"]

FARTHEST_TIMES = 8
"""How many times a rate is another at most."""
LEAST = 10
_SIGN = r"(?:[ \n](?:euro|eur)\b)?(?:[ \n](?:per|p/|/)[ \n]?[^\W\d]+)?"
_AND = r"(?:[,;]|,?[ \n](?:en|of|tegen))[ \n]"
OTHERS_BEHIND = re.compile(
    rf"(?:,[ \n](?:{BARE_NUMBER})){{1,6}},?[ \n](?:en|of|resp\.|respectievelijk)[ \n](?:{BARE_NUMBER})[ \n]euro\b"
)
"""Behind the first of '128, 104 en 72 euro'."""
IN_BRACKETS = re.compile(rf"{_SIGN}[ \n]\([^()\d]{{2,30}}\){_AND}")
BRACKET = re.compile(r"[ \n]\([^\W\d][^()\d]{1,30}\)")
"""Whose it is in brackets, between two rates and behind the second: '128 (senior), 104 (medior)'."""
ENDS = re.compile(r"[ ]?(?:[,;)]|\.(?!\d)|\n|\Z)|[ \n](?:en|of|per)[ \n]|[ \n]euro\b", re.IGNORECASE)


class SharedRateCues(Model):
    """rules/cues/business_shared_rates.yaml."""

    whose: tuple[str, ...]
    not_whose: tuple[str, ...]
    before_who: tuple[str, ...]
    not_before: tuple[str, ...]
    heads: tuple[str, ...]


class _Patterns(NamedTuple):
    who_behind: re.Pattern[str]
    """Between two rates that each tell whose they are behind them: ' euro per uur voor de senior, '."""
    whose: re.Pattern[str]
    head: re.Pattern[str]
    who_before: re.Pattern[str]
    """Between two rates that each tell it before them: ' per uur, de junior '."""


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_shared_rates.yaml", SharedRateCues)
    whose, before = alternatives(cues.whose), alternatives(cues.before_who)
    word = rf"(?!(?:{alternatives(cues.not_before)})\b)[^\W\d][\w-]+"
    return _Patterns(
        re.compile(
            rf"{_SIGN}[ \n](?:{whose})[ \n][^.:;!?\d€%()\t,]{{2,50}}?(?:,|;|,?[ \n]en)[ \n](?:€[ ]?)?", re.IGNORECASE
        ),
        re.compile(rf"[ \n](?:{whose})[ \n](?!(?:{alternatives(cues.not_whose)})\b)[^\W\d]", re.IGNORECASE),
        re.compile(rf"\b\w*(?:{alternatives(cues.heads)})\b[^.;\d]{{0,25}}\Z", re.IGNORECASE),
        re.compile(rf"{_SIGN}{_AND}(?:(?:{before})[ \n])*{word}(?:[ \n]{word})?[ \n]", re.IGNORECASE),
    )


def next_rate(text: str, last: Figure | None, number: Number, words: Vocabulary) -> Figure | None:
    """A bare number that is a rate because the rate before it stands in the same row; None when it is not."""
    if not last or last.entity != "RATE" or number.in_words or words.is_ordinal(text, number.start):
        return None
    if not last.value / FARTHEST_TIMES < number.value < last.value * FARTHEST_TIMES or number.value < LEAST:
        return None
    patterns = _patterns()
    link = last.end, number.start
    behind = patterns.who_behind.fullmatch(text, *link) and patterns.whose.match(text, number.end)
    behind = behind or (IN_BRACKETS.fullmatch(text, *link) and BRACKET.match(text, number.end))
    if behind or (patterns.who_before.fullmatch(text, *link) and ENDS.match(text, number.end)):
        return last._replace(start=number.start, end=number.end, value=number.value, sure=0.6)
    return None


def before_sign(text: str, number: Number, words: Vocabulary) -> Figure | None:
    """The first numbers of a row of rates of which the last alone has the sign."""
    if number.in_words or number.value < LEAST or words.is_ordinal(text, number.start):
        return None
    if not OTHERS_BEHIND.match(text, number.end):
        return None
    near = max(0, number.start - 45), number.start
    rate = words.rate_before.search(text, *near) or _patterns().head.search(text, *near)
    if not rate and not words.money_before(text, max(0, number.start - 70), number.start):
        return None
    return Figure("RATE" if rate else "AMOUNT", number.start, number.end, number.value, "euro", 0.7)
