"""Documents and cases for tests about names, and the marked texts of tests/names/ and tests/hard_negatives/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from woolak.model import Document, DocumentFacts, Finding, Kind, Page
from woolak.pipeline.detect import names
from woolak.pipeline.detect.names.hits import Around
from woolak.pipeline.detect.names.presidio import RECOGNIZERS
from woolak.pipeline.detect.names.register import Register
from woolak.pipeline.detect.names.sheet import sheet_of
from woolak.rules.casefile import CaseFile

MARK = re.compile(r"\[\[(.*?)\]\]|\(\((.*?)\)\)", re.S)


class Marked(NamedTuple):
    """A text without its marks, and the spans (start, end) that were marked."""

    text: str
    find: list[tuple[int, int]]
    keep: list[tuple[int, int]]


def unmarked(raw: str) -> Marked:
    raw = raw.replace("|", "\t")
    text, find, keep, at = "", list[tuple[int, int]](), list[tuple[int, int]](), 0
    for match in MARK.finditer(raw):
        text += raw[at : match.start()]
        spans, content = (find, match[1]) if match[1] is not None else (keep, match[2])
        spans.append((len(text), len(text) + len(content)))
        text += content
        at = match.end()
    return Marked(text + raw[at:], find, keep)


def document(
    *texts: str,
    id: str = "1",
    source: str = "document.pdf",
    ocr: bool = False,
    kind: Kind = "memo",
    hidden: Sequence[str] = (),
) -> Document:
    pages = tuple(Page(index, 595, 842, text, (), "ocr" if ocr else "text") for index, text in enumerate(texts))
    return Document(id, source, None, DocumentFacts("", None, kind, "own", False), pages, tuple(hidden))


def found(one: Document, case: CaseFile) -> list[Finding]:
    """What the recognizers of names give for a document, without the name model."""
    return [
        Finding(
            "PERSON", page.page_index, hit.start, hit.end, page.text[hit.start : hit.end], hit.score, kind.__name__,
            hit.evidence, hit.keep,
        )
        for page in one.pages
        for kind in RECOGNIZERS
        for hit in kind.search(sheet_of(page.text), Around(page, one, case))
    ]  # fmt: skip


def settled(documents: Iterable[Document], case: CaseFile | None = None) -> tuple[Register, dict[str, list[Finding]]]:
    """A whole case, by names alone: the register, and what is found in each document, by its id."""
    case = case or CaseFile()
    documents = list(documents)
    findings = {one.id: found(one, case) for one in documents}
    register = names.merge([names.collect(one, findings[one.id], case) for one in documents], case)
    return register, {one.id: names.spread(one, findings[one.id], register) for one in documents}


def going(findings: Iterable[Finding]) -> list[str]:
    """The texts of what may have to go."""
    return [finding.text for finding in findings if not finding.keep]


def kept(findings: Iterable[Finding]) -> dict[str, str]:
    """The texts of what stays readable, with the reason."""
    return {finding.text: finding.keep for finding in findings if finding.keep}
