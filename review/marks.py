"""A mark: a place in a document that is proposed, approved or rejected for redaction, by the machine or by a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from woolak.model import Action, BoxPt, DocumentFacts, Proposal
from woolak.review.matching import fold

__all__ = ["DRAWN", "Mark", "Part", "Verdict", "part_of", "proposals_of", "usual_grounds", "without"]

Verdict = Literal["open", "approved", "rejected"]
DRAWN = "MANUAL"
"""The entity of what a person drew."""
PASSAGE_WORDS = 5
FIRST_GROUNDS = ("5.1(2)e",)
"""What is most often added by hand is a person."""
OF_A_COMPANY, OPINION = ("5.1(1)c",), ("5.2(1)",)
"""What an amount or a passage most often is; and a passage in a document for internal deliberation."""


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


def without(mark: Mark, page_index: int, start: int, end: int, cut: Callable[[int, int], Part]) -> tuple[Part, ...]:
    """The parts of a mark without some characters of a page; `cut` makes the part of what is left on a side."""
    left: list[Part] = []
    for part in mark.parts:
        if part.page_index != page_index or part.end <= start or part.start >= end:
            left.append(part)
            continue
        sides = ((part.start, min(part.end, start)), (max(part.start, end), part.end))
        text = dict(enumerate(part.text, part.start))
        left += [cut(a, b) for a, b in sides if any(text.get(i, "").isalnum() for i in range(a, b))]
    return tuple(left)


AMOUNT = re.compile(r"[€\s]*\d{1,3}(?:[.,]\d{3})*(?:[.,](?:\d{2}|-+))?")


def _shape(text: str) -> str:
    """What a text looks like: nothing (a picture), a passage, an amount, other figures, or words."""
    if len(text.split()) > PASSAGE_WORDS:
        return "passage"
    if AMOUNT.fullmatch(text):
        return "amount"
    return "figures" if any(map(str.isdigit, text)) else "words" if text else ""


def _holds(mark: Mark, new: Mark) -> bool:
    """Whether all words of the one stand within the other."""
    return all(
        any(one.page_index == part.page_index and one.start <= part.start and part.end <= one.end for one in mark.parts)
        for part in new.parts
    )


def usual_grounds(marks: Collection[Mark], parts: Sequence[Part], facts: DocumentFacts) -> tuple[str, ...]:
    """The grounds that a new redaction begins with: those of the passage that it is cut from, of one in the document
    with the same words, or of the nearest one that looks like it.

    Without one, what is usual in such a document. The reviewer sees it at once, and may choose another.
    """
    new = Mark("", "", tuple(parts), (), "redact", DRAWN, 1.0, "")
    page, start, _ = new.place
    words, shape = set(fold(new.text).split()), _shape(new.text)
    around = [one for one in marks if one.verdict != "rejected" and _holds(one, new)] if shape == "passage" else []
    if around:
        return min(around, key=lambda one: len(one.text)).grounds
    alike = [
        (not words & set(fold(one.text).split()), abs(one.place[0] - page), abs(one.place[1] - start), one.grounds)
        for one in marks
        if one.verdict != "rejected" and one.action == "redact" and _shape(one.text) == shape
    ]
    if alike:
        return min(alike)[-1]
    if shape == "passage":
        return OPINION if facts.internal_deliberation else OF_A_COMPANY
    return OF_A_COMPANY if shape == "amount" else FIRST_GROUNDS
