"""What money the municipality keeps to itself before it buys or sells, and what it told or spends on its own people."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.lines import line_around, line_start
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.reading import Model, read_rules

__all__ = ["add_estimates", "is_granted", "is_secret", "position_of", "told_public"]

AS_SECRET, AS_ESTIMATE = 1.4, 0.8
MOST_ROWS = 30
ALONE = re.compile(
    r"[ ]*(?:€|EUR)?[ ]?[\d.,]+(?:,?[-–])?(?:[ ](?:miljoen|mln\.?|duizend))?(?:[ ]euro)?[ ]*", re.IGNORECASE
)
"""An amount that has a line to itself, where a table is read column by column."""
DIGIT = re.compile(r"\d")
ITEM = re.compile(r"[ \t>]*(?:\d{1,2}[.)]|[-–•*→a-h][.)]?)[ \t]")
"""Opens an item of a list."""
FAR = 140
"""Characters before an amount in which it is said to be expected."""
NEAR = 30
"""Characters before an amount in which it is said to be of own hours."""


class OwnMoneyCues(Model):
    """rules/cues/business_own_money.yaml."""

    public_papers: tuple[str, ...]
    public_words: tuple[str, ...]
    secret_matters: tuple[str, ...]
    secret_words: tuple[str, ...]
    own_hours: tuple[str, ...]
    behind_public: tuple[str, ...]
    granted: tuple[str, ...]
    income: tuple[str, ...]
    sold: tuple[str, ...]
    positions: tuple[str, ...]


class _Patterns(NamedTuple):
    told: re.Pattern[str]
    secret: re.Pattern[str]
    own_hours: re.Pattern[str]
    behind: re.Pattern[str]
    granted: re.Pattern[str]
    income: re.Pattern[str]
    """Before an amount that the municipality expects to receive: 'de opbrengst is geraamd op'."""
    sold: re.Pattern[str]
    position: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_own_money.yaml", OwnMoneyCues)
    papers, public = any_of(cues.public_papers), any_of(cues.public_words)
    told = rf"[^.;]{{0,40}}[.;,]\s(?:dat|dit|het)\s(?:\w+\s)?{papers}\sis\s(?:\w+\s)?{public}\b"
    kept = rf"(?:niet\s(?:\w+\s)?{public}|{any_of(cues.secret_words)})"
    secret = rf"\b{any_of(cues.secret_matters)}\b[^.:]{{0,110}}\b{kept}\b"
    own_hours = rf"\b{any_of(cues.own_hours)}\s(?:\w+\s)?uren\s?[:(]?[ ]?\Z"
    behind = rf"[ \n]{any_of(cues.behind_public)}(?!\w)"
    income = rf"\b{any_of(cues.income)}\b[^.;€]{{0,90}}\bgeraamd[ \n](?:op|is|wordt)[ \n](?:€[ ]?)?\Z"
    sold = rf"\b{any_of(cues.sold)}\b"
    position = rf"(?<!\w){any_of(cues.positions)}(?!\w)[^\n]*:[ ]*\Z"
    granted = rf"(?<!\w){any_of(cues.granted)}(?!\w)"
    patterns = (told, secret, own_hours, behind, granted, income, sold, position)
    return _Patterns(*(re.compile(one, re.IGNORECASE) for one in patterns))


def is_secret(text: str) -> bool:
    """Whether a page says that its estimates are not for everybody."""
    return _patterns().secret.search(text) is not None


def told_public(text: str, figure: Figure) -> str:
    """By which words an amount is public by itself: a report that may be read, hours of its own; empty when by none."""
    if _patterns().told.match(text, figure.end):
        return "openbaar"
    if behind := _patterns().behind.match(text, figure.end):
        return behind[0].strip()
    income = _patterns().income.search(text, max(0, figure.start - FAR), figure.start)
    if income and not is_secret(text) and not _patterns().sold.search(text, *income.span()):
        return income[0].split()[0]
    return "eigen uren" if _patterns().own_hours.search(text, max(0, figure.start - NEAR), figure.start) else ""


def is_granted(text: str, row: tuple[int, int]) -> bool:
    """Whether a row of a table tells of a grant."""
    return _patterns().granted.search(text, *row) is not None


def position_of(view: PageView, figure: Figure, told: float) -> str:
    """By which words a figure is part of what the municipality wants of a talk on money: those of the sentence when
    these weigh enough (`told`), or the line above the list in which it stands; empty when by none."""
    sentence = view.sentence_at(figure.start)
    if told >= AS_SECRET and figure.entity in ("PERCENTAGE", "DURATION"):
        return view.hits.seen(*sentence, "estimate")
    if view.weights.get("estimate", 0.0) < AS_SECRET:
        return ""
    text = view.text
    start = line_start(text, figure.start)
    for _ in range(MOST_ROWS):
        above = line_start(text, start - 1) if start else 0
        line = text[above : max(0, start - 1)]
        item = ITEM.match(text, start) is not None
        if not start or not (item or (line and line.rstrip()[-1:] not in ".;:!?")):
            return ""
        if item and (head := _patterns().position.search(line)):
            return head[0].rstrip(": ")
        start = above
    return ""


def add_estimates(view: PageView, weights: dict[str, float], start: int) -> None:
    """A column with the head 'Raming' speaks for the municipality's own estimate, plainly where those are secret."""
    text = view.text
    first, last = line_around(text, start)
    for _ in range(MOST_ROWS):
        line = text[first:last]
        if first == 0 or not ("\t" in line or ALONE.fullmatch(line)):
            return
        first, last = line_around(text, first - 1)
        if not DIGIT.search(text, first, last):
            break
    else:
        return
    if view.hits.sums(first, last).get("estimate", 0.0) >= AS_ESTIMATE:
        told = AS_SECRET if is_secret(text) else AS_ESTIMATE
        weights["estimate"] = weights.get("estimate", 0.0) + told
