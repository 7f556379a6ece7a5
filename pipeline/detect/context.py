"""What a recognizer may know besides the text: the page's layout, the document's facts, the case.

It travels on the spaCy Doc, so that recognizers stay plain Presidio recognizers: without it they work on text alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

    from woolak.model import Document, Page
    from woolak.rules.casefile import CaseFile

__all__ = ["case_of", "document_of", "page_of", "register", "tell"]


@cache
def register() -> None:
    """Make the extensions known to spaCy; safe to call again."""
    from spacy.tokens import Doc

    for name in ("page", "document", "case"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def tell(artifacts: NlpArtifacts, page: Page, document: Document, case: CaseFile) -> None:
    """Say of what the artifacts are; on the artifacts too, since an extension of spaCy is looked up anew each time."""
    register()
    doc: Any = artifacts.tokens
    doc._.page, doc._.document, doc._.case = page, document, case
    artifacts.told = {"page": page, "document": document, "case": case}  # type: ignore[attr-defined]


def _extension(artifacts: NlpArtifacts | None, name: str) -> Any:
    if told := getattr(artifacts, "told", None):
        return told[name]
    register()
    doc: Any = artifacts.tokens if artifacts else None
    return getattr(doc._, name) if hasattr(doc, "_") else None


def page_of(artifacts: NlpArtifacts | None) -> Page | None:
    return cast("Page | None", _extension(artifacts, "page"))


def document_of(artifacts: NlpArtifacts | None) -> Document | None:
    return cast("Document | None", _extension(artifacts, "document"))


def case_of(artifacts: NlpArtifacts | None) -> CaseFile | None:
    return cast("CaseFile | None", _extension(artifacts, "case"))
