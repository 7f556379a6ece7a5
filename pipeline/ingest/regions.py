"""Pictures on a page: signatures, logos, photographs; and on a scan the ink that is no text.

Rather one signature too many than one too few: a person decides on each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from woolak.model import BoxPt, Region, Word
from woolak.pipeline.ingest.boxes import overlap
from woolak.pipeline.ingest.factrules import anywhere
from woolak.pipeline.ingest.ink import Stroke, dark_cells, find_ink
from woolak.rules.reading import Model, read_rules

if TYPE_CHECKING:
    import numpy as np
    import pymupdf
    from numpy.typing import NDArray

__all__ = ["drawn_regions", "ink_regions", "is_like_print"]

What = Literal["image", "signature", "logo", "handwriting"]
MAX_SOLID = 0.45
MAX_SOLID_NEAR_CUE = 0.65
"""Share of solid ink: loops drawn close together run full, a logo or a photograph is solid for the most part."""
MAX_DENSITY = 0.55
PEN_EDGE = 2.0
"""Points around the ink of a pen: its edge fades."""
CURVES = 5
"""So many Bézier curves close together, beside a cue, are a drawn signature."""


class Reach(Model):
    below: float
    above: float
    beside: float


class Margin(Model):
    top: float
    bottom: float


class Sizes(Model):
    min_width: float
    min_height: float
    max_width: float
    max_height: float


class RegionRules(Model):
    signature_cues: tuple[str, ...]
    reach_pt: Reach
    margin: Margin
    signature_pt: Sizes


def _rules() -> RegionRules:
    rules: RegionRules = read_rules("regions.yaml", RegionRules)
    return rules


def _cues(text: str, words: tuple[Word, ...], rules: RegionRules) -> list[BoxPt]:
    """Where the words stand at which a signature is to be expected."""
    found = [match.span() for match in anywhere(rules.signature_cues).finditer(text)]
    if not found:
        return []
    return [word.box_pt for word in words if any(start <= word.start < end for start, end in found)]


def _is_near(box: BoxPt, cues: list[BoxPt], rules: RegionRules) -> bool:
    reach = rules.reach_pt
    return any(
        box.x0 <= cue.x1 + reach.beside
        and box.x1 >= cue.x0 - reach.beside
        and box.y0 <= cue.y1 + reach.below
        and box.y1 >= cue.y0 - reach.above
        for cue in cues
    )


def _has_signature_size(box: BoxPt, rules: RegionRules) -> bool:
    width, height, sizes = box.x1 - box.x0, box.y1 - box.y0, rules.signature_pt
    return sizes.min_width <= width <= sizes.max_width and sizes.min_height <= height <= sizes.max_height


def _in_margin(box: BoxPt, height: float, rules: RegionRules) -> bool:
    return box.y1 < rules.margin.top * height or box.y0 > rules.margin.bottom * height


def is_like_print(stroke: Stroke) -> bool:
    """Whether ink looks like a line of letters: low, and in many pieces of one height."""
    width, height = stroke.box_pt.x1 - stroke.box_pt.x0, stroke.box_pt.y1 - stroke.box_pt.y0
    return 4 < height <= 24 and stroke.largest <= 16 and stroke.pieces >= max(2, width / 25)


def ink_regions(
    strokes: list[Stroke], text: str, words: tuple[Word, ...], size_pt: tuple[float, float]
) -> tuple[Region, ...]:
    """Signatures, handwriting, logos and photographs among the ink of a scan that no word explains."""
    rules = _rules()
    cues = _cues(text, words, rules)
    read = [word.box_pt for word in words]
    sure = [word.box_pt for word in words if word.confidence > 0.6 and word.end - word.start > 2]
    regions = []
    for stroke in strokes:
        if _is_dirt(stroke.box_pt, size_pt) or (is_like_print(stroke) and overlap(stroke.box_pt, read)):
            continue  # or print that was read, but not surely
        holds_words = sum(_holds(stroke.box_pt, box) for box in sure) > 1
        what = _what(stroke, _is_near(stroke.box_pt, cues, rules), holds_words, size_pt[1], rules)
        if what in ("signature", "handwriting"):
            x0, y0, x1, y1 = stroke.box_pt
            regions.append(Region(BoxPt(x0 - PEN_EDGE, y0 - PEN_EDGE, x1 + PEN_EDGE, y1 + PEN_EDGE), what))
        elif what:
            regions.append(Region(stroke.box_pt, what))
    return tuple(regions)


def _what(stroke: Stroke, near: bool, holds_words: bool, height: float, rules: RegionRules) -> What | None:
    """What unexplained ink is; None when it is too small to matter."""
    box = stroke.box_pt
    large = box.x1 - box.x0 > 30 and box.y1 - box.y0 > 20
    pen = stroke.solid <= (MAX_SOLID_NEAR_CUE if near else MAX_SOLID) and stroke.density <= MAX_DENSITY
    margin = _in_margin(box, height, rules)
    if not pen or (holds_words and not near):  # a picture; a stamp
        return ("logo" if margin else "image") if large else None
    if near and _has_signature_size(box, rules):
        return "signature"
    if margin and box.y0 < height / 2:
        return "logo" if large else None
    return "signature" if _has_signature_size(box, rules) and box.y1 - box.y0 >= 14 else "handwriting"


def _is_dirt(box: BoxPt, size_pt: tuple[float, float]) -> bool:
    """A speck, or the shadow of the paper's edge."""
    wide, high = box.x1 - box.x0, box.y1 - box.y0
    at_edge = box.x0 < 8 or box.y0 < 8 or box.x1 > size_pt[0] - 8 or box.y1 > size_pt[1] - 8
    return (at_edge and (wide < 25 or high < 25)) or (wide < 14 and high < 9) or min(wide, high) < 3


def _holds(outer: BoxPt, inner: BoxPt) -> bool:
    return outer.x0 <= inner.x0 and inner.x1 <= outer.x1 and outer.y0 <= inner.y0 and inner.y1 <= outer.y1


def drawn_regions(page: pymupdf.Page, images: list[BoxPt], text: str, words: tuple[Word, ...]) -> tuple[Region, ...]:
    """Pictures and drawn signatures of a page with a text layer."""
    rules = _rules()
    cues = _cues(text, words, rules)
    height = page.rect.height
    regions = []
    for box in images:
        if min(box.x1 - box.x0, box.y1 - box.y0) < 4:
            continue
        if _has_signature_size(box, rules) and _is_near(box, cues, rules):
            regions.append(Region(box, "signature"))
        elif _in_margin(box, height, rules):
            regions.append(Region(box, "logo"))
        elif _has_signature_size(box, rules) and _is_penned(page, box):
            regions.append(Region(box, "signature"))
        else:
            regions.append(Region(box, "image"))
    if cues:
        regions += [Region(box, "signature") for box in _drawn(page) if _is_near(box, cues, rules)]
    return tuple(regions)


def _is_penned(page: pymupdf.Page, box: BoxPt) -> bool:
    """Whether a small picture shows the strokes of a pen on paper."""
    from woolak.pipeline.ingest.picture import grey

    shades: NDArray[np.uint8] = grey(page, box)
    strokes = find_ink(dark_cells(shades), [])
    return (
        0 < len(strokes) <= 3
        and all(s.solid <= MAX_SOLID and s.density <= 0.35 for s in strokes)
        and not all(is_like_print(s) for s in strokes)
    )


def _drawn(page: pymupdf.Page) -> list[BoxPt]:
    """Boxes of drawings made of curves, with the size of a signature."""
    import pymupdf

    rules = _rules()
    boxes: list[tuple[pymupdf.Rect, int]] = []
    for path in page.get_cdrawings():
        curves = sum(item[0] == "c" for item in path["items"])
        if not curves:
            continue
        rect, number = pymupdf.Rect(path["rect"]), curves
        for other in [b for b in boxes if (b[0] + (-6, -6, 6, 6)).intersects(rect)]:
            boxes.remove(other)
            rect, number = rect | other[0], number + other[1]
        boxes.append((rect, number))
    found = [BoxPt(*rect) for rect, number in boxes if number >= CURVES]
    return [box for box in found if _has_signature_size(box, rules)]
