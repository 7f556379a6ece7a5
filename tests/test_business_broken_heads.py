"""A head of which the names are broken over lines, and who is paid what by whoever made the list."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.business_pages import grid
from tests.test_business_tables import Line, own, words


def staff(head: Sequence[Line], *people: tuple[str, str, str, str]) -> list[Line]:
    rows: list[Line] = [[(60, who), (200, what), (300, hours), (380, rate)] for who, what, hours, rate in people]
    return ["De ploeg die voor u werkt", *head, *rows]


BROKEN: list[list[Line]] = [
    [[(60, "Naam"), (200, "Rol")], [(300, "Uren per")], [(300, "week")], [(380, "Tarief")]],
    [[(60, "Wie"), (200, "Functie")], [(300, "Inzet (uren")], [(300, "per maand)")], [(380, "Tarief p/u")]],
    [[(60, "Medewerker"), (200, "Taak"), (380, "Tarief")], [(300, "Aantal")], [(300, "uren")]],
    [[(60, "Naam"), (200, "Rol"), (300, "Aantal")], [(300, "dagdelen")], [(380, "Prijs per")], [(380, "dagdeel")]],
    [[(60, "Deskundige"), (200, "Rol"), (300, "Uren")], [(300, "totaal")], [(380, "Uurtarief")]],
    [[(60, "Naam"), (200, "Rol"), (300, "Dagen")], [(300, "per jaar")], [(380, "Tarief")], [(380, "per dag")]],
]


@pytest.mark.parametrize("head", BROKEN)
def test_what_stands_below_a_head_that_is_broken_over_lines_goes(head: list[Line]) -> None:
    lines = staff(head, ("E. Vink", "trainer", "20", "€ 96,00"), ("R. Smal", "acteur", "14", "€ 81,50"))
    assert words(grid(lines)) == ["20", "€ 96,00", "14", "€ 81,50"]


@pytest.mark.parametrize(
    "wage", ["Bruto p/u", "Uurloon", "Bruto per uur", "Bruto uurloon", "Brutoloon", "Loon per uur"]
)
def test_what_people_earn_an_hour_and_their_hours_go_from_a_list_with_their_names(wage: str) -> None:
    lines: list[Line] = [
        "Rooster week 9",
        [(60, "Naam"), (200, "Contracturen"), (380, wage)],
        [(60, "E. Vink"), (200, "16"), (380, "€ 15,10")],
        [(60, "R. Smal"), (200, "28"), (380, "€ 15,10")],
    ]
    assert [seen for _, seen in own(lines, "overig")] == ["16", "€ 15,10", "28", "€ 15,10"]


def test_what_the_law_sets_as_the_least_wage_stays() -> None:
    lines: list[Line] = [
        "Wettelijk minimumloon",
        [(60, "Leeftijd"), (380, "Bedrag")],
        [(60, "21 jaar"), (380, "€ 14,06")],
        [(60, "20 jaar"), (380, "€ 11,25")],
    ]
    assert own(lines, "overig") == []
