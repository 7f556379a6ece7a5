"""Sets texts in which passages are marked as a word processor would, for training and for tests.

A file has `documents`, each with a name, kind, origin, parties and a text: `# ` a head, `- ` an item, `| a | b |` a row
of a table; `[[ ... ]]` has to be found, `[[X: ... ]]` with label X, `{{ ... }}` may be found or not (label `free`).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from woolak.model import BoxPt, Document, DocumentFacts, Kind, Origin, Page, Word
from woolak.rules.casefile import CaseFile

__all__ = ["CHAR_PT", "LEFT_PT", "LINE_PT", "TYPE_PT", "Marked", "facts_of", "marked"]

LEFT_PT, RIGHT_PT, CHAR_PT, LINE_PT, TYPE_PT = 60.0, 535.0, 5.0, 14.0, 10.0
COLUMNS = {2: (0.0, 0.32), 3: (0.0, 0.2, 0.68), 4: (0.0, 0.4, 0.6, 0.8)}
"""Where the columns of a table begin, as a share of the width."""
OPEN = re.compile(r"\[\[(?:([A-Z]):)?|\{\{")
CLOSE = re.compile(r"\]\]|\}\}")


class Marked(NamedTuple):
    """A document of a file: its pages, and the spans that have to be found."""

    name: str
    set_: str
    document: Document
    case: CaseFile
    expected: tuple[tuple[int, int, int, str], ...]
    """page_index, start, end, label"""


def facts_of(
    pages: Iterable[Page], kind: Kind = "offerte", origin: Origin = "third_party", internal: bool = False
) -> Document:
    return Document("d1", "stuk.pdf", None, DocumentFacts("stuk", None, kind, origin, internal), tuple(pages))


class _Setter:
    """A page in the making."""

    def __init__(self) -> None:
        self.text = ""
        self.words: list[Word] = []
        self.marks: list[tuple[int, int, str]] = []
        self.y = 80.0
        self._open: tuple[int, str] | None = None

    def piece(self, raw: str, x: float, height: float) -> float:
        """Set a word with the marks that begin or end in it. Returns the x behind it."""
        opened = OPEN.match(raw)
        if opened:
            self._open = (len(self.text), "free" if raw.startswith("{{") else opened.group(1) or "")
            raw = raw[opened.end() :]
        closed = CLOSE.search(raw)
        word = CLOSE.sub("", raw)
        start = len(self.text)
        self.text += word
        if closed and self._open:
            self.marks.append((self._open[0], start + closed.start(), self._open[1]))
            self._open = None
        width = CHAR_PT * (height / TYPE_PT) * len(word)
        if word:
            self.words.append(Word(start, len(self.text), BoxPt(x, self.y, x + width, self.y + height)))
        return x + width + CHAR_PT / 2

    def line(self, content: str, x: float, height: float = TYPE_PT) -> None:
        for number, word in enumerate(content.split(" ")):
            self.text += " " if number else ""
            x = self.piece(word, x, height)

    def end_line(self) -> None:
        self.text += "\n"
        self.y += LINE_PT

    def row(self, cells: list[str]) -> None:
        """The cells of a row, each wrapped in its column: their lines come interleaved, as in a PDF. A cell is marked
        as a whole or not at all; each of its lines is a span of its own."""
        shares = COLUMNS.get(len(cells)) or tuple(i / len(cells) for i in range(len(cells)))
        width = RIGHT_PT - LEFT_PT
        columns = []
        for cell, start, end in zip(cells, shares, (*shares[1:], 1.0), strict=True):
            opened = OPEN.match(cell)
            label = None if not opened else "free" if cell.startswith("{{") else opened.group(1) or ""
            content = CLOSE.sub("", OPEN.sub("", cell))
            lines = textwrap.wrap(content, max(8, int(width * (end - start) / CHAR_PT) - 2), break_long_words=False)
            columns.append((LEFT_PT + width * start, label, lines))
        for number in range(max(len(lines) for _, _, lines in columns)):
            between = ""
            for x, label, lines in columns:
                if number >= len(lines):
                    continue
                self.text += between
                between, start = "\t", len(self.text)
                self.line(lines[number], x)
                if label is not None:
                    self.marks.append((start, len(self.text), label))
            self.end_line()


def _set(paragraphs: Iterable[tuple[str, str]], boxes: bool) -> tuple[Page, list[tuple[int, int, str]]]:
    """One page of paragraphs (what, text with marks) and the marked spans in its text."""
    page = _Setter()
    for what, content in paragraphs:
        page.y += LINE_PT * (0.6 if what in ("head", "paragraph") else 0.0)
        if what == "row":
            page.row([cell.strip() for cell in content.strip("| ").split("|")])
            continue
        for line in textwrap.wrap(content, 92, break_long_words=False):
            page.line(line, LEFT_PT, height=14.0 if what == "head" else TYPE_PT)
            page.end_line()
    words = tuple(page.words) if boxes else ()
    return Page(0, 595.0, max(842.0, page.y + 60), page.text, words, "text"), sorted(page.marks)


def _paragraphs(source: str) -> Iterator[tuple[str, str]]:
    held = ""
    for line in [*source.split("\n"), ""]:
        if held and (not line.strip() or line.startswith(("# ", "## ", "### ", "- ", "| "))):
            yield ("item" if held.startswith("- ") else "paragraph"), held
            held = ""
        if line.startswith(("# ", "## ", "### ")):
            yield "head", line.lstrip("# ")
        elif line.startswith("| "):
            yield "row", line
        elif line.strip():
            held = f"{held} {line}".strip() if held and not line.startswith("- ") else line
            if len(line) < 60 and not line.endswith((".", ":", "]]", ";", "?", "}}")):
                yield ("item" if held.startswith("- ") else "paragraph"), held
                held = ""


def marked(path: Path, boxes: bool) -> list[Marked]:
    """The documents of a file, with word boxes or as text alone."""
    found = []
    for one in yaml.safe_load(path.read_text(encoding="utf-8"))["documents"]:
        page, marks = _set(_paragraphs(one["text"]), boxes)
        case = CaseFile.model_validate(
            {
                "municipality": {"name": "Zandwijk", "domain": "zandwijk.nl"},
                "request": {"text": one.get("request", "")},
                "out_of_scope_hint": one.get("hint", ""),
                "third_parties": [{"name": name} for name in one.get("parties", ())],
            }
        )
        doc = facts_of([page], one["kind"], one["origin"], one.get("internal", False))
        expected = tuple((0, start, end, label) for start, end, label in marks)
        found.append(Marked(one["name"], one.get("set", ""), doc, case, expected))
    return found
