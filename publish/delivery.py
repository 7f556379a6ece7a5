"""Brings a publication to a publicatiebank as a concept: once, however often it is cut off. There a person publishes.

Everything that we make in the bank bears a kenmerk, so that it is found back when the answer to a request was lost:
a publication that of the case, a document that of its number and all that it consists of. What is found is not made
again; what is half brought is gone on with, or made anew when the bank no longer knows where it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID, uuid4

from woolak.case import Case
from woolak.errors import BankRefused, NotPublishable
from woolak.publish.bank import Bank, BankDocument, BankPublication, Mark, Part, Unsure
from woolak.publish.ready import Item, Publication
from woolak.publish.words import diwoo

__all__ = ["Delivered", "deliver"]

SOURCE, DOSSIER = "Woolak", "Dossier"
LONGEST_MARK = 40
TURNS = 2
"""How often a document is begun anew when the bank has all its parts and is not content."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was done."""

    url: str
    """Where the concept is to be seen by an employee; empty when the bank does not say."""
    brought: int
    already: int
    """Documents that an earlier run brought."""
    removed: int
    """Documents of ours that were no longer right, or only half there."""


class _Memory:
    """What has to survive being cut off, in the database of the case."""

    KEY = "publicatiebank"

    def __init__(self, case: Case) -> None:
        self._case = case
        self._said: dict[str, Any] = json.loads(case.recall(self.KEY) or '{"parts": {}}')
        if "mark" not in self._said:
            self._said["mark"] = str(uuid4())
            self._keep()

    def _keep(self) -> None:
        self._case.remember(self.KEY, json.dumps(self._said))

    @property
    def mark(self) -> Mark:
        """The kenmerk of the publication: remembered before the first request, so never two for one case."""
        return Mark(kenmerk=self._said["mark"], bron=SOURCE)

    def parts(self, document: UUID) -> list[Part]:
        """The parts that the bank still expects, as it told when the document was made; it never tells again."""
        return [Part.model_validate(one) for one in self._said["parts"].get(str(document), [])]

    def expect(self, document: UUID, parts: list[Part]) -> None:
        self._said["parts"][str(document)] = [one.model_dump(mode="json") for one in parts]
        self._keep()

    def forget(self, document: UUID) -> None:
        if self._said["parts"].pop(str(document), None) is not None:
            self._keep()


def deliver(case: Case, publication: Publication, bank: Bank, said: Callable[[str], None]) -> Delivered:
    """Bring the documents and lists. Safe to repeat. Raises BankRefused.

    A publication that is no longer a concept is left as it is; documents in it that are not ours too.
    """
    memory = _Memory(case)
    concept = _concept(bank, memory.mark, _publication_body(bank, publication, memory.mark))
    wanted = {_mark(publication, item): item for item in publication.items}
    there, removed = _settle(bank, memory, concept.uuid, wanted)
    for place, (mark, item) in enumerate(wanted.items(), 1):
        found = there.get(mark.kenmerk)
        if found is None or not found.uploadVoltooid:
            said(f"{place} van {len(wanted)}: {item.path}")
            _bring(bank, memory, concept.uuid, _document_body(concept.uuid, publication, item, mark), item, found)
    already = sum(one.uploadVoltooid for one in there.values())
    there, late = _settle(bank, memory, concept.uuid, wanted)
    for mark, item in wanted.items():
        if mark.kenmerk not in there or not there[mark.kenmerk].uploadVoltooid:
            raise BankRefused.because("incomplete", item.path)
    return Delivered(concept.urlPublicatieIntern, len(wanted) - already, already, removed + late)


# --- the publication


def _publication_body(bank: Bank, publication: Publication, mark: Mark) -> dict[str, Any]:
    words = diwoo()
    organisation = str(bank.organisation(publication.organisation_uri))
    marks = [mark]
    if 0 < len(publication.dossier) <= LONGEST_MARK:
        marks.append(Mark(kenmerk=publication.dossier, bron=DOSSIER))
    return {
        "officieleTitel": publication.title,
        "omschrijving": publication.summary,
        "publicatiestatus": "concept",
        "informatieCategorieen": [str(bank.category(words.uri(words.category)))],
        "publisher": organisation,
        "verantwoordelijke": organisation,
        "kenmerken": [one.model_dump() for one in marks],
    }


def _concept(bank: Bank, mark: Mark, body: Mapping[str, Any]) -> BankPublication:
    """The case's publication in the bank: found, or made when there is none for certain."""
    for _ in bank.attempts():
        found = bank.publications(mark)
        if len(found) > 1:
            raise BankRefused.because("twice")
        if found:
            if found[0].publicatiestatus != "concept":
                raise BankRefused.because("not_concept")
            return found[0]
        try:
            made = bank.create_publication(body)
        except Unsure:
            continue
        if made.publicatiestatus != "concept":
            raise BankRefused.because("published")
        return made
    raise BankRefused.because("unreachable")


# --- its documents


def _document_body(concept: UUID | None, publication: Publication, item: Item, mark: Mark | None) -> dict[str, Any]:
    file = PurePosixPath(item.path)
    return {
        "publicatie": str(concept),
        "officieleTitel": item.title[:255],
        "creatiedatum": publication.date_of(item).isoformat(),
        "bestandsnaam": file.name,
        "bestandsformaat": diwoo().formats[file.suffix].media,
        "bestandsomvang": item.size,
        "aanleveringBestand": "ontvangen",
        "kenmerken": [mark.model_dump()] if mark else [],
    }


def _mark(publication: Publication, item: Item) -> Mark:
    """The same as long as nothing of the document changed: title, date and contents."""
    said = json.dumps([item.sha256, _document_body(None, publication, item, None)], sort_keys=True)
    digest = hashlib.sha256(said.encode()).hexdigest()
    return Mark(kenmerk=f"{PurePosixPath(item.number).name[:15]}:{digest[:24]}", bron=SOURCE)


def _settle(bank: Bank, memory: _Memory, concept: UUID, wanted: Mapping[Mark, Item]
            ) -> tuple[dict[str, BankDocument], int]:  # fmt: skip
    """Our documents in the concept by kenmerk, after removing those of an earlier release and those that cannot be
    finished; and how many were removed. A complete one goes before a half one."""
    known, kept, removed = {mark.kenmerk for mark in wanted}, {}, 0
    for document in sorted(bank.documents(concept), key=lambda one: not one.uploadVoltooid):
        mark = next((one.kenmerk for one in document.kenmerken if one.bron == SOURCE), None)
        if mark is None:
            continue  # somebody else's
        if document.publicatiestatus != "concept":
            raise BankRefused.because("not_concept")
        usable = document.uploadVoltooid or memory.parts(document.uuid)
        if mark in known and mark not in kept and usable:
            kept[mark] = document
        else:
            bank.delete_document(document.uuid)
            memory.forget(document.uuid)
            removed += 1
    return kept, removed


def _made(bank: Bank, memory: _Memory, body: Mapping[str, Any], item: Item) -> BankDocument:
    """Make a document. One that was made while its answer was lost is removed in the end: nobody knows its parts."""
    for _ in bank.attempts():
        try:
            made = bank.create_document(body)
        except Unsure:
            continue
        parts = sorted(made.bestandsdelen or (), key=lambda one: one.volgnummer)
        if sum(one.omvang for one in parts) != item.size:
            bank.delete_document(made.uuid)
            raise BankRefused.because("misunderstood")
        memory.expect(made.uuid, parts)
        return made
    raise BankRefused.because("unreachable")


def _bring(bank: Bank, memory: _Memory, concept: UUID, body: Mapping[str, Any], item: Item,
           half: BankDocument | None) -> None:  # fmt: skip
    """Make a document when it is not there, and bring the parts that are not there."""
    contents = item.file.read_bytes()
    if hashlib.sha256(contents).hexdigest() != item.sha256:
        raise NotPublishable.because([("changed", item.number)])
    for _ in range(TURNS):
        document = half or _made(bank, memory, body, item)
        if _upload(bank, memory, document.uuid, contents, item.path, sure=half is None):
            memory.forget(document.uuid)
            return
        bank.delete_document(document.uuid)
        memory.forget(document.uuid)
        half = None
    raise BankRefused.because("incomplete", item.path)


def _upload(bank: Bank, memory: _Memory, document: UUID, contents: bytes, about: str, sure: bool) -> bool:
    """Bring the parts in their order; whether the bank has the whole document then."""
    left = memory.parts(document)
    done = len(contents) - sum(part.omvang for part in left)
    complete = False
    while left:
        part, *rest = left
        complete = _bring_part(bank, document, part, contents[done : done + part.omvang], about, sure)
        done, left = done + part.omvang, rest
        memory.expect(document, left)
        sure = True
    return complete or bank.is_complete(document)


def _bring_part(bank: Bank, document: UUID, part: Part, contents: bytes, about: str, sure: bool) -> bool:
    """Whether the document is complete now. A part may arrive while its answer is lost: the bank can then refuse it
    the second time, and what it has of the document is asked at the end."""
    for _ in bank.attempts():
        try:
            return bank.upload(document, part.uuid, contents, about)
        except Unsure:
            sure = False
        except BankRefused:
            if sure:
                raise
            return False
    raise BankRefused.because("unreachable")
