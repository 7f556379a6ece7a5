"""What a page of pictures shows beside them: our boxes with their labels, and nothing else."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from woolak.model import BoxPt
from woolak.pipeline.redact import default_style
from woolak.pipeline.redact.labels import outline_path

__all__ = ["are_boxes_and_labels", "labels_of"]

OURS = 0.5
"""A rectangle that covers so much of an approved box is the box that is drawn for it."""
HAIR_PT = 0.75
RECTANGLE = 6
"""So few strokes draw a box or its frame, and no word."""
_POINT = re.compile(r"(-?[\d.e+]+) (-?[\d.e+]+)(?= )")
Shape = frozenset[tuple[float, float]]


def labels_of(redactions: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The lines that may be printed in boxes for these grounds."""
    lines: set[str] = set()
    for grounds in redactions:
        lines |= {default_style().joint.join(grounds), *grounds, f"{grounds[0]} …"} if grounds else set()
    return frozenset(lines)


@cache
def _shapes(labels: frozenset[str]) -> frozenset[Shape]:
    return frozenset(
        frozenset((float(x), float(y)) for x, y in _POINT.findall(outline_path(label))) for label in labels
    )


def _shape(item: Any) -> Shape:
    """The points of a drawing, before it is set on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    found = set()
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(item, index), x, y)
        found.add((x.value, y.value))
    return frozenset(found)


def are_boxes_and_labels(paths: Sequence[tuple[Any, BoxPt]], boxes: Sequence[BoxPt], labels: frozenset[str]) -> bool:
    """Whether each path is a rectangle that covers an approved box for the greater part, or a label within one."""
    if not paths or not boxes:
        return not paths
    x0, y0, x1, y1 = np.array([tuple(place) for _, place in paths], np.float64).T
    left, top, right, bottom = np.array([tuple(box) for box in boxes], np.float64).T
    shared = np.maximum(0.0, np.minimum(x1[:, None], right) - np.maximum(x0[:, None], left))
    shared *= np.maximum(0.0, np.minimum(y1[:, None], bottom) - np.maximum(y0[:, None], top))
    covers = (shared > OURS * np.maximum(1e-6, (right - left) * (bottom - top))).any(axis=1)
    few = np.array([pdfium.FPDFPath_CountSegments(item) <= RECTANGLE for item, _ in paths])
    covers &= few
    within = (x0[:, None] >= x0[covers] - HAIR_PT) & (x1[:, None] <= x1[covers] + HAIR_PT)
    within &= (y0[:, None] >= y0[covers] - HAIR_PT) & (y1[:, None] <= y1[covers] + HAIR_PT)
    known = _shapes(labels)
    return all(
        covers[number] or (bool(within[number].any()) and _shape(item) in known)
        for number, (item, _) in enumerate(paths)
    )
