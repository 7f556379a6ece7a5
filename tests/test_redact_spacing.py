"""Gaps do not tell how long the name was."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from tests.test_redact import burn, letter, words
from woolak.pipeline.redact import Redaction, default_style, redact
from woolak.pipeline.verify import verify

NAMES = ("Bos", "Bakker", "Jansen", "Vermeulen", "Hoogendoorn", "Vandenberghe")
STEP = default_style().gap_step_pt


def letters(pdf: Path) -> list[tuple[float, float, float, str]]:
    """Line (y), left and right edge and character of each letter."""
    found = []
    for block in pymupdf.open(pdf)[0].get_text("rawdict", flags=0)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                if "Empty" in span["font"]:
                    continue
                for char in span["chars"]:
                    if char["c"].strip():
                        x0, _, x1, _ = char["bbox"]
                        found.append((round(char["origin"][1]), x0, x1, char["c"]))
    return sorted(found)


def gaps(pdf: Path, wide: float = 12.0) -> list[float]:
    """The gaps between neighbours on a line that are wider than any space."""
    placed = letters(pdf)
    return [b[1] - a[2] for a, b in pairwise(placed) if a[0] == b[0] and b[1] - a[2] > wide]


def letter_with(tmp_path: Path, *names: str) -> tuple[Path, list[Redaction]]:
    source = letter(tmp_path / "a.pdf", *(f"Op maandag belde mevrouw {name} met de gemeente." for name in names))
    return source, words(source, *names)


def test_every_gap_is_a_whole_number_of_steps(tmp_path: Path) -> None:
    source, redactions = letter_with(tmp_path, *NAMES)
    before, after = gaps(source), gaps(burn(source, redactions))
    assert not before
    assert len(after) == len(NAMES)
    for gap in after:
        assert gap / STEP == pytest.approx(round(gap / STEP), abs=0.02)


def test_no_letter_moves_more_than_half_a_step(tmp_path: Path) -> None:
    source, redactions = letter_with(tmp_path, *NAMES)
    boxes = [pymupdf.Rect(r.boxes_pt[0]) for r in redactions]
    kept = [
        p for p in letters(source) if not any(b.x0 <= (p[1] + p[2]) / 2 <= b.x1 and b.y0 < p[0] < b.y1 for b in boxes)
    ]
    after = letters(burn(source, redactions))
    assert len(kept) == len(after)
    for old, new in zip(kept, after, strict=True):
        assert old[3] == new[3]
        assert abs(old[1] - new[1]) <= STEP / 2 + 0.05


def test_names_of_almost_one_length_leave_the_same_gap(tmp_path: Path) -> None:
    source, redactions = letter_with(tmp_path, "Jansen", "Jensen")
    first, second = gaps(burn(source, redactions))
    assert first == pytest.approx(second, abs=0.02)


def test_a_step_of_nought_leaves_every_letter_where_it_was(tmp_path: Path) -> None:
    source, redactions = letter_with(tmp_path, *NAMES)
    style = default_style().model_copy(update={"gap_step_pt": 0})
    redact(source, tmp_path / "b.pdf", redactions, title="x", style=style)
    before = letters(source)
    for y, x, _, character in letters(tmp_path / "b.pdf"):
        assert any(old[0] == y and old[3] == character and abs(old[1] - x) < 0.02 for old in before)


def justified(path: Path) -> tuple[Path, list[Redaction]]:
    """A paragraph set flush on both sides: each line one string with its own word spacing."""
    document = pymupdf.open()
    page = document.new_page()
    font, width = pymupdf.Font("tiro"), 400.0
    lines = [f"Zoals besproken heeft mevrouw {name} de aanvraag op tijd bij de gemeente ingediend" for name in NAMES]
    for number, line in enumerate(lines):
        parts = line.split()
        free = width - sum(font.text_length(part, 12) for part in parts)
        x = 80.0
        for part in parts:
            page.insert_text((x, 100 + 16 * number), part, fontname="tiro", fontsize=12)
            x += font.text_length(part, 12) + free / (len(parts) - 1)
    document.save(path)
    return path, words(path, *NAMES)


def test_a_justified_line_stays_justified(tmp_path: Path) -> None:
    source, redactions = justified(tmp_path / "a.pdf")
    after = letters(burn(source, redactions))
    for line in {place[0] for place in after}:
        ends = [place for place in after if place[0] == line]
        assert min(place[1] for place in ends) == pytest.approx(80, abs=0.3)
        assert max(place[2] for place in ends) == pytest.approx(480, abs=0.3)


def test_the_cells_beside_a_name_do_not_move(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for number, name in enumerate(NAMES):
        page.insert_text((60, 100 + 16 * number), name, fontsize=11)
        page.insert_text((300, 100 + 16 * number), "12 uur", fontsize=11)
    document.save(tmp_path / "a.pdf")
    redactions = words(tmp_path / "a.pdf", *NAMES)
    cells = {place for place in letters(tmp_path / "a.pdf") if place[1] > 250}
    after = {place for place in letters(burn(tmp_path / "a.pdf", redactions)) if place[1] > 250}
    assert {(round(p[1], 2), p[3]) for p in after} == {(round(p[1], 2), p[3]) for p in cells}


def test_the_proof_counts_the_names_that_fit(tmp_path: Path) -> None:
    source, redactions = letter_with(tmp_path, *NAMES)
    exact = default_style().model_copy(update={"gap_step_pt": 0})
    redact(source, tmp_path / "b.pdf", redactions, title="x", style=exact)
    told = verify(tmp_path / "b.pdf", redactions, secrets=NAMES, kept_texts=[""])
    hidden = verify(burn(source, redactions), redactions, secrets=NAMES, kept_texts=[""])
    before = [box.names_that_fit or 0 for box in told.boxes]
    after = [box.names_that_fit or 0 for box in hidden.boxes]
    assert all(more > 2 * few for few, more in zip(before, after, strict=True))
    assert len(hidden.telling) <= len(told.telling)


def test_a_name_at_the_end_of_a_line_has_no_gap_to_measure(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Met vriendelijke groet, Wagenvoort")
    redactions = words(source, "Wagenvoort")
    proof = verify(burn(source, redactions), redactions, secrets=["Wagenvoort"], kept_texts=[""])
    assert proof.boxes[0].names_that_fit is None
