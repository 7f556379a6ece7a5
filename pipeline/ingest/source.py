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
from woolak.pipeline.ingest.mail import Mail, print_mail, read_mail
from woolak.pipeline.ingest.office import OFFICE_SUFFIXES, convert_office
from woolak.pipeline.ingest.pages import read_pages
from woolak.pipeline.ingest.word import word_hidden_texts

if TYPE_CHECKING:
    from woolak.rules.casefile import CaseFile

__all__ = ["Ingested", "ingest", "is_supported"]

log = logging.getLogger(__name__)

SUPPORTED = {".pdf", ".eml", *OFFICE_SUFFIXES}
MAX_DEPTH = 8
"""Mails within mails."""


@dataclass(frozen=True)
class Ingested:
    """What came of a source file or attachment: a document with its canonical PDF, or why there is none."""

    source: str
    document: Document | None
    pdf: Path | None
    error: str | None


def is_supported(path: Path) -> bool:
    """Whether files with this suffix are read."""
    return path.suffix.lower() in SUPPORTED


def ingest(
    path: Path, source: str, pdf_dir: Path, case: CaseFile, converted: Path | UnreadableSource | None = None
) -> list[Ingested]:
    """Read one file; what cannot be read gives an error, never an exception.

    `source` is its path within SOURCE. `converted` is what `convert_office` made of a Word document, when that was
    done beforehand. Raises only MissingProgram.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return [Ingested(source, None, None, str(UnreadableSource.failed()))]
    return _ingest(data, source, pdf_dir, case, None, converted, 0)


def _ingest(
    data: bytes,
    source: str,
    pdf_dir: Path,
    case: CaseFile,
    parent_id: str | None,
    converted: Path | UnreadableSource | None,
    depth: int,
) -> list[Ingested]:
    suffix = Path(source).suffix.lower()
    identity = hashlib.sha256(source.encode() + b"\0" + data).hexdigest()[:12]
    mail: Mail | None = None
    hidden: list[str] = [Path(source).stem]
    try:
        if suffix not in SUPPORTED or depth > MAX_DEPTH:
            raise UnreadableSource.unknown_format(suffix or Path(source).name)
        if not data:
            raise UnreadableSource.empty()
        if suffix == ".eml":
            mail = read_mail(data)
            hidden += mail.hidden_texts
            file = print_mail(mail)
        elif suffix in OFFICE_SUFFIXES:
            hidden += word_hidden_texts(data)
            file = _office_pdf(data, suffix, converted)
        else:
            file = data
        opened = pdf.open_pdf(file)
        pdf.check_whole(opened)
        hidden += pdf.hidden_texts(opened)
        pdf.set_upright(opened)
        pages = read_pages(opened)
        canonical = pdf.as_bytes(opened)
        facts = establish_facts(source, pages, mail, case)
        texts = tuple(dict.fromkeys(text for text in hidden if text))
        document = Document(identity, source, parent_id, facts, pages, texts)
        results = [Ingested(source, document, _write(pdf_dir / f"{identity}.pdf", canonical), None)]
    except UnreadableSource as error:
        results = [Ingested(source, None, None, str(error))]
    except MissingProgram:
        raise
    except Exception as error:  # of a library, on a file that nobody foresaw; the other parts of a mail go on
        log.error("%s: %s", identity, type(error).__name__)
        results = [Ingested(source, None, None, str(UnreadableSource.failed()))]
    for attachment in mail.attachments if mail else ():
        name = f"{source}/{attachment.name}"
        results += _ingest(attachment.data, name, pdf_dir, case, identity, None, depth + 1)
    return results


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
