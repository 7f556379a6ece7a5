"""What a lawyer who sees the screens for the first time must not be left wondering about."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Page, expect

from tests.browsing_review import NEEDED, new_page, open_document, read_to_the_end, told
from tests.building_review import MEMO, add_document, make_case, running
from woolak.case import Case
from woolak.model import Proposal
from woolak.review.site import Site

pytest_plugins = ["tests.browsing_review"]
pytestmark = NEEDED
LONG = "Oordeel of advies in een stuk voor een formeel besluit, met een lange uitleg van wat de wet daarover zegt. " * 6
BOTTOM = "id => document.getElementById(id).getBoundingClientRect().bottom"
"""Where an element ends on the screen, in pixels."""


def bottom_of(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_the_buttons_of_a_proposal_stay_in_sight_under_a_long_reason(mine: tuple[Site, Page]) -> None:
    _site, page = mine
    page.set_viewport_size({"width": 1280, "height": 800})
    open_document(page, "memo.pdf")
    page.locator("#current .why").evaluate("(element, text) => { element.textContent = text }", LONG)
    assert bottom_of(page, "#current [data-do=approve]") <= page.evaluate(BOTTOM, "current")


def test_facts_of_a_document_can_be_saved_without_scrolling(mine: tuple[Site, Page]) -> None:
    _site, page = mine
    page.set_viewport_size({"width": 1280, "height": 640})
    open_document(page, "memo.pdf")
    page.keyboard.press("Shift+F")
    assert bottom_of(page, "#facts button[value=ok]") <= page.evaluate(BOTTOM, "facts")


def test_a_decision_that_does_not_reach_the_server_is_told_to_be_lost(mine: tuple[Site, Page]) -> None:
    _site, page = mine
    open_document(page, "memo.pdf")
    page.route("**/action", lambda route: route.abort())
    page.keyboard.press("a")
    told(page, "Uw laatste beslissing is niet bewaard")


def test_suggestions_that_stay_open_after_approving_the_rest_are_told(tmp_path_factory: pytest.TempPathFactory,
                                                                      browser: Browser) -> None:  # fmt: skip
    root = tmp_path_factory.mktemp("suggestie")
    memo, _mail = make_case(root / "haven")
    with Case.open(root / "haven") as case:
        found = [one.proposal for one in case.proposals(memo)]
        text = case.page(memo, 0).text
        start = text.index("Wij vinden")
        opinion = Proposal(0, start, start + 10, "Wij vinden", found[0].boxes_pt, ("5.2(1)",), "suggest",
                           "OPINION", 0.9, "Een oordeel.")  # fmt: skip
        case.store_proposals(memo, "g2", [*found, opinion])
        failed = [("leeg", "leeg.docx", None, "Het bestand is leeg.")]
        case.store_ingested("leeg.docx", "01", "v1", failed)
    with running(root, "haven") as site:
        page = new_page(browser)
        page.goto(f"{site.url.geturl()}/start?token=geheim-token")
        expect(page.locator("#k1 ~ .late")).to_have_text("1 bestand is niet verwerkt. Los dit op")
        open_document(page, "memo.pdf")
        page.keyboard.press("r")
        told(page, "Eén suggestie wacht nog op uw beslissing")
        page.goto(f"{site.url.geturl()}/zaak/haven/uitvoer")
        expect(page.locator(".notice")).to_contain_text("Eén bestand is niet verwerkt")
        expect(page.locator(".notice")).to_contain_text("leeg.docx – Het bestand is leeg.")
        page.context.close()


def test_at_twice_the_size_the_page_stays_in_sight_and_nothing_runs_off_the_screen(mine: tuple[Site, Page]) -> None:
    """WCAG 1.4.10: 1440 pixels at 200 % are 720."""
    _site, page = mine
    page.set_viewport_size({"width": 720, "height": 450})
    open_document(page, "memo.pdf")
    page.locator("#viewer").focus()
    before = page.evaluate("scrollY")
    for _ in range(4):
        page.keyboard.press("j")
    page.locator("#current .why").evaluate("(element, text) => { element.textContent = text }", LONG)
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    assert page.evaluate("scrollY") == before, "the list scrolls, the page does not"
    expect(page.locator("#viewer")).to_be_in_viewport(ratio=0.5)


def test_a_page_without_a_word_is_told_until_somebody_has_reviewed_the_document(
    tmp_path: Path, browser: Browser
) -> None:
    with Case.open(tmp_path / "haven", create=True) as case:
        add_document(case, "memo.pdf", MEMO)
        scan = add_document(case, "scan.pdf", "Ontvangen door Fatma Terpstra.", "", "")
        case.store_proposals(scan, "g1", [])
    with running(tmp_path, "haven") as site:
        page = new_page(browser)
        page.goto(f"{site.url.geturl()}/start?token=geheim-token")
        notice = page.locator("details.notice")
        expect(notice).to_contain_text("In 1 document las Woolak op een bladzijde geen enkel woord")
        expect(notice.get_by_role("listitem")).to_contain_text("scan.pdf: bladzijde 2, 3")
        notice.get_by_role("link").press("Enter")
        page.wait_for_selector("#p2[data-ready]")
        read_to_the_end(page)
        page.keyboard.press("d")
        expect(page.locator("#toast")).to_contain_text("is beoordeeld")
        page.goto(f"{site.url.geturl()}/zaak/haven")
        page.wait_for_selector("#documents")
        assert notice.count() == 0
        page.context.close()
