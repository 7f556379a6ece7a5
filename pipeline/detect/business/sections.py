"""Under which head a paragraph stands, also when the head is on an earlier page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from woolak.model import Document, Page
from woolak.pipeline.detect.business.method_cues import HeadKind, method_cues
from woolak.pipeline.detect.passages.blocks import Block, blocks_of, lines_of

__all__ = ["Head", "heads_of", "repeated_lines"]

UNKNOWN_LEVEL = 9


class Head(NamedTuple):
    """The head that counts for a block: what it announces, how strongly (1 said, less inherited), its words."""

    kind: HeadKind
    strength: float
    words: str
    level: int


NO_HEAD = Head("", 0.0, "", 0)


def _bare(words: str) -> str:
    return re.sub(r"[\d\s]+", " ", words).strip().lower()


class _Memory:
    """What was worked out of the document at hand: one document at a time."""

    document: Document | None = None
    repeated: frozenset[str] = frozenset()
    open_heads: dict[int, tuple[Head, ...]]

    def of(self, document: Document) -> _Memory:
        if self.document is not document:
            self.document, self.repeated, self.open_heads = document, _repeated(document), {}
        return self


_memory = _Memory()


def _repeated(document: Document) -> frozenset[str]:
    """Lines that stand at the top or foot of several pages: no heads, but the document's furniture."""
    seen: Counter[str] = Counter()
    for page in document.pages:
        lines = [line for line in page.text.split("\n") if line.strip()]
        seen.update({_bare(line) for line in (*lines[:4], *lines[-4:]) if len(line) < 90})
    least = 2 if len(document.pages) < 6 else 3
    return frozenset(line for line, times in seen.items() if times >= least and line)


def repeated_lines(document: Document | None) -> frozenset[str]:
    return _memory.of(document).repeated if document else frozenset()


def _walk(
    text: str, blocks: Sequence[Block], stack: tuple[Head, ...], repeated: frozenset[str]
) -> tuple[list[Head], tuple[Head, ...]]:
    """The head of each block, and the heads that stay open at the end; the stack's last one counts."""
    cues = method_cues()
    heads: list[Head] = []
    for block in blocks:
        words = text[block.start : block.end]
        if block.kind == "heading" and _bare(words) not in repeated:
            kind = cues.head_kind(words)
            last = stack[-1] if stack else NO_HEAD
            parents = tuple(head for head in stack if head.level < block.level)
            if kind:
                head = Head(kind, 1.0, words, block.level)
            else:
                # a head that says nothing goes with the one above it, or, when no level tells, with the one before
                source = parents[-1] if parents else last if block.level == UNKNOWN_LEVEL else NO_HEAD
                head = Head(source.kind, source.strength * cues.rules.inherited, words, block.level)
            stack = (*parents, head)
        heads.append(stack[-1] if stack else NO_HEAD)
    return heads, stack


def _open_heads(document: Document, page_index: int) -> tuple[Head, ...]:
    """The heads that are open at the end of a page."""
    memory = _memory.of(document)
    for index in range(page_index + 1):
        if index not in memory.open_heads:
            page = document.pages[index]
            blocks = blocks_of(page.text, lines_of(page.text, page))
            before = memory.open_heads.get(index - 1, ())
            memory.open_heads[index] = _walk(page.text, blocks, before, memory.repeated)[1]
    return memory.open_heads.get(page_index, ())


def heads_of(text: str, blocks: Sequence[Block], document: Document | None, page: Page | None) -> list[Head]:
    """For each block of a page the head that it stands under."""
    before: tuple[Head, ...] = ()
    repeated: frozenset[str] = frozenset()
    if document and page and page.page_index < len(document.pages):
        repeated = repeated_lines(document)
        before = _open_heads(document, page.page_index - 1) if page.page_index else ()
    heads, after = _walk(text, blocks, before, repeated)
    if document and page:
        _memory.of(document).open_heads[page.page_index] = after
    return heads
