"""The persons of a case, and what else bears a name in it: made once per case (see merging.py), asked everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from woolak.pipeline.detect.names.lookup import Lookup, look_up
from woolak.pipeline.detect.names.people import Person, PersonName, same_family
from woolak.pipeline.detect.names.spelling import normal
from woolak.rules.casefile import CaseFile

__all__ = ["Register"]


@dataclass(frozen=True)
class Register:
    """The persons of a case, and the places, papers, and authors of scales and models that nobody is called after."""

    persons: tuple[Person, ...] = ()
    case: CaseFile = field(default_factory=CaseFile)
    things: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    """Papers, and authors of scales and models, too."""

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
