"""A dossier that was measured on is learnt from: what its truth marks is found again in its papers, of any format."""

from __future__ import annotations

from pathlib import Path

from samples.make import make_dossier
from training.method_corpus import Marking, by_span, dossier_pages
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.evaluate.truth import read_truths

DOSSIERS = Path(__file__).parent / "dossiers"


def test_passages_of_a_dossier_are_found_in_its_papers_and_all_of_it_is_one_document(tmp_path: Path) -> None:
    make_dossier(DOSSIERS / "groenhof", tmp_path / "groenhof")
    marked = [
        span.text
        for truth in read_truths(tmp_path / "groenhof" / "truth")
        for span in truth.spans.values()
        if span.k == "methode"
    ]
    pages = list(dossier_pages(tmp_path / "groenhof"))
    assert {page.document for page in pages} == {"groenhof"}
    told = sum(len(page.passages) for page in pages)
    assert 0.8 * len(marked) <= told <= len(marked)  # what goes on in a cell of a table may be too short to learn from
    assert any(page.own for page in pages) and not all(page.own for page in pages)


def test_the_words_of_one_span_are_one_passage() -> None:
    words = [
        Marking("a", 0, 0, 4, ""),
        Marking("a", 0, 5, 9, ""),
        Marking("b", 1, 0, 4, ""),
        Marking("c", 1, 5, 9, "free"),
    ]
    assert by_span(words) == {0: [[Span(0, 4), Span(5, 9)]], 1: [[Span(0, 4)]]}
