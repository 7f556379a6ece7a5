"""Files that somebody takes out of the case on a screen, or takes up again: what it means, and the events of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from woolak import removing
from woolak.errors import Overtaken, Refused
from woolak.events import Draft, Event
from woolak.inventory.zienswijze.views import views
from woolak.locked import is_locked
from woolak.review import actions as act
from woolak.review.desk import Desk, Sheet
from woolak.review.people import Actor
from woolak.review.state import CHANGES, STEPS

__all__ = ["Absent", "Leaving", "absent", "label_of", "leaving", "names_of", "take_out_drafts",
           "take_up_draft", "unread", "ways_of"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaving:
    """What taking out a file would mean."""

    path: str
    documents: tuple[Sheet, ...]
    """All that were made of it: these go together."""
    doubles: tuple[Sheet, ...]
    """Judged as a double of one of them: these have to be looked at by themselves."""
    held: tuple[str, ...]
    """Confirmed documents among all of these, by source: then it cannot be done."""
    in_release: bool
    last: bool
    """Whether nothing would be left in the case."""
    asked: bool
    """Whether third parties were asked for their view, and may have seen it."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A file that was taken out."""

    path: str
    who: str
    at: str
    why: str
    waiting: bool
    """Whether it leaves only with the next run."""
    kept: bool
    """Whether the file is there, to be taken up again."""


def ways_of(desk: Desk, document_id: str) -> list[str]:
    """The files that a document may leave with, from itself to all that it was received in; none when it is gone."""
    received = desk.case.received_as(document_id)
    if not received:
        return []
    sources = [sheet.stored.source for sheet in desk.sheets.values()]
    own = removing.ways_out(desk.sheets[document_id].stored.source, sources)
    return list(dict.fromkeys((*own, received)))


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be processed."""

    source: str
    path: str
    """The file that it leaves with: mostly itself."""
    reason: str
    locked: bool
    """Whether a password may open it."""
    in_release: bool


def unread(desk: Desk) -> list[Unread]:
    """What could not be processed, and is not on its way out."""
    pending = removing.pending(desk.case)
    found = []
    for sheet in desk.sheets.values():
        reason, source = sheet.stored.error, sheet.stored.source
        if reason and not removing.within(source, pending):
            path = next(iter(ways_of(desk, sheet.id)), source)
            found.append(Unread(source, path, reason, is_locked(reason), removing.in_release(desk.case, [path])))
    return found


def leaving(desk: Desk, path: str, others: Sequence[str] = ()) -> Leaving:
    """What it means that this file leaves, together with others.

    Raises Refused when there is no such file in the case, or when it does not leave by itself.
    """
    case, sheets = desk.case, desk.sheets
    known = [sheet for sheet in sheets.values() if removing.within(sheet.stored.source, (path,))]
    if not known or path not in ways_of(desk, known[0].id):
        raise Refused.because("unknown_document")
    gone = (path, *others, *removing.pending(case))
    return Leaving(
        path,
        tuple(known),
        tuple(sheets[id_] for id_ in removing.doubles_of(case, [path]) if id_ in sheets),
        tuple(removing.held(case, [path])),
        removing.in_release(case, [path]),
        all(removing.within(sheet.stored.source, gone) for sheet in sheets.values()),
        bool(views(desk.case_events)),
    )


def absent(desk: Desk) -> list[Absent]:
    """The files that were taken out and not taken up again, the last first."""
    there = [sheet.stored.source for sheet in desk.sheets.values()]
    found = []
    for path, event in removing.standing_out(desk.case_events).items():
        asked = event.kind == removing.TAKEN_OUT
        waiting = any(removing.within(source, (path,)) for source in there)
        kept = (desk.case.folder / removing.KEPT / path).is_file() or bool(removing.holder_of(desk.case, path))
        if asked or not waiting:
            found.append(Absent(path, event.who, event.at, event.why if asked else "", waiting, kept))
    return found[::-1]


def names_of(desk: Desk) -> dict[str, str]:
    """The name of every document, by id; of those that were taken out too."""
    return removing.names_of((sheet.stored for sheet in desk.sheets.values()), desk.case_events)


def take_out_drafts(desk: Desk, actor: Actor, seq: int, action: act.TakeOut) -> list[Draft]:
    """Raises Refused when one cannot be, or Overtaken when a document was changed meanwhile; then none leaves."""
    if not action.why.strip():
        raise Refused.because("why_out")
    return [_take_out(desk, actor, seq, action, path) for path in dict.fromkeys(action.sources)]


def _take_out(desk: Desk, actor: Actor, seq: int, action: act.TakeOut, path: str) -> Draft:
    found = leaving(desk, path, action.sources)
    if found.held:
        raise Refused.because("held")
    if found.last:
        raise Refused.because("last_file")
    if found.in_release and not action.withdraw:
        raise Refused.because("in_release")
    for sheet in (*found.documents, *found.doubles):
        for event in reversed(sheet.events):
            if event.seq <= seq:
                break
            if event.kind in CHANGES | STEPS:
                raise Overtaken(event.who, event.who == actor.who, desk.seq)
    named = {sheet.id: sheet.stored.source for sheet in found.documents}
    role = actor.role_for(removing.TAKEN_OUT)
    data = {"documents": named} | ({"withdrawn": True} if found.in_release else {})
    return Draft(removing.TAKEN_OUT, actor.who, role, target=found.path, data=data, why=action.why.strip())


def take_up_draft(desk: Desk, actor: Actor, path: str, why: str = "") -> Draft:
    """Raises Refused when the file was not taken out."""
    if path not in removing.standing_out(desk.case_events):
        raise Refused.because("not_out")
    return Draft(removing.TAKEN_UP, actor.who, actor.role_for(removing.TAKEN_UP), target=path, why=why.strip())


def label_of(event: Event, names: dict[str, str]) -> str:
    """What an event is about, for the log: a document, a file, or nothing when it is the whole case."""
    return names.get(event.document_id, event.document_id) if event.document_id else event.target
