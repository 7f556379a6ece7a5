"""Pictures on a page: signatures, logos, photographs; and on a scan the ink that is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woolak.model import BoxPt, Region, Word

if TYPE_CHECKING:
    import numpy as np
    import pymupdf
    from numpy.typing import NDArray

__all__ = ["drawn_regions", "ink_regions"]


def drawn_regions(page: pymupdf.Page, text: str, words: tuple[Word, ...]) -> tuple[Region, ...]:
    """Pictures of a page with a text layer."""
    return tuple(Region(BoxPt(*(page.rect & info["bbox"])), "image") for info in page.get_image_info())


def ink_regions(
    pixels: NDArray[np.uint8], points_per_pixel: float, text: str, words: tuple[Word, ...]
) -> tuple[Region, ...]:
    """Handwriting on a scan."""
    return ()
