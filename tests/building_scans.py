"""A scanned letter with names in it: read, burned, proved, and changed afterwards."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pymupdf
from PIL import Image

from tests.building import document_of
from tests.ingest_files import scanned, typeset
from woolak.model import Page, Proposal
from woolak.pipeline.ingest.pages import read_pages
from woolak.pipeline.redact import default_style, redact
from woolak.pipeline.redactions import Plan, plan
from woolak.pipeline.verify import Before, Verification, verify

TEXT = """
Geachte mevrouw Wagenvoort,

Op 12 maart sprak de heer Hoekstra met de aannemer over de vergunning voor de Kerkstraat. Het verslag van
dat gesprek is opgesteld door Anouk Dekker en gestuurd aan naam:Terpstra van de afdeling Beheer.

De beoordeling van de aanvraag duurt acht weken. Met vriendelijke groet, Joost Hoekstra
"""
NAMES = ("Wagenvoort", "Hoekstra", "Dekker", "Anouk", "Joost")


@dataclass(frozen=True)
class Scanned:
    """A scanned letter as ingest read it, and what is to be done to it."""

    pdf: Path
    page: Page
    names: tuple[str, ...] = NAMES

    @property
    def approved(self) -> tuple[Proposal, ...]:
        text = self.page.text
        spans = [
            (start, start + len(name))
            for name in self.names
            for start in range(len(text))
            if text.startswith(name, start)
        ]
        assert len(spans) >= len(self.names)
        return tuple(
            Proposal(0, start, end, text[start:end], (), ("5.1(2)e",), "redact", "PERSON", 0.9, "test")
            for start, end in spans
        )

    @property
    def plan(self) -> Plan:
        return plan(replace(document_of(""), pages=(self.page,)), self.approved)

    def burned(self, out: Path, todo: Plan | None = None) -> Path:
        todo = todo or self.plan
        redact(
            self.pdf, out, todo.redactions, title="Brief", style=default_style(), secrets=todo.secrets,
            kept_texts=todo.kept_texts, ocr_words=todo.ocr_words,
        )  # fmt: skip
        return out

    def proof(self, out: Path) -> Verification:
        todo = self.plan
        before = Before(self.pdf, [self.page], todo.gone)
        return verify(out, todo.redactions, secrets=todo.secrets, kept_texts=todo.kept_texts, before=before)


def scanned_letter(folder: Path) -> Scanned:
    """The letter above, printed, scanned and read."""
    path = folder / "a.pdf"
    path.write_bytes(scanned(typeset(TEXT)))
    with pymupdf.open(path) as document:
        (page,) = read_pages(document)
    return Scanned(path, page)


def with_picture(pdf: Path, out: Path, change: Callable[[Image.Image], Image.Image]) -> Path:
    """The burned file, with its picture changed by somebody who leaves all else as it is."""
    with pymupdf.open(pdf) as document:
        number = document[0].get_images()[0][0]
        image = Image.open(io.BytesIO(document.extract_image(number)["image"])).convert("L")
        image = change(image)
        made = io.BytesIO()
        image.save(made, "JPEG", quality=90)
        document[0].replace_image(number, stream=made.getvalue())
        document.save(out, garbage=3)
    return out


def picture_of(pdf: Path) -> Image.Image:
    with pymupdf.open(pdf) as document:
        return Image.open(io.BytesIO(document.extract_image(document[0].get_images()[0][0])["image"])).convert("L")
