"""Which lines of a release are of which document.

With a file per document the name of the file tells. In one long file the titles of the list are looked for, in their
order, where a page or a heading begins; that is a good guess and no more, and findings say so.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from woolak.audit.cues import cue
from woolak.audit.listing import Listing, Row
from woolak.audit.reading import Line, ReadFile

__all__ = ["Span", "spans_of"]

HEAD_LINES, NEAR_LINES = 14, 3
"""Words of a title are looked for in so many lines with text; in the first few they count in full."""
STEM = 7
"""Words that begin with the same letters are the same word."""
FAR = 0.4
LEAST = 0.45
"""Part of a title's words that has to be found."""
_WORD = re.compile(r"[^\W\d_]{3,}|\d{4}")


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of one document within a file."""

    document: str
    first: int
    last: int
    """Numbers of lines, the last one included."""
    maybe: tuple[str, ...] = ()
    """Documents beside it in the list that were not found: they may lie within these lines too."""
    sure: bool = True
    """Told by the name of the file; else a guess."""


def _stems(text: str) -> list[str]:
    return [word.casefold()[:STEM] for word in _WORD.findall(cue("pseudonym").sub(" ", text))]


def _likeness(title: list[str], lines: Sequence[Line], place: int, weight: dict[str, float]) -> float:
    """0 to 1: how much of a title stands at the beginning of a document, or behind 'Betreft:'."""
    near: set[str] = set()
    far: set[str] = set()
    seen = 0
    for line in lines[place : place + 60]:
        if line.text.strip():
            (near if seen < NEAR_LINES or cue("subject").match(line.text) else far).update(_stems(line.text))
            seen += 1
        if seen == HEAD_LINES:
            break
    total = sum(weight[word] for word in title)
    found = sum(weight[word] * (1.0 if word in near else FAR if word in far else 0.0) for word in title)
    return found / total if total else 0.0


def _align(rows: Sequence[Row], lines: Sequence[Line], places: Sequence[int]) -> dict[int, int]:
    """Row -> place, in the order of both, with the greatest likeness in total."""
    titles = [_stems(row.title) for row in rows]
    common = Counter(word for title in titles for word in set(title))
    weight = {word: math.log(1 + len(rows) / count) for word, count in common.items()}
    best = [[0.0] * (len(places) + 1) for _ in range(len(rows) + 1)]
    chosen: dict[tuple[int, int], bool] = {}
    for i, title in enumerate(titles, 1):
        for j, place in enumerate(places, 1):
            skip = max(best[i - 1][j], best[i][j - 1])
            likeness = _likeness(title, lines, place, weight)
            take = best[i - 1][j - 1] + likeness - LEAST if likeness > LEAST else -1.0
            best[i][j] = max(skip, take)
            chosen[i, j] = take > skip
    found, i, j = {}, len(rows), len(places)
    while i and j:
        if chosen[i, j]:
            found[i - 1] = places[j - 1]
            i, j = i - 1, j - 1
        elif best[i - 1][j] >= best[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return found


def _within(file: ReadFile, listing: Listing) -> list[Span]:
    after = listing.last if listing.file == file.name else 0
    rows = [row for row in listing.rows if not row.refused]
    starts = [place for place, line in enumerate(file.lines) if line.begins and line.number > after]
    found = _align(rows, file.lines, starts)
    order = sorted(found)
    missing = [
        tuple(row.number for row in rows[first + 1 : last]) for first, last in pairwise([-1, *order, len(rows)])
    ]  # before the first document that was found, between each two, and after the last
    spans = []
    for place, index in enumerate(order):
        last = file.lines[found[order[place + 1]]].number - 1 if place + 1 < len(order) else file.lines[-1].number
        maybe = tuple(number for numbers in missing[place : place + 3] for number in numbers)
        spans.append(Span(rows[index].number, file.lines[found[index]].number, last, maybe, sure=False))
    return spans


def spans_of(file: ReadFile, listing: Listing | None) -> list[Span]:
    """The documents in a file, in order; none when the file is the letter, or nothing tells."""
    if not file.lines:
        return []
    if file.document:
        return [Span(file.document, 1, file.lines[-1].number)]
    return _within(file, listing) if listing else []
