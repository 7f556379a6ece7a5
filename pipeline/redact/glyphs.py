"""All glyphs of a page as columns: what is asked of each of them is asked of all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from woolak.pipeline.redact.scene import TextRun

__all__ = ["Glyphs"]

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]


class Glyphs:
    """The glyphs of the runs of a page, in the order of painting. Runs keep their glyphs; only `gone` changes."""

    def __init__(self, runs: Sequence[TextRun]) -> None:
        self.runs = runs
        counts = np.array([len(run.codes) for run in runs], int)
        self.starts: list[int] = [0, *np.cumsum(counts).tolist()]
        self.of = np.repeat(np.arange(len(runs)), counts)
        """Number of the run of each glyph."""
        self.at, self.advance = self._column(run.at for run in runs), self._column(run.advance for run in runs)
        self.matrices = np.array([run.to_page() for run in runs], np.float64).reshape(-1, 6)
        """Of each run, as are the others: from its own space to the page."""
        self.sizes, self.rises = np.array([(run.size, run.rise) for run in runs], np.float64).reshape(-1, 2).T
        self.shown: Truths = np.array([run.mode != 3 for run in runs], bool)
        """False for text that is there to be found only."""
        self.upright: Truths = np.array([run.upright() for run in runs], bool)
        """From left to right, letters standing up."""
        if len(self.of):
            ends = self.at + self.advance
            lows = np.minimum.reduceat(np.minimum(self.at, ends), self.starts[:-1]).tolist()
            highs = np.maximum.reduceat(np.maximum(self.at, ends), self.starts[:-1]).tolist()
            for run, low, high in zip(runs, lows, highs, strict=True):
                run.extent = low, high
        self.shift = np.zeros(len(self.of))
        """How far each glyph moves, along the line."""

    def __len__(self) -> int:
        return len(self.of)

    def _column(self, parts: Iterable[Iterable[float]]) -> Numbers:
        return np.fromiter(chain.from_iterable(parts), np.float64, self.starts[-1])

    def told(self, what: Callable[[TextRun], dict[int, Any]]) -> list[Any]:
        """What a table of each run's font says of every glyph's code."""
        found: list[Any] = []
        for run in self.runs:
            found += map(what(run).__getitem__, run.codes)
        return found

    def gone(self) -> Truths:
        """Which glyphs have been taken out by now."""
        made = np.zeros(len(self.of), bool)
        for start, run in zip(self.starts, self.runs, strict=False):
            if run.gone:
                made[np.fromiter(run.gone, int, len(run.gone)) + start] = True
        return made

    def bounds(self, number: NDArray[np.intp], x0: Numbers, y0: Numbers, x1: Numbers, y1: Numbers) -> list[Numbers]:
        """The bounds on the page (y up) of a rectangle of each of these glyphs, given in the space of its run."""
        a, b, c, d, e, f = self.matrices[self.of[number]].T
        xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
        ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
        return [np.minimum.reduce(xs), np.minimum.reduce(ys), np.maximum.reduce(xs), np.maximum.reduce(ys)]

    def quads(self, number: NDArray[np.intp]) -> list[Numbers]:
        """The boxes of glyphs as a reader sees them: the advance, from descender to ascender (page space)."""
        at, size, rise = self.at[number], self.sizes[self.of[number]], self.rises[self.of[number]]
        return self.bounds(number, at, rise - 0.22 * size, at + self.advance[number], rise + 0.95 * size)

    def hand_shifts(self) -> None:
        """Tell the runs how far their glyphs move."""
        moved = np.unique(self.of[np.flatnonzero(self.shift)])
        for number in moved.tolist():
            self.runs[number].shift = self.shift[self.starts[number] : self.starts[number + 1]].tolist()

    def place(self, number: int) -> tuple[TextRun, int]:
        """The run of a glyph, and its number there."""
        of = int(self.of[number])
        return self.runs[of], number - self.starts[of]
