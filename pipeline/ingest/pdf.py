"""A PDF as received → the canonical PDF: repaired, upright, cropped; nothing else is changed.

Raises UnreadableSource for what cannot be read whole: a page that is missing is a page that nobody reviewed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from woolak.errors import UnreadableSource

if TYPE_CHECKING:
    import pymupdf

__all__ = ["canonical", "hidden_texts", "open_pdf"]

# What MuPDF says, and goes on, when a part of a page is gone.
LOST_CONTENT = re.compile(
    r"cannot (?:find|load|parse|read) (?:object|page|xref|content)|zlib error|premature end|unexpected EOF"
    r"|ignoring error|content stream|corrupt|not a dict|invalid (?:page|key)|too many errors|aborting"
)


def open_pdf(data: bytes) -> pymupdf.Document:
    """Open a PDF without password. Raises UnreadableSource."""
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    if not data:
        raise UnreadableSource.empty()
    if b"%PDF" not in data[:1024]:
        raise UnreadableSource.damaged("PDF")
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except Exception:
        raise UnreadableSource.damaged("PDF") from None
    if document.needs_pass:
        raise UnreadableSource.encrypted()
    if document.page_count == 0:
        raise UnreadableSource.damaged("PDF")
    return document


def canonical(data: bytes) -> bytes:
    """The canonical PDF as bytes, the same for the same input."""
    import pymupdf

    document = open_pdf(data)
    for index in range(document.page_count):
        try:
            pymupdf.TOOLS.reset_mupdf_warnings()
            page = document[index]
            if page.rect.is_empty or page.rect.is_infinite:
                raise ValueError
            page.get_textpage()
        except Exception:
            raise UnreadableSource.page(index + 1) from None
        if LOST_CONTENT.search(pymupdf.TOOLS.mupdf_warnings()):
            raise UnreadableSource.page(index + 1)
    try:
        turned = any(page.rotation for page in document)
        if turned and any(next(page.annots(), None) or next(page.widgets(), None) for page in document):
            document.bake()  # PyMuPDF turns the page, not the drawing of a note or field on it
        for page in document:
            if page.cropbox != page.mediabox:
                page.set_mediabox(page.cropbox)
            if page.rotation:
                page.remove_rotation()
        options = {"garbage": 1, "deflate": True, "no_new_id": True, "encryption": pymupdf.PDF_ENCRYPT_NONE}
        return bytes(document.tobytes(**options))
    except Exception:
        raise UnreadableSource.damaged("PDF") from None


def hidden_texts(document: pymupdf.Document) -> list[str]:
    """Texts that no page need show: metadata, bookmarks, notes, form values, link targets, names of attachments."""
    texts = [
        value for key, value in (document.metadata or {}).items() if key in ("title", "author", "subject", "keywords")
    ]
    texts += [entry[1] for entry in document.get_toc(simple=True)]
    texts += document.embfile_names()
    for page in document:
        texts += [link.get("uri") or link.get("file") or "" for link in page.get_links()]
        for annotation in page.annots():
            texts += [
                annotation.info.get("content", ""),
                annotation.info.get("title", ""),
                annotation.info.get("subject", ""),
            ]
        for field in page.widgets():
            texts += [str(field.field_value or ""), field.field_label or ""]
    return [text.strip() for text in dict.fromkeys(texts) if text and text.strip()]
