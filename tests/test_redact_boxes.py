"""Boxes and labels: legible, in place, and never over letters that stay."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_redact import burn, letter, text_by_pdfium, words
from woolak.errors import CaseFileError
from woolak.model import BoxPt
from woolak.pipeline.redact import BoxStyle, Redaction, default_style, redact
from woolak.pipeline.redact.boxes import Ink, plan_boxes
from woolak.pipeline.redact.labels import fit_label, line_width
from woolak.rules.reading import read_yaml

STYLE = default_style()
NAME = ("5.1(2)e",)
BOTH = ("5.1(2)e", "5.1(1)c")


def plan(lines: list[tuple[int, BoxPt, tuple[str, ...]]], inks: list[Ink]) -> list[BoxPt]:
    kept = np.array(inks, np.float64).reshape(-1, 4)
    boxes = plan_boxes(lines, kept, width_pt=595, height_pt=842, style=STYLE, needed_pt={NAME: 20.0, BOTH: 45.0})
    return [box.rect_pt for box in boxes]


@pytest.mark.parametrize(("width", "height"), [(40, 14), (80, 14), (30, 9), (60, 8), (200, 90)])
def test_a_label_is_legible_and_inside_its_box(width: float, height: float) -> None:
    box = BoxPt(100, 100, 100 + width, 100 + height)
    label = fit_label(NAME, box, STYLE)
    assert label.lines == NAME
    assert label.size_pt >= STYLE.label_minimum_pt - 0.01
    (x, baseline) = label.at_pt[0]
    assert box.x0 <= x
    assert x + line_width(NAME[0], label.size_pt) * label.squeeze <= box.x1
    assert box.y0 <= baseline - 0.72 * label.size_pt
    assert baseline <= box.y1


def test_two_grounds_stand_on_one_line_or_under_each_other() -> None:
    assert fit_label(BOTH, BoxPt(0, 0, 80, 14), STYLE).lines == ("5.1(2)e / 5.1(1)c",)
    assert fit_label(BOTH, BoxPt(0, 0, 26, 14), STYLE).lines == BOTH
    assert fit_label(BOTH, BoxPt(0, 0, 26, 8), STYLE).lines[0].startswith("5.1(2)e")


def test_all_grounds_are_in_the_text_also_when_the_box_shows_one(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Mevrouw Bos belde.", size=8)
    assert "[5.1(2)e / 5.1(1)c]" in text_by_pdfium(burn(source, words(source, "Bos", grounds=BOTH)))


def test_a_box_that_is_too_narrow_grows_over_white_space_only() -> None:
    grown = plan([(0, BoxPt(100, 100, 106, 112), NAME)], [])[0]
    assert grown.x1 - grown.x0 >= 20
    walled = plan([(0, BoxPt(100, 100, 106, 112), NAME)], [Ink(90, 102, 97, 110), Ink(109, 102, 115, 110)])[0]
    assert walled.x0 > 97
    assert walled.x1 < 109


def test_an_open_end_is_widened_to_whole_steps() -> None:
    box = plan([(0, BoxPt(100, 100, 143, 112), NAME)], [])[0]
    assert box.x1 - box.x0 == pytest.approx(54)


def test_the_rule_beside_a_cell_stays_visible(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for x in (60, 112, 300):
        page.draw_line((x, 80), (x, 140), width=0.7)
    page.insert_text((64, 100), "Wagenvoort", fontsize=9)  # its box ends at the rule
    document.save(tmp_path / "a.pdf")
    pixels = pymupdf.open(burn(tmp_path / "a.pdf", words(tmp_path / "a.pdf", "Wagenvoort")))[0].get_pixmap(dpi=144)
    for x in (60, 112):
        column = [min(pixels.pixel(2 * x + shift, y)[0] for shift in (-1, 0, 1)) for y in range(164, 276)]
        assert max(column) < 140, "the rule is interrupted"


def test_the_lines_of_a_passage_are_one_box() -> None:
    lines = [(0, BoxPt(60, 100 + 14 * n, 500, 112 + 14 * n), NAME) for n in range(6)]
    assert len(plan(lines, [])) == 1


def test_a_passage_that_begins_in_the_middle_of_a_line_leaves_what_is_before_it() -> None:
    lines = [(0, BoxPt(300, 100, 500, 112), NAME), (0, BoxPt(60, 114, 500, 126), NAME)]
    kept = Ink(60, 102, 290, 110)
    assert all(box.x0 > kept.x1 or box.y0 >= kept.y1 for box in plan(lines, [kept]))


def test_touching_boxes_with_the_same_ground_look_as_one() -> None:
    assert len(plan([(0, BoxPt(60, 100, 90, 112), NAME), (1, BoxPt(90.4, 100, 130, 112), NAME)], [])) == 1
    assert len(plan([(0, BoxPt(60, 100, 90, 112), NAME), (1, BoxPt(90.4, 100, 130, 112), BOTH)], [])) == 2


coordinates = st.floats(20, 500)
inks = st.builds(lambda x, y, w, h: Ink(x, y, x + w, y + h), coordinates, coordinates, st.floats(2, 9), st.floats(3, 9))


@settings(max_examples=200)
@given(st.lists(inks, max_size=40), coordinates, coordinates, st.floats(3, 90))
def test_no_box_grows_over_a_letter(letters: list[Ink], x: float, y: float, width: float) -> None:
    first = BoxPt(x, y, x + width, y + 12)
    apart = [ink for ink in letters if ink.x1 < first.x0 or ink.x0 > first.x1 or ink.y1 < first.y0 or ink.y0 > first.y1]
    for box in plan([(0, first, NAME)], apart):
        for ink in apart:
            covered = (
                min(box.x1, ink.x1) - max(box.x0, ink.x0) > 0.01 and min(box.y1, ink.y1) - max(box.y0, ink.y0) > 0.01
            )
            assert not covered


def test_black_boxes_with_white_labels(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Geachte mevrouw Jansen, dank.")
    redactions = words(source, "Jansen")
    style = BoxStyle(fill=(0, 0, 0), frame=(0, 0, 0), label=(255, 255, 255))
    redact(source, tmp_path / "b.pdf", redactions, title="Brief", style=style)
    box = redactions[0].boxes_pt[0]
    pixels = pymupdf.open(tmp_path / "b.pdf")[0].get_pixmap(dpi=144, clip=pymupdf.Rect(box))
    levels = sorted(pixels.samples)
    assert levels[len(levels) // 4] < 30
    assert levels[-1] > 200


def test_a_municipality_sets_its_own_style(tmp_path: Path) -> None:
    own = tmp_path / "stijl.yaml"
    own.write_text("fill: [0, 0, 0]\nlabel_size_pt: 9\n")
    assert read_yaml(own, BoxStyle).label_size_pt == 9
    own.write_text("vulling: zwart\n")
    with pytest.raises(CaseFileError, match="regel 1"):
        read_yaml(own, BoxStyle)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_and_labels_stand_upright_on_turned_pages(turn: int, tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((100, 300), "Mevrouw Wagenvoort belde.", fontsize=12)
    page.set_rotation(turn)
    document.save(tmp_path / "a.pdf")
    page = pymupdf.open(tmp_path / "a.pdf")[0]
    shown = [
        Redaction(0, (BoxPt(*(pymupdf.Rect(word[:4]) * page.rotation_matrix)),), NAME, word[4])
        for word in page.get_text("words")
        if "Wagen" in word[4]
    ]
    out = burn(tmp_path / "a.pdf", shown)
    after = pymupdf.open(out)[0]
    assert after.rotation == 0
    assert after.rect == page.rect
    assert "Wagenvoort" not in after.get_text()
    assert "Mevrouw" in after.get_text()
    x0, y0, x1, y1 = shown[0].boxes_pt[0]
    assert "5.1(2)e" in after.get_text(clip=pymupdf.Rect(x0 - 3, y0 - 3, x1 + 3, y1 + 3))
