"""The scores that a bidder or its lawyer repeats where it complains go; other numbers of such a letter stay."""

from __future__ import annotations

import pytest

from tests.business_pages import document, grid
from tests.test_business_scores import gone
from tests.test_business_tables import Line, own, words

LETTER = "Namens cliënte bericht ik u over de afwijzing van haar inschrijving. De motivering deugt niet.\n"


@pytest.mark.parametrize(
    ("text", "scored"),
    [
        ("Op vraag 3 kreeg cliënte vier van de twaalf punten, op vraag 6 zeven van de twintig.", ["vier", "zeven"]),
        ("Dat is een 4 voor vraag 2. Een VIER. Wie gaf die vier?", ["4", "VIER", "vier"]),
        ("Voor het plan kregen wij een 5 voor kwaliteit en dat is te weinig.", ["5"]),
        ("Het verschil tussen de nummers 1 en 2 bedraagt 6,25 punten.", ["6,25"]),
    ],
)
def test_scores_go_from_what_a_bidder_writes_against_them(text: str, scored: list[str]) -> None:
    assert gone(LETTER + text, "brief", "third_party") == scored


@pytest.mark.parametrize(
    "text",
    [
        "Wij rijden al twaalf jaar en kregen in die tijd vier klachten.",
        "Artikel 2.130 lid 1 geldt. Van de acht wagens zijn er zes nieuw.",
        "Op vraag 3 antwoordde u op 12 maart.",
        "Bij brief van 4 maart kreeg zij twee van de vier bijlagen niet.",
    ],
)
def test_other_numbers_of_such_a_letter_are_no_scores(text: str) -> None:
    assert gone(LETTER + text, "brief", "third_party") == []


def test_the_same_words_are_no_scores_where_nobody_complains() -> None:
    assert gone("De quiz: een 4 voor vraag 2, op vraag 6 zeven van de twintig.", "brief", "third_party") == []


def test_months_and_ranges_go_whole_from_the_column_of_a_bidder() -> None:
    lines: list[Line] = [
        [(40, "Onderwerp"), (200, "Inschrijver A"), (320, "Inschrijver B")],
        [(40, "looptijd"), (200, "juni-okt"), (320, "9 weken")],
        [(40, "meerprijs"), (200, "3 à 4.000 extra"), (320, "geen")],
    ]
    assert own(lines) == [("DURATION", "juni-okt"), ("DURATION", "9 weken"), ("COUNT", "3"), ("COUNT", " à 4.000")]


def test_the_minutes_of_a_clock_are_no_hours() -> None:
    page = grid(["Werkdagen: ma di wo do", "Datum: wo 13 dec. 2023 22:47", "Aan: T. Vos"])
    assert words(page, document([page], "mail")) == []
