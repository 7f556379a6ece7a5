"""What tells that a line is of a letterhead or of the foot of a page, read from rules/cues/letterhead.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from woolak.pipeline.detect.patterns import alternatives
from woolak.rules.reading import Model, read_rules

__all__ = ["Letterhead", "letterhead"]


class _Words(Model):
    """rules/cues/letterhead.yaml."""

    organisation: tuple[str, ...]
    registers: tuple[str, ...]
    telephone: tuple[str, ...]
    beside: tuple[str, ...]
    banks: tuple[str, ...]
    labels: tuple[str, ...]


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
    label: re.Pattern[str]
    """With its colon: what stands before a date, a reference or a subject."""


@cache
def letterhead() -> Letterhead:
    words: _Words = read_rules("cues/letterhead.yaml", _Words)
    registered = (*words.organisation, *words.registers)
    return Letterhead(
        organisation=_either(words.organisation),
        registered=_either(registered),
        any=_either((*registered, *words.telephone, *words.beside)),
        beside=_either(words.beside),
        banks=_either(words.banks),
        label=re.compile(rf"(?:{alternatives(words.labels)}) ?:", re.IGNORECASE),
    )


def _either(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
