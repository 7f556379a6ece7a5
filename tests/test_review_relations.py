"""Doubles on the screen: decided once for all of them, and a decision in the one goes along to the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building_review import HANDLER, add_document
from woolak import relating
from woolak.case import Case
from woolak.errors import Refused
from woolak.events import Event
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk, Sheet
from woolak.review.showing import judgement_of, lines_of, questions_of, relations_data
from woolak.rules.casefile import CaseFile
from woolak.telling import Quiet

NOTE = """Notitie over de jachthaven

De steigers van de jachthaven worden in het voorjaar vervangen. De havenmeester overlegt met de ligplaatshouders
over de planning. Fatma Terpstra
heeft de tekeningen gezien. De oude palen gaan naar de werf en worden daar opgeknapt voor de kade aan de overkant.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The same note three times: with another head and another line behind a name, and once with a stamp."""
    with Case.open(tmp_path / "zaak", create=True) as case:
        add_document(case, "notitie.pdf", NOTE)
        add_document(case, "kopie.pdf", NOTE.replace("planning. Fatma", "planning.\n\nFatma"))
        add_document(case, "archief.pdf", "Archief 12 doos 4\n" + NOTE)
        relating.find(case, CaseFile(), None, Quiet())
    with Case.open(tmp_path / "zaak", shared=True) as case:
        yield Desk(case)


def sheet_of(desk: Desk, source: str) -> Sheet:
    return next(sheet for sheet in desk.sheets.values() if sheet.stored.source == source)


def do(desk: Desk, sheet: Sheet, **action: object) -> list[Event]:
    asked = act.Request.model_validate({"seq": desk.seq, "action": action})
    return perform(desk, HANDLER, sheet.id, asked.seq, asked.action)


def doubles(desk: Desk) -> dict[str, tuple[Sheet, str]]:
    """By source: the double and its relation."""
    return {
        sheet.stored.source: (sheet, one.id)
        for sheet in desk.sheets.values()
        for one in desk.relations(sheet.id)
        if one.what == "dubbel"
    }


def test_one_decision_on_a_double_is_carried_to_all_doubles_of_the_same_document(desk: Desk) -> None:
    found = doubles(desk)
    assert set(found) == {"notitie.pdf", "kopie.pdf"}, "the one with the most text is kept"
    sheet, target = found["notitie.pdf"]
    events = do(desk, sheet, kind="relation", target=target, verdict="approve", everywhere=True)
    assert {event.document_id for event in events} == {one.id for one, _ in found.values()}
    assert {judgement_of(one) for one, _ in found.values()} == {"dubbel"}
    assert all(one.state.waiting == 0 for one, _ in found.values())
    assert {line.judgement for line in lines_of(desk)} == {"dubbel", ""}


def test_the_overview_names_the_doubles_that_nobody_has_decided_on(desk: Desk) -> None:
    found = doubles(desk)
    assert questions_of(desk) == {sheet.id: ["dubbel"] for sheet, _ in found.values()}
    (first, target), (second, _) = found.values()
    do(desk, first, kind="relation", target=target, verdict="reject")
    assert questions_of(desk) == {second.id: ["dubbel"]}
    do(desk, first, kind="relation", target=target, verdict="reopen")
    assert set(questions_of(desk)) == {first.id, second.id}


def test_a_decision_on_a_double_is_undone_like_every_other(desk: Desk) -> None:
    sheet, target = doubles(desk)["kopie.pdf"]
    do(desk, sheet, kind="relation", target=target, verdict="approve", everywhere=True)
    do(desk, sheet, kind="undo")
    assert judgement_of(sheet) == "" and sheet.state.waiting > 0
    assert relations_data(desk, sheet)[0]["verdict"] == "open"


def test_saying_that_it_is_no_double_leaves_it_to_be_reviewed(desk: Desk) -> None:
    sheet, target = doubles(desk)["kopie.pdf"]
    do(desk, sheet, kind="relation", target=target, verdict="reject")
    assert sheet.state.judged is None and sheet.state.waiting > 0
    assert relations_data(desk, sheet)[0]["verdict"] == "reject"


def test_a_relation_that_is_not_proposed_is_refused(desk: Desk) -> None:
    sheet, _ = doubles(desk)["kopie.pdf"]
    with pytest.raises(Refused):
        do(desk, sheet, kind="relation", target="0" * 24, verdict="approve")


def test_a_redaction_in_one_is_decided_in_its_doubles_too(desk: Desk) -> None:
    kept = sheet_of(desk, "archief.pdf")
    (mark,) = kept.in_order()
    do(desk, kept, kind="decide", targets=[mark.id], verdict="reject")
    for source in ("notitie.pdf", "kopie.pdf"):
        (copy,) = sheet_of(desk, source).in_order()
        assert copy.verdict == "rejected" and copy.carried_from == mark.id
