"""Detect: `Document` → `Finding`s.

`find` looks at one document by itself. What is found once in the case is then found everywhere: `collect` takes the
clues of each document, `merge` makes one register of the case, and `spread` adds what the register knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from woolak.model import Document, Finding
from woolak.pipeline.detect import learned
from woolak.rules.lessons import Lessons

if TYPE_CHECKING:
    from woolak.rules.casefile import CaseFile

__all__ = ["Clues", "Register", "collect", "find", "in_order", "merge", "spread"]


@dataclass(frozen=True)
class Clues:
    """What one document tells the others; small, and safe to send between processes."""

    by_family: tuple[Any, ...]


@dataclass(frozen=True)
class Register:
    """What is known of the case as a whole, per family."""

    by_family: tuple[Any, ...]
    lessons: Lessons = field(default_factory=Lessons)
    """What the municipality learned from its own decisions, when the case uses it."""

    def names_in(self, text: str) -> list[tuple[int, int]]:
        """Spans (characters) of known persons' names in a title, file name or other text outside a page."""
        spans: list[tuple[int, int]] = self.by_family[0].names_in(text)
        return spans

    def companies_in(self, text: str) -> list[tuple[int, int]]:
        """The same for names of companies and their products."""
        spans: list[tuple[int, int]] = self.by_family[2].names_in(text)
        return spans


def _families() -> tuple[Any, ...]:
    from woolak.pipeline.detect import business, identifiers, names

    return names, identifiers, business


def find(document: Document, case: CaseFile, part: range | None = None) -> list[Finding]:
    """The findings of one document by itself; with `part` only those of these pages."""
    from woolak.pipeline.detect import engine

    return engine.find(document, case, part)


def collect(document: Document, findings: Sequence[Finding], case: CaseFile) -> Clues:
    return Clues(tuple(family.collect(document, findings, case) for family in _families()))


def merge(clues: Sequence[Clues], case: CaseFile) -> Register:
    parts = zip(*(one.by_family for one in clues), strict=True)
    columns = [list(part) for part in parts] or [[] for _ in _families()]
    known = tuple(family.merge(column, case) for family, column in zip(_families(), columns, strict=True))
    return Register(known, case.lessons)


def spread(document: Document, findings: Sequence[Finding], register: Register) -> list[Finding]:
    """The document's findings, completed with what the register of the case knows."""
    from woolak.pipeline.detect.business import by_municipality

    (names, persons), (identifiers, numbers), (business, companies) = zip(_families(), register.by_family, strict=True)
    # of persons the case knows better who is public, and which sentences of the municipality tell a company's approach:
    # what it says replaces what the document said by itself
    complete = [one for one in findings if one.entity != "PERSON"] + names.spread(document, list(findings), persons)
    complete += identifiers.spread(document, complete, numbers)
    found = business.spread(document, complete, companies)
    complete = [one for one in complete if not by_municipality(one)] + found
    complete = learned.apply(document, complete, register.lessons)
    return in_order(complete)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """In the order of the text."""
    return sorted(findings, key=lambda f: (f.page_index, f.start, f.end, f.entity, f.recognizer))
