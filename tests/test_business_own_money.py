"""What the municipality keeps to itself before it buys or sells goes; what it told, has to spend or counted stays."""

from __future__ import annotations

import pytest

from tests.test_business_figures import found, told
from tests.test_business_scores import gone

OFFERS = "Drie bureaus hebben een offerte uitgebracht. De opdracht wordt gegund aan het bureau met de beste offerte.\n"


def hidden(text: str, kind: str = "memo") -> list[str]:
    return [words for _, words in found(text, kind, "own")]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In het gesprek willen we uitkomen op € 31.000 en we gaan niet hoger dan € 33.500.", ["31.000", "33.500"]),
        ("Voor de koop van het pand is € 450.000 de bovengrens.", ["450.000"]),
        ("Bij de verkoop van het perceel is € 1,2 miljoen de ondergrens.", ["1,2 miljoen"]),
        ("Ons openingsbod op de loods is € 90.000.", ["90.000"]),
        ("Het laagste bod dat wij aanvaarden is € 210.000.", ["210.000"]),
    ],
)
def test_how_far_the_municipality_will_go_is_not_told(text: str, words: list[str]) -> None:
    assert hidden(text) == words


def test_every_row_of_its_own_estimates_goes() -> None:
    table = "Onderdeel\tRaming\nBrede school, bouw\t€ 12,3 miljoen\nVerkoop grond\t€ 1,4 miljoen\nSloop\t€ 210.000"
    secret = "Intern zijn de volgende ramingen gemaakt, die voor de aanbesteding niet openbaar zijn.\n"
    assert hidden(secret + table, "nota") == ["12,3 miljoen", "1,4 miljoen", "210.000"]
    assert hidden(secret + table, "raadsstuk") == ["12,3 miljoen", "1,4 miljoen", "210.000"]


def test_a_column_of_estimates_that_is_read_by_itself_goes() -> None:
    labels = "Intern zijn ramingen gemaakt, die niet openbaar zijn.\nOnderdeel\nBrede school\nSloop\n"
    assert hidden(labels + "Raming\n€ 12,3 miljoen\n€ 210.000", "nota") == ["12,3 miljoen", "210.000"]


@pytest.mark.parametrize(
    "text", ["Een derde variant rekenen wij door.", "Wij praten met een derde groep.", "Een derde meting volgt."]
)
def test_what_is_third_in_order_is_no_share(text: str) -> None:
    assert "PERCENTAGE" not in [entity for entity, _ in found(text)]


def test_the_weeks_in_which_nobody_works_are_nobodys_offer() -> None:
    assert found("In de bouwvakvakantie (31 juli tot en met 18 augustus) wordt niet gewerkt.") == []


@pytest.mark.parametrize(
    "text",
    [
        "De kosten van de verbouwing zijn in 2020 geraamd op 3,2 miljoen euro; dat rapport is openbaar.",
        "De verbouwing is door een ander bureau geraamd op € 320.000. Dat rapport is openbaar.",
        OFFERS + "De raad stelde € 60.000 beschikbaar.",
        OFFERS + "De gemeente draagt jaarlijks € 310.000 bij aan het museum.",
        OFFERS + "Het stroomverbruik kostte vorig jaar € 84.000.",
        OFFERS + "Met de eigen uren (€ 14.000) blijft het binnen de ruimte.",
        "Van januari tot en met juni zijn 41.300 bezoeken geregistreerd. Het bureau heeft de opdracht.",
    ],
)
def test_public_money_and_counts_stay_beside_an_assignment(text: str) -> None:
    assert hidden(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In 2021 telde de bibliotheek 96.000 bezoeken.",
        "De gemeente betaalt jaarlijks € 310.000 aan het gebouw.",
        "De gemeente draagt nu € 310.000 per jaar bij aan het gebouw.",
        "De gemeenteraad heeft een voorbereidingskrediet van € 60.000 gegeven.",
        "Een kaartje kost bij jullie nu € 4,20.",
    ],
)
def test_what_is_the_municipalitys_stays_in_an_offer(text: str) -> None:
    assert found(text) == []


def test_a_sign_of_currency_is_of_the_number_behind_it() -> None:
    assert told("Bouw\t€ 12,3 miljoen\n€ 1,4 miljoen", "offerte", "third_party")[0][1] == "€ 12,3 miljoen"


@pytest.mark.parametrize(
    "text", ["Secretariaatskosten 4%", "Kantoorkosten\t6%\t1.102,00", "Opslag voor bureaukosten 5%"]
)
def test_what_an_offer_adds_for_its_office_goes(text: str) -> None:
    assert next(entity for entity, *_ in found(text)) == "PERCENTAGE"


def test_an_amount_beside_a_per_cent_sign_is_no_per_cent() -> None:
    assert ("AMOUNT", "1.102,00") in found("Kantoorkosten\t6%\t1.102,00")


def test_the_parts_in_which_an_order_is_paid_go() -> None:
    text = (
        OFFERS + "Termijn 1, na de startbijeenkomst (25%)\t1\t9.000,00\nTermijn 2, na het rapport (75%)\t1\t27.000,00"
    )
    assert [words for entity, words in found(text, "brief", "own") if entity == "PERCENTAGE"] == ["25", "75"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "U bracht een offerte uit; het college gunt u de opdracht. "
            "Van de 80 punten haalde u er 61,4: 45 voor kwaliteit en 16,4 voor prijs.",
            ["61,4", "45", "16,4"],
        ),
        ("De twee andere inschrijvers haalden 58,0 en 49,5 punten.", ["58,0", "49,5"]),
        ("Van de 200 punten kreeg uw inschrijving er 151: 90 voor het plan en 61 voor de prijs.", ["151", "90", "61"]),
        ("De andere bureaus kregen 140, 131 en 122 punten.", ["140", "131", "122"]),
    ],
)
def test_the_scores_of_a_letter_go_and_the_most_that_could_be_had_stays(text: str, words: list[str]) -> None:
    assert gone(text, "brief") == words
