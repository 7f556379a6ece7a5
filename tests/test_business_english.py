"""The figures of a firm that writes in English."""

from __future__ import annotations

import dataclasses

import pytest

from tests.business_pages import artifacts, document, grid
from woolak.model import Origin
from woolak.pipeline.detect.business.recognize_figures import FigureRecognizer

RECOGNIZER = FigureRecognizer()


def gone(text: str, language: str = "en", origin: Origin = "third_party") -> list[tuple[str, str]]:
    page = grid(text.split("\n"))
    doc = document([page], "offerte", origin)
    doc = dataclasses.replace(doc, facts=dataclasses.replace(doc.facts, language=language))
    results = RECOGNIZER.analyze(page.text, RECOGNIZER.supported_entities, artifacts(page, doc))
    kept = [one for one in results if not one.recognition_metadata.get("keep")]
    return [(one.entity_type, page.text[one.start : one.end]) for one in sorted(kept, key=lambda one: one.start)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The yearly fee is €7,250, or £6,100.50.", ["AMOUNT €7,250", "AMOUNT £6,100.50"]),
        ("Extra work costs eighty-five euros per hour.", ["RATE eighty-five euros"]),
        ("We give ten per cent off, and 2.5% after a year.", ["PERCENTAGE ten per cent", "PERCENTAGE 2.5%"]),
        ("It takes six weeks, or twelve working days in week 14.",
         ["DURATION six weeks", "DURATION twelve working days", "DURATION week 14"]),
        ("A squad of four helps twenty readers in three sessions.", ["COUNT four", "COUNT twenty", "COUNT three"]),
        ("We invoice half up front and half on delivery.", ["PERCENTAGE half", "PERCENTAGE half"]),
        ("We would place 90 of them and send three of our staff.", ["COUNT 90", "COUNT three"]),
        ("Half of the residents rent.", []),
        ("See section 4 and article 12 of the law; ISO 27001 holds.", []),
    ],
    ids=[
        "sums", "a rate", "shares", "time", "numbers of people and of work", "halves", "of them", "a half of people",
        "parts of a paper and norms",
    ],
)  # fmt: skip
def test_what_a_firm_counts_in_english_goes(text: str, found: list[str]) -> None:
    assert [f"{entity} {words}" for entity, words in gone(text)] == found


def test_what_the_municipality_counts_in_english_stays() -> None:
    assert gone("It takes six weeks and a squad of four.", origin="own") == []
