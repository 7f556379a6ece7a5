"""A passage on a company's approach goes whole: what stays of it would tell the rest."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from woolak.pipeline.detect.business.method_cues import Whole
from woolak.pipeline.detect.business.method_weights import as_wholes

WHOLE = Whole(paragraph=0.5, page=0.3, by_itself=0.3)
PLAIN = 0.5
GOES = 0.6


def raised(*paragraphs: list[float]) -> list[float]:
    units: list[Any] = [SimpleNamespace(group=number) for number, one in enumerate(paragraphs) for _ in one]
    return as_wholes(units, [likely for one in paragraphs for likely in one], WHOLE, PLAIN)


def test_a_doubtful_sentence_goes_with_the_rest_of_its_paragraph() -> None:
    _, doubtful, _ = raised([0.9, 0.4, 0.9])
    assert doubtful >= GOES


def test_the_same_sentence_by_itself_is_for_a_person_to_decide() -> None:
    (doubtful,) = raised([0.4])
    assert doubtful == 0.4


def test_a_likely_sentence_in_a_page_without_approach_is_for_a_person_to_decide() -> None:
    likely, *_ = raised([0.65], [0.05], [0.1])
    assert 0.3 <= likely < PLAIN


def test_what_surely_tells_an_approach_goes_also_by_itself() -> None:
    (sure,) = raised([0.95])
    assert sure >= GOES


@given(st.lists(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=4), min_size=1, max_size=4))
def test_nothing_falls_out_of_what_a_person_is_asked(paragraphs: list[list[float]]) -> None:
    before = [one for paragraph in paragraphs for one in paragraph]
    for one, then in zip(before, raised(*paragraphs), strict=True):
        assert min(one, PLAIN - 0.01) <= then <= 1.0
