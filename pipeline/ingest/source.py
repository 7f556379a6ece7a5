"""One source file to documents: by its format to a PDF, then every PDF the same way."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.errors import MissingProgram, UnreadableSource
from woolak.model import Document
from woolak.pipeline.ingest import pdf
from woolak.pipeline.ingest.facts import establish_facts
from woolak.pipeline.ingest.mail import Mail, read_mail
from woolak.pipeline.ingest.mailpage import print_mail
from woolak.pipeline.ingest.office import OFFICE_SUFFIXES, convert_office
from woolak.pipeline.ingest.pages import read_pages
from woolak.pipeline.ingest.word import word_hidden_texts

if TYPE_CHECKING:
    from woolak.rules.casefile import CaseFile

__all__ = ["Ingested", "ingest", "is_supported"]

log = logging.getLogger(__name__)

SUPPORTED = {".pdf", ".eml", *OFFICE_SUFFIXES}
MAX_DEPTH = 8
"""Mails within mails, files within files."""


@dataclass(frozen=True)
class Ingested:
    """What came of a source file or attachment: a document with its canonical PDF, or why there is none."""

    source: str
    document: Document | None
    pdf: Path | None
    error: str | None


@dataclass(frozen=True, slots=True)
class _File:
    """A file as received, or one that another holds."""

    data: bytes
    source: str
    parent_id: str | None = None
    depth: int = 0

    @property
    def suffix(self) -> str:
        return Path(self.source).suffix.lower()

    @property
    def identity(self) -> str:
        return hashlib.sha256(self.source.encode() + b"\0" + self.data).hexdigest()[:12]

    def held(self, name: str, data: bytes) -> _File:
        return _File(data, f"{self.source}/{name}", self.identity, self.depth + 1)


def is_supported(path: Path) -> bool:
    """Whether files with this suffix are read."""
    return path.suffix.lower() in SUPPORTED


def ingest(
    path: Path, source: str, pdf_dir: Path, case: CaseFile, converted: Path | UnreadableSource | None = None
) -> list[Ingested]:
    """Read one file, and the files that it holds: attachments of a mail, files within a PDF.

    What cannot be read gives an error, not an exception. `source` is its path within SOURCE. `converted` is what
    `convert_office` made of a Word document, when that was done beforehand. Raises only MissingProgram.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return [Ingested(source, None, None, str(UnreadableSource.failed()))]
    return _ingest(_File(data, source), pdf_dir, case, converted)


def _ingest(
    file: _File, pdf_dir: Path, case: CaseFile, converted: Path | UnreadableSource | None = None
) -> list[Ingested]:
    held: list[_File] = []
    try:
        document, canonical = _read(file, case, converted, held)
        written = _write(pdf_dir / f"{document.id}.pdf", canonical)
        results = [Ingested(file.source, document, written, None)]
    except UnreadableSource as error:
        results = [Ingested(file.source, None, None, str(error))]
    except MissingProgram as error:
        if file.parent_id is None:
            raise
        results = [Ingested(file.source, None, None, str(error))]
    except Exception as error:  # of a library, on a file that nobody foresaw; the other parts of a mail go on
        log.error("%s: %s", file.identity, type(error).__name__)
        results = [Ingested(file.source, None, None, str(UnreadableSource.failed()))]
    for one in held:
        results += _ingest(one, pdf_dir, case)
    return results


def _read(
    file: _File, case: CaseFile, converted: Path | UnreadableSource | None, held: list[_File]
) -> tuple[Document, bytes]:
    """The document with its canonical PDF; the files that it holds are added to `held`, also when it fails later."""
    if file.suffix not in SUPPORTED or file.depth > MAX_DEPTH:
        raise UnreadableSource.unknown_format(file.suffix or Path(file.source).name)
    if not file.data:
        raise UnreadableSource.empty()
    hidden = [Path(file.source).stem]
    mail: Mail | None = None
    data = file.data
    if file.suffix == ".eml":
        mail = read_mail(data)
        held += [file.held(attachment.name, attachment.data) for attachment in mail.attachments]
        hidden += mail.hidden_texts
        data = print_mail(mail)
    elif file.suffix in OFFICE_SUFFIXES:
        hidden += word_hidden_texts(data)
        data = _office_pdf(data, file.suffix, converted)
    opened = pdf.open_pdf(data)
    pdf.check_whole(opened)
    held += [file.held(name, content) for name, content in pdf.attached_files(opened)]
    hidden += pdf.hidden_texts(opened)
    pdf.set_upright(opened)
    pages = read_pages(opened)
    facts = establish_facts(file.source, pages, mail, case)
    texts = tuple(dict.fromkeys(text for text in hidden if text))
    return Document(file.identity, file.source, file.parent_id, facts, pages, texts), pdf.as_bytes(opened)


def _office_pdf(data: bytes, suffix: str, converted: Path | UnreadableSource | None) -> bytes:
    if isinstance(converted, UnreadableSource):
        raise converted
    if converted is None:
        with tempfile.TemporaryDirectory(prefix="woolak-office-") as work:
            path = Path(work) / f"bron{suffix}"
            path.write_bytes(data)
            return _office_pdf(data, suffix, convert_office([path], Path(work) / "pdf")[path])
    return pdf.without_clock(converted.read_bytes())


def _write(path: Path, data: bytes) -> Path:
    """Write by way of a file beside it, so that a half-written PDF never bears the name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
