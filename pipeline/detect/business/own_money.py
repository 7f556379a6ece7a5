"""What money the municipality keeps to itself before it buys or sells, and what it told or spends on its own people."""

from __future__ import annotations

import re

from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.view import PageView

__all__ = ["add_estimates", "is_secret", "told_public"]

TOLD = re.compile(
    r"[^.;]{0,40}[.;,][ \n](?:dat|dit|het)[ \n](?:\w+[ \n])?"
    r"(?:rapport|onderzoek|bedrag|besluit|stuk|raming)[ \n]is[ \n]"
    r"(?:\w+[ \n])?openbaar\b",
    re.IGNORECASE,
)
"""Behind an amount: 'dat rapport is openbaar'."""
SECRET = re.compile(
    r"\b(?:ramingen?|bedrag(?:en)?|grens|grenzen|kaders|bod)\b[^.:]{0,110}"
    r"\b(?:niet[ \n](?:\w+[ \n])?openbaar|geheim|vertrouwelijk|niet[ \n]bekend)\b",
    re.IGNORECASE,
)
"""Where the municipality says that its estimates are not for everybody."""
AS_SECRET, AS_ESTIMATE = 1.4, 0.8
MOST_ROWS = 30
ALONE = re.compile(
    r"[ ]*(?:€|EUR)?[ ]?[\d.,]+(?:,?[-–])?(?:[ ](?:miljoen|mln\.?|duizend))?(?:[ ]euro)?[ ]*", re.IGNORECASE
)
"""An amount that has a line to itself, where a table is read column by column."""
DIGIT = re.compile(r"\d")
OWN_HOURS = re.compile(r"\b(?:eigen|ambtelijke)[ \n](?:\w+[ \n])?uren[ \n]?[:(]?[ ]?\Z", re.IGNORECASE)
NEAR = 30
"""Characters before an amount in which it is said to be of own hours."""


def is_secret(text: str) -> bool:
    """Whether a page says that its estimates are not for everybody."""
    return SECRET.search(text) is not None


def told_public(text: str, figure: Figure) -> str:
    """By which words an amount is public by itself: a report that may be read, hours of its own; empty when by none."""
    if TOLD.match(text, figure.end):
        return "openbaar"
    return "eigen uren" if OWN_HOURS.search(text, max(0, figure.start - NEAR), figure.start) else ""


def add_estimates(view: PageView, weights: dict[str, float], start: int) -> None:
    """A column with the head 'Raming' speaks for the municipality's own estimate, plainly where those are secret."""
    text, first = view.text, view.text.rfind("\n", 0, start) + 1
    for _ in range(MOST_ROWS):
        line = text[first:].partition("\n")[0]
        if first == 0 or not ("\t" in line or ALONE.fullmatch(line)):
            return
        first = text.rfind("\n", 0, first - 1) + 1
        head = first, text.find("\n", first)
        if not DIGIT.search(text, *head):
            break
    else:
        return
    if view.hits.sums(*head).get("estimate", 0.0) >= AS_ESTIMATE:
        told = AS_SECRET if is_secret(text) else AS_ESTIMATE
        weights["estimate"] = weights.get("estimate", 0.0) + told
