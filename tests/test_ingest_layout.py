"""The text of a page is in the order in which a person reads it, and tells where each word stands."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest_files import PROSE, check_words, document_of, scanned, typeset
from woolak.model import BoxPt
from woolak.pipeline.ingest.layout import compose
from woolak.pipeline.ingest.strips import RawWord, Strip

LETTER = """
#grid(columns: (1fr, 5cm), [Gemeente Testdam \\ T.a.v. mevrouw J. Jansen \\ Raadhuisplein 1 \\ 1234 AB TESTDAM],
  text(size: 8pt)[Bureau Kompas \\ Kerkstraat 12 \\ 5678 CD Zuideinde \\ T 012 - 345 67 89 \\ KvK 12345678])
#v(1cm)
#table(stroke: none, columns: (3cm, 1fr), [Datum], [12 maart 2020], [Betreft], [Begeleiding werkgroep])

Geachte mevrouw Jansen,

"""
PRICES = """
#table(columns: (1fr, 2cm, 3cm), [Omschrijving], [Uren], [Bedrag],
  [Voorbereiding], [12], [€ 1.200,00], [Uitvoering van het onderzoek], [20], [€ 2.000,00], [Totaal], [32], [€ 3.200,00])
"""


@pytest.fixture(params=["text", "scan"])
def read(request: pytest.FixtureRequest, tmp_path: Path):
    """The text of a typeset page, born-digital and scanned."""

    def text_of(markup: str) -> str:
        data = typeset(markup)
        page = document_of(tmp_path, scanned(data) if request.param == "scan" else data).pages[0]
        assert page.source == ("ocr" if request.param == "scan" else "text")
        check_words(page)
        return page.text

    return text_of


def test_address_and_sender_in_a_letter_head_are_read_one_after_the_other(read) -> None:
    text = read(LETTER + PROSE * 4)
    assert "Gemeente Testdam\nT.a.v. mevrouw J. Jansen\nRaadhuisplein 1\n1234 AB TESTDAM\n" in text
    assert "Bureau Kompas\nKerkstraat 12\n5678 CD Zuideinde\n" in text
    assert "Datum\t12 maart 2020\nBetreft\tBegeleiding werkgroep\nGeachte mevrouw Jansen,\n" in text


def test_a_row_of_a_table_is_one_line_with_tabs(read) -> None:
    text = read(PROSE * 3 + PRICES + PROSE * 3)
    for row in ("Omschrijving\tUren\tBedrag", "Voorbereiding\t12\t€ 1.200,00", "Totaal\t32\t€ 3.200,00"):
        assert row + "\n" in text
    assert "Uitvoering van het onderzoek\t20\t€ 2.000,00" in text


def test_columns_of_running_text_are_read_one_after_the_other(read) -> None:
    one = "Mevrouw Van der Heijden opent de middag en heet iedereen welkom in het nieuwe buurthuis. " * 6
    two = "De heer Achterberg vertelt daarna over zijn ervaringen met het vorige traject in de wijk. " * 6
    text = " ".join(read(f"#columns(2)[{one} #colbreak() {two}]").replace("-\n", "").split())
    assert one.strip() in text and two.strip() in text


def test_a_table_with_wrapped_cells_is_read_cell_by_cell(tmp_path: Path) -> None:
    markup = (
        "#set par(justify: false)\n#table(columns: (2.4cm, 2.4cm, 1fr), [Wie], [Rol], [Taak], "
        "[Fatima van den Heuvel], [Tweede secretaris], "
        f"[{PROSE * 2}], [Piet], [Lid], [Meelezen])"
    )
    text = document_of(tmp_path, typeset(markup)).pages[0].text
    assert "Fatima van\nden Heuvel\nTweede\nsecretaris\n" in text
    assert "Wie\tRol\tTaak\n" in text and "Piet\tLid\tMeelezen\n" in text


def test_labels_written_before_what_was_filled_in_stay_beside_it(tmp_path: Path) -> None:
    source = pymupdf.open()
    page = source.new_page()
    rows = [("Ordernummer", "4500 1234"), ("Orderdatum", "03-04-2024"), ("Kostenplaats", "6210.44"), ("Btw", "21%")]
    for column, x in ((0, 60), (1, 250)):
        for number, row in enumerate(rows):
            page.insert_text((x, 100 + 14 * number), row[column])
    text = document_of(tmp_path, source.tobytes()).pages[0].text
    assert text == "".join(f"{label}\t{value}\n" for label, value in rows)


def test_the_wide_spaces_of_justified_text_are_no_cells(tmp_path: Path) -> None:
    words = "samenwerkingsovereenkomsten verantwoordelijkheden van onderwijsvoorzieningen "
    text = document_of(tmp_path, typeset("#block(width: 6.2cm)[" + words * 6 + "]")).pages[0].text
    assert "\t" not in text


def test_a_superscript_stays_in_its_line(tmp_path: Path) -> None:
    text = document_of(tmp_path, typeset("De oppervlakte is 40 m#super[2] en de 1#super[e] fase.")).pages[0].text
    assert text == "De oppervlakte is 40 m2 en de 1e fase.\n"


def test_text_that_runs_upward_is_read_too(tmp_path: Path) -> None:
    source = pymupdf.open()
    page = source.new_page()
    page.insert_text((100, 100), "Gewone regel")
    page.insert_text((40, 400), "Zijkant van Karel", rotate=90)
    read = document_of(tmp_path, source.tobytes()).pages[0]
    assert read.text == "Gewone regel\nZijkant van Karel\n"
    check_words(read)


WORDS = st.text(alphabet="abcdeJK-0123456789€é", min_size=1, max_size=9)


@given(
    st.lists(
        st.tuples(st.lists(WORDS, min_size=1, max_size=4), st.floats(20, 480), st.floats(20, 800), st.floats(6, 20)),
        max_size=40,
    ),
    st.booleans(),
)
@settings(max_examples=150)
def test_no_word_is_lost_or_doubled_however_the_page_is_set(pieces, ordered: bool) -> None:
    strips, expected = [], []
    for order, (words, x, y, size) in enumerate(pieces):
        raw = []
        for word in words:
            edges = tuple(x + i * size / 2 for i in range(len(word) + 1))
            raw.append(RawWord(word, BoxPt(x, y - size, edges[-1], y), edges))
            x = edges[-1] + size / 4
        strips.append(Strip(raw, y, size, order if ordered else -1))
        expected += words
    text, words = compose(strips)
    assert sorted("".join(text.split())) == sorted("".join(expected))
    assert sorted(text.split()) == sorted(text[w.start : w.end] for w in words)
    assert all(len(w.edges_pt) == w.end - w.start + 1 for w in words)
    for line in text.splitlines():
        assert line == line.strip() and "  " not in line


def test_a_rule_parts_cells_however_close_they_stand(tmp_path: Path) -> None:
    markup = "#table(columns: (2.1cm, 1cm, 2.2cm), inset: 2pt, align: right, [Onderzoek], [120], [€ 8.583,00],"
    text = document_of(tmp_path, typeset(markup + "[Onderwijs], [40], [€ 1.250,00])")).pages[0].text
    assert text == "Onderzoek\t120\t€ 8.583,00\nOnderwijs\t40\t€ 1.250,00\n"


def test_a_word_set_with_spaces_between_its_letters_is_one_word(tmp_path: Path) -> None:
    read = document_of(tmp_path, typeset("#text(tracking: 4pt)[JANSEN VISSER]\n\na b en c")).pages[0]
    assert read.text == "JANSEN VISSER\na b en c\n"
    check_words(read)


def strip(x: float, baseline: float, text: str) -> Strip:
    words, at = [], x
    for word in text.split():
        words.append(RawWord(word, BoxPt(at, baseline - 8, at + 5 * len(word), baseline + 2)))
        at += 5 * len(word) + 3
    return Strip(words, baseline, 10, 0)


@pytest.mark.parametrize("lines", [2, 3])
def test_a_page_number_beside_a_foot_of_more_lines_does_not_stand_between_its_words(lines: int) -> None:
    foot = ["Gemeente Testdam", "Afdeling Ruimte", "Postbus 200"][:lines]
    strips = [strip(60, 700, "Tekst van de bladzijde.")]
    strips += [strip(60, 780 + 12 * i, words) for i, words in enumerate(foot)] + [strip(300, 786, "3")]
    text, _ = compose(strips)
    assert text.splitlines()[1:] == [*foot, "3"]
