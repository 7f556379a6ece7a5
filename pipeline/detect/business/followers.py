"""Numbers that another number tells: the rest of a list of amounts, hours beside those planned, 'er zijn er tien'.

Such a number has no sign or unit of its own; what stands between it and the one before it says that both are of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.numbers import Number
from woolak.pipeline.detect.business.vocabulary import Vocabulary
from woolak.pipeline.detect.patterns import either
from woolak.rules.reading import Model, read_rules

__all__ = [
    "REFERS", "Figure", "also", "answers", "compared", "followers", "last_of_range", "parts_of_hundred", "refers_back",
    "told_curtly", "without_vat",
]  # fmt: skip

REFERS = "er"
"""The unit of a count that refers to what was counted before."""
ENDS_CLAUSE = re.compile(r"\s?(?:[;,)]|\.(?!\d)|\n|\Z)")
OF_THE = re.compile(r"[ \n]van[ \n]de[ \n]", re.IGNORECASE)
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d|,-)?")
LEAST_AMOUNT = 100
WORK_BEFORE = 90
SENTENCE_END = re.compile(r"[.!?][ \n](?=[A-Z])|\n\n|\t")
PARTS = re.compile(
    r"(?:,[ \n]?\d{1,3}(?:,\d)?(?![\d.%])){0,5}(?:,?[ \n](?:en|of)[ \n]|,[ \n]?|/|-)\d{1,3}(?:,\d)?"
    r"(?:[ \n]procent\b|[ ]?%|[ \n]pct\b)",
    re.IGNORECASE,
)
"""Behind the first of '25, 50 en 25 procent'."""
HUNDRED = 100
WITHOUT_VAT = re.compile(r"[ \n]ex(?:\.?(?=\s*(?:$|\n)|[ ][A-ZÀ-Þ])|(?=[,;:!?)])|(?=[ \n](?:akkoord|oké|ok)\b))")
AGREED = re.compile(r"\b(?:akkoord|goedgekeurd|geaccordeerd)(?:,|[ ]voor|:)[ ]\Z", re.IGNORECASE)
CURT_END = re.compile(r"[ ]?(?:[.!,;)](?!\d)|\n|\Z)")
WE_BEFORE = re.compile(r"\b(?:wij|we|ik)\b", re.IGNORECASE)
AND_PER = re.compile(r"[ \n](?:euro[ \n])?per[ \n][^\W\d]+(?:,|,?[ \n](?:en|plus)|[ ]\+)[ \n](?:€[ ]?)?", re.IGNORECASE)
PER = re.compile(r"[ \n](?:euro[ \n])?per[ \n][^\W\d]{2,}", re.IGNORECASE)
"""Between two rates, and behind the second: '6.900 per jaar en 42 per kastje'."""
COPIES = re.compile(r"\b(?:oplage|gedrukt|drukken|drukwerk)\b", re.IGNORECASE)
NEAR = 40
"""Characters before a number in which it is said to be of copies."""


class FollowerCues(Model):
    """rules/cues/business_followers.yaml."""

    measures: tuple[str, ...]
    instead: tuple[str, ...]
    planned: tuple[str, ...]
    refers: tuple[str, ...]
    who: tuple[str, ...]
    us: tuple[str, ...]
    about: tuple[str, ...]
    of_which: tuple[str, ...]
    behind_count: tuple[str, ...]
    before_amount: tuple[str, ...]
    behind_amount: tuple[str, ...]


class Followers(NamedTuple):
    """What may stand around such a number."""

    measure_behind: re.Pattern[str]
    next_of_kind: re.Pattern[str]
    """'24 uur, de junior 48' and 'vier sessies, bureau B drie'."""
    next_amount: re.Pattern[str]
    """Between the amounts of a list: ' voor de eerste ronde, ', ', de tweede ', ' en de training '."""
    ends_amount: re.Pattern[str]
    of_which: re.Pattern[str]
    instead: re.Pattern[str]
    """Between what is and what was meant: ' besteed, tegen ', ' in plaats van ', ' naar '."""
    refers_before: re.Pattern[str]
    we_refer: re.Pattern[str]


@cache
def followers() -> Followers:
    """The patterns, from the rules."""
    cues = read_rules("cues/business_followers.yaml", FollowerCues)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return Followers(
        compiled(rf"\s?{either(cues.measures)}(?!\w)"),
        compiled(
            rf"(?:[ \n]{either(cues.behind_count)})?,?[ \n](?:en[ \n])?(?:voor[ \n])?(?:(?:de|een|het)[ \n])?"
            r"[\w-]+[ \n](?:[A-H][ \n])?"
        ),
        compiled(
            rf"(?:[ \n]{either(cues.before_amount)}[ \n][^.:;!?\d€%()\t]{{1,50}}?)?"
            r"(?:[,;]|,?[ \n](?:en|tegen)(?=[ \n]))"
            r"(?:[ \n](?:en|voor|de|het|een|voor[ \n](?:de|het|een)))?(?:[ \n][^\W\d]+){0,3}[ \n]"
        ),
        compiled(rf"\s?(?:[;,)]|\.(?!\d)|\Z)|[ \n]{either(cues.behind_amount)}\b"),
        compiled(rf",?[ \n]{either(cues.of_which)}[ \n](?:[^\W\d]+[ \n])?"),
        compiled(rf"(?:[ \n][^\W\d]+){{0,3}}?{either(cues.instead)}(?:[ \n]{either(cues.planned)})*[ \n]"),
        compiled(rf"\b{either(cues.refers)}[ \n](?:{either(cues.who)}[ \n])?er[ \n](?:{either(cues.about)}[ \n])?\Z"),
        compiled(rf"\b{either(cues.us)}[ \n]er[ \n](?:[^\W\d]+[ \n])?\Z"),
    )


class Figure(NamedTuple):
    """A number with what it counts. `unit`: euro, %, or the word behind it; `sure`: 0..1, how plain that was."""

    entity: str
    start: int
    end: int
    value: Decimal
    unit: str
    sure: float


COUNTS = Figure("COUNT", 0, 0, Decimal(0), "", 0.0)


def without_vat(text: str, end: int) -> bool:
    """Whether a price is curtly told to be without VAT: 'is 4.250 ex', and not '2500 ex. van de krant'."""
    return WITHOUT_VAT.match(text, end) is not None


def told_curtly(text: str, start: int, end: int) -> bool:
    """Whether a bare number is a price in a chat or a short mail: 'wordt 3.900 ex', 'het spel is akkoord, 3950'."""
    near = max(0, start - NEAR)
    if without_vat(text, end):
        return COPIES.search(text, near, start) is None
    return CURT_END.match(text, end) is not None and AGREED.search(text, near, start) is not None


def last_of_range(figure: Figure | None, number: Number, link: str) -> Figure | None:
    """The second amount of '€ 5.000 tot 7.500', which has no currency of its own, or number of '3 x 46'."""
    if not figure or number.in_words:
        return None
    if figure.unit == "euro" and number.value >= LEAST_AMOUNT:
        return figure._replace(start=number.start, end=number.end, value=number.value, sure=0.6)
    if figure.entity == "COUNT" and link.strip() in ("x", "×"):
        return figure._replace(start=number.start - len(link.lstrip()), end=number.end, value=number.value, sure=0.6)
    return None


def also(text: str, previous: Number, last: Figure, number: Number, words: Vocabulary) -> Figure | None:
    """A bare number of the same as the figure before it: the next of a list of counts or of amounts."""
    if last.entity == "COUNT":
        return _next_count(text, previous, last, number, words)
    if last.entity == "RATE" and not number.in_words and AND_PER.fullmatch(text, last.end, number.start):
        return (
            last._replace(start=number.start, end=number.end, value=number.value)
            if PER.match(text, number.end)
            else None
        )
    if last.unit == "euro":
        return _next_amount(text, previous, last, number, words)
    if (
        last.entity == "DURATION"
        and followers().of_which.fullmatch(text, last.end, number.start)
        and number.value <= last.value
    ):
        return last._replace(start=number.start, end=number.end, value=number.value)
    return None


def _next_count(text: str, previous: Number, last: Figure, number: Number, words: Vocabulary) -> Figure | None:
    unit = words.count_behind.match(text, previous.end)
    behind = unit.end() if unit else previous.end
    if (
        words.is_ordinal(text, number.start)
        or number.value >= last.value * 100
        or not ENDS_CLAUSE.match(text, number.end)
    ):
        return None
    if not followers().next_of_kind.fullmatch(text, behind, number.start):
        return None
    return last._replace(start=number.start, end=number.end, value=number.value, sure=0.6)


def _next_amount(text: str, previous: Number, last: Figure, number: Number, words: Vocabulary) -> Figure | None:
    shape = text[number.start : number.end]
    year = number.value < 2100 and len(shape) == 4 and shape.isdigit()
    if number.in_words or year or number.value < LEAST_AMOUNT or number.value > last.value * 20:
        return None
    behind = previous.end
    sign = re.match(r"[ \n](?:euro|eur)\b", text[behind : behind + 6], re.IGNORECASE)
    behind += sign.end() if sign else 0
    if not followers().next_amount.fullmatch(text, behind, number.start) or not followers().ends_amount.match(
        text, number.end
    ):
        return None
    if words.is_ordinal(text, number.start):
        return None
    if not THOUSANDS.fullmatch(shape) and text[number.start - 1] == "\n":
        return None
    return last._replace(start=number.start, end=number.end, value=number.value, sure=0.6)


def compared(
    text: str, previous: Number, last: Figure | None, number: Number, figure: Figure | None, words: Vocabulary
) -> Iterator[Figure]:
    """Counts that are set side by side: '89 uur besteed, tegen 80', 'het aantal uren (89 in plaats van 80)', 'van 14
    naar 12'. Those that nothing else told; `last` and `figure`: what told the previous number and this one."""
    if (last and figure) or (last or figure or COUNTS).entity != "COUNT":
        return
    unit = words.count_behind.match(text, previous.end) if last else None
    if OF_THE.fullmatch(text, previous.end, number.start):
        if figure:  # '17 van de 24 gesprekken'
            yield figure._replace(start=previous.start, end=previous.end, value=previous.value)
        return
    if not followers().instead.fullmatch(text, unit.end() if unit else previous.end, number.start):
        return
    if last:
        yield last._replace(start=number.start, end=number.end, value=number.value, sure=0.6)
    elif figure:
        yield figure._replace(start=previous.start, end=previous.end, value=previous.value)
    elif not followers().measure_behind.match(text, number.end) and (
        counted := _counted_before(text, previous.start, words)
    ):
        for one in (previous, number):
            yield Figure("COUNT", one.start, one.end, one.value, counted, 0.7)


def _counted_before(text: str, start: int, words: Vocabulary, sentences: int = 1) -> str:
    """The work that the last sentences count before a place: 'het aantal workshops te verminderen van'."""
    before = text[max(0, start - WORK_BEFORE * sentences) : start]
    ends = [0, *(end.end() for end in SENTENCE_END.finditer(before))]
    found = [match[1] for match in words.work.finditer(before, ends[-sentences] if len(ends) >= sentences else 0)]
    return found[-1].lower() if found else ""


def refers_back(text: str, number: Number, words: Vocabulary) -> Figure | None:
    """A count that refers to work counted before: 'en er zijn er tien'."""
    if number.value < 2 or not ENDS_CLAUSE.match(text, number.end):
        return None
    if not followers().refers_before.search(text, max(0, number.start - 50), number.start):
        return None
    ours = followers().we_refer.search(text, max(0, number.start - 25), number.start)
    counted = _counted_before(text, number.start, words, sentences=2) or ("stuks" if ours else REFERS)
    return Figure("COUNT", number.start, number.end, number.value, counted, 0.6)


def answers(text: str, figure: Figure) -> bool:
    """Whether a count is a firm's own, beside what it was asked: 'u vroeg twintig gesprekken, wij doen er dertig'."""
    if figure.entity != "COUNT":
        return False
    told = followers().refers_before.search(text, max(0, figure.start - 50), figure.start)
    return told is not None and WE_BEFORE.search(text, max(0, told.start() - 8), told.end()) is not None


def parts_of_hundred(text: str, number: Number) -> bool:
    """Whether a number is one of the parts whose last alone has the sign: '25, 50 en 25 procent'."""
    return number.value < HUNDRED and PARTS.match(text, number.end) is not None
