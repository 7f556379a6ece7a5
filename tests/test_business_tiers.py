"""From how many a firm's price is another goes, with it sums in a sentence; ages, taxes and price labels stay."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from tests.test_business_figures import RECOGNIZER, found
from woolak.model import Kind, Origin
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate({"municipality": {"name": "Zandwijk"}, "third_parties": [{"name": "Trafiqon B.V."}]})


def of_case(text: str, kind: Kind = "memo", origin: Origin = "own") -> list[str]:
    """What goes of a page in a case with a third party; `|` between the cells of a row."""
    lines = [[(60.0 + 130 * at, cell) for at, cell in enumerate(line.split("|"))] for line in text.split("\n")]
    page = grid([line if len(line) > 1 else line[0][1] for line in lines])
    results = RECOGNIZER.analyze(
        page.text, RECOGNIZER.supported_entities, artifacts(page, document([page], kind, origin), CASE)
    )
    gone = [one for one in results if not (one.recognition_metadata or {}).get("keep")]
    return [page.text[one.start : one.end] for one in sorted(gone, key=lambda one: one.start)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Boven de 60 deelnemers daalt de prijs.", "60"),
        ("Wij rekenen altijd minimaal 40 personen, ook als er minder komen.", "40"),
        ("Vanaf 25 laptops gaat de stuksprijs omlaag.", "25"),
        ("Onder de dertig maaltijden geldt een toeslag.", "dertig"),
        ("Bij een afname van meer dan 200 pakketten krijgt u korting.", "200"),
        ("Bij een bezetting van 90 of meer daalt het tarief.", "90"),
        ("In het abonnement zijn 1.500 actieve passen begrepen.", "1.500"),
    ],
)
def test_from_how_many_a_price_is_another_goes(text: str, count: str) -> None:
    assert ("COUNT", count) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kinderen tot 12 jaar krijgen korting en vanaf 65 jaar is het tarief lager.",
        "Dit tarief geldt voor gemeenten met meer dan 50.000 inwoners.",
        "U vraagt een prijs voor ten minste 40 personen.",
        "Vergadering tot 6 personen\t61,50",
    ],
)
def test_ages_inhabitants_and_what_the_client_asked_stay(text: str) -> None:
    assert not [seen for entity, seen in found(text) if entity == "COUNT"]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Vanaf de zestigste deelnemer in een jaar geldt een korting van 4%.", ["zestigste", "4%"]),
        ("Vanaf de 100e rit daalt de prijs met 2%.", ["100e", "2%"]),
        ("Na de twintigste sessie vervalt de toeslag.", ["twintigste"]),
        ("Na de vijftigste rit is de chauffeur gratis.", ["vijftigste"]),
        ("Vanaf de 31e aanmelding betaalt u € 95 per persoon.", ["31e", "€ 95"]),
        ("Boven de achtste en volgende training rekenen wij € 410.", ["achtste", "€ 410"]),
        ("Vanaf de eerste dag geldt dit tarief.", []),
        ("Vanaf de derde verdieping ziet u de zee, en de prijs is goed.", []),
        ("Na de zomer en na de tweede wereldoorlog steeg de prijs.", []),
        ("Vanaf de zestigste deelnemer is de zaal vol.", []),
    ],
)
@pytest.mark.parametrize("kind", ["offerte", "overeenkomst"])
def test_from_the_how_manieth_a_price_is_another_goes(text: str, gone: list[str], kind: Kind) -> None:
    assert of_case(text, kind, "third_party") == gone


def test_the_municipality_repeats_it() -> None:
    told = "Trafiqon rekent € 14,20 per deelnemer. Bij een bezetting van 90 of meer daalt dat met 7%."
    assert of_case(told) == ["€ 14,20", "90", "7%"]
    assert of_case("Het minimum van 40 personen in de offerte van Trafiqon is een risico.") == ["40"]
    assert of_case("Het tarief van de heffing is bij meer dan drie personen hoger.", "raadsstuk") == []


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Dus 38.000 + 3 x 12.500 = 75.500.", ["38.000", "3", "12.500", "75.500"]),
        ("Reken uit: 52.400 - 3.900 = 48.500, meer niet.", ["52.400", "3.900", "48.500"]),
    ],
)
def test_what_is_added_up_in_a_sentence_is_money(text: str, gone: list[str]) -> None:
    assert [seen for _, seen in found(text)] == gone


@pytest.mark.parametrize("text", ["In de wijk staan 1.400 + 600 = 2.000 woningen.", "Dat is 12 + 5 = 17."])
def test_what_is_added_up_and_is_no_money_stays(text: str) -> None:
    assert found(text) == []


def test_how_far_prices_are_apart_and_a_limit_are_money_without_a_sign() -> None:
    told = "Trafiqon zakt. Dat is 6.250 onder de inschrijving en nog net onder onze grens van 76.000."
    assert of_case(told, "mail") == ["6.250", "76.000"]
    assert of_case("Inzet voor Trafiqon: abonnement onder de 20.000.", "mail") == ["20.000"]
    assert of_case("De grens van 2.500 bezoekers is gehaald. Dat is 1.200 boven de telling van mei.", "mail") == []


def test_a_number_of_hours_that_goes_down_per_week_is_no_price() -> None:
    told = "Trafiqon heeft het aantal uren teruggebracht van 410 naar 385 per week."
    assert of_case(told, "verslag") == ["410", "385"]


def test_what_is_added_up_goes_also_where_the_municipality_reckons_with_a_firms_prices() -> None:
    told = "Trafiqon belde nog. Dus 38.000 + 3 x 12.500 = 75.500. Mooi zo."
    assert [one for one in of_case(told, "mail") if one != "3"] == ["38.000", "12.500", "75.500"]


def test_hours_beside_a_price_go_from_a_short_mail() -> None:
    assert of_case("Trafiqon zakt: nieuwe prijs € 29.800 bij 372 u/wk.", "mail") == ["€ 29.800", "372"]
