"""A person's name taken apart, and when two names can be of one person."""

from __future__ import annotations

from dataclasses import dataclass

from woolak.pipeline.detect.names.spelling import letters

__all__ = ["PersonName", "agree"]


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
    if one.family == other.family:
        return True
    if one.surname == other.surname and not (one.prefix and other.prefix):
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
