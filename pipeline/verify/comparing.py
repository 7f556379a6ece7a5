"""A page that is pictures, proved by comparing: what its boxes do not cover is what the source shows, to the pixel.

Then nothing can be read on it but what was read on the source, less what lies under the boxes; and that was read
already, with the place of each word. Only what this cannot say is left to a second reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from woolak.model import BoxPt, Page, Word
from woolak.pipeline.verify.drawn import are_boxes_and_labels
from woolak.pipeline.verify.pages import Painted, is_veiled, matrix_of

__all__ = ["Added", "Before", "Fates", "Pair", "covered_share", "cut_letters", "cuttings", "fates", "pictures_alone"]

SAME = 32
"""Shades that coding a JPEG again changes at most; of 255."""
FAINT, TILE_PX, MANY = 12, 16, 40
"""By more shades than this it changes some pixels beside a box, and never so many together: those may be a letter."""
WRITTEN, LETTER = 96, 20
"""So many pixels together that became so much darker were put there."""
SETTLED = 0.05
"""Points: a picture stands where it stood."""
INSIDE_PX, AROUND_PX = 2, 3
"""The edge of a box falls between pixels, and what is painted reaches a pixel beyond it."""
MOST_PICTURES = 64
STRIPE = 64
"""Rows of pixels."""
INK = 60
"""Shades darker than paper."""
DARK_PAPER = 110
RULE = 0.9
"""Ink along so much of what is looked at is a rule."""
UNDER_PX, LEAST_PX, MARGIN_PX = 6, 8, 8
CLOSE, REACH, TALL = 0.06, 0.9, 0.4
"""Of the height of a box: how near ink stands that was cut off, how far it reaches at most, and how high it is at
least: a letter, or a good part of one. What goes on further, or above and below the line, is a rule or a pen."""


@dataclass(frozen=True, slots=True)
class Before:
    """The document as it was before it was burned, and what was read of it then."""

    pdf: Path
    pages: Sequence[Page]
    gone: Mapping[int, Sequence[tuple[int, int]]]
    """Per page, the parts of its text that were redacted: start and end."""


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of the words that were read of a page."""

    gone: list[Word]
    cut: list[Word]
    """A part of them stays."""
    text: str
    """All but those two."""


def fates(page: Page, gone: Sequence[tuple[int, int]]) -> Fates:
    """Part the words of a page by what was redacted; signs at the ends of a word go with it."""
    whole: list[Word] = []
    cut: list[Word] = []
    left, cursor = [], 0
    places = {place for start, end in gone for place in range(start, end)}
    for word in page.words:
        if places.isdisjoint(range(word.start, word.end)):
            continue
        stays = any(page.text[place].isalnum() for place in range(word.start, word.end) if place not in places)
        (cut if stays else whole).append(word)
        left.append(page.text[cursor : word.start])
        cursor = word.end
    return Fates(whole, cut, "\n".join([*left, page.text[cursor:]]))


@dataclass(frozen=True, slots=True)
class Pair:
    """A picture of the source and the one that takes its place: rows, columns, channels."""

    before: NDArray[np.uint8]
    after: NDArray[np.uint8]
    matrix: tuple[float, ...]
    page_height: float

    def pixels(self, box: BoxPt) -> tuple[float, float, float, float]:
        """Where a box lies: left, top, right and bottom in pixels of the picture, which may be outside of it."""
        a, b, c, d, e, f = self.matrix
        rows, columns = self.before.shape[:2]
        us, vs = [], []
        for x, y in ((box.x0, box.y0), (box.x1, box.y1)):
            px, py = x - e, self.page_height - y - f
            us.append((px * d - py * c) / (a * d - b * c))
            vs.append(1 - (py * a - px * b) / (a * d - b * c))
        return min(us) * columns, min(vs) * rows, max(us) * columns, max(vs) * rows


class Added(Exception):
    """A page shows what its source does not."""


def pictures_alone(
    source: pypdfium2.PdfPage, burned: Painted, boxes: Sequence[BoxPt], labels: frozenset[str]
) -> list[Pair] | None:
    """The pictures of a page beside those of its source, when boxes are all that is different; else None.

    The source shows pictures and nothing else; the burned page shows as many, each in its place, and besides those only
    boxes with their labels. Outside the approved boxes no pixel differs by more than coding it again does, and at
    their very edge none became darker. Raises Added for a picture more than the source has, and for ink that was put
    beside the boxes: what that says OCR may well not read.
    """
    before = Painted(source)
    if abs(before.width - burned.width) > SETTLED or abs(before.height - burned.height) > SETTLED:
        return None
    old, new = _pictures(before, (), labels), _pictures(burned, boxes, labels)
    if old and len(burned.of_kind(pdfium.FPDF_PAGEOBJ_IMAGE)) > len(old):
        raise Added
    if not old or not new or len(old) != len(new) or len(old) > MOST_PICTURES:
        return None
    pairs = []
    for (item, was), (other, now) in zip(old, new, strict=True):
        a, b, c, d = was[:4]
        level = abs(b) + abs(c) < 1e-3 * (abs(a) + abs(d)) or abs(a) + abs(d) < 1e-3 * (abs(b) + abs(c))
        if not level or a * d == b * c or max(abs(x - y) for x, y in zip(was, now, strict=True)) > SETTLED:
            return None
        source_pixels, pixels = before.pixels(item), burned.pixels(other)
        if source_pixels is None or pixels is None or source_pixels.shape[:2] != pixels.shape[:2]:
            return None
        if pixels.shape[2] < source_pixels.shape[2]:  # what became grey is told by green as well
            source_pixels = np.ascontiguousarray(source_pixels[:, :, 1:2])
        pair = Pair(source_pixels, pixels, was, before.height)
        if not _same(pair, boxes):
            return None
        pairs.append(pair)
    return pairs


def _pictures(
    painted: Painted, boxes: Sequence[BoxPt], labels: frozenset[str]
) -> list[tuple[Any, tuple[float, ...]]] | None:
    """The pictures that a page shows, with their places; None when it shows more than boxes and their labels beside."""
    found, paths = [], []
    if painted.veiled:
        return None
    for item, kind, outer in painted.objects:
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if is_veiled(item):
                return None  # then the page shows other than the picture holds
            found.append((item, matrix_of(item, outer)))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths.append((item, painted.bounds(item, outer)))
        elif kind != pdfium.FPDF_PAGEOBJ_TEXT or (
            pdfium.FPDFTextObj_GetTextRenderMode(item) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        ):
            return None
    return found if are_boxes_and_labels(paths, boxes, labels) else None


def _area(box: BoxPt) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _shared(a: BoxPt, b: BoxPt) -> float:
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.y1, b.y1) - max(a.y0, b.y0))


def _same(pair: Pair, boxes: Sequence[BoxPt]) -> bool:
    """Whether two pictures are alike but for what lies under boxes, and what was painted white at their edge.

    Raises Added.
    """
    before, after = pair.before, pair.after
    changed = np.zeros(after.shape, bool)
    rows, columns = after.shape[:2]
    for start in range(0, rows, STRIPE):  # as much at once as the processor has at hand
        one, other = before[start : start + STRIPE], after[start : start + STRIPE]
        np.greater(np.maximum(one, other) - np.minimum(one, other), FAINT, out=changed[start : start + STRIPE])

    def part(box: BoxPt, more: int) -> tuple[slice, slice]:
        left, top, right, bottom = pair.pixels(box)
        x0, x1 = max(0, int(np.floor(left)) - more), min(columns, int(np.ceil(right)) + more)
        y0, y1 = max(0, int(np.floor(top)) - more), min(rows, int(np.ceil(bottom)) + more)
        return slice(y0, max(y0, y1)), slice(x0, max(x0, x1))

    for box in boxes:
        changed[part(box, -INSIDE_PX)] = False
    for box in boxes:
        edge = part(box, AROUND_PX)
        changed[edge] &= after[edge].astype(np.int16) < before[edge].astype(np.int16) - SAME
    y, x, channel = np.unravel_index(np.flatnonzero(changed), changed.shape)
    if not len(y):
        return True
    tile = y // TILE_PX * (columns // TILE_PX + 1) + x // TILE_PX
    was, now = (one[y, x, np.minimum(channel, one.shape[2] - 1)].astype(np.int16) for one in (before, after))
    for box in boxes:  # what is painted there may be dark: where colours have numbers
        changed[part(box, AROUND_PX)] = False
    if np.bincount(tile[changed[y, x, channel] & (was - now > WRITTEN)], minlength=1).max() > LETTER:
        raise Added
    return bool(abs(was - now).max() <= SAME and np.bincount(tile).max() <= MANY)


def covered_share(word: BoxPt, boxes: Sequence[BoxPt]) -> float:
    """How much of a word's box lies under boxes, of 1."""
    near = [box for box in boxes if _shared(word, box) > 0]
    if not near:
        return 0.0
    xs = sorted({word.x0, word.x1, *(min(max(x, word.x0), word.x1) for box in near for x in (box.x0, box.x1))})
    ys = sorted({word.y0, word.y1, *(min(max(y, word.y0), word.y1) for box in near for y in (box.y0, box.y1))})
    under = sum(
        (right - left) * (low - high)
        for left, right in pairwise(xs)
        for high, low in pairwise(ys)
        if any(b.x0 <= left and right <= b.x1 and b.y0 <= high and low <= b.y1 for b in near)
    )
    return under / max(1e-9, _area(word))


def cuttings(picture: NDArray[np.uint8], words: Sequence[BoxPt], boxes: Sequence[BoxPt]) -> NDArray[np.uint8]:
    """Words of a page (a grey picture of 300 dpi) under each other, with white for the boxes over them."""
    scale = 300 / 72
    paper = int(np.median(picture[::16, ::16]))
    bare = picture.copy()
    for box in boxes:
        x0, y0, x1, y1 = (max(0, int(side * scale)) for side in box)
        bare[y0 : y1 + 2, x0 : x1 + 2] = paper
    parts = []
    for word in words:
        x0, y0, x1, y1 = (max(0, int(side * scale)) for side in word)
        parts.append(bare[max(0, y0 - MARGIN_PX) : y1 + MARGIN_PX, max(0, x0 - MARGIN_PX) : x1 + MARGIN_PX])
    wide = max(part.shape[1] for part in parts) + 4 * MARGIN_PX
    rows = []
    for part in parts:
        more = ((2 * MARGIN_PX, 2 * MARGIN_PX), (2 * MARGIN_PX, wide - part.shape[1] - 2 * MARGIN_PX))
        rows.append(np.pad(part, more, constant_values=paper))
    sheet: NDArray[np.uint8] = np.concatenate(rows)
    return sheet


def cut_letters(pairs: Sequence[Pair], boxes: Sequence[tuple[int, BoxPt]], staying: Sequence[Word]) -> set[int]:
    """Numbers of the boxes beside which the ink of a letter goes on that began under the box.

    `staying` are the words that remain, in part or whole: ink of those may touch a box.
    """
    found = set()
    words = np.array([tuple(word.box_pt) for word in staying], np.float64).reshape(-1, 4)
    for pair in pairs:
        for number, box in boxes:
            if box.y1 - box.y0 > 2 * (box.x1 - box.x0):
                continue  # set upright
            for side in (-1, 1):
                ends = _goes_on(pair, pair.pixels(box), side)
                if not ends:
                    continue
                beside = words[(words[:, 1] < box.y1) & (words[:, 3] > box.y0)]
                places = (pair.pixels(BoxPt(*word)) for word in beside.tolist())
                if not any(x0 - 1 <= ends[1] and x1 + 1 >= ends[0] for x0, _, x1, _ in places):
                    found.add(number)
    return found


def _goes_on(pair: Pair, box: tuple[float, ...], side: int) -> tuple[int, int] | None:
    """The first and last column of a letter that goes on beyond the left (-1) or right (1) side of a box, in pixels."""
    left, top, right, bottom = box
    high = bottom - top
    edge = int(np.ceil(right)) + 1 if side > 0 else int(np.floor(left)) - 2
    first, last = int(top) - INSIDE_PX - 1, int(bottom) + INSIDE_PX + 2
    wide = int(high) + 2
    ends = (edge - UNDER_PX, edge + wide) if side > 0 else (edge - wide + 1, edge + UNDER_PX + 1)
    if high < LEAST_PX or ends[0] < 0 or ends[1] > pair.after.shape[1] or first < 0 or last > pair.after.shape[0]:
        return None
    part = np.s_[first:last, ends[0] : ends[1]]
    near = int(CLOSE * high) + 2
    window = pair.after[part][:, ::side].min(axis=2)
    seen = window[:, UNDER_PX:]
    if int(seen[:, :near].max()) - int(seen[:, :near].min()) < INK:
        return None
    source = pair.before[part][:, ::side].min(axis=2)
    paper = float(np.percentile(seen, 90))
    if paper < DARK_PAPER:
        seen, source, paper = 255 - seen, 255 - source, 255 - float(np.percentile(seen, 10))
    ink = seen < paper - INK
    ink[ink.mean(axis=1) > RULE] = False
    dark = ink.sum(axis=0) > 1
    if not dark[:near].any():
        return None
    start = int(np.argmax(dark))
    reach = int(np.argmin(np.append(dark[start:], False)))
    run = ink[:, start : start + reach]
    across = (source[:, UNDER_PX - 2 : UNDER_PX + start + 1] < paper - INK).all(axis=1) & run[:, 0]
    if not 2 <= reach <= REACH * high or run[:2].any() or run[-2:].any() or not across.any():
        return None
    if run.any(axis=1).sum() < TALL * high:
        return None
    columns = sorted((edge + side * start, edge + side * (start + reach - 1)))
    return columns[0], columns[1]
