"""What the request itself names, a counter of the town hall, and a word cut over two cells are no companies."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from woolak.model import Kind, Origin
from woolak.pipeline.detect.business.parties import case_index
from woolak.pipeline.detect.business.recognize_companies import CompanyRecognizer
from woolak.rules.casefile import CaseFile

RECOGNIZER = CompanyRecognizer()
CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "Zandwijk"},
        "request": {"text": "Alles over het programma Rustige Hofkade en het onderzoek naar de Hofkade."},
        "third_parties": [{"name": "Klop & Ceder Communicatie"}, {"name": "Osterveld Verkeers Consult"}],
    }
)


def names(text: str, kind: Kind = "memo", origin: Origin = "own") -> list[str]:
    page = grid(text.split("\n"))
    results = RECOGNIZER.analyze(page.text, ["COMPANY", "BRAND"], artifacts(page, document([page], kind, origin), CASE))
    return [page.text[one.start : one.end] for one in results if "keep" not in one.recognition_metadata]


@pytest.mark.parametrize(
    ("text", "kind", "origin"),
    [
        ("Memo keuze onderzoeksbureau Hofkade", "memo", "own"),
        ("Wij kozen het adviesbureau Hofkade in maart.", "verslag", "own"),
        ("Namens het programma Rustige Hofkade bieden wij onze hulp aan.", "offerte", "third_party"),
        ("De opdracht past in het programma Rustige Hofkade.", "overeenkomst", "own"),
    ],
)
def test_what_the_request_names_is_no_company_or_product(text: str, kind: Kind, origin: Origin) -> None:
    assert names(text, kind, origin) == []


def test_a_bureau_of_another_name_still_is_one() -> None:
    assert names("Wij kozen het adviesbureau Ravelijn in maart.") == ["Ravelijn"]


def test_the_counter_of_the_town_hall_is_no_firm_with_the_same_initials() -> None:
    found = [one.form.text for one in case_index(CASE).find("Gebeld met het KCC en met OVC.")]
    assert found == ["OVC"]


def test_a_firm_may_be_called_so_where_the_case_says_it() -> None:
    case = CaseFile.model_validate(
        {"municipality": {"name": "Zandwijk"}, "third_parties": [{"name": "Klop", "aliases": ["KCC"]}]}
    )
    assert len(case_index(case).find("De offerte van KCC.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Offerte\n\nHet pakket VeldKaart kost € 900. VeldKaart is nieuw.\nVeldBel leveren wij gratis.",
        "Offerte\n\nProduct\tEenheid\tPrijs\nRoosterHulp per school\tjaar\t€ 640,00\nBeheer\tjaar\t€ 320,00",
    ],
)
def test_a_made_up_word_is_a_product_beside_one_of_its_kind_or_in_a_price_list(text: str) -> None:
    assert {"VeldBel", "RoosterHulp"} & set(names(text, "offerte", "third_party"))


def test_a_made_up_word_that_begins_as_the_firm_is_a_product() -> None:
    assert "OsterTel" in names("Offerte\n\nMet OsterTel telt u de fietsers zelf.", "offerte", "third_party")


@pytest.mark.parametrize("text", ["Offerte\n\nWij overleggen via SharePoint.", "Offerte\n\nBel ons via WhatsApp."])
def test_a_program_that_everybody_knows_is_no_product_of_the_firm(text: str) -> None:
    assert names(text, "offerte", "third_party") == []
