"""What a search for names gives, and what it may know of the page besides its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from woolak.model import Document, Page
from woolak.pipeline.detect.names.grammar import Read
from woolak.pipeline.detect.names.people import PersonName
from woolak.rules.casefile import CaseFile

__all__ = ["Around", "Hit", "hit", "keep"]


class Hit(NamedTuple):
    """A stretch of text that is a name (or, with `keep`, that holds one which stays readable)."""

    start: int
    end: int
    score: float
    evidence: str
    """Key of rules/reasons/names.yaml, and what was seen."""
    keep: str | None = None
    name: PersonName | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """The page, its document and its case, as far as they are known."""

    page: Page | None = None
    document: Document | None = None
    case: CaseFile | None = None


def hit(read: Read, score: float, evidence: str, seen: str = "") -> Hit:
    """A name that was read, with the evidence for it."""
    seen = " ".join(seen.split())[:40]
    return Hit(read.start, read.end, score, f"{evidence}:{seen}" if seen else evidence, None, read.name)


def keep(read: Read, key: str, seen: str, score: float = 0.99) -> Hit:
    """A name that was read and stays readable: `key` is why, `seen` what was seen."""
    return Hit(read.start, read.end, score, f"{key}:{' '.join(seen.split())[:40]}", key, read.name)
