"""What an office document holds and its printed pages do not: a table wider than the paper, a text beside the slide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pymupdf

from woolak.pipeline.ingest.office.hidden import is_vanished
from woolak.pipeline.ingest.office.package import Package
from woolak.pipeline.ingest.received import Section

__all__ = ["off_paper"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PARTS = r"word/(?:document|footnotes|endnotes)\.xml|ppt/slides/slide\d+\.xml"
SHORTEST = 3
"""Letters; a shorter word may be a number that is counted anew when it is printed."""
BETWEEN = {f"{W}tab", f"{W}br", f"{W}cr", f"{A}br"}
ELSEWHERE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{MC}Fallback", f"{A}fld"}
"""What is told with the changes, stands there twice, or is written anew when it is printed."""
WORD = re.compile(r"[0-9a-z]+")
NO_LETTER = re.compile(r"[^0-9a-z]+")


def off_paper(package: Package, pdf: bytes) -> list[Section]:
    """The paragraphs of which a word stands on no page, as a section for the reviewer; none when all are there."""
    texts = [text for name in package.names(PARTS) for text in _paragraphs(package.xml(name))]
    if not texts:
        return []
    with pymupdf.open(stream=pdf) as document:
        blocks = [block[4] for page in document for block in page.get_text("blocks")]
    printed = NO_LETTER.sub("", _plain(" ".join(blocks)))
    missing = tuple(" ".join(text.split()) for text in texts if _lost(text, printed))
    return [Section("off_paper", missing)] if missing else []


def _plain(text: str) -> str:
    """Letters as they are compared: without accents, ligatures or capitals."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def _lost(text: str, printed: str) -> bool:
    return any(len(word) >= SHORTEST and word not in printed for word in WORD.findall(_plain(text)))


def _paragraphs(root: Any) -> Iterator[str]:
    """The text of each paragraph that should be printed, of those within it apart."""
    for paragraph in root.iter(f"{W}p", f"{A}p") if root is not None else ():
        if any(above.tag in ELSEWHERE for above in paragraph.iterancestors()):
            continue
        text = "".join(_pieces(paragraph))
        if text.strip():
            yield text


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in (f"{W}t", f"{A}t"):
            yield child.text or ""
        elif child.tag in BETWEEN:
            yield " "
        elif child.tag not in ELSEWHERE and child.tag not in (f"{W}p", f"{A}p") and not _is_unseen(child):
            yield from _pieces(child)


def _is_unseen(element: Any) -> bool:
    """Hidden text, which has a section of its own, or the hint in a field that nobody filled in."""
    if element.tag == f"{W}sdt":
        return element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    return bool(element.tag == f"{W}r") and is_vanished(element)
