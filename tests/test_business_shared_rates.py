"""Rates in a row share one sign and unit, and each goes; what stands in the row and counts or dates something stays."""

from __future__ import annotations

import pytest

from tests.test_business_figures import found


def values(text: str) -> list[str]:
    return [words for _, words in found(text)]


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        (
            "Wij komen op 128 euro per uur voor De Wit, 104 voor Bakker en 42 voor een surveillant.",
            ["128", "104", "42"],
        ),
        (
            "Wij rekenen € 125 per uur voor de projectleider, 98 voor de adviseur en 65 voor de assistent.",
            ["125", "98", "65"],
        ),
        ("Onze uurtarieven: 128 voor een senior, 104 voor een medior en 72 voor een junior.", ["128", "104", "72"]),
        ("Tarieven: 128 voor een senior, 104 voor een medior en 72 voor een junior.", ["128", "104", "72"]),
        ("Onze uurtarieven: € 128 (senior), 104 (medior), 72 (junior).", ["128", "104", "72"]),
        ("Uurtarief senior € 128, medior 104 en junior 72.", ["128", "104", "72"]),
        ("De uurtarieven zijn 128, 104 en 72 euro.", ["128", "104", "72"]),
        ("Het tarief is € 110 per uur, in het weekend 140 en 's nachts 165.", ["110", "140", "165"]),
        ("Wij vragen 95 euro per uur door de week en 120 op zaterdag.", ["95", "120"]),
        ("Iris rekent € 118 per uur, Bram 92 en de stagiair 35.", ["118", "92", "35"]),
    ],
)
def test_each_rate_of_a_row_goes(text: str, rates: list[str]) -> None:
    assert values(text) == rates


@pytest.mark.parametrize(
    "text",
    [
        "Wij rekenen 95 euro per uur voor Maas, die 12 jaar ervaring heeft en 3 kinderen.",
        "Wij rekenen 95 euro per uur en 21 procent btw.",
        "Wij rekenen 95 euro per uur, ook in 2026.",
        "Wij rekenen 95 euro per uur voor groepen tot 20 en 2 talen.",
        "Wij rekenen 95 euro per uur voor artikel 12 en artikel 14.",
        "Wij rekenen 95 euro per uur voor ronde 12 en 13.",
        "Wij rekenen 95 euro per uur, zie bijlage 13 en pagina 12.",
    ],
)
def test_what_stands_beside_a_rate_and_is_none_stays(text: str) -> None:
    assert values(text) == ["95"]
