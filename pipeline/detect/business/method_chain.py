"""Weighs the sentences of a page together: what one is told to be counts for the next.

A linear chain over the sentences, and over the cells of a column (Lafferty, McCallum and Pereira, Conditional random
fields, ICML 2001): how likely each tells an approach, over all ways in which those above and below may do so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from woolak.pipeline.detect.business.method_evidence import Evidence
from woolak.pipeline.detect.business.method_units import Unit

__all__ = ["CLOSE", "LINKS", "SIGNS", "Step", "chained", "runs_of", "signs_of"]

CLOSE = ("sentence", "item", "cell")
"""Of one paragraph, of one list, of one cell."""
LINKS = (*CLOSE, "paragraph", "section", "column", "table")
SIGNS = ("they", "opens they", "you", "law", "municipality", "we", "receives", "product", "modal", "short", "long",
         "rare words", "reports", "question", "past", "depends", "judges")  # fmt: skip
"""What of a sentence says that it goes with the one above it, in its paragraph, list or cell, or does not."""


class Step(NamedTuple):
    """How heavily it counts that two that follow each other both tell an approach, that neither does, or that only the
    second does; that only the first does counts for nothing."""

    both: float
    neither: float
    begins: float


NO_STEP = Step(0.0, 0.0, 0.0)


def _link(above: Unit, unit: Unit) -> str | None:
    """How a unit follows on the one before it; None when it does not."""
    if above.kind == "cell" or unit.kind == "cell":
        if above.kind != unit.kind or above.group != unit.group:
            return None
        if above.block == unit.block:
            return "cell"
        return "column" if unit.column and above.column == unit.column else "table"
    if above.block == unit.block:
        return "sentence"
    if above.group == unit.group:
        return "item"
    return "paragraph" if above.head == unit.head else "section"


def runs_of(units: Sequence[Unit]) -> Iterator[list[tuple[int, str]]]:
    """Which units follow each other, each with its link to the one before it: sentences as they stand, then each table
    column by column."""
    prose = [at for at, unit in enumerate(units) if unit.kind != "cell"]
    cells = [at for at, unit in enumerate(units) if unit.kind == "cell"]
    cells.sort(key=lambda at: (units[at].group, units[at].column, at))
    run: list[tuple[int, str]] = []
    for at in (*prose, *cells):
        link = _link(units[run[-1][0]], units[at]) if run else ""
        if link is None:
            yield run
            run, link = [], ""
        run.append((at, link))
    if run:
        yield run


def signs_of(evidence: Evidence, link: str) -> dict[str, float]:
    """What counts for a step to a unit: how it follows, and what of it says that it goes on."""
    found = {link: 1.0}
    if link in CLOSE:
        found |= {f"goes on {name}": evidence[name] for name in SIGNS if name in evidence}
    return found


def _step(evidence: Evidence, link: str, links: Mapping[str, Step]) -> Step:
    both = neither = begins = 0.0
    for name, value in signs_of(evidence, link).items():
        weight = links.get(name, NO_STEP)
        both += value * weight.both
        neither += value * weight.neither
        begins += value * weight.begins
    return Step(both, neither, begins)


def _either(one: float, other: float) -> float:
    """The log of the sum of two numbers of which the logs are given."""
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))


def chained(
    units: Sequence[Unit], evidence: Sequence[Evidence], odds: Sequence[float], links: Mapping[str, Step]
) -> list[float]:
    """The log-odds of each unit, from its own and from those of all that it hangs together with."""
    found = list(odds)
    for run in runs_of(units):
        steps = [_step(evidence[at], link, links) for at, link in run[1:]]
        above = [0.0]
        for (at, _), step in zip(run, steps, strict=False):
            before = odds[at] + above[-1]
            above.append(_either(step.begins, before + step.both) - _either(step.neither, before))
        below = 0.0
        for place in range(len(run) - 1, -1, -1):
            at = run[place][0]
            found[at] = odds[at] + above[place] + below
            if place:
                step, behind = steps[place - 1], odds[at] + below
                below = _either(0.0, behind + step.both) - _either(step.neither, behind + step.begins)
    return found
