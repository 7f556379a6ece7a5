"""A PDF as received: unlocked, repaired when it is broken, with the files that it holds and what its pages hide."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest import pdf
from woolak.pipeline.ingest.received import Given, Held, Read, Received, Section

if TYPE_CHECKING:
    import pymupdf

__all__ = ["read_pdf"]

REMARKS = (0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15)
"""Notes, lines, shapes, marks, stamps and ink: the types of annotation of PyMuPDF whose words open on a click."""
WRITTEN = (3, 4, 7)
"""Types of field of PyMuPDF that hold words: of choice and of text; a tick says nothing that the page does not."""
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def read_pdf(file: Received, given: Given) -> Read:
    """A PDF without password. Raises UnreadableSource."""
    data = file.data
    try:
        opened = pdf.open_pdf(data, given.case.passwords)
    except UnreadableSource:
        repaired = _repaired(data, given.case.passwords)
        if repaired is None:
            raise
        data, opened = repaired, pdf.open_pdf(repaired)
    pdf.check_whole(opened)
    if opened.page_count > given.limits.pages:
        raise UnreadableSource.too_large("pages")
    held: list[Held] = list(pdf.attached_files(opened))
    sections = _sections(opened)
    if held:
        sections.append(Section("attachments", tuple(name for name, _ in held)))
    locked = opened.is_encrypted or bool(opened.metadata and opened.metadata.get("encryption"))
    return Read(pdf.as_bytes(opened) if locked else data, sections, pdf.hidden_texts(opened), held)


def _repaired(data: bytes, passwords: tuple[str, ...]) -> bytes | None:
    """The PDF as another engine puts it together again; None when that finds fewer pages than there were."""
    import pikepdf

    for password in ("", *passwords):
        try:
            stream = io.BytesIO()
            with pikepdf.open(io.BytesIO(data), password=password) as opened:
                if len(opened.pages) < max(1, len(PAGE.findall(data))):
                    return None
                opened.save(stream)
            return stream.getvalue()
        except pikepdf.PasswordError:
            continue
        except Exception:
            return None
    return None


def _sections(document: pymupdf.Document) -> list[Section]:
    """Remarks that open on a click, and fields that are filled in and not shown."""
    remarks: list[str] = []
    fields: list[str] = []
    for page in document:
        for annotation in page.annots(types=REMARKS):
            said, author = (annotation.info.get(key, "").strip() for key in ("content", "title"))
            if said and not _on_page(page, said):
                remarks.append(f"{page.number + 1}, {author}: {said}" if author else f"{page.number + 1}: {said}")
        for widget in page.widgets():
            value = str(widget.field_value or "").strip() if widget.field_type in WRITTEN else ""
            shown = not widget.field_display and not (widget.rect.is_empty or not widget.rect.intersects(page.rect))
            if value and not (shown and _on_page(page, value)):
                fields.append(f"{page.number + 1}, {widget.field_label or widget.field_name}: {value}")
    found = [Section("remarks", tuple(remarks))] if remarks else []
    return [*found, Section("fields", tuple(fields))] if fields else found


def _on_page(page: pymupdf.Page, value: str) -> bool:
    text = "".join(page.get_text().split())
    return "".join(value.split()) in text
