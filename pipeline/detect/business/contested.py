"""Scores that a bidder or its lawyer repeats in a letter or mail against them: 'een 3 voor vraag 2', 'zes van de tien'.

A bidder speaks there of its own scores, often without the word, and comes back to them: 'van wie is die drie?'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.numerals import NUMBER_WORD, value_of_digits, value_of_words
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.patterns import core_of, either
from woolak.pipeline.detect.phrases import any_in
from woolak.rules.reading import Model, read_rules

__all__ = ["contested", "is_contested"]

_NUMBER = rf"(?P<score>\d{{1,3}}(?:,\d{{1,2}})?(?![.,]?\d)|(?:{NUMBER_WORD})(?:[ \n]en[ \n]een[ \n]half)?)"
BACK = 250
"""Characters behind a score in which somebody comes back to it."""
AGAIN = re.compile(rf"(?<!\w)(?:een|die|dat|deze|zo'n)[ \n]{_NUMBER}(?=[ ]?[.,;?!]|[ ]?\Z)", re.IGNORECASE)


class ContestedCues(Model):
    """rules/cues/business_contested.yaml."""

    tender: tuple[str, ...]
    refused: tuple[str, ...]
    criteria: tuple[str, ...]


class _Patterns(NamedTuple):
    of_tender: tuple[str, ...]
    """What stands on each page that is about a tender."""
    tender: re.Pattern[str]
    refused: re.Pattern[str]
    given: tuple[re.Pattern[str], ...]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_contested.yaml", ContestedCues)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    criterion = rf"(?:de[ \n]|het[ \n]|onze?[ \n])?{either(cues.criteria)}(?!\w)"
    most = rf"[ \n]van[ \n]de[ \n](?:maximaal[ \n])?(?:\d{{1,3}}|{NUMBER_WORD})"
    return _Patterns(
        tuple(map(core_of, cues.tender)),
        compiled(rf"(?<!\w){either(cues.tender)}(?!\w)"),
        compiled(rf"(?<!\w){either(cues.refused)}(?!\w)"),
        (
            compiled(rf"(?<!\w)een[ \n]{_NUMBER}[ \n](?:voor|op|bij)[ \n]{criterion}"),
            compiled(
                rf"(?:voor|op|bij)[ \n]{criterion}(?:[ \n]\d{{1,2}})?(?:[ \n][^\W\d]+){{0,3}}?[ \n]{_NUMBER}"
                rf"(?={most}(?:[ \n]punten)?(?:[ ]?[.,;)]|[ \n]en\b))"
            ),
        ),
    )


def is_contested(view: PageView) -> bool:
    """Whether a page is that of somebody who is not content with what came of a tender."""
    patterns, text = _patterns(), view.text
    if not (any_in(patterns.of_tender, view.flat) and patterns.tender.search(text)):
        return False
    return patterns.refused.search(text) is not None


def _value(words: str) -> object:
    return value_of_digits(words) if words[0].isdigit() else value_of_words(words)


def contested(view: PageView) -> Iterator[Span]:
    """The scores of a bidder in what it writes against them."""
    if not is_contested(view):
        return
    for pattern in _patterns().given:
        for match in pattern.finditer(view.text):
            start, end = match.span("score")
            if not view.by_company(start):
                continue
            yield Span(start, end)
            value = _value(match["score"])
            for again in AGAIN.finditer(view.text, match.end(), match.end() + BACK):
                if value is not None and _value(again["score"]) == value:
                    yield Span(*again.span("score"))
