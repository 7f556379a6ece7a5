"""A page comes out of the database as it went in, to a thousandth of a point."""

from __future__ import annotations

import pickle
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woolak import decided
from woolak.case import Case
from woolak.model import BoxPt, Document, DocumentFacts, Page, Proposal, Region, Word
from woolak.packing import Packed, by_ocr, pack, pack_page, unpack, unpack_page, words_between

PLACES = st.integers(-2_000_000, 20_000_000).map(lambda thousandths: thousandths / 1000)
BOXES = st.builds(BoxPt, PLACES, PLACES, PLACES, PLACES)
WORDS = st.builds(
    Word, st.integers(0, 10**6), st.integers(0, 10**6), BOXES, st.lists(PLACES, max_size=30).map(tuple),
    st.integers(0, 1000).map(lambda thousandths: thousandths / 1000),
)  # fmt: skip
REGIONS = st.builds(Region, BOXES, st.sampled_from(["image", "signature", "logo", "handwriting", "doubtful"]))
PAGES = st.builds(
    Page, st.integers(0, 99_999), st.floats(1, 20_000), st.floats(1, 20_000), st.text(), st.lists(WORDS).map(tuple),
    st.sampled_from(["text", "ocr"]), st.lists(REGIONS).map(tuple),
)  # fmt: skip


@given(PAGES)
def test_a_page_that_was_packed_is_the_same_page(page: Page) -> None:
    packed = pack_page(page)
    assert unpack_page(packed) == page
    assert by_ocr(packed.data) == (page.source == "ocr")


@given(st.floats(-20_000, 20_000), st.floats(0, 1))
def test_places_are_kept_to_a_thousandth_of_a_point(place: float, confidence: float) -> None:
    word = Word(0, 1, BoxPt(place, 0, place, 1), (place, place), confidence)
    [found] = unpack_page(pack_page(Page(0, 595, 842, "a", (word,), "text"))).words
    assert (*found.box_pt, *found.edges_pt) == pytest.approx((place, 0, place, 1, place, place), abs=0.00051)
    assert found.confidence == pytest.approx(confidence, abs=0.00051)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), max_size=12), st.integers(0, 60), st.integers(0, 60))
def test_the_words_under_a_stretch_of_text_are_those_that_have_a_character_of_it(
    lengths: list[tuple[int, int]], start: int, end: int
) -> None:
    words, at = [], 0
    for length, white in lengths:
        words.append(Word(at + white, at + white + length, BoxPt(at, 0, at + 1, 9)))
        at += white + length
    page = Page(0, 595, 842, "x" * at, tuple(words), "text")
    expected = [word for word in words if word.end > start and word.start < end] if start < end else []
    for asked_before in (False, True):
        packed = unpack_page(pack_page(page)).words
        assert not asked_before or list(packed) == words
        for known in (page.words, packed):
            if start < end:
                assert list(words_between(known, start, end)) == expected


@given(st.lists(WORDS))
def test_values_that_are_kept_packed_are_the_same_values(words: list[Word]) -> None:
    packed = Packed(words)
    assert tuple(packed) == packed.unpacked() == tuple(words) == tuple(reversed(tuple(reversed(packed))))
    assert (len(packed), repr(packed), bool(packed)) == (len(words), repr(tuple(words)), bool(words))
    assert pickle.loads(pickle.dumps(packed)) == packed
    assert list(packed[1:]) == words[1:]


@pytest.mark.parametrize("text", ["", "x", "[", "{", "een naam", "een lange passage " * 100])
def test_a_value_that_was_stored_is_the_same_whatever_its_length(text: str) -> None:
    assert unpack(tuple[str, ...], pack(tuple[str, ...], (text,))) == (text,)
    assert unpack(str, pack(str, text)) == text


def test_a_short_value_that_an_earlier_version_made_smaller_is_read() -> None:
    assert unpack(tuple[str, ...], zlib.compress(b'["Bram Voorbeeld"]', 1)) == ("Bram Voorbeeld",)


def test_what_was_approved_is_packed_in_a_large_case_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    proposal = Proposal(0, 0, 3, "Jan", (BoxPt(0, 0, 30, 10),), ("5.1(2)e",), "redact", "PERSON", 0.9, "Een naam.")
    facts = DocumentFacts("Brief", None, "brief", "own", False)
    pages = (Page(0, 595, 842, "Jan", (), "text"),)
    document = Document("a1", "brief.pdf", None, facts, pages)
    with Case.open(tmp_path, create=True) as case:
        case.store_ingested("brief.pdf", "", "", [("a1", "brief.pdf", document, None)])
        case.store_findings("a1", "x", [])
        case.store_proposals("a1", "x", [proposal])
        case.decide(case.proposals("a1"), "approve", "beleid", "proef")
        (small,), _ = decided.all_decided(case)
        monkeypatch.setattr(decided, "FEW_PAGES", 0)
        (large,), _ = decided.all_decided(case)
    assert small.approved == (proposal,) and not isinstance(small.approved, Packed)
    assert isinstance(large.approved, Packed) and tuple(large.approved) == small.approved
