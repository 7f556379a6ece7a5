"""A page that is a picture: its text by OCR, its signatures and other ink that is no text.

Two looks: what the first leaves unread although it looks like print (loose figures in a table, a line in a corner)
is cut out, set in lines, and read again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from woolak.model import BoxPt, Page, Region, Word
from woolak.pipeline.ingest import layout, ocr
from woolak.pipeline.ingest.boxes import core, moved, overlap
from woolak.pipeline.ingest.ink import Stroke, dark_cells, find_ink
from woolak.pipeline.ingest.letters import with_whole_letters
from woolak.pipeline.ingest.ocr import Line
from woolak.pipeline.ingest.picture import grey
from woolak.pipeline.ingest.regions import ink_regions, is_like_print
from woolak.pipeline.ingest.ruled import Divides, divides_of_mask, has_rules, rule_masks, without_rules
from woolak.pipeline.ingest.straight import lean_of
from woolak.pipeline.ingest.strips import RawWord, Strip
from woolak.pipeline.ingest.textlayer import TextLayer, looks_usable

if TYPE_CHECKING:
    import numpy as np
    import pymupdf
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

__all__ = ["Scan", "look", "read_scan"]

TRUSTED = 0.5
"""A word of OCR that is less sure does not explain the ink under it."""
BLANK = 200
"""A page without a darker shade than this is blank."""
POOR = 0.6
"""Mean confidence under which a page may lie on its side."""
AGREES = 0.85
"""Share of the words of OCR that a scanner's own text must have on the same place to be believed."""
TRUSTED_FIGURE = 0.25
"""A loose figure has no neighbours to be sure by."""
GRAIN, GRAIN_ROWS, SOFT = 10, 16, 1.2
"""Shades between two pixels beside each other, each how many rows, and how wide the specks are smeared, in pixels."""
AROUND_PT = 2.0
CUT_WIDTH, CUT_GAP = 2200, 70
"""Pixels: the length of a line of cuttings, and the white between two."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that is to be read by its picture: all that is needed of it, so that others can be read beside it."""

    number: int
    pixels: Picture
    layer: TextLayer
    size_pt: tuple[float, float]


def look(page: pymupdf.Page, layer: TextLayer) -> Scan:
    """Take the picture of a page."""
    return Scan(page.number, grey(page).copy(), layer, (page.rect.width, page.rect.height))


def read_scan(scan: Scan) -> tuple[Page, int]:
    """Read a page by its picture, and how many quarter turns clockwise it has to be turned to stand upright.

    Raises UnreadableSource, MissingProgram.
    """
    import numpy as np

    pixels, layer, size = scan.pixels, scan.layer, scan.size_pt
    if pixels.min() > BLANK:
        return Page(scan.number, *size, "", (), "text"), 0
    pixels = _without_grain(pixels)
    lean = lean_of(pixels, ocr.DPI)
    if lean:
        pixels = lean.straight
    straight = lean.size_pt if lean else size
    bare, divides = _rules(pixels)
    read = ocr.read_page(bare)
    turns = 0
    if read.sideways or read.confidence < POOR:
        turns = ocr.quarter_turns(pixels)
        if turns:
            turned, others = _rules(np.ascontiguousarray(np.rot90(pixels, -turns)))
            again = ocr.read_page(turned)
            if read.sideways or again.confidence > read.confidence:
                bare, divides, read = turned, others, again
            else:  # of a page that is hard to read Tesseract does not know which side is up
                turns = 0
    if turns % 2:
        size, straight = size[::-1], straight[::-1]
    lines = read.lines
    boxes = [word.box_pt for line in lines for word in line]
    dark = dark_cells(bare)
    unread = [
        stroke
        for stroke in find_ink(dark, _explained(lines), down=1)
        if (is_like_print(stroke) or _is_like_figure(stroke)) and not overlap(stroke.box_pt, boxes)
    ]
    if unread:
        lines = lines + _second_look(bare, unread)
    strips = ocr.to_strips(lines, divides)
    # What a scanner wrote behind a page that lies on its side or askew is not turned along: then the picture alone is
    # believed.
    if not (turns or lean) and layer.strips and looks_usable(layer) and _agree(layer.strips, lines) > AGREES:
        strips = layer.strips + _beside(strips, layer.strips)
    text, words = layout.compose(strips, divides=divides)
    words = with_whole_letters(words, bare, ocr.DPI)
    strokes = find_ink(dark, _explained(lines))
    regions = (*ink_regions(strokes, text, words, straight), *_unread(strokes, words))
    if lean:
        words = tuple(word._replace(box_pt=lean.back(word.box_pt, straight, size)) for word in words)
        regions = tuple(replace(one, box_pt=lean.back(one.box_pt, straight, size)) for one in regions)
    return Page(scan.number, *size, text, words, "ocr", (*regions, *_doubtful(words))), turns


def _without_grain(pixels: Picture) -> Picture:
    """The picture, softened when its paper is so rough that Tesseract takes the specks for letters, and minutes."""
    import numpy as np
    from PIL import Image, ImageFilter

    steps = np.abs(np.diff(pixels[::GRAIN_ROWS].astype(np.int16), axis=1))
    if np.median(steps) <= GRAIN:
        return pixels
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(SOFT)))


def _unread(strokes: list[Stroke], words: tuple[Word, ...]) -> list[Region]:
    """Ink that looks like print and gave no word at all: the reader is to look at that too."""
    read = [word.box_pt for word in words]
    return [Region(one.box_pt, "doubtful") for one in strokes if is_like_print(one) and not overlap(one.box_pt, read)]


def _doubtful(words: tuple[Word, ...]) -> list[Region]:
    """The words that the reader is to look at, because OCR was not sure of them."""
    below = ocr.ocr_rules().doubtful_below
    return [Region(word.box_pt, "doubtful") for word in words if word.confidence < below and word.end - word.start > 1]


def _rules(pixels: Picture) -> tuple[Picture, Divides | None]:
    """The picture without the rules of its tables, and where those divide words; as it is when it has none."""
    if not has_rules(pixels):
        return pixels, None
    rules, vertical = rule_masks(pixels)
    return without_rules(pixels, rules), divides_of_mask(vertical, ocr.DPI)


def _explained(lines: list[Line]) -> list[BoxPt]:
    return [word.box_pt for line in lines for word in line if word.confidence > TRUSTED]


def _is_like_figure(stroke: Stroke) -> bool:
    width, height = stroke.box_pt.x1 - stroke.box_pt.x0, stroke.box_pt.y1 - stroke.box_pt.y0
    return 5 < height < 16 and 2 < width < 16 and stroke.pieces <= 2


def _second_look(pixels: Picture, strokes: list[Stroke]) -> list[Line]:
    """What strokes say when they are cut out and set in lines."""
    import numpy as np

    scale = ocr.DPI / 72
    cuttings: list[tuple[int, int, int, int]] = []
    for stroke in sorted(strokes, key=lambda s: (s.box_pt.y1 - s.box_pt.y0, s.box_pt)):
        x0, y0 = (max(0, int((side - AROUND_PT) * scale)) for side in stroke.box_pt[:2])
        x1, y1 = (int((side + AROUND_PT) * scale) for side in stroke.box_pt[2:])
        cuttings.append((x0, y0, min(x1, pixels.shape[1]), min(y1, pixels.shape[0])))
    rows: list[list[tuple[int, int, int, int]]] = [[]]
    for cutting in cuttings:
        if rows[-1] and sum(c[2] - c[0] + CUT_GAP for c in [*rows[-1], cutting]) > CUT_WIDTH:
            rows.append([])
        rows[-1].append(cutting)
    heights = [max(c[3] - c[1] for c in row) + CUT_GAP // 2 for row in rows]
    width = max(sum(c[2] - c[0] + CUT_GAP for c in row) for row in rows) + CUT_GAP
    paper = int(np.median(pixels[::16, ::16]))
    sheet = np.full((sum(heights) + CUT_GAP, width), paper, dtype=np.uint8)
    places: list[tuple[BoxPt, float, float]] = []
    foot = CUT_GAP // 2
    for row, height in zip(rows, heights, strict=True):
        foot += height
        left = CUT_GAP
        for x0, y0, x1, y1 in row:
            sheet[foot - (y1 - y0) : foot, left : left + x1 - x0] = pixels[y0:y1, x0:x1]
            box = BoxPt(left / scale, (foot - y1 + y0) / scale, (left + x1 - x0) / scale, foot / scale)
            places.append((box, (x0 - left) / scale, (y1 - foot) / scale))
            left += x1 - x0 + CUT_GAP
    found: dict[tuple[int, int], Line] = {}
    for number, line in enumerate(ocr.read_picture(sheet, "block").lines):
        for word in line:
            middle = core(core(word.box_pt))
            at = next((i for i, (box, _, _) in enumerate(places) if overlap(middle, [box])), None)
            sure = TRUSTED_FIGURE if word.text.isdigit() else TRUSTED
            if at is None or word.confidence <= sure or not re.search(r"\w", word.text):
                continue
            _, dx, dy = places[at]
            found.setdefault((at, number), []).append(
                RawWord(word.text, moved(word.box_pt, dx, dy), (), word.confidence)
            )
    return list(found.values())


def _beside(strips: list[Strip], others: list[Strip]) -> list[Strip]:
    """What of the strips says something and does not stand where the others stand already."""
    taken = [core(word.box_pt) for strip in others for word in strip.words]
    kept = []
    for strip in strips:
        words = [w for w in strip.words if re.search(r"\w\w", w.text) and not overlap(core(w.box_pt), taken)]
        if words:
            kept.append(Strip(words, strip.baseline, strip.size, strip.order))
    return kept


def _agree(layer: list[Strip], lines: list[Line]) -> float:
    """Share of the surely read words that the text layer has on the same place."""
    mine = [(core(w.box_pt), re.sub(r"\W", "", w.text).casefold()) for strip in layer for w in strip.words]
    sure = [w for line in lines for w in line if w.confidence > 0.8 and len(w.text) > 2]
    same = sum(
        any(re.sub(r"\W", "", word.text).casefold() == text and overlap(box, [word.box_pt]) for box, text in mine)
        for word in sure
    )
    return same / len(sure) if sure else 0.0
