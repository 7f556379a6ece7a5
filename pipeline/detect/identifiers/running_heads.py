"""The number of a firm's own paper in the head or foot of its pages: 'Stichting Oever, SO24.118'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.identifiers.codes import code_at, is_strong
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["running_numbers"]

LINES = 2
"""From either end of a page that are its head or foot."""
FEWEST_PAGES = 2
OPENS = re.compile(r"(?:^|\t|, |\| |· |• | - | – )(?=[A-Z]{2,6}[-./ ]?\d)")
LETTERS = re.compile(r"[A-Z]{2,}")
CASE = re.compile(r"Z(?:AAK)?[-/ ]?\d")


def running_numbers(around: Surroundings) -> Iterator[Hit]:
    """On a page of a paper from outside: the codes in its head and foot that other pages have there too."""
    pages = around.document.pages if around.document is not None and around.origin == "third_party" else ()
    if len(pages) < FEWEST_PAGES:
        return
    here = list(_codes(around.text))
    if not here:
        return
    others = [{page.text[s:e] for s, e in _codes(page.text)} for page in pages]
    for start, end in here:
        if sum(around.text[start:end] in codes for codes in others) >= FEWEST_PAGES:
            yield Hit("REFERENCE", start, end, 0.85, "party_reference:running")


def _codes(text: str) -> Iterator[tuple[int, int]]:
    """The codes that stand by themselves in the first and last lines of a page."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    for first, last in dict.fromkeys((*spans[:LINES], *spans[-LINES:])):
        for opening in OPENS.finditer(text[first:last]):
            start = first + opening.end()
            end = code_at(text, start)
            code = text[start:end]
            alone = end == last or text[end : end + 1] in "\t,|" or text[end : end + 3] in (" - ", " – ", " | ")
            if alone and is_strong(code) and LETTERS.match(code) and not CASE.match(code):
                yield start, end
