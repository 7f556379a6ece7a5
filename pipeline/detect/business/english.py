"""The figures of a paper or message that a firm wrote in English: their notation and units are not those of Dutch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.own_figures import Verdict
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.patterns import alternatives
from woolak.rules.reading import Model, read_rules

__all__ = ["in_english"]

SURE = 0.75
WORK = ("COUNT", "DURATION")


class EnglishCues(Model):
    """rules/cues/business_english.yaml."""

    numbers: tuple[str, ...]
    signs: tuple[str, ...]
    money: tuple[str, ...]
    per: tuple[str, ...]
    shares: tuple[str, ...]
    halves: tuple[str, ...]
    when_paid: tuple[str, ...]
    of_them: tuple[str, ...]
    times: tuple[str, ...]
    kinds: tuple[str, ...]
    counted: tuple[str, ...]
    of: tuple[str, ...]
    not_behind: tuple[str, ...]
    not_before: tuple[str, ...]


class _Patterns(NamedTuple):
    figures: tuple[tuple[str, re.Pattern[str]], ...]
    per: re.Pattern[str]
    not_behind: re.Pattern[str]
    not_before: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_english.yaml", EnglishCues)
    words = alternatives(cues.numbers)
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?"
    number = rf"(?:{digits}|(?:{words})(?:(?:-|\s|\sand\s)(?:{words}))*)"
    kinds, times, counted = (alternatives(one) for one in (cues.kinds, cues.times, cues.counted))
    forms = (
        ("AMOUNT", rf"(?:{alternatives(cues.signs)})\s?(?:{digits})k?(?![\w%])"),
        ("AMOUNT", rf"{number}\s(?:{alternatives(cues.money)})(?!\w)"),
        ("PERCENTAGE", rf"{number}\s?(?:{alternatives(cues.shares)})(?!\w)"),
        ("PERCENTAGE", rf"(?:{alternatives(cues.halves)})(?=\s(?:{alternatives(cues.when_paid)})(?!\w))"),
        ("COUNT", rf"{number}(?=\s(?:{alternatives(cues.of_them)})(?!\w))"),
        ("DURATION", rf"{number}(?:\s|-)(?:(?:{kinds})\s)*(?:{times})(?!\w)"),
        ("DURATION", r"weeks?\s\d{1,2}(?:\s?(?:-|–|to|and)\s?\d{1,2})?(?!\w)"),
        ("COUNT", rf"{number}(?=\s(?:[a-z]+\s)?(?:{counted})(?!\w))"),
        ("COUNT", rf"(?<=\s)(?:{alternatives(cues.of)})\s(?P<number>{number})(?!\w)"),
    )
    return _Patterns(
        tuple((entity, re.compile(rf"(?<![\w.,-]){form}", re.IGNORECASE)) for entity, form in forms),
        re.compile(rf"\s?(?:{alternatives(cues.per)})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{alternatives(cues.not_behind)})\s\Z", re.IGNORECASE),
        re.compile(rf"\s?(?:{alternatives(cues.not_before)})(?!\w)", re.IGNORECASE),
    )


def in_english(view: PageView, taken: set[int]) -> Iterator[tuple[Figure, Verdict]]:
    """What a firm says in English of sums, shares, time and numbers; `taken`: where one stands already."""
    if view.document is None or view.document.facts.language != "en":
        return
    patterns, taken = _patterns(), set(taken)
    for entity, pattern in patterns.figures:
        for match in pattern.finditer(view.text):
            named = "number" in pattern.groupindex
            start, end = match.span("number") if named else match.span()
            if view.text[max(0, start - 2) : start] == "-\n":
                continue  # the rest of 'twenty-two'
            if taken.intersection(range(start, end)) or not view.by_company(start):
                continue
            if patterns.not_behind.search(view.text, max(0, start - 20), start) or patterns.not_before.match(
                view.text, end
            ):
                continue
            taken.update(range(start, end))
            rate = entity == "AMOUNT" and patterns.per.match(view.text, end)
            told = "offered_work" if entity in WORK else "offer_text"
            figure = Figure("RATE" if rate else entity, start, end, Decimal(0), "english", SURE)
            yield figure, Verdict(f"{told}:{match[0]}", SURE)
