"""A page as the business recognizers look at it, worked out once and shared by them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from woolak.model import Document, Page
from woolak.pipeline.detect import context
from woolak.pipeline.detect.business.cells import Row, rows_of, rows_on
from woolak.pipeline.detect.business.columns import Column
from woolak.pipeline.detect.business.method_cells import TextCell, text_cells
from woolak.pipeline.detect.business.parties import Mention, case_index
from woolak.pipeline.detect.business.roles import Role, reports_results, role_of
from woolak.pipeline.detect.business.sections import Head, heads_of
from woolak.pipeline.detect.business.senders import Senders, senders_of
from woolak.pipeline.detect.business.tables import Table, tables
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.memory import follow, remember
from woolak.pipeline.detect.passages.blocks import Block, Line, Span, blocks_of, lines_of, sentences_of
from woolak.pipeline.detect.passages.cues import CueHits, flat

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

    from woolak.rules.casefile import CaseFile

__all__ = ["PageView", "view_of"]


@dataclass(frozen=True)
class PageView:
    text: str
    flat: str
    page: Page | None
    document: Document | None
    case: CaseFile | None
    lines: list[Line]
    rows: list[Row]
    blocks: list[Block]
    hits: CueHits
    tables: list[Table]
    parties: list[Mention]
    """Mentions of the third parties of the case."""
    role: Role
    kind: str
    senders: Senders
    sentence_starts: list[int] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Weight per group of cues on the whole page."""
        return self.hits.sums(0, len(self.text))

    @cached_property
    def heads(self) -> list[Head]:
        """For each block the head that it stands under."""
        return heads_of(self.text, self.blocks, self.document, self.page)

    @cached_property
    def cells(self) -> tuple[TextCell, ...]:
        """The cells of the page's tables that hold text."""
        return tuple(text_cells(self.text, self.rows, self.tables))

    @property
    def ocr(self) -> bool:
        return self.page is not None and self.page.source == "ocr"

    def by_company(self, position: int) -> bool:
        """Whether a company wrote what stands here: the page, or the message of a mail thread."""
        sent = self.senders.by_company(position)
        return self.role == "company" if sent is None else sent

    def is_theirs(self, position: int) -> bool:
        """Whether a company's own words stand there, or an agreement with one; not its report of what it found."""
        return self.role == "assignment" or (self.by_company(position) and not reports_results(self.document))

    def column_of_party(self, position: int) -> str:
        """The head of the column of a third party in which something stands; empty elsewhere."""
        return next((head for table in self.tables if (head := table.of_party(position))), "")

    def names_in_request(self, words: str) -> bool:
        """Whether the request itself names it: then it is what the case is about."""
        name = rf"(?<!\w){re.escape(' '.join(words.split()))}(?!\w)"
        return self.case is not None and re.search(name, self.case.request.text) is not None

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


_last: list[PageView] = []


def _carried(document: Document | None, page: Page | None, case: CaseFile | None) -> tuple[Column, ...]:
    """The columns of a cost table that the page before left open at its end."""
    if document is None or page is None or not 0 < page.page_index < len(document.pages):
        return ()
    pages = document.pages

    def read(index: int, carried: tuple[Column, ...]) -> tuple[Column, ...]:
        before = pages[index]
        parties = case_index(case).find(before.text, before.source == "ocr")
        return _open_columns(tables(before.text, rows_on(before), carried, parties))

    return follow(document, "columns", page.page_index - 1, (), read)


def _open_columns(found: list[Table]) -> tuple[Column, ...]:
    return found[-1].columns if found and found[-1].open_at_end else ()


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
    case = context.case_of(artifacts)
    parties = case_index(case).find(text, page is not None and page.source == "ocr")
    found = tables(text, rows, _carried(document, page, case), parties)
    if document is not None and page is not None:
        remember(document, ("columns", page.page_index), _open_columns(found))
    role, kind = role_of(document, case, hits)
    sentences = [span for block in blocks for span in sentences_of(text, block.start, block.end)]
    view = PageView(
        text, lowered, page, document, case, lines, rows, blocks, hits, found, parties, role, kind,
        senders_of(text, page, document, case),
        [span.start for span in sentences], sentences,
    )  # fmt: skip
    _last[:] = [view]
    return view
