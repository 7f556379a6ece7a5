"""What was decided on a case, and the lines of the lists that follow from it; nothing is burned here."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from woolak import inventory, relating, removing, tasks
from woolak.case import Case, StoredProposal
from woolak.errors import UsageError
from woolak.inventory.checks import Dossier
from woolak.model import Document, DocumentFacts, Judgement, Proposal
from woolak.packing import Packed
from woolak.papers import Papers, complete, dossier, papers_of
from woolak.pipeline.redactions import is_birthday, parts_told
from woolak.relating import Standing
from woolak.review.marks import proposals_of
from woolak.review.state import DocumentState, fold
from woolak.rules.casefile import CaseFile
from woolak.run import facts_of, looked_at

if TYPE_CHECKING:
    from woolak.pipeline.detect import Register

__all__ = [
    "WITHHELD", "Decided", "Gathered", "all_decided", "all_taken_in", "decided_on", "gather", "listed", "state_of",
    "unsearched",
]  # fmt: skip

FEW_PAGES = 2000
"""What was approved on so many pages is kept as it is; of a larger case it is packed."""
OUTSIDE: Literal["buiten verzoek"] = "buiten verzoek"
NOT_RELEASED = "Het document waarvan dit een dubbel is ({number}), is niet vrijgegeven."
WITHHELD = "Bij de controle bleek tekst achter te blijven die weg moest. Het document is niet vrijgegeven."


@dataclass(frozen=True)
class Decided:
    """A document with what was decided about it."""

    document: Document
    approved: Sequence[Proposal]
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


def state_of(case: Case, id_: str, proposed: Sequence[StoredProposal]) -> DocumentState:
    """What was decided on a document, of which these are the proposals."""
    return fold(id_, [(one.id, one.proposal) for one in proposed], case.events(id_))


def decided_on(case: Case, document: Document, original: str = "") -> tuple[Decided, int]:
    """What was decided on one document, and how many proposals still wait.

    `original` is the document that stands for it when it is a double.
    """
    state = state_of(case, document.id, case.proposals(document.id))
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


def unsearched(case: Case) -> list[str]:
    """The documents, by source, that were read and then not looked at to the end: a run was cut off."""
    searched = set(looked_at(case))
    return sorted(one.source for one in case.documents() if not one.error and one.id not in searched)


def all_taken_in(case: Case) -> None:
    """Raises UsageError when something was taken out that is still there, or was not looked at to the end."""
    if waiting := removing.pending(case):
        raise UsageError(
            f"Uit het dossier gehaald, maar nog niet verwerkt: {', '.join(waiting)}. Kies in de browser "
            "'Zoek opnieuw in alle documenten', of geef 'woolak run' opnieuw."
        )
    if unsearched(case):  # they would be missing from the lists
        raise UsageError.unfinished()


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


def all_decided(case: Case) -> tuple[list[Decided], int]:
    """Every document that was read, with its decisions, and how many proposals still wait."""
    decided, waiting = [], 0
    documents = [case.stored(id_) for id_ in looked_at(case)]
    judged, there = relating.standing(case), {document.id for document in documents}
    few = sum(len(document.pages) for document in documents) <= FEW_PAGES
    for document in documents:
        one, count = decided_on(case, document, relating.original_of(document.id, judged, there) or "")
        decided.append(one if few else replace(one, approved=Packed(one.approved)))
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
    return inventory.judge(one.document, tuple(one.approved))


def _entry(number: str, title: str, parent: str | None, one: Decided, result: tasks.Burned | str | None
           ) -> inventory.ManifestEntry:  # fmt: skip
    """The lines of one document in the lists; a document that was not burned, or leaks, tells why."""
    error = None
    if isinstance(result, str):
        error = result
    elif result and not result.ok:
        error = WITHHELD
    one = replace(one, approved=one.approved[:])  # unpacked once
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


@dataclass(frozen=True)
class Gathered:
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


def _without_birthday(one: Decided) -> Decided:
    """A document that was dated on the day of birth of somebody in it has no date that a list may tell."""
    facts = one.document.facts
    if facts.date is None or not is_birthday(facts.date, one.approved):
        return one
    return replace(one, document=replace(one.document, facts=replace(facts, date=None)))


def gather(case: Case, facts: CaseFile, register: Register, decided: Sequence[Decided]) -> Gathered:
    unread = _unread(case)
    all_of_them = [*map(_without_birthday, decided), *(Decided(document, (), (), False) for document, _ in unread)]
    all_of_them.sort(key=lambda one: _natural(one.document.source))
    titles = {
        one.document.id: inventory.safe_title(
            one.document,
            facts,
            register.names_in,
            companies_in=register.companies_in,
            redactions=tuple(one.approved),
            parts_in=partial(parts_told, document=one.document, approved=one.approved),
        )
        for one in all_of_them
    }
    numbers = inventory.number_documents([one.document for one in all_of_them])
    return Gathered(tuple(all_of_them), {document.id: reason for document, reason in unread}, numbers, titles)


def listed(case: Case, register: Register) -> tuple[list[inventory.ManifestEntry], Dossier]:
    """What the lists will say, and the checks look at, with what is decided until now; nothing is burned."""
    facts = facts_of(case)
    papers = papers_of(case, facts, datetime.date.today())
    return gather(case, facts, register, all_decided(case)[0]).entries({}, papers)
