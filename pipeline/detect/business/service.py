"""What a firm promises of its service, also where the municipality repeats it: its hours, its faults.

What the municipality asks in the same sentence ('wij eisten 99%') is its own and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.reading import Model, read_rules

__all__ = ["answers_soon", "of_own_service", "promised", "set_level", "soon_there"]

CLAUSE_BEGINS = re.compile(r".*(?:[;:(]|,(?=[ \n])|\bmaar\b|\bterwijl\b)", re.DOTALL)
CLAUSE_ENDS = re.compile(r"(?:[^;:,)]|,(?![ \n]))*")
HOW_LONG = ("min", "minuut", "minuten", "uur", "uren", "u", "kwartier", "dag", "dagen", "werkdag", "werkdagen")
"""Units of the time within which somebody answers or mends."""
OURS = re.compile(r"\b(?:wij|we|ik|ons|onze|mijn)\b", re.IGNORECASE)
NEAR = 30
REACH = 200
"""Characters of the sentence before, which may name the firm."""


class ServiceCues(Model):
    """rules/cues/business_service.yaml."""

    service: tuple[str, ...]
    promises: tuple[str, ...]
    firm: tuple[str, ...]
    asked: tuple[str, ...]
    by_client: tuple[str, ...]
    levels: tuple[str, ...]
    within: tuple[str, ...]
    before: tuple[str, ...]
    booked: tuple[str, ...]
    answers: tuple[str, ...]
    ours: tuple[str, ...]
    soon: tuple[str, ...]
    set_levels: tuple[str, ...]


class _Patterns(NamedTuple):
    service: re.Pattern[str]
    promises: re.Pattern[str]
    firm: re.Pattern[str]
    asked: re.Pattern[str]
    by_client: re.Pattern[str]
    level: re.Pattern[str]
    within: re.Pattern[str]
    booked_before: re.Pattern[str]
    booked: re.Pattern[str]
    answers: re.Pattern[str]
    """That the firm itself answers or comes: 'reageren wij', 'onze monteur belt'."""
    soon: re.Pattern[str]
    set_level: re.Pattern[str]
    """Directly before a percentage that an agreement sets: 'de beschikbaarheid is '."""


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_service.yaml", ServiceCues)

    def compiled(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)

    return _Patterns(
        compiled(cues.service),
        compiled(cues.promises),
        compiled(cues.firm),
        compiled(cues.asked),
        compiled(cues.by_client),
        compiled(cues.levels),
        re.compile(rf"(?<!\w){any_of(cues.within)}[ \n]\Z", re.IGNORECASE),
        re.compile(rf"[ \n]{any_of(cues.before)}(?!\w)", re.IGNORECASE),
        compiled(cues.booked),
        re.compile(
            rf"(?<!\w)(?:{any_of(cues.answers)}[ \n](?:dan[ \n])?{any_of(cues.ours)}"
            rf"|{any_of(cues.ours)}[ \n](?:[^\W\d]+[ \n]){{0,3}}?{any_of(cues.answers)})(?!\w)",
            re.IGNORECASE,
        ),
        compiled(cues.soon),
        re.compile(rf"(?<!\w){any_of(cues.set_levels)}(?:[ \n][^.;,:\d%]{{1,40}})?(?:[ \n]|:[ \n])\Z", re.IGNORECASE),
    )


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
    return "" if patterns.asked.search(text, *_clause(view, figure)) else told[0]


def of_own_service(view: PageView, figure: Figure) -> str:
    """By which word a percentage in a firm's own paper is what it promises of its service; empty when by none."""
    if figure.entity != "PERCENTAGE" or figure.unit != "%":
        return ""
    patterns, sentence = _patterns(), view.sentence_at(figure.start)
    told = patterns.service.search(view.text, *sentence)
    if not told or not (patterns.level.search(view.text, *sentence) or OURS.search(view.text, *sentence)):
        return ""
    return "" if patterns.by_client.search(view.text, *_clause(view, figure)) else told[0]


def soon_there(view: PageView, figure: Figure) -> str:
    """By which words a stretch of time in a firm's own paper is how soon it is there, or how long before one asks for
    it; empty when by none."""
    patterns, text = _patterns(), view.text
    if within := patterns.within.search(text, max(0, figure.start - NEAR), figure.start):
        return " ".join(within[0].split())
    if not patterns.booked_before.match(text, figure.end):
        return ""
    booked = patterns.booked.search(text, *view.sentence_at(figure.start))
    return booked[0] if booked else ""


def answers_soon(view: PageView, figure: Figure) -> str:
    """By which words a stretch of time in a firm's own paper is that within which it answers or comes itself ('reageren
    wij binnen 40 minuten'), also where the sentence before names it; empty when by none."""
    if figure.unit not in HOW_LONG:
        return ""
    patterns, text, sentence = _patterns(), view.text, view.sentence_at(figure.start)
    told = patterns.answers.search(text, *sentence) or patterns.soon.search(text, *sentence)
    if not told and figure.unit in vocabulary().short_units:
        told = patterns.soon.search(text, max(0, sentence.start - REACH // 2), sentence.start)
    if not told or patterns.by_client.search(text, *_clause(view, figure)):
        return ""
    return " ".join(told[0].split())


def set_level(view: PageView, figure: Figure) -> str:
    """By which word a percentage in an agreement is the level of service that it sets, and not one below which
    something follows; empty when by none."""
    patterns, sentence = _patterns(), view.sentence_at(figure.start)
    told = patterns.set_level.search(view.text, sentence.start, figure.start)
    if not told or patterns.asked.search(view.text, *_clause(view, figure)):
        return ""
    return (patterns.by_client.search(view.text, *sentence) is None and told[0].split()[0]) or ""


def _clause(view: PageView, figure: Figure) -> tuple[int, int]:
    """The part of its sentence in which a figure stands, between commas."""
    sentence = view.sentence_at(figure.start)
    begins = CLAUSE_BEGINS.match(view.text, sentence.start, figure.start)
    ends = CLAUSE_ENDS.match(view.text, figure.end, sentence.end)
    return begins.end() if begins else sentence.start, ends.end() if ends else sentence.end


def _of_firm(view: PageView, start: int, end: int) -> bool:
    """Whether a sentence, or the one before it in the same paragraph, is about a firm."""
    block = view.blocks[view.block_index(start)].start if view.blocks else 0
    first = view.sentence_at(start - 1).start if start > block else start
    first = max(first, block, start - REACH)
    if any(first <= mention.start < end for mention in view.parties):
        return True
    return _patterns().firm.search(view.text, first, end) is not None
