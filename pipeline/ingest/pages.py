"""The pages of a canonical PDF as text with words: by its text layer, by OCR where there is none to trust, or both.

A page that is a picture is always read from the picture, also when a scanner put text behind it: nobody knows how
well that was read. Pictures on a page of text are read too: a pasted letter or screen holds names like any other.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from woolak.model import BoxPt, Page
from woolak.pipeline.ingest import layout, ocr
from woolak.pipeline.ingest.boxes import area, core, moved, overlap
from woolak.pipeline.ingest.ocr import Line
from woolak.pipeline.ingest.picture import grey
from woolak.pipeline.ingest.regions import drawn_regions
from woolak.pipeline.ingest.ruled import drawn_divides
from woolak.pipeline.ingest.scanned import read_scan
from woolak.pipeline.ingest.strips import RawWord, Strip
from woolak.pipeline.ingest.textlayer import looks_usable, read_text_layer

if TYPE_CHECKING:
    import pymupdf

    from woolak.rules.limits import Limits

__all__ = ["read_pages"]

FEW_CHARACTERS = 40
LARGE_PICTURE = 0.5
"""Share of the page that a picture covers when the page is taken for a scan."""
TRUSTED = 0.65
"""A word seen in a picture on a page of text must be this sure: photographs give words too."""
MIN_PICTURE_PT = (40.0, 8.0)
LETTER_PICTURE = 0.25
"""Share of the page from which a picture is read as a page, and not for loose words."""
CONTRAST = 60


def read_pages(document: pymupdf.Document, limits: Limits | None = None) -> Iterator[Page]:
    """Read the pages one by one; a scan that lies on its side is turned in the document.

    Raises UnreadableSource, MissingProgram (no Tesseract).
    """
    seen: dict[Any, list[Line]] = {}
    for page in document:
        collecting = gc.isenabled()
        gc.disable()  # a page is thousands of small objects, none in a cycle: looking for those takes half of the time
        try:
            read = _read_page(page, seen)
        finally:
            if collecting:
                gc.enable()
        yield read


def _read_page(page: pymupdf.Page, seen: dict[Any, list[Line]]) -> Page:
    divides = drawn_divides(page)
    layer = read_text_layer(page, divides)
    images = [BoxPt(*(page.rect & info["bbox"])) for info in page.get_image_info()]
    largest = max(map(area, images), default=0.0)
    painted = layer.characters - layer.invisible
    scan = painted < FEW_CHARACTERS and largest > LARGE_PICTURE * page.rect.get_area()
    if not layer.characters or scan or not looks_usable(layer):
        return read_scan(page, layer)
    strips = layer.strips
    if any(_is_readable(box) for box in images):
        strips = strips + _in_pictures(page, strips, seen)
    text, words = layout.compose(strips, layer.upright, divides)
    regions = drawn_regions(page, images, text, words)
    return Page(page.number, page.rect.width, page.rect.height, text, words, "text", regions)


def _is_readable(box: BoxPt) -> bool:
    return box.x1 - box.x0 >= MIN_PICTURE_PT[0] and box.y1 - box.y0 >= MIN_PICTURE_PT[1]


def _in_pictures(page: pymupdf.Page, strips: list[Strip], seen: dict[Any, list[Line]]) -> list[Strip]:
    """The words in the pictures of a page that has a text layer; a picture that returns is read once."""
    lines: list[Line] = []
    taken = [core(word.box_pt) for strip in strips for word in strip.words]
    for info in page.get_image_info(hashes=True):
        box = BoxPt(*(page.rect & info["bbox"]))
        if not _is_readable(box):
            continue
        key = (info["digest"], round(box.x1 - box.x0), round(box.y1 - box.y0))
        if key not in seen:
            pixels = grey(page, box)
            whole = area(box) > LETTER_PICTURE * page.rect.get_area()
            flat = int(pixels.max()) - int(pixels.min()) < CONTRAST
            read = [] if flat else ocr.read_picture(pixels, "page" if whole else "loose words").lines
            on_page = _at(read, box.x0, box.y0)
            seen[key] = _at(_beside([_sure(line) for line in on_page], taken), -box.x0, -box.y0)
        lines += _beside(_at(seen[key], box.x0, box.y0), taken)
    return ocr.to_strips(lines)


def _sure(line: Line) -> Line:
    return [word for word in line if word.confidence >= TRUSTED and re.search(r"\w\w", word.text)]


def _beside(lines: list[Line], taken: list[BoxPt]) -> list[Line]:
    """What does not stand where something stands already."""
    kept = [[word for word in line if not overlap(core(word.box_pt), taken)] for line in lines]
    return [line for line in kept if line]


def _at(lines: list[Line], dx: float, dy: float) -> list[Line]:
    return [[RawWord(w.text, moved(w.box_pt, dx, dy), (), w.confidence) for w in line] for line in lines]
