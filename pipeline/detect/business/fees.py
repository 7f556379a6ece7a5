"""What citizens pay the municipality: the fees of its own price list, which are public."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.lines import line_around
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.reading import Model, read_rules

__all__ = ["fee_at"]

MOST = 1000
"""Euros: no fee of a citizen is higher, and most of what a firm asks in all is."""
MOST_ROWS = 25


class FeeCues(Model):
    """rules/cues/business_fees.yaml."""

    fees: tuple[str, ...]
    of_firm: tuple[str, ...]


class _Patterns(NamedTuple):
    fee: re.Pattern[str]
    firm: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_fees.yaml", FeeCues)
    return _Patterns(*(re.compile(rf"(?<!\w){any_of(one)}(?!\w)", re.IGNORECASE) for one in (cues.fees, cues.of_firm)))


def fee_at(view: PageView, start: int, value: float) -> str:
    """By which word an amount in the municipality's paper is a fee that citizens pay; empty when by none."""
    if value >= MOST or view.by_company(start):
        return ""
    first, last = _table_around(view.text, start) or view.sentence_at(start)
    seen = _patterns().fee.search(view.text, first, last)
    if not seen or _patterns().firm.search(view.text, first, last):
        return ""
    return "" if any(first <= mention.start < last for mention in view.parties) else seen[0]


def _table_around(text: str, start: int) -> tuple[int, int] | None:
    """The lines of cells around a place, with the line above them; None where it stands in no row."""
    first, last = line_around(text, start)
    if "\t" not in text[first:last]:
        return None
    for _ in range(MOST_ROWS):
        above = line_around(text, first - 1) if first else None
        if above is None or "\t" not in text[slice(*above)]:
            first = above[0] if above else first
            break
        first = above[0]
    for _ in range(MOST_ROWS):
        below = line_around(text, last + 1) if last + 1 < len(text) else None
        if below is None or "\t" not in text[slice(*below)]:
            break
        last = below[1]
    return first, last
