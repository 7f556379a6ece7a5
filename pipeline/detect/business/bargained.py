"""Sums without a sign in messages that bargain about a firm's price: 'Akkoord met 31.500', '2.350 eraf', '38k25'.

Who bargains leaves out what both know: the euro sign, the thousands, of what it is the price.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.figures import Figure, figures_of
from woolak.pipeline.detect.business.numbers import Number, numbers
from woolak.pipeline.detect.business.own_figures import Verdict
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.patterns import any_of
from woolak.pipeline.detect.phrases import any_in
from woolak.rules.reading import Model, read_rules

__all__ = ["bargained", "known_sums"]

SURE = 0.75
LARGE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d|,-)?|\d{3,6},\d\d")
"""How a sum is written that is money by its shape, where money is spoken of."""
THOUSANDS_AND = re.compile(r"(?<![\w.,])\d{1,3}k\d{1,2}(?!\w)", re.IGNORECASE)
"""Thousands, and behind these hundreds: '38k25'."""
FROM_TO = re.compile(
    r"\bvan[ \n](?P<first>\d{2,3}(?:,\d)?)[ \n]naar[ \n](?P<second>\d{2,3}(?:,\d)?)(?![\d.,]*\d)", re.IGNORECASE
)
"""Thousands from which and to which a price goes: 'van 39,5 naar 37,5'."""
THOUSAND, LEAST, LEAST_SMALL, ROUND = 1000, 100, 20, 500
NEAR, NEAR_COST, TWICE = 30, 45, 2
SALES_TAX = (9, 21)
PLAIN = ("plain_figure", "statistic")


class BargainCues(Model):
    """rules/cues/business_bargained.yaml."""

    matters: tuple[str, ...]
    talks: tuple[str, ...]
    kinds: tuple[str, ...]
    ends: tuple[str, ...]
    other_numbers: tuple[str, ...]
    comes_off: tuple[str, ...]
    costs: tuple[str, ...]
    units: tuple[str, ...]
    paid: tuple[str, ...]


class _Patterns(NamedTuple):
    matters: tuple[str, ...]
    talks: tuple[str, ...]
    talk: re.Pattern[str]
    kinds: frozenset[str]
    ends: re.Pattern[str]
    other: re.Pattern[str]
    comes_off: re.Pattern[str]
    cost: re.Pattern[str]
    unit: re.Pattern[str]
    paid: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_bargained.yaml", BargainCues)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return _Patterns(
        cues.matters,
        cues.talks,
        re.compile(rf"(?<!\w){any_of(cues.talks)}(?!\w)"),
        frozenset(cues.kinds),
        compiled(rf"\s?(?:[;,)?!/]|\.(?!\d)|\Z)|[ ]?\n|[ \n]{any_of(cues.ends)}(?!\w)"),
        compiled(rf"(?<!\w){any_of(cues.other_numbers)}[ \n]\Z"),
        compiled(rf"[ \n]{any_of(cues.comes_off)}(?!\w)"),
        compiled(rf"(?<!\w){any_of(cues.costs)}(?!\w)[^.;()\n\d]{{0,30}}\(\Z"),
        compiled(rf"(?<!\w){any_of(cues.units)}[ \n](?:van|voor|op|naar)[ \n]\Z"),
        compiled(rf"(?<!\w){any_of(cues.paid)}[ \n](?:[^\W\d]+[ \n]){{0,3}}\Z"),
    )


def bargained(view: PageView, judged: Iterable[tuple[Figure, Verdict]]) -> Iterator[tuple[Figure, Verdict]]:
    """The sums and shares of a page that bargains, beside those that were `judged`."""
    patterns, text = _patterns(), view.text
    if view.kind not in patterns.kinds or not any_in(patterns.matters, view.flat):
        return
    if not any_in(patterns.talks, view.flat) or not (talk := patterns.talk.search(view.flat)):
        return
    seen = " ".join(talk[0].split())
    judged = list(judged)
    taken = {at for one, verdict in judged if verdict.keep not in PLAIN for at in range(one.start, one.end)}
    sums = [one for one in _sums(text) if one.start not in taken]
    told = [*sums, *(one for one, verdict in judged if one.unit == "euro" and not verdict.keep)]
    sums += [one for one in _in_thousands(text, told) if one.start not in taken]
    for figure in (*sums, *_shares(view, told)):
        if figure.start in taken:
            continue
        key = "offer_text" if view.by_company(figure.start) else "assignment_figure"
        key = "payment_term" if figure.unit == "%" else key
        yield figure, Verdict(f"{key}:{seen}", SURE)


def _sums(text: str) -> Iterator[Figure]:
    for number in numbers(text):
        if not number.in_words and (entity := _is_sum(text, number)):
            yield Figure(entity, number.start, number.end, number.value, "euro", SURE)
    for short in THOUSANDS_AND.finditer(text):
        yield Figure("AMOUNT", *short.span(), Decimal(0), "euro", SURE)


def _is_sum(text: str, number: Number) -> str:
    """AMOUNT or RATE when a number is money there, else nothing."""
    patterns, (start, end, value, _) = _patterns(), number
    off = patterns.comes_off.match(text, end)
    if not (off or patterns.ends.match(text, end)) or vocabulary().is_ordinal(text, start):
        return ""
    if LARGE.fullmatch(text, start, end) and value >= LEAST:
        return "" if patterns.other.search(text, max(0, start - NEAR), start) else "AMOUNT"
    if value < LEAST_SMALL or value >= THOUSAND:
        return ""
    near, far = max(0, start - NEAR), max(0, start - NEAR_COST)
    if patterns.unit.search(text, near, start) or patterns.paid.search(text, far, start):
        return "RATE"
    if text[end : end + 1] == ")" and patterns.cost.search(text, far, start):
        return "AMOUNT"
    return "AMOUNT" if off else ""


def known_sums(text: str, cents: frozenset[int], ocr: bool) -> Iterator[Figure]:
    """Numbers without a sign that are, to the euro, one of the sums of an offer: 'ik zat met mijn 18.400 eronder'; a
    round one only where a price is spoken of."""
    patterns = _patterns()
    if not cents:
        return
    signed: set[int] | None = None
    for start, end, value, in_words in numbers(text):
        if in_words or value < THOUSAND or int(value * 100) not in cents or not LARGE.fullmatch(text, start, end):
            continue
        if not patterns.ends.match(text, end) or patterns.other.search(text, max(0, start - NEAR), start):
            continue
        if signed is None:
            signed = {at for one in figures_of(text, ocr) for at in range(one.start, one.end)}
        if start not in signed and (value % ROUND or any_in(patterns.matters, text.lower())):
            yield Figure("AMOUNT", start, end, value, "euro", 0.6)


def _in_thousands(text: str, told: Iterable[Figure]) -> Iterator[Figure]:
    """The thousands between which a price moves, where it is told in full nearby: 'van 39,5 naar 37,5'."""
    amounts = [one.value for one in told if one.value >= THOUSAND]
    for match in FROM_TO.finditer(text) if amounts else ():
        for group in ("first", "second"):
            value = Decimal(match[group].replace(",", ".")) * THOUSAND
            if any(one / TWICE <= value <= one * TWICE for one in amounts):
                yield Figure("AMOUNT", *match.span(group), value, "euro", SURE)


def _shares(view: PageView, told: Iterable[Figure]) -> Iterator[Figure]:
    """The percentages in a sentence that tells a sum, or right behind one: '1.250 eraf, ruim 3%'."""
    sentences = {view.sentence_at(one.start) for one in told}
    for figure in figures_of(view.text, view.ocr):
        if figure.unit == "%" and figure.value not in SALES_TAX and view.sentence_at(figure.start) in sentences:
            yield figure
