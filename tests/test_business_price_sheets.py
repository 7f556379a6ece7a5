"""Price sheets and cost lines of many forms: rates over persons, parts of a fleet, lines of a mail that add up.

What a client set (the distance or time to which a price holds) stays in the label.
"""

from __future__ import annotations

from time import process_time

import pytest

from tests.business_pages import document, grid
from tests.test_business_figures import found
from tests.test_business_tables import Line, gone, own, words
from woolak.pipeline.detect.business.reckoned import reckoned


def in_order(figures: str) -> list[str]:
    return figures.split()


PERSONS: list[Line] = [
    "Begroting, bedragen exclusief btw",
    [(200, "Sanne"), (260, "Joep"), (320, "Mark"), (400, "bedrag")],
    [(60, "uurtarief"), (200, "104"), (260, "91"), (320, "72")],
    [(60, "opstarten"), (200, "6"), (260, "8"), (400, "1.352")],
    [(60, "straatgesprekken"), (200, "14"), (260, "32"), (320, "9"), (400, "5.016")],
    [(60, "som"), (200, "20"), (260, "40"), (320, "9"), (400, "6.368")],
]


def test_hours_and_rates_go_below_first_names_also_in_the_first_column() -> None:
    page = grid(PERSONS)
    assert words(page) == in_order("104 91 72 6 8 1.352 14 32 9 5.016 20 40 9 6.368")
    assert [entity for entity, _ in gone(page)[:3]] == ["RATE", "RATE", "RATE"]


def test_rates_in_a_row_below_initials_go_all() -> None:
    lines: list[Line] = [
        [(60, "stap"), (220, "AB"), (270, "KdV"), (320, "PM"), (400, "kosten")],
        [(60, "tarief"), (220, "131"), (270, "118"), (320, "97")],
        [(60, "A Inventarisatie"), (220, "8"), (270, "0"), (320, "12"), (400, "2.212")],
    ]
    assert words(grid(lines)) == in_order("131 118 97 8 0 12 2.212")


def test_hours_per_week_on_an_invoice_go_from_the_first_week_on() -> None:
    lines: list[Line] = [
        "FACTUUR 2023-41",
        [(220, "wk 11"), (270, "wk 12"), (320, "wk 13"), (380, "tarief"), (450, "bedrag")],
        [(60, "JH, veldwerk"), (220, "7,5"), (270, "16"), (320, "4"), (380, "98,00"), (450, "2.695,00")],
        [(60, "MT, uitwerking"), (220, "3"), (320, "12"), (380, "84,00"), (450, "1.260,00")],
    ]
    page = grid(lines)
    assert words(page, document([page], "factuur")) == in_order("7,5 16 4 98,00 2.695,00 3 12 84,00 1.260,00")


def test_how_many_of_a_fleet_are_so_goes_beside_how_many_there_are() -> None:
    lines: list[Line] = [
        [(60, "Materieel"), (200, "Aantal"), (280, "Elektrisch"), (380, "Stalling")],
        [(60, "veegwagen"), (200, "9"), (280, "9"), (380, "loods Noord")],
        [(60, "bakwagen, 3,5 ton"), (200, "14"), (280, "5"), (380, "loods Noord")],
    ]
    assert words(grid(lines)) == ["9", "9", "14", "5"]


def test_numbers_of_order_beside_a_count_stay() -> None:
    lines: list[Line] = [
        [(60, "Wijk"), (200, "Aantal"), (280, "Vak"), (380, "Opmerking")],
        [(60, "Noord"), (200, "9"), (280, "3"), (380, "geen")],
    ]
    assert own(lines, "plan") == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("laboratorium, 24 x 135\t3.240", ["24", "135", "3.240"]),
        ("ik\t60 u x 90\t5400", ["60", "90", "5400"]),
        ("Karin 18 uur x 75 = 1350", ["18", "75", "1350"]),
        ("drukwerk 400 st à 1,25 = 500", ["400", "1,25", "500"]),
    ],
)
def test_a_number_times_a_price_that_makes_the_amount_goes(text: str, figures: list[str]) -> None:
    assert [one.strip() for _, one in found(f"Wat het kost\n{text}")] == figures


@pytest.mark.parametrize(
    "text", ["Het scherm is 24 x 135 cm.", "De kaart (30 x 42) hangt in zaal 126.", "3 x 4 is 12."]
)
def test_what_is_so_long_and_so_wide_stays(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("rule", ["-----", "=======", "_____ +", "-------- +"])
def test_amounts_above_a_line_and_their_sum_below_it_go(rule: str) -> None:
    text = f"Kosten, alles zonder btw:\nvoorbereiden  640\nhuur zaal 275\nbus en trein\t88\n{rule}\n1003\nGroet"
    assert [words for _, words in found(text, "mail")] == ["640", "275", "88", "1003"]


def test_numbers_that_do_not_add_up_below_a_line_stay() -> None:
    assert found("Zie hoofdstuk 640\nen hoofdstuk 275\n-----\n1010\nGroet", "mail") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De drukker komt er nog bij, reken op 3 a 4 mille.", ["3 a 4 mille"]),
        ("Voor de zaal komt er nog 2 à 3 duizend euro bij.", ["2 à 3 duizend"]),
        ("De kosten van de hele ronde zijn 2,4 miljoen.", ["2,4 miljoen"]),
        ("de kosten voor de tweede ronde zijn 360", ["360"]),
        ("De prijs van een losse avond is 285.", ["285"]),
        ("Onze inschrijving was 1.412.600 en dat is niet duur.", ["1.412.600"]),
        ("Daarmee schelen wij 41.250 met de winnaar.", ["41.250"]),
    ],
)
def test_money_without_a_sign_goes_whole_from_what_a_firm_says(text: str, words: list[str]) -> None:
    seen = [one for _, one in found(text, "mail")]
    assert seen == words


@pytest.mark.parametrize(
    "text",
    [
        "Er wonen 2,4 miljoen mensen.",
        "Er zijn 3,1 miljoen Belgen.",
        "De kosten zijn in artikel 360 geregeld.",
        "Het verschil is 1.250 inwoners.",
    ],
)
def test_large_numbers_of_something_else_are_no_money(text: str) -> None:
    assert [entity for entity, _ in found(text) if entity == "AMOUNT"] == []


def test_how_many_pieces_are_priced_goes() -> None:
    assert found("Meer borden kunnen ook: 12 stuks voor € 300.") == [("COUNT", "12"), ("AMOUNT", "300")]


SHEET: list[Line] = [
    [(40, "Perceel 2 Afvoer"), (230, "prijs per eenheid"), (330, "eenheid"), (400, "Toeslagen"), (520, "prijs")],
    [(40, "Bak tot 6 kuub"), (230, "61,50"), (330, "stuk"), (400, "op zaterdag"), (520, "9,50")],
    [(40, "Rit tot 20 km"), (230, "18,90"), (330, "rit"), (400, "wachten na 15 minuten, per minuut"), (520, "0,45")],
    [(40, "Kilometer boven 20 km"), (230, "0,98"), (330, "km"), (400, "annuleren binnen 90 minuten"), (520, "0,00")],
    [(40, "Tweede wagen"), (230, "1,08"), (330, "km"), (400, "bij verlenging met een jaar"), (520, "1,25%")],
    [(40, "Aandeel onderaannemer"), (230, "17,5%")],
    [(40, "Totaal per jaar"), (230, "412.310,00")],
]


def test_rates_below_one_and_percentages_go_from_a_price_sheet_and_distances_in_its_labels_stay() -> None:
    expected = in_order("61,50 9,50 18,90 0,45 0,98 0,00 1,08 1,25% 17,5% 412.310,00")
    assert words(grid(SHEET)) == expected


def test_a_long_line_of_products_is_read_once() -> None:
    start = process_time()
    assert reckoned("3 x 4 " * 4000) == []
    assert process_time() - start < 0.5


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        (
            "Onze prijzen:\nzaal beneden, per dagdeel 520, u heeft er twee nodig dus 1.040\ntwee kamers à 75, samen 150"
            "\nmicrofoon 40",
            "520 1.040 75 150 40",
        ),
        ("Kosten: huur tent 350, opbouw 120, per stoel 1,50.", "350 120 1,50"),
        ("Wat het kost:\n- podium 480\n- geluid 220 per dag\n- reiskosten 35", "480 220 35"),
        ("Tarieven: per uur 85, per dag 640. Wij bellen u.", "85 640"),
        ("Kosten: zie bijlage 3, pagina 12. Vorig jaar kwamen er 45, dit jaar 60.", ""),
        ("Onze tarieven: zie de site.\nDe zaal is open op 14 juni, kamer 12.", ""),
        ("Kosten: geen.\nOpkomst 45, vorig jaar 60.", ""),
        ("Prijzen: op aanvraag. Tel 640 22 11", ""),
    ],
)
def test_prices_without_a_sign_are_told_by_the_list_in_which_they_stand(text: str, prices: str) -> None:
    assert [text[one.start : one.end] for one in reckoned(text)] == in_order(prices)


@pytest.mark.parametrize("positions", ["010 020 030 040", "10 20 30 40", "100 200 300 400"])
def test_the_positions_of_an_order_are_no_figures(positions: str) -> None:
    parts = [
        ("LICENTIE 12 MND", "120", "4,15"),
        ("INRICHTING", "3", "900,00"),
        ("SCHOLING", "2", "650,00"),
        ("HUUR", "4", "75,00"),
    ]
    rows: list[Line] = [
        [(60, number), (110, what), (300, count), (360, price)]
        for number, (what, count, price) in zip(positions.split(), parts, strict=True)
    ]
    page = grid(["Inkooporder", [(60, "NR"), (110, "WAT"), (300, "AANTAL"), (360, "PRIJS")], *rows])
    assert not {one for one in words(page) if one in positions.split()}
