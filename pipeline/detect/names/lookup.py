"""Where to look for the persons of a register: each word of their names, and what is written as one word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from woolak.pipeline.detect.names.initials import initials_of
from woolak.pipeline.detect.names.people import Person, PersonName
from woolak.pipeline.detect.names.spelling import letters

__all__ = ["Lookup", "look_up", "surname_words"]

LEAST_OF_CODE, MOST_OF_CODE = 4, 6
NICKNAME = 4
"""Letters of what somebody is called by for short, at least."""
Numbers = dict[str, tuple[int, ...]]
"""A word -> the numbers of the persons whose names have it."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Words in their normal spelling (initials as they are written), and whose they are."""

    surnames: Numbers
    given: Numbers
    handles: Numbers
    """'devries', 'kdevries', 'karindevries': user names and what is written as one word. Not of office-holders."""
    initials: Numbers
    """'KdV', where it was introduced. Not of office-holders."""
    offices: Numbers
    """The same of office-holders."""
    shorts: Numbers
    """Every way to put a name into initials, in small letters: 'kdv', 'kv'; with a dot those before it alone: 'jp.'."""
    nicknames: Numbers
    """How a given name of six letters and more begins: 'siets' of Sietske. Not of office-holders."""
    codes: Numbers
    """A piece of a surname and the first letter of the given name: the 'oortw' of a login 'OORTW01'. Not of
    office-holders."""
    words: frozenset[str]
    """All words of the first three, and of surnames the genitive."""
    long: tuple[str, ...]
    """Surnames and given names of five letters and more: what can be recognised when it is misread."""


def look_up(persons: Sequence[Person]) -> Lookup:
    """Make the tables of a register's persons."""
    surnames: dict[str, set[int]] = {}
    given: dict[str, set[int]] = {}
    handles: dict[str, set[int]] = {}
    initials: dict[str, set[int]] = {}
    offices: dict[str, set[int]] = {}
    shorts: dict[str, set[int]] = {}
    nicknames: dict[str, set[int]] = {}
    codes: dict[str, set[int]] = {}
    for number, person in enumerate(persons):
        for name in person.names:
            for word in surname_words(name):
                surnames.setdefault(word, set()).add(number)
            for first in name.given:
                if len(first) > 1:
                    given.setdefault(first, set()).add(number)
                for end in range(NICKNAME, len(first) if len(first) > NICKNAME + 1 and not person.public else 0):
                    nicknames.setdefault(first[:end], set()).add(number)
            for handle in () if person.public else _handles(name):
                handles.setdefault(handle, set()).add(number)
            for code in () if person.public else _codes(name):
                codes.setdefault(code, set()).add(number)
            for short in initials_of(name) | ({f"{name.initials}."} if len(name.initials) > 1 else set()):
                shorts.setdefault(short, set()).add(number)
        for short in person.initials:
            (offices if person.public else initials).setdefault(short, set()).add(number)
    long = tuple(sorted(word for word in {*surnames, *given} if len(word) >= 5 and "'" not in word))
    words = {*surnames, *given, *handles, *(f"{word}s" for word in (*surnames, *given))}
    return Lookup(
        _fixed(surnames), _fixed(given), _fixed(handles), _fixed(initials), _fixed(offices), _fixed(shorts),
        _fixed(nicknames), _fixed(codes), frozenset(words), long,
    )  # fmt: skip


def _fixed(table: dict[str, set[int]]) -> Numbers:
    return {word: tuple(sorted(numbers)) for word, numbers in table.items()}


def surname_words(name: PersonName) -> set[str]:
    """The words by which a surname is recognised: 'smit-bakker', 'smit', 'bakker'."""
    words = {name.surname, name.surname.replace(" ", "-"), *name.surname.split(" ")}
    for word in (*words,):
        pieces = [piece for piece in word.split("-") if len(piece) > 2]
        words.update(pieces if len(pieces) > 1 else ())
    return {word for word in words if len(word) > 1}


def _handles(name: PersonName) -> set[str]:
    family = name.family
    if not name.surname or len(family) < 3:
        return set()
    firsts = {name.first_letters, name.first_letters[:1], *name.given, "".join(name.given)} - {""}
    handles = {first + family for first in firsts} | {family + first for first in firsts}
    if name.prefix:
        core, short = letters(name.surname), "".join(part[0] for part in name.prefix.split() if part[0].isalpha())
        handles |= {
            family,
            *(first + core for first in firsts if len(core) > 3),
            *(first + short + core for first in firsts),
        }
    return {handle for handle in handles if len(handle) > 4}


def _codes(name: PersonName) -> set[str]:
    """How a network calls somebody: the begin of the surname with the first letter behind it or before it."""
    family, first = letters(name.surname), name.first_letters[:1]
    pieces = [family[:length] for length in range(LEAST_OF_CODE, min(len(family), MOST_OF_CODE) + 1)] if first else []
    return {piece + first for piece in pieces} | {first + piece for piece in pieces}
