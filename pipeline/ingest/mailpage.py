"""A mail set on pages, by the typesetter within MuPDF: it fetches nothing and runs nothing."""

from __future__ import annotations

import io
import re
from html import escape

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.mail import Mail

__all__ = ["print_mail"]

MAX_PAGES = 2000
CSS = """
body { font-family: sans-serif; font-size: 9.5pt; line-height: 1.3; overflow-wrap: break-word }
p, div { margin: 0 0 6pt 0 } p.head { margin: 0 0 1pt 0 } blockquote { margin-left: 14pt }
pre { font-family: sans-serif; white-space: pre-wrap; margin: 0 } hr { margin: 4pt 0 8pt 0 }
td { padding: 1pt 5pt; vertical-align: top; border: 0.5px solid #888 }
"""
MARGIN_PT = 45


def _unbroken(value: str) -> str:
    """A line of the head in which no correspondent is broken over two lines."""
    people = re.split(r"(?<=>)([,;] )", value)
    return "".join(escape(part.replace(" ", "\u00a0") if part.endswith(">") else part) for part in people)


def print_mail(mail: Mail) -> bytes:
    """The mail as a PDF. Raises UnreadableSource when it cannot be set on pages."""
    import pymupdf

    head = "".join(f'<p class="head"><b>{escape(word)}:</b> {_unbroken(value)}</p>' for word, value in mail.head)
    html = f"<html><body>{head}<hr/>{mail.body}</body></html>"
    archive = pymupdf.Archive()
    for name, data in mail.pictures.items():
        archive.add((data, name))
    paper = pymupdf.paper_rect("a4")
    frame = pymupdf.Rect(MARGIN_PT, MARGIN_PT, paper.width - MARGIN_PT, paper.height - MARGIN_PT)
    written = io.BytesIO()
    try:
        story = pymupdf.Story(html=html, user_css=CSS, archive=archive)
        writer = pymupdf.DocumentWriter(written)
        more, pages, empty = 1, 0, 0
        while more:
            device = writer.begin_page(paper)
            more, filled = story.place(frame)
            story.draw(device)
            writer.end_page()
            pages += 1
            empty = empty + 1 if pymupdf.Rect(filled).is_empty else 0
            if pages > MAX_PAGES or empty > 2:
                raise UnreadableSource.failed()
        writer.close()
        document = pymupdf.open(stream=written.getvalue(), filetype="pdf")
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))
    except UnreadableSource:
        raise
    except Exception:
        raise UnreadableSource.failed() from None
