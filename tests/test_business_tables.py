"""Cost tables: every figure goes by the table's structure, whatever the table looks like; dates and numbers stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.business_pages import artifacts, document, grid
from woolak.model import BoxPt, Document, Kind, Origin, Page, Word
from woolak.pipeline.detect.business.recognize_figures import FigureRecognizer
from woolak.rules.casefile import CaseFile

RECOGNIZER = FigureRecognizer()
Line = str | list[tuple[float, str]]

OFFER: list[Line] = [
    "Begroting",
    [(60, "Omschrijving"), (300, "Tarief € per uur"), (400, "Aantal uur"), (480, "Totaal in €")],
    [(60, "Startgesprek en dossierstudie"), (330, "98"), (420, "12"), (490, "1.176,00")],
    [(60, "Gesprekken met sleutelpersonen (10)"), (330, "98"), (420, "40"), (490, "3.920,00")],
    [(60, "Rapportage fase 2"), (330, "112"), (490, "2.240,00")],
    [(60, "Subtotaal"), (420, "72"), (490, "7.336,00")],
    [(60, "21% btw"), (490, "1.540,56")],
    [(60, "Totaal"), (490, "8.876,56")],
]
OFFER_FIGURES = [
    "98",
    "12",
    "1.176,00",
    "98",
    "40",
    "3.920,00",
    "112",
    "2.240,00",
    "72",
    "7.336,00",
    "1.540,56",
    "8.876,56",
]


def gone(page: Page, doc: Document | None = None) -> list[tuple[str, str]]:
    """Entity and words of all that has to go from a page, in reading order."""
    doc = doc or document([page])
    results = RECOGNIZER.analyze(page.text, RECOGNIZER.supported_entities, artifacts(page, doc))
    results = [one for one in results if "keep" not in one.recognition_metadata]
    return [(one.entity_type, page.text[one.start : one.end]) for one in sorted(results, key=lambda one: one.start)]


def words(page: Page, doc: Document | None = None) -> list[str]:
    return [seen for _, seen in gone(page, doc)]


def own(lines: Sequence[Line], kind: Kind = "memo", origin: Origin = "own") -> list[tuple[str, str]]:
    page = grid(lines)
    return gone(page, document([page], kind, origin))


def test_all_figures_of_an_offers_table_go_and_nothing_else() -> None:
    assert words(grid(OFFER)) == OFFER_FIGURES


def test_the_head_tells_rate_count_and_amount() -> None:
    assert gone(grid(OFFER))[:3] == [("RATE", "98"), ("COUNT", "12"), ("AMOUNT", "1.176,00")]


def test_a_table_is_read_by_place_when_the_text_shows_no_cells() -> None:
    assert words(grid(OFFER, tabs=False)) == OFFER_FIGURES


def test_a_table_goes_on_over_a_page_break() -> None:
    head = [(60.0, "Offerte"), (450.0, "blad 2")]
    first, second = grid(OFFER[:4]), grid([head, *OFFER[4:]], page_index=1)
    assert words(second, document([first, second])) == OFFER_FIGURES[6:]


def test_a_table_goes_on_over_two_page_breaks() -> None:
    pages = [grid(OFFER[:3]), grid([OFFER[3]], 1), grid(OFFER[4:], 2)]
    assert words(pages[2], document(pages)) == OFFER_FIGURES[6:]


def test_without_the_page_before_the_shape_of_the_rows_tells() -> None:
    page = grid([OFFER[2], OFFER[3], *OFFER[5:]], page_index=1)
    seen = gone(page, document([grid(["Offerte"]), page]))
    assert ("RATE", "98") in seen and ("COUNT", "12") in seen
    assert {"1.176,00", "3.920,00", "7.336,00", "1.540,56", "8.876,56"} <= {one for _, one in seen}


def test_a_scan_with_misread_figures_loses_them_all() -> None:
    scanned: list[Line] = [
        [(60, "Omschrijving"), (300, "Tarief"), (400, "Uren"), (480, "Bedrag")],
        [(60, "Startgesprek"), (300, "98"), (400, "1Z".replace("Z", "2")), (480, "1.176.00")],
        [(60, "Interviews"), (300, "98"), (400, "4O"), (480, "3.92O,00")],
        [(60, "Totaal"), (480, "C 5.096,00")],
    ]
    assert words(grid(scanned, source="ocr")) == ["98", "12", "1.176.00", "98", "4O", "3.92O,00", "C 5.096,00"]


def test_a_scan_without_visible_columns_is_read_by_the_order_of_the_figures() -> None:
    lines = ["Omschrijving Tarief Uren Bedrag", "Startgesprek 98 12 1.176,00", "Interviews 98 40 3.920,00"]
    assert gone(grid(lines, source="ocr"))[:3] == [("RATE", "98"), ("COUNT", "12"), ("AMOUNT", "1.176,00")]


def test_a_single_digit_that_was_read_as_a_letter_goes_from_a_priced_row_of_a_scan() -> None:
    lines: list[Line] = [
        [(60, "Omschrijving"), (300, "Aantal"), (400, "Prijs"), (480, "Bedrag")],
        [(60, "Workshops"), (300, "6"), (400, "€ 350,-"), (480, "€ 2.100,-")],
        [(60, "Terugkomdag"), (300, "B"), (400, "€ 640,-"), (480, "€ 1.920,-")],
        [(60, "Partij B"), (300, "B"), (400, "ja")],
    ]
    assert [words for words in gone(grid(lines, source="ocr")) if words[1] == "B"] == [("COUNT", "B")]
    assert ("COUNT", "B") not in gone(grid(lines))


def test_text_without_boxes_is_read_by_its_tabs() -> None:
    rows = ["Offerte", "Omschrijving\tUren\tTarief\tKosten", "Start\t12\t98,00\t1.176,00", "Reiskosten\t120,00"]
    text = "\n".join([*rows, "Totaal\t1.296,00\n"])
    results = RECOGNIZER.analyze(text, RECOGNIZER.supported_entities, None)
    assert [text[one.start : one.end] for one in sorted(results, key=lambda one: one.start)] == [
        "12", "98,00", "1.176,00", "120,00", "1.296,00",
    ]  # fmt: skip


def test_a_head_of_two_lines_is_one_head() -> None:
    lines: list[Line] = [
        [(300, "Tarief"), (400, "Aantal"), (480, "Totaal")],
        [(60, "Functie"), (300, "per uur"), (400, "uren"), (480, "excl. btw")],
        [(60, "Projectleider"), (300, "125"), (400, "16"), (480, "2.000")],
        [(60, "Medewerker"), (300, "85"), (400, "40"), (480, "3.400")],
    ]
    assert gone(grid(lines)) == [
        ("RATE", "125"), ("COUNT", "16"), ("AMOUNT", "2.000"), ("RATE", "85"), ("COUNT", "40"), ("AMOUNT", "3.400"),
    ]  # fmt: skip


def test_descriptions_over_several_lines_do_not_end_a_table() -> None:
    lines: list[Line] = [
        [(60, "Werkzaamheden"), (300, "Startdatum"), (400, "Tarief per traject"), (490, "Totaal")],
        "Voorbereiding en uitvoering van",
        "de proef in twee wijken, met",
        [(60, "nazorg en evaluatie"), (300, "eind 2018"), (420, "4.350"), (490, "8.700")],
        [(60, "Totaalbedrag"), (490, "8.700")],
    ]
    assert words(grid(lines)) == ["4.350", "8.700", "8.700"]


def test_hours_below_the_initials_of_who_works_them_go_and_the_number_of_the_row_stays() -> None:
    lines: list[Line] = [
        [(60, "Nr"), (100, "Werkzaamheden"), (330, "PL"), (380, "INS"), (480, "Bedrag")],
        [(60, "1"), (100, "Startoverleg"), (330, "10"), (380, "4"), (480, "€ 1.394,50")],
        [(60, "2"), (100, "Meting vanaf het water"), (330, "12"), (380, "64"), (480, "€ 7.340,00")],
        [(60, "3"), (100, "Rapportage"), (330, "36"), (480, "€ 3.711,00")],
    ]
    seen = words(grid(lines))
    assert seen == ["10", "4", "€ 1.394,50", "12", "64", "€ 7.340,00", "36", "€ 3.711,00"]


def test_dates_and_numbers_of_order_in_a_table_stay() -> None:
    lines: list[Line] = [
        [(60, "Nr."), (110, "Omschrijving"), (300, "Datum"), (400, "Uren"), (480, "Bedrag")],
        [(60, "1"), (110, "Overleg"), (300, "12-03-2018"), (400, "3"), (480, "285,00")],
        [(60, "2"), (110, "Rapport"), (300, "14-03-2018"), (400, "8"), (480, "760,00")],
    ]
    assert words(grid(lines)) == ["3", "285,00", "8", "760,00"]


def test_a_label_beside_a_figure_tells_what_it_is() -> None:
    lines: list[Line] = [
        "Offerte",
        [(60, "Uurtarief"), (300, "95,00")],
        [(60, "Aantal uren"), (300, "120")],
        [(60, "Totaalbedrag"), (300, "11.400,00")],
    ]
    assert gone(grid(lines)) == [("RATE", "95,00"), ("COUNT", "120"), ("AMOUNT", "11.400,00")]


def test_an_order_form_names_the_amount_above_it() -> None:
    lines: list[Line] = [
        "Opdrachtbon",
        [(60, "Omschrijving"), (300, "Bedrag excl. btw"), (450, "Leverdatum")],
        [(60, "training baliemedewerkers"), (300, "€ 4.350,00"), (450, "zo spoedig mogelijk")],
    ]
    assert own(lines, "opdrachtbon") == [("AMOUNT", "€ 4.350,00")]


def test_offers_compared_in_a_memo_go() -> None:
    lines: list[Line] = [
        "Vergelijking van de offertes",
        [(60, "Bureau"), (300, "Uurtarief"), (450, "Totaalprijs")],
        [(60, "Bureau A"), (300, "92,50"), (450, "18.750")],
        [(60, "Bureau B"), (300, "110,00"), (450, "21.300")],
    ]
    assert [one for _, one in own(lines)] == ["92,50", "18.750", "110,00", "21.300"]


def test_columns_named_after_bidders_hold_their_figures_and_the_maximum_stays() -> None:
    case = CaseFile.model_validate({"third_parties": [{"name": "Trafiqon B.V."}, {"name": "Lodewijks & Zoon"}]})
    lines: list[Line] = [
        [(60, "Criterium"), (250, "Maximum"), (350, "Trafiqon"), (450, "Lodewijks & Zoon")],
        [(60, "Kwaliteit"), (255, "400"), (355, "310"), (455, "285")],
        [(60, "Inschrijfsom"), (350, "€ 84.300"), (450, "€ 91.750")],
        [(60, "Doorlooptijd"), (350, "acht maanden"), (450, "tien maanden")],
    ]
    page = grid(lines)
    doc = document([page], "nota", "own")
    results = RECOGNIZER.analyze(page.text, RECOGNIZER.supported_entities, artifacts(page, doc, case))
    seen = {page.text[one.start : one.end] for one in results if "keep" not in one.recognition_metadata}
    assert seen == {"310", "285", "€ 84.300", "€ 91.750", "acht maanden", "tien maanden"}


def test_numbered_bidders_have_columns_of_their_own_and_so_has_the_name_between_them() -> None:
    lines: list[Line] = [
        [(60, "Criterium"), (250, "Max."), (350, "Trafiqon"), (420, "Inschrijver 2"), (500, "Inschrijver 3")],
        [(60, "Kwaliteit"), (255, "25"), (355, "21"), (425, "14"), (505, "18")],
        [(60, "P Prijs"), (255, "40"), (355, "33"), (425, "40"), (505, "29")],
        [(60, "Totaal"), (255, "65"), (355, "54"), (425, "54"), (505, "47")],
    ]
    assert [words for _, words in own(lines)] == ["21", "14", "18", "33", "40", "29", "54", "54", "47"]


def test_what_bidders_offer_goes_from_a_comparison_in_words_and_digits_and_what_was_asked_stays() -> None:
    lines: list[Line] = [
        "Vergelijking van de offertes",
        [(60, "Onderdeel"), (210, "Gevraagd"), (330, "Bureau A"), (450, "Bureau B")],
        [(60, "Doorlooptijd"), (210, "tien weken"), (330, "acht weken"), (450, "negen weken")],
        [(60, "Aantal varianten"), (210, "twee"), (330, "drie"), (450, "een")],
        [(60, "Proefperiode"), (210, "nee"), (330, "ja"), (450, "nee")],
        [(60, "Bijeenkomsten"), (210, "3"), (330, "4"), (450, "vier")],
        [(60, "Enquête"), (210, "ja"), (330, "400 adressen"), (450, "650 adressen")],
    ]
    seen = [words for _, words in own(lines)]
    assert seen == ["acht weken", "negen weken", "drie", "een", "4", "vier", "400", "650"]


def test_columns_of_bidders_without_any_figure_in_digits_are_a_table_too() -> None:
    lines: list[Line] = [
        [(60, "Vraag"), (250, "Inschrijver 1"), (400, "Inschrijver 2")],
        [(60, "Proefperiode"), (250, "ja"), (400, "nee")],
        [(60, "Doorlooptijd"), (250, "acht weken"), (400, "tien weken")],
    ]
    assert [words for _, words in own(lines)] == ["acht weken", "tien weken"]


def test_a_bidder_per_row_loses_the_counts_of_its_design() -> None:
    lines: list[Line] = [
        "Vergelijking van de offertes",
        [(60, "Bureau"), (200, "Bijeenkomsten"), (330, "Varianten"), (450, "Prijs")],
        [(60, "Bureau A"), (200, "drie"), (330, "twee"), (450, "€ 12.000")],
        [(60, "Bureau B"), (200, "vier"), (330, "een"), (450, "€ 14.500")],
    ]
    assert [words for _, words in own(lines)] == ["drie", "twee", "€ 12.000", "vier", "een", "€ 14.500"]


def test_a_form_on_an_offer_loses_its_counts_and_not_those_of_the_procedure() -> None:
    lines: list[Line] = [
        "Beoordelingsformulier",
        "Offerte van bureau A voor het wijkplan, gunning op kwaliteit",
        [(60, "Aantal bijeenkomsten"), (300, "twee")],
        [(60, "Aantal varianten"), (300, "drie")],
        [(60, "Interviews"), (300, "14")],
        [(60, "Doorlooptijd"), (300, "tien weken")],
        [(60, "Aantal offertes"), (300, "drie")],
        [(60, "Aantal beoordelaars"), (300, "vier")],
    ]
    assert [words for _, words in own(lines, "overig")] == ["twee", "drie", "14", "tien weken"]


def test_scores_of_one_bidder_go_from_the_form_of_its_award_and_those_of_a_town_stay() -> None:
    rows: list[Line] = [
        [(60, "Criterium"), (200, "Score"), (300, "Motivering")],
        [(60, "K1 Planning"), (200, "9"), (300, "Sluit aan op de gegevens.")],
        [(60, "K2 Team"), (200, "7"), (300, "Niet onderbouwd.")],
    ]
    form: list[Line] = ["Beoordeling", "Inschrijver: Trafiqon", "De scores zijn in consensus vastgesteld.", *rows]
    assert [words for _, words in own(form, "gunning")] == ["9", "7"]
    ranked: list[Line] = [
        "Uitkomst van de gunning",
        [(60, "Inschrijver"), (200, "Kwaliteit"), (300, "Prijs"), (400, "Totaal")],
        [(60, "Trafiqon"), (200, "32"), (300, "26"), (400, "58")],
    ]
    assert [words for _, words in own(ranked, "gunning")] == ["32", "26", "58"]
    of_three: Line = [(60, "Score kwaliteit (60)"), (200, "51"), (300, "33"), (400, "44")]
    assert [words for _, words in own(["Vergelijking van de offertes", of_three], "memo")] == ["51", "33", "44"]
    assert own(["Benchmark dienstverlening", "De gemeente doet dit jaar weer mee.", *rows], "memo") == []


def test_names_behind_what_each_criterion_weighs_are_bidders() -> None:
    lines: list[Line] = [
        "Gunningsadvies",
        [(60, "Subgunningscriterium"), (220, "Weging"), (330, "Molenaar"), (450, "Groenrijk")],
        [(60, "Plan van aanpak"), (220, "40%"), (330, "8"), (450, "6")],
        [(60, "Duurzaamheid"), (220, "20%"), (330, "7"), (450, "9")],
    ]
    assert [words for _, words in own(lines)] == ["8", "6", "7", "9"]


def test_the_most_that_a_criterion_gives_is_no_price() -> None:
    lines: list[Line] = [
        "Beoordeling offertes",
        [(60, "Criterium"), (300, "Max. punten")],
        [(60, "Prijs"), (300, "40")],
        [(60, "Kwaliteit"), (300, "60")],
    ]
    assert own(lines) == []


def test_counts_in_words_in_a_table_on_the_town_stay() -> None:
    lines: list[Line] = [
        "Overzicht wijken",
        [(60, "Wijk"), (250, "Noord"), (400, "Zuid")],
        [(60, "Aantal scholen"), (250, "twee"), (400, "drie")],
        [(60, "Aantal bewonersavonden"), (250, "een"), (400, "vier")],
    ]
    assert own(lines) == []


def test_a_label_with_a_code_is_no_head_of_a_table() -> None:
    lines: list[Line] = [
        "Factuur",
        [(300, "Debiteurnummer"), (400, "D-20931")],
        [(300, "Uw ordernummer"), (400, "4500218836")],
        [(60, "Omschrijving"), (300, "#"), (400, "Bedrag")],
        [(60, "Advies"), (300, "12"), (400, "1.140,00")],
    ]
    assert words(grid(lines), document([grid(lines)], "factuur")) == ["12", "1.140,00"]


def test_a_sentence_with_a_price_is_no_head_of_a_table() -> None:
    lines: list[Line] = [
        "Prijs: € 123.785, na korting € 119.874,32.",
        "De gewone standstilltermijn: 20",
        "kalenderdagen.",
    ]
    assert [words for _, words in own(lines)] == ["€ 123.785", "€ 119.874,32"]


def test_names_above_the_columns_of_a_score_sheet_may_take_several_lines() -> None:
    case = CaseFile.model_validate({"third_parties": [{"name": "Trafiqon B.V."}, {"name": "Lodewijks & Zoon"}]})
    lines: list[Line] = [
        [(60, "Criterium"), (250, "Maximum")],
        [(350, "Lodewijks &")],
        [(350, "Zoon")],
        [(450, "Trafiqon")],
        [(60, "Plan van aanpak"), (255, "30"), (355, "21"), (455, "27")],
        [(60, "Planning"), (255, "20"), (355, "9"), (455, "12")],
        [(60, "Totaal"), (255, "50"), (355, "30"), (455, "39")],
    ]
    page = grid(lines)
    doc = document([page], "overig", "own")
    results = RECOGNIZER.analyze(page.text, RECOGNIZER.supported_entities, artifacts(page, doc, case))
    places = sorted((one.start, one.end) for one in results if "keep" not in one.recognition_metadata)
    assert [page.text[start:end] for start, end in places] == ["21", "27", "9", "12", "30", "39"]


def test_a_municipal_budget_table_stays() -> None:
    lines: list[Line] = [
        "Programmabegroting 2019",
        [(60, "Programma"), (300, "Begroting 2018"), (450, "Begroting 2019")],
        [(60, "Jeugdhulp"), (300, "11.900.000"), (450, "12.400.000")],
        [(60, "Wegen"), (300, "4.100.000"), (450, "4.300.000")],
    ]
    assert own(lines, "raadsstuk") == []


def test_amounts_applied_for_are_found_in_a_form() -> None:
    lines: list[Line] = [
        [(60, "Omschrijving"), (400, "Aangevraagd bedrag")],
        [(60, "Weerbaarheidstraining"), (400, "€ 18.500")],
        [(60, "Totaal aangevraagd bedrag"), (400, "€ 18.500")],
    ]
    assert own(lines, "aanvraagformulier") == [("AMOUNT", "€ 18.500"), ("AMOUNT", "€ 18.500")]


def test_prose_below_a_table_is_no_part_of_it() -> None:
    lines: list[Line] = [
        *OFFER,
        "Deze begroting gaat uit van de planning in hoofdstuk 4 en van de wet die in 2019 ingaat, zie pagina 12.",
        "Artikel 3",
    ]
    assert words(grid(lines)) == OFFER_FIGURES


COLUMNS = {
    "Tarief": st.integers(50, 250).map(str),
    "Uren": st.integers(1, 400).map(str),
    "Bedrag": st.integers(100, 99_999).map(lambda n: f"{n:,}".replace(",", ".") + ",00"),
    "Korting": st.integers(10, 999).map(lambda n: f"{n},00"),
}


@settings(max_examples=60)
@given(st.data())
def test_any_table_with_a_head_loses_all_its_figures(data: st.DataObject) -> None:
    heads = data.draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=2, max_size=4, unique=True))
    rows = data.draw(st.integers(1, 6))
    places = [250.0 + 85.0 * index for index in range(len(heads))]
    lines: list[Line] = [[(60.0, "Omschrijving"), *zip(places, heads, strict=True)]]
    expected = []
    for number in range(rows):
        values = [data.draw(COLUMNS[head]) for head in heads]
        shift = data.draw(st.sampled_from([0.0, 8.0, 15.0]))
        lines.append(
            [(60.0, f"Onderdeel {'abcdef'[number]}"), *((x + shift, v) for x, v in zip(places, values, strict=True))]
        )
        expected += values
    tabs = data.draw(st.booleans())
    assert words(grid(lines, tabs=tabs)) == expected


def test_a_date_at_the_end_of_a_line_below_a_cost_table_is_no_amount() -> None:
    below = "Het totaal inclusief btw staat hierboven. De prijzen gelden tot en met 31 mei "
    assert gone(grid([*OFFER, f"{below}2023", "en worden daarna aangepast."])) == gone(grid(OFFER))
    assert ("AMOUNT", "2023") in gone(grid([*OFFER, [(60, "Toeslag mei"), (490, "2023")]]))


def test_rates_over_columns_without_a_sign_go_as_where_the_page_tells_them() -> None:
    text = [
        "De uurtarieven zijn € 125 (projectleider), € 98 (adviseur) en € 71 (trainer).",
        "Fase\t125\t98\t71\tBedrag",
    ]
    page = grid([*text, "Start\t10\t20\t5\t3.565,00"])
    assert {("RATE", "125"), ("RATE", "98"), ("RATE", "71")} <= set(
        gone(page, document([page], "offerte", "third_party"))
    )


def test_the_number_of_a_page_is_no_figure() -> None:
    page = grid(["Artikel 5 Prijs", "De prijs is € 4.000.", "Overeenkomst 22-7\tparaaf\t1"])
    assert [words for _, words in gone(page, document([page], "overeenkomst", "third_party"))] == ["€ 4.000"]


def test_what_a_firm_asks_goes_beside_the_budget_in_a_memo() -> None:
    gone = own(
        [
            [(60, "Post"), (300, "Begroting"), (420, "Aanbod")],
            [(60, "Campagne"), (300, "€ 30.000"), (420, "€ 28.500")],
            [(60, "Training"), (300, "€ 8.000"), (420, "€ 8.400")],
        ]
    )
    assert [words for _, words in gone] == ["€ 28.500", "€ 8.400"]


def stacked(heads: Sequence[tuple[float, Sequence[str]]], rows: Sequence[Line]) -> Page:
    """A table of which the head is read cell by cell, each with its own lines, as some PDF makers write it."""
    body, text, words, most = grid(rows, top_pt=150.0), "", [], max(len(names) for _, names in heads)
    for x, names in heads:
        for place, name in enumerate(names):
            y = 100.0 + 12.0 * (place + most - len(names))
            words.append(Word(len(text), len(text) + len(name), BoxPt(x, y, x + 5.0 * len(name), y + 10.0)))
            text += f"{name}\n"
    moved = (Word(one.start + len(text), one.end + len(text), one.box_pt) for one in body.words)
    return Page(0, 842.0, 595.0, text + body.text, (*words, *moved), "text")


CONTEST = CaseFile.model_validate({"third_parties": [{"name": "Trafiqon B.V."}, {"name": "Lodewijks & Zoon"}]})


@pytest.mark.parametrize(
    "heads",
    [
        [(200, ["max."]), (260, ["Trafiqon", "AB"]), (320, ["Trafiqon", "CD"]), (380, ["Lodewijks", "AB"])],
        [(200, ["Weging"]), (260, ["Trafiqon"]), (320, ["Lodewijks", "& Zoon"]), (380, ["Trafiqon", "samen"])],
        [
            (200, ["maximum", "aantal"]),
            (260, ["Trafiqon", "van", "AB"]),
            (320, ["Trafiqon", "van", "CD"]),
            (380, ["Lodewijks"]),
        ],
    ],
)
def test_a_head_of_which_the_cells_are_read_one_by_one_is_one_head(heads: list[tuple[float, list[str]]]) -> None:
    rows: list[Line] = [
        [(60, "Aanpak"), (200, "50"), (260, "44"), (320, "31"), (380, "38")],
        [(60, "Team"), (200, "20"), (260, "17"), (320, "12"), (380, "16")],
        [(60, "Prijs"), (200, "30"), (380, "27,4")],
    ]
    page = stacked(heads, rows)
    results = RECOGNIZER.analyze(
        page.text, RECOGNIZER.supported_entities, artifacts(page, document([page], "memo", "own"), CONTEST)
    )
    seen = sorted((one.start, one.end) for one in results if "keep" not in one.recognition_metadata)
    assert [page.text[start:end] for start, end in seen] == ["44", "31", "38", "17", "12", "16", "27,4"]


def of_contest(lines: Sequence[Line]) -> list[str]:
    page = grid(lines)
    results = RECOGNIZER.analyze(
        page.text, RECOGNIZER.supported_entities, artifacts(page, document([page], "memo", "own"), CONTEST)
    )
    seen = sorted((one.start, one.end) for one in results if "keep" not in one.recognition_metadata)
    return [page.text[start:end] for start, end in seen]


def test_marks_that_are_letters_or_words_go_from_the_columns_of_bidders() -> None:
    lines: list[Line] = [
        "Beoordeling, O = onvoldoende, V = voldoende, G = goed, U = uitstekend",
        [(60, "Criterium"), (250, "Trafiqon"), (350, "Lodewijks & Zoon"), (470, "Toelichting")],
        [(60, "Veiligheid"), (250, "G"), (350, "V"), (470, "beide in orde")],
        [(60, "Planning"), (250, "ruim voldoende"), (350, "onvoldoende"), (470, "goed")],
        [(60, "Team"), (250, "++"), (350, "+/-")],
        [(60, "Eindscore"), (250, "71"), (350, "64")],
    ]
    assert of_contest(lines) == ["G", "V", "ruim voldoende", "onvoldoende", "++", "+/-", "71", "64"]


def test_marks_go_from_the_rows_of_bidders() -> None:
    lines: list[Line] = [
        "Vergelijking van de offertes",
        [(60, "Bureau"), (250, "Veiligheid"), (350, "Planning")],
        [(60, "Trafiqon B.V."), (250, "U"), (350, "V")],
        [(60, "Lodewijks & Zoon"), (250, "goed"), (350, "matig")],
        [(60, "Weging"), (250, "A"), (350, "goed")],
    ]
    assert of_contest(lines) == ["U", "V", "goed", "matig"]


def test_a_letter_beside_a_firm_on_a_page_that_judges_nobody_stays() -> None:
    lines: list[Line] = ["Telefoonlijst", [(60, "Trafiqon B.V."), (250, "G"), (350, "goed")]]
    assert of_contest(lines) == []


SHORT: list[Line] = [
    "Prijsopgave",
    [(60, "Gesprekken"), (300, "6 d"), (400, "€ 4.380")],
    [(60, "Wandelingen"), (300, "3,5 dd"), (400, "€ 1.290")],
    [(60, "Verslag (2 d)"), (400, "€ 1.460")],
    [(60, "Kaarten, 12 u"), (400, "€ 1.080")],
]


def test_days_and_hours_go_as_tables_shorten_them() -> None:
    assert words(grid(SHORT)) == ["6", "€ 4.380", "3,5", "€ 1.290", "2", "€ 1.460", "12", "€ 1.080"]


def test_days_go_from_a_column_of_them() -> None:
    head: Line = [(60, "Onderdeel"), (300, "Inzet"), (400, "Prijs")]
    assert words(grid([head, *SHORT[1:3]])) == ["6", "€ 4.380", "3,5", "€ 1.290"]


def test_what_citizens_pay_for_so_many_days_stays() -> None:
    lines: list[Line] = [
        "Tarieventabel behorende bij de Verordening leges",
        [(60, "Standplaats op de markt, 2 dagen"), (400, "€ 45,00")],
        [(60, "Ontheffing (3 d)"), (400, "€ 61,00")],
    ]
    assert own(lines, "besluit") == []


def test_a_drawing_in_three_dimensions_is_no_count() -> None:
    lines: list[Line] = [[(60, "Tekening"), (300, "3D")], [(60, "Maquette"), (300, "2D")]]
    assert words(grid(lines)) == []
