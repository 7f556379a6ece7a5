"""Builders for the values of the pipeline: pages from plain text, documents, findings, proposals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from woolak.model import BoxPt, Document, DocumentFacts, Finding, Kind, Origin, Page, Proposal, Word

CHARACTER_PT, LINE_PT = 6.0, 14.0


def page_of(text: str, page_index: int = 0) -> Page:
    """A page in a fixed-width type: character c of line l stands at (50 + 6 c, 50 + 14 l) points."""
    words, start_of_line = [], 0
    for row, line in enumerate(text.split("\n")):
        for match in re.finditer(r"\S+", line):
            x0, y0 = 50 + CHARACTER_PT * match.start(), 50 + LINE_PT * row
            edges = tuple(x0 + CHARACTER_PT * i for i in range(len(match[0]) + 1))
            box = BoxPt(x0, y0, edges[-1], y0 + 10)
            words.append(Word(start_of_line + match.start(), start_of_line + match.end(), box, edges))
        start_of_line += len(line) + 1
    return Page(page_index, 595.0, 842.0, text, tuple(words), "text")


def document_of(
    *texts: str,
    kind: Kind = "brief",
    origin: Origin = "own",
    internal: bool = False,
    source: str = "brief.pdf",
    hidden_texts: Sequence[str] = (),
) -> Document:
    facts = DocumentFacts("Een brief", None, kind, origin, internal)
    pages = tuple(page_of(text, index) for index, text in enumerate(texts))
    return Document("d1", source, None, facts, pages, tuple(hidden_texts))


def finding_of(document: Document, text: str, entity: str, *, score: float = 0.9, keep: str | None = None,
               evidence: str = "test", page_index: int = 0) -> Finding:  # fmt: skip
    start = document.pages[page_index].text.index(text)
    return Finding(entity, page_index, start, start + len(text), text, score, "Test", evidence, keep)


def proposal_of(document: Document, text: str, *grounds: str, entity: str = "PERSON", page_index: int = 0) -> Proposal:
    start = document.pages[page_index].text.index(text)
    return Proposal(page_index, start, start + len(text), text, (), grounds, "redact", entity, 0.9, "test")
