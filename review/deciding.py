"""From what a person does to the events that are written: who may, on what, and what others did meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from woolak.correcting import FACTS
from woolak.errors import Overtaken, Refused
from woolak.events import Draft, Event
from woolak.relating import drafts
from woolak.review import actions as act
from woolak.review.bundling import split_draft
from woolak.review.desk import Desk, Sheet
from woolak.review.leaving import take_out_drafts, take_up_draft
from woolak.review.marks import Mark, Part, usual_grounds, without
from woolak.review.matching import hits_in, pattern_of
from woolak.review.people import Actor
from woolak.review.places import column_at, paragraph_at, part_of_span, parts_in_boxes, whole_page
from woolak.review.state import CHANGES, STEPS
from woolak.rules.grounds import grounds as known_grounds

__all__ = ["perform"]


def perform(desk: Desk, actor: Actor, document_id: str, seq: int, action: act.Action) -> list[Event]:
    """Do what a person asked, as the browser saw the case at event `seq`.

    Raises Refused, or Overtaken when somebody, or the same person in another window, changed the same after that event;
    then nothing is written.
    """
    with desk.lock, desk.case.log.writing(desk.seq) as turn:
        desk.take_in(turn.news)
        drafts = _Turn(desk, actor, seq).drafts(document_id, action)
        events = turn.add(drafts)
    desk.take_in(events)
    return events


class _Turn:
    """One action of one person."""

    def __init__(self, desk: Desk, actor: Actor, seq: int) -> None:
        self.desk, self.actor, self.seq = desk, actor, seq
        self.batch = uuid.uuid4().hex

    def drafts(self, document_id: str, action: act.Action) -> list[Draft]:
        if isinstance(action, act.Setting):
            return self._setting(action)
        if isinstance(action, act.Undo):
            return self._undo(document_id, action)
        if isinstance(action, act.Split):
            self._need("behandelaar", "beheerder")
            return [split_draft(self.desk, self.actor, self.seq, action)]
        if isinstance(action, act.TakeOut | act.TakeUp):
            self._need("behandelaar", "beheerder")
            if isinstance(action, act.TakeOut):
                return take_out_drafts(self.desk, self.actor, self.seq, action)
            return [take_up_draft(self.desk, self.actor, action.source)]
        if isinstance(action, act.Draw) and action.spans and not document_id:
            return self._draw_hits(action)
        sheet = self._sheet(document_id)
        if isinstance(action, act.Step):
            return self._step(sheet, action)
        self._need("behandelaar", "toetser")
        if isinstance(action, act.Remark):
            return [self._draft("remark", sheet, action.target, why=action.text, batch="")]
        if isinstance(action, act.Seen):
            pages = [p for p in action.pages if 0 <= p < sheet.stored.page_count and p not in sheet.state.seen]
            return [self._draft("seen", sheet, data={"page": page}, batch="") for page in dict.fromkeys(pages)]
        self._unlocked(sheet)
        if isinstance(action, act.Decide):
            return self._decide(sheet, action)
        if isinstance(action, act.Rest):
            open_ = [mark for mark in sheet.in_order() if mark.verdict == "open"]
            drafts = self._with_copies(sheet, [m for m in open_ if m.action == "redact"], "approve", {})
            if action.verdict != "approve":
                verdict = "reject" if action.verdict == "as_proposed" else "approve"
                drafts += self._with_copies(sheet, [m for m in open_ if m.action == "suggest"], verdict, {})
            return drafts
        if isinstance(action, act.Move):
            return self._move(sheet, action)
        if isinstance(action, act.Free):
            return self._free(sheet, action)
        if isinstance(action, act.Draw):
            return self._draw(sheet, action)
        if isinstance(action, act.Block):
            return self._block(sheet, action)
        self._not_overtaken_document(sheet)
        if isinstance(action, act.Facts):
            return self._facts(sheet, action)
        if isinstance(action, act.Relate):
            return self._relate(sheet, action)
        self._known(action.grounds)
        kind = "refuse" if action.grounds else "release"
        return [self._draft(kind, sheet, data={"grounds": list(action.grounds)}, why=action.why)]

    # --- who, and whether

    def _draft(self, kind: str, sheet: Sheet | None, target: str = "", data: dict[str, Any] | None = None,
               why: str = "", batch: str | None = None) -> Draft:  # fmt: skip
        return Draft(
            kind, self.actor.who, self.actor.role_for(kind), sheet.id if sheet else "", target,
            self.batch if batch is None else batch, data or {}, why,
        )  # fmt: skip

    def _need(self, *roles: Any) -> None:
        if not self.actor.has(*roles):
            raise Refused.because("no_role")

    def _sheet(self, document_id: str) -> Sheet:
        sheet = self.desk.sheets.get(document_id)
        if sheet is None or sheet.stored.error:
            raise Refused.because("unknown_document")
        return sheet

    def _unlocked(self, sheet: Sheet) -> None:
        if sheet.state.status == "confirmed":
            raise Refused.because("locked")

    def _known(self, codes: Iterable[str]) -> None:
        listed = {code for code, ground in known_grounds().items() if ground.citable}
        if not set(codes) <= listed:
            raise Refused.because("unknown_ground")

    def _mark(self, sheet: Sheet, id_: str) -> Mark:
        mark = sheet.state.marks.get(id_)
        if mark is None:
            raise Refused.because("unknown_target")
        return mark

    def _not_overtaken(self, sheet: Sheet, marks: Iterable[Mark]) -> None:
        touched = {mark.id for mark in marks if sheet.touched.get(mark.id, 0) > self.seq}
        for event in reversed(sheet.events):
            if event.seq <= self.seq or not touched:
                return
            if event.target in touched or event.kind in ("undo", "redo"):
                raise self._overtaken(event)

    def _not_overtaken_document(self, sheet: Sheet) -> None:
        for event in reversed(sheet.events):
            if event.seq <= self.seq:
                return
            if event.kind in CHANGES or event.kind in STEPS:
                raise self._overtaken(event)

    def _overtaken(self, event: Event) -> Overtaken:
        """Also when it was the same person: then in another window, as this one had not seen it."""
        return Overtaken(event.who, event.who == self.actor.who, self.desk.seq)

    # --- on proposals

    def _in_scope(self, sheet: Sheet, mark: Mark, scope: act.Scope) -> list[tuple[Sheet, Mark]]:
        """The places that one key decides on: those still open; when none are, all of them."""
        if scope == "place":
            return [(sheet, mark)]
        same = self.desk.group(self.desk.group_of(mark.id)) or [(sheet, mark)]
        here = (sheet.order, mark.place)
        inside = [
            (other, one)
            for other, one in same
            if (scope != "document" or other is sheet)
            and (scope != "onward" or (other.order, one.place) >= here)
            and other.state.status != "confirmed"
        ]
        return [(o, m) for o, m in inside if m.verdict == "open" or m.id == mark.id] if any(
            m.verdict == "open" for _, m in inside
        ) else inside  # fmt: skip

    def _decide(self, sheet: Sheet, action: act.Decide) -> list[Draft]:
        if action.verdict == "ground":
            self._known(action.grounds)
            if not action.grounds:
                raise Refused.because("unknown_ground")
        marks = [self._mark(sheet, id_) for id_ in action.targets]
        self._not_overtaken(sheet, marks)
        data: dict[str, Any] = {"grounds": list(action.grounds)} if action.verdict == "ground" else {}
        if action.scope == "place":
            return self._with_copies(sheet, marks, action.verdict, data, action.why)
        drafts: dict[str, Draft] = {}
        for mark in marks:
            group = {"group": self.desk.group_of(mark.id), "scope": action.scope} if action.scope == "case" else {}
            for other, one in self._in_scope(sheet, mark, action.scope):
                self._not_overtaken(other, [one])
                carried = {"carried": mark.id} if one.id != mark.id else {}
                said = data | group | carried
                drafts[one.id] = self._draft(action.verdict, other, one.id, said, action.why)
            if mark.by_hand and action.verdict == "approve":
                for draft in self._same_words(sheet, mark, action.scope):
                    drafts[draft.target] = draft
        return list(drafts.values())

    def _same_words(self, sheet: Sheet, mark: Mark, scope: act.Scope) -> list[Draft]:
        """What a person redacted by hand, wherever else the same words stand and nothing covers them yet."""
        if not mark.text.strip():
            return []
        texts = {
            place: text for place, text in self.desk.folded().items() if scope != "document" or place[0] == sheet.id
        }
        spans = []
        for hit in hits_in(texts, pattern_of(mark.text, "folded"), None):
            other = self.desk.sheets[hit.document_id]
            there = (other.order, (hit.page_index, hit.start, 0.0))
            covered = any(
                part.page_index == hit.page_index and part.start <= hit.start and hit.end <= part.end
                for one in other.state.marks.values()
                if one.action == "redact"
                for part in one.parts
            )
            if not covered and (scope != "onward" or there >= (sheet.order, mark.place)):
                spans.append(act.Span(document=other.id, page=hit.page_index, start=hit.start, end=hit.end))
        if not spans:
            return []
        return self._draw_hits(act.Draw(kind="draw", grounds=mark.grounds, spans=tuple(spans)))

    def _with_copies(self, sheet: Sheet, marks: Sequence[Mark], kind: str, data: dict[str, Any], why: str = ""
                     ) -> list[Draft]:  # fmt: skip
        """The decision on these marks, and on the same passages elsewhere that nobody has decided on."""
        drafts = {mark.id: self._draft(kind, sheet, mark.id, data, why) for mark in marks}
        for mark in marks if kind != "reopen" else ():
            for other, copy in self.desk.copies(mark.id):
                if copy.verdict == "open" and copy.id not in drafts and other.state.status != "confirmed":
                    drafts[copy.id] = self._draft(kind, other, copy.id, data | {"carried": mark.id}, why)
        return list(drafts.values())

    def _move(self, sheet: Sheet, action: act.Move) -> list[Draft]:
        mark = self._mark(sheet, action.target)
        self._not_overtaken(sheet, [mark])
        kept = [part for part in mark.parts if part.page_index != action.page]
        parts = self._parts(sheet, action.page, action.boxes, [action.span] if action.span else [])
        return [self._draft("move", sheet, mark.id, {"parts": [part.as_data() for part in (*kept, *parts)]})]

    def _free(self, sheet: Sheet, action: act.Free) -> list[Draft]:
        """What is left of each redaction or proposal without these characters; nothing left: it is rejected."""
        start, end = action.span

        def cut(a: int, b: int) -> Part:
            return self._parts(sheet, action.page, (), [(a, b)])[0]

        drafts = []
        for mark in sheet.in_order():
            left = without(mark, action.page, start, end, cut) if mark.verdict != "rejected" else mark.parts
            if left == mark.parts:
                continue
            self._not_overtaken(sheet, [mark])
            data = {"parts": [part.as_data() for part in left]} if left else {}
            drafts.append(self._draft("move" if left else "reject", sheet, mark.id, data))
        if not drafts:
            raise Refused.because("nothing_there")
        return drafts

    # --- new redactions

    def _parts(self, sheet: Sheet, page_index: int, boxes: Sequence[Any], spans: Sequence[tuple[int, int]]
               ) -> tuple[Part, ...]:  # fmt: skip
        try:
            page = self.desk.case.page(sheet.id, page_index)
            found = tuple(part_of_span(page, start, end) for start, end in spans)
            found += parts_in_boxes(page, boxes)
        except (KeyError, ValueError):
            raise Refused.because("no_words") from None
        if not found:
            raise Refused.because("no_words")
        return found

    def _new(self, sheet: Sheet, parts: Sequence[Part], codes: Sequence[str], why: str = "") -> Draft:
        self._known(codes)
        assert sheet.facts is not None  # a document that could not be read has no screen
        codes = codes or usual_grounds(sheet.state.marks.values(), parts, sheet.facts)
        data = {"parts": [part.as_data() for part in parts], "grounds": list(codes)}
        return self._draft("draw", sheet, uuid.uuid4().hex[:24], data, why)

    def _draw(self, sheet: Sheet, action: act.Draw) -> list[Draft]:
        if any(span.document != sheet.id for span in action.spans):
            raise Refused.because("unknown_document")
        spans = [(span.start, span.end) for span in action.spans if span.page == action.page]
        parts = self._parts(sheet, action.page, action.boxes, spans)
        return [self._new(sheet, parts, action.grounds, action.why)]

    def _draw_hits(self, action: act.Draw) -> list[Draft]:
        """What was searched for: a proposal that is there already is approved, the rest is drawn."""
        self._need("behandelaar", "toetser")
        drafts = []
        for span in action.spans:
            sheet = self._sheet(span.document)
            if sheet.state.status == "confirmed":
                continue
            same = [
                mark
                for mark in sheet.state.marks.values()
                if any(p.page_index == span.page and p.start <= span.start < span.end <= p.end for p in mark.parts)
                and mark.action == "redact"
            ]
            if same:
                waiting = [mark for mark in same if mark.verdict != "approved"]
                drafts += [self._draft("approve", sheet, mark.id, why=action.why) for mark in waiting]
            else:
                parts = self._parts(sheet, span.page, (), [(span.start, span.end)])
                drafts.append(self._new(sheet, parts, action.grounds, action.why))
        return drafts

    def _block(self, sheet: Sheet, action: act.Block) -> list[Draft]:
        try:
            page = self.desk.case.page(sheet.id, action.page)
            if action.what == "paragraph":
                parts: tuple[Part, ...] = (paragraph_at(page, action.offset),)
            else:
                parts = column_at(page, action.offset) if action.what == "column" else whole_page(page)
        except (KeyError, ValueError):
            raise Refused.because("no_words") from None
        return [self._new(sheet, parts, action.grounds)]

    # --- on the document, and the case

    def _facts(self, sheet: Sheet, action: act.Facts) -> list[Draft]:
        """Only what is other than before; the log tells what it was."""
        assert sheet.facts is not None
        said = action.model_dump(mode="json", exclude={"kind", "sort"}) | {"kind": action.sort}
        said["date"] = said["date"] or ""
        said = {name: value for name, value in said.items() if value is not None}
        now = {name: getattr(sheet.facts, name) for name in said}
        now |= {"parties": list(sheet.facts.parties)}
        now["date"] = now["date"].isoformat() if now["date"] else ""
        changed = {name: value for name, value in said.items() if value != now[name]}
        return [self._draft(FACTS, sheet, data=changed)] if changed else []

    def _relate(self, sheet: Sheet, action: act.Relate) -> list[Draft]:
        """The decision on one relation, and when asked on all that lead to the same document."""
        relation = next((one for one in self.desk.relations(sheet.id) if one.id == action.target), None)
        if relation is None:
            raise Refused.because("unknown_target")
        chosen = [relation]
        if action.everywhere and relation.other_id:
            chosen += [
                one
                for one in self.desk.like(relation)
                if one.id != relation.id and self.desk.sheets[one.document_id].state.status != "confirmed"
            ]
        who, role = self.actor.who, self.actor.role_for("relation")
        return [drafts(one, action.verdict, who, role, action.why, self.batch) for one in chosen]

    def _step(self, sheet: Sheet, action: act.Step) -> list[Draft]:
        state, who = sheet.state, self.actor.who
        self._not_overtaken_document(sheet)
        alone = self.desk.one_person
        data: dict[str, Any] = {}
        if action.step == "reviewed":
            self._need("behandelaar", "toetser")
            self._unlocked(sheet)
            if not sheet.searched:
                raise Refused.because("not_searched")
            if state.open:
                raise Refused.because("still_open")
            self._all_seen(sheet)
        elif action.step == "confirmed":
            self._need("toetser")
            if state.status != "reviewed":
                raise Refused.because("not_reviewed")
            if state.open:  # proposed since by a run
                raise Refused.because("still_open")
            self._all_seen(sheet)
            if who == state.reviewed_by and not alone:
                raise Refused.because("same_person")
            data = {"one_person": True} if who == state.reviewed_by else {}
        elif action.step == "returned":
            self._need("toetser")
            if not action.why.strip():
                raise Refused.because("why_needed")
            if state.status != "reviewed":
                raise Refused.because("not_reviewed")
        else:
            self._need("toetser", "beheerder")
            if state.status != "confirmed":
                raise Refused.because("not_confirmed")
        return [self._draft(action.step, sheet, data=data, why=action.why, batch="")]

    def _all_seen(self, sheet: Sheet) -> None:
        if not (sheet.state.refused or sheet.state.judged) and len(sheet.state.seen) < sheet.stored.page_count:
            raise Refused.because("unseen_pages")

    def _undo(self, document_id: str, action: act.Undo) -> list[Draft]:
        found = self.desk.undo_batch(self.actor.who, redo=action.kind == "redo")
        if found is None:
            raise Refused.because("nothing_to_redo" if action.kind == "redo" else "nothing_to_undo")
        batch, touched = found
        sheets = [self.desk.sheets[id_] for id_ in sorted(touched) if id_ in self.desk.sheets]
        if any(sheet.state.status == "confirmed" for sheet in sheets):
            raise Refused.because("locked_undo")
        if document_id in touched:
            self._not_overtaken_document(self._sheet(document_id))
        return [self._draft(action.kind, sheet, data={"batch": batch}, batch="") for sheet in sheets]

    def _setting(self, action: act.Setting) -> list[Draft]:
        self._need(*(("beheerder",) if action.kind == "one_person" else ("behandelaar", "beheerder")))
        data: dict[str, Any] = {"on": action.on}
        if action.kind != "one_person":
            if action.on and action.date is None:
                raise Refused.because("no_dates")
            data["date"] = action.date.isoformat() if action.date else ""
            data["until"] = action.until.isoformat() if action.until else ""
        return [self._draft(action.kind, None, data=data, why=action.why, batch="")]
