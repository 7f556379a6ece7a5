"""The case as plain values for the screens: lines of the overview, marks of a document, groups."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from woolak.events import Event
from woolak.model import Page, Word
from woolak.pipeline.word_parts import edges_of
from woolak.relating import is_judging, standing_after
from woolak.review.clock import on_the_clock
from woolak.review.deadline import Deadline, Suspension, deadline
from woolak.review.desk import Desk, Sheet
from woolak.review.marks import Mark
from woolak.review.state import CHANGES, STEPS
from woolak.rules.casefile import CaseFile, read_case_file
from woolak.rules.policy import entities

__all__ = [
    "Group",
    "Line",
    "deadline_of",
    "groups_of",
    "line_of",
    "lines_of",
    "mark_data",
    "page_data",
    "questions_of",
    "settled",
    "sheet_data",
    "suspensions_of",
    "wordless",
]


@dataclass(frozen=True, slots=True)
class Line:
    """A document in the overview."""

    id: str
    title: str
    source: str
    date: datetime.date | None
    kind: str
    origin: str
    pages: int
    seen: int
    total: int
    open: int
    status: str
    """A key of texts.statuses: fout, teruggestuurd, open, beoordeeld, vastgesteld."""
    judgement: str
    settled: bool
    error: str
    attachment: bool
    doubt: float
    """How sure the machine is of the least sure open proposal; 2 when none is open."""
    by: str


@dataclass(frozen=True, slots=True)
class Group:
    """The same thing in many places."""

    key: str
    text: str
    entity: str
    entity_name: str
    grounds: tuple[str, ...]
    places: int
    documents: int
    open: int
    approved: int
    rejected: int
    score: float
    document_id: str
    mark_id: str
    """One of its places, by which it is named to the server."""


def status_of(sheet: Sheet) -> str:
    if sheet.stored.error:
        return "error"
    state = sheet.state
    if state.status == "open" and state.returned:
        return "returned"
    if state.status == "open" and not state.open and (state.marks or state.judged):
        return "decided"
    return state.status


def settled(sheet: Sheet) -> bool:
    """Whether the document is confirmed, and no run has proposed anything in it since."""
    return sheet.state.status == "confirmed" and not sheet.state.open


def judgement_of(sheet: Sheet) -> str:
    """What the decisions so far come to; the release looks at every word, this does not."""
    if sheet.state.judged:
        return sheet.state.judged.what
    if sheet.state.refused:
        return "buiten verzoek" if sheet.state.refused == ("buiten verzoek",) else "niet openbaar"
    approved = any(mark.verdict == "approved" for mark in sheet.state.marks.values())
    return "" if sheet.state.open else "deels openbaar" if approved else "openbaar"


def line_of(sheet: Sheet) -> Line:
    facts, state = sheet.facts, sheet.state
    open_ = [mark for mark in state.marks.values() if mark.verdict == "open"] if not state.refused else []
    return Line(
        id=sheet.id,
        title=(facts.title if facts else "") or sheet.stored.source.rpartition("/")[2],
        source=sheet.stored.source,
        date=facts.date if facts else None,
        kind=facts.kind if facts else "",
        origin=facts.origin if facts else "",
        pages=sheet.stored.page_count,
        seen=len(state.seen),
        total=len(state.marks),
        open=len(open_),
        status=status_of(sheet),
        judgement="" if sheet.stored.error or not sheet.searched else judgement_of(sheet),
        settled=settled(sheet),
        error=sheet.stored.error or "",
        attachment=sheet.stored.parent_id is not None,
        doubt=min((mark.score for mark in open_), default=2.0),
        by=state.confirmed_by
        if state.status == "confirmed"
        else state.reviewed_by
        if state.status == "reviewed"
        else "",
    )


def lines_of(desk: Desk) -> list[Line]:
    return [line_of(sheet) for sheet in desk.sheets.values()]


def case_facts(desk: Desk) -> CaseFile:
    file = desk.case.case_file
    return read_case_file(file) if file.exists() else CaseFile()


def _date(text: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(str(text)) if text else None


def suspensions_of(desk: Desk) -> list[Suspension]:
    """The suspensions that stand: a later one that begins on the same day takes the place of the one before."""
    found: dict[datetime.date, Suspension] = {}
    for event in desk.case_events:
        start = _date(event.data.get("date")) if event.kind == "suspended" else None
        if start and event.data.get("on"):
            found[start] = Suspension(start, _date(event.data.get("until")))
        elif start:
            found.pop(start, None)
    return [found[start] for start in sorted(found)]


def deadline_of(desk: Desk, facts: CaseFile, today: datetime.date) -> Deadline | None:
    """From zaak.yaml and what was noted since; None while nobody said when the request came in."""
    noted = desk.setting("received")
    received = _date(noted.data["date"]) if noted else facts.request.date
    if received is None:
        return None
    extended = desk.setting("extended")
    return deadline(received, today, bool(extended and extended.data["on"]), suspensions_of(desk))


def groups_of(desk: Desk, most: int) -> tuple[list[Group], int]:
    """The first groups, those with the most open places first; and how many there are more."""
    found = []
    listed, total = desk.groups(most)
    names = entities()
    for key, places in listed:
        sheet, first = next(((s, m) for s, m in places if m.verdict == "open"), places[0])
        verdicts = Counter(mark.verdict for _, mark in places)
        found.append(Group(
            key, first.text, first.entity, names.get(first.entity, ""), first.grounds, len(places),
            len({one.id for one, _ in places}), verdicts["open"], verdicts["approved"], verdicts["rejected"],
            min(mark.score for _, mark in places), sheet.id, first.id,
        ))  # fmt: skip
    return found, total - len(found)


def mark_data(desk: Desk, mark: Mark) -> dict[str, Any]:
    """A mark for the browser."""
    places, documents = desk.counts_of(mark.id)
    origin = desk_source(desk, mark.carried_from)
    return {
        "id": mark.id,
        "parts": [part.as_data() for part in mark.parts],
        "text": mark.text,
        "grounds": list(mark.grounds),
        "action": mark.action,
        "entity": entities().get(mark.entity, ""),
        "score": round(mark.score, 2),
        "reason": mark.reason,
        "verdict": mark.verdict,
        "who": mark.who,
        "at": on_the_clock(mark.at),
        "why": mark.why,
        "seq": mark.seq,
        "carried": origin,
        "hand": mark.by_hand,
        "places": places,
        "documents": documents,
    }


def desk_source(desk: Desk, mark_id: str) -> str:
    if not mark_id:
        return ""
    holder = next((sheet for sheet in desk.sheets.values() if mark_id in sheet.state.marks), None)
    return holder.stored.source.rpartition("/")[2] if holder else "-"


def facts_data(sheet: Sheet) -> dict[str, Any]:
    """What the document is, as the form of the document screen has it."""
    facts = sheet.facts
    assert facts is not None
    return {
        "title": facts.title, "date": facts.date.isoformat() if facts.date else "", "sort": facts.kind,
        "origin": facts.origin, "internal_deliberation": facts.internal_deliberation, "evidence": dict(facts.evidence),
        "parties": list(facts.parties), "language": facts.language,
    }  # fmt: skip


def relations_data(desk: Desk, sheet: Sheet) -> list[dict[str, Any]]:
    """How the document relates to others, with what was decided on that."""
    verdicts = {id_: one.verdict for id_, one in standing_after(sheet.events).items()}
    found = []
    for one in desk.relations(sheet.id):
        other = desk.sheets.get(one.other_id)
        name = other.stored.source if other else one.link
        found.append({
            "id": one.id, "what": one.what, "other": one.other_id, "name": name, "link": one.link,
            "score": round(one.score, 2), "reason": one.reason, "verdict": verdicts.get(one.id, "open"),
            "judging": is_judging(one),
            "same": len(desk.like(one)) if one.other_id else 1,
            "pages": sorted({page + 1 for page, _, _ in one.passages}),
        })  # fmt: skip
    return found


def questions_of(desk: Desk) -> dict[str, list[str]]:
    """By document: the relations that would change its judgement and that nobody has decided on, as 'dubbel'."""
    waiting: dict[str, list[str]] = {}
    for one in filter(is_judging, desk.all_relations()):
        sheet = desk.sheets[one.document_id]
        said = standing_after(sheet.events).get(one.id)
        if sheet.state.status != "confirmed" and (said is None or said.verdict == "open"):
            waiting.setdefault(one.document_id, []).append(one.what)
    return waiting


@dataclass(frozen=True, slots=True)
class Wordless:
    """The pages of a document on which no word was read: from 1."""

    line: Line
    pages: tuple[int, ...]


def wordless(desk: Desk) -> list[Wordless]:
    """Empty sheets, photographs, and scans that came out white: in documents that nobody has reviewed yet."""
    found: dict[str, list[int]] = {}
    for (id_, page), text in sorted(desk.texts.items()):
        if not text.strip():
            found.setdefault(id_, []).append(page + 1)
    sheets = [sheet for sheet in desk.sheets.values() if not sheet.stored.error and sheet.id in found]
    todo = [sheet for sheet in sheets if sheet.state.status not in ("reviewed", "confirmed")]
    return [Wordless(line_of(sheet), tuple(found[sheet.id])) for sheet in todo]


def _changed_by(sheet: Sheet, since: int, own: Iterable[Event]) -> list[str]:
    """Who changed the document after an event, but for the events that the asker wrote just now."""
    written = {event.seq for event in own}
    told = CHANGES | STEPS | {"remark"}
    later = (event for event in sheet.events if event.seq > since and event.seq not in written)
    return sorted({event.who for event in later if event.kind in told})


def sheet_data(
    desk: Desk, sheet: Sheet, who: str, since: int | None = None, own: Iterable[Event] = ()
) -> dict[str, Any]:
    """The state of a document, or what changed in it after an event; `own` are those that the asker wrote just now."""
    state = sheet.state
    marks: Iterable[Mark] = sheet.in_order()
    if since is not None:
        marks = [mark for mark in marks if sheet.touched.get(mark.id, 0) > since]
    gone = [id_ for id_, seq in sheet.touched.items() if seq > (since or 0) and id_ not in state.marks]
    return {
        "seq": desk.seq,
        "edition": sheet.edition,
        "by": [] if since is None else _changed_by(sheet, since, own),
        "marks": [mark_data(desk, mark) for mark in marks],
        "gone": gone,
        "status": status_of(sheet),
        "facts": facts_data(sheet),
        "relations": relations_data(desk, sheet),
        "reviewed_by": state.reviewed_by,
        "confirmed_by": state.confirmed_by,
        "returned": state.returned,
        "refused": list(state.refused),
        "seen": sorted(state.seen),
        "checked": state.checked_seq.get(who, 0),
        "remarks": [
            {"who": one.who, "at": on_the_clock(one.at), "text": one.text, "target": one.target}
            for one in state.remarks
        ],
    }


def page_data(page: Page) -> dict[str, Any]:
    """The words of a page, for selecting: start, end, box, and the edges of the characters."""

    def place(word: Word) -> list[Any]:
        edges = edges_of(word, page.text[word.start : word.end])
        return [word.start, word.end, *(round(value, 1) for value in word.box_pt), [round(x, 1) for x in edges]]

    return {
        "page": page.page_index,
        "width": page.width_pt,
        "height": page.height_pt,
        "text": page.text,
        "words": [place(word) for word in page.words],
    }
