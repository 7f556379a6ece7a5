"""Each known way to leak: closed, or the document is not released. `python -m tests.leaks` prints the table."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from tests.leaks import ways_file, ways_hidden, ways_more, ways_pixels, ways_text, ways_unseen  # noqa: F401 - each registers its ways
from tests.leaks.building import SECRET, WAYS, Draft
from tests.leaks.checker import leaks_of, lost_words
from tests.leaks.recipes import naive, woolak

SEEN = [name for name, make in WAYS.items() if make.__module__.endswith(("pixels", "hidden", "unseen"))]
"""Ways that only OCR can judge."""
SEEN += ["as_outlines", "as_one_outline", "in_a_pattern", "in_a_soft_mask", "as_a_clip", "lying_to_unicode", "stroked"]


@pytest.fixture(autouse=True)
def _quiet() -> None:
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)


def built(name: str, folder: Path) -> tuple[Path, Draft]:
    draft = Draft()
    WAYS[name](draft)
    source = folder / "bron.pdf"
    source.write_bytes(draft.save())
    return source, draft


def test_there_are_many_ways() -> None:
    assert len(WAYS) >= 200


@pytest.mark.parametrize("name", WAYS)
def test_nothing_is_left_of_the_name(name: str, tmp_path: Path) -> None:
    source, draft = built(name, tmp_path)
    out = tmp_path / "uitvoer.pdf"
    _, proof = woolak(source, out)
    assert proof.ok, sorted({leak.surface for leak in proof.leaks})
    assert not leaks_of(out, SECRET, sight=name in SEEN)
    assert not lost_words(out, draft.survivors)
    assert len(pymupdf.open(out)) == draft.pages_expected


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in WAYS if name not in SEEN])
def test_nothing_is_seen_of_the_name(name: str, tmp_path: Path) -> None:
    source, _ = built(name, tmp_path)
    out = tmp_path / "uitvoer.pdf"
    woolak(source, out)
    assert not leaks_of(out, SECRET)


@pytest.mark.parametrize("name", ["bookmark", "catalogue_keys", "layer_that_is_off", "private_data", "font_program"])
def test_the_usual_recipe_leaks_here_so_the_check_can_fail(name: str, tmp_path: Path) -> None:
    source, _ = built(name, tmp_path)
    out = tmp_path / "uitvoer.pdf"
    naive(source, out)
    assert leaks_of(out, SECRET, sight=False)
