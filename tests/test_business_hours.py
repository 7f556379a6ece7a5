"""Hours per month and per person go from invoices, with a head or only a line above them.

The numbers of pages and headings, and what criteria weigh, stay.
"""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from tests.test_business_tables import Line, own, words
from woolak.model import Page
from woolak.pipeline.detect.business.recognize_figures import FigureRecognizer
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate({"municipality": {"name": "Zandwijk"}, "third_parties": [{"name": "Trafiqon B.V."}]})
MONTHS: list[Line] = [
    "Specificatie bij de factuur",
    [(60, "Medewerker"), (160, "Werkzaamheden"), (340, "April"), (390, "Mei"), (440, "Juni")],
    [(60, "T. Vos"), (160, "overleg"), (340, "4"), (390, "6"), (440, "3")],
    [(60, "P. Kuil"), (160, "gesprekken in de"), (340, "38"), (440, "12")],
    [(160, "wijk en aan de deur")],
    [(60, "M. Baan"), (160, "verslag"), (390, "2½"), (440, "7,5")],
    "De uren van juli volgen op de volgende factuur, die u in augustus van ons mag verwachten, zoals gezegd.",
]


def invoice(lines: list[Line]) -> list[str]:
    page = grid(lines)
    return words(page, document([page], "factuur"))


def test_hours_per_month_go_from_a_wrapped_table_of_who_worked() -> None:
    assert invoice(MONTHS) == ["4", "6", "3", "38", "12", "2½", "7,5"]


@pytest.mark.parametrize(
    "months", [("jan", "feb", "mrt"), ("ma", "di", "wo"), ("Q1", "Q2", "Q3"), ("mei 2021", "juni 2021", "juli 2021")]
)
def test_hours_go_below_any_names_of_a_period(months: tuple[str, str, str]) -> None:
    head = [(60.0, "Naam"), *((200.0 + 60 * place, month) for place, month in enumerate(months))]
    assert invoice(["Uren", head, [(60, "T. Vos"), (200, "8"), (260, "6"), (320, "4")]]) == ["8", "6", "4"]


@pytest.mark.parametrize(
    "line", ["Urenspecificatie", "Overzicht van de gewerkte uren:", "Uren per medewerker", "Dagstaat week 12"]
)
def test_hours_go_below_a_line_that_says_so_without_a_head(line: str) -> None:
    rows: list[Line] = [
        [(60, "12 maart"), (160, "overleg met de school"), (420, "2,5")],
        [(60, "14 maart"), (160, "gesprekken"), (420, "6")],
    ]
    assert invoice([line, *rows]) == ["2,5", "6"]


def test_what_happened_per_month_is_no_work() -> None:
    lines: list[Line] = [
        [(60, "Wijk"), (200, "April"), (260, "Mei"), (320, "Juni")],
        [(60, "Noord"), (200, "31"), (260, "28"), (320, "40")],
    ]
    page = grid(lines)
    assert words(page, document([page], "rapport")) == []
    assert own(lines) == []


def test_hours_of_the_municipalitys_own_staff_stay() -> None:
    assert own(MONTHS[1:6], "overig") == []


TABLE: list[Line] = [
    [(60, "Onderdeel"), (300, "Uren"), (400, "Bedrag")],
    [(60, "Onderzoek"), (300, "40"), (400, "€ 3.800")],
    [(60, "Subtotaal"), (300, "40"), (400, "€ 3.800")],
]


def test_the_number_of_the_heading_below_a_subtotal_stays() -> None:
    page = grid([*TABLE, [(60, "7.3"), (90, "Training (2020)")]])
    assert words(page) == ["40", "€ 3.800", "40", "€ 3.800"]


@pytest.mark.parametrize("foot", [[(60, "Trafiqon"), (400, "11")], "Trafiqon 11"])
def test_the_number_of_the_page_beside_the_firms_name_stays(foot: Line) -> None:
    page = grid([*TABLE, foot])
    seen = artifacts(page, document([page]), CASE)
    recognizer = FigureRecognizer()
    gone = [
        page.text[one.start : one.end] for one in recognizer.analyze(page.text, recognizer.supported_entities, seen)
    ]
    assert "11" not in gone and "40" in gone


def points(*criteria: tuple[str, str], above: str = "Beoordeling") -> Page:
    return grid(
        [above, [(60, "Onderdeel"), (300, "Punten")], *([(60, name), (300, value)] for name, value in criteria)]
    )


def judged(page: Page) -> list[str]:
    return words(page, document([page], "memo", "own"))


def test_what_criteria_weigh_stays_in_a_memo() -> None:
    assert judged(points(("Aanpak", "50"), ("Team", "10"), ("Prijs", "40"))) == []
    assert judged(points(("Aanpak", "50"), ("Team", "10"), ("Prijs", "40"), ("Totaal", "100"))) == []


def test_what_a_bidder_got_on_each_criterion_goes() -> None:
    about = "Beoordeling van de offerte van het bureau"
    assert judged(points(("Aanpak", "42"), ("Team", "8"), ("Prijs", "31"), above=about)) == ["42", "8", "31"]
    assert judged(points(("Aanpak", "50"), ("Team", "10"), ("Prijs", "40"), above=about)) == ["50", "10", "40"]
