"""The numbers that stand alone in a sentence which scores one bidder: 'Zonneveld (82), Kaap (75)', 'A=8, B=6,5'.

In such a sentence a number is a score, unless what stands beside it tells that it is something else: a unit, a
number of order, a year, the most that could be had.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.model.lists import lower
from woolak.pipeline.detect.passages.blocks import Span
from woolak.rules.reading import Model, read_rules

__all__ = ["bare_scores", "by_topic", "names_bidder", "one_of"]

BEFORE = 40
BY_TOPIC = re.compile(r"\bop\s(?:alle\s|de\s|deze\s)?$", re.IGNORECASE)
ENDS_ON = re.compile(r"(?:uit|uitgekomen|steken|eindigt|eindigde|eindigen|geëindigd)\sop\s$", re.IGNORECASE)
MOST_TOPICS = 9
NUMBER = re.compile(
    r"(?<![\w€%.,/+-])(?<!€ )(?P<score>\d{1,3}(?:[.,]\d{1,2})?)(?!\w|[.,]?\d|\s?%|\s?[€:]|-\d)"
    r"(?=[+-]?(?:\s?[,;()/]|\.(?!\d)|\s*$|\s(?:punt|punten|pnt|op|voor|en|of|maar|bij|als|gemiddeld|uit|van|de|gevolgd|behaald"
    r"|gescoord|gekregen|toegekend|gegeven|tegen|terwijl|omdat|want)\b))"
)
POINTS_OF_WHAT = re.compile(r"\s?punten\s(?:van\s(?!de\b|het\b|maximaal\b|\d)|die\b|waar|om\b|ter\b)", re.IGNORECASE)
OUT_OF = re.compile(r"\d\s?(?:/|(?:van|uit)(?:\sde)?(?:\smaximaal|\sin\stotaal)?)\s?$", re.IGNORECASE)
"""Before the most that could be had: '35 van 60', '40/40'."""
NAMED = re.compile(r"(?P<name>[A-Z][\w&-]+|\b[A-H])\s?(?:=|:|\()?\s?$")
RANGE = re.compile(r"\d\s?(?:tot|t/m|[–-])\s?$", re.IGNORECASE)


class BareCues(Model):
    """rules/cues/business_bare_scores.yaml."""

    scoring: tuple[str, ...]
    one_bidder: tuple[str, ...]
    before: tuple[str, ...]
    order: tuple[str, ...]
    to_be_done: tuple[str, ...]


class _Patterns(NamedTuple):
    scoring: re.Pattern[str]
    one_bidder: re.Pattern[str]
    before: re.Pattern[str]
    order: re.Pattern[str]
    to_be_done: re.Pattern[str]


def one_of(patterns: Iterable[str]) -> str:
    """A pattern for any of the patterns, as whole words."""
    return rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_bare_scores.yaml", BareCues)
    flags = re.IGNORECASE
    return _Patterns(
        re.compile(one_of(cues.scoring), flags),
        re.compile(one_of(cues.one_bidder), flags),
        re.compile(rf"(?:{one_of(cues.before)}\s|[:=(]\s?|[,;]\s)$", flags),
        re.compile(rf"{one_of(cues.order)}\s?(?:[\d.]{{1,6}}\s?(?:,|en|of|t/m)\s?)*$", flags),
        re.compile(one_of(cues.to_be_done), flags),
    )


def by_topic(text: str, start: int, end: int) -> bool:
    """Whether points are matters: 'op drie punten onduidelijk', but not 'eindigt op 8 punten', 'komt op 81 punten'."""
    number = text[start:end]
    many = number[:1].isdigit() and (not number.isdigit() or int(number) > MOST_TOPICS)
    first = max(0, start - BEFORE)
    return not many and bool(BY_TOPIC.search(text, first, start)) and not ENDS_ON.search(text, first, start)


def names_bidder(text: str, start: int) -> bool:
    """Whether somebody's name or letter stands directly before a place: 'Kaap: 6,9', 'A=8'; not 'Kwaliteit: 6,9'."""
    match = NAMED.search(text, max(0, start - BEFORE), start)
    return match is not None and (len(match["name"]) == 1 or match["name"].lower() not in lower("dictionary"))


def bare_scores(text: str, sentence: Span, party: bool) -> Iterator[re.Match[str]]:
    """The numbers of a sentence that are scores of a bidder; `party`: whether a third party is named in it."""
    patterns = _patterns()
    if not patterns.scoring.search(text, *sentence) or patterns.to_be_done.search(text, *sentence):
        return
    single = party or patterns.one_bidder.search(text, *sentence) is not None
    listed = False
    for match in NUMBER.finditer(text, *sentence):
        start, end = match.span("score")
        first = max(sentence.start, start - BEFORE)
        topic = BY_TOPIC.search(text, first, start)
        named = names_bidder(text, start) or (listed and NAMED.search(text, first, start) is not None)
        if (
            not (named or (single and patterns.before.search(text, first, start)))
            or ("," not in match["score"] and topic and not ENDS_ON.search(text, first, start))
            or patterns.order.search(text, first, start)
            or vocabulary().ordinal_before.search(text, first, start)
            or OUT_OF.search(text, first, start)
            or RANGE.search(text, first, start)
            or POINTS_OF_WHAT.match(text, end)
        ):
            continue
        listed = listed or named  # of 'Zonneveld (82), Kaap (75)' the second may be an ordinary word
        yield match
