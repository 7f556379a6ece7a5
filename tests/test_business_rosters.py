"""When a firm's people work goes, from its roster, its posts and its time sheet; opening hours and programmes stay."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from tests.test_business_tiers import CASE
from woolak.model import Kind, Origin
from woolak.pipeline.detect.business.recognize_figures import FigureRecognizer

ROSTER = """Naam|Mobiel|Ma|Di|Wo|Do|Vr|Totaal
A. Bakker|06 12345678|8-16|8-16|vrij|13-21|13-21|32
C. Dirks|06 87654321|vrij|vrij|7-15|7-15|vrij|16"""
SHIFTS = "8-16 8-16 13-21 13-21 32 7-15 7-15 16"
POSTS = """Post|Tijden|Dagen|Uren per week
Balie|07.00 - 19.00|ma t/m vr|60
Nachtpost|22.00 - 06.00|dagelijks|56
Leiding|09.00 - 17.00|ma, wo|16"""
SHEET = """Naam|Pers.nr|wk 9|wk 10|wk|wk
11|12
A. Bakker|1183|36|32|36|28
C. Dirks|1207|24|24|20|24"""
COUPLES = """Dag|Centrum|Noord|Uren
maandag|1 koppel|2 koppels|20
zaterdag|2 koppels|1 koppel|12"""
DAYS = """Dag|07.00 - 15.00|15.00 - 23.00|23.00 - 07.00
di 1 okt|AB, CD|EF|GH
wo 2 okt|EF|AB|GH"""
OPEN = """Openingstijden
Dag|Balie|Telefoon|Uren
maandag|9.00-17.00|8.30-17.00|elke week"""
PROGRAMME = """Tijd|Onderdeel|Wie
09.00 - 09.30|Inloop|allen
09.30 - 10.00|Opening|de voorzitter"""
STREETS = """Wijk|April|Mei|Juni
Noord|31|28|40"""


def gone(text: str, kind: Kind = "overig", origin: Origin = "third_party") -> list[str]:
    lines = [[(40.0 + 75 * place, cell) for place, cell in enumerate(line.split("|"))] for line in text.split("\n")]
    if "11|12" in text:  # the rest of the head, below its last columns
        lines[1] = [(340.0, "11"), (415.0, "12")]
    page = grid([line if len(line) > 1 else line[0][1] for line in lines])
    results = FigureRecognizer().analyze(
        page.text, ["COUNT", "AMOUNT"], artifacts(page, document([page], kind, origin), CASE)
    )
    found = sorted((one.start, one.end) for one in results if not (one.recognition_metadata or {}).get("keep"))
    return [page.text[start:end] for start, end in dict.fromkeys(found)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ROSTER, SHIFTS.split(" ")),
        (
            POSTS,
            ["07.00 - 19.00", "ma t/m vr", "60", "22.00 - 06.00", "dagelijks", "56", "09.00 - 17.00", "ma, wo", "16"],
        ),
        (COUPLES, ["1 koppel", "2 koppels", "20", "2 koppels", "1 koppel", "12"]),
        (DAYS, ["07.00 - 15.00", "15.00 - 23.00", "23.00 - 07.00"]),
    ],
)
def test_when_a_firms_people_work_goes_from_its_tables(text: str, told: list[str]) -> None:
    assert gone(text) == told


def test_hours_per_week_go_from_a_time_sheet_and_the_numbers_of_the_weeks_are_no_roster() -> None:
    assert [one for one in gone(SHEET, "factuur") if one not in ("11", "12")] == [
        "36", "32", "36", "28", "24", "24", "20", "24",
    ]  # fmt: skip


def test_the_roster_of_the_municipality_itself_stays_and_one_called_after_a_firm_goes() -> None:
    assert gone(ROSTER, "overig", "own") == []
    assert gone(f"Rooster Trafiqon week 12\n{ROSTER}", "overig", "own") == SHIFTS.split(" ")


@pytest.mark.parametrize("text", [OPEN, PROGRAMME, STREETS])
def test_opening_hours_programmes_and_counts_of_the_town_stay(text: str) -> None:
    assert gone(text) == []


def test_a_row_of_posts_goes_on_the_next_page_without_its_head() -> None:
    assert gone("Leiding|09.00 - 17.00|ma, wo, vr|24\nTotaal|396", "offerte")[:2] == ["09.00 - 17.00", "ma, wo, vr"]
    assert gone("Openingstijden balie\nBalie|09.00 - 17.00|ma, wo, vr|vrij", "offerte") == []
    assert gone("maandag|09.00 - 17.00|inloop", "offerte") == []
