"""The sentences of a page that can tell an opinion or an exchange: of paragraphs, list items, rows and table cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from woolak.pipeline.detect.business.method_cells import TextCell
from woolak.pipeline.detect.business.sections import Head
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Span, sentences_of
from woolak.pipeline.detect.passages.cues import CueHit, CueHits, CueSet, flat

__all__ = ["Sentence", "sentences_on"]

MIN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `span` are characters of `text`, which is the page's or, in a table, the cell's own."""

    text: str
    flat: str
    span: Span
    hits: tuple[CueHit, ...]
    """The cues and the words of fields in it."""
    head: Head
    group: int
    """Which paragraph, item, row or cell it is of."""
    kind: str
    """paragraph, item, row or cell"""
    place: int
    """Which sentence of its group it is, from 0."""
    siblings: int
    """How many sentences its group has."""
    cell: TextCell | None = None

    @property
    def words(self) -> str:
        return self.text[self.span.start : self.span.end]

    @property
    def lowered(self) -> str:
        return self.flat[self.span.start : self.span.end]

    def places(self, start: int, end: int) -> Iterator[Span]:
        """Where on the page stands what is at start:end of its text: a span per line of a cell."""
        if self.cell is None:
            yield Span(start, end)
        else:
            yield from self.cell.places(start, end)


def _spans(text: str, start: int, end: int) -> list[Span]:
    spans = sentences_of(text, start, end)
    return [span for span in spans if len(text[span.start : span.end].split()) >= MIN_WORDS]


def _found(
    text: str, lowered: str, spans: list[Span], hits: CueHits, head: Head, group: int, kind: str, cell: TextCell | None
) -> Iterator[Sentence]:
    for place, span in enumerate(spans):
        inside = tuple(hits.within(*span))
        yield Sentence(text, lowered, span, inside, head, group, kind, place, len(spans), cell)


def sentences_on(view: PageView, hits: CueHits, cues: CueSet) -> list[Sentence]:
    """The sentences of a page, cells behind the rest; very short ones and heads are left out. `hits` are the cues of
    the page; those of a cell are looked for in its own words."""
    heads, cells = view.heads, view.cells
    taken = {line for cell in cells for line in cell.lines}
    found: list[Sentence] = []
    for number, (block, head) in enumerate(zip(view.blocks, heads, strict=True)):
        if block.kind not in ("heading", "furniture") and not taken.intersection(range(*block.lines)):
            spans = _spans(view.text, block.start, block.end)
            found += _found(view.text, view.flat, spans, hits, head, number, block.kind, None)
    for number, cell in enumerate(cells, len(view.blocks)):
        text = cell.words(view.text)
        if spans := _spans(text, 0, len(text)):
            lowered, head = flat(text), heads[view.block_index(cell.parts[0].start)]
            found += _found(text, lowered, spans, cues.find(lowered), head, number, "cell", cell)
    return found
