"""The pages of a canonical PDF as text with words: by its text layer, by OCR where there is none to trust, or both.

A page that is a picture is always read from the picture, also when a scanner put text behind it: nobody knows how
well that was read. Pictures on a page of text are read too: a pasted letter or screen holds names like any other.
"""

from __future__ import annotations

import gc
import re
from typing import TYPE_CHECKING, Any

from woolak.model import BoxPt, Page
from woolak.pipeline.ingest import layout, ocr
from woolak.pipeline.ingest.ink import Stroke, find_ink
from woolak.pipeline.ingest.layout import RawWord, Strip
from woolak.pipeline.ingest.picture import grey
from woolak.pipeline.ingest.regions import drawn_regions, ink_regions, is_like_print
from woolak.pipeline.ingest.textlayer import TextLayer, looks_usable, read_text_layer

if TYPE_CHECKING:
    import numpy as np
    import pymupdf
    from numpy.typing import NDArray

__all__ = ["read_pages"]

FEW_CHARACTERS = 40
LARGE_PICTURE = 0.5
"""Share of the page that a picture covers when the page is taken for a scan."""
TRUSTED = 0.5
"""A word of OCR that is less sure does not explain the ink under it."""
TRUSTED_IN_PICTURE = 0.65
BLANK = 200
"""A page without a darker shade than this is blank."""
POOR = 0.6
"""Mean confidence under which a page may lie on its side."""
AGREES = 0.85
"""Share of the words of OCR that a scanner's own text must have on the same place to be believed."""
MIN_PICTURE_PT = (40.0, 8.0)


def read_pages(document: pymupdf.Document) -> tuple[Page, ...]:
    """Read all pages; a scan that lies on its side is turned in the document.

    Raises UnreadableSource, MissingProgram (no Tesseract).
    """
    seen: dict[Any, list[Strip]] = {}
    collecting = gc.isenabled()
    gc.disable()  # a page is thousands of small objects, none in a cycle: looking for those takes half of the time
    try:
        return tuple(_read_page(page, seen) for page in document)
    finally:
        if collecting:
            gc.enable()


def _read_page(page: pymupdf.Page, seen: dict[Any, list[Strip]]) -> Page:
    layer = read_text_layer(page)
    images = [BoxPt(*(page.rect & info["bbox"])) for info in page.get_image_info()]
    largest = max((_area(box) for box in images), default=0.0)
    painted = layer.characters - layer.invisible
    scan = painted < FEW_CHARACTERS and largest > LARGE_PICTURE * page.rect.get_area()
    if not layer.characters or scan or not looks_usable(layer):
        return _read_scan(page, layer)
    strips = layer.strips
    if any(_is_readable(box) for box in images):
        strips = strips + _read_pictures(page, strips, seen)
    text, words = layout.compose(strips, layer.upright)
    regions = drawn_regions(page, images, text, words)
    return Page(page.number, page.rect.width, page.rect.height, text, words, "text", regions)


def _read_scan(page: pymupdf.Page, layer: TextLayer) -> Page:
    """Read a page by its picture."""
    import numpy as np

    pixels = grey(page)
    if pixels.min() > BLANK:
        return Page(page.number, page.rect.width, page.rect.height, "", (), "text")
    read = ocr.read_picture(pixels)
    if read.sideways or read.confidence < POOR:
        turns = ocr.quarter_turns(pixels)
        if turns:
            page.set_rotation(90 * turns)
            page.remove_rotation()
            pixels = np.ascontiguousarray(np.rot90(pixels, -turns))
            read = ocr.read_picture(pixels)
            layer = read_text_layer(page)
    strips = read.strips
    strokes = find_ink(pixels, ocr.DPI, _explained(strips))
    boxes = [word.box_pt for word in _words(strips)]
    missed = [stroke for stroke in strokes if is_like_print(stroke) and not _overlaps(stroke.box_pt, boxes)]
    if missed:
        second = ocr.read_picture(_only(pixels, missed), sparse=True).strips
        strips = strips + [strip for strip in second if all(word.confidence > TRUSTED for word in strip.words)]
        strokes = find_ink(pixels, ocr.DPI, _explained(strips))
    if layer.strips and looks_usable(layer) and _agree(layer.strips, strips) > AGREES:
        strips = layer.strips + _beside(strips, layer.strips)
    text, words = layout.compose(strips)
    width, height = page.rect.width, page.rect.height
    return Page(page.number, width, height, text, words, "ocr", ink_regions(strokes, text, words, (width, height)))


def _read_pictures(page: pymupdf.Page, strips: list[Strip], seen: dict[Any, list[Strip]]) -> list[Strip]:
    """The words in the pictures of a page that has a text layer; a picture that returns is read once."""
    found: list[Strip] = []
    for info in page.get_image_info(hashes=True):
        box = BoxPt(*(page.rect & info["bbox"]))
        if not _is_readable(box):
            continue
        key = (info["digest"], round(box.x1 - box.x0), round(box.y1 - box.y0))
        if key not in seen:
            pixels = grey(page, box)
            sparse = _area(box) < 0.25 * page.rect.get_area()
            flat = int(pixels.max()) - int(pixels.min()) < 60
            read = [] if flat else ocr.read_picture(pixels, box.x0, box.y0, sparse).strips
            seen[key] = _moved(_beside(read, strips, TRUSTED_IN_PICTURE), -box.x0, -box.y0)
        found += _beside(_moved(seen[key], box.x0, box.y0), strips + found)
    return found


def _is_readable(box: BoxPt) -> bool:
    return box.x1 - box.x0 >= MIN_PICTURE_PT[0] and box.y1 - box.y0 >= MIN_PICTURE_PT[1]


def _area(box: BoxPt) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.y1 - box.y0)


def _words(strips: list[Strip]) -> list[RawWord]:
    return [word for strip in strips for word in strip.words]


def _explained(strips: list[Strip]) -> list[BoxPt]:
    return [word.box_pt for word in _words(strips) if word.confidence > TRUSTED]


def _overlaps(box: BoxPt, others: list[BoxPt]) -> bool:
    return any(box.x0 < o.x1 and o.x0 < box.x1 and box.y0 < o.y1 and o.y0 < box.y1 for o in others)


def _core(box: BoxPt) -> BoxPt:
    """The middle of a box: boxes of lines that follow each other overlap at their edges."""
    dx, dy = (box.x1 - box.x0) / 4, (box.y1 - box.y0) / 4
    return BoxPt(box.x0 + dx, box.y0 + dy, box.x1 - dx, box.y1 - dy)


def _beside(strips: list[Strip], others: list[Strip], sure: float = 0.0) -> list[Strip]:
    """What of `strips` is sure enough, says something, and does not stand where `others` stand already."""
    taken = [_core(word.box_pt) for word in _words(others)]
    kept = []
    for strip in strips:
        words = [
            word
            for word in strip.words
            if word.confidence >= sure and re.search(r"\w\w", word.text) and not _overlaps(_core(word.box_pt), taken)
        ]
        if words:
            kept.append(Strip(words, strip.baseline, strip.size, strip.order))
    return kept


def _moved(strips: list[Strip], dx: float, dy: float) -> list[Strip]:
    return [
        Strip(
            [
                RawWord(w.text, BoxPt(w.box_pt.x0 + dx, w.box_pt.y0 + dy, w.box_pt.x1 + dx, w.box_pt.y1 + dy),
                        w.edges_pt, w.confidence)
                for w in strip.words
            ],
            strip.baseline + dy,
            strip.size,
            strip.order,
        )
        for strip in strips
    ]  # fmt: skip


def _agree(layer: list[Strip], read: list[Strip]) -> float:
    """Share of the surely read words that the text layer has on the same place."""
    mine = [(_core(word.box_pt), re.sub(r"\W", "", word.text).casefold()) for word in _words(layer)]
    sure = [word for word in _words(read) if word.confidence > 0.8 and len(word.text) > 2]
    same = sum(
        any(re.sub(r"\W", "", word.text).casefold() == text and _overlaps(box, [word.box_pt]) for box, text in mine)
        for word in sure
    )
    return same / len(sure) if sure else 0.0


def _only(pixels: NDArray[np.uint8], strokes: list[Stroke]) -> NDArray[np.uint8]:
    """The picture with nothing on it but some of its ink."""
    import numpy as np

    bare = np.full_like(pixels, int(np.median(pixels[::16, ::16])))
    scale, around = ocr.DPI / 72, 3
    for stroke in strokes:
        x0, y0 = (max(0, int((side - around) * scale)) for side in stroke.box_pt[:2])
        x1, y1 = (int((side + around) * scale) for side in stroke.box_pt[2:])
        bare[y0:y1, x0:x1] = pixels[y0:y1, x0:x1]
    return bare
