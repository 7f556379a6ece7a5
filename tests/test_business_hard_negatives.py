"""What looks like a company's and is not: every line of tests/hard_negatives/business.yaml is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.business_pages import artifacts, document, grid
from woolak.model import Document, Page
from woolak.pipeline.detect import business, passages
from woolak.rules.casefile import CaseFile

RECOGNIZERS = [*business.recognizers(), *passages.recognizers()]
CASE = CaseFile.model_validate({"municipality": {"name": "Zandwijk"}})
GROUPS = yaml.safe_load((Path(__file__).parent / "hard_negatives" / "business.yaml").read_text(encoding="utf-8"))
LINES = [(group, line) for group, told in GROUPS.items() for line in told["lines"]]


def placed(page: Page, where: str) -> Document:
    if where == "offer":
        return document([page], "offerte", "third_party")
    if where == "agreement":
        return document([page], "overeenkomst", "third_party")
    return document([page], "memo" if where == "own" else "raadsstuk", "own", internal=where == "own")


@pytest.mark.parametrize(("group", "line"), LINES, ids=[line[:40] for _, line in LINES])
def test_left_alone(group: str, line: str) -> None:
    page = grid([line])
    seen = artifacts(page, placed(page, GROUPS[group]["in"]), CASE)
    gone = [
        (one.entity_type, page.text[one.start : one.end])
        for recognizer in RECOGNIZERS
        for one in recognizer.analyze(page.text, recognizer.supported_entities, seen)
        if "keep" not in one.recognition_metadata
    ]
    assert gone == []


def test_there_are_enough_of_them() -> None:
    assert len(LINES) >= 130
