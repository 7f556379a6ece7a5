"""What tells somebody's health, faith, descent or crime goes, and as much of it as tells it; look-alikes stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy
import yaml
from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Doc, Span

from woolak.pipeline.detect.identifiers.special import SpecialCategoryRecognizer

CASES = yaml.safe_load((Path(__file__).parent / "special_categories.yaml").read_text(encoding="utf-8"))
NAME = re.compile(
    r"\b(?:Karin|Tim|Samira|Hanna)(?: (?:de Wit|Maas|Aziz|Bos))?\b|\bH\. Aras\b|\b[AB]\. (?:Bos|Vos)\b"
    r"|\b(?:Bos|Vos), [A-Z]\.|(?:[Mm]evrouw|[Dd]e heer|[Hh]eer|Dhr\.|Mw\.) (?:[A-Z]\. )*(?:Bos|Vos)\b"
)
MARK = re.compile(r"\[\[(?P<goes>.*?)\]\]|\{(?P<free>.*?)\}", re.S)
BLANK = spacy.blank("nl")
RECOGNIZER = SpecialCategoryRecognizer()


def named(text: str) -> NlpArtifacts:
    """What a name model tells of a text, for the few names of the examples."""
    doc: Doc = BLANK.make_doc(text)
    spans = [doc.char_span(*one.span(), label="PER", alignment_mode="expand") for one in NAME.finditer(text)]
    doc.ents = spacy.util.filter_spans([Span(doc, one.start, one.end, "PER") for one in spans if one])
    return NlpArtifacts([], doc, [], [], None, "nl")  # type: ignore[arg-type]


def covered(text: str) -> set[int]:
    """The places of a text that go."""
    found = RECOGNIZER.analyze(text, ["SPECIAL_CATEGORY"], named(text))
    return {place for one in found if one.score >= 0.5 for place in range(one.start, one.end)}


def wrong(marked: str) -> list[str]:
    """What is left of what has to go, and what goes besides."""
    text, goes, free, last = "", set[int](), set[int](), 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        inner = mark["goes"] if mark["goes"] is not None else mark["free"]
        (goes if mark["goes"] is not None else free).update(range(len(text), len(text) + len(inner)))
        text += inner
        last = mark.end()
    text += marked[last:]
    free.update(place for one in NAME.finditer(text) for place in range(*one.span()))
    gone = covered(text)
    words = [one for one in re.finditer(r"\w+", text) if one.start() not in free]
    left = [one[0] for one in words if one.start() in goes and one.start() not in gone]
    besides = [one[0] for one in words if one.start() not in goes and one.start() in gone]
    return [f"left: {' '.join(left)}"] * bool(left) + [f"besides: {' '.join(besides)}"] * bool(besides)


KNOWN: set[str] = set(CASES.get("known_failures", ()))


@pytest.mark.parametrize("marked", [text for group in CASES["goes"].values() for text in group])
def test_what_tells_it_of_somebody_goes(marked: str) -> None:
    assert bool(wrong(marked)) == (marked in KNOWN), wrong(marked) or "repaired: take it out of known_failures"


@pytest.mark.parametrize("text", [text for group in CASES["stays"].values() for text in group])
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert bool(wrong(text)) == (text in KNOWN), wrong(text) or "repaired: take it out of known_failures"
