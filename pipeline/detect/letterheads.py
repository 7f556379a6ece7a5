"""What tells that a line is of a letterhead or of the foot of a page, read from rules/cues/letterhead.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from woolak.rules.reading import Model, read_rules

__all__ = ["Letterhead", "letterhead"]


class _Words(Model):
    """rules/cues/letterhead.yaml."""

    organisation: tuple[str, ...]
    registers: tuple[str, ...]
    telephone: tuple[str, ...]
    beside: tuple[str, ...]
    banks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Patterns for text in small letters."""

    organisation: re.Pattern[str]
    """A post box, a site, a visiting address: the municipality has them as well as a firm."""
    registered: re.Pattern[str]
    """The same, or a number in a register or of an account."""
    any: re.Pattern[str]
    """The same, what tells of an organisation beside a number, or a telephone."""
    beside: re.Pattern[str]
    banks: re.Pattern[str]


@cache
def letterhead() -> Letterhead:
    words: _Words = read_rules("cues/letterhead.yaml", _Words)
    registered = (*words.organisation, *words.registers)
    anything = (*registered, *words.telephone, *words.beside)
    groups = (words.organisation, registered, anything, words.beside, words.banks)
    return Letterhead(*(re.compile("|".join(group)) for group in groups))
