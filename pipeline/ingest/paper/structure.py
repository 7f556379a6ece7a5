"""The structure of HTML: paragraphs, lists, tables, emphasis; nothing that loads, runs or hides."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

__all__ = ["Structure", "printable", "structure_of"]

DROPPED = {"script", "style", "title", "template"}
UNSEEN_FIELDS = {"hidden", "password", "checkbox", "radio", "image", "file", "range", "color", "reset"}
"""Fields of a form that show no text."""
BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "center",
    "address",
    "form",
    "fieldset",
    "pre",
    "dl",
    "dt",
}
KEPT = {"ul", "ol", "li", "blockquote", "b", "strong", "i", "em", "u", "h1", "h2", "h3", "h4", "h5", "h6"}
DEEPEST = 40
"""Tags within tags that are kept: the typesetter calls itself for each."""
LONGEST_CELL = 1500
"""Characters; a table with a longer cell is there for its looks and is laid out as paragraphs."""


def printable(text: str) -> str:
    """The text without what has no width, and a space for what cannot be shown."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in "\n\t" else "" if unicodedata.category(c) == "Cf" else " " for c in text
    )


@dataclass(slots=True)
class Structure:
    """What is left of the HTML."""

    body: str
    hidden_texts: list[str] = field(default_factory=list)
    """Targets of links: what the page does not show."""
    outside: list[str] = field(default_factory=list)
    """Pictures elsewhere, which are not loaded."""
    shown: set[int] = field(default_factory=set)
    """Which pictures of the mail stand in it."""


def structure_of(html: str, pictures: list[str]) -> Structure:
    """The body as plain HTML; a picture of the mail itself becomes `<img src="its number in pictures">`."""
    reader = _Reader(pictures)
    reader.feed(html)
    reader.close()
    return Structure(reader.body(), reader.hidden, reader.outside, reader.shown)


@dataclass(slots=True)
class _Part:
    """Something being written: the body, or a cell; with the tags that are open in it."""

    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def finished(self) -> str:
        return "".join(self.out) + "".join(f"</{tag}>" for tag in reversed(self.open))

    def break_line(self) -> None:
        if self.out and not self.out[-1].endswith(("<br>", "<hr>")):
            self.out.append("<br>")


@dataclass(slots=True)
class _Table:
    rows: list[list[_Part]] = field(default_factory=list)
    holds_table: bool = False

    def html(self) -> str:
        cells = [[cell.finished() for cell in row] for row in self.rows]
        longest = max((len(cell) for row in cells for cell in row), default=0)
        if self.holds_table or longest > LONGEST_CELL or max((len(row) for row in cells), default=0) < 2:
            return "".join(f"{cell}<br>" for row in cells for cell in row if cell.strip())
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells if row)
        return f"<table>{rows}</table>"


class _Reader(HTMLParser):
    """Writes kept tags balanced; a table that holds a table, or one column, is laid out as paragraphs."""

    def __init__(self, pictures: list[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = pictures
        self.hidden: list[str] = []
        self.outside: list[str] = []
        self.shown: set[int] = set()
        self._dropping: list[str] = []
        self._body = _Part()
        self._tables: list[_Table] = []

    def body(self) -> str:
        while self._tables:
            self._end_table()
        return self._body.finished()

    @property
    def _part(self) -> _Part:
        """Where text goes now."""
        for table in reversed(self._tables):
            if table.rows and table.rows[-1]:
                return table.rows[-1][-1]
        return self._body

    def _depth(self) -> int:
        """How many tags are open around what is written now, through all tables."""
        cells = [table.rows[-1][-1] for table in self._tables if table.rows and table.rows[-1]]
        return len(self._body.open) + sum(len(cell.open) for cell in cells)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attributes}
        if tag in DROPPED:
            self._dropping.append(tag)
        if self._dropping:
            return
        part = self._part
        if tag in KEPT and self._depth() < DEEPEST:
            part.out.append(f"<{tag}>")
            part.open.append(tag)
        elif tag in BLOCKS:
            part.break_line()
        elif tag == "table":
            if len(self._tables) >= DEEPEST:
                return
            for table in self._tables:
                table.holds_table = True
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            if not self._tables[-1].rows:
                self._tables[-1].rows.append([])
            self._tables[-1].rows[-1].append(_Part())
        elif tag in ("br", "hr"):
            part.out.append(f"<{tag}>")
        elif tag == "a" and values.get("href"):
            self.hidden.append(values["href"])
        elif tag == "img":
            self._picture(values)
        elif tag == "input":
            self._field(values)

    def _field(self, values: dict[str, str]) -> None:
        """What is filled in in a form: text, or a box that is ticked."""
        what = values.get("type", "text").lower()
        if what in ("checkbox", "radio"):
            self._part.out.append("[x] " if "checked" in values else "[ ] ")
        elif what not in UNSEEN_FIELDS and values.get("value"):
            self._part.out.append(f" {escape(printable(values['value']))} ")

    def _picture(self, values: dict[str, str]) -> None:
        name = values.get("src", "").removeprefix("cid:")
        if name in self.pictures:
            number = self.pictures.index(name)
            self.shown.add(number)
            self._part.out.append(f'<img src="{number}">')
            return
        if name.startswith(("http:", "https:", "//", "file:", "ftp:")):
            self.outside.append(name)
        if values.get("alt"):
            self._part.out.append(escape(printable(values["alt"])))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._dropping:
            while self._dropping.pop() != tag:
                pass
        elif self._dropping:
            return
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in self._part.open:
            part = self._part
            while part.open:
                last = part.open.pop()
                part.out.append(f"</{last}>")
                if last == tag:
                    break
        elif tag in BLOCKS:
            self._part.break_line()

    def _end_table(self) -> None:
        html = self._tables.pop().html()
        self._part.break_line()
        self._part.out.append(html)

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._part.out.append(escape(printable(data)))
