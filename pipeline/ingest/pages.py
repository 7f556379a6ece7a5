"""The pages of a canonical PDF as text with words: by its text layer, or by OCR where there is none to trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woolak.model import BoxPt, Page
from woolak.pipeline.ingest import layout, ocr
from woolak.pipeline.ingest.ink import Stroke, find_ink
from woolak.pipeline.ingest.picture import grey
from woolak.pipeline.ingest.regions import drawn_regions, ink_regions, is_like_print
from woolak.pipeline.ingest.textlayer import looks_usable, read_text_layer

if TYPE_CHECKING:
    import numpy as np
    import pymupdf
    from numpy.typing import NDArray

__all__ = ["read_page"]

FEW_CHARACTERS = 40
LARGE_PICTURE = 0.5
"""Share of the page that a picture covers when the page is taken for a scan."""
TRUSTED = 0.5
"""A word of OCR that is less sure does not explain the ink under it."""
BLANK = 200
"""A page without a darker shade than this is blank."""


def read_page(page: pymupdf.Page) -> Page:
    """Read one page. Raises UnreadableSource, MissingProgram (no Tesseract)."""
    layer = read_text_layer(page)
    images = [BoxPt(*(page.rect & info["bbox"])) for info in page.get_image_info()]
    largest = max(((box.x1 - box.x0) * (box.y1 - box.y0) for box in images), default=0.0)
    scan = layer.characters < FEW_CHARACTERS and largest > LARGE_PICTURE * page.rect.get_area()
    if layer.characters and not scan and looks_usable(layer):
        text, words = layout.compose(layer.strips, layer.upright)
        regions = drawn_regions(page, images, text, words)
        return Page(page.number, page.rect.width, page.rect.height, text, words, "text", regions)
    return _read_scan(page)


def _read_scan(page: pymupdf.Page) -> Page:
    """Read a page by its picture."""
    pixels = grey(page)
    width, height = page.rect.width, page.rect.height
    if pixels.min() > BLANK:
        return Page(page.number, width, height, "", (), "text")
    strips = ocr.read_picture(pixels).strips
    strokes = find_ink(pixels, ocr.DPI, _explained(strips))
    read = [word.box_pt for strip in strips for word in strip.words]
    missed = [stroke for stroke in strokes if is_like_print(stroke) and not _overlaps(stroke.box_pt, read)]
    if missed:
        second = ocr.read_picture(_only(pixels, missed), sparse=True).strips
        strips += [strip for strip in second if all(w.confidence > TRUSTED for w in strip.words)]
        strokes = find_ink(pixels, ocr.DPI, _explained(strips))
    text, words = layout.compose(strips)
    return Page(page.number, width, height, text, words, "ocr", ink_regions(strokes, text, words, (width, height)))


def _explained(strips: list[layout.Strip]) -> list[BoxPt]:
    return [word.box_pt for strip in strips for word in strip.words if word.confidence > TRUSTED]


def _overlaps(box: BoxPt, others: list[BoxPt]) -> bool:
    return any(box.x0 < o.x1 and o.x0 < box.x1 and box.y0 < o.y1 and o.y0 < box.y1 for o in others)


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
