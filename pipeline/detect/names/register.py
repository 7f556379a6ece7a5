"""Who is who in a case: what each document tells (`collect`), made into one person per person (`merge`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from woolak.model import Document, Finding
from woolak.pipeline.detect.names import initials, listed
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Around
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.lookup import Lookup, look_up
from woolak.pipeline.detect.names.mail import name_of_local
from woolak.pipeline.detect.names.people import Person, PersonName, agree, same_family
from woolak.pipeline.detect.names.public import official_names
from woolak.pipeline.detect.names.sheet import Sheet, sheet_of
from woolak.rules.casefile import CaseFile

__all__ = ["Clues", "Register", "Sighting", "collect", "merge"]

TELLING = {
    "title", "role", "salutation", "spoken_to", "closing", "signature", "label", "name_column", "attendance", "speaker",
    "mail_head", "mail_display", "quoted_head", "mail_local", "introduced_initials",
}  # fmt: skip
"""Evidence by which one word alone is surely somebody's name."""
OF_THE_PUBLIC = {"public_office", "public_official", "signatory"}
"""Reasons to keep that say who is in office (a signature under mandate holds for that decision only)."""
POSITION = {
    "label",
    "name_column",
    "attendance",
    "signature",
    "closing",
    "mail_head",
    "mail_display",
    "role",
    "mail_local",
}
"""Evidence that somebody works here: a surname alone is then not taken for the office-holder's."""
_ADDRESS = re.compile(r"(?<![\w.+-])([\w.+'-]+)@([\w-]+(?:\.[\w-]+)+)")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name as it stood somewhere, with why it was taken for one."""

    name: PersonName
    evidence: str
    public: str = ""
    """The office, when the name stood with one."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Clues:
    """What one document tells of who is who."""

    document_id: str
    sightings: tuple[Sighting, ...] = ()
    initials: tuple[tuple[str, PersonName], ...] = ()
    """'KdV' and whose they are."""


@dataclass(frozen=True)
class Register:
    """The persons of a case."""

    persons: tuple[Person, ...] = ()
    case: CaseFile = field(default_factory=CaseFile)

    @cached_property
    def lookup(self) -> Lookup:
        """The words by which the persons are found."""
        return look_up(self.persons)

    def __getstate__(self) -> dict[str, Any]:
        return {"persons": self.persons, "case": self.case}

    def names_in(self, text: str) -> list[tuple[int, int]]:
        """Where a title, file name or other loose text names a person whose name may have to go (characters)."""
        from woolak.pipeline.detect.names.file_names import names_in

        return names_in(text, self)

    def namesakes(self, name: PersonName) -> list[Person]:
        """The persons whose family name agrees."""
        return [person for person in self.persons if any(same_family(name, own) for own in person.names)]


def _read_at(sheet: Sheet, start: int, end: int) -> Read | None:
    """The name in a stretch of text."""
    index = sheet.covering(start)
    if index is None:
        index = sheet.at(start)
    if index >= len(sheet.tokens):
        return None
    return read_reversed(sheet, index, end) or read_name(sheet, index, loose=True, small=True, stop=end)


def collect(document: Document, findings: Iterable[Finding], case: CaseFile) -> Clues:
    """What a document's findings (of all recognizers), addresses, file name and hidden texts tell of who is who."""
    seen: dict[tuple[PersonName, str, str], int] = {}
    short: dict[tuple[str, PersonName], None] = {}

    def add(name: PersonName, evidence: str, public: str = "") -> None:
        key = (name, evidence, public)
        seen[key] = seen.get(key, 0) + 1

    pages = {page.page_index: page for page in document.pages}
    kept: dict[int, list[tuple[int, int]]] = {}
    findings = [finding for finding in findings if finding.entity == "PERSON" and finding.page_index in pages]
    for finding in findings:
        if finding.keep:
            kept.setdefault(finding.page_index, []).append((finding.start, finding.end))
    for finding in findings:
        key, _, shown = finding.evidence.partition(":")
        sheet = sheet_of(pages[finding.page_index].text)
        read = _read_at(sheet, finding.start, finding.end)
        if read is None:
            continue
        if finding.keep in OF_THE_PUBLIC:
            add(read.name, key, shown or finding.keep)
        elif (
            finding.keep
            or any(a <= finding.start and finding.end <= b for a, b in kept.get(finding.page_index, ()))
            or key == "introduced_initials"
        ):
            continue
        elif _telling(finding, key, read):
            add(read.name, key)
    for page in document.pages:
        for hit in initials.find(sheet_of(page.text), Around()):
            if hit.name:
                short[(hit.evidence.partition(":")[2], hit.name)] = None
        for match in _ADDRESS.finditer(page.text):
            name = name_of_local(match[1])
            if name is not None:
                add(name, "mail_local")
    for text in (document.source, document.facts.title, *document.hidden_texts):
        for name in _in_passing(text):
            add(name, "hidden_text")
    sightings = tuple(Sighting(*key, count=count) for key, count in seen.items())
    return Clues(document.id, sightings, tuple(short))


def _telling(finding: Finding, key: str, read: Read) -> bool:
    """Whether a finding is sure enough to look for the name everywhere else."""
    name = read.name
    if key.startswith("name_model"):
        return (
            bool(name.surname and (name.given or name.initials))
            and read.listed
            and not read.plain
            and finding.score >= 0.6
        )
    whole = bool(name.surname and (name.given or name.initials))
    if key in TELLING:
        return finding.score >= 0.5 and (whole or finding.score >= 0.6)
    if whole:
        return finding.score >= 0.6
    return bool(name.prefix) and finding.score >= 0.6 and read.listed and not read.plain


def _in_passing(text: str) -> list[PersonName]:
    """Full names in a file name or hidden text."""
    spaced = re.sub(r"[_/\\]+", " ", text[:4000])
    hits = listed.find(sheet_of(spaced), Around())
    return [
        hit.name
        for hit in hits
        if hit.name and hit.score >= 0.75 and hit.name.surname and (hit.name.given or hit.name.initials)
    ]


@dataclass(slots=True)
class _Making:
    """A person while the register is made."""

    names: set[PersonName]
    public: str = ""
    documents: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)

    def takes(self, name: PersonName) -> bool:
        return all(agree(name, own) for own in self.names if own.surname and name.surname) and any(
            agree(name, own) for own in self.names
        )


def merge(clues: Iterable[Clues], case: CaseFile) -> Register:
    """One register of a case from what its documents tell and the office-holders of zaak.yaml."""
    clues = sorted(clues, key=lambda one: one.document_id)
    public = [
        _Making({name}, official.role or "openbaar ambt")
        for official in case.public_officials
        if (name := official_names(official.name))
    ]
    private: list[_Making] = []
    told = [(one.document_id, sighting) for one in clues for sighting in one.sightings]
    told.sort(key=lambda pair: (_rank(pair[1].name), pair[0], pair[1].name, pair[1].evidence))
    for document_id, sighting in told:
        if sighting.public:
            _add_public(public, sighting, document_id)
    for document_id, sighting in told:
        if not sighting.public:
            _add_private(private, public, sighting, document_id)
    for one in clues:
        for short, name in one.initials:
            for making in (*private, *public):
                if making.takes(name):
                    making.initials.add(short)
                    break
    persons = tuple(
        Person(tuple(sorted(making.names)), making.public, frozenset(making.documents), frozenset(making.initials))
        for making in (*public, *private)
    )
    return Register(persons, case)


def _rank(name: PersonName) -> int:
    """The fullest names first, so that the others find their person."""
    return -(4 * bool(name.surname and name.given) + 3 * bool(name.surname and name.initials) + 2 * bool(name.surname))


def _add_public(public: list[_Making], sighting: Sighting, document_id: str) -> None:
    name = sighting.name
    if not name.surname:
        return
    for making in public:
        if making.takes(name):
            making.documents.add(document_id)
            making.names.add(name)
            return
    public.append(_Making({name}, sighting.public, {document_id}))


def _add_private(private: list[_Making], public: list[_Making], sighting: Sighting, document_id: str) -> None:
    name = sighting.name
    office = [making for making in public if making.takes(name)]
    if office and _is_official(name, office, sighting.evidence):
        office[0].documents.add(document_id)
        return
    own = [making for making in private if making.takes(name)]
    if name.surname and not (name.given or name.initials) and len(own) > 1:
        for making in own:
            making.documents.add(document_id)
        return
    if not name.surname:
        near = [making for making in own if document_id in making.documents] or own
        own = near
    if own:
        own[0].names.add(name)
        own[0].documents.add(document_id)
        return
    private.append(_Making({name}, "", {document_id}))


def _is_official(name: PersonName, office: list[_Making], evidence: str) -> bool:
    """Whether a name that agrees with an office-holder's is taken for it.

    A full name only when the office-holder's full name is known; a surname alone unless it stands where staff stand.
    """
    if not name.surname:
        return False
    if name.given or name.initials:
        return any(own.given or own.initials for making in office for own in making.names)
    return evidence not in POSITION
