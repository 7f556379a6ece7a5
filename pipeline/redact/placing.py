"""Which redaction lies where: areas to empty, labels in the order of reading, boxes that meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from woolak.model import BoxPt
from woolak.pipeline.redact.boxes import Box
from woolak.pipeline.redact.removing import Target, glyph_quad
from woolak.pipeline.redact.scene import Scene, TextRun

if TYPE_CHECKING:
    from woolak.pipeline.redact.burning import Redaction

__all__ = ["meets", "place_labels", "targets_of"]


def targets_of(redactions: Sequence[Redaction], height: float) -> list[Target]:
    """The areas that the redactions empty, in page space (y up)."""
    return [
        Target(order, (box.x0, height - box.y1, box.x1, height - box.y0), not redaction.text)
        for order, redaction in enumerate(redactions)
        for box in redaction.boxes_pt
    ]


def place_labels(scene: Scene, boxes: Sequence[Box]) -> list[int]:
    """Have each label read where its first letter stood; gives the numbers of the boxes under which no text was."""
    left = dict(enumerate(boxes))
    if not left:
        return []
    for run in scene.walk():
        if not isinstance(run, TextRun) or not run.gone:
            continue
        for index in sorted(run.gone):
            x0, y0, x1, y1 = glyph_quad(run, index)
            x, y = (x0 + x1) / 2, scene.height_pt - (y0 + y1) / 2
            for number_, box in left.items():
                rect = box.rect_pt
                if rect.x0 <= x <= rect.x1 and rect.y0 - 2 <= y <= rect.y1 + 2:
                    run.spoken.setdefault(index, []).append(number_)
                    del left[number_]
                    break
        if not left:
            break
    return list(left)


def meets(a: BoxPt, b: BoxPt, share: float = 0.1) -> bool:
    """Whether more than this part of the first lies in the second."""
    shared = max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.y1, b.y1) - max(a.y0, b.y0))
    return shared > share * max(1e-6, (a.x1 - a.x0) * (a.y1 - a.y0))
