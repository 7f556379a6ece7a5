"""One office document: its pages, and what they do not show."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from woolak.errors import MissingProgram, UnreadableSource
from woolak.pipeline.ingest import pdf
from woolak.pipeline.ingest.office.converting import convert_office
from woolak.pipeline.ingest.office.embedded import embedded_files
from woolak.pipeline.ingest.office.hidden import hidden_sections, property_texts
from woolak.pipeline.ingest.office.offpaper import off_paper
from woolak.pipeline.ingest.office.package import Package
from woolak.pipeline.ingest.office.preparing import KINDS, office_kind
from woolak.pipeline.ingest.office.unlocking import unlocked
from woolak.pipeline.ingest.received import Converted, Given, Held, Read, Received, Section

__all__ = ["read_office"]


def read_office(file: Received, given: Given) -> Read:
    """An office document as a PDF. Raises UnreadableSource, MissingProgram."""
    made = given.converted
    file = replace(file, data=unlocked(file.data, given.case.passwords, given.limits))
    if made is None:
        with tempfile.TemporaryDirectory(prefix="woolak-office-") as work:
            path = Path(work) / f"bron{file.suffix}"
            path.write_bytes(file.data)
            made = convert_office([path], Path(work) / "uit", given.limits)[path]
            return _read(file, given, made)
    return _read(file, given, made)


def _read(file: Received, given: Given, made: object) -> Read:
    if isinstance(made, UnreadableSource | MissingProgram):
        raise made
    assert isinstance(made, Converted)
    kind = office_kind(file.data)
    own = Package.open(file.data, given.limits, KINDS[kind].noun) if file.data[:2] == b"PK" and kind else None
    # Of an older or an open format the package that LibreOffice made of it tells what is hidden.
    modern = own if own and kind in ("docx", "xlsx", "pptx") else _package(made.package, given)
    printed = made.pdf.read_bytes()
    sections = [*hidden_sections(modern), *off_paper(modern, printed)] if modern else []
    texts = [text for package in (own, modern) if package for text in property_texts(package)]
    held: list[Held] = list(embedded_files(own)) if own else []
    if held:
        sections.append(Section("attachments", tuple(name for name, _ in held)))
    if own:
        if own.has_macros():
            sections.append(Section("macros", (file.name,)))
        outside = own.tamed()
        if outside:
            sections.append(Section("outside", tuple(outside)))
    said = [line for section in sections for line in section.lines]
    return Read(pdf.without_clock(printed), sections, texts + said, held)


def _package(path: Path, given: Given) -> Package | None:
    """What LibreOffice made; a workbook of ours (of a .csv) hides nothing."""
    try:
        return Package.open(path.read_bytes(), given.limits, "Office-document")
    except (UnreadableSource, OSError):
        return None
