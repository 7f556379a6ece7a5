"""A whole case in a real browser, from upload to the released PDF."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

pytest.importorskip("playwright")
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from tests.browsing_review import NEEDED, follow, new_page, read_to_the_end, tab_to, told
from tests.building_review import MAIL, MEMO, PASSWORDS, running, write_pdf
from woolak.review.site import Site

pytest_plugins = ["tests.browsing_review"]
pytestmark = NEEDED


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
        told(handler, "Goedgekeurd: ")
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
        expect(handler.locator(".notice.good")).to_have_text("De uitvoer is gemaakt en gecontroleerd.")
        tab_to(handler, "a[href$='brief.docx']")
        with handler.expect_download() as letter:
            handler.keyboard.press("Enter")
        assert zipfile.is_zipfile(letter.value.path())
        for page in (handler, checker):
            page.context.close()
    assert not list((tmp_path / "uitvoer").rglob("besluit-concept.*")), "it may name who asked"
    assert not (tmp_path / "uitvoer" / "manifest.json").exists(), "it tells the names of the files"
    (manifest,) = (tmp_path / "zaken").glob("*/release/manifest.json")
    told_of = json.loads(manifest.read_text(encoding="utf-8"))["documents"]
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
