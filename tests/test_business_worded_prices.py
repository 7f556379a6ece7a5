"""Prices that are told in words: beside one that has its sign, in figures and words both, in parts; counts stay."""

from __future__ import annotations

import pytest

from tests.test_business_figures import found, told


def values(text: str) -> list[str]:
    return [words for _, words in found(text, "brief")]


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("Ons bod was € 5.900, maar voor vijftighonderd zijn wij klaar.", "5.900 vijftighonderd"),
        ("Onze prijs is € 5.200. Voor achtenveertighonderd doen wij het ook.", "5.200 achtenveertighonderd"),
        ("De offerte is € 4.100, maar ik doe het voor zevenendertighonderd.", "4.100 zevenendertighonderd"),
        ("De masten kosten € 1.950 en de vlaggen vierhonderd.", "1.950 vierhonderd"),
        ("Zaalhuur kost € 640, koffie tweehonderd en de band zevenhonderd.", "640 tweehonderd zevenhonderd"),
        ("De tent kost € 1.200, de stoelen driehonderdvijftig.", "1.200 driehonderdvijftig"),
        ("Onze prijs is € 5.200. Voor tweeduizend bezoekers is plaats.", "5.200"),
        ("De tent kost € 1.200 en er komen honderd.", "1.200"),
        ("De prijs is € 5.200 en het dorp telt tweeduizend.", "5.200"),
        ("Onze prijs is € 5.200. Sinds negentienhonderd staat hier een kerk.", "5.200"),
    ],
)
def test_a_price_in_words_goes_beside_one_with_its_sign(text: str, prices: str) -> None:
    assert values(text) == prices.split()


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("De vergoeding bedraagt zestigduizend en twaalf euro.", ["zestigduizend en twaalf"]),
        ("De som is eenenvijftigduizend driehonderd en zeven euro.", ["eenenvijftigduizend driehonderd en zeven"]),
        ("Wij vragen drieduizend en vierduizend euro.", ["drieduizend", "vierduizend"]),
        ("De prijs is € 8.450 (zegge: achtduizend euro).", ["8.450", "achtduizend"]),
    ],
)
def test_a_sum_in_words_goes_as_one(text: str, sums: list[str]) -> None:
    assert [words for _, words in found(text, "overeenkomst")] == sums


@pytest.mark.parametrize("text", ["U betaalt in vier gelijke delen.", "Wij factureren in vier gelijke delen."])
def test_in_how_many_equal_parts_is_paid_goes(text: str) -> None:
    assert [(words, keep) for _, words, _, keep in told(text)] == [("vier gelijke delen", None)]


def test_equal_parts_of_something_else_stay() -> None:
    assert values("Het lokaal is in twee gelijke delen gesplitst.") == []
    assert values("Het veld is in vier gelijke delen gemaaid.") == []
