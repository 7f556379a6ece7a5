"""A page, or a part of it, as a picture in shades of grey."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from woolak.pipeline.ingest.ocr import DPI

if TYPE_CHECKING:
    import numpy as np
    import pymupdf
    from numpy.typing import NDArray

    from woolak.model import BoxPt

__all__ = ["grey"]

NEAR_PT = 0.01
LONG = 500
_ONE_PICTURE = re.compile(rb"\s*(?:q\s+|Q\s+|(?:-?[\d.]+\s+){6}cm\s+|/[^\s/]+\s+Do\s*)*Q?\s*")
"""What a page draws that sets a picture in its place, without clip, transparency or text."""
GREY = ("DeviceGray", "ICCBased(Gray,Artifex Software sGray ICC Profile)")
"""Shades as they are; with another profile MuPDF makes other shades of them."""


def grey(page: pymupdf.Page, box_pt: BoxPt | None = None) -> NDArray[np.uint8]:
    """The page as it is shown, at the resolution that OCR reads."""
    import numpy as np
    import pymupdf

    own = None if box_pt else _as_scanned(page)
    if own is not None:
        return own
    clip = pymupdf.Rect(box_pt) if box_pt else None
    picture = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY, alpha=False, clip=clip)
    pixels = np.frombuffer(picture.samples, dtype=np.uint8).reshape(picture.height, picture.stride)
    return pixels[:, : picture.width]


def _as_scanned(page: pymupdf.Page) -> NDArray[np.uint8] | None:
    """The pixels of the one grey JPEG that is all of the page, pixel for pixel; None for any other page.

    To decode it takes a third of the time of drawing the page, and gives the same shades.
    """
    import numpy as np
    from PIL import Image

    images = page.get_images(full=True)
    if len(images) != 1 or images[0][9] or images[0][8] != "DCTDecode" or page.first_annot or page.first_widget:
        return None
    number, size = images[0][0], images[0][2:4]
    sides = tuple(round(side * DPI / 72) for side in (page.rect.width, page.rect.height))
    content = page.read_contents()
    if size != sides or len(content) > LONG or not _ONE_PICTURE.fullmatch(content) or content.count(b"Do") != 1:
        return None
    (info,) = page.get_image_info()
    whole = (page.rect.width, 0.0, 0.0, page.rect.height, 0.0, 0.0)
    if max(abs(one - other) for one, other in zip(info["transform"], whole, strict=True)) > NEAR_PT:
        return None
    document = page.parent
    odd = info["has-mask"] or info["cs-name"] not in GREY or info["bpc"] != 8
    if odd or any(document.xref_get_key(number, key)[0] != "null" for key in ("Decode", "Mask", "SMask", "ImageMask")):
        return None
    try:
        with Image.open(io.BytesIO(document.xref_stream_raw(number)), formats=["JPEG"]) as picture:
            return np.asarray(picture) if picture.mode == "L" and picture.size == size else None
    except (OSError, SyntaxError, ValueError):  # not whole: MuPDF shows what there is of it
        return None
