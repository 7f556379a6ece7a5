"""Makes the release: burn and prove each document, write the lists, put the folder in place at once."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from woolak import __version__, inventory, relating, tasks
from woolak.case import POLICY, Case
from woolak.engine import Engine
from woolak.errors import ChecksFailed, LeakFound, OpenDecisions, ViewAwaited
from woolak.events import prove
from woolak.inventory.checks import Dossier, check
from woolak.inventory.zienswijze.views import awaited, views
from woolak.letter import write_letter
from woolak.model import Document, DocumentFacts, Judgement, Proposal
from woolak.papers import Papers, complete, dossier, papers_digest, papers_of
from woolak.relating import Standing
from woolak.review.marks import proposals_of
from woolak.review.state import DocumentState, fold
from woolak.rules.casefile import CaseFile
from woolak.run import digest, facts_of, failure, readable, register_of
from woolak.telling import Teller

if TYPE_CHECKING:
    from woolak.pipeline.detect import Register

__all__ = ["accept_proposals", "is_current", "release"]

OUTSIDE: Literal["buiten verzoek"] = "buiten verzoek"
NOT_RELEASED = "Het document waarvan dit een dubbel is ({number}), is niet vrijgegeven."
WITHHELD = "Bij de controle bleek tekst achter te blijven die weg moest. Het document is niet vrijgegeven."


@dataclass(frozen=True)
class Decided:
    """A document with what was decided about it."""

    document: Document
    approved: tuple[Proposal, ...]
    suggested: tuple[Proposal, ...]
    reviewed: bool
    """Whether a second person confirmed it; else it leaves as a draft."""
    refused: tuple[str, ...] = ()
    """Grounds on which the whole document is withheld: then nothing of it is burned or published."""
    judged: Standing | None = None
    """The relation by which it is judged, without being burned: a double, or public already."""
    original: str = ""
    """Of a double: the document that stands for it."""

    @property
    def burned(self) -> bool:
        return not self.refused and self.judged is None


def accept_proposals(case: Case) -> None:
    """Let the policy approve what nobody has decided on; suggestions stay open for a person.

    Of doubles only those that are the same to the letter: then what leaves for the one is right for the other.
    """
    relating.accept_same_files(case, POLICY, "--accept-proposals")
    for document in readable(case):
        marks = _state_of(case, document).marks
        undecided = [
            one for one in case.proposals(document.id)
            if one.proposal.action == "redact" and marks[one.id].verdict == "open"
        ]  # fmt: skip
        case.decide(undecided, "approve", POLICY, "--accept-proposals")


def _state_of(case: Case, document: Document) -> DocumentState:
    stored = [(one.id, one.proposal) for one in case.proposals(document.id)]
    return fold(document.id, stored, case.events(document.id))


def _decided(case: Case, document: Document, original: str = "") -> tuple[Decided, int]:
    """What was decided on one document, and how many proposals still wait.

    `original` is the document that stands for it when it is a double.
    """
    state = _state_of(case, document)
    if state.judged and state.judged.what == "dubbel" and not original:
        state.judged = None  # of nothing that is in the release: it is looked at as every other
    if state.judged and state.judged.what == "buiten verzoek":
        state.refused, state.judged = (OUTSIDE,), None
    held_back = bool(state.refused or state.judged)
    open_ = [mark for mark in state.marks.values() if mark.verdict == "open" and mark.action == "suggest"]
    kept_back = proposals_of(mark for mark in state.marks.values() if mark.verdict != "rejected")
    decided = Decided(
        document,
        kept_back if held_back else state.approved(),
        () if held_back else proposals_of(open_),
        reviewed=state.status == "confirmed",
        refused=state.refused,
        judged=state.judged,
        original=original if state.judged else "",
    )
    return decided, state.waiting


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", text.casefold())]


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
        fingerprint = digest(id_, said, tasks.burn_version())
        report = case.burned(id_)
        if before[id_] == fingerprint and out.exists() and report:
            done[id_] = tasks.Burned(**json.loads(report))
        else:
            pdf = case.pdf_dir / f"{id_}.pdf"
            jobs.append(tasks.BurnJob(one.document, fingerprint, pdf, out, one.approved, titles[id_], draft, pdfa))
    for job, result in told.follow(engine.each(tasks.burn, jobs), "lakken", len(jobs)):
        if isinstance(result, Exception):
            done[job.document.id] = failure(result, job.document.source, case.folder)
        else:
            done[job.document.id] = result
            case.store_burned(job.document.id, job.fingerprint, json.dumps(result.as_dict(), ensure_ascii=False))
    return done


def _unread(case: Case) -> list[tuple[Document, str]]:
    """Stand-ins for what could not be processed, so that each has its line in the lists."""
    stand_ins = []
    for one in case.documents():
        if one.error:
            facts = DocumentFacts("", None, "overig", "own", False)
            stand_ins.append((Document(one.id, one.source, one.parent_id, facts, ()), one.error))
    return stand_ins


def _suggestions(decided: Decided) -> list[dict[str, Any]]:
    return [
        {
            "page": proposal.page_index,
            "bbox": [round(value, 2) for value in box],
            "ground": proposal.grounds[0],
            "score": proposal.score,
        }
        for proposal in decided.suggested
        for box in proposal.boxes_pt
    ]


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


def _all_decided(case: Case) -> tuple[list[Decided], int]:
    """Every document that was read, with its decisions, and how many proposals still wait."""
    decided, waiting = [], 0
    documents = readable(case)
    judged, there = relating.standing(case), {document.id for document in documents}
    for document in documents:
        one, count = _decided(case, document, relating.original_of(document.id, judged, there) or "")
        decided.append(one)
        waiting += count
    return decided, waiting


def _entities_per_ground(approved: Sequence[Proposal]) -> dict[str, tuple[str, ...]]:
    pairs = sorted({(ground, proposal.entity) for proposal in approved for ground in proposal.grounds})
    return {ground: tuple(entity for one, entity in pairs if one == ground) for ground, _ in pairs}


def _judgement(one: Decided) -> Judgement:
    if one.judged:
        return "dubbel" if one.judged.what == "dubbel" else "reeds openbaar"
    if one.refused:
        return OUTSIDE if one.refused == (OUTSIDE,) else "niet openbaar"
    return inventory.judge(one.document, one.approved)


def _entry(number: str, title: str, parent: str | None, one: Decided, result: tasks.Burned | str | None
           ) -> inventory.ManifestEntry:  # fmt: skip
    """The lines of one document in the lists; a document that was not burned, or leaks, tells why."""
    error = None
    if isinstance(result, str):
        error = result
    elif result and not result.ok:
        error = WITHHELD
    per_ground = Counter(ground for proposal in one.approved for ground in proposal.grounds)
    if not one.burned:
        per_ground = Counter()
    document = one.document
    line = inventory.InventoryLine(
        number=number,
        document_id=document.id,
        source=document.source,
        title=title,
        date=document.facts.date,
        kind=document.facts.kind,
        pages=len(document.pages),
        judgement=None if error else _judgement(one),
        grounds=() if error else tuple(sorted(per_ground)) or one.refused,
        remark="",
        parent_number=parent,
        redactions_per_ground={} if error else dict(sorted(per_ground.items())),
        reviewed=one.reviewed,
        error=error,
        entities_per_ground={} if error or not one.burned else _entities_per_ground(one.approved),
        withheld=not one.burned,
        link=one.judged.link if one.judged else "",
    )
    return inventory.ManifestEntry(
        line=line,
        output=line.file or None,
        redactions=result.redactions if isinstance(result, tasks.Burned) and result.ok else 0,
        suggestions=[] if error else _suggestions(one),
    )


def _with_doubles(decided: Sequence[Decided], entries: Sequence[inventory.ManifestEntry]
                  ) -> list[inventory.ManifestEntry]:  # fmt: skip
    """The entries, in which a double leads to the file of the document that stands for it.

    A double of what was not released is not released either, and says so.
    """
    by_id = {entry.line.document_id: entry for entry in entries}
    found = []
    for one in decided:
        entry = by_id[one.document.id]
        if one.original:
            original = by_id[one.original]
            failed = original.line.error
            line = replace(
                entry.line,
                duplicate_of=original.line.number,
                judgement=None if failed else "dubbel",
                error=NOT_RELEASED.format(number=original.line.number) if failed else None,
                reviewed=original.line.reviewed,
            )
            entry = replace(entry, line=line, output=original.output)
        found.append(entry)
    return found


def _write(made: Path, case: Case, papers: Papers, entries: Sequence[inventory.ManifestEntry],
           burned: Mapping[str, tasks.Burned | str]) -> None:  # fmt: skip
    """Write the whole release into a folder beside the one in use."""
    from woolak.pipeline.verify import CheckedDocument, write_page

    (made / "documenten").mkdir(parents=True)
    proofs = {}
    for entry in entries:
        result = burned.get(entry.line.document_id)
        if isinstance(result, tasks.Burned):
            proofs[entry.line.number] = json.loads(result.report)
        if entry.line.file:
            shutil.copyfile(case.work_dir / f"{entry.line.document_id}.pdf", made / entry.output)
    lines = [entry.line for entry in entries]
    inventory.write_inventory(lines, papers.facts, made, papers.decision, papers.templates)
    inventory.write_annex(lines, papers.facts, made, papers.templates, papers.decision)
    inventory.write_manifest(entries, made)
    text = json.dumps({"documents": proofs}, ensure_ascii=False, indent=1, sort_keys=True)
    (made / "verificatie.json").write_text(text + "\n", encoding="utf-8")
    checked = [CheckedDocument(one.number, one.title, proofs[one.number]) for one in lines if one.number in proofs]
    write_page(checked, papers.facts.dossier, papers.facts.municipality.name, made)


def _state(case: Case) -> str:
    """Fingerprint of all that a release follows from."""
    everything = [(one.id, one.error, one.grounded_from) for one in case.documents()]
    decided = case.log.head()
    outside = {"publication": {"organisation", "title", "summary", "url"}}  # said of the publication, not in a release
    said = facts_of(case).model_dump_json(exclude=outside)
    said += repr(relating.relations(case))
    own = papers_digest(case, facts_of(case))
    return digest(repr(everything), repr(decided), said, own, tasks.burn_version(), __version__)


def is_current(case: Case) -> bool:
    """Whether DIR/release/ was made, as a whole, from the case as it is now."""
    before = json.loads(case.recall("released") or "{}")
    return case.release_dir.exists() and before.get("state") == _state(case)


def release(case: Case, register: Register | None, engine: Engine, told: Teller) -> list[tuple[str, str]]:
    """Make DIR/release/, unless it is there and nothing changed. Returns what could not be released and why (Dutch).

    Raises OpenDecisions while proposals wait, ViewAwaited while a third party may still reply, ChecksFailed when what
    a person confirmed may not leave as it is, LogBroken when a decision was tampered with, and LeakFound after the
    release of the other documents was made.
    """
    prove(case.log.since(), case.log.head())  # what a changed log decided is not released
    before = json.loads(case.recall("released") or "{}")
    waiting = awaited(views(case.log.since(document_id="")), datetime.date.today())
    if waiting:
        raise ViewAwaited([(one.party, one.due) for one in waiting])
    state = _state(case)
    if before.get("state") != state or not case.release_dir.exists():
        told("Uitvoer maken ...")
        entries = _make(case, register or register_of(case, facts_of(case), engine, told), engine, told)
        before = {
            "state": state,
            "failed": [(entry.line.source, entry.line.error) for entry in entries if entry.line.error],
            "leaking": [entry.line.number for entry in entries if entry.line.error == WITHHELD],
        }
        case.remember("released", json.dumps(before))
        case.remember("released_log", case.log.head())
    if before["leaking"]:
        raise LeakFound(before["leaking"])
    return [(source, reason) for source, reason in before["failed"]]


@dataclass(frozen=True)
class _Gathered:
    """The documents of a case in their order, with what was decided, their numbers and their titles."""

    all_of_them: tuple[Decided, ...]
    unread: Mapping[str, str]
    """Why a document could not be read, by its id."""
    numbers: Mapping[str, str]
    titles: Mapping[str, str]

    def entries(
        self, results: Mapping[str, tasks.Burned | str], papers: Papers
    ) -> tuple[list[inventory.ManifestEntry], Dossier]:
        """The lines of the lists, and everything together as the checks look at it."""
        said: Mapping[str, tasks.Burned | str] = {**results, **self.unread}
        listed = [
            _entry(self.numbers[id_], self.titles[id_], self.numbers.get(one.document.parent_id or ""), one,
                   said.get(id_))
            for one in self.all_of_them
            for id_ in [one.document.id]
        ]  # fmt: skip
        documents = {one.document.id: one.document for one in self.all_of_them}
        approved = {one.document.id: one.approved for one in self.all_of_them}
        listed = complete(_with_doubles(self.all_of_them, listed), documents, papers)
        return listed, dossier(listed, documents, approved, papers, datetime.date.today())


def _gather(case: Case, facts: CaseFile, register: Register, decided: Sequence[Decided]) -> _Gathered:
    unread = _unread(case)
    all_of_them = [*decided, *(Decided(document, (), (), False) for document, _ in unread)]
    all_of_them.sort(key=lambda one: _natural(one.document.source))
    titles = {
        one.document.id: inventory.safe_title(
            one.document, facts, register.names_in, companies_in=register.companies_in, redactions=one.approved
        )
        for one in all_of_them
    }
    numbers = inventory.number_documents([one.document for one in all_of_them])
    return _Gathered(tuple(all_of_them), {document.id: reason for document, reason in unread}, numbers, titles)


def listed(case: Case, register: Register) -> tuple[list[inventory.ManifestEntry], Dossier]:
    """What the lists will say, and the checks look at, with what is decided until now; nothing is burned."""
    facts = facts_of(case)
    papers = papers_of(case, facts, datetime.date.today())
    return _gather(case, facts, register, _all_decided(case)[0]).entries({}, papers)


def _make(case: Case, register: Register, engine: Engine, told: Teller) -> list[inventory.ManifestEntry]:
    facts = facts_of(case)
    papers = papers_of(case, facts, datetime.date.today())
    decided, waiting = _all_decided(case)
    if waiting:
        raise OpenDecisions(waiting)
    gathered = _gather(case, facts, register, decided)
    told(f"{len(decided)} document(en) lakken en controleren ...")
    burned = _burn_all(case, [one for one in decided if one.burned], gathered.titles, engine, told)
    entries, everything = gathered.entries(burned, papers)
    found = check(everything)
    blocking = [one for one in found if one.blocking]
    if found:
        told(f"De controle meldt {len(blocking)} fouten en {len(found) - len(blocking)} aandachtspunten: zie "
             f"'woolak check'.")  # fmt: skip
    if blocking and any(one.reviewed for one in decided):
        raise ChecksFailed([str(one) for one in blocking])
    told("Inventarislijst en bijlage schrijven ...")
    made = case.folder / "release.nieuw"
    shutil.rmtree(made, ignore_errors=True)
    _write(made, case, papers, entries, burned)
    write_letter(made, case, papers, [entry.line for entry in entries], register)
    _swap(made, case.release_dir)
    return entries
