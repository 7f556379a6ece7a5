"""The line around a place is the same wherever it is asked for: with or without a line feed behind it."""

from __future__ import annotations

import pytest

from woolak.pipeline.detect.lines import cell_start, line_around

TEXT = "Tarieven\nzaal\t520\n\nsamen 1.040"


@pytest.mark.parametrize(
    ("word", "line"), [("Tarieven", "Tarieven"), ("520", "zaal\t520"), ("1.040", "samen 1.040"), ("\nsamen", "")]
)
def test_a_word_stands_on_its_line(word: str, line: str) -> None:
    first, last = line_around(TEXT, TEXT.index(word))
    assert TEXT[first:last] == line


def test_words_on_two_lines_stand_on_both() -> None:
    first, last = line_around(TEXT, TEXT.index("rieven"), TEXT.index("zaal"))
    assert TEXT[first:last] == "Tarieven\nzaal\t520"


def test_a_cell_begins_behind_a_tab_or_with_its_line() -> None:
    assert [cell_start(TEXT, TEXT.index(word)) for word in ("20", "aal", "ieven")] == [14, 9, 0]
