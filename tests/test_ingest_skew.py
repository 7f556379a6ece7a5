"""A page that was laid askew is read like a straight one, and every word is found back where it stands on the page."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pymupdf
import pytest

from tests.ingest_files import PROSE, check_words, document_of, scanned, scribble, typeset
from woolak.model import BoxPt, Page
from woolak.pipeline.ingest import pdf
from woolak.pipeline.ingest.picture import grey
from woolak.pipeline.ingest.straight import LEAST, lean_of

NAMES = "Sieds Haanstra, Kerkstraat 12 te Testdam, telefoon 06 1234 5678, bedrag € 1.234,56."
LETTER = "Geachte heer Haanstra,\n\n" + "\n\n".join([PROSE * 2 + NAMES] * 3) + "\n\nMet vriendelijke groet,"
ROWS = ",".join(f"[Regel {i}],[Persoon Van der Berg],[{i * 137} uur],[€ {i * 1234},50]" for i in range(1, 15))
TABLE = f"#table(columns: 4, {ROWS})"


def plain(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def leaned(box: pymupdf.Rect, page: pymupdf.Rect, degrees: float) -> tuple[float, float, float, float]:
    """Where a box of the printed page stands after the scan: left, right, and its middle."""
    a, (cx, cy) = math.radians(degrees), (page.width / 2, page.height / 2)
    corners = [(x - cx, y - cy) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs = [cx + x * math.cos(a) + y * math.sin(a) for x, y in corners]
    ys = [cy - x * math.sin(a) + y * math.cos(a) for x, y in corners]
    return min(xs), max(xs), sum(xs) / 4, sum(ys) / 4


def found_again(data: bytes, page: Page, degrees: float) -> float:
    """The share of the printed words that were read, with a box that covers the word on the page as it is."""
    (printed,) = pymupdf.open(stream=data)
    read = [(plain(page.text[word.start : word.end]), word.box_pt) for word in page.words]
    words = [(pymupdf.Rect(word[:4]), plain(word[4])) for word in printed.get_text("words") if len(plain(word[4])) > 1]
    right = 0
    for box, text in words:
        left, right_side, _, y = leaned(box, printed.rect, degrees)
        right += any(
            text in told and at.x0 <= left + 2.5 and at.x1 >= right_side - 2.5 and at.y0 <= y <= at.y1
            and at.y1 - at.y0 < 1.5 * (box.y1 - box.y0)
            for told, at in read
        )  # fmt: skip
    return right / len(words)


@pytest.mark.parametrize("markup", [LETTER, TABLE], ids=["letter", "table"])
@pytest.mark.parametrize("degrees", [1.5, 3, -5, 8])
def test_words_of_a_skewed_page_are_read_and_stand_where_they_are(tmp_path: Path, markup: str, degrees: float) -> None:
    data = typeset(markup)
    (page,) = document_of(tmp_path, scanned(data, skew=degrees)).pages
    assert found_again(data, page, degrees) > 0.98
    check_words(page)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_and_askew_as_well_is_read(tmp_path: Path, turn: int) -> None:
    data = typeset(LETTER)
    (page,) = document_of(tmp_path, scanned(data, skew=4, turn=turn)).pages
    assert page.height_pt > page.width_pt and found_again(data, page, 4) > 0.98


def test_rows_of_a_skewed_table_stay_rows(tmp_path: Path) -> None:
    (page,) = document_of(tmp_path, scanned(typeset(TABLE), skew=5)).pages
    assert "Regel 3\tPersoon Van der Berg\t411 uur\t€ 3702,50" in page.text


def test_a_signature_on_a_skewed_page_is_found_where_it_stands(tmp_path: Path) -> None:
    markup, at = LETTER + "\n#v(3cm)\nP. de Boer", (70, 380, 210, 430)
    data = typeset(markup)
    drawn = scanned(data, skew=4, draw=lambda image: scribble(image, at))
    (page,) = document_of(tmp_path, drawn).pages
    (signature,) = [region.box_pt for region in page.regions if region.what in ("signature", "handwriting")]
    (printed,) = pymupdf.open(stream=data)
    left, right, x, y = leaned(pymupdf.Rect(at), printed.rect, 4)
    assert signature.x0 < x < signature.x1 and signature.y0 < y < signature.y1
    assert signature.x0 > left - 15 and signature.x1 < right + 15


@pytest.mark.parametrize("degrees", [0, 0.8, -0.8])
def test_a_page_that_is_straight_enough_stays_as_it_is(degrees: float) -> None:
    document = pdf.open_pdf(scanned(typeset(LETTER), skew=degrees))
    assert lean_of(grey(document[0]), 300) is None and abs(degrees) < LEAST


@pytest.mark.parametrize(
    "markup", ["Kort.", "#circle(radius: 4cm, fill: gray)", "#rotate(-45deg, text(60pt)[CONCEPT])"]
)
def test_what_has_no_lines_is_not_set_straight(markup: str) -> None:
    document = pdf.open_pdf(scanned(typeset(markup), skew=0))
    assert lean_of(grey(document[0]), 300) is None


def test_a_box_goes_back_to_the_edge_of_the_page_and_not_over_it() -> None:
    lean = lean_of(grey(pdf.open_pdf(scanned(typeset(LETTER), skew=5))[0]), 300)
    assert lean is not None
    back = lean.back(BoxPt(-50, -50, 5000, 5000), lean.size_pt, (595, 842))
    assert back == BoxPt(0, 0, 595, 842)
