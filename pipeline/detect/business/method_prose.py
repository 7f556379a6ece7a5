"""What of a page is prose, in which an approach can be told: no letterhead, no address, no foot of the page."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from woolak.pipeline.detect.business.method_cues import method_cues
from woolak.pipeline.detect.business.sections import Head, is_address, is_repeated, repeated_lines
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Block, Span

__all__ = ["is_label", "names_part", "prose_blocks"]

LABEL_WORDS, PART_WORDS = 9, 5
TIMED_LABEL = re.compile(r"\b\d{1,4}(?:[.,]5)? (?:uur|uren|dag|dagen|dagdelen|dagdeel|weken)\W*$")


def prose_blocks(
    view: PageView, heads: Sequence[Head], taken: Container[int] = frozenset()
) -> Iterator[tuple[Block, Head]]:
    """The blocks with their heads; a paragraph or item without the lines of a letterhead, an address or a page's foot
    that were read as part of it, and without those `taken` (indices): they are of a table."""
    repeated = repeated_lines(view.document)
    for block, head in zip(view.blocks, heads, strict=True):
        if block.kind not in ("paragraph", "item"):
            yield block, head
            continue
        start: int | None = None
        first = block.lines[0]
        for at in range(*block.lines):
            line = view.lines[at]
            words = view.text[line.start : line.end]
            if at in taken or is_repeated(words, repeated) or is_address(words):
                if start is not None:
                    yield replace(block, start=start, end=view.lines[at - 1].end, lines=(first, at)), head
                start = None
            elif start is None:
                start, first = line.start, at
        if start is not None:
            yield replace(block, start=start, lines=(first, block.lines[1])), head


def is_label(view: PageView, span: Span) -> bool:
    """Whether the first sentence of an item only names a phase with its hours, or a person with a function."""
    words = view.flat[span.start : span.end]
    if len(words.split()) > LABEL_WORDS:
        return False
    return bool(TIMED_LABEL.search(words)) or bool(method_cues().function_behind.search(words))


def names_part(view: PageView, span: Span) -> bool:
    """Whether a sentence only names a numbered part: 'Fase 2 Voorlopig ontwerp.'"""
    if len(view.flat[span.start : span.end].split()) > PART_WORDS:
        return False
    return method_cues().part.match(view.flat, span.start, span.end) is not None
