"""Makes the release: burn and prove each document, write the lists, put the folder in place at once."""

from __future__ import annotations

import datetime
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from woolak import inventory, relating, tasks
from woolak.case import POLICY, Case, ProposedAction
from woolak.current import decided_until, state_of_case
from woolak.decided import WITHHELD, Decided, all_decided, all_taken_in, gather, state_of
from woolak.engine import Engine
from woolak.errors import ChecksFailed, LeakFound, OpenDecisions, StorageTrouble, ViewAwaited
from woolak.events import prove
from woolak.fingerprint import burn_version, digest
from woolak.inventory.checks import Finding, check
from woolak.inventory.parties import ordinary_words
from woolak.inventory.zienswijze.views import awaited, views
from woolak.letter import publish_letter, write_letter
from woolak.packing import opened
from woolak.papers import Papers, papers_digest, papers_of
from woolak.run import facts_of, failure, looked_at, register_of
from woolak.status import POINTS
from woolak.telling import Teller
from woolak.typesetting import fonts

if TYPE_CHECKING:
    from woolak.pipeline.detect import Register

__all__ = ["accept_proposals", "load", "release"]

LOADED = (
    "docxtpl", "pandas", "pikepdf", "typst", "xlsxwriter", "woolak.pipeline.verify.page",
    "woolak.pipeline.detect.business", "woolak.pipeline.detect.identifiers", "woolak.pipeline.detect.names",
)  # fmt: skip
"""What others load only when they need it."""
AT_ONCE = 1000
"""Decisions that are written together."""
NO_LETTER = (
    "Let op: van de brief is geen openbare vorm gemaakt: niet bewezen is dat alle persoonsgegevens weg zijn. Kijk de "
    "brief in de map besluit na."
)


def load() -> None:
    """Load what a release takes beside what this module does: for who has to wait anyway."""
    for name in LOADED:
        import_module(name)
    ordinary_words(frozenset({"de"}))  # reads the dictionary
    fonts()


def accept_proposals(case: Case) -> None:
    """Let the policy approve what nobody has decided on; suggestions stay open for a person.

    Of doubles only those that are the same to the letter: then what leaves for the one is right for the other.
    """
    relating.accept_same_files(case, POLICY, "--accept-proposals")
    undecided: list[ProposedAction] = []
    touched = case.log.touched()
    for id_ in looked_at(case):
        marks = state_of(case, id_, case.proposals(id_)).marks if id_ in touched else {}
        undecided += [
            one
            for one in case.actions(id_)
            if one.action == "redact" and (one.id not in marks or marks[one.id].verdict == "open")
        ]
        if len(undecided) >= AT_ONCE:
            case.decide(undecided, "approve", POLICY, "--accept-proposals")
            undecided.clear()
    case.decide(undecided, "approve", POLICY, "--accept-proposals")


def _without_report(burned: tasks.Burned) -> tasks.Burned:
    """What is kept in memory of each document; its report is in the case."""
    return replace(burned, report="")


def _report(case: Case, id_: str) -> Any:
    """What the proof of a burned document found."""
    return json.loads(json.loads(case.burned(id_) or "{}")["report"])


def _burn_all(case: Case, decided: Sequence[Decided], titles: Mapping[str, str], engine: Engine, told: Teller
              ) -> dict[str, tasks.Burned | str]:  # fmt: skip
    """Burn each document into `werk/`; what was burned before from the same decisions is used again."""
    done: dict[str, tasks.Burned | str] = {}
    jobs = []
    before, pdfa = {one.id: one.burned_from for one in case.documents()}, facts_of(case).pdfa
    for one in decided:
        id_, draft = one.document.id, not one.reviewed
        out = case.work_dir / f"{id_}.pdf"
        said = repr((one.approved, titles[id_], draft, pdfa))
        fingerprint = digest(id_, said, burn_version())
        report = case.burned(id_)
        if before[id_] == fingerprint and out.exists() and report:
            done[id_] = _without_report(tasks.Burned(**json.loads(report)))
        else:
            pdf = case.pdf_dir / f"{id_}.pdf"
            jobs.append(tasks.BurnJob(one.document, fingerprint, pdf, out, one.approved, titles[id_], draft, pdfa))
    jobs.sort(key=lambda job: -len(job.document.pages))  # longest first: nobody waits for one at the end
    for job, result in told.follow(engine.each(tasks.burn, jobs), "lakken", len(jobs)):
        if isinstance(result, Exception):
            done[job.document.id] = failure(result, job.document.source, case.folder)
        else:
            done[job.document.id] = _without_report(result)
            case.store_burned(job.document.id, job.fingerprint, json.dumps(result.as_dict(), ensure_ascii=False))
    return done


def _swap(made: Path, release_dir: Path) -> None:
    """Put the new release in the place of the old one: whole or not at all, also when the power goes."""
    for path in made.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    old = release_dir.with_name("release.oud")
    shutil.rmtree(old, ignore_errors=True)
    if release_dir.exists():
        release_dir.rename(old)
    made.rename(release_dir)
    shutil.rmtree(old, ignore_errors=True)


def _write_proofs(case: Case, proofs: Mapping[str, str], file: Path) -> None:
    """{"documents": {number: report}} of these documents (number: id); one report is read at a time."""
    with file.open("w", encoding="utf-8") as out:
        out.write('{\n "documents": {')
        for place, number in enumerate(sorted(proofs)):
            report = json.dumps(_report(case, proofs[number]), ensure_ascii=False, indent=1, sort_keys=True)
            text = report.replace("\n", "\n  ")
            out.write(f"{',' if place else ''}\n  {json.dumps(number)}: {text}")
        out.write("\n }\n}\n" if proofs else "}\n}\n")


def _write(made: Path, case: Case, papers: Papers, entries: Sequence[inventory.ManifestEntry],
           burned: Mapping[str, tasks.Burned | str]) -> None:  # fmt: skip
    """Write the whole release into a folder beside the one in use."""
    from woolak.pipeline.verify import CheckedDocument, write_page

    (made / "documenten").mkdir(parents=True)
    proofs: dict[str, str] = {}
    for entry in entries:
        result = burned.get(entry.line.document_id)
        if isinstance(result, tasks.Burned):
            proofs[entry.line.number] = entry.line.document_id
        if entry.output and entry.line.file:
            shutil.copyfile(case.work_dir / f"{entry.line.document_id}.pdf", made / entry.output)
    lines = [entry.line for entry in entries]
    inventory.write_inventory(lines, papers.facts, made, papers.decision, papers.templates)
    inventory.write_annex(lines, papers.facts, made, papers.templates, papers.decision)
    inventory.write_manifest(entries, made, _related(case))
    _write_proofs(case, proofs, made / "verificatie.json")
    checked = (
        CheckedDocument(one.number, one.title, _report(case, one.document_id))
        for one in inventory.in_order(lines)
        if one.number in proofs
    )
    write_page(checked, papers.facts.dossier, papers.facts.municipality.name, made)


def _related(case: Case) -> dict[str, list[inventory.Related]]:
    """How the documents relate, by document: attachments, and what was proposed with what was decided on it."""
    decided = relating.standing_after(case.log.since(kinds=relating.DECIDING))
    found: dict[str, list[inventory.Related]] = {
        one.id: [inventory.Related("bijlage", one.parent_id, "", "")] if one.parent_id else []
        for one in case.documents()
    }
    for relation in relating.relations(case):
        verdict = decided[relation.id].verdict if relation.id in decided else "open"
        related = inventory.Related(relation.what, relation.other_id, relation.link, verdict)
        found.setdefault(relation.document_id, []).append(related)
    return found


def release(case: Case, register: Register | None, engine: Engine, told: Teller) -> list[tuple[str, str]]:
    """Make DIR/release/, unless it is there and nothing changed. Returns what could not be released and why (Dutch).

    Raises OpenDecisions while proposals wait, ViewAwaited while a third party may still reply, ChecksFailed when what
    a person confirmed may not leave as it is, LogBroken when a decision was tampered with, and LeakFound after the
    release of the other documents was made.
    """
    prove(case.log.all(), case.log.head())  # what a changed log decided is not released
    all_taken_in(case)
    before = json.loads(case.recall("released") or "{}")
    waiting = awaited(views(case.log.since(document_id="")), datetime.date.today())
    if waiting:
        raise ViewAwaited([(one.party, one.due) for one in waiting])
    state = state_of_case(case)
    if before.get("state") != state or not case.release_dir.exists():
        told("Uitvoer maken ...")
        entries, left = _make(case, register or register_of(case, facts_of(case), engine, told), engine, told)
        withheld = sum(entry.line.error == WITHHELD for entry in entries)
        before = {
            "state": state,
            "papers": papers_digest(case, facts_of(case)),
            "failed": [(entry.line.source, entry.line.error) for entry in entries if entry.line.error],
            "withheld": withheld,
            "left": left,
        }
        case.remember("released", json.dumps(before))
        case.remember("released_log", decided_until(case))
    if before.get("withheld"):
        raise LeakFound(before["withheld"], before["left"])
    return [(source, reason) for source, reason in before["failed"]]


def _left(case: Case, decided: Sequence[Decided], numbers: Mapping[str, str], burned: Mapping[str, tasks.Burned | str]
          ) -> list[str]:  # fmt: skip
    """What was found in documents that did not pass, with the remedy."""
    left = []
    for one in decided:
        result = burned.get(one.document.id)
        if isinstance(result, tasks.Burned) and not result.ok:
            from woolak.leftover import what_is_left
            from woolak.pipeline.redactions import plan

            todo = plan(opened(one.document), tuple(one.approved))
            left += what_is_left(numbers[one.document.id], _report(case, one.document.id), todo)
    return left


def _points(found: Sequence[Finding], entries: Sequence[inventory.ManifestEntry]) -> list[str]:
    """What the checks found, for a screen: behind its number the file of the document, by which it is known there."""
    files, told = {entry.line.number: entry.line.source for entry in entries}, []
    for one in found:
        number, comma, rest = one.place.partition(",")
        place = f"{number} ({files[number]}){comma}{rest}" if number in files else one.place
        told.append(str(replace(one, place=place)))
    return told


def _make(case: Case, register: Register, engine: Engine, told: Teller
          ) -> tuple[list[inventory.ManifestEntry], list[str]]:  # fmt: skip
    """The release in its place; gives its lines, and of what was not released what was left in it."""
    facts = facts_of(case)
    papers = papers_of(case, facts, datetime.date.today())
    decided, waiting = all_decided(case)
    if waiting:
        raise OpenDecisions(waiting)
    gathered = gather(case, facts, register, decided)
    told(f"{len(decided)} document(en) lakken en controleren ...")
    burned = _burn_all(case, [one for one in decided if one.burned], gathered.titles, engine, told)
    entries, everything = gathered.entries(burned, papers)
    found = check(everything)
    case.remember(POINTS, json.dumps(_points(found, entries), ensure_ascii=False))
    blocking = [one for one in found if one.blocking]
    if found:
        told(f"Controle: fouten {len(blocking)}, aandachtspunten {len(found) - len(blocking)}. Zie 'woolak check'.")
    if blocking and any(one.reviewed for one in decided):
        raise ChecksFailed([str(one) for one in blocking])
    told("Inventarislijst en bijlage schrijven ...")
    made = case.folder / "release.nieuw"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    job = write_letter(case, papers, [entry.line for entry in entries], register)
    with ThreadPoolExecutor(1) as beside:  # a worker makes the letter that may be published while the lists are written
        letter = beside.submit(publish_letter, made, case, job)
        _write(made, case, papers, entries, burned)
    if not letter.result():
        room = sum(path.stat().st_size for path in made.iterdir() if path.is_file())
        if shutil.disk_usage(made).free < room:  # then it may have failed for want of what the lists took beside it
            raise StorageTrouble.full()
        told(NO_LETTER)
    _swap(made, case.release_dir)
    return entries, _left(case, decided, gathered.numbers, burned)
