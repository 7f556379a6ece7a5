"""Which redaction lies where: areas to empty, labels in the order of reading, boxes that meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from woolak.model import BoxPt
from woolak.pipeline.redact.boxes import Box
from woolak.pipeline.redact.removing import Target
from woolak.pipeline.redact.scene import Scene

if TYPE_CHECKING:
    from woolak.pipeline.redact.burning import Redaction

__all__ = ["beside", "meets", "place_labels", "targets_of"]


def targets_of(redactions: Sequence[Redaction], height: float) -> list[Target]:
    """The areas that the redactions empty, in page space (y up)."""
    return [
        Target(order, (box.x0, height - box.y1, box.x1, height - box.y0), not redaction.text)
        for order, redaction in enumerate(redactions)
        for box in redaction.boxes_pt
    ]


def place_labels(scene: Scene, boxes: Sequence[Box]) -> list[int]:
    """Have each label read where its first letter stood; gives the numbers of the boxes under which no text was."""
    if not boxes:
        return []
    glyphs = scene.glyphs()
    gone = np.flatnonzero(glyphs.gone())
    x0, y0, x1, y1 = glyphs.quads(gone)
    x, y = (x0 + x1)[:, None] / 2, scene.height_pt - (y0 + y1)[:, None] / 2
    left, low, right, high = np.array([box.rect_pt for box in boxes]).T
    inside = (left <= x) & (x <= right) & (low - 2 <= y) & (y <= high + 2)
    silent, used = dict.fromkeys(range(len(boxes))), -1
    for letter, box in np.argwhere(inside).tolist():
        if letter != used and box in silent:
            run, index = glyphs.place(int(gone[letter]))
            run.spoken.setdefault(index, []).append(box)
            del silent[box]
            used = letter
    return list(silent)


def meets(a: BoxPt, b: BoxPt, share: float) -> bool:
    """Whether more than this part of the first lies in the second."""
    shared = max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.y1, b.y1) - max(a.y0, b.y0))
    return shared > share * max(1e-6, (a.x1 - a.x0) * (a.y1 - a.y0))


def beside(words: Sequence[tuple[str, BoxPt]], boxes: Sequence[BoxPt]) -> list[tuple[str, BoxPt]]:
    """The words of which none meets a box; of all at once, a scan has hundreds."""
    if not words or not boxes:
        return list(words)
    x0, y0, x1, y1 = np.array([tuple(box) for _, box in words], np.float64).T[..., None]
    left, top, right, bottom = np.array([tuple(box) for box in boxes], np.float64).T
    shared = np.maximum(0.0, np.minimum(x1, right) - np.maximum(x0, left))
    shared *= np.maximum(0.0, np.minimum(y1, bottom) - np.maximum(y0, top))
    clear = ~(shared > 0.1 * np.maximum(1e-6, (x1 - x0) * (y1 - y0))).any(axis=1)
    return [word for word, kept in zip(words, clear.tolist(), strict=True) if kept]
