"""Two texts word by word: what is the same, and whether what differs means anything."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq, Levenshtein

from woolak.pipeline.relate.relationrules import RelationRules
from woolak.pipeline.relate.sketching import shingles

__all__ = ["Comparison", "Difference", "compare", "is_number", "place_in", "unlike"]

LONGEST = 60_000
"""Words of one stretch that are aligned at once; longer texts are cut where they agree."""
JOINED = 0.05
"""More than this share of the words of a text is not joined or parted otherwise in another."""


def is_number(word: str) -> bool:
    """Whether a word has no letters: a year, an amount, a date."""
    return word[0].isdigit() and (word.isdigit() or not any(map(str.isalpha, word)))


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that the texts do not share; one side may be empty."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    edge: bool
    """At the beginning or end of the text."""

    @property
    def words(self) -> int:
        return max(len(self.ours), len(self.theirs))

    @property
    def numbers(self) -> int:
        """Figures of ours that read otherwise in theirs, or are not there."""
        return sum((Counter(filter(is_number, self.ours)) - Counter(filter(is_number, self.theirs))).values())


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing two texts."""

    same: int
    """Words that both have, in order."""
    ours: int
    theirs: int
    differences: tuple[Difference, ...]

    @property
    def part(self) -> float:
        """The share of the longer text that is the same."""
        return self.same / max(1, self.ours, self.theirs)

    @property
    def part_of_ours(self) -> float:
        return self.same / max(1, self.ours)

    def within(self) -> Comparison:
        """Without what the other text says before and after: ours is only a part of it."""
        inside = tuple(one for one in self.differences if one.ours or not one.edge)
        around = sum(one.words for one in self.differences) - sum(one.words for one in inside)
        return Comparison(self.same, self.ours, self.theirs - around, inside)


def unlike(ours: Sequence[str], theirs: Sequence[str], shared: int, marked: bool, rules: RelationRules) -> bool:
    """Whether two texts, of which none was read by OCR, have so little in common that they are no doubles or versions.

    `shared` is how many words both have, in whatever order; `marked`: one of them says that it is a concept or a
    version, of which less has to be the same (see `judging.is_version`). Quick, and never true of what `compare` would
    find to be alike: no alignment has more words in order than the longest common subsequence, and that no more than
    are shared.
    """
    longest = max(len(ours), len(theirs))
    lost = longest - shared
    if lost <= rules.edge_added + (rules.gap_part + JOINED / 2) * longest:
        return False
    least = ((rules.version_part if marked else rules.version_part_unmarked) - JOINED) * longest
    return shared < least or LCSseq.similarity(ours, theirs, score_cutoff=math.ceil(least)) < least


def place_in(part: Sequence[str], whole: Sequence[str]) -> tuple[int, int]:
    """Where in a longer text the words of a shorter one stand closest together: start and end in words."""
    inside = np.flatnonzero(np.isin(shingles(whole), shingles(part)))
    if not len(inside):
        return 0, 0
    width = int(len(part) * 1.15) + 12
    last = np.searchsorted(inside, inside + width)
    best = int(np.argmax(last - np.arange(len(inside))))
    return int(inside[best]), min(len(whole), int(inside[last[best] - 1]) + 4)


def _stretches(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Edit operations; what both begin and end with is taken off first, which is most of what doubles have."""
    head = 0
    while head < min(len(ours), len(theirs)) and ours[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < min(len(ours), len(theirs)) - head and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    middle_ours, middle_theirs = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if head:
        yield "equal", 0, head, 0, head
    for at in range(0, max(len(middle_ours), len(middle_theirs)), LONGEST):
        mine, other = middle_ours[at : at + LONGEST], middle_theirs[at : at + LONGEST]
        for step in Levenshtein.opcodes(mine, other):
            a, b = (step.src_start, step.src_end), (step.dest_start, step.dest_end)
            yield step.tag, head + at + a[0], head + at + a[1], head + at + b[0], head + at + b[1]
    if tail:
        yield "equal", len(ours) - tail, len(ours), len(theirs) - tail, len(theirs)


def compare(ours: Sequence[str], theirs: Sequence[str], rules: RelationRules) -> Comparison:
    """Compare two texts as a whole. Words that were only joined or parted differently are the same."""
    same = 0
    differences: list[Difference] = []
    pending: list[tuple[int, int, int, int]] = []

    def close() -> None:
        nonlocal same
        if not pending:
            return
        a0, b0, a1, b1 = pending[0][0], pending[0][2], pending[-1][1], pending[-1][3]
        pending.clear()
        mine, other = tuple(ours[a0:a1]), tuple(theirs[b0:b1])
        if "".join(mine) == "".join(other):
            same += len(mine)
            return
        near_start = max(a0, b0) <= rules.edge_words
        near_end = max(len(ours) - a1, len(theirs) - b1) <= rules.edge_words
        differences.append(Difference(mine, other, near_start or near_end))

    for tag, a0, a1, b0, b1 in _stretches(ours, theirs):
        if tag == "equal":
            close()
            same += a1 - a0
        else:
            pending.append((a0, a1, b0, b1))
    close()
    return Comparison(same, len(ours), len(theirs), tuple(differences))
