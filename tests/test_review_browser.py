"""Review as a person does it: in a real browser, with the keyboard, alone and with two."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.building_review import MAIL, MEMO, PASSWORDS, make_case, running, write_pdf
from woolak.case import Case
from woolak.events import prove
from woolak.review.site import Site

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium ontbreekt (apt-get install chromium libatomic1)")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
SCREENS = Path(os.environ["WOOLAK_SCREENS"]) if "WOOLAK_SCREENS" in os.environ else None
"""`WOOLAK_SCREENS=docs/schermen pytest tests/test_review_browser.py -k screen` renews the pictures in docs/."""
WAIT_MS = 30_000
FOCUS = """() => {
  const style = getComputedStyle(document.activeElement.closest(".button") ?? document.activeElement);
  return style.outlineStyle + style.boxShadow;
}"""
"""How the browser shows where the focus is."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def new_page(browser: Browser) -> Page:
    context: BrowserContext = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script: {error}"))
    return page


@pytest.fixture
def mine(tmp_path: Path, browser: Browser) -> Iterator[tuple[Site, Page]]:
    """A case on the own machine, opened by its link."""
    make_case(tmp_path / "haven")
    with running(tmp_path, "haven") as site:
        page = new_page(browser)
        page.goto(f"{site.url.geturl()}/start?token=geheim-token")
        yield site, page
        page.context.close()


def log_in(site: Site, browser: Browser, who: str) -> Page:
    page = new_page(browser)
    page.goto(f"{site.url.geturl()}/inloggen")
    page.get_by_label("Naam").fill(who)
    page.get_by_label("Wachtwoord").fill(PASSWORDS[who])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/$|/zaak/"))
    return page


def open_document(page: Page, name: str) -> None:
    page.get_by_role("row").filter(has_text=name).get_by_role("link").press("Enter")
    page.wait_for_selector(".sheet[data-ready]")


def told(page: Page, words: str) -> None:
    expect(page.locator("#toast")).to_contain_text(words, timeout=WAIT_MS)


def read_to_the_end(page: Page) -> None:
    """Every page on screen for a moment, as a reader does."""
    total = page.locator(".sheet").count()
    page.keyboard.press("Home")
    time.sleep(1.5)
    for _ in range(60):
        page.keyboard.press("PageDown")
        time.sleep(1.1)
        if f"{total} van {total} gezien" in (page.locator("#progress").text_content() or ""):
            return
        if page.evaluate("() => { const v = document.getElementById('viewer');"
                         " return v.scrollTop + v.clientHeight >= v.scrollHeight - 3 }"):  # fmt: skip
            time.sleep(1)
    pytest.fail("not every page was marked as seen")


def verdicts(page: Page) -> list[str]:
    return [str(row.get_attribute("class")).split()[0] for row in page.locator("#marks button").all()]


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
    told(page, "Goedkeuren")
    page.keyboard.press("a")
    expect(page.locator("tbody tr[data-open='0']")).to_have_count(2)
    page.get_by_role("link", name="Zoeken").click()
    page.wait_for_url(re.compile("/zoeken"), wait_until="networkidle")
    page.get_by_role("searchbox").fill("VOORJAAR")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("2 plaatsen gevonden")
    page.get_by_role("button", name="Lak de gekozen plaatsen").press("Enter")
    told(page, "2 plaatsen gelakt in 2 documenten")
    desk = site.office.case("haven").desk()
    drawn = [m for s in desk.sheets.values() for m in s.in_order() if m.by_hand]
    assert [m.text for m in drawn] == ["voorjaar", "voorjaar"]
    assert not any(m.verdict == "open" for s in desk.sheets.values() for m in s.in_order())


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as someone without a mouse does; and it can be seen where the focus is."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            shown = page.evaluate(FOCUS)
            assert "solid" in shown or "rgb(255, 221, 0)" in shown, f"no focus to be seen on {selector}"
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with Tab")


def follow(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def type_login(site: Site, browser: Browser, who: str) -> Page:
    page = new_page(browser)
    page.goto(f"{site.url.geturl()}/inloggen")
    tab_to(page, "[name=name]")
    page.keyboard.type(who)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORDS[who])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/$"))
    return page


def test_a_whole_case_with_the_keyboard_alone_from_upload_to_the_released_pdf(tmp_path: Path, browser: Browser) -> None:
    """Upload, group decision, draw, undo, four eyes, release, download; no mouse in any step."""
    (tmp_path / "zaken").mkdir()
    files = [write_pdf(tmp_path / "memo.pdf", MEMO), write_pdf(tmp_path / "mail.pdf", MAIL)]
    with running(tmp_path / "zaken") as site:
        handler = type_login(site, browser, "b.handelaar")
        tab_to(handler, "[name=name]")
        handler.keyboard.type("Haven 2026")
        handler.keyboard.press("Enter")
        handler.wait_for_url(re.compile("toevoegen"), wait_until="networkidle")
        tab_to(handler, "#files")
        with handler.expect_file_chooser() as chooser:
            handler.keyboard.press("Space")
        chooser.value.set_files(files)
        follow(handler, "#go")
        handler.wait_for_selector("#documents", timeout=400_000)
        site.accounts.give("Haven 2026", "t.toetser", frozenset({"toetser"}))

        follow(handler, "nav a[href$=groepen]")
        handler.wait_for_url(re.compile("groepen"), wait_until="networkidle")
        groups = handler.locator("tbody tr:not([hidden])").count()
        handler.keyboard.press("j")
        handler.keyboard.press("a")
        told(handler, "Goedkeuren")
        expect(handler.locator("tbody tr:not([hidden])")).to_have_count(groups - 1)

        follow(handler, "nav a:first-child")
        handler.wait_for_selector("#documents")
        follow(handler, "tr:has(small) a[href*=document]")
        drawn = []
        for name in ("mail.pdf", "memo.pdf"):
            expect(handler.locator(".source")).to_have_text(name)
            handler.wait_for_selector("#p1[data-ready]")
            rows = handler.locator("#marks button")
            before = rows.count()
            handler.keyboard.press("w")
            told(handler, "Woorden kiezen")
            for _ in range(3):
                handler.keyboard.press("Shift+ArrowRight")
            handler.keyboard.press("Enter")
            expect(rows).to_have_count(before + 1)
            drawn.append(handler.locator("#current .text").inner_text())
            handler.keyboard.press("t")
            handler.keyboard.press("ArrowDown")
            handler.keyboard.press("Enter")
            expect(rows).to_have_count(before + 2)
            handler.keyboard.press("u")
            expect(rows).to_have_count(before + 1)
            handler.keyboard.press("Shift+Enter")  # the rest as proposed, and on
            if name == "mail.pdf":
                expect(handler.locator(".source")).to_have_text("memo.pdf")
                handler.keyboard.press("[")
                expect(handler.locator(".source")).to_have_text("mail.pdf")
                handler.wait_for_selector("#p1[data-ready]")
            else:
                told(handler, "voorgesteld")
            read_to_the_end(handler)
            handler.keyboard.press("d")
            told(handler, "is beoordeeld")
            handler.keyboard.press("]")
        preview = handler.request.get(
            handler.url.replace("/zaak/", "/api/").split("#")[0] + "/page/0/uitvoer.jpg"
        ).body()

        checker = type_login(site, browser, "t.toetser")
        follow(checker, ".caselist a")
        checker.wait_for_selector("#documents")
        follow(checker, "tr:has(small) a[href*=document]")
        for name in ("mail.pdf", "memo.pdf"):
            expect(checker.locator(".source")).to_have_text(name)
            checker.wait_for_selector("#p1[data-ready]")
            checker.keyboard.press("s")
            told(checker, "vastgesteld")
            checker.keyboard.press("]")

        follow(handler, "nav a[href$=uitvoer]")
        handler.wait_for_selector("#release")
        follow(handler, "#release")
        link = handler.get_by_role("link", name="Download de uitvoer")
        expect(link).to_be_visible(timeout=400_000)
        tab_to(handler, "a[href$='uitvoer.zip']")
        with handler.expect_download() as download:
            handler.keyboard.press("Enter")
        with zipfile.ZipFile(download.value.path()) as packed:
            packed.extractall(tmp_path / "uitvoer")
        for page in (handler, checker):
            page.context.close()
    told_of = json.loads((tmp_path / "uitvoer" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert len(told_of) == 2 and all(one["reviewed"] for one in told_of)
    for one, words in zip(sorted(told_of, key=lambda one: str(one["source"])), drawn, strict=True):
        with pypdfium2.PdfDocument(tmp_path / "uitvoer" / one["output"]) as pdf:
            text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
            shown = pdf[0].render(scale=110 / 72).to_pil().convert("L")
        assert "Terpstra" not in text and "Oosterwold" not in text
        assert words and words not in text
        assert "werkzaamheden" in text and "5.1(2)e" in text
    with Image.open(BytesIO(preview)) as seen:  # what 'bekijk als uitvoer' showed is what came out
        difference = ImageChops.difference(seen.convert("L").resize(shown.size), shown)
    assert max(difference.resize((60, 85)).tobytes()) < 40


DIALOGS = (
    ("grond-kiezen", "g", "#ask[open]"), ("opmerking", "m", "#ask[open]"), ("document-weigeren", "f", "#ask[open]"),
    ("gegevens", "Shift+F", "#facts[open]"), ("waar-nog-meer", "q", "#places[open] li"),
)  # fmt: skip
PATHS = {"overzicht": "", "groepen": "/groepen", "zoeken": "/zoeken", "logboek": "/logboek", "uitvoer": "/uitvoer",
         "toevoegen": "/toevoegen"}  # fmt: skip


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
