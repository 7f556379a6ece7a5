"""A page, or a part of it, as a picture in shades of grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woolak.pipeline.ingest.ocr import DPI

if TYPE_CHECKING:
    import numpy as np
    import pymupdf
    from numpy.typing import NDArray

    from woolak.model import BoxPt

__all__ = ["grey"]


def grey(page: pymupdf.Page, box_pt: BoxPt | None = None) -> NDArray[np.uint8]:
    """The page as it is shown, at the resolution that OCR reads."""
    import numpy as np
    import pymupdf

    clip = pymupdf.Rect(box_pt) if box_pt else None
    picture = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY, alpha=False, clip=clip)
    pixels = np.frombuffer(picture.samples, dtype=np.uint8).reshape(picture.height, picture.stride)
    return pixels[:, : picture.width]
