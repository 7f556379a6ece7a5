"""The screen of boundaries as a person uses it: with the keyboard alone, to the documents that come of it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browsing_review import NEEDED, new_page, tab_to
from tests.building_review import running
from tests.test_review_bundles import make_bundle
from woolak import splitting
from woolak.case import Case
from woolak.events import prove

pytest_plugins = ["tests.browsing_review"]
pytestmark = NEEDED
SCREENS = Path(os.environ["WOOLAK_SCREENS"]) if "WOOLAK_SCREENS" in os.environ else None


def test_boundaries_are_taken_away_added_and_shifted_with_the_keyboard_and_the_case_follows(
    tmp_path: Path, browser: Browser
) -> None:
    starts = make_bundle(tmp_path / "haven")
    with running(tmp_path, "haven") as site:
        page = new_page(browser)
        page.goto(f"{site.url.geturl()}/start?token=geheim-token")
        page.get_by_role("link", name="bundel.pdf", exact=True).press("Enter")
        expect(page.locator("#now")).to_have_text(re.compile(f"{len(starts)} documenten"))
        expect(page.locator("#save")).to_be_disabled()
        tab_to(page, ".leaf[data-page='1']")
        page.keyboard.press("n")
        expect(page.locator("#why")).to_contain_text("pagina 1 van")
        page.keyboard.press("b")  # the second letter goes with the first
        expect(page.locator("#now")).to_contain_text(f"{len(starts) - 1} documenten")
        page.keyboard.press("n")
        page.keyboard.press(".")  # the third begins a page later
        page.keyboard.press("End")
        page.wait_for_function(
            "() => [...document.images].filter((one) => one.complete && one.naturalWidth).length > 3"
        )
        expect(page.locator("#changes")).to_contain_text("vervangen")
        if SCREENS:
            page.keyboard.press("Home")
            page.screenshot(path=SCREENS / "grenzen.png")
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        tab_to(page, "#save")
        page.keyboard.press("Enter")
        page.wait_for_selector("#documents", timeout=240_000)
        sources = page.locator("#documents tbody th small").all_text_contents()
        page.context.close()
    wanted = [1, starts[2] + 1, *starts[3:]]
    firsts = [int(found[1]) for one in sources if (found := re.search(r"bundel\.pdf/blz (\d+)", one))]
    assert firsts == wanted and "brief.pdf" in sources
    with Case.open(tmp_path / "haven", shared=True) as case:
        prove(case.log.since(), case.log.head())
        assert splitting.decided(case) == {"bundel.pdf": tuple(wanted[1:])}


@pytest.mark.parametrize("token", ["", "verzonnen"])
def test_another_site_cannot_shift_a_boundary(tmp_path: Path, browser: Browser, token: str) -> None:
    make_bundle(tmp_path / "haven")
    with running(tmp_path, "haven") as site:
        page = new_page(browser)
        page.goto(f"{site.url.geturl()}/start?token=geheim-token")
        answer = page.request.post(
            f"{site.url.geturl()}/api/haven/action",
            data={"seq": 0, "action": {"kind": "split", "source": "bundel.pdf", "at": [2]}},
            headers={"x-woolak-token": token, "origin": site.url.geturl()},
        )
        assert answer.status == 403
        page.context.close()
    with Case.open(tmp_path / "haven", shared=True) as case:
        assert not splitting.decided(case)
