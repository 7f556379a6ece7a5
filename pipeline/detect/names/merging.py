"""Makes what the documents of a case tell into its register: one person per person, whatever the form of the name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from woolak.pipeline.detect.names.bearers import TELLING
from woolak.pipeline.detect.names.clues import Clues, Sighting
from woolak.pipeline.detect.names.grammar import name_of
from woolak.pipeline.detect.names.holders import holder_name
from woolak.pipeline.detect.names.people import Person, PersonName, agree
from woolak.pipeline.detect.names.register import Register
from woolak.pipeline.detect.names.spelling import letters, normal
from woolak.rules.casefile import CaseFile

__all__ = ["merge"]

_OF_SOMEBODY = TELLING - {"role", "label", "name_column", "mail_local"}
"""Evidence by which one word alone is nobody's village or paper: 'vrijwilliger Zandveen' may be one who works there."""
_POSITION = {
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
_BY_SURNAME = "public_official"
"""Evidence of a name of zaak.yaml: a surname by itself does not tell that its office-holder is meant."""
_OFFICE = "openbaar ambt"
"""Of an office-holder whose role zaak.yaml does not tell."""


@dataclass(eq=False, slots=True)
class _Making:
    """A person while the register is made."""

    names: set[PersonName]
    public: str = ""
    documents: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
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


def _keys(name: PersonName) -> set[str]:
    """What names that can be of one person share at least one of: a part of the surname, else a given name."""
    if name.surname:
        return {name.family, letters(name.surname), *name.surname.split("-")}
    return {f"{given} " for given in name.given}


def merge(clues: Iterable[Clues], case: CaseFile) -> Register:
    """One register of a case from what its documents tell and the office-holders of zaak.yaml."""
    clues = sorted(clues, key=lambda one: one.document_id)
    public, private = _Book(), _Book()
    for official in case.public_officials:
        name = holder_name(official.name)
        if name is not None:
            public.put(_Making(set(), official.role or _OFFICE), name, "")
    streets = _all(one.streets for one in clues)
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
            if sighting.evidence != _BY_SURNAME or sighting.name.given or sighting.name.initials:
                own[0].told.add(document_id)
    for document_id, sighting in told:
        if not sighting.public:
            _add_private(private, public, sighting, document_id)
    _learn(private, public, case)
    for one in clues:
        _introduce(private, public, one)
    persons = tuple(
        Person(
            tuple(sorted(making.names)),
            making.public,
            frozenset(making.documents),
            frozenset(making.initials),
            frozenset(making.told),
        )
        for making in (*public.makings, *private.makings)
    )
    somebodys = _surnames(
        sighting.name
        for one in clues
        for sighting in one.sightings
        if sighting.name.given or sighting.name.initials or sighting.evidence in _OF_SOMEBODY
    )
    privately = _surnames(name for making in private.makings for name in making.names)
    return Register(
        persons,
        case,
        things=_all(one.things for one in clues)
        - {surname for surname in privately if " " in surname},  # 'De Slinger' stays, though Dirk Slinger lives
        streets=streets - privately,
        firms=frozenset(firm for firm in _all(one.firms for one in clues) if _only_its_own(firm, clues, private)),
        villages=_all(one.villages | one.authors for one in clues) - somebodys,
    )


def _all(found: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*found)


def _surnames(names: Iterable[PersonName]) -> set[str]:
    """With and without what stands before them: 'berg' and 'van der berg'."""
    return {surname for name in names for surname in (name.surname, f"{name.prefix} {name.surname}")}


def _only_its_own(firm: str, clues: Iterable[Clues], private: _Book) -> bool:
    """Whether who bears the surname of a firm is named only where the firm is: its director, and no namesake."""
    told = {one.document_id for one in clues if any(firm == own.replace("vd ", "van der ") for own in one.firms)}
    return all(making.documents <= told for making in private.makings if firm in _surnames(making.names))


def _introduce(private: _Book, public: _Book, clues: Clues) -> None:
    """Give the initials that a document introduces to whose they are."""
    for short, name in clues.initials:
        known = private.taking(name) or public.taking(name) or [_Making(set())]
        if not known[0].names:
            private.put(known[0], name, clues.document_id)
        known[0].initials.add(short)
        known[0].documents.add(clues.document_id)  # who is introduced by initials is known here by them


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
    return evidence not in _POSITION and any(document_id in making.documents for making in office)
