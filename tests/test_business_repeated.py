"""Figures of an offer go where the municipality repeats them to the firm or to its own people; its own fees stay."""

from __future__ import annotations

import pytest

from tests.business_pages import grid
from tests.test_business_figures import found
from tests.test_business_service import gone
from tests.test_business_tables import Line, own


def words(text: str, kind: str = "mail") -> list[str]:
    return [seen for _, seen in found(text, kind, "own")]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("De stukprijs van € 2,15 is gebaseerd op 8.000 passen.", ["2,15"]),
        ("De module Klusbel kost over drie jaar € 18.900. Kan dat lager?", ["18.900"]),
        ("Voor de invoering rekenen jullie 64 uur. Waarom zo veel?", ["64"]),
        ("Voor het overzetten van de gegevens gaan jullie uit van 36 uur.", ["36"]),
        ("Jullie rekenen 12 dagdelen voor de opleiding, dat lijkt ons ruim.", ["12"]),
        ("Jullie vragen € 4.300 voor het maatwerk.", ["4.300"]),
        ("Hoe komt u in uw inschrijving aan € 7.250 voor het beheer?", ["7.250"]),
        ("De herstelkorting in jullie aanbod zakt van 5% naar 3%.", ["5", "3"]),
    ],
)
def test_what_a_question_to_a_bidder_repeats_of_its_offer_goes(text: str, figures: list[str]) -> None:
    assert words(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "De leerlingen rekenen 2 uur per week.",
        "Wat vragen jullie voor een rijbewijs, € 41 of meer?",
        "Jullie vroegen of de speeltuin er voor € 30.000 subsidie kan komen.",
    ],
)
def test_what_is_asked_of_others_stays(text: str) -> None:
    assert words(text) == []


REJECTED = (
    "Afwijzing van uw inschrijving\n"
    "Wij gunnen de opdracht aan een andere inschrijver. Uw inschrijfsom was niet de laagste.\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "De genoemde levertijd van zes weken vinden de beoordelaars te krap.",
        "De door u genoemde doorlooptijd van zes weken is niet haalbaar.",
        "U rekent met een uitvoeringstijd van zes weken en dat is te kort.",
        "Uw doorlooptijd van zes weken past niet bij onze vraag.",
    ],
)
def test_how_long_a_bidder_needs_goes_of_the_letter_that_turns_it_down(text: str) -> None:
    assert gone(REJECTED + text, "brief") == ["zes weken"]


@pytest.mark.parametrize(
    "text",
    [
        "U krijgt binnen zes weken een beslissing op uw aanvraag.",
        "U kunt binnen twintig dagen een kort geding aanhangig maken.",
        "De leidraad vroeg een doorlooptijd van zes weken.",
    ],
)
def test_other_terms_in_that_letter_stay(text: str) -> None:
    assert gone(REJECTED + text, "brief") == []


def fees(*rows: tuple[str, str, str], head: tuple[str, str, str] = ("Soort", "2023", "2024")) -> list[Line]:
    return ["Tarieven", *([(60, a), (320, b), (420, c)] for a, b, c in (head, *rows))]


@pytest.mark.parametrize(
    "lines",
    [
        fees(("Los kaartje zwembad", "€ 5,40", "€ 5,60"), ("Tienbadenkaart", "€ 48,00", "€ 50,00")),
        fees(
            ("Riolering per woning, per jaar", "€ 204,00", "€ 211,00"), ("Grafrechten, per jaar", "€ 98,50", "€ 99,00")
        ),
        fees(("Kort parkeren, per uur", "€ 1,90", "€ 2,00"), ("Eerste vergunning, per jaar", "€ 36,00", "€ 38,00")),
        fees(("Marktgeld, per dag", "€ 14,20", "€ 14,90"), ("Stroom, per dag", "€ 3,10", "€ 3,40")),
        fees(
            ("Paspoort", "€ 75,80", "€ 77,85"), ("Uittreksel", "€ 16,20", "€ 17,00"), head=("Product", "Balie", "Post")
        ),
    ],
)
def test_a_table_of_the_municipalitys_own_fees_stays(lines: list[Line]) -> None:
    assert own(lines) == []


@pytest.mark.parametrize(
    "text",
    [
        "Het tarief voor de eerste vergunning is € 48 per jaar, voor de tweede € 120 per jaar.",
        "Tarief tweede standplaats € 60 per maand.",
        "Een naheffing bedraagt dit jaar € 74,80.",
        "De entree van het zwembad kost € 4,50, een jaarkaart € 128 per persoon.",
        "Parkeren kost € 2,10 per uur en de dagkaart € 12.",
    ],
)
def test_a_fee_stays_in_a_sentence(text: str) -> None:
    assert words(text, "memo") == []


def test_what_a_firm_asks_for_work_on_them_goes() -> None:
    lines = fees(
        ("Adviseur, per uur", "€ 112,00", "€ 118,00"), ("Toezichthouder parkeren, per uur", "€ 48,00", "€ 51,00")
    )
    assert [seen for _, seen in own(lines)] == ["€ 112,00", "€ 118,00", "€ 48,00", "€ 51,00"]
    assert words("De stukprijs per vergunning van € 3,45 is hoog.", "memo") == ["3,45"]
    assert words("Het bureau vraagt € 86 per uur voor de balie parkeren.", "memo") == ["86"]
    assert words("Tarief vervoer naar de begrafenis € 38 per rit", "memo") == ["38"]
    assert words("Tarief drukwerk parkeerkaarten € 0,48 per stuk", "memo") == ["0,48"]
    assert words("Tarief schoonmaak van het zwembad, entree en kleedkamers € 64 per uur", "memo") == ["64"]


@pytest.mark.parametrize(
    "text",
    [
        "Het structurele voordeel vanaf 2027 wordt geraamd op € 310.000.",
        "De opbrengst van de toeristenbelasting is geraamd op € 85.000.",
        "De baten worden geraamd op € 54.000 per jaar.",
    ],
)
def test_what_the_municipality_expects_to_receive_is_no_secret(text: str) -> None:
    assert words(text, "memo") == []


@pytest.mark.parametrize(
    "text", ["De opdracht is geraamd op € 54.000.", "De opbrengst van de verkoop van het pand is geraamd op € 54.000."]
)
def test_what_it_expects_to_pay_or_to_sell_for_goes(text: str) -> None:
    assert words(text, "memo") == ["54.000"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Van het budget van € 40.000 blijft bij het eerste bureau € 6.250 over en bij het tweede € 2.800.", 2),
        ("Er zijn tot nu toe 148 uren gemaakt, voor € 6.340.", 2),
        ("Hofmeer heeft drie extra interviews nodig, tegen € 275 per interview.", 2),
        ("De prijs voor nog eens twaalf weken is € 9.320.", 1),
    ],
)
def test_what_is_spent_or_left_by_the_choice_of_a_firm_goes(text: str, figures: int) -> None:
    above = "Over de opdracht aan Hofmeer en de offerte van Tenbrink.\n"
    assert len([one for one in gone(above + text, "memo") if "40.000" not in one and "weken" not in one]) == figures


def test_the_pages_are_as_they_are_read() -> None:
    assert "\t" in grid(fees(("Paspoort", "€ 75,80", "€ 77,85"))).text
