"""Pages and documents for the tests of the business and passages recognizers, set as a word processor would."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import spacy
import yaml

from woolak.model import BoxPt, Document, DocumentFacts, Kind, Origin, Page, Word
from woolak.pipeline.detect import context
from woolak.rules.casefile import CaseFile

NLP = spacy.blank("nl")
LEFT_PT, RIGHT_PT, CHAR_PT, LINE_PT, TYPE_PT = 60.0, 535.0, 5.0, 14.0, 10.0


class Marked(NamedTuple):
    """A document of a sample file: its pages, and per page the spans that have to be found."""

    name: str
    set_: str
    document: Document
    case: CaseFile
    expected: tuple[tuple[int, int, int, str], ...]
    """page_index, start, end, label"""


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
    facts = DocumentFacts("stuk", None, kind, origin, internal)
    return Document("d1", "stuk.pdf", None, facts, tuple(pages))


def _set(paragraphs: Iterable[tuple[str, str]], boxes: bool) -> tuple[Page, list[tuple[int, int, str]]]:
    """One page of paragraphs (what, text with [[marks]]) and the marked spans in its text."""
    text, words, y = "", [], 80.0
    marks: list[tuple[int, int, str]] = []
    open_at: tuple[int, str] | None = None
    for what, content in paragraphs:
        height = 14.0 if what == "head" else TYPE_PT
        y += LINE_PT * (0.6 if what in ("head", "paragraph") else 0.0)
        for line in textwrap.wrap(content, 92, break_long_words=False):
            x = LEFT_PT
            for number, raw in enumerate(line.split(" ")):
                word = raw
                text += " " if number else ""
                while word.startswith("[["):
                    label, word = "", word[2:]
                    if ":" in word[:3] and word[0].isupper():
                        label, word = word[0], word[2:]
                    open_at = (len(text), label)
                closes = "]]" in word
                tail = word.split("]]")[1] if closes else ""
                word = word.split("]]")[0] if closes else word
                start = len(text)
                text += word
                if closes and open_at:
                    marks.append((open_at[0], len(text), open_at[1]))
                    open_at = None
                text += tail
                width = CHAR_PT * (height / TYPE_PT) * len(word + tail)
                words.append(Word(start, len(text), BoxPt(x, y, x + width, y + height)))
                x += width + 2.5
            text += "\n"
            y += LINE_PT
    return Page(0, 595.0, max(842.0, y + 60), text, tuple(words) if boxes else (), "text"), marks


def _paragraphs(source: str) -> Iterable[tuple[str, str]]:
    held = ""
    for line in [*source.split("\n"), ""]:
        if held and (not line.strip() or line.startswith(("# ", "## ", "- "))):
            yield ("item" if held.startswith("- ") else "paragraph"), held
            held = ""
        if line.startswith(("# ", "## ")):
            yield "head", line.lstrip("# ")
        elif line.strip():
            held = f"{held} {line}".strip() if held and not line.startswith("- ") else line
            if len(line) < 60 and not line.endswith((".", ":", "]]", ";", "?")):
                yield ("item" if held.startswith("- ") else "paragraph"), held
                held = ""


def marked(file: str, boxes: bool) -> list[Marked]:
    """The documents of a sample file beside the tests, with word boxes or as text alone."""
    data = yaml.safe_load((Path(__file__).parent / file).read_text(encoding="utf-8"))
    found = []
    for one in data["documents"]:
        page, marks = _set(_paragraphs(one["text"]), boxes)
        case = CaseFile.model_validate(
            {
                "municipality": {"name": "Zandwijk", "domain": "zandwijk.nl"},
                "request": {"text": one.get("request", "")},
                "out_of_scope_hint": one.get("hint", ""),
                "third_parties": [{"name": name} for name in one.get("parties", ())],
            }
        )
        doc = document([page], one["kind"], one["origin"], one.get("internal", False))
        expected = tuple((0, start, end, label) for start, end, label in marks)
        found.append(Marked(one["name"], one["set"], doc, case, expected))
    return found
