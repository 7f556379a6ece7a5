"""The prices without a sign of a currency in a list that is announced as one of prices: 'Prijzen: per dagdeel 520'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.followers import Figure
from woolak.pipeline.detect.business.numerals import BARE_NUMBER, value_of_bare
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases
from woolak.rules.reading import Model, read_rules

__all__ = ["listed_prices"]

PRICE = re.compile(
    rf"(?:(?P<rate>\b(?:à|per[ ][a-zà-ÿ]+))|[a-zà-ÿ)])[ ](?P<price>{BARE_NUMBER})"
    r"(?=[ ]*(?:[,;)\n]|\.(?!\d)|$)|[ ](?:per|p\.p|pp|excl|incl|ex)\b)",
    re.IGNORECASE,
)
FOR_WHOM = re.compile(
    rf"(?:[:,;]|\b(?:en|of))[ ](?P<price>{BARE_NUMBER})(?=[ ]voor[ ](?:(?:de|het|een|onze)[ ])?[^\W\d]{{3,}})",
    re.IGNORECASE,
)
"""A price before whose it is: 'tarieven: 128 voor een senior, 104 voor een medior'."""
PER_UNIT = re.compile(r"[ ](?:per|p\.p|pp)\b", re.IGNORECASE)
COLON = re.compile(r":[ ]?(?=\s)")
LONGEST_HEAD, LONGEST_LIST, LEAST_PRICE = 50, 600, 5
FIRST_YEAR, LAST_YEAR = 1900, 2100


class PriceListCues(Model):
    """rules/cues/business_price_lists.yaml."""

    announces: tuple[str, ...]
    goes_on: tuple[str, ...]
    closings: tuple[str, ...]
    other_numbers: tuple[str, ...]
    no_price: tuple[str, ...]


class _Patterns(NamedTuple):
    word: Phrases
    """A word that announces a list of prices."""
    head: re.Pattern[str]
    """Such a word and what goes on behind it, up to a colon."""
    end: re.Pattern[str]
    """Where it ends: at a blank line, a signature, another number, or a sentence that does not go on with it."""
    no_price: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_price_lists.yaml", PriceListCues)
    announces = rf"\b(?:{alternatives(cues.announces)})"
    goes_on = alternatives(word.capitalize() for word in cues.goes_on)
    return _Patterns(
        phrases(
            announces,
            (word for phrase in cues.announces for word in phrase.split() if len(word) > len("het")),
            re.IGNORECASE,
        ),
        re.compile(rf"{announces}[^\n:.;!?]{{0,25}}\Z", re.IGNORECASE),
        re.compile(
            rf"[.!?]\s+(?=[A-Z])(?!(?:{goes_on})\b)|\n[ \t]*\n"
            rf"|\n[^\n]*(?:@|\b(?:{alternatives(cues.closings)}))|\b(?i:{alternatives(cues.other_numbers)})\b"
        ),
        re.compile(rf"\b(?:{alternatives(cues.no_price)})[ ]\Z", re.IGNORECASE),
    )


def listed_prices(text: str) -> Iterator[Figure]:
    """The numbers without a sign in a list of prices: 'Prijzen: zaal, per dagdeel 520, u heeft er twee dus 1.040'."""
    word, head, end, no_price = _patterns()
    for announced in COLON.finditer(text) if word.may_be_in(text) else ():
        if not head.search(text, max(0, announced.start() - LONGEST_HEAD), announced.start()):
            continue
        farthest = announced.end() + LONGEST_LIST
        ends = end.search(text, announced.end(), farthest)
        last = ends.start() if ends else farthest
        for match in (one for kind in (PRICE, FOR_WHOM) for one in kind.finditer(text, announced.end() - 1, last)):
            start, value = match.start("price"), value_of_bare(match["price"])
            year = match["price"].isdigit() and FIRST_YEAR <= value <= LAST_YEAR
            small = value < LEAST_PRICE and "," not in match["price"]
            if small or year or no_price.search(text, max(0, start - 20), start):
                continue
            told = match.groupdict().get("rate")
            if not told and vocabulary().is_ordinal(text, start):
                continue
            rate = told or PER_UNIT.match(text, match.end("price"))
            yield Figure("RATE" if rate else "AMOUNT", *match.span("price"), value, "euro", 0.7)
