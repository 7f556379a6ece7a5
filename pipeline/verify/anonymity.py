"""How much a gap tells: the number of common Dutch names that fit where a name stood (the anonymity set)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import pymupdf
from numpy.typing import NDArray

from woolak.model import BoxPt
from woolak.pipeline.verify.folding import tokens

__all__ = ["FEW", "Neighbours", "counts", "looks_like_a_name", "names_that_fit"]

FEW = 50
"""Fewer names than this, and a reader with a list of suspects may know who it was: a warning in review."""
EXACT_PT = 0.1
"""To how little a gap can be measured when it was not set to a step."""
BIN = 0.01
"""Of an em: how finely widths are counted."""
NEAR = 2.0
"""In ems: a letter further off than this stands in another column, and does not bound the gap."""
SPACE = 0.278


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The letters that are left on a page, by height (points, y down)."""

    characters: Sequence[str]
    y: NDArray[np.float64]
    advances: Callable[[slice], tuple[NDArray[np.float64], NDArray[np.float64]]]
    """Where the advances of some of them begin and end."""


@cache
def _advances() -> dict[str, float]:
    """Widths in ems of Helvetica's letters."""
    font = pymupdf.Font("helv")
    return {chr(code): font.glyph_advance(code) for code in range(32, 383)}


@cache
def counts() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How many names there are of each width in ems (Helvetica): single ones, and first names with a surname."""
    advance = _advances()

    def widths(file: str) -> NDArray[np.float64]:
        found, dutch = [], False
        for line in (resources.files("woolak.rules") / "lists" / file).read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                dutch = line.lower().startswith("## dutch") if line.startswith("##") else dutch
            elif dutch and line:
                found.append(sum([advance.get(character, 0.5) for character in line]))
        made: NDArray[np.float64] = np.bincount((np.array(found) / BIN).astype(int), minlength=2500)[:2500].astype(
            float
        )
        return made

    surnames, first = widths("surnames.txt"), widths("first_names.txt")
    both = np.convolve(first, surnames)
    space = int(SPACE / BIN)
    return surnames + first, np.concatenate([np.zeros(space), both])


def looks_like_a_name(text: str) -> bool:
    """Whether a redacted text is one that a list of suspects would name: a few words, no figures."""
    words = tokens(text)
    return 0 < len(words) <= 5 and text[:1].isalpha() and not any(c.isdigit() for c in text) and "@" not in text


def names_that_fit(
    box: BoxPt, text: str, letters: Neighbours, step_pt: float, others: Sequence[BoxPt] = ()
) -> int | None:
    """The size of the anonymity set; None when nothing beside the box bounds the gap.

    `others` are the boxes of other redactions: with one of them in the same gap, it holds more than this name.
    """
    line = slice(int(np.searchsorted(letters.y, box.y0)), int(np.searchsorted(letters.y, box.y1, "right")))
    (x0, x1), characters = letters.advances(line), letters.characters[line]
    ahead, behind = np.flatnonzero(x1 <= box.x0 + 1), np.flatnonzero(x0 >= box.x1 - 1)
    if not len(ahead) or not len(behind):
        return None
    before, after = int(ahead[np.argmax(x1[ahead])]), int(behind[np.argmin(x0[behind])])
    start, end = float(x1[before]), float(x0[after])
    em = _em(characters, (x1 - x0).tolist()) or (box.y1 - box.y0) / 1.3
    if box.x0 - start > NEAR * em or end - box.x1 > NEAR * em:
        return None
    gap = end - start
    stepped = step_pt > 0 and abs(gap / step_pt - round(gap / step_pt)) * step_pt < 0.25
    reach = step_pt / 2 if stepped else EXACT_PT / 2
    inner = gap - sum(SPACE * em for one in (before, after) if characters[one].isalnum())
    alone, both = _below()
    shared = any(
        one != box and one.y0 < (box.y0 + box.y1) / 2 < one.y1 and one.x0 >= start - 1 and one.x1 <= end + 1
        for one in others
    )
    among = alone if len(tokens(text)) == 1 and not shared else both
    low, high = (inner - reach) / em / BIN, (inner + reach) / em / BIN
    low, high = max(0.0, low), max(0.0, high)
    return round(_between(among, low, high))


@cache
def _below() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How many names there are below each width: whole numbers, of which sums are the same in whatever order."""
    alone, both = (np.concatenate([[0.0], np.cumsum(found)]) for found in counts())
    return alone, both


def _between(below_each: NDArray[np.float64], low: float, high: float) -> float:
    """Names in a range of bins, a part of a bin for a part of its names."""
    bins = len(below_each) - 1

    def below(place: float) -> float:
        whole = min(int(place), bins)
        rest = (below_each[whole + 1] - below_each[whole]) * (place - whole) if whole < bins else 0.0
        return float(below_each[whole] + rest)

    return below(high) - below(low)


def _em(characters: Sequence[str], widths: Sequence[float]) -> float | None:
    """The size of the letters, by how wide they are against Helvetica's: so the font need not be known."""
    advance = _advances()
    told = [(seen, advance[one]) for one, seen in zip(characters, widths, strict=True) if " " <= one <= "~"]
    known = sum(wide for _, wide in told)
    return sum(seen for seen, _ in told) / known if known > 0.5 else None
