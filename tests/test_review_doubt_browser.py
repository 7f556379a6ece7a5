"""Words that OCR was not sure of are shown on the page of a scan, with a sentence that says what they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browsing_review import NEEDED, new_page, open_document
from tests.building_review import add_document, running
from tests.ingest_files import PROSE, scanned, typeset
from woolak.case import Case
from woolak.pipeline.ingest import ingest
from woolak.rules.casefile import CaseFile

pytest_plugins = ["tests.browsing_review"]
pytestmark = NEEDED
SCREENS = Path(os.environ["WOOLAK_SCREENS"]) if "WOOLAK_SCREENS" in os.environ else None
FAINT = "#text(fill: luma(55%), size: 6.5pt)[Gezien door Fatma Terpstra en Joris Oosterwold]"


def test_a_reviewer_sees_which_words_of_a_scan_were_not_read_surely(tmp_path: Path, browser: Browser) -> None:
    with Case.open(tmp_path / "haven", create=True) as case:
        path = case.sources_dir / "scan.pdf"
        path.write_bytes(scanned(typeset(f"= Verslag\n\n{PROSE * 3}\n\n" + f"{FAINT}\n\n" * 6), noise=42))
        (found,) = ingest(path, path.name, case.pdf_dir, CaseFile())
        assert found.document
        case.store_ingested(path.name, "00", "v1", [(found.document.id, path.name, found.document, None)])
        case.store_findings(found.document.id, "f1", ())
        case.store_proposals(found.document.id, "g1", ())
        add_document(case, "memo.pdf", "Een gewone bladzijde.")
        (page,) = found.document.pages
    doubtful = [region.box_pt for region in page.regions if region.what == "doubtful"]
    assert doubtful
    with running(tmp_path, "haven") as site:
        shown = new_page(browser)
        shown.goto(f"{site.url.geturl()}/start?token=geheim-token")
        open_document(shown, "scan.pdf")
        expect(shown.locator("#p1 .doubt")).to_have_count(len(doubtful))
        expect(shown.locator("#doubts")).to_contain_text("niet zeker")
        at = shown.locator("#p1 .doubt").first
        assert abs(float(str(at.get_attribute("x"))) - (doubtful[0].x0 - 1)) < 0.2
        if SCREENS:
            shown.screenshot(path=SCREENS / "twijfel.png")
        assert [one["id"] for one in Axe().run(shown).response["violations"]] == []
        shown.keyboard.press("u")  # drawing anew keeps them
        expect(shown.locator("#p1 .doubt")).to_have_count(len(doubtful))
        shown.goto(f"{site.url.geturl()}/zaak/haven")
        open_document(shown, "memo.pdf")
        expect(shown.locator("#p1[data-doubts='0']")).to_have_count(1)
        expect(shown.locator("#doubts")).to_be_hidden()
        shown.context.close()
