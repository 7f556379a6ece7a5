"""The last resort for a page that cannot be rebuilt: a picture of it, the boxes painted and its words read anew."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw

from woolak.errors import MissingProgram, UnreadableSource
from woolak.model import BoxPt
from woolak.pipeline.ingest.ocr import DPI as OCR_DPI
from woolak.pipeline.ingest.ocr import read_picture
from woolak.pipeline.redact.pixels import clean_jpeg
from woolak.pipeline.redact.scene import Matrix, bounds_of

__all__ = ["PageImage", "picture_of", "read_own_words", "read_words", "rendered"]

DPI = 200
MARGIN = 20
LEGIBLE = 4
"""A word of so many letters is not read by chance from a picture that is upside down."""
OWN_SIDE = 2500
MAX_PIXELS = 40_000_000

PageImage = tuple[bytes, int, int, bool]
"""JPEG data, width, height, grey."""


class _Samples:
    """The samples of a pixmap as numpy takes them over without a copy: the array keeps this, and this the pixmap."""

    def __init__(self, pixmap: pymupdf.Pixmap) -> None:
        self.pixmap = pixmap
        self.__array_interface__ = {
            "version": 3,
            "typestr": "|u1",
            "shape": (pixmap.height, pixmap.width, pixmap.n),
            "strides": (pixmap.stride, pixmap.n, 1),
            "data": (pixmap.samples_ptr, True),  # read only
        }


def rendered(page: pymupdf.Page, dpi: float, grey: bool = False) -> NDArray[np.uint8]:
    """The page as pixels: rows, columns, channels. Raises UnreadableSource when MuPDF cannot draw it."""
    scale, rect = dpi / 72, page.rect
    too_many = rect.width * rect.height * scale * scale / MAX_PIXELS
    if too_many > 1:
        scale /= too_many**0.5
    try:
        space = (pymupdf.csGRAY if grey else pymupdf.csRGB).this
        drawn = pymupdf.mupdf.fz_new_pixmap_from_page_contents(  # at once, where get_pixmap makes a list to draw from
            page.this, pymupdf.mupdf.FzMatrix(scale, 0, 0, scale, 0, 0), space, 0
        )
        pixmap = pymupdf.Pixmap("raw", drawn)
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        raise UnreadableSource.failed() from None
    return np.asarray(_Samples(pixmap))


def _painted(pixels: NDArray[np.uint8], width_pt: float, boxes: Sequence[BoxPt]) -> Picture.Image:
    """The picture with white at every box, a pixel wider than the box."""
    picture = Picture.fromarray(pixels if pixels.shape[2] == 3 else pixels[:, :, 0])
    scale, draw = pixels.shape[1] / width_pt, ImageDraw.Draw(picture)
    for box in boxes:
        draw.rectangle(
            (box.x0 * scale - 1, box.y0 * scale - 1, box.x1 * scale + 1, box.y1 * scale + 1),
            fill="white",
        )
    return picture


def picture_of(page: pymupdf.Page, boxes: Sequence[BoxPt]) -> PageImage:
    """A JPEG of the page with white at the boxes; grey when the page is."""
    pixels = rendered(page, DPI)
    spread = pixels.max(axis=2).astype(int) - pixels.min(axis=2)
    grey = bool((spread > 12).mean() < 0.0005)
    picture = _painted(pixels, page.rect.width, boxes)
    if grey:
        picture = picture.convert("L")
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85, optimize=True)
    return clean_jpeg(buffer.getvalue()), picture.width, picture.height, grey


def read_words(page: pymupdf.Page, boxes: Sequence[BoxPt], area: BoxPt | None = None) -> list[tuple[str, BoxPt]]:
    """What OCR reads of the page (or of an area of it) once the boxes are white.

    Nothing when Tesseract is missing or fails: then the page has no text to search, and nothing is found by sight.
    """
    pixels = rendered(page, OCR_DPI, grey=True)
    scale = pixels.shape[1] / page.rect.width
    grey: NDArray[np.uint8] = np.asarray(_painted(pixels, page.rect.width, boxes))
    left = top = 0
    if area:
        left, top = max(0, int(area.x0 * scale)), max(0, int(area.y0 * scale))
        grey = grey[top : int(area.y1 * scale) + 1, left : int(area.x1 * scale) + 1]
        if min(grey.shape) < 8:
            return []
        grey = np.pad(grey, MARGIN, mode="edge")
        left, top = left - MARGIN, top - MARGIN
    if float(np.median(grey)) < 110:
        grey = 255 - grey  # light letters on a dark ground
    grey = _stretched(grey)
    words = []
    for text, (x0, y0, x1, y1) in _read_turned(grey, area is not None):
        found = BoxPt((left + x0) / scale, (top + y0) / scale, (left + x1) / scale, (top + y1) / scale)
        if not any(_overlaps(found, other) for other in boxes):
            words.append((text, found))
    return words


def read_own_words(document: pymupdf.Document, number: int, ctm: Matrix, page_height: float) -> list[tuple[str, BoxPt]]:
    """What OCR reads of a picture object by itself; the places are those on the page where it is drawn."""
    try:
        pixmap = pymupdf.Pixmap(document, number)
        pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pixmap) if pixmap.colorspace else pixmap
        flat = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return []
    grey = flat[:, : pixmap.width * pixmap.n : pixmap.n]
    picture = Picture.fromarray(np.ascontiguousarray(grey))
    ratio = min(1.0, OWN_SIDE / max(picture.size))
    if picture.height < 40:
        ratio = 40 / picture.height
    picture = picture.resize((max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio))))
    grey = np.pad(np.asarray(picture), MARGIN, mode="edge")
    if float(np.median(grey)) < 110:
        grey = 255 - grey
    words = []
    for text, (x0, y0, x1, y1) in _read_turned(_stretched(grey), True):
        across = [(x - MARGIN) / picture.width for x in (x0, x1)]
        down = [1 - (y - MARGIN) / picture.height for y in (y0, y1)]
        box = bounds_of(ctm, min(across), min(down), max(across), max(down))
        words.append((text, BoxPt(box[0], page_height - box[3], box[2], page_height - box[1])))
    return words


Pixels = tuple[float, float, float, float]


def _read_turned(grey: NDArray[np.uint8], sparse: bool) -> list[tuple[str, Pixels]]:
    """Words with their boxes in pixels; a tall picture is also read from both sides."""
    tall = sparse and grey.shape[0] > 1.5 * grey.shape[1]
    words = []
    for turns in (0, 1, 3) if tall else (0,):
        for text, box in _read(np.rot90(grey, turns), sparse):
            words.append((text, _turned_back(box, turns, grey.shape[0], grey.shape[1])))
    if sparse and not any(sum(map(str.isalpha, text)) >= LEGIBLE for text, _ in words):  # upside down, or no words
        for text, box in _read(np.rot90(grey, 2), sparse):
            words.append((text, _turned_back(box, 2, grey.shape[0], grey.shape[1])))
    return words


def _read(grey: NDArray[np.uint8], sparse: bool) -> list[tuple[str, Pixels]]:
    """Words with their boxes in pixels."""
    try:
        lines = read_picture(np.ascontiguousarray(grey), "loose words" if sparse else "page").lines
    except (MissingProgram, UnreadableSource):
        return []
    pixels = OCR_DPI / 72
    boxes = [(word.text, word.box_pt) for line in lines for word in line]
    return [(text, (box.x0 * pixels, box.y0 * pixels, box.x1 * pixels, box.y1 * pixels)) for text, box in boxes]


def _turned_back(box: Pixels, turns: int, rows: int, columns: int) -> Pixels:
    """A box in a picture that was turned so many quarters to the left, in the picture as it was."""
    x0, y0, x1, y1 = box
    if turns == 1:
        return columns - y1, x0, columns - y0, x1
    if turns == 2:
        return columns - x1, rows - y1, columns - x0, rows - y0
    if turns == 3:
        return y0, rows - x1, y1, rows - x0
    return box


def _stretched(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Faint letters made as dark as others."""
    low, high = np.percentile(grey, (0.5, 99.5))
    if high - low > 120 or high - low < 8:
        return grey
    wide: NDArray[np.uint8] = np.clip((grey.astype(np.float32) - low) * 255 / (high - low), 0, 255).astype(np.uint8)
    return wide


def _overlaps(a: BoxPt, b: BoxPt) -> bool:
    shared = max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.y1, b.y1) - max(a.y0, b.y0))
    return shared > 0.2 * (a.x1 - a.x0) * (a.y1 - a.y0)
