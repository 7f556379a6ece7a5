"""A server that is always on and commands on the same case: who works in it has it, and who does not gives it back."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building_review import NAMES, make_case, proposals_for
from woolak.case import Case
from woolak.errors import InUse, Refused
from woolak.review import office as opening
from woolak.review.office import Job, Office, OpenCase

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

from tests.browsing_review import NEEDED, open_document, told
from woolak.review.site import Site

pytest_plugins = ["tests.browsing_review"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    make_case(tmp_path / "haven")
    found = Office(tmp_path)
    yield found
    found.close()


@pytest.fixture
def haven(office: Office) -> OpenCase:
    return office.case("haven")


def free(case: OpenCase) -> bool:
    """Whether a command may have the case."""
    try:
        with Case.open(case.folder):
            return True
    except InUse:
        return False


def waited(case: OpenCase) -> Job:
    """The job of a case, when it is done."""
    for _ in range(1200):
        if not case.busy:
            break
        time.sleep(0.1)
    assert case.job is not None
    return case.job


def test_a_case_that_was_just_looked_at_is_kept_and_one_that_nobody_works_in_is_given_back(haven: OpenCase) -> None:
    before = haven.desk()
    haven.rest(opening.IDLE_SECONDS)
    assert not free(haven)
    haven.rest(0)
    assert free(haven)
    assert haven.desk().sheets.keys() == before.sheets.keys()
    assert not free(haven)


def test_a_case_without_documents_says_so(office: Office) -> None:
    with pytest.raises(Refused, match="nog geen documenten"):
        office.make("nieuw").desk()


def test_a_case_is_not_given_back_under_an_answer_that_is_still_being_sent(office: Office, haven: OpenCase) -> None:
    haven.desk()
    with office.asking("haven"):
        haven.rest(0)
        assert not free(haven)
    haven.rest(0)
    assert free(haven)
    with office.asking("bestaat-niet"):
        pass


def test_while_a_command_has_the_case_the_browser_is_told_so_and_after_it_sees_what_it_made(
    haven: OpenCase, tmp_path: Path
) -> None:
    haven.desk()
    haven.rest(0)
    with Case.open(haven.folder) as case:
        with pytest.raises(Refused, match="buiten de browser"):
            haven.desk()
        (gone,) = (one for one in case.documents() if one.source == "mail.pdf")
        case.store_ingested("mail.pdf", "", "", [])
    assert gone.id not in haven.desk().sheets


def test_two_commands_exclude_each_other_whether_the_server_has_the_case_or_not(haven: OpenCase) -> None:
    haven.desk()
    haven.rest(0)
    with Case.open(haven.folder):
        assert not free(haven)
    assert free(haven)


def test_a_browser_is_told_what_went_wrong_and_not_what_to_type(tmp_path: Path) -> None:
    work = tmp_path / "haven" / "inkomend"
    work.mkdir(parents=True)
    (work / "memo.txt").write_text("Memo over de haven", encoding="utf-8")
    (work / "leeg.docx").write_bytes(b"")
    found = Office(tmp_path)
    haven = found.case("haven")
    haven.start("run", ["run", str(work), "--case", str(haven.folder), "--workers", "1"], work)
    job = waited(haven)
    assert job.well and not work.exists() and list(job.failed) == ["leeg.docx"]
    told = " ".join((*job.said, *job.trouble))
    assert "inlezen" in told and "woolak" not in told.lower() and str(tmp_path) not in told
    work.mkdir()
    (work / "zaak.yaml").write_text("gemeente: Waterlo\n", encoding="utf-8")
    (work / "memo.txt").write_text("Memo over de haven", encoding="utf-8")
    haven.start("run", ["run", str(work), "--case", str(haven.folder), "--workers", "1"], work)
    job = waited(haven)
    assert not job.well and "regel 1" in job.trouble[0] and work.exists()
    found.close()


@NEEDED
def test_a_document_on_the_screen_keeps_the_case_and_a_closed_window_frees_it(
    mine: tuple[Site, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, page = mine
    monkeypatch.setattr(opening, "IDLE_SECONDS", 4)
    monkeypatch.setattr(opening, "LOOK_SECONDS", 0.5)
    site.office.give_back()
    haven = site.office.case("haven")
    open_document(page, "memo.pdf")
    for _ in range(3):
        page.wait_for_timeout(2500)
        assert not free(haven)
    page.evaluate("() => Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })")
    page.wait_for_timeout(6500)
    assert free(haven)
    with Case.open(haven.folder):
        page.keyboard.press("a")
        told(page, "buiten de browser")
        assert "open" in str(page.locator("#marks button").first.get_attribute("class"))
    page.keyboard.press("a")
    told(page, "Goedgekeurd")
    expect(page.locator("#marks button").first).to_have_class(re.compile("approved"))


@NEEDED
def test_a_window_that_was_open_during_a_run_shows_what_that_run_found(
    mine: tuple[Site, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, page = mine
    haven = site.office.case("haven")
    open_document(page, "memo.pdf")
    page.keyboard.press("a")
    told(page, "Goedgekeurd")
    count = page.locator("#marks button").count()
    haven.close()
    with Case.open(haven.folder) as case:
        (memo,) = (one.id for one in case.documents() if one.source == "memo.pdf")
        found = proposals_for(case.document(memo), ("kade", *NAMES))
        case.store_proposals(memo, "g2", found)
    told(page, "opnieuw verwerkt")
    expect(page.locator("#marks button.approved")).to_have_count(1)
    assert page.locator("#marks button").count() > count
