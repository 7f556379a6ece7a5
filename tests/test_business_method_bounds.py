"""What is beside an approach stays: what was asked, who was there, numbers of clauses; and no page cuts one in two."""

from __future__ import annotations

import pytest

from tests.business_pages import approach_in as told
from tests.business_pages import artifacts, document, grid
from woolak.model import Finding
from woolak.pipeline.detect.business.method_breaks import halves_of_approach
from woolak.pipeline.detect.business.method_staff import lists_names
from woolak.pipeline.detect.business.recognize_method import MethodRecognizer

APPROACH = "Wij meten elke oever met duikers, die op de tast een kaart tekenen in was."


@pytest.mark.parametrize(
    "head", ["2.2 Gevraagde diensten", "U vraagt om:", "1 Probleemstelling", "De gemeente vraagt:"]
)
def test_what_a_company_says_that_its_client_asked_stays(head: str) -> None:
    asked = "een meting van elke oever met duikers, die op de tast een kaart tekenen in was;"
    assert told([head, f"- {asked}", "- een bespreking van de kaarten in drie stappen met alle schippers;"]) == []
    assert told([head, APPROACH]) == [APPROACH], "but what it says of itself"


@pytest.mark.parametrize("title", ["Nota van inlichtingen", "Offerteaanvraag oeveronderzoek"])
def test_what_the_municipality_tells_all_bidders_is_no_companys_approach(title: str) -> None:
    answer = "De oevers worden met duikers gemeten, die op de tast een kaart tekenen in was."
    lines = ["Gemeente Waterrijk", "Zij kiest een bureau na beoordeling van de offerte.", answer]
    assert told(lines, "nota", "own") == [answer]
    assert told([title, *lines], "nota", "own") == []


def test_the_number_of_each_clause_of_a_contract_stays() -> None:
    cast = "Daarna gieten wij van elke kaart een vorm in zilver."
    assert told(["Artikel 2 Werkwijze", "", f"2.1 {APPROACH}", "", f"2.2 {cast}"]) == [APPROACH, cast]


@pytest.mark.parametrize(
    "words",
    [
        "Femke Dijkgraaf (voorzitter), Aylin Öztürk, Joris van den Akker (waterschap) en Ivo Tol namens Duikwerk",
        "F. Dijkgraaf, A. Öztürk (FO)",
        "Femke Dijkgraaf, zuster Clementia (klooster), A. Öztürk (veerdienst)",
    ],
)
def test_who_was_there_is_no_approach(words: str) -> None:
    assert lists_names(words)


@pytest.mark.parametrize(
    "words",
    [
        "Femke Dijkgraaf meet, Aylin Öztürk tekent",
        "Spreekt Papiaments en Turks.",
        "Oevermeting met Duikers, Kaarten in Was",
        "Femke Dijkgraaf",
    ],
)
def test_what_tells_more_than_names_is_no_list_of_them(words: str) -> None:
    assert not lists_names(words)


def _method(page_index: int, text: str, words: str) -> Finding:
    start = text.index(words)
    return Finding("METHOD", page_index, start, start + len(words), words, 0.9, "", "method_text:")


def test_of_a_sentence_that_a_pages_end_cuts_in_two_both_halves_go() -> None:
    begun, ended = "Daarna gieten wij van elke kaart een vorm in", "zilver, die de schippers bewaren."
    first = grid(["Offerte oeveronderzoek", "Wij beginnen in mei.", begun, "Pagina 1"])
    second = grid(["Offerte oeveronderzoek", ended + " De gemeente levert de boten.", "Pagina 2"], 1)
    pages = document([first, second])
    assert [(one.page_index, one.text) for one in halves_of_approach(pages, [_method(0, first.text, begun)])] == [
        (1, ended)
    ]
    [half] = halves_of_approach(pages, [_method(1, second.text, ended)])
    assert (half.page_index, half.text) == (0, begun)
    both = [_method(0, first.text, begun), _method(1, second.text, ended)]
    assert not list(halves_of_approach(pages, both)) and not list(halves_of_approach(pages, []))


def test_a_page_that_begins_with_a_sentence_of_its_own_takes_nothing_over() -> None:
    whole = "Daarna gieten wij van elke kaart een vorm in zilver."
    first, second = grid(["Wij beginnen in mei.", whole]), grid(["De gemeente levert de boten."], 1)
    assert not list(halves_of_approach(document([first, second]), [_method(0, first.text, whole)]))


def test_how_a_firm_worked_is_told_apart_in_its_report_of_what_it_found() -> None:
    words = "Wij hebben met bewoners langs de route gelopen en hen op een kaart laten tekenen waar zij omlopen."
    evidence = []
    for title in ("Eindrapport", "Offerte"):
        page = grid([title, "Wandelen in de Kade", "", words])
        seen = artifacts(page, document([page], "rapport" if title == "Eindrapport" else "offerte", "third_party"))
        [found] = MethodRecognizer().analyze(page.text, ["METHOD"], seen)
        explained = found.analysis_explanation
        evidence.append(explained.textual_explanation.partition(":")[0] if explained else "")
    assert evidence == ["method_report", "method_text"]
