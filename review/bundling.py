"""Files that hold several documents, as their screen shows them, and what a person may change of their boundaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from woolak.errors import Overtaken, Refused
from woolak.events import Draft
from woolak.review import actions as act
from woolak.review.desk import Desk, Sheet
from woolak.review.people import Actor
from woolak.splitting import SPLIT, bundle_of, bundles, decided_after, draft, is_mail, part_of

__all__ = ["Row", "bundle_data", "bundle_rows", "file_of", "split_draft"]


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the list of bundles."""

    source: str
    pages: int
    documents: int
    by: str
    """Who decided on it last; empty when nobody did."""
    waiting: bool
    """Whether what was decided is still to be followed by a run."""
    doubtful: int
    """Pages on which a document may begin, at which it is not cut."""


def _parts(desk: Desk, source: str) -> list[tuple[int, int, Sheet]]:
    """The documents that a file is now, each with its first and last page from 1, in order."""
    found = []
    for sheet in desk.sheets.values():
        part = part_of(sheet.stored.source)
        if sheet.stored.error:
            continue
        if sheet.stored.source == source:
            found.append((1, sheet.stored.page_count, sheet))
        elif part and part[0] == source:
            found.append((part[1], part[2], sheet))
    return sorted(found, key=lambda one: one[:2])


def file_of(sheet: Sheet) -> str:
    """The file on the screen of boundaries that a document leads to; empty when it cannot be split."""
    part = part_of(sheet.stored.source)
    if part:
        return part[0]
    return sheet.stored.source if sheet.stored.page_count > 1 and not is_mail(sheet.stored.source) else ""


def bundle_rows(desk: Desk) -> list[Row]:
    """The files of the case in which boundaries were found or decided on."""
    wanted = decided_after(desk.case_events)
    who = {event.target: event.who for event in desk.case_events if event.kind == SPLIT}
    known = bundles(desk.case)
    there = {one.source for one in known}
    known += [bundle_of(desk.case, source) for source in sorted(wanted.keys() - there) if _parts(desk, source)]
    rows = []
    for one in known:
        at = wanted.get(one.source, one.cuts)
        doubtful = sum(page not in at for page, _, _ in one.proposed) if one.source not in wanted else 0
        rows.append(Row(one.source, one.pages, len(at) + 1, who.get(one.source, ""), at != one.cuts, doubtful))
    return rows


def bundle_data(desk: Desk, source: str) -> dict[str, Any]:
    """A file for the screen: its pages, where it is cut, where it may be. Raises UsageError when it cannot be split."""
    bundle = bundle_of(desk.case, source)
    parts = _parts(desk, source)
    pages = [
        {"document": sheet.id, "page": page - first}
        for first, last, sheet in parts
        for page in range(first, min(last, bundle.pages) + 1)
    ]
    if len(pages) != bundle.pages:  # a part that could not be read: its pages cannot be shown
        raise Refused.because("unknown_document")
    last = next((event for event in reversed(desk.case_events) if event.kind == SPLIT and event.target == source), None)
    return {
        "source": source,
        "seq": desk.seq,
        "pages": pages,
        "found": list(bundle.found),
        "wanted": list(last.data["at"]) if last else list(bundle.cuts),
        "by": last.who if last else "",
        "proposed": {page: {"points": points, "reasons": list(why)} for page, points, why in bundle.proposed},
        "parts": [
            {
                "first": first, "last": min(end, bundle.pages), "document": sheet.id,
                "title": (sheet.facts.title if sheet.facts else "") or sheet.stored.source.rpartition("/")[2],
                "decided": sum(mark.verdict != "open" for mark in sheet.state.marks.values()),
                "confirmed": sheet.state.status == "confirmed",
            }
            for first, end, sheet in parts
        ],
    }  # fmt: skip


def split_draft(desk: Desk, actor: Actor, seq: int, action: act.Split) -> Draft:
    """The event of where a file is cut.

    Raises Refused when a document that would change is confirmed, Overtaken when somebody else cut it meanwhile, and
    UsageError for a file or page that is not there.
    """
    from woolak.pipeline.ingest.streams import ranges

    bundle = bundle_of(desk.case, action.source)
    said = draft(bundle, action.at, actor.who, actor.role_for(SPLIT))
    for event in reversed(desk.case_events):
        if event.seq <= seq:
            break
        if event.kind == SPLIT and event.target == action.source:
            raise Overtaken(event.who, event.who == actor.who, desk.seq)
    kept = set(ranges(said.data["at"], bundle.pages))
    for first, last, sheet in _parts(desk, action.source):
        if (first, min(last, bundle.pages)) not in kept and sheet.state.status == "confirmed":
            raise Refused.because("locked_part")
    return said
