"""Who bargains about a price leaves out the euro sign: those sums go, and what is counted or spent there stays."""

from __future__ import annotations

import pytest

from tests.test_business_figures import found

TALK = "Beste collega, het gaat over de offerte voor het advies. Zij wilden niet zakken naar onze prijs.\n"


def gone(text: str, kind: str = "mail", origin: str = "own") -> list[str]:
    return [words for _, words in found(TALK + text, kind, origin)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Goed, 21.600 dan. Maak jij de brief?", ["21.600"]),
        ("We zijn akkoord met 64.250, mits zij in maart beginnen.", ["64.250"]),
        ("Het was 18.900 en nu 17.750, dus 1.150 minder (6%).", ["18.900", "17.750", "1.150", "6"]),
        ("Onze grens lag op 52.000, daar zitten we onder.", ["52.000"]),
        ("Dat scheelt 2.480,50 voor ons.", ["2.480,50"]),
        ("De termijnen zijn dan 4312,25 / 8.624,50 / 4312,25.", ["4312,25", "8.624,50", "4312,25"]),
        ("Het laatste bod is 64.250. Van 66,5 naar 61 lukt niet.", ["64.250", "66,5", "61"]),
        ("Misschien landen we op 27k5.", ["27k5"]),
        ("Ze laten de zaalhuur vallen (275) en kunnen op de folders 180 besparen.", ["275", "180"]),
        ("Zij nemen 350 voor eigen rekening.", ["350"]),
        ("Een dagdeel van 390 vind ik veel; bij de vorige rekenden ze ons 340.", ["390", "340"]),
        ("Zij gaan 4 procent omlaag en komen dan op 30.720.", ["4", "30.720"]),
    ],
)
def test_a_sum_without_a_sign_goes_where_is_bargained(text: str, words: list[str]) -> None:
    assert gone(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "De wijk telt 12.400 inwoners en 5.310 woningen.",
        "Ze drukken een oplage van 15.000.",
        "Je vindt het in kamer 214, of bel toestel 6120.",
        "De vergadering is in 2024 en duurt niet lang.",
        "Volgens het CBS huurt 61% van de inwoners.",
    ],
)
def test_what_is_no_money_stays_where_is_bargained(text: str) -> None:
    assert gone(text) == []


def test_a_budget_that_is_called_so_stays_where_is_bargained() -> None:
    assert gone("Er is een begroting van € 70.000 vastgesteld.") == []


def test_where_nobody_bargains_a_bare_number_stays() -> None:
    text = "Wij kregen vorig jaar 21.600 en nu 19.450, dus dat is minder."
    assert found(text, "mail", "own") == []


def test_the_sums_in_a_firms_own_answer_go() -> None:
    assert gone("Wij kunnen naar 31.400, als u de zaal regelt.", "mail", "third_party") == ["31.400"]
