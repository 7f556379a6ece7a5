"""What a case knows beside its documents: the decision, the course of the request, the views of third parties; and
what follows from it for the lists, the letter and the checks.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from woolak import inventory, removing
from woolak.inventory.checks import Checked, Dossier
from woolak.inventory.letters.annex import annex
from woolak.inventory.letters.letter import Course
from woolak.inventory.letters.texts import annex_texts
from woolak.inventory.line import InventoryLine, words
from woolak.inventory.parties import party_spans
from woolak.inventory.titles import safe_text
from woolak.inventory.zienswijze.views import View, views
from woolak.model import Document, Judgement, Proposal
from woolak.relating import family, relations, threads
from woolak.review.deadline import Suspension, deadline
from woolak.rules.casefile import CaseFile, ThirdParty
from woolak.rules.decision import DecisionFile, read_decision_file

if TYPE_CHECKING:
    from woolak.case import Case

__all__ = ["Papers", "complete", "dossier", "papers_digest", "papers_of", "party_of"]

TEMPLATES = "sjablonen"
WHOLE: tuple[Judgement, ...] = ("niet openbaar", "buiten verzoek", "reeds openbaar", "dubbel")
"""Judgements of a document of which nothing is published now."""
INTERNAL = frozenset({"memo", "nota", "verslag"})


@dataclass(frozen=True)
class Papers:
    """Everything that the lists, the letter and the checks need and no document tells."""

    facts: CaseFile
    decision: DecisionFile
    course: Course
    views: tuple[View, ...]
    templates: Path | None
    """The municipality's own templates and texts."""
    family: Mapping[str, int]
    thread: Mapping[str, int]
    without: Mapping[str, int] = field(default_factory=dict)
    """How many attachments somebody took out of a document, by its source."""


def _course(case: Case, facts: CaseFile, today: datetime.date) -> Course:
    """From zaak.yaml and what people noted since, as the screens show it."""
    noted = {}
    suspensions: dict[str, Suspension] = {}
    for event in case.log.since(document_id=""):
        noted[event.kind] = event
        if event.kind == "suspended":
            start = str(event.data.get("date", ""))
            suspensions.pop(start, None)
            if event.data.get("on"):
                until = event.data.get("until")
                end = datetime.date.fromisoformat(until) if until else None
                suspensions[start] = Suspension(datetime.date.fromisoformat(start), end)
    received = facts.request.date
    if "received" in noted and noted["received"].data.get("date"):
        received = datetime.date.fromisoformat(noted["received"].data["date"])
    if not received:
        return Course()
    extension = noted["extended"].data if "extended" in noted and noted["extended"].data.get("on") else None
    found = deadline(received, today, extension is not None, list(suspensions.values()))
    return Course(
        received,
        datetime.date.fromisoformat(extension["date"]) if extension and extension.get("date") else None,
        tuple((one.start, one.end) for one in sorted(suspensions.values(), key=lambda one: one.start)),
        found.due,
    )


def _decision(case: Case, facts: CaseFile) -> DecisionFile:
    """besluit.yaml, with what zaak.yaml says of the publication where it is silent."""
    said = read_decision_file(case.folder)
    known = {"date": facts.publication.decided, "publish_on": facts.publication.not_before}
    return said.model_copy(update={key: value for key, value in known.items() if not getattr(said, key) and value})


def papers_of(case: Case, facts: CaseFile, today: datetime.date) -> Papers:
    """Raises CaseFileError when besluit.yaml is wrong."""
    named = case.folder / (facts.templates or TEMPLATES)
    return Papers(
        facts,
        _decision(case, facts),
        _course(case, facts, today),
        views(case.log.since(document_id="")),
        named if named.is_dir() else None,
        family([(one.id, one.parent_id) for one in case.documents()]),
        threads(case.facts(), relations(case)),
        removing.attachments_out(case),
    )


def papers_digest(case: Case, facts: CaseFile) -> str:
    """Fingerprint of besluit.yaml and the municipality's templates: when these change, the papers are made again."""
    whole = hashlib.sha256(facts.templates.encode())
    folder = case.folder / (facts.templates or TEMPLATES)
    for file in [case.folder / "besluit.yaml", *sorted(folder.glob("*"))]:
        if file.is_file():
            whole.update(file.name.encode() + file.read_bytes())
    return whole.hexdigest()


def party_of(document: Document, facts: CaseFile) -> ThirdParty | None:
    """The party whose name stands most often on the first page: who made a document from outside."""
    if not document.pages:
        return None
    text = document.pages[0].text
    counts: Counter[int] = Counter()
    for place, party in enumerate(facts.third_parties):
        alone = facts.model_copy(update={"third_parties": (party,)})
        counts[place] = len({(start, end) for start, end, _ in party_spans(text, alone)})
    best = max(counts, key=lambda place: counts[place], default=None)
    return facts.third_parties[best] if best is not None and counts[best] else None


def _roles(document: Document, facts: CaseFile) -> tuple[str, str]:
    """Sender and receiver as roles: the body, a party (by its pseudonym when it has to stay unknown), or a kind."""
    said, own = words(), facts.municipality.name or words().own_body
    party = party_of(document, facts)
    shown = "" if not party else facts.pseudonym(party) if facts.anonymise_parties else party.name
    if document.facts.origin == "third_party":
        return shown or said.third_party, own
    if document.facts.origin == "citizen":
        return said.citizen, own
    if document.facts.origin == "other_government":
        return said.other_government, own
    if document.facts.internal_deliberation or document.facts.kind in INTERNAL:
        return own, said.internal
    return own, ""


def _judged(line: InventoryLine, papers: Papers) -> InventoryLine:
    """With the judgement that the municipality gave the document as a whole."""
    said = papers.decision.of(line.source)
    refused: Judgement | None = None
    if line.withheld and line.grounds in (("reeds openbaar",), ("dubbel",)):
        refused = "dubbel" if line.grounds == ("dubbel",) else "reeds openbaar"
    if line.error or line.judgement is None:
        return line
    if refused:
        line = replace(line, judgement=refused, grounds=())
    if said.judgement in WHOLE:
        grounds = said.grounds or (("buiten verzoek",) if said.judgement == "buiten verzoek" else ())
        if said.judgement == "niet openbaar" and not grounds:
            grounds = line.listed_grounds
        return replace(
            line, judgement=said.judgement, grounds=grounds, redactions_per_ground={}, entities_per_ground={},
            withheld=True,
        )  # fmt: skip
    return replace(line, judgement=said.judgement) if said.judgement else line


def _left_out(count: int) -> str:
    """What a reader of the list is told of attachments that were taken out of the case."""
    said = words()
    return said.attachment_out if count == 1 else said.attachments_out.format(count=count) if count else ""


def complete(
    entries: Sequence[inventory.ManifestEntry], documents: Mapping[str, Document], papers: Papers
) -> list[inventory.ManifestEntry]:
    """The lines with everything that besluit.yaml and the other documents of the case say of them."""
    numbers = {entry.line.source: entry.line.number for entry in entries}
    done = []
    for entry in entries:
        said = papers.decision.of(entry.line.source)
        sender, receiver = _roles(documents[entry.line.document_id], papers.facts)
        line = replace(
            _judged(entry.line, papers),
            remark=" ".join(
                filter(
                    None,
                    (
                        entry.line.remark,
                        _left_out(papers.without.get(entry.line.source, 0)),
                        safe_text(said.remark, papers.facts),
                    ),
                )
            ),
            link=said.link or entry.line.link,
            duplicate_of=numbers.get(said.same_as) or entry.line.duplicate_of,
            suspended=said.suspended,
            sender=said.sender or sender,
            receiver=said.receiver or receiver,
            family=papers.family.get(entry.line.document_id),
            thread=papers.thread.get(entry.line.document_id),
            suffix=PurePosixPath(entry.line.source).suffix.lower() or ".pdf",
        )
        done.append(replace(entry, line=line, redactions=entry.redactions if line.file else 0))
    files = {entry.line.file for entry in done}
    return [replace(entry, output=entry.output if entry.output in files else None) for entry in done]


def dossier(
    entries: Sequence[inventory.ManifestEntry],
    documents: Mapping[str, Document],
    approved: Mapping[str, Sequence[Proposal]],
    papers: Papers,
    today: datetime.date,
) -> Dossier:
    """All that leaves the building, for the checks."""
    checked = []
    for entry in entries:
        id_, line = entry.line.document_id, entry.line
        boxes = () if line.withheld or line.error else approved.get(id_, ())
        checked.append(Checked(line, documents[id_], boxes, papers.decision.of(line.source)))
    lines = [entry.line for entry in entries]
    return Dossier(
        tuple(checked), annex(lines, papers.facts, papers.templates, papers.decision), annex_texts(papers.templates),
        papers.facts, papers.decision, papers.course, papers.views, today,
    )  # fmt: skip
