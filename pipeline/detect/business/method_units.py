"""What of a page can tell an approach: its sentences and the text cells of its tables, each with the head above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from woolak.pipeline.detect.business.method_prose import is_label, names_part, prose_blocks
from woolak.pipeline.detect.business.method_staff import lists_names, only_names_staff
from woolak.pipeline.detect.business.sections import NO_HEAD, Head, is_address, is_repeated, repeated_lines
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import FURNITURE, Block, Span, sentences_of

__all__ = ["Unit", "is_priced", "units_of"]

CELL_WORDS, ITEM_WORDS = 3, 4
PLAIN_LEAD = 12
QUESTION_WORDS = 9


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a table cell with a span per line. `group` numbers the paragraph, list or table that it is of,
    `block` the paragraph or item."""

    parts: tuple[Span, ...]
    head: Head
    group: int
    block: int
    kind: str
    """paragraph, item or cell"""
    place: int
    """Which sentence of its block it is, from 0."""
    siblings: int
    """How many sentences its block has."""

    stays: bool = False
    """Whether it stays readable whatever is said of it: it only names a phase or who does it, or announces a list."""

    column: str = ""
    scored: bool = False
    """Of a cell: the head of its column, and whether a figure stands in its row."""

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    def words(self, text: str) -> str:
        return " ".join(text[part.start : part.end] for part in self.parts)


def is_priced(text: str, parts: Iterable[Span]) -> bool:
    """Whether a sentence names an amount: it is about the price, and the figure goes by itself."""
    return any(text.find("€", part.start, part.end) >= 0 for part in parts)


def _joins(view: PageView, above: Block | None, block: Block, head: Head, head_above: Head) -> bool:
    """Whether an item goes with the item above it, or with the line that announces the list."""
    if above is None or block.kind != "item" or head != head_above:
        return False
    return above.kind == "item" or view.text[above.end - 1] == ":"


def _stays(view: PageView, span: Span, block: Block, siblings: int, place: int) -> bool:
    words = view.text[span.start : span.end].split()
    if is_priced(view.text, [span]):
        return True
    if place == 0 and (is_label(view, span) or (siblings > 1 and names_part(view, span))):
        return True
    if only_names_staff(view, span) or lists_names(view.text[span.start : span.end]):
        return True
    if siblings == 1 and block.kind == "paragraph" and words[-1].endswith("?") and len(words) <= QUESTION_WORDS:
        return True  # a head in the form of a question
    announces = words[-1].endswith(":") and len(words) <= PLAIN_LEAD
    return announces or (block.kind == "item" and siblings == 1 and len(words) < ITEM_WORDS)


def units_of(view: PageView) -> Iterator[Unit]:
    """The units of a page, cells behind the sentences; heads, letterheads, addresses and price tables are left out."""
    heads, cells = view.heads, view.cells
    taken = frozenset(line for cell in cells for line in cell.lines)
    repeated = repeated_lines(view.document)
    above: Block | None = None
    head_above = NO_HEAD
    group = -1
    for number, (block, head) in enumerate(prose_blocks(view, heads, taken)):
        if block.kind not in ("paragraph", "item"):
            above = None
            continue
        group += not _joins(view, above, block, head, head_above)
        above, head_above = block, head
        spans = sentences_of(view.text, block.start, block.end)
        for place, span in enumerate(spans):
            yield Unit(
                (span,),
                head,
                group,
                number,
                block.kind,
                place,
                len(spans),
                _stays(view, span, block, len(spans), place),
            )
    for number, cell in enumerate(cells):
        words = cell.words(view.text)
        if len(words.split()) < CELL_WORDS or is_address(words) or FURNITURE.match(words):
            continue
        if any(is_repeated(view.text[view.lines[at].start : view.lines[at].end], repeated) for at in cell.lines):
            continue
        head = heads[view.block_index(cell.parts[0].start)]
        sentences = cell.sentences(view.text)
        for place, parts in enumerate(sentences):
            yield Unit(
                parts,
                head,
                10_000 + cell.table,
                10_000 + number,
                "cell",
                place,
                len(sentences),
                is_priced(view.text, parts) or lists_names(words),
                column=cell.column,
                scored=cell.scored,
            )
