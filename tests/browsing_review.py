"""A person at a real browser, for the tests: opens, presses keys, reads to the end, and sees where the focus is."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.building_review import PASSWORDS, make_case, running
from woolak.review.site import Site

CHROMIUM = shutil.which("chromium")
NEEDED = pytest.mark.skipif(CHROMIUM is None, reason="Chromium ontbreekt (apt-get install chromium libatomic1)")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
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
