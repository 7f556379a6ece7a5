"""A person's name taken apart, and when two names can be of one person."""

from __future__ import annotations

from dataclasses import dataclass

from woolak.pipeline.detect.names.spelling import letters

__all__ = ["Person", "PersonName", "agree", "same_family"]


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """Each part in its normal spelling; what is not known is empty."""

    given: tuple[str, ...] = ()
    initials: str = ""
    """Letters only: 'jp'. Empty when only given names are known."""
    prefix: str = ""
    """'van der'."""
    surname: str = ""
    """Without prefix: 'berg', 'smit-bakker'."""

    @property
    def family(self) -> str:
        """Prefix and surname as letters only: 'vanderberg'. What two spellings of one family name share."""
        return letters(self.prefix + self.surname)

    @property
    def first_letters(self) -> str:
        """The initials, written or taken from the given names."""
        return self.initials or "".join(name[0] for name in self.given)

    def written(self) -> str:
        """For the reviewer: 'Karin van der Berg'."""
        parts = [name.capitalize() for name in self.given]
        if self.initials:
            parts.insert(0, "".join(f"{letter.upper()}." for letter in self.initials))
        parts += [self.prefix] if self.prefix else []
        parts += ["-".join(piece.capitalize() for piece in word.split("-")) for word in self.surname.split()]
        return " ".join(parts)


def same_family(one: PersonName, other: PersonName) -> bool:
    """Whether the family names agree: 'Smit' with 'Smit-Bakker', and 'Berg' without prefix with 'van der Berg'."""
    if not one.surname or not other.surname:
        return False
    if one.surname == other.surname and (one.prefix == other.prefix or not (one.prefix and other.prefix)):
        return True
    both = one.surname + other.surname
    if both.isascii() and both.isalpha() and one.surname[-1] != other.surname[-1]:
        return False  # most pairs: what follows need not be made
    if one.family == other.family:
        return True
    pieces = one.surname.split("-"), other.surname.split("-")
    return (len(pieces[0]) > 1 and other.surname in pieces[0]) or (len(pieces[1]) > 1 and one.surname in pieces[1])


def agree(one: PersonName, other: PersonName) -> bool:
    """Whether two names can be of one person: nothing that both tell differs."""
    if one.surname and other.surname and not same_family(one, other):
        return False
    if one.given and other.given:
        return one.given[0] == other.given[0] or bool(set(one.given) & set(other.given))
    if one.first_letters and other.first_letters:
        return one.first_letters[0] == other.first_letters[0]
    return bool(one.surname and other.surname) or bool(one.given and other.given)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the case, in every form of the name that was seen."""

    names: tuple[PersonName, ...]
    public: str = ""
    """The office; empty for a person whose name may have to go."""
    documents: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    """Of an office-holder the documents that tell more of him than his surname."""

    @property
    def shown(self) -> str:
        """The fullest form, for the reviewer."""
        return max(self.names, key=lambda name: (len(name.given), len(name.initials), len(name.surname))).written()

    def agrees(self, name: PersonName) -> bool:
        """Whether a name can be this person's: it agrees with every form, and with one on what it tells."""
        agreed = False
        for own in self.names:
            if agree(name, own):
                agreed = True
            elif own.surname and name.surname:
                return False
        return agreed

    @property
    def full(self) -> bool:
        """Whether more than a surname is known."""
        return any(name.given or name.initials for name in self.names)
