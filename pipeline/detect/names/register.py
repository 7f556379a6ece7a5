"""Who is who in a case: what each document tells (`collect`), made into one person per person (`merge`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from woolak.model import Document, Finding
from woolak.pipeline.detect.names import initials, listed
from woolak.pipeline.detect.names.bearers import TELLING, stands_behind_citizen, tells_of_bearer
from woolak.pipeline.detect.names.eponyms import eponyms_of
from woolak.pipeline.detect.names.famous import figures, is_famous
from woolak.pipeline.detect.names.grammar import Read, name_of, read_name
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.holders import holder_name
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.lookup import Lookup, look_up
from woolak.pipeline.detect.names.mail import name_of_local
from woolak.pipeline.detect.names.ordinary import ordinary
from woolak.pipeline.detect.names.people import Person, PersonName, agree, same_family
from woolak.pipeline.detect.names.public_cues import public_cues
from woolak.pipeline.detect.names.sheet import Sheet, sheet_of
from woolak.pipeline.detect.names.spelling import letters, normal
from woolak.pipeline.detect.names.things import (
    firms_of,
    streets_of,
    things_of,
    things_under_heads,
    villages_of,
)
from woolak.pipeline.detect.names.trimming import pieces
from woolak.rules.casefile import CaseFile

__all__ = ["Clues", "Register", "Sighting", "collect", "merge"]

OF_SOMEBODY = TELLING - {"role", "label", "name_column", "mail_local"}
"""Evidence by which one word alone is nobody's village or paper: 'vrijwilliger Zandveen' may be one who works there."""
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
OFFICE = "openbaar ambt"
"""Of an office-holder whose role zaak.yaml does not tell."""
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
    things: frozenset[str] = frozenset()
    """'slinger' where a bridge is called De Slinger (see things.py)."""
    streets: frozenset[str] = frozenset()
    """'kromme elleboog' where somebody lives at Kromme Elleboog 12."""
    firms: frozenset[str] = frozenset()
    """'van der laan' where a firm is called Taxi Van der Laan."""
    villages: frozenset[str] = frozenset()
    """'oudelo' where a text speaks of the dorp Oudelo."""
    authors: frozenset[str] = frozenset()
    """'de jong gierveld' where a text speaks of the schaal van De Jong Gierveld."""


@dataclass(frozen=True)
class Register:
    """The persons of a case."""

    persons: tuple[Person, ...] = ()
    case: CaseFile = field(default_factory=CaseFile)
    things: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    """Places, papers, and authors of scales and models, that nobody of the case is called after."""

    @cached_property
    def lookup(self) -> Lookup:
        """The words by which the persons are found."""
        return look_up(self.persons)

    @cached_property
    def party_words(self) -> frozenset[str]:
        """The words that begin the names of the case's third parties: 'brandsma' of Brandsma Toegang."""
        names = (name for party in self.case.third_parties for name in party.names)
        return frozenset(normal(name.split()[0]) for name in names if len(name.split()[0]) > 3)

    @cached_property
    def named_in_words(self) -> frozenset[str]:
        """The streets, and the things and places of more than one word: 'oude dorp'."""
        return self.streets | frozenset(thing for thing in (*self.things, *self.villages) if " " in thing)

    def bears_alone(self, surname: str) -> bool:
        """Whether somebody bears a surname, and nobody with a tussenvoegsel."""
        prefixes = {name.prefix for person in self.persons for name in person.names if name.surname == surname}
        return prefixes == {""}

    def __getstate__(self) -> dict[str, Any]:
        return {"persons": self.persons, "case": self.case, "things": self.things, "streets": self.streets,
                "firms": self.firms, "villages": self.villages}  # fmt: skip

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
    findings = list(findings)
    seen: Counter[tuple[PersonName, str, str]] = Counter()
    short: dict[tuple[str, PersonName], None] = {}
    by_page: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.entity == "PERSON":
            by_page.setdefault(finding.page_index, []).append(finding)
    for page in document.pages:
        sheet = sheet_of(page.text)
        seen.update(_told(sheet, by_page.get(page.page_index, [])))
        short |= {
            (hit.evidence.partition(":")[2], hit.name): None for hit in initials.find(sheet, Around()) if hit.name
        }
        for match in _ADDRESS.finditer(page.text):
            name = name_of_local(match[1])
            if name is not None:
                seen[name, "mail_local", ""] += 1
    for text in (document.source, document.facts.title, *document.hidden_texts):
        seen.update((name, "hidden_text", "") for name in _in_passing(text))
    sightings = tuple(Sighting(*key, count=count) for key, count in seen.items())
    sheets = [sheet_of(page.text) for page in document.pages]
    tabled = frozenset[str]().union(*map(things_under_heads, sheets))
    return Clues(
        document.id, sightings, tuple(short), things_of(findings) | tabled, streets_of(findings), firms_of(findings),
        frozenset[str]().union(*map(villages_of, sheets)), eponyms_of(findings),
    )  # fmt: skip


def _told(sheet: Sheet, findings: list[Finding]) -> Iterator[tuple[PersonName, str, str]]:
    """The names of a page that are sure enough, with the evidence, and the office of who is public."""
    kept = [(one.start, one.end) for one in findings if one.keep and not is_famous(one, sheet.text)]
    known: tuple[Finding | Hit, ...] = (*findings, *figures(sheet))
    famous = [(one.start, one.end) for one in known if is_famous(one, sheet.text)]
    for finding in findings:
        key, _, shown = finding.evidence.partition(":")
        if finding.keep not in OF_THE_PUBLIC:
            covered = any(start <= finding.start and finding.end <= end for start, end in kept)
            if not tells_of_bearer(sheet, finding.start, key, shown):
                covered = covered or any(start <= finding.start and finding.end <= end for start, end in famous)
            if finding.keep or covered or key == "introduced_initials":
                continue
        start, end = finding.start, finding.end
        if key.startswith("name_model"):
            start, end = next(iter(pieces(sheet, start, end)), (start, end))
            words = sheet.tokens[sheet.at(start) : sheet.at(end)]
            if words and ordinary(sheet, words, finding.score):
                continue
        read = _read_at(sheet, start, end)
        if read is None or not (read.name.surname or read.name.given):
            continue
        if finding.keep:
            royal = shown.lower() in ("koning", "koningin", "prins", "prinses")
            alone = len(read.name.given) == 1 and not read.name.surname and not royal  # 'wethouder Sahin'
            name = PersonName(surname=read.name.given[0]) if alone else read.name
            yield name, key, shown or finding.keep
            continue
        family = key == "title" and normal(shown).rstrip(".") in public_cues().citizens
        if family or (read.name.surname and stands_behind_citizen(sheet, start)):
            yield read.name, "role", ""
        elif _telling(finding, key, read):
            yield read.name, key, ""


def _telling(finding: Finding, key: str, read: Read) -> bool:
    """Whether a finding is sure enough to look for the name everywhere else."""
    name = read.name
    if key.startswith("name_model"):
        return (
            bool(name.surname and (name.given or name.initials))
            and read.listed
            and (not read.plain or len(name.initials) > 1)
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


def _keys(name: PersonName) -> set[str]:
    """What names that can be of one person share at least one of: a part of the surname, else a given name."""
    if name.surname:
        return {name.family, letters(name.surname), *name.surname.split("-")}
    return {f"{given} " for given in name.given}


@dataclass(eq=False, slots=True)
class _Making:
    """A person while the register is made."""

    names: set[PersonName]
    public: str = ""
    documents: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    place: int = 0
    """In the order in which they were met."""

    def takes(self, name: PersonName) -> bool:
        """Whether a name can be this person's, after all the names that are."""
        with_surname = (own for own in self.names if own.surname and name.surname)
        return all(agree(name, own) for own in with_surname) and any(agree(name, own) for own in self.names)


@dataclass(slots=True)
class _Book:
    """Persons in the making, found by the parts of their names."""

    makings: list[_Making] = field(default_factory=list)
    by_key: dict[str, list[_Making]] = field(default_factory=dict)

    def taking(self, name: PersonName) -> list[_Making]:
        """The persons whose a name can be, the oldest first."""
        near = {id(making): making for key in _keys(name) for making in self.by_key.get(key, ())}
        return sorted((one for one in near.values() if one.takes(name)), key=lambda making: making.place)

    def put(self, making: _Making, name: PersonName, document_id: str) -> None:
        """Give a person, new or not, one more name."""
        if not making.names:
            making.place = len(self.makings)
            self.makings.append(making)
        making.names.add(name)
        if document_id:
            making.documents.add(document_id)
        for key in _keys(name) | {f"{given} " for given in name.given}:
            own = self.by_key.setdefault(key, [])
            if making not in own:
                own.append(making)


def merge(clues: Iterable[Clues], case: CaseFile) -> Register:
    """One register of a case from what its documents tell and the office-holders of zaak.yaml."""
    clues = sorted(clues, key=lambda one: one.document_id)
    public, private = _Book(), _Book()
    for official in case.public_officials:
        name = holder_name(official.name)
        if name is not None:
            public.put(_Making(set(), official.role or OFFICE), name, "")
    streets = frozenset[str]().union(*(one.streets for one in clues))
    told = [
        (one.document_id, sighting)
        for one in clues
        for sighting in one.sightings
        if not (sighting.evidence.startswith("name_model") and normal(sighting.name.written()) in streets)
    ]
    told.sort(key=lambda pair: (_rank(pair[1].name), pair[0], pair[1].name, pair[1].evidence))
    for document_id, sighting in told:
        if sighting.public and sighting.name.surname:
            own = public.taking(sighting.name) or [_Making(set(), sighting.public)]
            public.put(own[0], sighting.name, document_id)
    for document_id, sighting in told:
        if not sighting.public:
            _add_private(private, public, sighting, document_id)
    _learn(private, public, case)
    for one in clues:
        for short, name in one.initials:
            known = private.taking(name) or public.taking(name) or [_Making(set())]
            if not known[0].names:
                private.put(known[0], name, one.document_id)
            known[0].initials.add(short)
            known[0].documents.add(one.document_id)  # who is introduced by initials is known here by them
    persons = tuple(
        Person(tuple(sorted(making.names)), making.public, frozenset(making.documents), frozenset(making.initials))
        for making in (*public.makings, *private.makings)
    )
    things, firms, villages = (
        frozenset[str]().union(*found)
        for found in (
            (one.things for one in clues),
            (one.firms for one in clues),
            (one.villages | one.authors for one in clues),
        )
    )
    borne = {
        surname
        for one in clues
        for sighting in one.sightings
        if sighting.name.given or sighting.name.initials or sighting.evidence in OF_SOMEBODY
        for surname in (sighting.name.surname, f"{sighting.name.prefix} {sighting.name.surname}")
    }
    private_here = {
        surname
        for making in private.makings
        for name in making.names
        for surname in (name.surname, f"{name.prefix} {name.surname}")
    }
    things -= {surname for surname in private_here if " " in surname}  # 'De Slinger' stays, though Dirk Slinger lives
    firms = frozenset(firm for firm in firms if _only_its_own(firm, clues, private))
    return Register(persons, case, things, streets - private_here, firms, villages - borne)


def _only_its_own(firm: str, clues: Iterable[Clues], private: _Book) -> bool:
    """Whether who bears the surname of a firm is named only where the firm is: its director, and no namesake."""
    told = {one.document_id for one in clues if any(firm == own.replace("vd ", "van der ") for own in one.firms)}
    bearers = (
        making
        for making in private.makings
        if any(firm in (name.surname, f"{name.prefix} {name.surname}") for name in making.names)
    )
    return all(making.documents <= told for making in bearers)


def _learn(private: _Book, public: _Book, case: CaseFile) -> None:
    """The persons whose names were redacted by hand in earlier cases, when this case uses what was learned."""
    for text in case.lessons.names:
        name = name_of(text)
        if name is not None and not public.taking(name):
            own = private.taking(name)
            private.put(own[0] if own else _Making(set()), name, "")


def _rank(name: PersonName) -> int:
    """The fullest names first, so that the others find their person."""
    return -(4 * bool(name.surname and name.given) + 3 * bool(name.surname and name.initials) + 2 * bool(name.surname))


def _add_private(private: _Book, public: _Book, sighting: Sighting, document_id: str) -> None:
    name = sighting.name
    office = public.taking(name)
    if not name.surname and len(office) == 1 and document_id in office[0].documents:
        if sighting.evidence == "speaker":
            return  # minutes call who is in office by the first name
        if sighting.evidence == "signature" and not private.taking(name):
            return  # who is in office signs with it, as far as anybody knows
    if office and _is_official(name, office, sighting.evidence, document_id):
        office[0].documents.add(document_id)
        return
    own = private.taking(name)
    if name.surname and not (name.given or name.initials) and len(own) > 1:
        for making in own:
            making.documents.add(document_id)
        return
    if not name.surname:
        own = [making for making in own if document_id in making.documents] or own
    private.put(own[0] if own else _Making(set()), name, document_id)


def _is_official(name: PersonName, office: list[_Making], evidence: str, document_id: str) -> bool:
    """Whether a name that agrees with an office-holder's is taken for it.

    A full name only when the office-holder's full name is known; a surname alone in documents that tell the office,
    unless it stands where staff stand.
    """
    if not name.surname:
        return False
    if name.given or name.initials:
        return any(own.given or own.initials for making in office for own in making.names)
    return evidence not in POSITION and any(document_id in making.documents for making in office)
