"""What a run could not do, as a person solves it in a browser: passwords, several files out at once, another file."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pymupdf
import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsing_review import NEEDED, log_in
from tests.building_review import MEMO, running, write_pdf
from woolak import removing
from woolak.case import Case

pytest_plugins = ["tests.browsing_review"]
pytestmark = NEEDED
RUN_MS = 240_000
SCREENS = Path(os.environ["WOOLAK_SCREENS"]) if "WOOLAK_SCREENS" in os.environ else None
SECRETS = {"advies.pdf": "Zwaluw-99 €", "contract.pdf": "Klimwand25"}


def locked(path: Path, password: str) -> Path:
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((60, 60), f"Hierin staat het {path.stem} over de haven.")
        pdf.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw=password)
    return path


def new_case(page: Page) -> None:
    page.get_by_label("Naam").fill("Haven")
    page.get_by_role("button", name="Maak de zaak").click()
    page.wait_for_url(re.compile("toevoegen"), wait_until="networkidle")


def upload(page: Page, *files: Path) -> None:
    page.locator("#files").set_input_files(files)
    page.get_by_role("button", name="Verwerk deze bestanden").click()
    page.wait_for_selector("#documents", timeout=RUN_MS)


def sources(page: Page) -> list[str]:
    return page.locator("#documents tbody th").all_inner_texts()


def test_locked_files_are_opened_and_the_others_leave_together(tmp_path: Path, browser: Browser) -> None:
    zaken = tmp_path / "zaken"
    zaken.mkdir()
    broken = [tmp_path / "kapot.pdf", tmp_path / "leeg.docx"]
    broken[0].write_bytes(b"%PDF-1.7\nkapot")
    broken[1].write_bytes(b"")
    with running(zaken) as site:
        page = log_in(site, browser, "b.handelaar")
        new_case(page)
        upload(page, write_pdf(tmp_path / "memo.pdf", MEMO), *broken,
               *(locked(tmp_path / name, secret) for name, secret in SECRETS.items()))  # fmt: skip
        expect(page.locator("main")).to_contain_text("4 bestanden zijn niet verwerkt")
        page.get_by_role("link", name="Los dit op").first.click()
        page.wait_for_selector("#files")
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []

        if SCREENS:
            page.screenshot(path=SCREENS / "niet-verwerkt.png", full_page=True)
        page.get_by_label("Wachtwoord van advies.pdf").fill(SECRETS["advies.pdf"])
        page.get_by_label("Wachtwoord van contract.pdf").fill("verkeerd")
        page.get_by_role("button", name="Probeer de wachtwoorden").click()
        expect(page.locator(".notice.bad")).to_have_text(
            "Op contract.pdf paste geen van de wachtwoorden.", timeout=RUN_MS
        )
        page.get_by_label("Wachtwoord van contract.pdf").fill(SECRETS["contract.pdf"])
        page.get_by_role("button", name="Probeer de wachtwoorden").click()
        expect(page.locator("#files li")).to_have_count(2, timeout=RUN_MS)

        out = page.get_by_role("button", name="Haal uit het dossier")
        expect(out).to_be_disabled()
        page.get_by_label("alle bestanden aankruisen").check()
        page.locator("#why").fill("Leeg en kapot; de afdeling heeft niets anders.")
        out.click()
        page.wait_for_selector("#documents", timeout=RUN_MS)
        assert len(sources(page)) == 3 and page.get_by_role("link", name="Los dit op").count() == 0
        page.goto(f"{site.url.geturl()}/zaak/Haven/logboek")
        expect(page.locator("tbody tr").filter(has_text="Leeg en kapot")).to_have_count(2)
        said = site.office.case("Haven").job
        assert said and said.well, "one run took out both"
        page.context.close()
    with Case.open(zaken / "Haven", shared=True) as case:
        assert sorted(one.source for one in case.documents()) == ["advies.pdf", "contract.pdf", "memo.pdf"]
        assert sorted(removing.taken_out(case)) == ["kapot.pdf", "leeg.docx"]
    for file in zaken.rglob("*"):
        held = file.read_bytes() if file.is_file() else b""
        assert not any(secret.encode() in held for secret in SECRETS.values()), file


def test_who_checks_is_not_led_to_what_only_the_handler_may(tmp_path: Path, browser: Browser) -> None:
    zaken = tmp_path / "zaken"
    zaken.mkdir()
    (tmp_path / "leeg.docx").write_bytes(b"")
    with running(zaken) as site:
        handler = log_in(site, browser, "b.handelaar")
        new_case(handler)
        upload(handler, write_pdf(tmp_path / "memo.pdf", MEMO), tmp_path / "leeg.docx")
        site.accounts.give("Haven", "t.toetser", frozenset({"toetser"}))
        checker = log_in(site, browser, "t.toetser")
        for path in ("", "/uitvoer"):
            checker.goto(f"{site.url.geturl()}/zaak/Haven{path}")
            expect(checker.locator("main")).to_contain_text("niet verwerkt")
            links = checker.locator("main a").evaluate_all("found => found.map((one) => one.href)")
            for link in set(links):
                answer = checker.request.get(link)
                assert answer.status == 200 or "uitvoer.zip" in link, link
        for page in (handler, checker):
            page.context.close()


def test_a_folder_with_zaak_yaml_is_the_folder_of_the_case_and_two_files_by_one_name_are_both_kept(
    tmp_path: Path, browser: Browser
) -> None:
    folder, other = tmp_path / "verzoek", tmp_path / "elders"
    (folder / "team").mkdir(parents=True)
    other.mkdir()
    (folder / "zaak.yaml").write_text("request: {text: Alles over de haven.}\n", encoding="utf-8")
    write_pdf(folder / "memo.pdf", MEMO)
    write_pdf(folder / "team" / "memo.pdf", "Een memo van het team.")
    write_pdf(other / "memo.pdf", "Een heel andere memo.")
    (tmp_path / "zaken").mkdir()
    with running(tmp_path / "zaken") as site:
        page = log_in(site, browser, "b.handelaar")
        new_case(page)
        page.locator("#folder").set_input_files(folder)
        page.locator("#files").set_input_files(other / "memo.pdf")
        upload(page, folder / "memo.pdf")  # once more the same
        assert [one.splitlines()[-1] for one in sources(page)] == ["memo (2).pdf", "memo.pdf", "team/memo.pdf"]
        expect(page.locator(".request")).to_have_text("Alles over de haven.")

        page.goto(f"{site.url.geturl()}/zaak/Haven/toevoegen")
        (folder / "zaak.yaml").write_text("request: {text: Alles over de sluis.}\n", encoding="utf-8")
        upload(page, folder / "zaak.yaml")  # nothing else
        expect(page.locator(".request")).to_have_text("Alles over de sluis.")

        page.goto(f"{site.url.geturl()}/zaak/Haven/toevoegen")
        for number, date in enumerate(("2026-03-02", "2026-03-09")):  # the later one goes before
            (folder / "besluit.yaml").write_text(f"date: {date}\n", encoding="utf-8")
            write_pdf(other / "memo.pdf", f"Weer een andere memo, nummer {number}.")
            page.goto(f"{site.url.geturl()}/zaak/Haven/toevoegen")
            upload(page, folder / "besluit.yaml", other / "memo.pdf")
        assert date in (tmp_path / "zaken" / "Haven" / "besluit.yaml").read_text(encoding="utf-8")
        expect(page.locator(".notice").first).to_contain_text("vervangen door het nieuwe")
        assert str(tmp_path) not in page.locator("main").inner_text()

        page.goto(f"{site.url.geturl()}/zaak/Haven/toevoegen")
        (folder / "zaak.yaml").write_text("verzoek: De sluis.\n", encoding="utf-8")
        page.locator("#files").set_input_files(folder / "zaak.yaml")
        page.get_by_role("button", name="Verwerk deze bestanden").click()
        expect(page.locator("#toast")).to_contain_text("zaak.yaml, regel 1")
        page.context.close()
