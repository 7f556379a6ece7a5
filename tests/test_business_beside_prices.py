"""What stands beside a firm's price goes with it: its parts, the count that is priced, what is asked extra."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from tests.test_business_figures import RECOGNIZER, found
from tests.test_business_tables import CONTEST, Line, of_contest
from woolak.model import Kind


def offered(text: str, kind: Kind = "offerte") -> list[str]:
    return [words for _, words in found(text, kind)]


def told_of_firms(text: str) -> list[str]:
    page = grid(text.split("\n"))
    results = RECOGNIZER.analyze(
        page.text, RECOGNIZER.supported_entities, artifacts(page, document([page], "verslag", "own"), CONTEST)
    )
    return [page.text[one.start : one.end] for one in results if "keep" not in one.recognition_metadata]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Dat is € 8.400 in totaal. De helft bij de start, de andere helft na het laatste atelier.",
            ["8.400", "De helft", "de andere helft"],
        ),
        ("De prijs is € 6.300 zonder btw. Een kwart vooraf vind ik prettig.", ["6.300", "Een kwart"]),
        ("U krijgt vijf keer een rekening, telkens 20%.", ["20"]),
        ("Extra: twee borden € 340 en drie palen € 510.", ["twee", "340", "drie", "510"]),
        ("De licentie is 5.200 per jaar en 38 per scherm.", ["5.200", "38"]),
        ("U vraagt acht ateliers; wij doen er elf.", ["elf"]),
        ("Een extra avond kost jullie wel 380, of extra uren à 94.", ["380", "94"]),
        ("Doe anders alleen uren, max 16.", ["16"]),
    ],
)
def test_what_stands_beside_the_price_in_a_firms_paper_goes(text: str, words: list[str]) -> None:
    assert offered(text) == words


def test_the_count_in_the_label_of_a_price_goes_from_an_invoice() -> None:
    assert offered("Rondleiding, zes gasten\t€ 240,00\nPosten, negen kisten\t€ 81,00", "factuur") == [
        "zes", "240,00", "negen", "81,00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "De helft van de bewoners huurt.",
        "In groep 3 kosten de boeken niets.",
    ],
)
def test_a_share_of_people_stays_in_a_firms_paper(text: str) -> None:
    assert offered(text) == []


def test_what_comes_behind_the_list_of_what_was_asked_is_offered() -> None:
    text = "Uw wensen\n• Negen gebruikers.\n• Een helpdesk.\nDe prijs is € 9.100. Er werken vier monteurs aan."
    assert offered(text) == ["9.100", "vier"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Voor het onderzoek enkelvoudig onderhands: Trafiqon € 14.350.", ["€ 14.350"]),
        ("Trafiqon was er ook.\nMeneer De Wit vraagt om € 1.900 extra voor drukwerk.", ["€ 1.900"]),
        ("Trafiqon loopt uit. Dat was € 4.250, 15% van de opdracht.", ["€ 4.250", "15%"]),
        ("Trafiqon wil meer. Zolang er een aanbod van € 3.700 ligt, zwijgen wij.", ["€ 3.700"]),
        ("Trafiqon schreef ons. Zie het aanbod van 3 mei: 5.200 per jaar en 38 per scherm.", ["5.200", "38"]),
        ("Trafiqon levert later. De tweede termijn (€ 4.180) wordt betaald als alles er is.", ["€ 4.180"]),
        ("Trafiqon is akkoord. Wordt dus 120 uur, € 9.840. Dat blijft onder de drempel.", ["€ 9.840"]),
        ("Afwijking van Trafiqon: offerte 18.400, opdracht 17.950, verschil −450.", ["18.400", "17.950"]),
    ],
)
def test_what_the_municipality_tells_beside_a_firms_price_goes(text: str, words: list[str]) -> None:
    assert told_of_firms(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "De drempel voor enkelvoudig onderhands is € 50.000.",
        "De buurt vraagt om € 1.900 extra voor het feest.",
        "Dat is 15% van de inwoners.",
        "De tweede termijn van de subsidie is betaald.",
    ],
)
def test_the_same_about_nobody_stays(text: str) -> None:
    assert told_of_firms(text) == []


def test_what_firms_asked_and_will_get_goes_from_a_budget_with_its_remarks_and_total() -> None:
    lines: list[Line] = [
        "Stand van het budget",
        [(60, "Post"), (150, "Leverancier"), (280, "Offerte"), (360, "Verwacht"), (450, "Opmerking")],
        [(60, "Advies"), (150, "Trafiqon"), (280, "14.350"), (360, "15.020"), (450, "boete vervallen")],
        [(60, "Tellen"), (150, "Lodewijks & Zoon"), (280, "8.120"), (360, "8.120")],
        [(60, "Totaal"), (280, "22.470"), (360, "23.140")],
        [
            (60, "Subsidie inloop"),
            (150, "Lodewijks & Zoon"),
            (280, "30.000"),
            (360, "30.000"),
            (450, "openbaar register"),
        ],
    ]
    assert of_contest(lines) == ["14.350", "15.020", "8.120", "8.120", "22.470", "23.140"]
