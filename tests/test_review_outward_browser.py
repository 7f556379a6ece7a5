"""Asking third parties and publishing as a person does it: on two screens, with the keyboard, and nothing to type."""

from __future__ import annotations

import datetime
import io
import os
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsing_review import NEEDED, follow, log_in, new_page, tab_to, told
from tests.building_papers import make_case
from tests.building_publish import make_release
from tests.building_review import running
from woolak.case import Case
from woolak.events import prove

pytest_plugins = ["tests.browsing_review"]
pytestmark = NEEDED
SCREENS = Path(os.environ["WOOLAK_SCREENS"]) if "WOOLAK_SCREENS" in os.environ else None
"""`WOOLAK_SCREENS=docs/schermen pytest tests/test_review_outward_browser.py` renews the pictures in docs/."""
RUN_MS = 240_000
TODAY = datetime.date.today()
KRANENBORG, TALJARD = "Kranenborg Idrissi B.V.", "Studio Taljard"


def looked_at(page: Page, name: str = "") -> None:
    """Nobody is kept out, and nothing runs off the screen at 200 %."""
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    if SCREENS and name:
        expect(page.locator("#toast")).to_be_empty()
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
    page.set_viewport_size({"width": 720, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1440, "height": 900})


def names_in(page: Page, link: str) -> set[str]:
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).press("Enter")
    return set(zipfile.ZipFile(io.BytesIO(Path(coming.value.path()).read_bytes())).namelist())


def row(page: Page, party: str) -> str:
    return page.get_by_role("row").filter(has_text=party).inner_text()


def test_third_parties_are_asked_what_they_say_is_noted_and_the_release_need_not_wait(
    tmp_path: Path, browser: Browser
) -> None:
    make_case(tmp_path / "haven")
    with running(tmp_path) as site:
        page = log_in(site, browser, "b.handelaar")
        page.goto(f"{site.url.geturl()}/zaak/haven")
        follow(page, "nav a[href$=zienswijzen]")
        expect(page.get_by_role("row").filter(has_text=TALJARD)).to_contain_text("nog niet")
        looked_at(page)
        tab_to(page, "#views button")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=De stukken zijn gemaakt", timeout=RUN_MS)
        due = TODAY + datetime.timedelta(days=14)
        assert f"{TODAY:%d-%m-%Y}" in row(page, TALJARD) and f"{due:%d-%m-%Y}" in row(page, TALJARD)
        assert "wordt op gewacht" in row(page, KRANENBORG)
        names = names_in(page, f"Download de stukken voor {KRANENBORG}")
        assert {"documenten/1a.pdf", "zienswijze-brief.docx"} <= names and len(names) == 6

        tab_to(page, "[name=party]")
        page.get_by_label("Partij").select_option(KRANENBORG)
        page.get_by_label("Zienswijze").select_option("geen bezwaar")
        page.get_by_role("button", name="Leg vast").press("Enter")
        told(page, "Bewaard")
        assert "geen bezwaar" in row(page, KRANENBORG)
        looked_at(page, "zienswijzen")
        expect(page.get_by_label(KRANENBORG, exact=True)).not_to_be_checked()  # who replied is not asked anew unseen
        page.get_by_label("Waarom wacht u niet langer?").fill("De rechter eist een besluit.")
        page.get_by_role("button", name="Ga verder").press("Enter")
        expect(page.get_by_role("row").filter(has_text=TALJARD)).to_contain_text("De rechter eist een besluit.")
        expect(page.locator("#v3")).to_have_count(0)
        page.context.close()
    with Case.open(tmp_path / "haven", shared=True) as case:
        prove(case.log.since(), case.log.head())
        kinds = [one.kind for one in case.log.since()]
        assert kinds == ["view_asked", "view_asked", "view_replied", "view_waived"]


def test_a_case_without_third_parties_says_where_to_name_them(tmp_path: Path, browser: Browser) -> None:
    make_release(tmp_path / "haven")
    with running(tmp_path, "haven") as site:
        page = new_page(browser)
        page.goto(f"{site.url.geturl()}/start?token=geheim-token")
        page.get_by_role("link", name="Zienswijzen").click()
        page.locator(".notice").get_by_role("link", name="Gegevens van de zaak").click()
        expect(page.get_by_label("Bedrijven en instellingen")).to_be_visible()
        page.context.close()


def test_a_release_is_made_ready_for_the_public_once_its_address_is_told(tmp_path: Path, browser: Browser) -> None:
    make_release(tmp_path / "haven", "dossier: W-2024-07\nmunicipality: {name: Waterland}\n")
    with running(tmp_path, "haven") as site:
        page = new_page(browser)
        page.goto(f"{site.url.geturl()}/start?token=geheim-token")
        page.get_by_role("link", name="Uitvoer").click()
        ready = page.get_by_role("button", name="Klaarzetten voor publicatie")
        ready.press("Enter")
        page.wait_for_selector("text=Er is niets gepubliceerd.", timeout=RUN_MS)
        looked_at(page)
        page.locator(".notice.bad").get_by_role("link", name="Gegevens van de zaak").press("Enter")
        page.get_by_label("Adres waar de documenten komen te staan").fill("https://open.waterland.example/woo/7/")
        page.get_by_role("region", name="De publicatie").get_by_role("button", name="Bewaar").click()
        page.wait_for_url("**/uitvoer")
        ready.press("Enter")
        page.wait_for_selector("text=Klaargezet voor publicatie", timeout=RUN_MS)
        expect(page.locator("main")).not_to_contain_text("Maak haar opnieuw")
        looked_at(page, "publicatie")
        names = names_in(page, "Download het pakket (zip)")
        assert {"documenten/1a.pdf", "sitemapindex-diwoo-infocat014.xml"} <= names and "manifest.json" not in names
        page.get_by_role("link", name="Logboek").click()
        expect(page.locator("tbody")).to_contain_text("klaargezet voor publicatie")
        page.context.close()
