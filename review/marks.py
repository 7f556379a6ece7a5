"""A mark: a place in a document that is proposed, approved or rejected for redaction, by the machine or by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from woolak.model import Action, BoxPt, Proposal

__all__ = ["DRAWN", "Mark", "Part", "Verdict", "part_of", "proposals_of"]

Verdict = Literal["open", "approved", "rejected"]
DRAWN = "MANUAL"
"""The entity of what a person drew."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of characters on one page, or (start == end) a rectangle on it."""

    page_index: int
    start: int
    end: int
    text: str
    boxes_pt: tuple[BoxPt, ...]

    def as_data(self) -> dict[str, Any]:
        boxes = [[round(value, 2) for value in box] for box in self.boxes_pt]
        return {"page": self.page_index, "start": self.start, "end": self.end, "text": self.text, "boxes": boxes}


def part_of(data: Mapping[str, Any]) -> Part:
    boxes = tuple(BoxPt(*box) for box in data["boxes"])
    return Part(data["page"], data["start"], data["end"], data["text"], boxes)


@dataclass(frozen=True, slots=True)
class Mark:
    """As it stands after all decisions so far."""

    id: str
    document_id: str
    parts: tuple[Part, ...]
    grounds: tuple[str, ...]
    action: Action
    entity: str
    score: float
    reason: str
    verdict: Verdict = "open"
    who: str = ""
    at: str = ""
    why: str = ""
    seq: int = 0
    """The event that last changed it; 0 for a proposal that nobody touched."""
    carried_from: str = ""
    """The mark whose decision this one follows: the same passage elsewhere, or an earlier decision on all of them."""
    by_hand: bool = False

    @property
    def page_index(self) -> int:
        return self.parts[0].page_index

    @property
    def place(self) -> tuple[int, int, float]:
        first = self.parts[0]
        return first.page_index, first.start, first.boxes_pt[0].y0 if first.boxes_pt else 0.0

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.parts if part.text)


def mark_of(id_: str, document_id: str, proposal: Proposal) -> Mark:
    """The mark of a proposal that nobody has decided on."""
    part = Part(proposal.page_index, proposal.start, proposal.end, proposal.text, proposal.boxes_pt)
    return Mark(
        id_, document_id, (part,), proposal.grounds, proposal.action, proposal.entity, proposal.score, proposal.reason
    )


def proposals_of(marks: Iterable[Mark]) -> tuple[Proposal, ...]:
    """What is burned for approved marks, in reading order."""
    found = [
        Proposal(
            part.page_index, part.start, part.end, part.text, part.boxes_pt, mark.grounds, "redact", mark.entity,
            mark.score, mark.reason,
        )
        for mark in marks
        for part in mark.parts
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.page_index, one.start, one.end, one.grounds, one.boxes_pt)))
