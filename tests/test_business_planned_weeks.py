"""The weeks of a firm's planning go, also one by one; a week in a letter, a timesheet or the town's own plan stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.business_pages import artifacts, document, grid
from tests.test_business_figures import RECOGNIZER
from tests.test_business_tables import Line
from woolak.model import Kind, Origin


def weeks(lines: Sequence[Line], kind: Kind = "offerte", origin: Origin = "third_party") -> list[str]:
    page = grid(lines)
    results = RECOGNIZER.analyze(page.text, ["DURATION"], artifacts(page, document([page], kind, origin)))
    seen = sorted({(one.start, one.end) for one in results if "keep" not in one.recognition_metadata})
    return [page.text[start:end] for start, end in seen]


PLAN: list[Line] = [
    "Zo verdelen wij het werk",
    [(60, "Week"), (150, "Activiteit"), (400, "Wie")],
    [(60, "11 - 13"), (150, "Dossiers lezen"), (400, "Ada")],
    [(60, "14"), (150, "Bezoek aan de haven"), (400, "Bas")],
    [(60, "17 - 18"), (150, "Vakantie"), (400, "allen")],
    [(60, "20 t/m 22"), (150, "Verslag"), (400, "allen")],
]


@pytest.mark.parametrize("kind", ["offerte", "plan", "overig"])
def test_a_column_of_weeks_goes_from_a_firms_plan(kind: Kind) -> None:
    assert weeks(PLAN, kind) == ["11 - 13", "14", "20 t/m 22"]


def test_a_week_by_itself_goes_from_a_column_of_times() -> None:
    lines: list[Line] = [
        [(60, "Stap"), (200, "Wat"), (400, "Wanneer")],
        [(60, "A"), (200, "Startgesprek"), (400, "week 9")],
        [(60, "B"), (200, "Metingen"), (400, "week 10 - 12")],
        [(60, "C"), (200, "Nazorg"), (400, "week 2 - 4 van 2026")],
        [(60, "D"), (200, "Feest"), (400, "3 maart 2026")],
    ]
    assert weeks(lines) == ["week 9", "week 10 - 12", "week 2 - 4 van 2026"]


def test_a_list_of_weeks_goes_from_an_offer() -> None:
    assert weeks(["Planning", "• week 12: start", "• week 15: proef", "• wk 19 - de laatste dag"]) == [
        "week 12", "week 15", "wk 19",
    ]  # fmt: skip


def test_weeks_with_their_year_go_whole() -> None:
    assert weeks(["De evaluatie doen wij in week 2 - 5 van 2026."]) == ["week 2 - 5 van 2026"]


def test_the_weeks_of_a_timesheet_or_invoice_stay() -> None:
    lines: list[Line] = [
        "Urenstaat maart",
        [(60, "Week"), (150, "Werkzaamheden"), (400, "Uren")],
        [(60, "11"), (150, "Dossiers lezen"), (400, "24")],
        [(60, "12"), (150, "Bezoek"), (400, "16")],
    ]
    assert weeks(lines, "overig") == []
    assert weeks(PLAN, "factuur") == []


def test_the_weeks_of_the_municipality_and_one_in_a_sentence_stay() -> None:
    assert weeks(PLAN, "plan", "own") == []
    assert weeks(["Wij spreken u graag in week 14."]) == []
