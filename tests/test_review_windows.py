"""The same person in two windows: what was changed in the one is told in the other, and not overwritten unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building_review import HANDLER, make_case
from woolak.case import Case
from woolak.errors import Overtaken
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk
from woolak.review.people import Actor
from woolak.review.showing import sheet_data

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browsing_review import NEEDED, open_document, told
from woolak.review.site import Site

pytest_plugins = ["tests.browsing_review"]
HIDDEN = "() => Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })"
"""A window behind another one asks for no news."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    make_case(tmp_path / "haven")
    with Case.open(tmp_path / "haven", shared=True) as case:
        yield Desk(case)


def decide(desk: Desk, name: str, seq: int, verdict: str, scope: str = "place", nth: int = 0, who: Actor = HANDLER
           ) -> None:  # fmt: skip
    document = by_name(desk)[name]
    mark = desk.sheets[document].in_order()[nth].id
    action = {"kind": "decide", "targets": [mark], "verdict": verdict, "scope": scope}
    perform(desk, who, document, seq, act.Decide.model_validate(action))


def by_name(desk: Desk) -> dict[str, str]:
    return {sheet.stored.source: id_ for id_, sheet in desk.sheets.items()}


def test_a_decision_from_another_window_of_ones_own_is_not_overwritten_unseen(desk: Desk) -> None:
    seen = desk.seq
    decide(desk, "memo.pdf", desk.seq, "reject")
    with pytest.raises(Overtaken, match="zelf gewijzigd, in een ander venster"):
        decide(desk, "memo.pdf", seen, "approve")
    assert desk.sheets[by_name(desk)["memo.pdf"]].in_order()[0].verdict == "rejected"
    decide(desk, "memo.pdf", seen, "approve", nth=1)  # what was not touched may be decided on
    decide(desk, "memo.pdf", desk.seq, "approve")  # and the rest having seen it


@pytest.mark.parametrize(
    "action",
    [{"kind": "undo"}, {"kind": "refuse", "grounds": ["buiten verzoek"]}, {"kind": "step", "step": "reviewed"}],
)
def test_a_step_on_the_whole_document_waits_till_the_other_window_was_seen(
    desk: Desk, action: dict[str, object]
) -> None:
    seen = desk.seq
    decide(desk, "memo.pdf", desk.seq, "reject")
    asked, before = act.Request.model_validate({"seq": seen, "action": action}), desk.seq
    with pytest.raises(Overtaken, match="ander venster"):
        perform(desk, HANDLER, by_name(desk)["memo.pdf"], asked.seq, asked.action)
    assert desk.seq == before


def test_who_changed_a_document_is_told_but_not_what_one_did_this_moment(desk: Desk) -> None:
    sheet = desk.sheets[by_name(desk)["memo.pdf"]]
    decide(desk, "memo.pdf", desk.seq, "reject")
    assert sheet_data(desk, sheet, HANDLER.who, 0)["by"] == [HANDLER.who]
    between = desk.seq
    own = perform(desk, HANDLER, sheet.id, between, act.Rest(kind="rest"))
    assert sheet_data(desk, sheet, HANDLER.who, between, own)["by"] == []
    assert sheet_data(desk, sheet, HANDLER.who, between)["by"] == [HANDLER.who]


@NEEDED
def test_a_second_window_of_the_same_person_tells_what_the_first_changed(mine: tuple[Site, Page]) -> None:
    _, one = mine
    two = one.context.new_page()
    two.goto(one.url)
    for page in (one, two):
        open_document(page, "memo.pdf")
    one.keyboard.press("x")
    told(one, "Afgewezen")
    told(two, "Intussen gewijzigd door uzelf in een ander venster")
    expect(two.locator("#marks button").first).to_have_class(re.compile("rejected"))
    assert "Intussen" not in (one.locator("#toast").text_content() or "")


@NEEDED
def test_a_window_that_was_behind_is_refused_once_and_shows_what_it_missed(mine: tuple[Site, Page]) -> None:
    site, page = mine
    open_document(page, "memo.pdf")
    page.evaluate(HIDDEN)
    desk = site.office.case("haven").desk()
    decide(desk, "memo.pdf", desk.seq, "reject", who=Actor("k.jansen", HANDLER.roles))
    page.keyboard.press("a")
    told(page, "U hebt dit intussen zelf gewijzigd, in een ander venster.")
    expect(page.locator("#marks button").first).to_have_class(re.compile("rejected"))
    page.keyboard.press("a")
    told(page, "Goedgekeurd")
    expect(page.locator("#marks button").first).to_have_class(re.compile("approved"))


@NEEDED
def test_what_changed_in_another_document_holds_back_once_and_not_for_ever(mine: tuple[Site, Page]) -> None:
    site, page = mine
    desk, other = site.office.case("haven").desk(), Actor("t.toetser", frozenset({"toetser"}))
    decide(desk, "mail.pdf", desk.seq, "approve", "case")
    name = desk.sheets[by_name(desk)["mail.pdf"]].in_order()[0].text
    open_document(page, "mail.pdf")
    page.evaluate(HIDDEN)
    nth = next(n for n, one in enumerate(desk.sheets[by_name(desk)["memo.pdf"]].in_order()) if one.text == name)
    decide(desk, "memo.pdf", desk.seq, "reject", "place", nth, other)
    page.locator("#marks button").first.click()
    page.keyboard.press("z")
    told(page, "t.toetser heeft dit intussen gewijzigd")
    page.keyboard.press("z")
    told(page, "Goedgekeurd")


@NEEDED
def test_a_form_is_sent_once(mine: tuple[Site, Page]) -> None:
    site, page = mine
    page.get_by_text("Termijn wijzigen").click()
    page.get_by_label("Ontvangen op").fill("2026-03-02")
    page.get_by_label("Ontvangen op").press("Enter")
    expect(page.locator("main")).to_contain_text("Ontvangen op 02-03-2026")
    page.wait_for_timeout(500)
    assert len(site.office.case("haven").desk().case.log.since(kinds=("received",))) == 1


@NEEDED
def test_an_empty_list_of_groups_says_why(mine: tuple[Site, Page]) -> None:
    site, page = mine
    desk = site.office.case("haven").desk()
    for name in by_name(desk):
        perform(desk, HANDLER, by_name(desk)[name], desk.seq, act.Rest(kind="rest"))
    page.get_by_role("link", name="Groepen").click()
    expect(page.locator("#none")).to_be_visible()
    page.get_by_label("alleen met open voorstellen").uncheck()
    expect(page.locator("#none")).to_be_hidden()
