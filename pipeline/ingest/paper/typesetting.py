"""Plain HTML set on pages, by the typesetter within MuPDF: it fetches nothing and runs nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from html import escape

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
CHUNK = 400_000
"""Characters of plain text that are set in one go: the typesetter holds a whole text in memory."""


def preformatted(text: str) -> str:
    """Plain text as HTML that keeps its lines; of empty lines at most one in a row."""
    text = re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    return f"<pre>{escape(printable(text))}</pre>"


def set_on_pages(html: str, pictures: Mapping[str, bytes], limits: Limits) -> bytes:
    """The body of a document as a PDF. Raises UnreadableSource when it cannot be set on pages."""
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
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))
    except UnreadableSource:
        raise
    except Exception:
        raise UnreadableSource.failed() from None
