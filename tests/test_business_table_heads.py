"""Where one table ends and the next begins, years as heads, and what a scanner made of the points in an amount."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.business_pages import grid
from tests.test_business_tables import Line, own, words

HOURS: list[Line] = [
    [(60, "Stap"), (300, "PL"), (360, "Uren"), (440, "Kosten")],
    [(60, "Verkenning"), (300, "12"), (360, "28"), (440, "3.240")],
    [(60, "Verslag"), (300, "4"), (360, "16"), (440, "1.720")],
]
OTHER: list[Line] = [
    [(60, "Bijkomende kosten"), (440, "Bedrag")],
    [(60, "Vertaling"), (440, "480")],
    [(60, "Zaal en koffie"), (440, "735")],
    [(60, "Aftrek trouwe klant"), (440, "−210")],
]


@pytest.mark.parametrize("boxes", [True, False])
def test_a_second_table_right_below_the_first_is_read_by_its_own_head(boxes: bool) -> None:
    page = grid([*HOURS, *OTHER])
    if not boxes:
        page = replace(page, words=())
    assert words(page) == ["12", "28", "3.240", "4", "16", "1.720", "480", "735", "210"]


def test_years_that_head_the_columns_are_no_figures() -> None:
    lines: list[Line] = [
        "Uurtarieven van het bureau",
        [(60, "Functie"), (300, "2023"), (380, "2024")],
        [(60, "Adviseur, per uur"), (300, "€ 112,00"), (380, "€ 118,00")],
    ]
    assert [seen for _, seen in own(lines)] == ["€ 112,00", "€ 118,00"]


@pytest.mark.parametrize("read", ["‚.4:812;50", "4:812,50", "4.812;50", "…4;812.50", "48;50"])
def test_an_amount_of_which_a_scanner_misread_the_points_goes(read: str) -> None:
    lines: list[Line] = [
        [(60, "Omschrijving"), (300, "Aantal"), (380, "Prijs"), (460, "Bedrag")],
        [(60, "Bank met leuning"), (300, "25"), (380, "192,50"), (460, read)],
        [(60, "Prullenbak"), (300, "8"), (380, "64,00"), (460, "512,00")],
    ]
    assert words(grid(lines, source="ocr")) == ["25", "192,50", read, "8", "64,00", "512,00"]
    assert read not in words(grid(lines))


def test_a_time_in_a_scan_is_no_amount() -> None:
    lines: list[Line] = [
        [(60, "Omschrijving"), (300, "Aantal"), (380, "Aanvang"), (460, "Bedrag")],
        [(60, "Zaal"), (300, "25"), (380, "12:45"), (460, "512,00")],
    ]
    assert words(grid(lines, source="ocr")) == ["25", "512,00"]
