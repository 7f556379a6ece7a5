"""What a worker does for one document: the stages, called with values and giving values back."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from woolak.errors import MissingProgram, UnreadableSource
from woolak.model import Document, Finding, Proposal
from woolak.packing import opened, pack_pages
from woolak.rules.casefile import CaseFile
from woolak.rules.policy import Policy

if TYPE_CHECKING:
    from woolak.pipeline.detect import Clues, Register
    from woolak.pipeline.ingest import Ingested
    from woolak.pipeline.ingest.received import Converted

    Office = Converted | UnreadableSource | MissingProgram

__all__ = [
    "BurnJob", "Burned", "FindJob", "GroundJob", "IngestJob", "RegisterFile", "burn", "find", "ground", "ingest",
    "keep_register",
]  # fmt: skip


@dataclass(frozen=True)
class IngestJob:
    READS: ClassVar = ("path", "converted.pdf", "converted.package")
    WRITES: ClassVar = ("pdf_dir",)

    path: Path
    source: str
    fingerprint: str
    sha256: str
    pdf_dir: Path
    case: CaseFile
    converted: Office | None
    """What LibreOffice made of an office document."""
    cuts: Mapping[str, tuple[int, ...]]
    """Where documents begin in a file that holds several, when a person said so."""


def ingest(job: IngestJob) -> list[Ingested]:
    """One source file → its documents, packed."""
    from woolak.pipeline.ingest import ingest as stage

    found = stage(job.path, job.source, job.pdf_dir, job.case, converted=job.converted, cuts=job.cuts)
    documents = [one.document and replace(one.document, pages=pack_pages(one.document)) for one in found]
    return [replace(one, document=document) for one, document in zip(found, documents, strict=True)]


@dataclass(frozen=True)
class FindJob:
    document: Document
    fingerprint: str
    case: CaseFile
    findings: tuple[Finding, ...] | None
    """What was found before, when that still holds."""
    part: range | None = None
    """The pages to look at, of a long document that several tasks look at."""


_last: list[tuple[tuple[str, str], Document]] = []


def _at_hand(job: FindJob) -> Document:
    """The document of a part: the same value as for the part before, so that what was worked out of it is not lost."""
    key = (job.document.id, job.fingerprint)
    if not _last or _last[0][0] != key:
        _last[:] = [(key, opened(job.document))]
    return _last[0][1]


def find(job: FindJob) -> tuple[list[Finding], Clues | None]:
    """The findings of one document by itself, and what they tell the other documents; of a part only the findings."""
    from woolak.pipeline import detect

    if job.part is not None:
        return detect.find(_at_hand(job), job.case, job.part), None
    document = opened(job.document)
    findings = list(job.findings) if job.findings is not None else detect.find(document, job.case)
    return findings, detect.collect(document, findings, job.case)


@dataclass(frozen=True)
class RegisterFile:
    """What the case as a whole knows, in a file: it grows with the case, and every job would carry it along."""

    path: Path = field(compare=False)
    sha256: str


def keep_register(register: Register, path: Path) -> RegisterFile:
    """Write what the case knows for the jobs that need it; who asked removes the file."""
    data = pickle.dumps(register, pickle.HIGHEST_PROTOCOL)
    path.write_bytes(data)
    return RegisterFile(path, hashlib.sha256(data).hexdigest())


@lru_cache(maxsize=1)
def _register(file: RegisterFile) -> Register:
    """Read once per worker, and only as it was written: raises ValueError for a file that was changed."""
    data = file.path.read_bytes()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise ValueError(file.path.name)
    known: Register = pickle.loads(data)
    return known


@dataclass(frozen=True)
class GroundJob:
    SHARES: ClassVar = ("register.path",)

    document: Document
    fingerprint: str
    findings: tuple[Finding, ...]
    register: RegisterFile
    policy: Policy
    anonymise_parties: bool


def ground(job: GroundJob) -> tuple[Proposal, ...]:
    """The proposals of one document, with what the rest of the case knows."""
    from woolak.pipeline import detect
    from woolak.pipeline.ground import propose

    document = opened(job.document)
    findings = detect.spread(document, job.findings, _register(job.register))
    return propose(document, findings, job.policy, job.anonymise_parties)


@dataclass(frozen=True)
class BurnJob:
    READS: ClassVar = ("pdf",)
    WRITES: ClassVar = ("out",)

    document: Document
    fingerprint: str
    pdf: Path
    out: Path
    approved: Sequence[Proposal]
    title: str
    draft: bool
    pdfa: bool = False


@dataclass(frozen=True)
class Burned:
    """The report on one burned document; `ok` is false when something leaks, and then there is no file."""

    ok: bool
    redactions: int
    report: str
    """JSON for verificatie.json."""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def burn(job: BurnJob) -> Burned:
    """Redact one document and prove it; what does not pass is removed at once."""
    from woolak.inventory.titles import placeholders
    from woolak.pipeline.redact import confined, default_style, redact
    from woolak.pipeline.redactions import plan
    from woolak.pipeline.verify import Before, verify

    document = opened(job.document)
    todo = plan(document, tuple(job.approved))
    made = job.out.with_suffix(".nieuw")
    made.unlink(missing_ok=True)
    job.out.unlink(missing_ok=True)
    with confined(len(job.document.pages)):
        redacted = redact(
            job.pdf, made, todo.redactions, title=job.title, style=default_style(), secrets=todo.secrets,
            kept_texts=todo.kept_texts, draft=job.draft, ocr_words=todo.ocr_words, pdfa=job.pdfa,
        )  # fmt: skip
        proof = verify(
            made, todo.redactions, secrets=todo.secrets, kept_texts=todo.kept_texts,
            before=Before(job.pdf, document.pages, todo.gone), written=placeholders(job.title),
        )  # fmt: skip
    report = proof.to_json() | asdict(redacted)
    if proof.ok:
        made.replace(job.out)
    else:
        made.unlink()
    return Burned(proof.ok, redacted.redactions, json.dumps(report, ensure_ascii=False, sort_keys=True))
