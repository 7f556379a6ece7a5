"""Finds the numbers of a text that may be figures, and the periods: not dates, times, codes or telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from woolak.pipeline.detect.business.numerals import NUMBER_WORD, value_of_digits, value_of_words
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.lines import stretches
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.phrases import words_of

__all__ = ["DATE", "MONEY_SHAPE", "Number", "joined", "numbers", "periods", "weeks"]

MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec)\b\.?"
)
DATE = (
    rf"(?:\d{{1,2}}[/–-]\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}|\d{{1,2}}(?:e|ste|de)?\s+{MONTH}(?:\s+(?:\d{{4}}|['’]\d\d))?"
    rf"|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)?\d{{2}}|{MONTH}\s+\d{{4}})"
)
CLOCK = (
    r"\d{1,2}[.:]\d{2}\s*(?:uur|u\b|h\b)|\d{1,2}[.:]\d{2}\s*(?:-|–|tot|t/m)\s*\d{1,2}[.:]\d{2}(?!\d)"
    r"|\d{1,2}:\d{2}(?!\d)"
)


def _no_figure(others: str = "") -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:(?=[\djfmasondJFMASOND])(?:{DATE}|{CLOCK})"
        r"|[1-9]\d{3}\s?(?-i:[A-Z]{2})\b)"  # postcode
        rf"|{others}(?:https?://|www\.)\S+"
        r"|[A-Za-z]{2}\d{2}\s?[A-Z]{4}[\d\s]{10,14}"  # account
        r"|(?<!\w)(?:(?<![€.,])(?:\+\d{2}|0\d{1,3})[ -]?(?:\d[ -]?){6,9}\d(?!\d)|\d{7,}\b"  # telephone, long codes
        r"|(?!EUR\d|k€)[A-Za-z]+[-_/.]?\d+[-_/.]\w+|(?!EUR|k€)[A-Za-z]{1,12}[-_]?\d[\w/-]*"  # codes
        r"|\d{1,4}[-/]\d{3,}\b"
        r"|\d+(?:\.\d{1,2}){2,}(?![\d,]))"  # 2.3.1
        r"|(?<=\t)(?:dagen|dag|dagdelen|dagdeel)\s\(\d{1,2}(?:,5)?\s(?:uur|uren)\)(?=[\t\n])",  # head of a column
        re.IGNORECASE,
    )


NO_FIGURE, NO_FIGURE_OR_MAIL = _no_figure(), _no_figure(r"\S*@\S+|")
"""Mail addresses are looked for at each character: only in a text that has one."""
DIGITS = (
    r"\d{1,3}(?:[.'’\u00a0]\d{3})+(?:[.,](?:\d{2}-(?![\w-])|\d{1,2}(?!\d)|[-–—=]{1,2}))?"  # 1.250,50  1.250,-
    r"|\d{1,3}(?:,\d{3})+\.\d{2}"  # 1,250.50
    r"|(?<=€)\s?\d{1,3}(?:[ \u00a0]\d{3})+(?:,(?:\d{2}|[-–—=]{1,2}))?"  # € 1 250,50
    r"|(?:(?<=€)\s?|(?<=EUR )|(?<=EUR))\d{1,3},\d{3,5}"  # € 0,425
    r"|0,\d{3,5}(?=[ \n](?:euro|EUR|per)\b)|(?<=\t)0,\d{3,5}(?=[\t\n]|\Z)"
    r"|\d+[.,][-–—=]{1,2}(?!\d)|\d*[½¼¾]|\d+(?:[.,]\d{1,2})?"  # 95,-  2½  95,50
)
FINE = re.compile(
    r"(?:0,\d{3,5}|\d{1,3},\d{4,5}"
    r"|\d{1,3},\d{3}"
    r"(?=[ \n]per[ \n](?:km|kilometer|kWh|kilowattuur|m3|m³|liter|vel|blad|afdruk|pagina|minuut|kg|kilo)\b))",
    re.IGNORECASE,
)
"""A price of a kilometre, a kilowatt hour, a sheet: in tenths of a cent. Else an English 'EUR 13,200' is meant."""
IN_DIGITS = re.compile(rf"(?:(?<![\w])|(?<=EUR)|(?<=eur))(?<!\d[.,])(?:{DIGITS})(?![\d])(?![.,]\d)")
IN_WORDS_BEGIN = re.compile(NUMBER_WORD)
IN_WORDS = re.compile(rf"(?<![\w-])(?P<words>{NUMBER_WORD})(?![\w-])", re.IGNORECASE)
MONEY_SHAPE = re.compile(
    r"(?:\d{1,3}(?:[.'’ \u00a0]\d{3})+|\d+)(?:,\d{2}|[.,][-–—=]{1,2})$"
    r"|\d{1,3}(?:,\d{3})+\.\d{2}$|\d{1,3}(?:\.\d{3})+\.\d{2}$"
)
MAGNITUDE = re.compile(r"\s?(k|mln|miljoen|mld|miljard|mille|duizend)\b\.?", re.IGNORECASE)
MILLIONS = re.compile(r"M\b(?=[ \n]?(?:euro|€|EUR)\b)|(?<=\d)M\b")
"""'1,2M euro'; with the sign before it too: '€ 1,2M'."""
WEEKS = re.compile(
    r"\b(?:week|weken|wk\.?)[ ]\d{1,2}(?:(?:[ ]?[-–][ ]?|[ ](?:t/m|tot en met|tot|en)[ ]|,[ ])\d{1,2}){1,5}"
    r"(?![\w.:/-]*\d)(?P<year>[ ](?:van[ ])?20\d\d(?!\w))?",
    re.IGNORECASE,
)
"""Weeks of the year in which something is done: 'week 12 - 14'; one week is a date."""
MOST_WEEKS = 53
# 'Een' counts where a half, a share of a week or how often is told: 'een halve dag', 'een dag per week'.
_ONE_UNIT = (
    r"(?:uur|dag|werkdag|dagdeel|ochtend|middag|avond|week|maand|sessie|bijeenkomst|halfuur|kwartier|halfjaar)(?![\w-])"
)
A_HALF = re.compile(
    r"(?<![\w-])(?:een|één)[ \n]hal(?:ve|f)(?=[ \n](?:uur|dag|werkdag|dagdeel|week|maand|jaar|fte|ochtend|middag)\b)"
    rf"|(?<![\w-])een[ \n](?:hele|volle)(?=[ \n]{_ONE_UNIT})|(?<=\bper[ \n]week[ \n])een(?=[ \n]{_ONE_UNIT})"
    rf"|(?<![\w-])een(?=[ \n]{_ONE_UNIT}[ \n]per[ \n](?!kilo|saldo|abuis|ongeluk)\w+)"
    rf"|(?<=\bkeer[ \n])een(?=[ \n]{_ONE_UNIT})|(?<=\bmaal[ \n])een(?=[ \n]{_ONE_UNIT})"
    r"|(?<![\w-])een(?=[ \n](?:dag|werkdag|week|maand|halfjaar)[ \n](?:na|nadat)[ \n])"
    rf"|(?<=\bduurt[ \n])een(?=[ \n]{_ONE_UNIT})|(?<=\bduren[ \n])een(?=[ \n]{_ONE_UNIT})"
    rf"|(?<=elijks[ \n])een(?=[ \n]{_ONE_UNIT})|(?<![\w-])een(?=[ \n](?:ton|halfuur|kwartier)(?![\w-]))",
    re.IGNORECASE,
)
ONE = re.compile(r"[eEé](?<!\w.)[eé]n[ \n]")
# A period is found from its last date backwards, since dates are rare and words are not.
LAST_DATE = re.compile(rf"(?<!\w)(?=[\djfmasondJFMASOND]){DATE}", re.IGNORECASE)
FIRST_DATE = re.compile(
    rf"(?<!\w)(?P<first>{DATE}|\d{{1,2}}|{MONTH})\s*(?P<link>tot\s+en\s+met|t/m|tot|–|-|en)\s*(?:uiterlijk\s+|eind\s+|medio\s+)?$",
    re.IGNORECASE,
)
LONGEST_FIRST = 50
DIGITS_ALONE = re.compile(r"\d+")
DIGITS_RUN = re.compile(r"\d[\d.,]*")
BESIDE_DIGITS = 25
PERIOD_BEFORE = re.compile(
    r"\b(?:van|vanaf|periode|tussen|gedurende|looptijd|per)\s*:?\s+(?:de\s+periode\s+)?(?:van\s+|eind\s+|medio\s+)?$",
    re.IGNORECASE,
)
BROKEN = re.compile(r"\u00ad\s*|(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])")
# 'een' is an article more often than a number.
NO_NUMBER = frozenset({"een"})


class Number(NamedTuple):
    """A number as it stands in the text; `value` in units (euro, hours, per cent)."""

    start: int
    end: int
    value: Decimal
    in_words: bool


def _read(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if match.re is A_HALF:
        return Number(start, end, Decimal("0.5") if "hal" in match[0].lower() else Decimal(1), True)
    if match.lastgroup == "words":
        value = None if match.group().lower() in NO_NUMBER else value_of_words(match.group())
        return Number(start, end, value, True) if value is not None else None
    start += len(match.group()) - len(match.group().lstrip())
    if (fine := FINE.match(text, start)) and fine.end() == end:
        return Number(start, end, Decimal(text[start:end].replace(",", ".")), False)
    magnitude = None if text[end - 1] in "-–—=" else MAGNITUDE.match(text, end)
    if not magnitude and (millions := MILLIONS.match(text, end)):
        return Number(start, millions.end(), value_of_digits(text[start:end], "mln") or Decimal(0), False)
    value = value_of_digits(text[start:end], magnitude.group(1) if magnitude else "")
    return Number(start, magnitude.end(1) if magnitude else end, value, False) if value is not None else None


@lru_cache(maxsize=16)
def _near_digits(text: str) -> tuple[tuple[int, int], ...]:
    """The parts of a text with digits and what stands beside them: the rest need not be searched for dates."""
    return tuple(stretches((run.span() for run in DIGITS_RUN.finditer(text)), BESIDE_DIGITS, BESIDE_DIGITS))


def _in_digits(text: str) -> Iterator[re.Match[str]]:
    """The numbers in digits: one begins where digits do, or at the space between them and a euro sign."""
    end = 0
    for digits in DIGITS_ALONE.finditer(text):
        start = digits.start()
        if start < end:
            continue
        behind_sign = IN_DIGITS.match(text, start - 1) if text[max(0, start - 2) : start - 1] == "€" else None
        if match := behind_sign or IN_DIGITS.match(text, start):
            end = match.end()
            yield match


@lru_cache(maxsize=65536)
def _begins_number(word: str) -> bool:
    return bool(IN_WORDS_BEGIN.match(word))


def _in_words(text: str) -> Iterator[re.Match[str]]:
    """The numbers in words; on a page with none but 'een' there is nothing to look for."""
    begins = {word for word in words_of(text) if _begins_number(word)}
    if begins <= NO_NUMBER:
        return
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals become two characters
        yield from IN_WORDS.finditer(text)
        return
    end = 0
    for place in sorted(place for word in begins for place in _places(lowered, word)):
        if place >= end and (match := IN_WORDS.match(text, place)):
            end = match.end()
            yield match


def _one_or_half(text: str) -> Iterator[re.Match[str]]:
    """Where 'een' counts."""
    for one in ONE.finditer(text):
        if match := A_HALF.match(text, one.start()):
            yield match


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


@lru_cache(maxsize=16)
def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text that may be figures, in order; those of the last few pages are kept, since a page is asked
    for them by each search for figures."""
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    no_figure = NO_FIGURE_OR_MAIL if "@" in text else NO_FIGURE
    blocked = [match.span() for part in _near_digits(text) for match in no_figure.finditer(text, *part)]
    at = end = 0
    for match in sorted((*_in_digits(text), *_in_words(text), *_one_or_half(text)), key=re.Match.start):
        while at < len(blocked) and blocked[at][1] <= match.start():
            at += 1
        if at < len(blocked) and blocked[at][0] < match.end():
            continue
        number = _read(text, match) if match.start() >= end else None  # of '3 duizend' the last word is no number more
        if number:
            end = number.end
            yield number


def periods(text: str) -> Iterator[Span]:
    """Periods with a begin and an end: '1 juli t/m 31 december 2017'."""
    dates = (match for part in _near_digits(text) for match in LAST_DATE.finditer(text, *part))
    for last in dates:
        first = FIRST_DATE.search(text, max(0, last.start() - LONGEST_FIRST), last.start())
        if not first:
            continue
        named = PERIOD_BEFORE.search(text, max(0, first.start() - 40), first.start())
        if named or not first.group("first").isdigit():
            if first.group("link").lower() == "en" and not (named and "tussen" in named.group().lower()):
                continue  # two dates, no period
            yield Span(first.start(), last.end())


def weeks(text: str) -> Iterator[Span]:
    """The weeks of the year in which something is done: 'week 12 - 14'; and how long it takes where the label has the
    unit: 'Doorlooptijd in weken: 22'."""
    for match in vocabulary().labelled_stretch.finditer(text):
        yield Span(*match.span("number"))
    for match in WEEKS.finditer(text):
        if all(
            0 < int(number) <= MOST_WEEKS for number in DIGITS_ALONE.findall(match[0].removesuffix(match["year"] or ""))
        ):
            yield Span(*match.span())


def joined(text: str) -> tuple[str, list[int] | None]:
    """The text with words that are broken over two lines made whole, and where each character stood."""
    if "\u00ad" not in text and "-\n" not in text:
        return text, None
    places: list[int] = []
    at = 0
    for cut in BROKEN.finditer(text):
        places += range(at, cut.start())
        at = cut.end()
    places += range(at, len(text))
    return "".join([text[place] for place in places]), places
