"""Redactions whose gap may tell who stood there, as the check of the last release measured them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from woolak.model import BoxPt
from woolak.pipeline.verify.anonymity import FEW
from woolak.review.desk import Sheet

__all__ = ["few_names_fit", "telling_marks"]


def few_names_fit(burned: str | None) -> list[tuple[int, BoxPt, int]]:
    """From what is kept of a burned document: page, box, and how many common names fit there; only where few do."""
    report = json.loads(json.loads(burned)["report"]) if burned else {}
    boxes = report.get("boxes", ())
    return [
        (box["page"], BoxPt(*box["bbox"]), box["names_that_fit"])
        for box in boxes
        if box.get("names_that_fit") is not None and box["names_that_fit"] < FEW
    ]


def telling_marks(sheet: Sheet, gaps: Iterable[tuple[int, BoxPt, int]]) -> dict[str, int]:
    """Per mark on such a gap the least number of names that fit."""
    found: dict[str, int] = {}
    for page, box, count in gaps:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        for mark in sheet.state.marks.values():
            here = (one for part in mark.parts if part.page_index == page for one in part.boxes_pt)
            if mark.verdict == "approved" and any(
                o.x0 - 1 <= x <= o.x1 + 1 and o.y0 - 1 <= y <= o.y1 + 1 for o in here
            ):
                found[mark.id] = min(count, found.get(mark.id, count))
    return found
