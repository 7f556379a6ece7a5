"""What a person changes besides a decision: facts, words made readable again, grounds, the rest at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.building_review import HANDLER, make_case
from woolak.case import Case
from woolak.errors import Refused
from woolak.events import Event
from woolak.model import BoxPt, DocumentFacts
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk, Sheet
from woolak.review.marks import DRAWN, Mark, Part, usual_grounds


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    make_case(tmp_path / "zaak")
    with Case.open(tmp_path / "zaak", shared=True) as case:
        yield Desk(case)


def memo(desk: Desk) -> Sheet:
    return next(sheet for sheet in desk.sheets.values() if sheet.stored.source == "memo.pdf")


def do(desk: Desk, sheet: Sheet, **action: object) -> list[Event]:
    asked = act.Request.model_validate({"seq": desk.seq, "action": action})
    return perform(desk, HANDLER, sheet.id, asked.seq, asked.action)


FACTS = {"kind": "facts", "title": "Nota kade", "date": "2026-01-05", "sort": "nota", "origin": "third_party",
         "internal_deliberation": False}  # fmt: skip


def test_what_a_person_says_a_document_is_goes_before_what_was_read_and_can_be_undone(desk: Desk) -> None:
    sheet, case = memo(desk), desk.case
    read, known = sheet.facts, case.documents()
    (event,) = do(desk, sheet, **FACTS)
    assert event.data == {"title": "Nota kade", "date": "2026-01-05", "kind": "nota", "origin": "third_party",
                          "internal_deliberation": False}  # fmt: skip
    for facts in (
        sheet.facts,
        case.document(sheet.id).facts,
        case.facts()[sheet.id],
        Desk(case).sheets[sheet.id].facts,
    ):
        assert facts is not None
        assert (facts.title, facts.date, facts.kind) == ("Nota kade", datetime.date(2026, 1, 5), "nota")
        assert facts.origin == "third_party" and not facts.internal_deliberation
    assert {one.as_known for one in case.documents()} != {one.as_known for one in known}  # it is looked at again
    do(desk, sheet, kind="undo")
    assert sheet.facts == read == case.document(sheet.id).facts
    assert case.documents() == known


def test_parties_and_language_are_set_right_and_counted_as_the_rest(desk: Desk) -> None:
    sheet = memo(desk)
    assert sheet.facts is not None
    same = {"title": sheet.facts.title, "date": sheet.facts.date, "sort": sheet.facts.kind,
            "origin": sheet.facts.origin, "internal_deliberation": sheet.facts.internal_deliberation}  # fmt: skip
    assert do(desk, sheet, kind="facts", **same, parties=sheet.facts.parties, language="nl") == []
    (event,) = do(desk, sheet, kind="facts", **same, parties=["Bureau Kompas"], language="en")
    assert event.data == {"parties": ["Bureau Kompas"], "language": "en"}
    for facts in (sheet.facts, desk.case.document(sheet.id).facts):
        assert (facts.parties, facts.language) == (("Bureau Kompas",), "en")
    with pytest.raises(ValidationError):
        do(desk, sheet, kind="facts", **same, language="Nederlands")


def test_only_the_facts_that_changed_are_written_and_a_confirmed_document_keeps_its_own(desk: Desk) -> None:
    sheet = memo(desk)
    assert sheet.facts is not None
    same = {"title": sheet.facts.title, "date": None, "sort": sheet.facts.kind, "origin": sheet.facts.origin,
            "internal_deliberation": sheet.facts.internal_deliberation}  # fmt: skip
    assert do(desk, sheet, kind="facts", **same) == []
    (event,) = do(desk, sheet, kind="facts", **same | {"date": "2026-02-01"})
    assert event.data == {"date": "2026-02-01"}
    sheet.state.status = "confirmed"
    with pytest.raises(Refused, match="vastgesteld"):
        do(desk, sheet, **FACTS)


def test_words_made_readable_are_cut_out_of_every_redaction_that_took_them(desk: Desk) -> None:
    sheet = memo(desk)
    text = desk.texts[sheet.id, 0]
    sentence = text.index("Fatma Terpstra heeft"), text.index("Oosterwold.") + len("Oosterwold.")
    (drawn,) = do(desk, sheet, kind="draw", page=0, spans=[
        {"document": sheet.id, "page": 0, "start": sentence[0], "end": sentence[1]}])  # fmt: skip
    middle = text.index("heeft de kade")
    do(desk, sheet, kind="free", page=0, span=[middle, middle + len("heeft de kade")])
    assert [part.text for part in sheet.state.marks[drawn.target].parts] == [
        "Fatma Terpstra", "bekeken met Joris Oosterwold.",
    ]  # fmt: skip
    name = next(mark for mark in sheet.in_order() if mark.text == "Joris Oosterwold" and mark.parts[0].start > middle)
    start = name.parts[0].start
    do(desk, sheet, kind="free", page=0, span=[start, start + len("Joris")])
    assert sheet.state.marks[name.id].text == "Oosterwold"
    do(desk, sheet, kind="free", page=0, span=[start, name.parts[0].end])
    assert sheet.state.marks[name.id].verdict == "rejected"  # nothing of it is left
    assert all("Joris" not in one.text or one.start < middle for one in sheet.state.approved())
    with pytest.raises(Refused, match="niets gelakt"):
        do(desk, sheet, kind="free", page=0, span=[0, 4])


def test_one_key_approves_what_was_proposed_and_leaves_the_suggestions_or_takes_them_too(desk: Desk) -> None:
    for verdict, becomes in (("as_proposed", "rejected"), ("everything", "approved")):
        sheet = memo(desk)
        first = sheet.in_order()[0]
        sheet.proposals = [(id_, one if id_ != first.id else one.__class__(**{
            **{name: getattr(one, name) for name in one.__dataclass_fields__}, "action": "suggest"}))
            for id_, one in sheet.proposals]  # fmt: skip
        sheet.fresh = None
        sheet.refold()
        do(desk, sheet, kind="rest", verdict=verdict)
        assert {m.verdict for m in sheet.in_order() if m.id != first.id} == {"approved"}
        assert sheet.state.marks[first.id].verdict == becomes
        do(desk, sheet, kind="undo")
        assert sheet.state.open == 5


def _mark(text: str, start: int, ground: str) -> Mark:
    part = Part(0, start, start + len(text), text, (BoxPt(0, start, 10, start + 10),))
    return Mark(str(start), "d", (part,), (ground,), "redact", "X", 1.0, "", verdict="approved")


@pytest.mark.parametrize(("text", "internal", "ground"), [
    ("Karin Smit", False, "5.1(2)e"),  # as the nearest name
    ("€ 1.200,00", False, "5.1(1)c"),  # as the nearest amount, though a telephone number is nearer
    ("06 98765432", False, "5.1(2)e"),
    ("Brugbouw Oost", False, "5.1(2)f"),  # the same word is redacted elsewhere
    ("wij meten eerst elke kade met een sonde", False, "5.1(1)c"),
    ("wij vinden dit plan nog niet goed genoeg", True, "5.2(1)"),
])  # fmt: skip
def test_a_new_redaction_begins_with_the_ground_of_what_looks_like_it(text: str, internal: bool, ground: str) -> None:
    marks = [_mark("Joris Vos", 10, "5.1(2)e"), _mark("€ 900,00", 50, "5.1(1)c"), _mark("06 12345678", 95, "5.1(2)e"),
             _mark("Brugbouw", 5, "5.1(2)f")]  # fmt: skip
    facts = DocumentFacts("", None, "memo", "own", internal)
    assert usual_grounds(marks, _mark(text, 100, "").parts, facts) == (ground,)
    assert DRAWN not in usual_grounds((), _mark("", 1, "").parts, facts)


def test_words_of_a_suggested_passage_begin_with_its_ground_and_a_name_in_it_with_that_of_a_name() -> None:
    advice = replace(_mark("x" * 200, 100, "5.2(1)"), action="suggest", verdict="open")
    marks = [advice, _mark("Joris Vos", 10, "5.1(2)e"), _mark("zij bouwen in één nacht een brug", 40, "5.1(1)c")]
    facts = DocumentFacts("", None, "memo", "own", True)
    assert usual_grounds(marks, _mark("wij vinden dit nog niet goed genoeg", 150, "").parts, facts) == ("5.2(1)",)
    assert usual_grounds(marks, _mark("Karin Smit", 150, "").parts, facts) == ("5.1(2)e",)
    marks[0] = replace(advice, verdict="rejected")
    assert usual_grounds(marks, _mark("wij vinden dit nog niet goed genoeg", 150, "").parts, facts) == ("5.1(1)c",)
