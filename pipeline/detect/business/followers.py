"""Numbers that another number tells: the rest of a list of amounts, hours beside those planned, 'er zijn er tien'.

Such a number has no sign or unit of its own; what stands between it and the one before it says that both are of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from woolak.pipeline.detect.business.numbers import Number
from woolak.pipeline.detect.business.vocabulary import Vocabulary

__all__ = [
    "MEASURE_BEHIND", "REFERS", "Figure", "also", "compared", "last_of_range", "parts_of_hundred", "refers_back",
]  # fmt: skip

REFERS = "er"
"""The unit of a count that refers to what was counted before."""
MEASURE_BEHIND = re.compile(
    r"\s?(?:m[²³23]?|cm|mm|ha|hectare|meter|kg|kwh|kw|mb|gb|ppm|°|graden|e\b|ste\b|de\b|punt(?:en)?|inwoners|leerlingen|woningen"
    r"|dB(?:\([AC]\))?|km/(?:uur|u|h)|mol|mvt|motorvoertuigen|voertuigen|fietsers|lux|bar|volt|watt|mw|mwh|joule"
    r"|(?:µg|μg|mg|g|kg|l)/\w+)"
    r"(?!\w)",
    re.IGNORECASE,
)
NEXT_OF_KIND = re.compile(
    r"(?:[ \n](?:voor|aan|in|uit|op|mee|af))?,?[ \n](?:en[ \n])?(?:voor[ \n])?(?:(?:de|een|het)[ \n])?"
    r"[\w-]+[ \n](?:[A-H][ \n])?",
    re.IGNORECASE,
)
"""'24 uur, de junior 48' and 'vier sessies, bureau B drie'."""
ENDS_CLAUSE = re.compile(r"\s?(?:[;,)]|\.(?!\d)|\n|\Z)")
NEXT_AMOUNT = re.compile(
    r"(?:[ \n](?:voor|aan|bij|in|op|als)[ \n][^.:;!?\d€%()\t]{1,50}?)?(?:[,;]|,?[ \n](?:en|tegen)(?=[ \n]))"
    r"(?:[ \n](?:en|voor|de|het|een|voor[ \n](?:de|het|een)))?(?:[ \n][^\W\d]+){0,3}[ \n]",
    re.IGNORECASE,
)
"""Between the amounts of a list: ' voor de eerste ronde, ', ', de tweede ', ' en de training '."""
ENDS_AMOUNT = re.compile(
    r"\s?(?:[;,)]|\.(?!\d)|\Z)|[ \n](?:en|voor|aan|bij|in|op|als|ex|excl|incl|exclusief|inclusief)\b", re.IGNORECASE
)
OF_THE = re.compile(r"[ \n]van[ \n]de[ \n]", re.IGNORECASE)
OF_WHICH = re.compile(r",?[ \n]waarvan[ \n](?:[^\W\d]+[ \n])?", re.IGNORECASE)
"""Between a stretch of time and a part of it: 'tien weken, waarvan vier voor het veldwerk'."""
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d|,-)?")
LEAST_AMOUNT = 100
INSTEAD = re.compile(
    r"(?:[ \n][^\W\d]+){0,3}?"
    r"(?:,?[ \n](?:tegen(?:over)?|in[ \n]plaats[ \n]van)|[ \n]naar|,?[ \n](?:waar|terwijl)[ \n]er)"
    r"(?:[ \n](?:de|eerder|oorspronkelijk|geplande|begrote|geraamde|nu|er))*[ \n]",
    re.IGNORECASE,
)
"""Between what is and what was meant: ' besteed, tegen ', ' in plaats van ', ' naar '."""
WORK_BEFORE = 90
SENTENCE_END = re.compile(r"[.!?][ \n](?=[A-Z])|\n\n|\t")
REFERS_BEFORE = re.compile(
    r"\b(?:zijn|worden|doen|houden|geven|organiseren|nemen|voeren|plannen|spreken|bezoeken|kiezen|rekenen|maken|leveren|verwachten)"
    r"[ \n](?:(?:het|dat|wij|we|zij|ze)[ \n])?er[ \n]"
    r"(?:(?:ongeveer|circa|ca\.|minstens|maximaal|ten[ \n]hoogste|nog|in[ \n]totaal|nu)[ \n])?\Z",
    re.IGNORECASE,
)
WE_REFER = re.compile(r"\b(?:wij|we|ik)[ \n]er[ \n](?:[^\W\d]+[ \n])?\Z", re.IGNORECASE)
PARTS = re.compile(
    r"(?:,[ \n]?\d{1,3}(?:,\d)?(?![\d.%])){0,5}(?:,?[ \n](?:en|of)[ \n]|,[ \n]?|/|-)\d{1,3}(?:,\d)?"
    r"(?:[ \n]procent\b|[ ]?%|[ \n]pct\b)",
    re.IGNORECASE,
)
"""Behind the first of '25, 50 en 25 procent'."""
HUNDRED = 100


class Figure(NamedTuple):
    """A number with what it counts. `unit`: euro, %, or the word behind it; `sure`: 0..1, how plain that was."""

    entity: str
    start: int
    end: int
    value: Decimal
    unit: str
    sure: float


COUNTS = Figure("COUNT", 0, 0, Decimal(0), "", 0.0)


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
    if last.unit == "euro":
        return _next_amount(text, previous, last, number, words)
    if last.entity == "DURATION" and OF_WHICH.fullmatch(text, last.end, number.start) and number.value <= last.value:
        return last._replace(start=number.start, end=number.end, value=number.value)
    return None


def _next_count(text: str, previous: Number, last: Figure, number: Number, words: Vocabulary) -> Figure | None:
    unit = words.count_behind.match(text, previous.end)
    behind = unit.end() if unit else previous.end
    ordinal = words.ordinal_before.search(text, max(0, number.start - 30), number.start)
    if ordinal or number.value >= last.value * 100 or not ENDS_CLAUSE.match(text, number.end):
        return None
    if not NEXT_OF_KIND.fullmatch(text, behind, number.start):
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
    if not NEXT_AMOUNT.fullmatch(text, behind, number.start) or not ENDS_AMOUNT.match(text, number.end):
        return None
    if words.ordinal_before.search(text, max(0, number.start - 30), number.start):
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
    if not INSTEAD.fullmatch(text, unit.end() if unit else previous.end, number.start):
        return
    if last:
        yield last._replace(start=number.start, end=number.end, value=number.value, sure=0.6)
    elif figure:
        yield figure._replace(start=previous.start, end=previous.end, value=previous.value)
    elif not MEASURE_BEHIND.match(text, number.end) and (counted := _counted_before(text, previous.start, words)):
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
    if not REFERS_BEFORE.search(text, max(0, number.start - 50), number.start):
        return None
    ours = WE_REFER.search(text, max(0, number.start - 25), number.start)
    counted = _counted_before(text, number.start, words, sentences=2) or ("stuks" if ours else REFERS)
    return Figure("COUNT", number.start, number.end, number.value, counted, 0.6)


def parts_of_hundred(text: str, number: Number) -> bool:
    """Whether a number is one of the parts whose last alone has the sign: '25, 50 en 25 procent'."""
    return number.value < HUNDRED and PARTS.match(text, number.end) is not None
