"""What people decide: groups, copies, undo, four eyes, no lost update, a log that cannot be changed unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.building_postgres import new_server
from tests.building_review import CHECKER, HANDLER, HEAD, NAMES, add_document, make_case, proposals_for
from woolak.case import Case
from woolak.decided import decided_on
from woolak.engine import ThisMachine
from woolak.errors import LogBroken, Overtaken, Refused
from woolak.events import prove
from woolak.release import release
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk
from woolak.review.people import Actor
from woolak.review.showing import line_of
from woolak.telling import Quiet


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own."""
    server = new_server(tmp_path_factory.mktemp("pg"))
    yield server.url
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    if request.param == "postgresql":
        monkeypatch.setenv("WOOLAK_DATABASE", request.getfixturevalue("postgres"))
    make_case(tmp_path / "zaak")
    with Case.open(tmp_path / "zaak", shared=True) as opened:
        yield opened


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Case]:
    make_case(tmp_path / "zaak")
    with Case.open(tmp_path / "zaak", shared=True) as opened:
        yield opened


def ids(case: Case) -> tuple[str, str]:
    """The memo and the mail."""
    found = {one.source: one.id for one in case.documents()}
    return found["memo.pdf"], found["mail.pdf"]


def first(desk: Desk, document: str) -> str:
    return desk.sheets[document].in_order()[0].id


def decide(
    desk: Desk, document: str, mark: str, verdict: str = "approve", scope: str = "place", who: Actor = HANDLER
) -> None:
    action = act.Decide.model_validate({"kind": "decide", "targets": [mark], "verdict": verdict, "scope": scope})
    perform(desk, who, document, desk.seq, action)


def review(desk: Desk, document: str, who: Actor = HANDLER) -> None:
    sheet = desk.sheets[document]
    perform(desk, who, document, desk.seq, act.Rest(kind="rest"))
    perform(desk, who, document, desk.seq, act.Seen(kind="seen", pages=tuple(range(sheet.stored.page_count))))
    perform(desk, who, document, desk.seq, act.Step(kind="step", step="reviewed"))


def test_one_decision_counts_for_the_same_name_in_the_whole_case(case: Case) -> None:
    desk, (memo, mail) = Desk(case), ids(case)
    decide(desk, memo, first(desk, memo), scope="case")
    for document in (memo, mail):
        verdicts = {m.text: m.verdict for m in desk.sheets[document].in_order()}
        assert verdicts == {"Fatma Terpstra": "approved", "Joris Oosterwold": "open"}


def test_a_decision_is_carried_to_the_same_sentence_in_a_quoted_mail_and_shown_as_carried(lite: Case) -> None:
    desk, (memo, mail) = Desk(lite), ids(lite)
    text = desk.texts[memo, 0]
    in_sentence = next(m for m in desk.sheets[memo].in_order() if text[: m.parts[0].start].endswith("oud. "))
    decide(desk, memo, in_sentence.id)
    carried = [m for m in desk.sheets[mail].in_order() if m.verdict == "approved"]
    assert len(carried) == 1
    assert carried[0].carried_from == in_sentence.id


def test_undo_and_redo_go_back_and_forth_over_the_whole_case(case: Case) -> None:
    desk, (memo, mail) = Desk(case), ids(case)
    decide(desk, memo, first(desk, memo), scope="case")
    decide(desk, memo, desk.sheets[memo].in_order()[1].id, "reject", scope="case")
    for _ in range(2):
        perform(desk, HANDLER, memo, desk.seq, act.Undo(kind="undo"))
    assert {m.verdict for d in (memo, mail) for m in desk.sheets[d].in_order()} == {"open"}
    for _ in range(2):
        perform(desk, HANDLER, memo, desk.seq, act.Undo(kind="redo"))
    assert {m.verdict for d in (memo, mail) for m in desk.sheets[d].in_order()} == {"approved", "rejected"}
    with pytest.raises(Refused, match="niets om opnieuw"):
        perform(desk, HANDLER, memo, desk.seq, act.Undo(kind="redo"))


def test_two_reviewers_cannot_overwrite_each_other_unseen(case: Case) -> None:
    mine, theirs, (memo, _) = Desk(case), Desk(case), ids(case)
    seen = mine.seq
    decide(theirs, memo, first(theirs, memo), "reject", who=CHECKER)
    with pytest.raises(Overtaken, match=r"t\.toetser heeft dit intussen gewijzigd"):
        perform(mine, HANDLER, memo, seen, act.Decide(kind="decide", targets=(first(mine, memo),), verdict="approve"))
    assert mine.sheets[memo].in_order()[0].verdict == "rejected"
    decide(mine, memo, first(mine, memo))  # having seen it, it may be decided otherwise
    theirs.sync()
    assert theirs.sheets[memo].in_order()[0].verdict == "approved"


def test_the_state_is_the_same_when_the_case_is_opened_again(case: Case) -> None:
    desk, (memo, mail) = Desk(case), ids(case)
    decide(desk, memo, first(desk, memo), scope="case")
    draw = {"kind": "draw", "grounds": ["5.2(1)"], "page": 0, "boxes": [[50, 40, 400, 70]]}
    perform(desk, HANDLER, memo, desk.seq, act.Draw.model_validate(draw))
    again = Desk(case)
    for document in (memo, mail):
        assert again.sheets[document].state == desk.sheets[document].state


def test_nobody_confirms_what_they_reviewed_themselves_unless_the_case_says_so_and_the_log_too(lite: Case) -> None:
    desk, (memo, _) = Desk(lite), ids(lite)
    both = Actor("k.lein", frozenset({"behandelaar", "toetser"}))
    review(desk, memo, both)
    with pytest.raises(Refused, match="zelf beoordeeld"):
        perform(desk, both, memo, desk.seq, act.Step(kind="step", step="confirmed"))
    perform(desk, HEAD, "", desk.seq, act.Setting(kind="one_person"))
    (event,) = perform(desk, both, memo, desk.seq, act.Step(kind="step", step="confirmed"))
    assert event.data == {"one_person": True}
    assert desk.sheets[memo].state.status == "confirmed"


def test_a_document_with_an_unseen_page_or_an_open_proposal_is_not_reviewed(lite: Case) -> None:
    desk, (memo, _) = Desk(lite), ids(lite)
    with pytest.raises(Refused, match="Nog niet alles is beslist"):
        perform(desk, HANDLER, memo, desk.seq, act.Step(kind="step", step="reviewed"))
    perform(desk, HANDLER, memo, desk.seq, act.Rest(kind="rest"))
    perform(desk, HANDLER, memo, desk.seq, act.Seen(kind="seen", pages=(0,)))
    with pytest.raises(Refused, match="Nog niet alle bladzijden"):
        perform(desk, HANDLER, memo, desk.seq, act.Step(kind="step", step="reviewed"))


def test_what_a_run_proposes_after_the_review_is_decided_before_anything_is_confirmed_or_released(lite: Case) -> None:
    desk, (memo, _) = Desk(lite), ids(lite)
    review(desk, memo)
    perform(desk, CHECKER, memo, desk.seq, act.Step(kind="step", step="confirmed"))
    assert line_of(desk.sheets[memo]).settled
    lite.store_proposals(memo, "g2", proposals_for(lite.document(memo), ("kade", *NAMES)))
    desk = Desk(lite)
    assert desk.sheets[memo].state.status == "confirmed" and not line_of(desk.sheets[memo]).settled
    perform(desk, CHECKER, memo, desk.seq, act.Step(kind="step", step="unlocked"))
    lite.store_proposals(memo, "g3", proposals_for(lite.document(memo)))
    desk = Desk(lite)
    review(desk, memo)
    lite.store_proposals(memo, "g4", proposals_for(lite.document(memo), ("kade", *NAMES)))
    desk = Desk(lite)
    with pytest.raises(Refused, match="Nog niet alles is beslist"):
        perform(desk, CHECKER, memo, desk.seq, act.Step(kind="step", step="confirmed"))


def test_a_confirmed_document_is_locked_and_a_change_after_review_asks_for_a_new_review(lite: Case) -> None:
    desk, (memo, mail) = Desk(lite), ids(lite)
    review(desk, memo)
    decide(desk, memo, first(desk, memo), "reject")
    with pytest.raises(Refused, match="nog niet beoordeeld"):
        perform(desk, CHECKER, memo, desk.seq, act.Step(kind="step", step="confirmed"))
    review(desk, memo)
    perform(desk, CHECKER, memo, desk.seq, act.Step(kind="step", step="confirmed"))
    with pytest.raises(Refused, match="vastgesteld"):
        decide(desk, memo, first(desk, memo))
    decide(desk, mail, first(desk, mail), "reopen", scope="case")  # a group passes it by
    assert desk.sheets[memo].state.status == "confirmed"
    perform(desk, CHECKER, memo, desk.seq, act.Step(kind="step", step="unlocked"))
    decide(desk, memo, first(desk, memo))


def test_who_sends_a_document_back_says_why(lite: Case) -> None:
    desk, (memo, _) = Desk(lite), ids(lite)
    review(desk, memo)
    with pytest.raises(Refused, match="waarom"):
        perform(desk, CHECKER, memo, desk.seq, act.Step(kind="step", step="returned"))
    perform(desk, CHECKER, memo, desk.seq, act.Step(kind="step", step="returned", why="Naam op bladzijde 2."))
    assert (desk.sheets[memo].state.status, desk.sheets[memo].state.returned) == ("open", "Naam op bladzijde 2.")


def test_what_was_rejected_in_the_whole_case_is_not_proposed_again_in_a_document_that_comes_later(lite: Case) -> None:
    desk, (memo, _) = Desk(lite), ids(lite)
    decide(desk, memo, first(desk, memo), "reject", scope="case")
    later = add_document(lite, "later.pdf", "Nog een brief van Fatma Terpstra aan Joris Oosterwold.")
    desk.reload()
    assert [(m.text, m.verdict) for m in desk.sheets[later].in_order()] == [
        ("Fatma Terpstra", "rejected"), ("Joris Oosterwold", "open"),
    ]  # fmt: skip


def test_what_a_person_draws_moves_and_refuses_is_what_is_released(lite: Case) -> None:
    desk, (memo, _) = Desk(lite), ids(lite)
    page = lite.page(memo, 0)
    start = page.text.index("vier maanden")
    spans = [{"document": memo, "page": 0, "start": start, "end": start + 4}]
    (event,) = perform(desk, HANDLER, memo, desk.seq, act.Draw.model_validate(
        {"kind": "draw", "grounds": ["5.1(2)b"], "spans": spans}))  # fmt: skip
    perform(desk, HANDLER, memo, desk.seq, act.Move(
        kind="move", target=event.target, page=0, span=(start, start + len("vier maanden"))))  # fmt: skip
    decided, _ = decided_on(lite, lite.document(memo))
    assert [(one.text, one.grounds) for one in decided.approved] == [("vier maanden", ("5.1(2)b",))]
    perform(desk, HANDLER, memo, desk.seq, act.Refuse(kind="refuse", grounds=("5.2(1)",)))
    decided, waiting = decided_on(lite, lite.document(memo))
    assert (decided.refused, waiting) == (("5.2(1)",), 0)


def test_a_box_takes_the_words_under_it_and_a_paragraph_all_its_lines(lite: Case) -> None:
    desk, (memo, _) = Desk(lite), ids(lite)
    page = lite.page(memo, 0)
    word = next(w for w in page.words if page.text[w.start : w.end] == "werkzaamheden")
    box = [word.box_pt.x0 - 1, word.box_pt.y0 - 1, word.box_pt.x1 + 1, word.box_pt.y1 + 1]
    (event,) = perform(desk, HANDLER, memo, desk.seq, act.Draw.model_validate(
        {"kind": "draw", "grounds": ["5.1(2)e"], "boxes": [box]}))  # fmt: skip
    assert desk.sheets[memo].state.marks[event.target].text == "werkzaamheden"
    (event,) = perform(desk, HANDLER, memo, desk.seq, act.Block(
        kind="block", what="paragraph", page=0, offset=word.start, grounds=("5.2(1)",)))  # fmt: skip
    text = desk.sheets[memo].state.marks[event.target].text
    assert text.startswith("De kade is oud") and text.endswith("vier maanden.")


@pytest.mark.parametrize("how", [
    "update event set who = 'iemand anders' where seq = 2",
    "update event set data = '{}', why = 'achteraf' where seq = 3",
    "delete from event where seq = 2",
    "delete from event where seq = (select max(seq) from event)",
])  # fmt: skip
def test_a_log_line_that_was_tampered_with_is_found(lite: Case, how: str) -> None:
    desk, (memo, _) = Desk(lite), ids(lite)
    for mark in desk.sheets[memo].in_order()[:3]:
        decide(desk, memo, mark.id)
    assert prove(lite.log.since(), lite.log.head()) >= 3
    with sa.create_engine(f"sqlite:///{lite.folder / 'zaak.sqlite'}").begin() as db:
        db.execute(sa.text(how))
    with pytest.raises(LogBroken, match="klopt niet vanaf regel"):
        prove(lite.log.since(), lite.log.head())


def test_someone_without_the_role_decides_nothing(lite: Case) -> None:
    desk, (memo, _) = Desk(lite), ids(lite)
    with pytest.raises(Refused, match="rol"):
        decide(desk, memo, first(desk, memo), who=HEAD)
    with pytest.raises(Refused, match="rol"):
        perform(desk, CHECKER, "", desk.seq, act.Setting(kind="one_person"))


MOVES = st.lists(st.tuples(st.sampled_from(["approve", "reject", "reopen", "undo", "redo"]), st.integers(0, 6),
                           st.sampled_from(["place", "document", "case", "onward"])), max_size=12)  # fmt: skip


@settings(max_examples=25)
@given(moves=MOVES)
def test_undoing_everything_leaves_the_case_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("zaak")
    make_case(folder)
    with Case.open(folder, shared=True) as case:
        desk, (memo, _) = Desk(case), ids(case)
        for what, index, scope in moves:
            if what in ("undo", "redo"):
                if desk.undo_batch(HANDLER.who, redo=what == "redo"):
                    perform(desk, HANDLER, memo, desk.seq, act.Undo.model_validate({"kind": what}))
            else:
                marks = desk.sheets[memo].in_order()
                decide(desk, memo, marks[index % len(marks)].id, what, scope)
        while desk.undo_batch(HANDLER.who, redo=False):
            perform(desk, HANDLER, memo, desk.seq, act.Undo(kind="undo"))
        assert {m.verdict for sheet in desk.sheets.values() for m in sheet.in_order()} == {"open"}
        prove(case.log.since(), case.log.head())


def test_decisions_that_were_tampered_with_are_not_released(lite: Case) -> None:
    desk, (memo, mail) = Desk(lite), ids(lite)
    for document in (memo, mail):
        perform(desk, HANDLER, document, desk.seq, act.Rest(kind="rest"))
    with sa.create_engine(f"sqlite:///{lite.folder / 'zaak.sqlite'}").begin() as db:
        db.execute(sa.text("update event set kind = 'reject' where seq = 1"))
    with pytest.raises(LogBroken, match="vanaf regel 1"):
        release(lite, None, ThisMachine(1), Quiet())
    assert not lite.release_dir.exists()
