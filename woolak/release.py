"""Makes the release: burn and prove each document, write the lists, put the folder in place at once."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from woolak import tasks
from woolak.case import POLICY, Case, StoredProposal
from woolak.errors import LeakFound, OpenDecisions, UnreadableSource, WoolakError
from woolak.model import Document, DocumentFacts, Proposal
from woolak.pool import each
from woolak.rules.casefile import CaseFile, read_case_file
from woolak.run import Said, digest, readable

if TYPE_CHECKING:
    from woolak.pipeline.detect import Register

__all__ = ["accept_proposals", "release"]

WITHHELD = "Bij de controle bleek tekst achter te blijven die weg moest. Het document is niet vrijgegeven."


@dataclass(frozen=True)
class Decided:
    """A document with what was decided about it."""

    document: Document
    approved: tuple[Proposal, ...]
    suggested: tuple[Proposal, ...]
    reviewed: bool


def accept_proposals(case: Case) -> None:
    """Let the policy approve what nobody has decided on; suggestions stay open for a person."""
    for document in readable(case):
        verdicts = case.verdicts(document.id)
        undecided = [
            one for one in case.proposals(document.id) if one.proposal.action == "redact" and one.id not in verdicts
        ]
        case.decide(undecided, "approve", POLICY, "--accept-proposals")


def _decided(case: Case, document: Document) -> tuple[Decided, int]:
    """What was decided on one document, and how many proposals still wait."""
    verdicts = case.verdicts(document.id)
    stored = case.proposals(document.id)
    approved = [one for one in stored if one.id in verdicts and verdicts[one.id].verdict == "approve"]
    open_: list[StoredProposal] = [one for one in stored if one.id not in verdicts]
    by_policy = any(verdicts[one.id].who == POLICY for one in stored if one.id in verdicts)
    waiting = [one for one in open_ if one.proposal.action == "redact"]
    decided = Decided(
        document,
        tuple(one.proposal for one in approved),
        tuple(one.proposal for one in open_ if one.proposal.action == "suggest"),
        reviewed=not by_policy and not open_,
    )
    return decided, len(waiting)


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", text.casefold())]


def _burn_all(case: Case, decided: Sequence[Decided], titles: dict[str, str], workers: int, draft: bool
              ) -> dict[str, tasks.Burned | Exception]:  # fmt: skip
    """Burn each document into `werk/`; what was burned before from the same decisions is used again."""
    done: dict[str, tasks.Burned | Exception] = {}
    jobs = []
    before = {one.id: one.burned_from for one in case.documents()}
    for one in decided:
        id_ = one.document.id
        out = case.work_dir / f"{id_}.pdf"
        said = repr((one.approved, titles[id_], draft))
        fingerprint = digest(id_, said, tasks.burn_version())
        report = case.burned(id_)
        if before[id_] == fingerprint and out.exists() and report:
            done[id_] = tasks.Burned(**json.loads(report))
        else:
            pdf = case.pdf_dir / f"{id_}.pdf"
            jobs.append(tasks.BurnJob(one.document, fingerprint, pdf, out, one.approved, titles[id_], draft))
    for job, result in each(tasks.burn, jobs, workers):
        done[job.document.id] = result
        if isinstance(result, tasks.Burned):
            case.store_burned(job.document.id, job.fingerprint, json.dumps(result.as_dict(), ensure_ascii=False))
    return done


def _unread(case: Case) -> list[tuple[Document, str]]:
    """Stand-ins for what could not be processed, so that each has its line in the lists."""
    stand_ins = []
    for one in case.documents():
        if one.error:
            facts = DocumentFacts(Path(one.source).stem, None, "overig", "own", False)
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
    """Put the new release in the place of the old one: whole or not at all."""
    old = release_dir.with_name("release.oud")
    shutil.rmtree(old, ignore_errors=True)
    if release_dir.exists():
        release_dir.rename(old)
    made.rename(release_dir)
    shutil.rmtree(old, ignore_errors=True)


def release(case: Case, register: Register, workers: int, said: Said) -> list[tuple[str, str]]:
    """Make DIR/release/. Returns what could not be released as (source, Dutch reason).

    Raises OpenDecisions while proposals wait, and LeakFound after the release of the other documents was made.
    """
    from woolak import inventory

    facts = read_case_file(case.case_file) if case.case_file.exists() else CaseFile()
    documents = sorted(readable(case), key=lambda document: _natural(document.source))
    decided, waiting = [], 0
    for document in documents:
        one, count = _decided(case, document)
        decided.append(one)
        waiting += count
    if waiting:
        raise OpenDecisions(waiting)
    unread = _unread(case)
    everything = sorted([*documents, *(document for document, _ in unread)], key=lambda one: _natural(one.source))
    numbers = inventory.number_documents(everything)
    titles = {one.id: inventory.safe_title(one, facts, register.names_in) for one in everything}
    draft = not all(one.reviewed for one in decided)
    said(f"{len(decided)} document(en) lakken en controleren ...")
    burned = _burn_all(case, decided, titles, workers, draft)

    made = case.folder / "release.nieuw"
    shutil.rmtree(made, ignore_errors=True)
    (made / "documenten").mkdir(parents=True)
    lines, entries, proofs = [], [], {}
    failed: list[tuple[str, str]] = []
    leaking: list[str] = []
    by_id = {one.document.id: one for one in decided}
    reasons = {document.id: reason for document, reason in unread}
    for document in everything:
        error = reasons.get(document.id)
        output = None
        one = by_id.get(document.id) or Decided(document, (), (), reviewed=False)
        result = burned.get(document.id)
        if isinstance(result, tasks.Burned):
            proofs[numbers[document.id]] = json.loads(result.report)
            if result.ok:
                output = f"documenten/{numbers[document.id]}.pdf"
                shutil.copyfile(case.work_dir / f"{document.id}.pdf", made / output)
            else:
                error = WITHHELD
                leaking.append(document.source)
        elif isinstance(result, Exception):
            error = str(result) if isinstance(result, WoolakError) else str(UnreadableSource.failed())
        if error:
            failed.append((document.source, error))
        per_ground = Counter(ground for proposal in one.approved for ground in proposal.grounds)
        line = inventory.InventoryLine(
            number=numbers[document.id],
            document_id=document.id,
            source=document.source,
            title=titles[document.id],
            date=document.facts.date,
            kind=document.facts.kind,
            pages=len(document.pages),
            judgement=None if error else inventory.judge(document, one.approved),
            grounds=tuple(sorted(per_ground)) if not error else (),
            remark="",
            parent_number=numbers.get(document.parent_id or ""),
            redactions_per_ground=dict(sorted(per_ground.items())) if not error else {},
            reviewed=one.reviewed,
            error=error,
        )
        lines.append(line)
        entries.append(
            inventory.ManifestEntry(
                line=line,
                output=output,
                redactions=result.redactions if output and isinstance(result, tasks.Burned) else 0,
                suggestions=_suggestions(one) if output else [],
            )
        )
    said("Inventarislijst en bijlage schrijven ...")
    inventory.write_inventory(lines, facts, made)
    inventory.write_annex(lines, facts, made)
    inventory.write_manifest(entries, made)
    (made / "verificatie.json").write_text(
        json.dumps({"documents": proofs}, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    _swap(made, case.release_dir)
    if leaking:
        raise LeakFound([numbers_of(lines, source) for source in leaking])
    return failed


def numbers_of(lines: Sequence[Any], source: str) -> str:
    """The number of a document in the list, to name it without its file name, which may hold a name."""
    return next(line.number for line in lines if line.source == source)
