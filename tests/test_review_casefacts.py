"""What a legal officer tells of the case in a form, instead of in a file with a grammar of its own."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browsing_review import NEEDED, log_in
from tests.building_review import MEMO, running, write_pdf
from woolak.errors import CaseFileError, Refused
from woolak.review.casefacts import CaseForm, DecisionForm, PublicationForm, keep, said
from woolak.rules.casefile import read_case_file
from woolak.rules.decision import read_decision_file

pytest_plugins = ["tests.browsing_review"]
CASE = """# van de afdeling
dossier: haven
passwords: [Kade12]
request: {text: Alles over de haven., date: 2026-03-02, period: {from: 2024-01-01}}
third_parties:
  - {name: Kadebouw B.V., aliases: [Kadebouw], domains: [kadebouw.example], pseudonym: partij K}
"""


def test_what_is_told_in_the_form_is_in_zaak_yaml_and_what_it_does_not_show_stays(tmp_path: Path) -> None:
    (tmp_path / "zaak.yaml").write_text(CASE, encoding="utf-8")
    form = said(tmp_path, CaseForm)
    assert (form.dossier, form.request, form.since, form.until) == (
        "haven", "Alles over de haven.", datetime.date(2024, 1, 1), None,
    )  # fmt: skip
    assert form.parties == "Kadebouw B.V.; Kadebouw; kadebouw.example"
    keep(tmp_path, form.model_copy(update={
        "municipality": " Waterlo ", "since": None, "officials": "Ans de Bruin, burgemeester\n\nKoos Roos",
        "parties": f"{form.parties}; K.B.\nSloot & Zonen, ingenieurs",
    }))  # fmt: skip
    case = read_case_file(tmp_path / "zaak.yaml")
    assert case.passwords == ("Kade12",) and case.municipality.name == "Waterlo"
    assert case.request.date == datetime.date(2026, 3, 2) and case.request.period.from_ is None
    assert [(one.name, one.role) for one in case.public_officials] == [
        ("Ans de Bruin", "burgemeester"),
        ("Koos Roos", ""),
    ]
    kade, sloot = case.third_parties
    assert (kade.aliases, kade.domains, kade.pseudonym) == (("Kadebouw", "K.B."), ("kadebouw.example",), "partij K")
    assert sloot.name == "Sloot & Zonen, ingenieurs"


def test_what_is_told_of_the_publication_leaves_the_rest_of_zaak_yaml_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "zaak.yaml").write_text(f"{CASE}publication: {{not_before: 2026-05-01, title: Oud}}\n", "utf-8")
    form = said(tmp_path, PublicationForm)
    assert form.title == "Oud"
    keep(tmp_path, form.model_copy(update={"title": "", "url": " https://open.waterlo.example/7/ "}))
    case = read_case_file(tmp_path / "zaak.yaml")
    assert (case.publication.title, case.publication.url) == ("", "https://open.waterlo.example/7/")
    assert case.publication.not_before == datetime.date(2026, 5, 1) and case.third_parties[0].pseudonym == "partij K"
    (tmp_path / "zaak.yaml").write_text("publicatie: {}\n", encoding="utf-8")
    with pytest.raises(CaseFileError, match="regel 1"):
        said(tmp_path, PublicationForm)


def test_nobody_writes_over_what_another_told_meanwhile(tmp_path: Path) -> None:
    mine = said(tmp_path, DecisionForm)
    keep(tmp_path, mine.model_copy(update={"reference": "2026-7", "requester_address": "Kade 1\n1234 AB Waterlo\n"}))
    assert read_decision_file(tmp_path).requester.address == ("Kade 1", "1234 AB Waterlo")
    with pytest.raises(Refused, match="intussen gewijzigd"):
        keep(tmp_path, mine)
    assert said(tmp_path, DecisionForm).reference == "2026-7"
    (tmp_path / "besluit.yaml").write_text("datum: 2026-03-02\n", encoding="utf-8")
    with pytest.raises(CaseFileError, match="regel 1"):
        said(tmp_path, DecisionForm)


@NEEDED
def test_a_case_is_told_about_before_and_after_its_documents_came(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "zaken").mkdir()
    with running(tmp_path / "zaken") as site:
        page = log_in(site, browser, "b.handelaar")
        page.get_by_label("Naam").fill("Haven")
        page.get_by_role("button", name="Maak de zaak").click()
        page.wait_for_url(re.compile("toevoegen"), wait_until="networkidle")
        page.get_by_role("link", name="Gegevens van de zaak").click()
        page.wait_for_selector("#request")
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        page.get_by_label("Wat vraagt de verzoeker?").fill("Alles over de haven.")
        page.get_by_role("button", name="Bewaar", exact=True).first.click()
        page.wait_for_url(re.compile("toevoegen"), wait_until="networkidle")
        page.locator("#files").set_input_files(write_pdf(tmp_path / "memo.pdf", MEMO))
        page.get_by_role("button", name="Verwerk deze bestanden").click()
        page.wait_for_selector("#documents", timeout=240_000)
        expect(page.locator(".request")).to_have_text("Alles over de haven.")

        page.get_by_role("link", name="Gegevens van de zaak").click()
        page.get_by_label("Wie een openbaar ambt heeft").fill("Fatma Terpstra, wethouder")
        page.get_by_label("Naam van de verzoeker").fill("Farida Voorbeeld")
        page.get_by_role("region", name="Het besluit").get_by_role("button", name="Bewaar").click()
        page.wait_for_url(re.compile("uitvoer"))
        page.go_back(wait_until="networkidle")
        page.reload(wait_until="networkidle")
        assert page.get_by_label("Naam van de verzoeker").input_value() == "Farida Voorbeeld"
        page.get_by_label("Wie een openbaar ambt heeft").fill("Fatma Terpstra, wethouder")
        page.get_by_role("button", name="Bewaar en zoek opnieuw").click()
        page.wait_for_selector("#documents", timeout=240_000)
        page.goto(f"{site.url.geturl()}/zaak/Haven/groepen")
        expect(page.locator("tbody")).to_contain_text("Oosterwold")
        expect(page.locator("tbody")).not_to_contain_text("Terpstra")
        page.context.close()
