"""A PDF as received → the canonical PDF: repaired, upright, cropped; nothing else is changed.

Raises UnreadableSource for what cannot be read whole: a page that is missing is a page that nobody reviewed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.filenames import safe_name, unique_name

if TYPE_CHECKING:
    import pymupdf

    from woolak.rules.limits import Limits

__all__ = [
    "as_bytes", "attached_files", "bookmarked", "check_size", "check_whole", "hidden_texts", "open_pdf", "part_of",
    "set_upright", "without_clock",
]  # fmt: skip

# What MuPDF says, and goes on, when a part of a page is gone ...
LOST = re.compile(
    r"cannot (?:find|load|read|parse|open)|zlib error: (?!incorrect data check)|premature end|unexpected EOF"
    r"|not a stream|aborting|too many errors|syntax error|unknown keyword"
)
# ... and what it also says of oddities that every program reads over.
DOUBTFUL = re.compile(r"zlib error|ignoring|corrupt|not a dict|invalid")
WITHOUT_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages\b")
"""The tree of pages says itself that it is empty."""

READING_DPI = 300
FILE_ATTACHMENT = 17
"""PDF_ANNOT_FILE_ATTACHMENT of PyMuPDF."""


def open_pdf(data: bytes, passwords: tuple[str, ...] = ()) -> pymupdf.Document:
    """Open a PDF, with one of the passwords when it is locked. Raises UnreadableSource."""
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
    if document.needs_pass and not any(document.authenticate(password) for password in passwords):
        raise UnreadableSource.encrypted()
    if document.page_count == 0:
        if document.is_repaired and not WITHOUT_PAGES.search(data):
            raise UnreadableSource.damaged("PDF")
        raise UnreadableSource.no_pages()
    return document


def check_whole(document: pymupdf.Document) -> None:
    """Raise UnreadableSource, naming the first page that is not read whole."""
    if _pages_in_tree(document) > document.page_count:
        raise UnreadableSource.damaged("PDF")
    for index in range(document.page_count):
        if not _is_whole(document, index):
            raise UnreadableSource.page(index + 1)


def check_size(document: pymupdf.Document, limits: Limits) -> None:
    """Raise UnreadableSource when there are too many pages, or one is too large to be seen at reading size."""
    if document.page_count > limits.pages:
        raise UnreadableSource.too_large("pages")
    most = limits.megapixels * 1_000_000 * (72 / READING_DPI) ** 2
    for page in document:
        if page.rect.width * page.rect.height > most:
            raise UnreadableSource.too_large("megapixels")


def bookmarked(document: pymupdf.Document) -> frozenset[int]:
    """The pages, from 0, at which a bookmark of the first level points."""
    return frozenset(page - 1 for level, _, page in document.get_toc(simple=True) if level == 1 and page > 0)


def part_of(document: pymupdf.Document, first: int, last: int) -> pymupdf.Document:
    """Some pages, from 0 and inclusive, as a document of their own."""
    import pymupdf

    part = pymupdf.open()
    part.insert_pdf(document, from_page=first, to_page=last)
    return part


def set_upright(document: pymupdf.Document) -> None:
    """Take rotation out of every page and cut it to its crop box, in place. Raises UnreadableSource."""
    import pymupdf

    try:
        turned = any(page.rotation for page in document)
        if turned and any(next(page.annots(), None) or next(page.widgets(), None) for page in document):
            document.bake()  # PyMuPDF turns the page, not the drawing of a note or field on it
        for page in document:
            if page.cropbox != page.mediabox:
                crop, top = page.cropbox, page.mediabox.y1  # the first is told from the top, the second from the foot
                page.set_mediabox(pymupdf.Rect(crop.x0, top - crop.y1, crop.x1, top - crop.y0))
            if page.rotation:
                page.remove_rotation()
    except Exception:
        raise UnreadableSource.damaged("PDF") from None


def _pages_in_tree(document: pymupdf.Document) -> int:
    """How many pages hang in the page tree (ISO 32000-1, 7.7.3), whatever its own count says."""
    try:
        todo = [int(document.xref_get_key(document.pdf_catalog(), "Pages")[1].split()[0])]
        seen: set[int] = set()
        pages = 0
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            kids = document.xref_get_key(node, "Kids")
            if kids[0] == "array":
                todo += [int(reference) for reference in re.findall(r"(\d+) \d+ R", kids[1])]
            else:
                pages += 1
        return pages
    except Exception:  # a tree that MuPDF had to guess
        return 0


def _is_whole(document: pymupdf.Document, index: int) -> bool:
    """Whether all of a page is read; in doubt, whether another engine reads as much of it."""
    import pymupdf

    try:
        pymupdf.TOOLS.reset_mupdf_warnings()
        page = document[index]
        if page.rect.is_empty or page.rect.is_infinite:
            return False
        textpage = page.get_textpage()
    except Exception:
        return False
    warnings = pymupdf.TOOLS.mupdf_warnings()
    if LOST.search(warnings):
        return False
    return not DOUBTFUL.search(warnings) or _reads_as_much(document, index, page.get_text(textpage=textpage))


def _reads_as_much(document: pymupdf.Document, index: int, text: str) -> bool:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(document.tobytes()) as other:
            second = other[index].get_textpage().get_text_range()
    except Exception:
        return False
    mine, theirs = len("".join(text.split())), len("".join(second.split()))
    return abs(mine - theirs) <= 0.02 * max(mine, theirs) + 2


def attached_files(document: pymupdf.Document) -> list[tuple[str, bytes]]:
    """The files that a PDF holds, with safe names: attachments, portfolios, files behind a paper clip."""
    found = []
    for name in document.embfile_names():
        shown = document.embfile_info(name)
        found.append((str(shown.get("ufilename") or shown.get("filename") or name), bytes(document.embfile_get(name))))
    for page in document:
        for annotation in page.annots(types=[FILE_ATTACHMENT]):
            found.append((str(annotation.file_info.get("filename") or ""), bytes(annotation.get_file())))
    names: set[str] = set()
    return [(unique_name(safe_name(name) or "bijlage", names), data) for name, data in found]


def without_clock(data: bytes) -> bytes:
    """A PDF made by a converter without what differs at every run: the time and its number."""
    document = open_pdf(data)
    document.set_metadata({**(document.metadata or {}), "creationDate": "", "modDate": ""})
    document.del_xml_metadata()
    document.xref_set_key(-1, "ID", "null")
    return as_bytes(document)


def as_bytes(document: pymupdf.Document) -> bytes:
    """The document as a file, the same for the same input."""
    import pymupdf

    try:
        return bytes(document.tobytes(garbage=1, deflate=True, no_new_id=True, encryption=pymupdf.PDF_ENCRYPT_NONE))
    except Exception:
        raise UnreadableSource.damaged("PDF") from None


def hidden_texts(document: pymupdf.Document) -> list[str]:
    """Texts that no page need show: metadata, bookmarks, notes, form values, link targets, names of attachments."""
    texts = [
        value for key, value in (document.metadata or {}).items() if key in ("title", "author", "subject", "keywords")
    ]
    texts += [entry[1] for entry in document.get_toc(simple=True)]
    for name in document.embfile_names():
        texts += [str(value) for value in document.embfile_info(name).values() if isinstance(value, str)]
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
