"""Plain HTML set on pages, by the typesetter within MuPDF: it fetches nothing and runs nothing."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from html import escape, unescape
from typing import Any

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.paper.structure import printable
from woolak.rules.limits import Limits

__all__ = ["preformatted", "set_on_pages"]

CSS = """
body { font-family: sans-serif; font-size: 9.5pt; line-height: 1.3; overflow-wrap: break-word }
p, div { margin: 0 0 6pt 0 } p.head { margin: 0 0 1pt 0 } blockquote { margin-left: 14pt }
pre { font-family: sans-serif; white-space: pre-wrap; margin: 0 } hr { margin: 4pt 0 8pt 0 }
td { padding: 1pt 5pt; vertical-align: top; border: 0.5px solid #888 }
h1 { font-size: 13pt; margin: 0 0 6pt 0 } h2 { font-size: 11pt; margin: 8pt 0 3pt 0 } h3 { font-size: 10pt }
"""
MARGIN_PT = 45
CELL = re.compile(r"</td><td>")
FRAME = re.compile(r"<table>|</table>|<tr>|<td>|</td>|</?(?:ul|ol|blockquote)>")
ROW_END = re.compile(r"</tr>|</li>|(?=<ul>|<ol>|<blockquote>)|(?<=</blockquote>)")
TAG = re.compile(r"<[^>]*>")
LETTERS = re.compile(r"[0-9A-Za-z]")
CHUNK = 400_000
"""Characters of plain text that are set in one go: the typesetter holds a whole text in memory."""


def preformatted(text: str) -> str:
    """Plain text as HTML that keeps its lines; of empty lines at most one in a row."""
    text = re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    return f"<pre>{escape(printable(text))}</pre>"


def set_on_pages(html: str, pictures: Mapping[str, bytes], limits: Limits) -> bytes:
    """The body of a document as a PDF. Raises UnreadableSource when it cannot be set on pages.

    The typesetter may drop a row of a table or an item of a list that meets the end of a page, set a wide table beyond
    the edge, or set the same pages for ever, without a word. So what stands on the pages is counted; when letters are
    missing, each row and item is set as a line of its own.
    """
    lines = _as_lines(html)
    if lines != html:
        with suppress(UnreadableSource):
            return _set(html, pictures, limits)
    return _set(lines, pictures, limits)


def _as_lines(html: str) -> str:
    """The same text without tables, lists and indents: a line for each row or item, with room between cells."""
    return FRAME.sub("", ROW_END.sub("<br>", CELL.sub("&emsp;&emsp;", html))).replace("<li>", "- ")


def _set(html: str, pictures: Mapping[str, bytes], limits: Limits) -> bytes:
    """The body as a PDF. Raises UnreadableSource when the typesetter fails or not all of its letters are there."""
    import pymupdf

    archive = pymupdf.Archive()
    for name, data in pictures.items():
        archive.add((data, name))
    paper = pymupdf.paper_rect("a4")
    frame = pymupdf.Rect(MARGIN_PT, MARGIN_PT, paper.width - MARGIN_PT, paper.height - MARGIN_PT)
    written = io.BytesIO()
    try:
        story = pymupdf.Story(html=f"<html><body>{html}</body></html>", user_css=CSS, archive=archive)
        writer = pymupdf.DocumentWriter(written)
        more, pages, empty = 1, 0, 0
        while more:
            device = writer.begin_page(paper)
            more, filled = story.place(frame)
            story.draw(device)
            writer.end_page()
            pages += 1
            empty = empty + 1 if pymupdf.Rect(filled).is_empty else 0
            if pages > limits.pages:
                raise UnreadableSource.too_large("pages")
            if empty > 2:
                raise UnreadableSource.failed()
        writer.close()
        document = pymupdf.open(stream=written.getvalue(), filetype="pdf")
        if _letters(unescape(TAG.sub(" ", html))) - _letters_on(document):
            raise UnreadableSource.failed()
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))
    except UnreadableSource:
        raise
    except Exception:
        raise UnreadableSource.failed() from None


def _letters(text: str) -> Counter[str]:
    return Counter(LETTERS.findall(text))


def _letters_on(document: Any) -> Counter[str]:
    """The letters and digits that stand on the pages of a PDF, of which what lies beyond the edge is none."""
    import pymupdf

    flags = pymupdf.TEXTFLAGS_TEXT & ~pymupdf.TEXT_PRESERVE_LIGATURES
    return sum((_letters(page.get_text("text", flags=flags)) for page in document), Counter[str]())
