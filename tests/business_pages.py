"""Pages and documents for the tests of the business and passages recognizers, set as a word processor would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import spacy

from training.marked import CHAR_PT, LEFT_PT, LINE_PT, TYPE_PT, Marked, facts_of
from training.marked import marked as marked_in
from woolak.model import BoxPt, Document, Kind, Origin, Page, Word
from woolak.pipeline.detect import context
from woolak.pipeline.detect.business.recognize_method import MethodRecognizer
from woolak.rules.casefile import CaseFile

NLP = spacy.blank("nl")
PLAIN_SCORE = 0.5
"""The score from which the policy makes a passage of the municipality a box by itself."""


def artifacts(page: Page, document: Document | None = None, case: CaseFile | None = None) -> Any:
    """What Presidio hands to a recognizer, with the page, document and case on it."""
    context.register()
    doc = NLP.make_doc(page.text)
    doc._.page, doc._.document, doc._.case = page, document, case
    return SimpleNamespace(tokens=doc)


def grid(
    lines: Iterable[str | Sequence[tuple[float, str]]],
    page_index: int = 0,
    source: str = "text",
    tabs: bool = True,
    top_pt: float = 100.0,
) -> Page:
    """A page from lines: a string stands at the left margin, a list gives cells with their x in points."""
    text, words, y = "", [], top_pt
    for line in lines:
        cells = [(LEFT_PT, line)] if isinstance(line, str) else line
        for index, (x, cell) in enumerate(cells):
            text += ("\t" if tabs else " ") if index else ""
            for number, word in enumerate(cell.split(" ")):
                if number:
                    text += " "
                    x += CHAR_PT / 2
                words.append(Word(len(text), len(text) + len(word), BoxPt(x, y, x + CHAR_PT * len(word), y + TYPE_PT)))
                text += word
                x += CHAR_PT * len(word)
        text += "\n"
        y += LINE_PT
    return Page(page_index, 595.0, 842.0, text, tuple(words), source)  # type: ignore[arg-type]


def document(
    pages: Sequence[Page], kind: Kind = "offerte", origin: Origin = "third_party", internal: bool = False
) -> Document:
    return facts_of(pages, kind, origin, internal)


def marked(file: str, boxes: bool) -> list[Marked]:
    """The documents of a sample file beside the tests, with word boxes or as text alone."""
    return marked_in(Path(__file__).parent / file, boxes)


def approach_in(
    lines: Sequence[str | list[tuple[float, str]]], kind: Kind = "offerte", origin: Origin = "third_party"
) -> list[str]:
    """The passages on a company's approach that go of a page with these lines."""
    page = grid(lines)
    found = MethodRecognizer().analyze(page.text, ["METHOD"], artifacts(page, document([page], kind, origin)))
    return [page.text[one.start : one.end] for one in found if one.score >= PLAIN_SCORE]
