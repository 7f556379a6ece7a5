"""From events to the state of a document: a fold without side effects; the screens and the release read the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from woolak.correcting import FACTS, undone_batches
from woolak.events import Event
from woolak.model import Proposal
from woolak.relating import RELATION, Standing, judged_as
from woolak.review.marks import DRAWN, Mark, Verdict, mark_of, part_of, proposals_of

__all__ = ["CHANGES", "STEPS", "DocumentState", "Remark", "Status", "fold", "fold_marks", "untouched"]

Status = Literal["open", "reviewed", "confirmed"]
ON_MARKS = frozenset({"approve", "reject", "reopen", "ground", "move", "draw"})
CHANGES = ON_MARKS | {"refuse", "release", FACTS, RELATION, "undo", "redo"}
"""Kinds of events that change what is published; after one, the document has to be reviewed again."""
STEPS = frozenset({"reviewed", "confirmed", "returned", "unlocked"})
_VERDICTS: Mapping[str, Verdict] = {"reject": "rejected", "reopen": "open"}
"""Every other event on a mark approves it."""


@dataclass(frozen=True, slots=True)
class Remark:
    who: str
    at: str
    text: str
    target: str


@dataclass(slots=True)
class DocumentState:
    """Where a document stands."""

    marks: dict[str, Mark] = field(default_factory=dict)
    status: Status = "open"
    reviewed_by: str = ""
    confirmed_by: str = ""
    returned: str = ""
    """The remark with which the second reader sent it back; empty when it was not."""
    refused: tuple[str, ...] = ()
    """The grounds on which the whole document is withheld; `buiten verzoek` when it is out of scope."""
    judged: Standing | None = None
    """The relation by which the whole document is judged: a double, already public, outside the request."""
    seen: set[int] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    checked_seq: dict[str, int] = field(default_factory=dict)
    """Per person, the event with which they last reviewed, confirmed or returned the document."""
    seq: int = 0

    @property
    def open(self) -> int:
        return 0 if self.refused or self.judged else sum(1 for mark in self.marks.values() if mark.verdict == "open")

    @property
    def waiting(self) -> int:
        """Proposals without which nothing is released; suggestions may wait in a draft."""
        if self.refused or self.judged:
            return 0
        return sum(1 for mark in self.marks.values() if mark.verdict == "open" and mark.action == "redact")

    def approved(self) -> tuple[Proposal, ...]:
        """What is burned into the document."""
        return proposals_of(mark for mark in self.marks.values() if mark.verdict == "approved")


def _decided(mark: Mark, event: Event) -> Mark:
    """The mark after an event on it. Choosing another ground or other edges approves it."""
    data, verdict = event.data, _VERDICTS.get(event.kind, "approved")
    changed = replace(
        mark, who=event.who, at=event.at, why=event.why, seq=event.seq, carried_from=str(data.get("carried", "")),
        verdict=verdict,
    )  # fmt: skip
    if event.kind == "ground":
        changed = replace(changed, grounds=tuple(data["grounds"]))
    if event.kind == "move":
        changed = replace(changed, parts=tuple(part_of(part) for part in data["parts"]))
    return changed


def _drawn(event: Event) -> Mark:
    parts = tuple(part_of(part) for part in event.data["parts"])
    mark = Mark(
        event.target, event.document_id, parts, tuple(event.data["grounds"]), "redact", DRAWN, 1.0, "", by_hand=True
    )
    return _decided(mark, event)


def _step(state: DocumentState, event: Event) -> None:
    state.checked_seq[event.who] = event.seq
    if event.kind == "reviewed":
        state.status, state.reviewed_by, state.returned = "reviewed", event.who, ""
    elif event.kind == "confirmed":
        state.status, state.confirmed_by, state.returned = "confirmed", event.who, ""
    else:
        state.status, state.returned = "open", event.why if event.kind == "returned" else ""


def fold(document_id: str, proposals: Sequence[tuple[str, Proposal]], events: Sequence[Event]) -> DocumentState:
    """The state of a document after all its events."""
    return fold_marks(untouched(document_id, proposals), events)


def untouched(document_id: str, proposals: Sequence[tuple[str, Proposal]]) -> dict[str, Mark]:
    """The marks of a document on which nobody has decided."""
    return {id_: mark_of(id_, document_id, proposal) for id_, proposal in proposals}


def fold_marks(marks: Mapping[str, Mark], events: Sequence[Event]) -> DocumentState:
    """The state after the events, from marks that nobody had decided on; these are left as they are."""
    state = DocumentState(dict(marks))
    undone = undone_batches(events)
    for event in events:
        state.seq = event.seq
        if event.kind == "seen":
            state.seen.add(int(event.data["page"]))
        elif event.kind == "remark":
            state.remarks.append(Remark(event.who, event.at, event.why, event.target))
        elif event.kind in STEPS:
            _step(state, event)
        elif event.kind in CHANGES:
            if state.status != "open":
                state.status = "open"
            if event.kind not in ("undo", "redo") and event.batch and event.batch in undone:
                continue
            if event.kind in ("refuse", "release"):
                state.refused = tuple(event.data.get("grounds", ()))
            elif event.kind == "draw":
                state.marks[event.target] = _drawn(event)
            elif event.target in state.marks:
                state.marks[event.target] = _decided(state.marks[event.target], event)
    state.judged = judged_as(events)
    return state


def settings(events: Iterable[Event]) -> Mapping[str, Event]:
    """Of the events that concern the whole case, the last of each kind."""
    return {event.kind: event for event in events if not event.document_id}
