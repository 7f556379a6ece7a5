"""What falls outside a request: by what it is about, and by when it was made."""

from __future__ import annotations

import datetime

import pytest

from tests.bench_scope import Tally
from woolak.model import DocumentFacts
from woolak.pipeline.relate import outside_request
from woolak.pipeline.relate.scope import Asked
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {
        "request": {
            "text": "Alle stukken over de inhuur van bureaus voor het onderhoud van de Lindebrug.",
            "period": {"from": "2023-01-01", "to": "2023-12-31"},
        },
        "out_of_scope_hint": "Het zwembad valt buiten het verzoek.",
        "third_parties": [{"name": "Vos Advies"}],
    }
)
FILLER = "De leden bespreken de stukken en maken afspraken over het vervolg, voor de zomer en naar verwachting snel. "


def told(text: str, date: datetime.date | None = datetime.date(2023, 6, 1), source: str = "stuk.pdf") -> str:
    facts = DocumentFacts("Verslag", date, "verslag", "own", False)
    found = outside_request([Asked("1", None, source, facts, [text + " " + FILLER * 3])], CASE)
    return found[0].reason if found else ""


@pytest.mark.parametrize(
    "text",
    [
        "De Lindebrug is nat.",
        "Het onderhoud en de inhuur gaan door.",
        "Het onderhoud. Meer onderhoud. Nog eens onderhoud.",
        "Vos Advies komt langs.",
    ],
    ids=["the subject itself", "two things that are done with it", "one of them often", "a party"],
)
def test_what_is_about_the_request_is_inside(text: str) -> None:
    assert told(text) == ""


def test_a_word_of_work_that_stands_everywhere_does_not_bring_a_document_inside() -> None:
    assert "onderwerp" in told("Het onderhoud van de speeltuin.")
    assert told("De speeltuin.", source="Lindebrug notitie.pdf") == ""
    assert "zwembad" in told("Het zwembad is dicht.")


def test_words_like_for_and_to_are_no_subject() -> None:
    assert "onderwerp" in told("De speeltuin is voor kinderen.")


@pytest.mark.parametrize(
    ("date", "words"), [("2022-12-31", "vóór"), ("2024-01-01", "na de periode"), ("2023-01-01", ""), ("2023-12-31", "")]
)
def test_the_days_on_which_the_period_begins_and_ends_are_inside(date: str, words: str) -> None:
    found = told("De Lindebrug is nat.", datetime.date.fromisoformat(date))
    assert words in found and bool(words) == bool(found)


def test_what_has_no_date_is_not_outside_by_its_date() -> None:
    assert told("De Lindebrug is nat.", None) == ""


def test_the_tally_counts_what_was_missed() -> None:
    tally = Tally()
    for case in ((True, True), (True, False), (False, True), (False, False)):
        tally.add(*case)
    assert (tally.right, tally.wrong, tally.missed) == (1, 1, 1)
