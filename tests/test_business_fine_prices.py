"""A price in tenths of a cent (of a kilometre, a copy, a litre) is a price; what a study measured as finely is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.test_business_figures import found
from woolak.model import Kind, Origin
from woolak.pipeline.detect.business.numbers import numbers


def words(text: str, kind: Kind = "offerte", origin: Origin = "third_party") -> list[str]:
    return [seen for _, seen in found(text, kind, origin)]


@pytest.mark.parametrize(
    "text",
    [
        "De samenhang is sterk (r = 0,415; p < 0,001).",
        "Schaal\tAlfa\nVertrouwen\t0,912\nTevreden\t0,884",
        "De kaart is gemaakt op schaal 1:2,500 en het blad heeft nummer 0,415.",
    ],
)
def test_what_a_study_measured_stays(text: str) -> None:
    assert words(text) == []


def test_what_the_state_levies_stays() -> None:
    assert words("De energiebelasting is € 0,126 per kWh.", "memo", "own") == []


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("Voor reizen rekenen wij € 0,415.", ["0,415"]),
        ("Wij rekenen € 0,0415 per kopie en 0,019 euro per scan.", ["0,0415", "0,019"]),
        ("Een liter kost bij ons EUR 1,385.", ["1,385"]),
        ("Reiskosten\t€ 0,415\tper km", ["0,415"]),
        ("Onderdeel\tTarief\nKopie\t0,036\nScan\t0,019", ["0,036", "0,019"]),
        ("De prijs gaat van € 0,031 naar € 0,029 per vel.", ["0,031", "0,029"]),
    ],
)
def test_a_price_in_tenths_of_a_cent_goes(text: str, prices: list[str]) -> None:
    assert words(text) == prices


def test_it_goes_from_an_agreement_and_from_what_is_bargained_about() -> None:
    agreed = "De gemeente ontvangt voor elke verhuurde meter kabel € 0,314 per jaar."
    assert words(agreed, "overeenkomst", "own") == ["0,314"]
    bargained = "Voor het gesprek met de exploitant: onze ondergrens is € 0,314 per liter."
    assert words(bargained, "memo", "own") == ["0,314"]


def test_it_counts_for_what_it_is() -> None:
    assert [one.value for one in numbers("€ 0,415 per km en € 12,5")] == [Decimal("0.415"), Decimal("12.5")]
    assert [one.value for one in numbers("€ 1,385 per liter")] == [Decimal("1.385")]


def test_thousands_in_english_are_no_tenths_of_a_cent() -> None:
    assert [one.value for one in numbers("Our fee is EUR 14,600 in all, or EUR 1,460 per day.")] == [14600, 1460]
