"""What a firm promises of its service, where the municipality repeats it: how often it is there, when it mends a fault.

What the municipality asks in the same sentence ('wij eisten 99%') is its own and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import any_of
from woolak.rules.reading import Model, read_rules

__all__ = ["promised"]

CLAUSE_BEGINS = re.compile(r".*(?:[;:(]|,(?=[ \n])|\bmaar\b|\bterwijl\b)", re.DOTALL)
CLAUSE_ENDS = re.compile(r"(?:[^;:,)]|,(?![ \n]))*")
HOW_LONG = ("min", "minuut", "minuten", "uur", "uren", "u", "kwartier", "dag", "dagen", "werkdag", "werkdagen")
"""Units of the time within which somebody answers or mends."""
REACH = 200
"""Characters of the sentence before, which may name the firm."""


class ServiceCues(Model):
    """rules/cues/business_service.yaml."""

    service: tuple[str, ...]
    promises: tuple[str, ...]
    firm: tuple[str, ...]
    asked: tuple[str, ...]


class _Patterns(NamedTuple):
    service: re.Pattern[str]
    promises: re.Pattern[str]
    firm: re.Pattern[str]
    asked: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_service.yaml", ServiceCues)

    def compiled(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)

    return _Patterns(*(compiled(words) for words in (cues.service, cues.promises, cues.firm, cues.asked)))


def promised(view: PageView, figure: Figure) -> str:
    """By which word a percentage or a stretch of time is what a firm promises of its service; empty when by none."""
    percent = figure.entity == "PERCENTAGE" and figure.unit == "%"
    if not percent and (figure.entity not in ("COUNT", "DURATION") or figure.unit not in HOW_LONG):
        return ""
    patterns, text, sentence = _patterns(), view.text, view.sentence_at(figure.start)
    told = patterns.service.search(text, *sentence)
    if not told and percent:
        told = patterns.promises.search(text, sentence.start, figure.start)
    if not told or not _of_firm(view, sentence.start, sentence.end):
        return ""
    begins = CLAUSE_BEGINS.match(text, sentence.start, figure.start)
    ends = CLAUSE_ENDS.match(text, figure.end, sentence.end)
    clause = begins.end() if begins else sentence.start, ends.end() if ends else sentence.end
    return "" if patterns.asked.search(text, *clause) else told[0]


def _of_firm(view: PageView, start: int, end: int) -> bool:
    """Whether a sentence, or the one before it in the same paragraph, is about a firm."""
    block = view.blocks[view.block_index(start)].start if view.blocks else 0
    first = view.sentence_at(start - 1).start if start > block else start
    first = max(first, block, start - REACH)
    if any(first <= mention.start < end for mention in view.parties):
        return True
    return _patterns().firm.search(view.text, first, end) is not None
