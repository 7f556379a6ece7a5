"""What an entrepreneur tells of his turnover and debts goes, in his letter and in the municipality's notes of it."""

from __future__ import annotations

import pytest

from tests.test_business_figures import found
from woolak.model import Kind, Origin


@pytest.mark.parametrize(
    ("text", "kind", "origin", "gone"),
    [
        ("Mijn omzet is gedaald van € 9.400 naar € 7.150 per week.", "brief", "citizen", ["9.400", "7.150"]),
        ("Onze winst zakte met 12% en wij hebben een schuld van € 30.000.", "brief", "citizen", ["12", "30.000"]),
        ("Sinds de afsluiting draai ik 30% minder omzet.", "brief", "citizen", ["30"]),
        ("Zijn omzet was vorig jaar € 240.000.", "verslag", "own", ["240.000"]),
        ("Een slager komt langs. Hij heeft een lening van € 52.000.", "verslag", "own", ["52.000"]),
        ("De bakker heeft zijn omzet met 15% zien dalen.", "memo", "own", ["15"]),
    ],
)
def test_turnover_and_debts_of_an_entrepreneur_go(text: str, kind: Kind, origin: Origin, gone: list[str]) -> None:
    assert [seen for _, seen in found(text, kind, origin)] == gone


@pytest.mark.parametrize(
    "text",
    [
        "De omzet van de horeca in de binnenstad was € 12 miljoen.",
        "De gemeente heeft een lening van € 2 miljoen bij de bank en haar schuld is € 8 miljoen.",
        "Ons krediet van € 50.000 is op.",
        "Landelijk is hun omzet met 4% gedaald.",
    ],
)
def test_turnover_of_a_branch_and_what_the_municipality_owes_stay(text: str) -> None:
    assert found(text, "memo", "own") == []
