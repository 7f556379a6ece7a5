"""How the documents of a case relate: what a run proposes, what people decided on it, and what follows for the release.

Proposals are remembered with the case and found anew when its documents change; decisions are events of the log.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.correcting import undone_batches
from woolak.errors import UsageError
from woolak.events import Draft, Event
from woolak.fingerprint import digest, relate_version
from woolak.model import DocumentFacts, Relation

if TYPE_CHECKING:
    from woolak.case import Case, StoredDocument
    from woolak.pipeline.relate import Sheet
    from woolak.rules.casefile import CaseFile
    from woolak.telling import Teller

__all__ = [
    "DECIDING",
    "RELATION",
    "Standing",
    "accept_same_files",
    "decide",
    "double_groups",
    "drafts",
    "family",
    "find",
    "is_judging",
    "judged_as",
    "original_of",
    "relations",
    "standing",
    "standing_after",
    "threads",
]

RELATION = "relation"
"""The kind of event; its target is the relation, its data hold the verdict (approve, reject, reopen) and what it is."""
DECIDING = (RELATION, "undo", "redo")
KEPT_TEXTS = 256
"""Documents of which the words are kept while they are compared."""
FOUND, FROM = "relaties", "relaties_van"
JUDGING = ("dubbel", "reeds openbaar", "reeds verstrekt", "buiten verzoek")
"""Relations that, once approved, are how a document is judged; others only tell that documents belong together."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided on a relation, and still holds."""

    document_id: str
    what: str
    other_id: str
    link: str
    verdict: str
    who: str
    whole: bool = True
    """Whether the document is judged by it when it is approved."""


# --- proposals


def relations(case: Case) -> list[Relation]:
    """The relations that the last run found, by document."""
    return [
        Relation(**{**one, "passages": tuple(tuple(passage) for passage in one["passages"])})
        for one in json.loads(case.recall(FOUND) or "[]")
    ]


def find(case: Case, facts: CaseFile, known: Path | None, told: Teller) -> list[Relation]:
    """Look for doubles, families, versions, known documents and what is outside the request, unless nothing changed.

    `known` is the municipality's index of what was published before, when it has one.
    """
    from woolak.pipeline import relate

    readable = [one for one in case.documents() if not one.error]
    with relate.KnownIndex.open(known) if known else nullcontext() as index:
        said = [repr([(one.as_known, one.page_count) for one in readable]), relate_version()]
        said += [facts.model_dump_json(), index.digest() if index else ""]
        fingerprint = digest(*said)
        if case.recall(FROM) == fingerprint:
            return relations(case)
        told("Dubbele, verwante en bekende documenten zoeken ...")
        found = _doubles(case, readable)
        known_facts = case.facts()
        if facts.request.text or facts.request.period.from_ or facts.request.period.to:
            asked = (
                relate.Asked(one.id, one.parent_id, one.source, known_facts[one.id], case.page_texts(one.id))
                for one in readable
            )
            found += relate.outside_request(asked, facts)
        if index:
            for one in readable:
                found += index.relations(one.id, case.page_texts(one.id))
    case.remember(FOUND, json.dumps([asdict(one) for one in found], ensure_ascii=False))
    case.remember(FROM, fingerprint)
    counts = Counter(one.what for one in found)
    if counts:
        told("Voorgesteld: " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items())) + ".")
    return found


def _doubles(case: Case, readable: Sequence[StoredDocument]) -> list[Relation]:
    from woolak.pipeline import relate

    facts = case.facts()
    read = case.read_by_ocr()

    @lru_cache(KEPT_TEXTS)
    def words(id_: str) -> list[str]:
        return relate.words_of(case.page_texts(id_), mail=facts[id_].kind == "mail")

    def sheet(one: StoredDocument) -> Sheet:
        told = facts[one.id]
        digest = _digest_of(case.pdf_dir / f"{one.id}.pdf")
        return relate.Sheet(
            one.id, one.source, one.parent_id, digest, told.title, told.kind, told.date, one.id in read
        )  # fmt: skip

    return relate.find_relations(((sheet(one), words(one.id)) for one in readable), words)


def _digest_of(pdf: Path) -> str:
    if not pdf.is_file():
        return ""
    with pdf.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- decisions


def is_judging(relation: Relation) -> bool:
    """Whether the document is judged by this relation once it is approved: not when it concerns some passages only."""
    return relation.what in JUDGING and not relation.passages


def drafts(relation: Relation, verdict: str, who: str, role: str = "", why: str = "", batch: str = "") -> Draft:
    """The event of a decision on a relation; `verdict` is approve, reject or reopen."""
    data = {
        "verdict": verdict, "what": relation.what, "other": relation.other_id, "link": relation.link,
        "whole": is_judging(relation),
    }  # fmt: skip
    return Draft(RELATION, who, role, relation.document_id, relation.id, batch, data, why)


def decide(case: Case, chosen: Iterable[Relation], verdict: str, who: str, why: str = "") -> None:
    """Decide on relations. Raises UsageError for one whose documents are not in the case."""
    wanted = list(chosen)
    there = {one.id for one in case.documents() if not one.error}
    for one in wanted:
        if one.document_id not in there or (one.other_id and one.other_id not in there):
            raise UsageError("Een van de documenten staat niet in deze zaak, of kon niet worden gelezen.")
    case.log.append([drafts(one, verdict, who, why=why) for one in wanted])


def accept_same_files(case: Case, who: str, why: str) -> None:
    """Approve what is the same to the letter as another document, where nobody decided otherwise."""
    done = standing_after(case.log.since(kinds=DECIDING))
    wanted = [one for one in relations(case) if one.what == "dubbel" and one.same_file and one.id not in done]
    case.log.append([drafts(one, "approve", who, why=why) for one in wanted])


def standing_after(events: Sequence[Event]) -> dict[str, Standing]:
    """By relation what was decided last and not undone, after these events."""
    undone = undone_batches(events)
    found: dict[str, Standing] = {}
    for event in events:
        if event.kind != RELATION or (event.batch and event.batch in undone):
            continue
        data = event.data
        found.pop(event.target, None)
        if data["verdict"] != "reopen":
            found[event.target] = Standing(
                event.document_id, data["what"], data["other"], data["link"], data["verdict"], event.who, data["whole"]
            )
    return found


def judged_as(events: Sequence[Event]) -> Standing | None:
    """How one document is judged by the last relation that was approved; None when none was."""
    approved = [one for one in standing_after(events).values() if one.verdict == "approve" and one.whole]
    return approved[-1] if approved else None


def standing(case: Case) -> dict[str, Standing]:
    """How each document is judged that a relation was approved of."""
    by_document: dict[str, list[Event]] = defaultdict(list)
    for event in case.log.since(kinds=DECIDING):
        by_document[event.document_id].append(event)
    found = {id_: judged_as(events) for id_, events in by_document.items()}
    return {id_: one for id_, one in found.items() if one}


def original_of(document_id: str, judged: Mapping[str, Standing], there: Iterable[str]) -> str | None:
    """The document that stands for a double in the release; None when it is no double of one that is there.

    Doubles of doubles lead to the last; a circle leads nowhere: then each is a document of its own.
    """
    known, seen, at = set(there), {document_id}, document_id
    while (one := judged.get(at)) and one.what == "dubbel":
        at = one.other_id
        if at in seen or at not in known:
            return None
        seen.add(at)
    return at if at != document_id else None


# --- families


def double_groups(found: Iterable[Relation]) -> dict[str, frozenset[str]]:
    """Of each document that has doubles all documents of the group, also by way of each other."""
    groups: dict[str, set[str]] = {}
    for one in found:
        if one.what == "dubbel":
            together = groups.get(one.document_id, {one.document_id}) | groups.get(one.other_id, {one.other_id})
            for id_ in together:
                groups[id_] = together
    return {id_: frozenset(group) for id_, group in groups.items()}


def family(documents: Sequence[tuple[str, str | None]]) -> dict[str, int]:
    """A number, from 1, for each mail with its attachments; `documents` are ids with the id of the mail."""
    parents = dict(documents)

    def root(id_: str) -> str:
        seen = {id_}
        while (parent := parents.get(id_)) and parent in parents and parent not in seen:
            seen.add(parent)
            id_ = parent
        return id_

    members: dict[str, list[str]] = defaultdict(list)
    for id_, _ in documents:
        members[root(id_)].append(id_)
    families = (group for group in members.values() if len(group) > 1)
    return {id_: number for number, group in enumerate(families, 1) for id_ in group}


def threads(facts: Mapping[str, DocumentFacts], found: Iterable[Relation]) -> dict[str, int]:
    """A number, from 1, for the mails of one conversation: the one quotes the other, or they have one subject."""
    groups: dict[str, str] = {id_: id_ for id_, one in facts.items() if one.kind == "mail"}

    def head(id_: str) -> str:
        while groups[id_] != id_:
            id_ = groups[id_]
        return id_

    subjects: dict[str, str] = {}
    for id_ in groups:
        subject = facts[id_].title.casefold()
        groups[head(id_)] = head(subjects.setdefault(subject, id_)) if subject else id_
    for one in found:
        if one.document_id in groups and one.other_id in groups:
            groups[head(one.document_id)] = head(one.other_id)
    members: dict[str, list[str]] = defaultdict(list)
    for id_ in groups:
        members[head(id_)].append(id_)
    several = (group for group in members.values() if len(group) > 1)
    return {id_: number for number, group in enumerate(several, 1) for id_ in group}
