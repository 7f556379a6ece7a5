"""Taking a document out of the case as a person does it: with the keyboard, with a reason, and back again."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsing_review import NEEDED, log_in, new_page, open_document, tab_to, told
from tests.building_review import make_case, running
from woolak import removing
from woolak.case import Case
from woolak.events import prove
from woolak.review.site import Site

pytest_plugins = ["tests.browsing_review"]
pytestmark = NEEDED
SCREENS = Path(os.environ["WOOLAK_SCREENS"]) if "WOOLAK_SCREENS" in os.environ else None
RUN_MS = 240_000


def sources(page: Page) -> list[str]:
    return page.locator("#documents tbody th small").all_text_contents()


def test_a_document_leaves_with_a_reason_and_comes_back_with_what_was_decided(tmp_path: Path, browser: Browser) -> None:
    make_case(tmp_path / "haven")
    with running(tmp_path, "haven") as site:
        page = new_page(browser)
        page.goto(f"{site.url.geturl()}/start?token=geheim-token")
        open_document(page, "mail.pdf")
        page.locator("#marks button").last.click()
        page.keyboard.press("x")
        told(page, "Afgewezen")
        tab_to(page, "#take-out")
        page.keyboard.press("Enter")
        page.wait_for_selector("#why")
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        tab_to(page, "#why")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # without a reason nothing happens
        expect(page).to_have_url(re.compile("/uithalen"))
        page.locator("#why").focus()
        page.keyboard.type("Hoort bij het verzoek over de sluis.")
        if SCREENS:
            page.screenshot(path=SCREENS / "uithalen.png")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#documents", timeout=RUN_MS)
        assert sources(page) == ["memo.pdf"]
        page.get_by_role("link", name="1 bestand uit het dossier gehaald").press("Enter")
        expect(page.locator("#uitgehaald li")).to_contain_text("Hoort bij het verzoek over de sluis.")
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        page.get_by_role("button", name="Neem mail.pdf weer op").press("Enter")
        page.wait_for_selector("#documents", timeout=RUN_MS)
        assert sources(page) == ["mail.pdf", "memo.pdf"]
        page.get_by_role("link", name="Logboek").press("Enter")
        expect(page.locator("tbody")).to_contain_text("bestand uit het dossier gehaald")
        expect(page.locator("tbody tr").filter(has_text="weer opgenomen")).to_contain_text("mail.pdf")
        page.context.close()
    with Case.open(tmp_path / "haven", shared=True) as case:
        prove(case.log.since(), case.log.head())
        (mail,) = case.documents_of("mail.pdf")
        assert [one.kind for one in case.events(mail) if one.kind != "seen"] == ["reject"]


def test_what_is_in_the_release_asks_first_whether_that_may_be_withdrawn(mine: tuple[Site, Page]) -> None:
    site, page = mine
    case = site.office.case("haven").desk().case
    case.release_dir.mkdir()
    (case.release_dir / "manifest.json").write_text('{"documents": [{"source": "mail.pdf"}]}', encoding="utf-8")
    open_document(page, "mail.pdf")
    page.locator("#take-out").click()
    page.locator("#why").fill("Per ongeluk.")
    page.get_by_role("button", name="Haal uit het dossier").click()
    expect(page).to_have_url(re.compile("/uithalen"))
    assert not case.log.since(kinds=(removing.TAKEN_OUT,)) and case.release_dir.exists()
    page.get_by_label("De uitvoer mag worden ingetrokken").check()
    page.get_by_role("button", name="Haal uit het dossier").click()
    page.wait_for_selector("#documents", timeout=RUN_MS)
    assert sources(page) == ["memo.pdf"] and not case.release_dir.exists()
    page.get_by_role("link", name="Uitvoer").click()
    expect(page.locator("main")).to_contain_text("De vorige uitvoer is ingetrokken")
    page.goto(page.url.replace("/uitvoer", "/toevoegen"))
    page.locator("#files").set_input_files(case.folder / "verwijderd" / "mail.pdf")  # it is brought again
    page.get_by_role("button", name="Verwerk deze bestanden").click()
    page.wait_for_selector("#documents", timeout=RUN_MS)
    assert sources(page) == ["mail.pdf", "memo.pdf"]
    assert [one.kind for one in site.office.case("haven").desk().case.log.since(kinds=removing.LEAVING)] == [
        removing.TAKEN_OUT,
        removing.TAKEN_UP,
    ]


def test_who_only_checks_is_not_shown_the_way_out(tmp_path: Path, browser: Browser) -> None:
    make_case(tmp_path / "haven")
    with running(tmp_path) as site:
        page = log_in(site, browser, "t.toetser")
        page.goto(f"{site.url.geturl()}/zaak/haven")
        open_document(page, "mail.pdf")
        assert page.locator("#take-out").count() == 0
        answer = page.goto(page.url.replace("/document/", "/uithalen?document="))
        assert answer is not None and answer.status == 404
        page.context.close()
