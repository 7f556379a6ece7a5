"""The main job: sources → ingested → found → grounded, each document once, resumed where it was cut off."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from woolak import relating, removing, splitting, tasks
from woolak.case import Case, StoredDocument
from woolak.engine import Engine
from woolak.errors import MissingProgram, StorageTrouble, UnreadableSource, UsageError, WoolakError
from woolak.fingerprint import digest, rules_version
from woolak.knowing import index_for
from woolak.locked import is_locked, locked_files, opened_before
from woolak.model import Document, Finding
from woolak.pipeline.detect.model.extra import check as check_second_model
from woolak.pool import Died
from woolak.rules.casefile import CaseFile, read_case_file
from woolak.rules.decision import read_decision_file
from woolak.rules.lessons import read_lessons
from woolak.rules.policy import Policy, load_policy
from woolak.rules.reasons import all_reasons
from woolak.telling import Teller, counted, named

if TYPE_CHECKING:
    from woolak.pipeline.detect import Clues, Register
    from woolak.tasks import Office

__all__ = ["Summary", "facts_of", "prepare", "readable", "register_of"]

log = logging.getLogger("woolak")
LEAST_FREE = 1 << 20
"""Bytes that a disk must have left for a failure to be blamed on the document."""
LONG_PAGES, PART_PAGES = 200, 100
"""A document of more pages is looked at by several tasks, of so many pages each."""
POLICY_FILE = "lakbeleid.yaml"
"""The municipality's policy, in the case: as the last run was given it."""
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "zaak.yaml", "besluit.yaml"})


@dataclass(frozen=True)
class Summary:
    """What a run came to; `failed` are the sources that could not be processed, with the reason."""

    documents: int
    to_redact: int
    to_suggest: int
    failed: tuple[tuple[str, str], ...]


def source_files(source: Path) -> dict[str, Path]:
    """Every file of SOURCE by its path within it; files that an operating system left are not documents."""
    if source.is_file():
        return {source.name: source}
    if not source.is_dir():
        raise UsageError(f"De map of het bestand {source} bestaat niet.")
    found = {
        path.relative_to(source).as_posix(): path
        for path in sorted(source.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.name.lower() not in SYSTEM_FILES
    }
    if not found:
        raise UsageError(f"In de map {source} staan geen documenten.")
    return found


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_original(path: Path, target: Path) -> str:
    """Copy a source into the case, unless it is there; returns its SHA-256."""
    wanted = sha256_of(path)
    if not target.exists() or sha256_of(target) != wanted:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".deel")
        shutil.copyfile(path, part)
        part.replace(target)
    return wanted


def failure(error: Exception, source: str, folder: Path) -> str:
    """The Dutch reason for the user; of an error that is not ours only where it happened, for who maintains Woolak.

    Raises StorageTrouble when it is not the document that is at fault, but the disk below `folder`: then nothing goes
    on, and the document is not blamed.
    """
    if isinstance(error, StorageTrouble):
        raise error
    if any(shutil.disk_usage(place).free < LEAST_FREE for place in (folder, tempfile.gettempdir())):
        raise StorageTrouble.full()
    if isinstance(error, WoolakError):
        return str(error)
    log.error("%s: %s", hashlib.sha256(source.encode()).hexdigest()[:12], error or type(error).__name__)
    return str(UnreadableSource.stopped() if isinstance(error, Died) else UnreadableSource.failed())


def _converted(paths: list[Path], out_dir: Path, facts: CaseFile) -> Mapping[Path, Office]:
    """The PDFs of all office documents, made in few calls of LibreOffice; without LibreOffice each says so."""
    if all(path.suffix.lower() == ".pdf" for path in paths):
        return {}
    from woolak.pipeline.ingest import OFFICE_SUFFIXES, convert_office

    office = [path for path in paths if path.suffix.lower() in OFFICE_SUFFIXES]
    try:
        return convert_office(office, out_dir, facts.limits, facts.passwords) if office else {}
    except MissingProgram as missing:
        return dict.fromkeys(office, missing)


def _ingest_all(
    case: Case, facts: CaseFile, files: dict[str, Path], engine: Engine, told: Teller, passwords: Sequence[str]
) -> None:
    """`passwords` were given for this run alone: what they open stays read, and they are kept nowhere."""
    todo = []
    cuts, out = splitting.decided(case), removing.taken_out(case)
    locked = locked_files(case) if passwords else frozenset()
    replaced: list[str] = []
    opening = facts.model_copy(update={"passwords": (*facts.passwords, *passwords)})
    for source, path in files.items():
        try:
            sha256 = keep_original(path, case.sources_dir / source)
        except PermissionError as error:
            if error.filename != str(path):
                raise
            reason = str(UnreadableSource.forbidden())
            case.store_ingested(source, "", "", [(digest(source)[:12], source, None, reason)])
            continue
        if case.received(source) not in (None, "", sha256):
            replaced.append(source)
        own = splitting.cuts_within(cuts, source)
        fingerprint = digest(sha256, facts.about(source).model_dump_json(), rules_version(), repr(own) if own else "")
        if case.ingested_from(source) != fingerprint or source in locked:
            todo.append((source, case.sources_dir / source, sha256, fingerprint, own))
    if replaced:
        told(
            f"Let op: stond al in de zaak, en is vervangen door het nieuwe met dezelfde naam: {named(replaced)}. "
            "Zijn het verschillende documenten, geef er dan een andere naam aan en voeg beide toe."
        )
    if not todo:
        return
    told(f"{counted(len(todo), 'bestand', 'bestanden')} inlezen ...")
    converted = _converted([path for _, path, *_ in todo], case.work_dir / "omgezet", opening)
    jobs = [
        tasks.IngestJob(path, source, fingerprint, sha256, case.pdf_dir, opening, converted.get(path), own)
        for source, path, sha256, fingerprint, own in todo
    ]
    jobs.sort(key=lambda job: -job.path.stat().st_size)  # longest first: nobody waits for one at the end
    shut: list[str] = []
    for job, result in told.follow(engine.each(tasks.ingest, jobs), "inlezen", len(jobs)):
        found: list[tuple[str, str, Document | None, str | None]]
        if isinstance(result, Exception):
            found = [(digest(job.source)[:12], job.source, None, failure(result, job.source, case.folder))]
        else:
            found = [
                (one.document.id if one.document else digest(one.source)[:12], one.source, one.document, one.error)
                for one in result
            ]
        # what failed is tried again by the next run: a missing program may be there by then
        again = isinstance(result, Exception) or any(one.retry for one in result)
        found = [one for one in found if not removing.within(one[1], out)]
        known = opened_before(case, job.source, job.sha256, [one[1] for one in found if is_locked(one[3])])
        if known:
            shut.append(job.source)
            found = [one for one in found if not any(removing.within(old.source, (one[1],)) for old in known)]
            found += [(old.id, old.source, old, None) for old in known]
        case.store_ingested(job.source, job.sha256, "" if again else job.fingerprint, found)
        if known:
            continue
        streams = () if isinstance(result, Exception) else result
        splitting.store(case, job.source, [one for one in streams if not removing.within(one.source, out)])
    shutil.rmtree(case.work_dir / "omgezet", ignore_errors=True)
    if shut:
        told(
            f"Let op: eerder met een wachtwoord gelezen dat nu niet is gegeven: {named(shut)}. Dat blijft zoals het "
            "toen is gelezen."
        )


def _said(facts: CaseFile) -> str:
    """Fingerprint of zaak.yaml and the rules."""
    return digest(facts.model_dump_json(), rules_version())


def _parts(stored: StoredDocument) -> list[range | None]:
    """The pages that one task looks at: all of them, or of a long document a part."""
    if stored.page_count <= LONG_PAGES:
        return [None]
    return [range(at, min(at + PART_PAGES, stored.page_count)) for at in range(0, stored.page_count, PART_PAGES)]


def _find_jobs(case: Case, facts: CaseFile, known: Iterable[StoredDocument]) -> Iterable[tasks.FindJob]:
    said = _said(facts)
    for stored in known:
        fingerprint = digest(stored.as_known, said)
        before = tuple(case.findings(stored.id)) if stored.detected_from == fingerprint else None
        document = case.packed(stored.id)
        for part in _parts(stored) if before is None else [None]:
            yield tasks.FindJob(document, fingerprint, facts, before, part)


def _around(everything: Sequence[StoredDocument], facts: CaseFile, own: str) -> str:
    """Fingerprint of what every document's proposals depend on: the others of the case, zaak.yaml, the rules."""
    return digest(own, _said(facts), *sorted(one.id for one in everything if not one.error))


def _grounded_from(stored: StoredDocument, around: str) -> str:
    return digest(stored.detected_from or "", around)


def _stale(case: Case, facts: CaseFile, own: str) -> bool:
    """Whether any document has still to be looked at or grounded."""
    everything = case.documents()
    said, around = _said(facts), _around(everything, facts, own)
    return any(
        stored.detected_from != digest(stored.as_known, said) or stored.grounded_from != _grounded_from(stored, around)
        for stored in everything
        if not stored.error
    )


def register_of(case: Case, facts: CaseFile, engine: Engine, told: Teller) -> Register:
    """Look at each document by itself, then put together what the case knows."""
    from woolak.pipeline import detect

    readable = sorted((one for one in case.documents() if not one.error), key=lambda one: -one.page_count)
    clues: dict[str, Clues] = {}
    parts: dict[str, list[Finding]] = {}
    missing = {one.id: len(_parts(one)) for one in readable}
    whole: list[tasks.FindJob] = []

    def done() -> Iterator[tuple[tasks.FindJob, tuple[list[Finding], Clues | None] | Exception]]:
        jobs = engine.each(tasks.find, _find_jobs(case, facts, readable))
        yield from told.follow(jobs, "zoeken", sum(missing.values()))
        yield from engine.each(tasks.find, whole)

    for job, result in done():
        id_ = job.document.id
        if isinstance(result, Exception):
            case.store_failure(id_, failure(result, job.document.source, case.folder))
            continue
        findings, clue = result
        if clue is not None:
            if job.findings is None or not missing[id_]:
                case.store_findings(id_, job.fingerprint, findings)
            clues[id_] = clue
            continue
        parts.setdefault(id_, []).extend(findings)
        missing[id_] -= 1
        if not missing[id_]:
            whole.append(replace(job, findings=tuple(detect.in_order(parts.pop(id_))), part=None))
    return detect.merge([clues[id_] for id_ in sorted(clues)], facts)


def _ground_jobs(case: Case, facts: CaseFile, register: tasks.RegisterFile, rules: Policy, own: str
                 ) -> Iterable[tasks.GroundJob]:  # fmt: skip
    everything = case.documents()
    around = _around(everything, facts, own)
    for stored in everything:
        fingerprint = _grounded_from(stored, around)
        if stored.error or stored.detected_from is None or stored.grounded_from == fingerprint:
            continue
        yield tasks.GroundJob(
            case.packed(stored.id), fingerprint, tuple(case.findings(stored.id)), register, rules,
            facts.anonymise_parties,
        )  # fmt: skip


def _ground_all(case: Case, jobs: Iterable[tasks.GroundJob], engine: Engine, told: Teller) -> None:
    grounded = engine.each(tasks.ground, jobs)
    for job, result in told.follow(grounded, "gronden", len(case.documents())):
        if isinstance(result, Exception):
            case.store_failure(job.document.id, failure(result, job.document.source, case.folder))
        else:
            case.store_proposals(job.document.id, job.fingerprint, result)


def _keep(given: Path | None, target: Path, read: Callable[[Path], object]) -> None:
    """Copy the municipality's lessons or policy into the case, or take them away when this run names none."""
    if given is None:
        target.unlink(missing_ok=True)
        return
    read(given)  # wrong? then nothing is changed
    keep_original(given, target)


def prepare(
    case: Case,
    source: Path,
    policy: Path | None,
    engine: Engine,
    told: Teller,
    learned: Path | None = None,
    known: Path | None = None,
    passwords: Sequence[str] = (),
) -> tuple[Summary, Register | None]:
    """Ingest, detect and ground everything in SOURCE that was not done before.

    Also returns what the case as a whole knows, when it had to be put together.
    """
    given = source / "zaak.yaml" if source.is_dir() else source.with_name("zaak.yaml")
    anew = not source.resolve().is_relative_to(case.folder.resolve())  # else from a screen: what was given stands
    if given.exists():
        said = read_case_file(given)  # wrong? then nothing is changed
        learned = learned or (given.parent / said.learned if said.learned else None)
        _keep(learned, case.lessons_file, read_lessons)
        keep_original(given, case.case_file)
    elif anew or learned:
        _keep(learned, case.lessons_file, read_lessons)
    _keep_decision(given.with_name("besluit.yaml"), case.folder / "besluit.yaml", anew, told)
    kept_policy = case.folder / POLICY_FILE
    if anew or policy:
        _keep(policy, kept_policy, load_policy)
    elif kept_policy.exists():
        policy = kept_policy
    facts = facts_of(case)
    rules = load_policy(policy)
    own = policy.read_text(encoding="utf-8-sig") if policy else ""
    all_reasons()  # a rule file that is wrong is told before any work is done
    check_second_model(facts)
    files, out = removing.without(case, source_files(source))
    if out:
        told(
            f"Let op: in de browser uit het dossier gehaald, en daarom niet ingelezen: {named(out)}. Hoort het er toch "
            "in, neem het dan daar weer op."
        )
    _ingest_all(case, facts, files, engine, told, passwords)
    there = {one.source for one in case.documents()}
    if unknown := sorted(facts.documents.keys() - there):
        told(f"Let op: zaak.yaml noemt onder 'documents' wat er niet is: {', '.join(unknown)}.")
    index = index_for(case.folder, known, facts.known, given.parent)
    register = None
    with ThreadPoolExecutor(1) as beside:  # while the workers look for what is in the documents
        related = beside.submit(relating.find, case, facts, index, told)
        if _stale(case, facts, own):
            told("Zoeken naar persoonsgegevens en bedrijfsgegevens ...")
            register = register_of(case, facts, engine, told)
        related.result()
    if register is not None:
        told("Gronden bepalen ...")
        kept = tasks.keep_register(register, case.work_dir / "register")
        try:
            _ground_all(case, _ground_jobs(case, facts, kept, rules, own), engine, told)
        finally:
            kept.path.unlink()
    stored = case.documents()
    failed = sorted((one.source, one.error) for one in stored if one.error)
    actions = case.counts()
    summary = Summary(len(stored), actions["redact"], actions["suggest"], tuple(failed))
    return summary, register


def _keep_decision(given: Path, kept: Path, anew: bool, told: Teller) -> None:
    """Take besluit.yaml along, but from a folder never over that of the case: a difference is told."""
    if given.exists() and not (anew and kept.exists()):
        read_decision_file(given.parent)  # wrong? then nothing is changed
        keep_original(given, kept)
    elif given.exists() and given.read_bytes() != kept.read_bytes():
        told(f"Let op: besluit.yaml in de map is niet gelijk aan {kept}. Woolak gebruikt die van de zaak.")


def facts_of(case: Case) -> CaseFile:
    """What zaak.yaml of the case says, with the lessons that it names; nothing when there is none."""
    said = read_case_file(case.case_file) if case.case_file.exists() else CaseFile()
    return said.model_copy(update={"lessons": read_lessons(case.lessons_file)}) if case.lessons_file.exists() else said


def looked_at(case: Case) -> list[str]:
    """The documents, by id, that were read, looked at and grounded: only these can be released."""
    return [one.id for one in case.documents() if not one.error and one.detected_from and one.grounded_from]


def readable(case: Case) -> list[Document]:
    """The documents that can be released, packed."""
    return [case.packed(id_) for id_ in looked_at(case)]
