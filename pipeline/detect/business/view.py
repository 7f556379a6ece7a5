"""A page as the business recognizers look at it, worked out once and shared by them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from woolak.model import Document, Page
from woolak.pipeline.detect import context
from woolak.pipeline.detect.business.cells import rows_of
from woolak.pipeline.detect.business.columns import Column
from woolak.pipeline.detect.business.tables import Table, tables
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.passages.blocks import Block, Line, Span, blocks_of, lines_of, sentences_of
from woolak.pipeline.detect.passages.cues import CueHits, flat

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

    from woolak.rules.casefile import CaseFile

__all__ = ["PageView", "Role", "view_of"]

Role = Literal["company", "assignment", "municipality", "other_government"]
"""company: a company wrote it; assignment: an order to or agreement with a company; the rest is deliberation."""


@dataclass(frozen=True)
class PageView:
    text: str
    flat: str
    page: Page | None
    document: Document | None
    case: CaseFile | None
    lines: list[Line]
    blocks: list[Block]
    hits: CueHits
    tables: list[Table]
    role: Role
    kind: str
    sentence_starts: list[int] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)

    @property
    def ocr(self) -> bool:
        return self.page is not None and self.page.source == "ocr"

    def block_index(self, position: int) -> int:
        return max(0, bisect_right(self.blocks, position, key=lambda block: block.start) - 1)

    def sentence_at(self, position: int) -> Span:
        index = max(0, bisect_right(self.sentence_starts, position) - 1)
        return self.sentences[index] if self.sentences else Span(0, len(self.text))

    def heading_above(self, block_index: int) -> Block | None:
        for index in range(block_index - 1, -1, -1):
            if self.blocks[index].kind == "heading":
                return self.blocks[index]
        return None


def _role(document: Document | None, hits: CueHits) -> tuple[Role, str]:
    if document:
        facts = document.facts
        if facts.origin == "third_party":
            return "company", facts.kind
        if facts.kind in ("overeenkomst", "opdrachtbon"):
            return "assignment", facts.kind
        if facts.kind in ("offerte", "factuur") and facts.origin != "own":
            return "company", facts.kind
        return ("other_government" if facts.origin == "other_government" else "municipality"), facts.kind
    sums = hits.sums(0, len(hits.text))
    company, own = sums.get("of_company", 0.0), sums.get("of_municipality", 0.0)
    kind = "factuur" if "factuurnummer" in hits.text else "offerte" if company > own else "overig"
    return ("company" if company > own and company >= 0.7 else "municipality"), kind


_last: list[PageView] = []
_open: dict[tuple[int, int], tuple[Document, tuple[Column, ...]]] = {}
OPEN_KEPT = 64


def _carried(document: Document | None, page: Page | None) -> tuple[Column, ...]:
    """The columns of a cost table that the page before left open at its end."""
    if document is None or page is None or page.page_index == 0 or page.page_index > len(document.pages):
        return ()
    before = document.pages[page.page_index - 1]
    key = (id(document), before.page_index)
    if key not in _open or _open[key][0] is not document:
        rows = rows_of(before.text, lines_of(before.text, before), before.source == "ocr")
        _remember_open(document, before, tables(before.text, rows, _carried(document, before)))
    return _open[key][1]


def _remember_open(document: Document | None, page: Page | None, found: list[Table]) -> None:
    if document is None or page is None:
        return
    if len(_open) >= OPEN_KEPT:
        _open.clear()
    last = found[-1] if found else None
    columns = last.columns if last and last.open_at_end else ()
    _open[id(document), page.page_index] = (document, columns)


def view_of(text: str, artifacts: NlpArtifacts | None) -> PageView:
    """The view of a page; the last one is remembered, since the recognizers come one after another."""
    page, document = context.page_of(artifacts), context.document_of(artifacts)
    if _last:
        seen = _last[0]
        if seen.text == text and seen.page is page and seen.document is document:
            return seen
    lowered = flat(text)
    lines = lines_of(text, page)
    blocks = blocks_of(text, lines)
    hits = vocabulary().cues.find(lowered)
    rows = rows_of(text, lines, page is not None and page.source == "ocr")
    found = tables(text, rows, _carried(document, page))
    _remember_open(document, page, found)
    role, kind = _role(document, hits)
    sentences = [span for block in blocks for span in sentences_of(text, block.start, block.end)]
    view = PageView(
        text, lowered, page, document, context.case_of(artifacts), lines, blocks, hits, found, role, kind,
        [span.start for span in sentences], sentences,
    )  # fmt: skip
    _last[:] = [view]
    return view
