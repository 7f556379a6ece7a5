"""Figures that arithmetic tells: so many at a price make the amount, and amounts above a line make the one below it.

In a mail or a plain table these have no sign of a currency: '24 x 135  3.240', or a row of dashes and the sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from woolak.pipeline.detect.business.followers import Figure
from woolak.pipeline.detect.business.numerals import BARE_NUMBER, NUMBER_WORD, value_of_bare, value_of_words
from woolak.pipeline.detect.business.price_lists import listed_prices
from woolak.pipeline.detect.lines import line_around, line_end, line_start

__all__ = ["adds_up", "reckoned"]

SIGN = re.compile(r"\d[^\n]{0,12}[ ](?:[x×*]|à)[ ]?(?:€[ ]?)?\d|\d[x×*](?:€[ ]?)?\d")
TIMES = re.compile(
    rf"(?P<count>{BARE_NUMBER})[ ]?(?:[a-zà-ÿ]{{1,12}}\.?[ ])?(?:[x×*]|à)[ ]?(?:€[ ]?)?(?P<price>{BARE_NUMBER})"
    rf"(?:,-)?[ \t]*(?:[=:→][ \t]*)?(?:€[ ]?)?(?P<amount>{BARE_NUMBER})",
    re.IGNORECASE,
)
RULE = re.compile(r"^[ \t]*[-=_–—]{3,}[ \t]*\+?[ \t]*$", re.MULTILINE)
LAST = re.compile(rf"(?P<amount>{BARE_NUMBER})[ \t]*$")
_TERM = rf"(?:\d{{1,3}}[ ]?[x×*][ ]?)?(?:€[ ]?)?(?:{BARE_NUMBER})"
TERM = re.compile(rf"(?:(?P<sign>[+–−-])[ ]?)?(?:(?P<times>\d{{1,3}})[ ]?[x×*][ ]?)?(?:€[ ]?)?(?P<value>{BARE_NUMBER})")
TERMS = re.compile(rf"{_TERM}(?:[ ]?[+–−-][ ]?{_TERM}){{1,9}}[ ]?\Z")
RESULT = re.compile(
    rf"=[ ]?(?:€[ ]?)?(?P<amount>{BARE_NUMBER})"
    r"(?=[ ]*(?:[.,;:)](?!\d)|\n|\Z)|[ ](?:euro|ex|excl|incl|per|en|dus|voor|dat)\b)"
)
PER_TIME = re.compile(
    rf"(?P<price>{BARE_NUMBER})(?:[ \n]euro)?[ \n]per[ \n][a-zà-ÿ]+,?[ \n](?:[a-zà-ÿ]+[ \n]){{0,2}}?"
    rf"(?P<count>\d{{1,3}}|{NUMBER_WORD})[ \n][a-zà-ÿ]+[ \n](?:[a-zà-ÿ]+[ \n]|[:=][ \n])?"
    rf"(?:€[ ]?)?(?P<amount>{BARE_NUMBER})",
    re.IGNORECASE,
)
"""'6.400 per jaar, dus drie jaar 19.200'."""
LEAST_RESULT, LONGEST_SUM = 1000, 100
"""From which what a line of arithmetic comes to is money, and the characters before it."""
MOST_ROWS, LEAST_ROWS = 25, 2
LONGEST_ROW = 90
ROUNDING = Decimal("0.5")


def _times(text: str) -> Iterator[Figure]:
    """'24 x 135  3.240': a count, the price of one and the amount."""
    read = 0
    for sign in SIGN.finditer(text):
        if sign.start() < read:
            continue  # on a line that was read
        first, read = line_around(text, *sign.span())
        for match in TIMES.finditer(text, first, read):
            count, price, amount = (value_of_bare(match[name]) for name in ("count", "price", "amount"))
            if count and price and amount and abs(count * price - amount) < ROUNDING:
                yield Figure("COUNT", *match.span("count"), count, "x", 0.8)
                yield Figure("RATE", *match.span("price"), price, "euro", 0.8)
                yield Figure("AMOUNT", *match.span("amount"), amount, "euro", 0.8)


def _over_time(text: str) -> Iterator[Figure]:
    """What a price per year or piece comes to for so many of them."""
    for match in PER_TIME.finditer(text) if "per " in text else ():
        count = Decimal(match["count"]) if match["count"].isdigit() else value_of_words(match["count"])
        price, amount = value_of_bare(match["price"]), value_of_bare(match["amount"])
        if count and count > 1 and price and price * count == amount:
            yield Figure("RATE", *match.span("price"), price, "euro", 0.8)
            yield Figure("AMOUNT", *match.span("amount"), amount, "euro", 0.8)


def _last_of_line(text: str, start: int, end: int) -> Figure | None:
    match = LAST.search(text, start, end) if end - start < LONGEST_ROW else None
    return Figure("AMOUNT", *match.span("amount"), value_of_bare(match["amount"]), "euro", 0.8) if match else None


def _sums(text: str) -> Iterator[Figure]:
    """The amounts at the ends of the lines above a rule, when what stands below it is their sum."""
    for rule in RULE.finditer(text):
        below = line_end(text, rule.end()) + 1
        total = _last_of_line(text, below, line_end(text, below))
        if total is None or not total.value:
            continue
        rows: list[Figure] = []
        end = rule.start() - 1
        while end > 0 and len(rows) < MOST_ROWS:
            start = line_start(text, end)
            row = _last_of_line(text, start, end)
            if row is None:
                break
            rows.append(row)
            if len(rows) >= LEAST_ROWS and sum(one.value for one in rows) == total.value:
                yield from reversed(rows)
                yield total
                break
            end = start - 1


def _in_line(text: str) -> Iterator[Figure]:
    """The amounts that are added up in a sentence: '38.000 + 3 x 12.500 = 75.500'."""
    place = text.find("=")
    while place >= 0:
        result = RESULT.match(text, place)
        terms = TERMS.search(text, max(line_start(text, place), place - LONGEST_SUM), place) if result else None
        if result and terms and value_of_bare(result["amount"]) >= LEAST_RESULT:
            found = list(TERM.finditer(text, *terms.span()))
            if sum(map(_value, found)) == value_of_bare(result["amount"]):
                for one in found:
                    if one["times"]:
                        yield Figure("COUNT", *one.span("times"), Decimal(one["times"]), "x", 0.7)
                    yield Figure("AMOUNT", *one.span("value"), value_of_bare(one["value"]), "euro", 0.8)
                yield Figure("AMOUNT", *result.span("amount"), value_of_bare(result["amount"]), "euro", 0.8)
        place = text.find("=", place + 1)


def _value(term: re.Match[str]) -> Decimal:
    value = value_of_bare(term["value"]) * Decimal(term["times"] or 1)
    return -value if term["sign"] in ("-", "–", "−") else value


def adds_up(text: str, start: int, end: int) -> bool:
    """Whether an amount is one of those that are added up in a sentence."""
    near = text[max(0, start - LONGEST_SUM) : end + LONGEST_SUM]
    return "=" in near and any(one.start == start for one in _in_line(text))


def reckoned(text: str) -> list[Figure]:
    """The figures of a page that arithmetic or a list of prices tells, in order; on nearly every page none."""
    found: list[Figure] = []
    told = (*_times(text), *_sums(text), *_in_line(text), *_over_time(text), *listed_prices(text))
    for one in sorted(told, key=lambda one: (one.start, one.entity != "COUNT")):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found
