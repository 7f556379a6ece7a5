"""Boxes of words read by OCR hold the ink of all their letters."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest
from numpy.typing import NDArray

from woolak.model import BoxPt, Word
from woolak.pipeline.ingest.letters import with_whole_letters

DPI = 300


def line_of(text: str, typeface: str, rule: bool = False, pen: bool = False) -> tuple[NDArray[np.uint8], list[Word]]:
    """A printed line as a grey picture, and its words with the boxes of their ink."""
    with pymupdf.open() as document:
        page = document.new_page(width=300, height=60)
        page.insert_text((20, 35), text, fontname=typeface, fontsize=11)
        words, at = [], 0
        for x0, y0, x1, y1, word, *_ in page.get_text("words"):
            at = text.index(word, at)
            words.append(Word(at, at + len(word), BoxPt(x0, y0, x1, y1), (), 0.9))
        if rule:
            page.draw_line((20, 34), (280, 34))
        if pen:
            page.draw_line((words[-1].box_pt.x1 - 4, 29), (words[-1].box_pt.x1 + 40, 40), width=1.5)
        shot = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
    pixels = np.frombuffer(shot.samples, np.uint8).reshape(shot.height, shot.stride)[:, : shot.width]
    return pixels, [word._replace(box_pt=ink_of(word.box_pt, pixels)) for word in words]


def ink_of(box: BoxPt, pixels: NDArray[np.uint8]) -> BoxPt:
    x0, y0, x1, y1 = (round(side * DPI / 72) for side in box)
    ys, xs = np.nonzero(pixels[y0:y1, x0:x1] < 128)
    sides = (x0 + xs.min(), y0 + ys.min(), x0 + xs.max() + 1, y0 + ys.max() + 1)
    return BoxPt(*(float(side) * 72 / DPI for side in sides))


def narrowed(word: Word, left: float, right: float) -> Word:
    x0, y0, x1, y1 = word.box_pt
    return word._replace(box_pt=BoxPt(x0 + left, y0, x1 - right, y1))


@pytest.mark.parametrize("typeface", ["helv", "tiro", "hebo"])
@pytest.mark.parametrize(("left", "right"), [(2.5, 0.0), (0.0, 2.5)])
def test_a_box_that_ends_within_a_letter_takes_in_all_of_it(typeface: str, left: float, right: float) -> None:
    pixels, words = line_of("door Wimmen opgesteld", typeface)
    found = with_whole_letters([words[0], narrowed(words[1], left, right), words[2]], pixels, DPI)
    true, made = words[1].box_pt, found[1].box_pt
    assert made.x0 <= true.x0 + 0.5
    assert made.x1 >= true.x1 - 0.5
    assert (found[0], found[2]) == (words[0], words[2])


def test_a_box_that_holds_its_letters_stays_as_it_is() -> None:
    pixels, words = line_of("door Wimmen opgesteld, (zie 4.2) 'aldus'", "helv")
    assert with_whole_letters(words, pixels, DPI) == tuple(words)


def test_a_rule_below_a_word_is_none_of_its_letters() -> None:
    pixels, words = line_of("door Wimmen opgesteld", "helv", rule=True)
    plain, _ = line_of("door Wimmen opgesteld", "helv")
    words = [word._replace(box_pt=ink_of(word.box_pt, plain)) for word in words]
    assert with_whole_letters(words, pixels, DPI) == tuple(words)
    grown = with_whole_letters([words[0], narrowed(words[1], 0.0, 2.5), words[2]], pixels, DPI)[1].box_pt
    assert grown.x1 == pytest.approx(words[1].box_pt.x1, abs=0.5)


def test_the_stroke_of_a_pen_is_no_letter() -> None:
    pixels, _ = line_of("Wimmen", "helv", pen=True)
    _, (word,) = line_of("Wimmen", "helv")
    assert with_whole_letters([word], pixels, DPI) == (word,)


def test_a_box_does_not_grow_into_the_next_word() -> None:
    pixels, words = line_of("Wimmen", "helv")
    x0, y0, x1, y1 = words[0].box_pt
    middle = x0 + 0.12 * (x1 - x0)  # within the W
    halves = [words[0]._replace(box_pt=BoxPt(x0, y0, middle, y1)), words[0]._replace(box_pt=BoxPt(middle, y0, x1, y1))]
    first, second = with_whole_letters(halves, pixels, DPI)
    assert first.box_pt.x1 <= middle + 0.01
    assert second.box_pt.x0 >= middle - 0.01
