"""Looking in lower case finds what looking without regard to capitals finds."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woolak.pipeline.ingest.caseless import _UNEVEN, Caseless
from woolak.pipeline.ingest.factrules import fact_rules
from woolak.pipeline.ingest.regions import _rules

CUES = sorted(
    {cue for kind in fact_rules().kinds.values() for cue in (*kind.form, *kind.marks, *kind.names)}
    | set(_rules().signature_cues)
)
WORDS = st.sampled_from(
    ["Onderwerp", "PRIJS € 12", "Offerte", "\n", "Aanwezig", "İstanbul", "ſtraat", "K 12", "ΣΑΣ", "Ÿ", "ẞ",
     "geldig tot", "É", "HOOGACHTEND", "met vriendelijke groet", "Voor akkoord", "☐", " ", "aan: ", "Van"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(WORDS | st.text(max_size=3), max_size=12).map(" ".join))


@given(st.sampled_from(CUES), TEXTS)
def test_the_matches_are_those_of_the_expression_itself(cue: str, text: str) -> None:
    expected = [(match.span(), match.groups()) for match in re.finditer(cue, text, re.IGNORECASE | re.MULTILINE)]
    found = list(Caseless(cue, re.MULTILINE).finditer(text))
    assert [(match.span(), match.groups()) for match in found] == expected


@pytest.mark.parametrize("expression", [r"jan(?-i:SEN)", r"[A-Z]\w+", r"(?P<Naam>jan) (?P=Naam)", r"\Bsen\b", "ſ", "k"])
@given(text=st.text("janJANsenSENſK "))
def test_an_expression_with_capitals_of_its_own_is_left_as_it_is(expression: str, text: str) -> None:
    expected = [match.span() for match in re.finditer(expression, text, re.IGNORECASE)]
    assert [match.span() for match in Caseless(expression).finditer(text)] == expected


def test_every_letter_with_two_forms_is_told_from_those_with_more() -> None:
    """What `re` takes for one letter has one small letter, in all of Unicode."""
    even = [chr(code) for code in range(sys.maxunicode + 1) if not _UNEVEN.match(chr(code))]
    assert all(len(letter.lower()) == 1 for letter in even)
    cased = [letter for letter in even if letter.lower() != letter or letter.upper() != letter]
    joined = "".join(cased)
    for letter in cased:
        if letter == letter.lower():
            alike = re.findall(re.escape(letter), joined, re.IGNORECASE)
            assert {other.lower() for other in alike} == {letter}, letter
