"""The pages of a canonical PDF as text with words: by its text layer, or by OCR where there is none to trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woolak.model import Page
from woolak.pipeline.ingest import layout, ocr
from woolak.pipeline.ingest.regions import drawn_regions, ink_regions
from woolak.pipeline.ingest.textlayer import looks_usable, read_text_layer

if TYPE_CHECKING:
    import numpy as np
    import pymupdf
    from numpy.typing import NDArray

__all__ = ["grey", "read_page"]

FEW_CHARACTERS = 40
LARGE_PICTURE = 0.5
"""Share of the page that a picture covers when the page is taken for a scan."""


def grey(page: pymupdf.Page, dpi: int = ocr.DPI) -> NDArray[np.uint8]:
    """The page as it is shown, in shades of grey."""
    import numpy as np
    import pymupdf

    picture = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
    pixels = np.frombuffer(picture.samples_mv, dtype=np.uint8).reshape(picture.height, picture.stride)
    return pixels[:, : picture.width].copy()  # the picture and its memory go when this returns


def _largest_picture(page: pymupdf.Page) -> float:
    """Share of the page under its largest picture."""
    shares = [abs((page.rect & info["bbox"]).get_area()) for info in page.get_image_info()]
    return float(max(shares, default=0.0) / max(page.rect.get_area(), 1.0))


def read_page(page: pymupdf.Page) -> Page:
    """Read one page. Raises UnreadableSource, MissingProgram (no Tesseract)."""
    layer = read_text_layer(page)
    scan = layer.characters < FEW_CHARACTERS and _largest_picture(page) > LARGE_PICTURE
    if layer.characters and not scan and looks_usable(layer):
        text, words = layout.compose(layer.strips, layer.upright)
        regions = drawn_regions(page, text, words)
        return Page(page.number, page.rect.width, page.rect.height, text, words, "text", regions)
    pixels = grey(page)
    if pixels.min() > 200:  # nothing on it
        return Page(page.number, page.rect.width, page.rect.height, "", (), "text")
    read = ocr.read_picture(pixels)
    text, words = layout.compose(read.strips)
    regions = ink_regions(pixels, 72 / ocr.DPI, text, words)
    return Page(page.number, page.rect.width, page.rect.height, text, words, "ocr", regions)
