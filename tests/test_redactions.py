"""From approved proposals to the boxes of a page."""

from __future__ import annotations

from datetime import date

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import document_of, proposal_of
from woolak.model import BoxPt, Page, Proposal, Word
from woolak.pipeline.ground import boxes_of_span
from woolak.pipeline.redactions import GONE, is_birthday, plan


def test_part_of_a_word_gets_a_box_of_its_own_width() -> None:
    page = document_of("mail k.devries@almere.nl nu").pages[0]
    (box,) = boxes_of_span(page, 5, 14)
    assert (box.x0, box.x1) == (50 + 5 * 6, 50 + 14 * 6)


def ocr_word(text: str, typeface: str) -> tuple[Page, list[BoxPt]]:
    """A word as OCR gives it, with the box of its ink only, and where in truth each of its characters stands."""
    sheet = pymupdf.open().new_page()
    sheet.insert_text((50, 100), text, fontname=typeface, fontsize=11)
    blocks = sheet.get_text("rawdict")["blocks"]
    truth = [BoxPt(*one["bbox"]) for block in blocks for line in block["lines"] for span in line["spans"]
             for one in span["chars"]]  # fmt: skip
    box = BoxPt(truth[0].x0, truth[0].y0, truth[-1].x1, truth[-1].y1)
    return Page(0, 595.0, 842.0, text, (Word(0, len(text), box, (), 0.9),), "ocr"), truth


@pytest.mark.parametrize("typeface", ["helv", "hebo", "tiro", "tibo", "cour"])
@pytest.mark.parametrize(
    ("text", "gone"),
    [("Verhoeven,", "Verhoeven"), ("(Wimmink)", "Wimmink"), ("“Bakker”;", "Bakker"), ("0612345678),", "0612345678"),
     ("m.willemsen@dorp.example", "m.willemsen"), ("ill/Mommers/ja", "Mommers"), ("Tillie-WWM", "Tillie"),
     ("naam:Mulder", "Mulder")],
)  # fmt: skip
def test_a_box_on_a_scan_leaves_no_ink_of_what_is_redacted(text: str, gone: str, typeface: str) -> None:
    page, truth = ocr_word(text, typeface)
    start = text.index(gone)
    (box,) = boxes_of_span(page, start, start + len(gone))
    bearing = 0.6  # points of white that a typeface keeps beside a letter
    assert box.x0 <= truth[start].x0 + bearing
    assert box.x1 >= truth[start + len(gone) - 1].x1 - bearing


@pytest.mark.parametrize("typeface", ["helv", "tiro", "cour"])
def test_a_box_on_a_scan_leaves_what_else_its_word_says(typeface: str) -> None:
    page, truth = ocr_word("m.willemsen@dorp.example", typeface)
    (box,) = boxes_of_span(page, 0, len("m.willemsen"))
    assert box.x1 <= truth["m.willemsen@do".rindex("o")].x0


def test_a_name_over_two_lines_gets_a_box_on_each() -> None:
    page = document_of("door Karin\nSmit gemaakt").pages[0]
    assert len(boxes_of_span(page, 5, 15)) == 2


def test_neighbours_under_one_ground_become_one_box() -> None:
    document = document_of("door Karin Smit gemaakt")
    parts = [proposal_of(document, "Karin", "5.1(2)e"), proposal_of(document, "Smit", "5.1(2)e")]
    (redaction,) = plan(document, parts).redactions
    assert redaction.text == "Karin Smit"


def test_a_name_in_a_confidential_passage_keeps_its_own_ground() -> None:
    document = document_of("wij laten Karin Smit de sessies leiden")
    passage = proposal_of(document, document.pages[0].text, "5.1(1)c", entity="METHOD")
    name = proposal_of(document, "Karin Smit", "5.1(2)e")
    made = plan(document, [passage, name])
    assert [one.grounds for one in made.redactions] == [("5.1(1)c",), ("5.1(2)e",), ("5.1(1)c",)]
    assert made.kept_texts == (GONE * 3,)


def test_two_grounds_on_the_same_words_are_both_printed() -> None:
    document = document_of("rekening NL00 TEST")
    both = [proposal_of(document, "NL00 TEST", "5.1(1)c"), proposal_of(document, "NL00 TEST", "5.1(2)f")]
    (redaction,) = plan(document, both).redactions
    assert redaction.grounds == ("5.1(1)c", "5.1(2)f")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(["5.1(2)e", "5.1(1)c"])), max_size=8))
def test_every_approved_character_is_redacted_and_no_other_letter(spans: list[tuple[int, int, str]]) -> None:
    text = "Aan de heer Smit en mevrouw\nDe Wit van het bureau Steen over de markt van vandaag"
    document = document_of(text)
    approved = [
        Proposal(0, start, min(start + length, len(text)), text[start : start + length], (), (ground,), "redact",
                 "PERSON", 0.9, "")
        for start, length, ground in spans
    ]  # fmt: skip
    gone = {index for one in approved for index in range(one.start, one.end) if text[index].strip()}
    made = plan(document, approved)
    remaining = made.kept_texts[0].replace(GONE, "")
    assert "".join(remaining.split()) == "".join(
        letter for index, letter in enumerate(text) if index not in gone and letter.strip()
    )
    redacted = "".join("".join(one.text.split()) for one in made.redactions)
    assert sorted(redacted) == sorted(text[index] for index in gone)


def test_ordinary_words_at_the_end_of_a_passage_are_no_secrets_by_themselves() -> None:
    document = document_of("Wij laten elk huis door twee taxateurs bekijken, en wat elk zegt wordt\nsamen beoordeeld.")
    passage = proposal_of(document, document.pages[0].text, "5.1(1)c", entity="METHOD")
    address = proposal_of(document, document.pages[0].text, "5.1(1)c", entity="ADDRESS")
    assert "samen beoordeeld." not in plan(document, [passage]).secrets
    assert "samen beoordeeld." in plan(document, [address]).secrets


def test_a_day_of_birth_that_goes_is_no_date_for_a_list() -> None:
    document = document_of("Geboren 30 november 1979. Ingediend op 27 mei 2024.")
    approved = [proposal_of(document, "30 november 1979", "5.1(2)e", entity="BIRTH_DATE")]
    assert is_birthday(date(1979, 11, 30), approved)
    assert not is_birthday(date(2024, 5, 27), approved)
