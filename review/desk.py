"""A case as it lies on the desk: everything a screen asks for, in memory, brought up to date from the log."""

from __future__ import annotations

import heapq
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from woolak.case import Case, StoredDocument
from woolak.correcting import facts_after, undone_batches
from woolak.events import Draft, Event
from woolak.fingerprint import digest
from woolak.model import DocumentFacts, Proposal, Relation
from woolak.relating import double_groups, relations
from woolak.review.marks import Mark
from woolak.review.matching import context_keys, fold, group_key
from woolak.review.state import CHANGES, DocumentState, fold_marks, settings, untouched

__all__ = ["Desk", "Sheet"]


@dataclass(slots=True)
class Sheet:
    """A document on the desk."""

    stored: StoredDocument
    read: DocumentFacts | None
    """What ingest said of it."""
    order: int
    proposals: list[tuple[str, Proposal]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    state: DocumentState = field(default_factory=DocumentState)
    facts: DocumentFacts | None = None
    """As people set them right."""
    fresh: dict[str, Mark] | None = None
    """The proposals as marks, made once."""
    edition: str = ""
    """Tells these proposals from those of another run: then a screen that shows the old ones is loaded again."""
    touched: dict[str, int] = field(default_factory=dict)
    """Per mark the last event that changed it in any way, undoing included."""

    @property
    def id(self) -> str:
        return self.stored.id

    @property
    def searched(self) -> bool:
        """Whether it was looked at to the end; a run that was cut off leaves it without proposals."""
        return bool(self.stored.error or (self.stored.detected_from and self.stored.grounded_from))

    def refold(self) -> None:
        before = self.state.marks
        self.facts = facts_after(self.read, self.events) if self.read else None
        if self.fresh is None:
            self.fresh = untouched(self.id, self.proposals)
        self.state = fold_marks(self.fresh, self.events)
        for id_, mark in self.state.marks.items():
            old = before.get(id_)
            if old is not mark and old != mark and self.state.seq:
                self.touched[id_] = self.state.seq
        for id_ in before.keys() - self.state.marks.keys():
            self.touched[id_] = self.state.seq

    def in_order(self) -> list[Mark]:
        return sorted(self.state.marks.values(), key=lambda mark: mark.place)


class Desk:
    """One case. Every method may be called from any thread."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.lock = threading.RLock()
        self.seq = 0
        self.sheets: dict[str, Sheet] = {}
        self.texts: dict[tuple[str, int], str] = {}
        self.case_events: list[Event] = []
        self._folded: dict[tuple[str, int], str] | None = None
        self._relations: list[Relation] = []
        self._doubles: dict[str, frozenset[str]] = {}
        """Of each document that has doubles all that have its text, itself too."""
        self._groups: dict[str, list[tuple[str, str]]] = {}
        self._contexts: dict[str, list[tuple[str, str]]] = {}
        self._keys: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._done: dict[str, list[str]] = defaultdict(list)
        self._redo: dict[str, list[str]] = defaultdict(list)
        self._batches: dict[str, set[str]] = defaultdict(set)
        self.reload()

    # --- reading the case

    def reload(self) -> None:
        """Read everything again: at the start, and after a run that changed the documents."""
        with self.lock:
            facts = self.case.facts_as_read()
            stored = self.case.documents()
            self.sheets = {one.id: Sheet(one, facts.get(one.id), order) for order, one in enumerate(stored)}
            self.texts = {(row.document_id, row.page_index): row.text for row in self.case.texts()}
            self._folded = None
            self._relations = [one for one in relations(self.case) if one.document_id in self.sheets]
            self._doubles = double_groups(self._relations)
            for one in self.case.all_proposals():
                self.sheets[one.document_id].proposals.append((one.id, one.proposal))
            self._groups, self._contexts, self._keys = {}, {}, {}
            self._done, self._redo, self._batches = defaultdict(list), defaultdict(list), defaultdict(set)
            self.seq, self.case_events = 0, []
            for sheet in self.sheets.values():
                sheet.edition = digest(*sorted(id_ for id_, _ in sheet.proposals))[:12]
                sheet.refold()
                self._index(sheet, (mark for mark in sheet.state.marks.values()))
            self.take_in(self.case.log.since(0))
            self._carry_standing_rejections()

    def _index(self, sheet: Sheet, marks: Iterable[Mark]) -> None:
        for mark in marks:
            if mark.id in self._keys:
                continue
            part = mark.parts[0]
            group = group_key(mark.text, mark.entity)
            text = self.texts.get((sheet.id, part.page_index), "")
            contexts: tuple[str, ...] = ()
            if part.start < part.end and len(mark.parts) == 1:
                contexts = tuple(f"{mark.entity}:{key}" for key in context_keys(text, part.start, part.end))
            self._keys[mark.id] = (group, contexts)
            if group:
                self._groups.setdefault(group, []).append((sheet.id, mark.id))
            for key in contexts:
                self._contexts.setdefault(key, []).append((sheet.id, mark.id))

    def take_in(self, events: Sequence[Event]) -> None:
        """Events that were written, by us or by others; in order."""
        touched: dict[str, Sheet] = {}
        with self.lock:
            for event in events:
                if event.seq <= self.seq:
                    continue
                self.seq = event.seq
                self._remember(event)
                if not event.document_id:
                    self.case_events.append(event)
                elif event.document_id in self.sheets:
                    touched[event.document_id] = self.sheets[event.document_id]
                    self.sheets[event.document_id].events.append(event)
            for sheet in touched.values():
                sheet.refold()
                self._index(sheet, (mark for mark in sheet.state.marks.values() if mark.by_hand))

    def _remember(self, event: Event) -> None:
        """Keep what each person can undo and redo."""
        done, redo = self._done[event.who], self._redo[event.who]
        if event.kind == "undo" or event.kind == "redo":
            batch = str(event.data["batch"])
            source, target = (done, redo) if event.kind == "undo" else (redo, done)
            if batch in source:
                source.remove(batch)
                target.append(batch)
        elif event.kind in CHANGES and event.batch:
            if event.batch not in done:
                done.append(event.batch)
                redo.clear()
            self._batches[event.batch].add(event.document_id)

    def _carry_standing_rejections(self) -> None:
        """What was rejected once in the whole case is not proposed again for documents that came later."""
        undone = undone_batches(event for sheet in self.sheets.values() for event in sheet.events)
        rejected: dict[str, Event] = {}
        for sheet in self.sheets.values():
            for event in sheet.events:
                group = str(event.data.get("group", ""))
                if group and event.batch not in undone and event.seq > getattr(rejected.get(group), "seq", 0):
                    rejected[group] = event
        drafts = []
        for group, event in rejected.items():
            if event.kind != "reject":
                continue
            for sheet, mark in self.group(group):
                if mark.verdict == "open" and mark.seq == 0 and sheet.state.status != "confirmed":
                    drafts.append(Draft(
                        "reject", event.who, event.role, sheet.id, mark.id, event.batch, {"carried": event.target}
                    ))  # fmt: skip
        if drafts:
            self.take_in(self.case.log.append(drafts))

    # --- asking

    def sync(self) -> None:
        """Take in what others wrote."""
        if self.case.log.last() > self.seq:
            self.take_in(self.case.log.since(self.seq))

    def group(self, key: str) -> list[tuple[Sheet, Mark]]:
        """All marks that are the same thing, in order."""
        found = [(self.sheets[doc], self.sheets[doc].state.marks.get(id_)) for doc, id_ in self._groups.get(key, ())]
        alive = [(sheet, mark) for sheet, mark in found if mark is not None]
        return sorted(alive, key=lambda pair: (pair[0].order, pair[1].place))

    def group_of(self, mark_id: str) -> str:
        return self._keys.get(mark_id, ("", ()))[0]

    def counts_of(self, mark_id: str) -> tuple[int, int]:
        """How often the same thing stands in the case, and in how many documents."""
        places = self._groups.get(self.group_of(mark_id), ())
        return len(places), len({doc for doc, _ in places})

    def all_relations(self) -> Sequence[Relation]:
        """What the last run proposed of all documents."""
        return self._relations

    def relations(self, document_id: str) -> list[Relation]:
        """What the last run proposed of a document."""
        return [one for one in self._relations if one.document_id == document_id]

    def like(self, relation: Relation) -> list[Relation]:
        """This relation, and those that lead to the same document; of doubles all of one text."""
        if relation.what == "dubbel":
            group = self._doubles.get(relation.document_id, frozenset())
            return [one for one in self._relations if one.what == "dubbel" and one.document_id in group]
        return [one for one in self._relations if (one.what, one.other_id) == (relation.what, relation.other_id)]

    def _in_doubles(self, mark_id: str) -> Iterator[tuple[str, str]]:
        """The same place in the doubles of a document: as often named there, and of those the same one."""
        group = self._groups.get(self.group_of(mark_id), [])
        own = next((doc for doc, id_ in group if id_ == mark_id), "")
        here = [id_ for doc, id_ in group if doc == own]
        for double in sorted(self._doubles.get(own, frozenset()) - {own}):
            there = [id_ for doc, id_ in group if doc == double]
            if len(there) == len(here):
                yield double, there[here.index(mark_id)]

    def copies(self, mark_id: str) -> Iterator[tuple[Sheet, Mark]]:
        """The same passage elsewhere: in a duplicate, a quoted mail."""
        keys = self._keys.get(mark_id, ("", ()))[1]
        places = [*(place for key in keys for place in self._contexts[key]), *self._in_doubles(mark_id)]
        for doc, id_ in dict.fromkeys(places):
            mark = self.sheets[doc].state.marks.get(id_)
            if mark is not None and id_ != mark_id:
                yield self.sheets[doc], mark

    def groups(self, most: int) -> tuple[list[tuple[str, list[tuple[Sheet, Mark]]]], int]:
        """The groups of the case, those with the most open places first, and how many there are in all."""
        marks = {doc: sheet.state.marks for doc, sheet in self.sheets.items()}
        sizes = []
        for key, places in self._groups.items():
            alive = [mark for doc, id_ in places if (mark := marks[doc].get(id_))]
            if alive:
                sizes.append((-sum(mark.verdict == "open" for mark in alive), -len(alive), key))
        return [(key, self.group(key)) for _, _, key in heapq.nsmallest(most, sizes)], len(sizes)

    def folded(self) -> dict[tuple[str, int], str]:
        if self._folded is None:
            self._folded = {place: fold(text) for place, text in self.texts.items()}
        return self._folded

    def undo_batch(self, who: str, redo: bool) -> tuple[str, set[str]] | None:
        """What this person would undo or redo now, and the documents that it touches."""
        stack = (self._redo if redo else self._done)[who]
        return (stack[-1], self._batches[stack[-1]]) if stack else None

    def setting(self, kind: str) -> Event | None:
        return settings(self.case_events).get(kind)

    @property
    def one_person(self) -> bool:
        """Whether this case lets one person review and confirm."""
        event = self.setting("one_person")
        return bool(event and event.data.get("on"))
