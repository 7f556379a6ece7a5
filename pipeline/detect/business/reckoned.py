"""Figures that arithmetic tells: so many at a price make the amount, and amounts above a line make the one below it;
and those that a list tells which is announced as one of prices.

In a mail or a plain table these have no sign of a currency: '24 x 135  3.240', or a row of dashes and the sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from woolak.pipeline.detect.business.followers import Figure
from woolak.pipeline.detect.business.numerals import value_of_digits
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.phrases import phrases

__all__ = ["reckoned"]

_NUMBER = r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d{1,2}|,-)?(?![\w,.]*\d)|(?<![\w.,])\d+(?:,\d{1,2}|,-)?(?![.,]?\d)"
SIGN = re.compile(r"\d[^\n]{0,12}[ ](?:[x×*]|à)[ ]?(?:€[ ]?)?\d|\d[x×*](?:€[ ]?)?\d")
TIMES = re.compile(
    rf"(?P<count>{_NUMBER})[ ]?(?:[a-zà-ÿ]{{1,12}}\.?[ ])?(?:[x×*]|à)[ ]?(?:€[ ]?)?(?P<price>{_NUMBER})"
    rf"(?:,-)?[ \t]*(?:[=:→][ \t]*)?(?:€[ ]?)?(?P<amount>{_NUMBER})",
    re.IGNORECASE,
)
PRICES = phrases(
    r"\b(?:(?:huur)?prijs|(?:huur)?prijzen|prijslijst|kosten|kostenopgave|tarief|tarieven|kost het|het kost|vergoeding)"
    r"[^\n:.;!?]{0,25}:[ ]?(?=\s)",
    ("prijs", "prijzen", "prijslijst", "kosten", "kostenopgave", "tarief", "tarieven", "huurprijs", "huurprijzen",
     "kost", "vergoeding"),
    re.IGNORECASE,
)  # fmt: skip
"""What announces a list of prices."""
PRICE = re.compile(
    rf"(?:(?P<rate>\b(?:à|per[ ][a-zà-ÿ]+))|[a-zà-ÿ)])[ ](?P<price>{_NUMBER})"
    r"(?=[ ]*(?:[,;)\n]|\.(?!\d)|$)|[ ](?:per|p\.p|pp|excl|incl|ex)\b)",
    re.IGNORECASE,
)
LIST_ENDS = re.compile(
    r"[.!?]\s+(?=[A-Z])(?!(?:Samen|Totaal|Dat|Alles|Alle|Bij|Per|Dus|Voor|Wij|We|Ik|De|Een)\b)|\n[ \t]*\n"
    r"|\n[^\n]*(?:@|\bgroet)|\b(?i:tel|telefoon|mobiel|kvk|iban|rekening)\b"
)
"""Where it ends: at a blank line, a signature, or a sentence that does not go on with it."""
NO_PRICE = re.compile(
    r"\b(?:kamer|zaal|lokaal|om|tot|vanaf|van|de|het|jaar|sinds|maximaal|capaciteit|personen|aantal|opkomst|leden|bezoekers)"
    r"[ ]\Z",
    re.IGNORECASE,
)
LONGEST_LIST, LEAST_PRICE = 600, 5
RULE = re.compile(r"^[ \t]*[-=_–—]{3,}[ \t]*\+?[ \t]*$", re.MULTILINE)
LAST = re.compile(rf"(?P<amount>{_NUMBER})[ \t]*$")
PER_UNIT = re.compile(r"[ ](?:per|p\.p|pp)\b", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_ROWS, LEAST_ROWS = 25, 2
LONGEST_ROW = 90
ROUNDING = Decimal("0.5")


def _value(text: str) -> Decimal:
    return value_of_digits(text.removesuffix(",-")) or Decimal(0)


def _times(text: str) -> Iterator[Figure]:
    """'24 x 135  3.240': a count, the price of one and the amount."""
    read = 0
    for sign in SIGN.finditer(text):
        if sign.start() < read:
            continue  # on a line that was read
        first, last = text.rfind("\n", 0, sign.start()) + 1, text.find("\n", sign.end())
        read = last if last >= 0 else len(text)
        for match in TIMES.finditer(text, first, read):
            count, price, amount = (_value(match[name]) for name in ("count", "price", "amount"))
            if count and price and amount and abs(count * price - amount) < ROUNDING:
                yield Figure("COUNT", *match.span("count"), count, "x", 0.8)
                yield Figure("RATE", *match.span("price"), price, "euro", 0.8)
                yield Figure("AMOUNT", *match.span("amount"), amount, "euro", 0.8)


def _last_of_line(text: str, start: int, end: int) -> Figure | None:
    match = LAST.search(text, start, end) if end - start < LONGEST_ROW else None
    return Figure("AMOUNT", *match.span("amount"), _value(match["amount"]), "euro", 0.8) if match else None


def _sums(text: str) -> Iterator[Figure]:
    """The amounts at the ends of the lines above a rule, when what stands below it is their sum."""
    for rule in RULE.finditer(text):
        below = text.find("\n", rule.end()) + 1
        last = text.find("\n", below)
        total = _last_of_line(text, below, last if last >= 0 else len(text)) if below else None
        if total is None or not total.value:
            continue
        rows: list[Figure] = []
        end = rule.start() - 1
        while end > 0 and len(rows) < MOST_ROWS:
            start = text.rfind("\n", 0, end) + 1
            row = _last_of_line(text, start, end)
            if row is None:
                break
            rows.append(row)
            if len(rows) >= LEAST_ROWS and sum(one.value for one in rows) == total.value:
                yield from reversed(rows)
                yield total
                break
            end = start - 1


def _listed(text: str) -> Iterator[Figure]:
    """The numbers without a sign in a list of prices: 'Prijzen: zaal, per dagdeel 520, u heeft er twee dus 1.040'."""
    for head in PRICES.finditer(text):
        ends = LIST_ENDS.search(text, head.end(), head.end() + LONGEST_LIST)
        for match in PRICE.finditer(text, head.end() - 1, ends.start() if ends else head.end() + LONGEST_LIST):
            start, value = match.start("price"), _value(match["price"])
            year = match["price"].isdigit() and FIRST_YEAR <= value <= LAST_YEAR
            small = value < LEAST_PRICE and "," not in match["price"]
            if small or year or NO_PRICE.search(text, max(0, start - 20), start):
                continue
            if not match["rate"] and vocabulary().is_ordinal(text, start):
                continue
            rate = match["rate"] or PER_UNIT.match(text, match.end("price"))
            yield Figure("RATE" if rate else "AMOUNT", *match.span("price"), value, "euro", 0.7)


def reckoned(text: str) -> list[Figure]:
    """The figures of a page that arithmetic tells, in order; on nearly every page none."""
    found: list[Figure] = []
    for one in sorted(
        (*_times(text), *_sums(text), *_listed(text)), key=lambda one: (one.start, one.entity != "COUNT")
    ):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found
