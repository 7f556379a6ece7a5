"""Words and pieces of lines as they are found on a page, before they have a place in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from woolak.model import BoxPt
from woolak.pipeline.ingest.ruled import Divides

__all__ = ["CELL_GAP", "RawWord", "Row", "Strip", "glued", "split_at_gaps"]

# In ems (1 em = the size of the letters). A word space is about a quarter em, in justified text up to one em.
CELL_GAP = 0.9
SURE_CELL_GAP = 1.6
JUSTIFIED_GAP = 2.2
FEWEST_SPACED = 4
"""So many loose letters after each other are one word, set with spaces."""


class RawWord(NamedTuple):
    """A word with its place, before its place in the text is known."""

    text: str
    box_pt: BoxPt
    edges_pt: tuple[float, ...] = ()
    confidence: float = 1.0
    after_space: bool = False
    """Whether the file itself writes one space before it: in justified text that can be wide."""


@dataclass(slots=True, eq=False)
class Strip:
    """Words that follow each other on one baseline, without a gap that could be the border of a cell."""

    words: list[RawWord]
    baseline: float
    """y of the foot of the letters; for OCR with the skew of the page taken out."""
    size: float
    """Size of the letters, in points."""
    order: int
    """Place in the file's own order of writing; -1 when that says nothing (OCR)."""

    @property
    def x0(self) -> float:
        return self.words[0].box_pt.x0

    @property
    def x1(self) -> float:
        return self.words[-1].box_pt.x1

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


Row = list[Strip]
"""Strips on one baseline, from left to right."""


def _closed_up(words: Sequence[RawWord], size: float) -> Sequence[RawWord]:
    """The words, those set with spaces between their letters (J A N S E N) made whole."""
    if sum(len(word.text) == 1 for word in words) < FEWEST_SPACED:
        return words
    closed: list[RawWord] = []
    for single, group in groupby(words, key=lambda word: len(word.text) == 1 and word.text.isalpha()):
        run = list(group)
        gaps = [b.box_pt.x0 - a.box_pt.x1 for a, b in pairwise(run)]
        if not single or len(run) < FEWEST_SPACED or max(gaps) > 3 * size or min(gaps) > CELL_GAP * size:
            closed += run
            continue
        letters = [run[0]]
        for gap, word in zip(gaps, run[1:], strict=True):
            if gap > 1.7 * min(gaps) + 0.1 * size:
                closed.append(glued(letters)._replace(after_space=True))
                letters = []
            letters.append(word)
        closed.append(glued(letters)._replace(after_space=True))
    return closed


def glued(words: Sequence[RawWord]) -> RawWord:
    """One word of pieces that stand beside each other."""
    boxes = [word.box_pt for word in words]
    box = BoxPt(boxes[0].x0, min(b.y0 for b in boxes), boxes[-1].x1, max(b.y1 for b in boxes))
    whole = all(word.edges_pt for word in words)
    edges = (*(edge for word in words for edge in word.edges_pt[:-1]), words[-1].edges_pt[-1]) if whole else ()
    text = "".join(word.text for word in words)
    return RawWord(text, box, edges, min(word.confidence for word in words), words[0].after_space)


def split_at_gaps(
    words: Sequence[RawWord], baseline: float, size: float, order: int, divides: Divides | None = None
) -> list[Strip]:
    """The words of one line as strips: cut at a rule, and where the gap is clearly wider than its word space."""
    words = _closed_up(words, size)
    gaps = sorted(b.box_pt.x0 - a.box_pt.x1 for a, b in pairwise(words))
    usual = gaps[len(gaps) // 2] if len(gaps) > 3 else 0.0
    limit = min(max(CELL_GAP * size, 2.2 * usual), SURE_CELL_GAP * size)
    strips: list[Strip] = []
    current: list[RawWord] = []
    for word in words:
        justified = word.after_space and current and not current[-1].text.endswith(":")
        widest = max(limit, JUSTIFIED_GAP * size) if justified else limit
        if current and (
            not -size < word.box_pt.x0 - current[-1].box_pt.x1 <= widest
            or (divides and divides(current[-1].box_pt.x1, word.box_pt.x0, (word.box_pt.y0 + word.box_pt.y1) / 2))
        ):
            strips.append(Strip(current, baseline, size, order + len(strips) if order >= 0 else -1))
            current = []
        current.append(word)
    if current:
        strips.append(Strip(current, baseline, size, order + len(strips) if order >= 0 else -1))
    return strips
