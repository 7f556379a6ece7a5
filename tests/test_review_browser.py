"""Review as a person does it: in a real browser, with the keyboard, alone and with two."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsing_review import NEEDED, log_in, open_document, read_to_the_end, told, verdicts
from tests.building_review import PASSWORDS, make_case, running
from woolak.case import Case
from woolak.events import prove
from woolak.review.site import Site

pytest_plugins = ["tests.browsing_review"]
pytestmark = NEEDED
SCREENS = Path(os.environ["WOOLAK_SCREENS"]) if "WOOLAK_SCREENS" in os.environ else None
"""`WOOLAK_SCREENS=docs/schermen pytest tests/test_review_browser.py -k screen` renews the pictures in docs/."""


def test_a_document_is_reviewed_with_the_keyboard_alone(mine: tuple[Site, Page]) -> None:
    site, page = mine
    open_document(page, "memo.pdf")
    page.keyboard.press("a")
    told(page, "Goedgekeurd")
    page.keyboard.press("Shift+X")
    told(page, "Afgewezen")
    assert set(verdicts(page)) == {"approved", "rejected", "open"} or "rejected" in verdicts(page)
    page.keyboard.press("u")
    told(page, "Ongedaan gemaakt")
    assert "rejected" not in verdicts(page)
    page.keyboard.press("Shift+U")
    told(page, "Opnieuw gedaan")
    page.keyboard.press("u")
    page.keyboard.press("r")
    expect(page.locator("#progress")).to_contain_text("5 van 5 beslist")
    page.keyboard.press("w")  # words: the next one, and one more
    told(page, "Woorden kiezen")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_contain_text("6 van 6 beslist")
    page.keyboard.press("t")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_contain_text("7 van 7 beslist")
    page.keyboard.press("g")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#current")).to_contain_text("5.1(2)f")
    page.keyboard.press("m")
    page.locator("#ask-text").press_sequentially("Let op.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told(page, "Opmerking bewaard")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    expect(page.locator("#notice")).to_contain_text("uitvoer")
    page.keyboard.press("o")
    read_to_the_end(page)
    page.keyboard.press("d")
    told(page, "beoordeeld")
    page.keyboard.press("s")
    told(page, "zelf beoordeeld")
    with Case.open(site.office.root / "haven", shared=True) as case:
        prove(case.log.since(), case.log.head())


def test_words_are_redacted_with_the_mouse_and_a_box_is_pulled_larger(mine: tuple[Site, Page]) -> None:
    site, page = mine
    open_document(page, "memo.pdf")
    sheet = page.locator("#p1").bounding_box()
    assert sheet
    scale = sheet["width"] / page.evaluate("JSON.parse(document.getElementById('data').textContent).sizes[0][0]")
    desk = site.office.case("haven").desk()
    memo = next(s for s in desk.sheets.values() if s.stored.source == "memo.pdf")
    words = desk.case.page(memo.id, 0)
    word = next(w for w in words.words if words.text[w.start : w.end] == "werkzaamheden")
    x, y = sheet["x"] + word.box_pt.x0 * scale, sheet["y"] + (word.box_pt.y0 + word.box_pt.y1) / 2 * scale
    page.mouse.move(x + 3, y)
    page.mouse.down()
    page.mouse.move(x + 30, y, steps=4)
    page.mouse.up()
    expect(page.locator("#current .text")).to_have_text("werkzaamheden")
    handle = page.locator('.handle[data-corner="end"]').first.bounding_box()
    assert handle
    after = words.text[word.end + 1 :].split()[0]
    page.mouse.move(handle["x"] + 3, handle["y"] + 3)
    page.mouse.down()
    page.mouse.move(handle["x"] + 3 + 60 * scale, handle["y"] + 3, steps=5)
    page.mouse.up()
    expect(page.locator("#current .text")).to_contain_text(f"werkzaamheden {after[:3]}")


def test_two_browsers_on_one_document_see_each_other_at_work(tmp_path: Path, browser: Browser) -> None:
    make_case(tmp_path / "haven")
    with running(tmp_path) as site:
        one, two = log_in(site, browser, "b.handelaar"), log_in(site, browser, "t.toetser")
        for page in (one, two):
            page.goto(f"{site.url.geturl()}/zaak/haven")
            open_document(page, "memo.pdf")
        one.keyboard.press("x")
        told(one, "Afgewezen")
        expect(two.locator("#marks button").first).to_have_class(re.compile("rejected"), timeout=15_000)
        told(two, "Intussen gewijzigd door b.handelaar")
        one.context.close()
        two.context.close()


def test_a_group_is_decided_for_the_whole_case_and_search_redacts_what_was_missed(mine: tuple[Site, Page]) -> None:
    site, page = mine
    page.get_by_role("link", name="Groepen").click()
    page.wait_for_url(re.compile("/groepen"), wait_until="networkidle")
    page.keyboard.press("j")
    page.keyboard.press("a")
    told(page, "Goedgekeurd: ")
    page.keyboard.press("a")
    expect(page.locator("tbody tr[data-open='0']")).to_have_count(2)
    page.get_by_role("link", name="Zoeken").click()
    page.wait_for_url(re.compile("/zoeken"), wait_until="networkidle")
    page.get_by_role("searchbox").fill("VOORJAAR")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("2 plaatsen gevonden")
    undo = page.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_hidden()  # what was decided on another screen cannot be seen here
    page.get_by_role("button", name="Lak de gekozen plaatsen").press("Enter")
    told(page, "2 plaatsen gelakt in 2 documenten")
    undo.press("Enter")
    told(page, "Ongedaan gemaakt")
    expect(undo).to_be_hidden()
    page.get_by_label("alle plaatsen").uncheck()
    page.get_by_role("button", name="Lak de gekozen plaatsen").press("Enter")
    told(page, "Kies eerst een of meer plaatsen")
    page.get_by_label("alle plaatsen").check()
    page.get_by_role("button", name="Lak de gekozen plaatsen").press("Enter")
    told(page, "2 plaatsen gelakt in 2 documenten")
    desk = site.office.case("haven").desk()
    drawn = [m for s in desk.sheets.values() for m in s.in_order() if m.by_hand]
    assert [m.text for m in drawn] == ["voorjaar", "voorjaar"]
    assert not any(m.verdict == "open" for s in desk.sheets.values() for m in s.in_order())


DIALOGS = (
    ("grond-kiezen", "g", "#ask[open]"), ("opmerking", "m", "#ask[open]"), ("document-weigeren", "f", "#ask[open]"),
    ("gegevens", "Shift+F", "#facts[open]"), ("waar-nog-meer", "q", "#places[open] li"),
)  # fmt: skip
PATHS = {"overzicht": "", "groepen": "/groepen", "zoeken": "/zoeken", "logboek": "/logboek", "uitvoer": "/uitvoer",
         "toevoegen": "/toevoegen", "gegevens-zaak": "/gegevens"}  # fmt: skip


def screens(site: Site, page: Page) -> Iterator[str]:
    """Each screen of the application in turn, ready to be looked at."""
    base = f"{site.url.geturl()}/zaak/haven"
    for name, path in PATHS.items():
        page.goto(base + path)
        if name == "zoeken":
            page.get_by_role("searchbox").fill("terpstra")
            page.keyboard.press("Enter")
            page.wait_for_selector("#hits li")
        yield name
    page.goto(base)
    open_document(page, "memo.pdf")
    page.keyboard.press("a")
    told(page, "Goedgekeurd")
    expect(page.locator("#toast")).to_be_empty()
    yield "document"
    page.keyboard.press("o")
    expect(page.locator("#p1 img")).to_have_attribute("src", re.compile("uitvoer"))
    page.wait_for_selector("#p1[data-ready]")
    yield "document-uitvoer"
    page.keyboard.press("o")
    page.keyboard.press("?")
    yield "sneltoetsen"
    for name, key, opened in DIALOGS:
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        page.keyboard.press(key)
        page.wait_for_selector(opened)
        yield name


def test_axe_finds_nothing_on_any_screen(mine: tuple[Site, Page], browser: Browser) -> None:
    site, page = mine
    found = {}
    for name in screens(site, page):
        if SCREENS:
            SCREENS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SCREENS / f"{name}.png")
        found[name] = [
            f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]
        ]
    memo = page.url
    page.set_viewport_size({"width": 720, "height": 450})  # as at 200 %
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for url in (*(f"{site.url.geturl()}/zaak/haven{path}" for path in PATHS.values()), memo):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
        found[f"200 %, dark: {url}"] = [one["id"] for one in Axe().run(page).response["violations"]]
        for landmark in ("banner", "main"):
            assert page.get_by_role(landmark).count() == 1, url  # type: ignore[arg-type]
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_axe_finds_nothing_on_the_screens_of_a_server(tmp_path: Path, browser: Browser) -> None:
    make_case(tmp_path / "haven")
    with running(tmp_path) as site:
        site.accounts.add("b.heer", "een lang wachtwoord 4", admin=True)
        site.accounts.give("haven", "b.heer", frozenset({"beheerder"}))
        PASSWORDS["b.heer"] = "een lang wachtwoord 4"
        page = log_in(site, browser, "b.heer")
        found = {}
        for path in ("/", "/beheer", "/zaak/haven/team", "/zaak/bestaat-niet"):
            page.goto(site.url.geturl() + path)
            if SCREENS and path != "/zaak/bestaat-niet":
                page.screenshot(path=SCREENS / f"server-{path.strip('/').replace('/', '-') or 'zaken'}.png")
            found[path] = [one["id"] for one in Axe().run(page).response["violations"]]
        page.goto(site.url.geturl())
        page.get_by_role("button", name="Uitloggen").click()
        page.wait_for_url(re.compile("inloggen"))
        if SCREENS:
            page.screenshot(path=SCREENS / "inloggen.png")
        found["/inloggen"] = [one["id"] for one in Axe().run(page).response["violations"]]
        page.context.close()
    assert {path: problems for path, problems in found.items() if problems} == {}


def test_facts_are_set_right_words_are_made_readable_and_the_overview_finds_words_in_the_text(
    mine: tuple[Site, Page],
) -> None:
    site, page = mine
    page.locator("#f-text").fill("Wachten")  # stands in the text of the memo alone
    expect(page.locator("#f-found")).to_have_text("1 documenten")
    expect(page.get_by_role("row").filter(has_text="memo.pdf")).to_contain_text("1 keer in de tekst")
    open_document(page, "memo.pdf")
    page.keyboard.press("Shift+F")
    page.locator("#facts [name=title]").fill("Nota over de kade")
    page.locator("#facts [name=date]").fill("2026-01-05")
    page.keyboard.press("Enter")
    expect(page.locator("#title")).to_have_text("Nota over de kade")
    expect(page.locator("#said")).to_contain_text("05-01-2026")
    page.keyboard.press("Home")
    desk = site.office.case("haven").desk()
    memo = next(s for s in desk.sheets.values() if s.stored.source == "memo.pdf")
    mark = memo.in_order()[0]
    sheet = page.locator("#p1").bounding_box()
    assert sheet
    scale = sheet["width"] / desk.case.page_sizes(memo.id)[0][0]
    box = mark.parts[0].boxes_pt[0]
    y = sheet["y"] + (box.y0 + box.y1) / 2 * scale
    page.mouse.move(sheet["x"] + (box.x0 + 3) * scale, y)
    page.keyboard.down("Control")  # over the first name alone
    page.mouse.down()
    page.mouse.move(sheet["x"] + (box.x0 + 12) * scale, y, steps=4)
    page.mouse.up()
    page.keyboard.up("Control")
    told(page, "Leesbaar gemaakt")
    assert memo.state.marks[mark.id].text == "Terpstra"
    other = memo.in_order()[1]
    row = other.parts[0].boxes_pt[0]
    page.mouse.move(sheet["x"] + (row.x0 + 4) * scale, sheet["y"] + (row.y0 + row.y1) / 2 * scale, steps=3)
    expect(page.locator("#current .text")).to_have_text("Joris Oosterwold")  # keys work on what the mouse points at
    page.keyboard.press("2")
    expect(page.locator("#current .meta").first).to_contain_text("5.1(1)c")
    page.keyboard.press("u")
    expect(page.locator("#current .meta").first).to_contain_text("5.1(2)e")
