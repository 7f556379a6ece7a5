"""The structure of a mail written in HTML: paragraphs, lists, tables, emphasis; nothing that loads, runs or hides."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

__all__ = ["Structure", "structure_of"]

DROPPED = {"script", "style", "head", "title", "object", "template", "noscript", "svg"}
BLOCKS = {"p", "div", "section", "article", "header", "footer", "center", "address", "form", "fieldset", "tr", "pre"}
KEPT = {"ul", "ol", "li", "blockquote", "b", "strong", "i", "em", "u", "h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {"b", "strong", "i", "em", "u"}


@dataclass(slots=True)
class Structure:
    """What is left of the HTML."""

    body: str
    hidden_texts: list[str] = field(default_factory=list)
    """Targets of links, names of pictures that are elsewhere: what the page does not show."""


def structure_of(html: str, pictures: list[str]) -> Structure:
    """The body as plain HTML; a picture of the mail itself becomes `<img src="its number in pictures">`."""
    reader = _Reader(pictures)
    reader.feed(html)
    reader.close()
    left = [i for i in range(len(pictures)) if i not in reader.shown]
    body = "".join(reader.out) + "".join(f'<p><img src="{i}"></p>' for i in left)
    return Structure(body, reader.hidden)


class _Reader(HTMLParser):
    """Writes kept tags balanced; a table within a table is laid out as paragraphs."""

    def __init__(self, pictures: list[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = pictures
        self.out: list[str] = []
        self.hidden: list[str] = []
        self.shown: set[int] = set()
        self._dropping = 0
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attributes}
        if tag in DROPPED:
            self._dropping += 1
        if self._dropping:
            return
        if tag in KEPT:
            self.out.append(f"<{tag}>")
            self._open.append(tag)
        elif tag in BLOCKS:
            self._break()
        elif tag in ("td", "th"):
            self.out.append(" ")
        elif tag == "br":
            self.out.append("<br>")
        elif tag == "hr":
            self.out.append("<hr>")
        elif tag == "a" and values.get("href"):
            self.hidden.append(values["href"])
        elif tag == "img":
            name = values.get("src", "").removeprefix("cid:")
            if name in self.pictures:
                number = self.pictures.index(name)
                self.shown.add(number)
                self.out.append(f'<img src="{number}">')
            elif values.get("alt"):
                self.out.append(escape(values["alt"]))

    def handle_endtag(self, tag: str) -> None:
        if tag in DROPPED:
            self._dropping = max(0, self._dropping - 1)
        elif self._dropping:
            return
        elif tag in KEPT and tag in self._open:
            while self._open:
                last = self._open.pop()
                self.out.append(f"</{last}>")
                if last == tag:
                    break
        elif tag in BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self.out.append(escape("".join(c if c.isprintable() or c.isspace() else " " for c in data)))

    def _break(self) -> None:
        if self.out and not self.out[-1].endswith(("<br>", "<hr>")):
            self.out.append("<br>")

    def close(self) -> None:
        super().close()
        self.out += [f"</{tag}>" for tag in reversed(self._open)]
        self._open = []
