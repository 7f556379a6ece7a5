"""Looks at a PDF of others: is what seems redacted really gone, and what else does the file tell?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from woolak.errors import UnreadableSource
from woolak.rules.reading import Model, read_rules

__all__ = ["Inspection", "Remark", "inspect"]


class RemarkTexts(Model):
    """rules/remarks.yaml."""

    leaks: dict[str, str]
    remarks: dict[str, str]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that the file tells; `kind` is a key of rules/remarks.yaml."""

    kind: str
    page_index: int | None
    count: int = 1

    @property
    def is_leak(self) -> bool:
        return self.kind in read_rules("remarks.yaml", RemarkTexts).leaks

    @property
    def sentence(self) -> str:
        """Dutch, for the user."""
        texts = read_rules("remarks.yaml", RemarkTexts)
        return str(texts.leaks.get(self.kind) or texts.remarks[self.kind])

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "page": self.page_index, "count": self.count, "leak": self.is_leak}


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that was found; `ok` when nothing seems redacted without being so."""

    pages: int
    remarks: tuple[Remark, ...]

    @property
    def ok(self) -> bool:
        return not any(remark.is_leak for remark in self.remarks)

    def to_json(self) -> dict[str, Any]:
        return {"ok": self.ok, "pages": self.pages, "remarks": [remark.to_json() for remark in self.remarks]}


def _of_file(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    names = root.get("/Names", pikepdf.Dictionary())
    if len(pdf.docinfo) or "/Metadata" in root:
        yield "metadata"
    if root.get("/Outlines", pikepdf.Dictionary()).get("/First") is not None:
        yield "outline"
    if "/EmbeddedFiles" in names or "/Collection" in root or "/AF" in root:
        yield "attachment"
    if "/JavaScript" in names or "/OpenAction" in root or "/AA" in root:
        yield "script"
    if root.get("/OCProperties", pikepdf.Dictionary()).get("/D", pikepdf.Dictionary()).get("/OFF"):
        yield "hidden_layer"
    if "/PieceInfo" in root:
        yield "private_data"


def _of_annotations(page: pikepdf.Page) -> Iterator[str]:
    for annotation in page.get("/Annots", ()):
        kind = annotation.get("/Subtype")
        if kind == Name.Redact:
            yield "unapplied_redaction"
        elif kind == Name.Widget:
            if annotation.get("/FT") == Name.Sig:
                yield "signature"
            elif "/V" in annotation:
                yield "form_value"
        elif kind == Name.FileAttachment:
            yield "attachment"
        elif kind not in (Name.Link, Name.Popup) and ("/Contents" in annotation or "/RC" in annotation):
            yield "annotation_text"
    if "/PieceInfo" in page:
        yield "private_data"


def inspect(pdf: Path) -> Inspection:
    """Look for redactions that do not redact, and for what the file tells besides its pages.

    Raises UnreadableSource.
    """
    try:
        with Pdf.open(pdf) as document:
            found: dict[tuple[str, int | None], int] = {}
            for kind in _of_file(document):
                found[kind, None] = 1
            for index, page in enumerate(document.pages):
                for kind in _of_annotations(page):
                    found[kind, index] = found.get((kind, index), 0) + 1
            remarks = tuple(Remark(kind, page, count) for (kind, page), count in found.items())
            return Inspection(len(document.pages), remarks)
    except pikepdf.PasswordError:
        raise UnreadableSource.encrypted() from None
    except pikepdf.PdfError:
        raise UnreadableSource.damaged("PDF") from None
