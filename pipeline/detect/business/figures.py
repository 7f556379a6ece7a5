"""Finds the figures of a page: money, prices per unit, counts of work, percentages, stretches of time.

Only what a number is, by what stands directly before and behind it; whose it is, is told by `situation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from woolak.pipeline.detect.business.designed import designed
from woolak.pipeline.detect.business.followers import (
    Figure,
    also,
    compared,
    followers,
    last_of_range,
    parts_of_hundred,
    refers_back,
    told_curtly,
)
from woolak.pipeline.detect.business.numbers import MONEY_SHAPE, Number, joined, numbers
from woolak.pipeline.detect.business.portions import portions
from woolak.pipeline.detect.business.reckoned import reckoned
from woolak.pipeline.detect.business.shared_rates import before_sign, next_rate
from woolak.pipeline.detect.business.tiers import ordinal_tiers, tier
from woolak.pipeline.detect.business.vocabulary import Vocabulary, vocabulary
from woolak.pipeline.detect.business.worded_prices import worded_price
from woolak.pipeline.detect.lines import line_end

__all__ = ["Figure", "figures_of", "with_sign"]

CURRENCY_BEFORE = re.compile(
    r"(?:€|\beuro|\beur)[ \t]?(k)?[ \t]{0,2}\Z|\b(k)[ ]?€[ \t]?\Z|\bzegge:?[ \t]\Z", re.IGNORECASE
)
CURRENCY_LINE_BEFORE = re.compile(r"(?:€|\beur)[ \t]?\n\Z", re.IGNORECASE)
CURRENCY_ENDS_LINE = re.compile(r"(?:[\w,.:()€’'-]+ ){5,}€[ ]?\n\Z")
"""In a sentence that goes on: 'de kosten zijn €' and on the next line '16.472'."""
SIGN_BEFORE = re.compile(
    r"(?:(?<!\S)[-–][ ]?)?(?:€|\b(?:euro|eur))[ \t]{0,2}\n?\Z|\bk[ ]?€[ \t]?\Z|€[ ]?k[ ]?\Z", re.IGNORECASE
)
SIGN_BEHIND = re.compile(
    r"[ \n]?(?:€(?![ \t]?\d)|euro(?:'s)?\b|eur\b(?!\s?\d)|(?:euro)?cents?\b|ct\b)"
    r"|\s?(?:%|procent(?:punt(?:en)?)?\b|pct\b)",
    re.IGNORECASE,
)
CENTS_BEHIND = re.compile(
    r"[ \n]?(?:(?:euro)?cents?|ct)\b\.?(?P<rate>[ \n]?(?:per|de|/|p/)[ \n]?[^\W\d]+)?", re.IGNORECASE
)
EUROS_AND = re.compile(r"[ \n]euro[ \n]en[ \n]", re.IGNORECASE)
CURRENCY_BEFORE_OCR = re.compile(r"(?:^|[\s(:])[€£¢CEe][ ]?\Z")
CURRENCY_READ = re.compile(r"(?<![^\s(:])[€£¢CEe][ ]?\Z")
CURRENCY_BEHIND = re.compile(r"[ \n]?(?:€(?![ \t]?\d)|euro(?:'s)?\b|eur\b)", re.IGNORECASE)
PERCENT_BEHIND = re.compile(r"\s?(?:%|procent(?:punt(?:en)?)?\b|pct\b)", re.IGNORECASE)
PERCENT_BEFORE = re.compile(r"(?<!\d)(?<!\d )%[ \t]{1,2}\Z")
TIMES_BEHIND = re.compile(r"\s?[x×](?!\w)")
DIGIT = re.compile(r"\d")
TIMES_PRICE = re.compile(r"\s?[x×*]\s?(?:€|EUR\b)")
AT_PRICE = re.compile(r"\b(?:uur|uren|dag|dagen|dagdeel|dagdelen|stuk|stuks)[ ](?:à|a|ad)[ ]\Z", re.IGNORECASE)
"""Before the price of one: 'extra uren a 112'."""
UNIT_PRICE = re.compile(
    r"[ \n](?!\w*(?:tarief|prijs|bedrag|som)\b)[a-zà-ÿ]{2,}[ \n](?:à|ad|maal|x|×|van|tegen)[ \n]"
    r"(?:€|EUR\b|\d[\d.,]*[ \n]euro\b)(?![^.;\n]{0,20}\bmiljoen)"
    r"|[ \n](?!\w*(?:tarief|prijs|bedrag|som)\b)[a-zà-ÿ]{2,}[ \n](?:€|EUR\b)[ ]?[\d.,]+[ \n]"
    r"(?:per[ \n]stuk|p\.?s\.?t\b|elk\b)"
    r"|[ ](?!\w*(?:tarief|prijs|bedrag|som|punt|punten|jaar|jaren)\b)(?-i:[a-zà-ÿ]){3,}(?:\t|[ \n])€[ ]?\d",
    re.IGNORECASE,
)
"""So many of something at a price: '60 stoelen à € 4', '88 uur maal 95 euro', 'twee palen € 570'."""
PRICE_IN_BRACKETS = re.compile(r"(?:[ \n]extra)?[ \n][a-zà-ÿ]{3,}[ \n]\((?:à[ ])?(?:€|EUR\b)", re.IGNORECASE)
"""So many of something, its price behind it: 'twee extra rondgangen (€ 460)'."""
TIMES_IN_BRACKETS = re.compile(r"[x×]\)")
"""How often something is done: 'Overleg (5x)'."""
TIMES_BEFORE = re.compile(r"€[ \n]?[\d.,]*\d,?[ \n](?:maal|keer|x|×)[ \n]\Z", re.IGNORECASE)
"""Behind a price: what it is multiplied by."""
OF_SO_MANY = re.compile(r"[ \n]van[ \n](?:de|die|onze|haar|zijn)[ \n]\d[\d.]*[ \n](?P<unit>uur|uren|dagen|dagdelen)\b")
"""Behind a part of the work: '212 van de 300 uren'."""
TIMES_PER = re.compile(
    r"\s?(?:[x×]|keer|maal)\s(?:per|in\sde)\s(?:dag|week|maand|kwartaal|jaar|groep|sessie)\b", re.IGNORECASE
)
TOTAL_BEFORE, THING_BEHIND = re.compile(r"\btotaal[ ]\Z", re.IGNORECASE), re.compile(r"[ \n][a-zà-ÿ]{4,}")
"""Around a number that is a total of what is named behind it: 'Totaal 42 meldingen'."""
LEAST_RATE, LEAST_TOLD, LEAST_SAVED = 20, 100, 1000
"""From which a number is money where only a word far before it says so: 'de kosten van een extra ronde zijn 360'."""
THOUSANDS = re.compile(r"\d\s?(?:k|mln|mille)$", re.IGNORECASE)
MAGNITUDE_ENDS = re.compile(r"\d\s?(?:mln|mille|duizend|miljoen)$", re.IGNORECASE)
MILLIONS = re.compile(r"\d\s?miljoen$", re.IGNORECASE)
MILLIONS_OF = re.compile(
    r"[ \n](?!(?:euro|excl|incl|ex|en|of|voor|per|bij|op|in|aan|is|was|komt|dan|als|mits|tot|uit)\b)[A-Za-zà-ÿ]"
)
"""Behind millions of something: '2,4 miljoen inwoners'."""
TWO_DECIMALS = re.compile(r"\d{1,3}(?:\.\d{3})*,\d{2}$")
CLOCK_BEFORE = re.compile(
    r"\b(?:om|vanaf|tussen|rond|omstreeks|uiterlijk|tot|sinds|voor|na|van(?:avond|middag|ochtend|morgen|nacht)"
    r"|morgen(?:avond|middag|ochtend)?)\s+$",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s?(?:-|–|—|à|(?<=\s)a|tot(?:\s+en\s+met)?|t/m|of|x|×|keer|maal|\+|/|en)\s?$", re.IGNORECASE)
HOW_OFTEN = re.compile(
    r"(?:\b(?:eens|eenmaal|tweemaal|driemaal|(?:een|één|twee|drie|\d)[ \n](?:keer|maal)|\dx)[ \n](?:per|in[ \n]de|in)"
    r"|\bom[ \n]de|\b(?:elke|iedere|per))[ \n]\Z",
    re.IGNORECASE,
)
"""Before how many weeks go by between two meetings, which is no duration of the work."""
VISITS, MANY = ("bezoek", "bezoeken"), 1000
"""So many visits are those of a pool or library, and no work of a firm."""
PARTS_OF_DAY = ("ochtend", "ochtenden", "middag", "middagen", "avond", "avonden")
LASTS = re.compile(r"\b(?:duurt|duren|duurde)[ \n](?:(?:de|het|deze|dit)[ \n])?(?:[^\W\d]+[ \n])?\Z", re.IGNORECASE)
POINTS_NEAR = re.compile(
    r"\b(?:punten|scores?|gescoord|scoort|weging|wegen|weegt|telt|criteri(?:a|um)|kwaliteit)\b[^.]*\Z", re.IGNORECASE
)
MOST_POINTS = 100
AND = re.compile(r"\ben\s\Z")
LONGEST_LINK = 70
"""Characters between two numbers of which one tells the other."""
TON_BEHIND = re.compile(
    r"[ \n]ton(?![\w-])(?![ \n](?!excl|incl|ex\b|euro|voor|per|en\b|of\b|op\b|in\b|aan\b|bij\b)[a-z])"
)
A_TON = 100_000
PER_BEFORE = re.compile(r"\bper\s+\w+\s+$", re.IGNORECASE)


def _weighs(text: str, number: Number) -> bool:
    """Whether a small round number is what a criterion weighs: '60 punten voor kwaliteit en voor prijs 40'."""
    small = number.value <= MOST_POINTS and text[number.start : number.end].isdigit()
    return small and POINTS_NEAR.search(text, max(0, number.start - 120), number.start) is not None


def _totals_things(text: str, before: str, end: int, words: Vocabulary) -> bool:
    """Whether a number is a total of what is named behind it."""
    named = TOTAL_BEFORE.search(before) and THING_BEHIND.match(text, end)
    return bool(named) and not (words.ends_money.match(text, end) or words.money_behind.match(text, end))


def _sure_of_money(text: str, number: Number, words: Vocabulary, ocr: bool) -> float:
    """How plainly a number is money: by its currency, its shape, or the words about it; 0 when it is not."""
    end, value = number.end, number.value
    before, shape = text[max(0, number.start - 70) : number.start], text[number.start : end]
    money_shape = MONEY_SHAPE.match(shape) is not None
    sign_above = before.endswith("\n") and CURRENCY_LINE_BEFORE.search(before)
    if CURRENCY_BEHIND.match(text, end) or (sign_above and (money_shape or CURRENCY_ENDS_LINE.search(before))):
        return 0.95
    if ocr and money_shape and CURRENCY_BEFORE_OCR.search(before[-3:]):
        return 0.85
    if number.in_words or PERCENT_BEHIND.match(text, end):
        return 0.0
    if shape[-1] in "-–—=":
        return 0.9
    other_unit = (
        followers().measure_behind.match(text, end)
        or TIMES_BEHIND.match(text, end)
        or words.count_behind.match(text, end)
    )
    year = 1900 <= value <= 2100 and len(shape) == 4 and shape.isdigit()
    if other_unit or year or words.time_behind.match(text, end):
        return 0.0
    if MILLIONS.search(shape) and not MILLIONS_OF.match(text, end):
        return 0.5
    if value >= LEAST_TOLD and words.ends_money.match(text, end):
        saved = value >= LEAST_SAVED and words.saved_before.search(before)
        if saved or words.money_told.search(before):
            return 0.7
    if value >= LEAST_SAVED and (
        words.limit_before.search(before) or words.stake_before.search(before) or words.apart_behind.match(text, end)
    ):
        return 0.7
    if value >= LEAST_RATE and before[-2:] in ("à ", "a ", "d ") and AT_PRICE.search(before):
        return 0.7
    if "aantal" in before and words.how_many_before.search(before):
        return 0.0
    large = value >= 10 or money_shape
    if large and words.money_before(before, 0, len(before)) and not _totals_things(text, before, end, words):
        return 0.0 if _weighs(text, number) else 0.75
    if large and words.rate_behind.match(text, end):
        return 0.7
    if (value >= 100 or money_shape) and words.money_behind.match(text, end):
        return 0.7
    if value >= LEAST_SAVED and "." in shape and words.sum_before.search(before):
        return 0.7
    if value >= LEAST_SAVED and told_curtly(text, number.start, end):
        return 0.7
    return 0.5 if THOUSANDS.search(shape) or (TWO_DECIMALS.match(shape) and value >= 1) else 0.0


def _money(text: str, number: Number, words: Vocabulary, ocr: bool) -> Figure | None:
    start, end, value = number.start, number.end, number.value
    ton = TON_BEHIND.match(text, end)
    if ton and words.money_before(text, max(0, start - 70), start):
        return Figure("AMOUNT", start, ton.start() + len(" ton"), value * A_TON, "euro", 0.7)
    near = text[max(0, start - 8) : start].lower()
    currency = CURRENCY_BEFORE.search(near) if "€" in near or "eur" in near or "zegge" in near else None
    if currency and (currency.group(1) or currency.group(2)):
        value *= 1000
    sure = 0.95 if currency else _sure_of_money(text, number, words, ocr)
    if not sure:
        return None
    rate = (
        words.rate_behind.match(text, end)
        or words.rate_before.search(text, max(0, start - 45), start)
        or AT_PRICE.search(text, max(0, start - 14), start)
    )
    return Figure("RATE" if rate else "AMOUNT", start, end, value, "euro", sure)


def _heads(text: str, number: Number, unit: int) -> bool:
    """Whether a number is that of a heading: '7.3 Training', '4 Interviews' alone on their line."""
    if (number.start and text[number.start - 1] != "\n") or number.in_words or not text[unit].isupper():
        return False
    line = text[number.end : line_end(text, number.end)]
    return "." in text[number.start : number.end] or not (DIGIT.search(line) or line.rstrip()[-1:] in ".;,")


def _counted(text: str, number: Number, words: Vocabulary) -> Figure | None:
    start, end, value = number.start, number.end, number.value
    before = text[max(0, start - 60) : start]
    behind = words.count_behind.match(text, end)
    timed = words.time_behind.match(text, end)
    lasts = timed and (number.in_words or LASTS.search(before))  # 'samen duurt de opdracht drie maanden'
    if words.is_ordinal(text, start) and not lasts and not PER_BEFORE.search(before[-30:]):
        return None
    if timed and HOW_OFTEN.search(before):
        return None
    days = ("dag", "dagen", "werkdagen", "week", timed.group(1).lower() if timed else "")
    if timed and not (behind and behind.group(1).lower() not in days):
        return Figure("DURATION", start, timed.end(), value, timed.group(1).lower(), 0.6)
    if behind:
        unit = behind.group(1).lower()
        if _heads(text, number, behind.start(1)):
            return None
        if unit in VISITS and value >= MANY:
            return None
        if unit == "u" and text[end : behind.start(1)].strip(" \n-"):
            return None  # 'In 2020 geeft u'
        if unit in ("uur", "u") and value <= 24 and CLOCK_BEFORE.search(before):
            return None
        if unit in PARTS_OF_DAY and LASTS.search(before):
            return Figure("DURATION", start, behind.end(1), value, unit, 0.7)
        return Figure("COUNT", start, end, value, unit, 0.8 if value < 10_000 else 0.5)
    if part := OF_SO_MANY.match(text, end):
        return Figure("COUNT", start, end, value, part["unit"], 0.7)
    if TIMES_PRICE.match(text, end) or TIMES_BEFORE.search(before):
        return Figure("COUNT", start, end, value, "x", 0.7)
    if TIMES_PER.match(text, end):
        return Figure("COUNT", start, end, value, "keer", 0.6)
    if TIMES_IN_BRACKETS.match(text, end) and text[start - 1 : start] == "(":
        return Figure("COUNT", start, end + 1, value, "keer", 0.7)
    if (UNIT_PRICE.match(text, end) or PRICE_IN_BRACKETS.match(text, end)) and value < MANY:
        return Figure("COUNT", start, end, value, "x", 0.7)
    label = words.count_before(before)
    if label and value < 100_000 and not followers().measure_behind.match(text, end):
        return Figure("COUNT", start, end, value, next(filter(None, label.groups()), "").lower(), 0.75)
    return None


def _alone(text: str, number: Number, words: Vocabulary, ocr: bool) -> Figure | None:
    part = parts_of_hundred(text, number) and not words.is_ordinal(text, number.start)
    if (
        part
        or PERCENT_BEHIND.match(text, number.end)
        or PERCENT_BEFORE.search(text, max(0, number.start - 4), number.start)
    ):
        return Figure("PERCENTAGE", number.start, number.end, number.value, "%", 0.8)
    cents = CENTS_BEHIND.match(text, number.end)
    if cents:
        entity = "RATE" if cents["rate"] else "AMOUNT"
        return Figure(entity, number.start, number.end, number.value / 100, "euro", 0.9)
    figure = _money(text, number, words, ocr) or _counted(text, number, words)
    figure = figure or before_sign(text, number, words) or refers_back(text, number, words)
    return figure or designed(text, number) or tier(text, number)


def with_sign(text: str, start: int, end: int, ocr: bool = False) -> tuple[int, int]:
    """A figure with the currency or per cent sign beside it: '5%' is one word, and '€' tells nothing by itself."""
    before = SIGN_BEFORE.search(text, max(0, start - 7), start)
    if not before and ocr:
        before = CURRENCY_READ.search(text, max(0, start - 3), start)
    behind = SIGN_BEHIND.match(text, end)
    return before.start() if before else start, behind.end() if behind else end


def figures(text: str, words: Vocabulary, ocr: bool = False) -> Iterator[Figure]:
    """The figures of a text, in order, with their signs; ranges ('10 tot 12 dagdelen') are one figure."""
    whole, places = joined(text)
    told = reckoned(whole)
    others = (one for one in _with_cents(whole, _figures(whole, words, ocr)) if not _within(one, told))
    for figure in (*told, *others) if told else others:
        start, end = figure.start, figure.end
        if figure.unit in ("euro", "%"):
            start, end = with_sign(whole, start, end, ocr)
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        yield figure._replace(start=start, end=end)


def _within(figure: Figure, told: list[Figure]) -> bool:
    return any(one.start < figure.end and figure.start < one.end for one in told)


def _with_cents(text: str, found: Iterable[Figure]) -> Iterator[Figure]:
    """The figures, of which euros and the cents behind them are one: 'honderd euro en vijftig cent'."""
    held: Figure | None = None
    for figure in found:
        if held and EUROS_AND.fullmatch(text, held.end, figure.start) and CENTS_BEHIND.match(text, figure.end):
            entity = "RATE" if "RATE" in (held.entity, figure.entity) else held.entity
            held = held._replace(entity=entity, end=figure.end, value=held.value + figure.value)
            continue
        if held:
            yield held
        held = figure
    if held:
        yield held


@lru_cache(maxsize=16)
def figures_of(text: str, ocr: bool) -> tuple[Figure, ...]:
    """The figures of a page; those of the last few are kept, since what a document tells is taken from them again."""
    return tuple(figures(text, vocabulary(), ocr))


def _figures(text: str, words: Vocabulary, ocr: bool) -> Iterator[Figure]:
    previous: Number | None = None
    last: Figure | None = None  # what the previous number was
    for number in numbers(text):
        figure = _alone(text, number, words, ocr)
        if previous and RANGE.fullmatch(text, previous.end, number.start):
            if figure and not last and figure.unit == "euro" and figure.sure <= 0.5 and previous.value < 1:
                figure = None  # 'een ratio tussen 0,95 en 1,05'
            elif figure and figure.entity == "COUNT" and text[number.end : number.end + 1] == "\t":
                figure = None  # '36-40 | Kilometers': weeks, in a cell by themselves
            elif not figure:
                figure = last_of_range(last, number, text[previous.end : number.start])
            elif not last and figure.unit == "%" and words.is_ordinal(text, previous.start):
                pass  # '40% na fase 3 en 25% na afloop'
            elif not last and figure.unit != "euro":
                if AND.search(text, previous.end, number.start):  # '168 en 96 uur': each by itself
                    yield figure._replace(start=previous.start, end=previous.end, value=previous.value)
                else:
                    figure = figure._replace(start=previous.start)
            elif not last and (previous.value >= 10 or MAGNITUDE_ENDS.search(text, number.start, number.end)):
                if MAGNITUDE_ENDS.search(text, number.start, number.end):
                    figure = figure._replace(start=previous.start)  # '3 à 4 mille'
                else:
                    yield figure._replace(start=previous.start, end=previous.end, value=previous.value)
        if previous and number.start - previous.end < LONGEST_LINK:
            if not figure and last:
                figure = next_rate(text, last, number, words) or also(text, previous, last, number, words)
            for other in compared(text, previous, last, number, figure, words):
                if other.start == number.start:
                    figure = other
                else:
                    yield other
        figure = figure or worded_price(text, last, number)
        if figure:
            yield figure
        previous, last = number, figure
    yield from portions(text)
    yield from ordinal_tiers(text)
