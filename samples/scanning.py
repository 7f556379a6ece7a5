"""Makes of a born-digital page what a scanner makes of it on paper: a slightly turned, noisy picture."""

from __future__ import annotations

import io

import numpy as np
import pymupdf
from PIL import Image, ImageFilter

__all__ = ["scanned"]


def scanned(pdf: bytes, degrees: float, noise: float, dpi: int = 200, quality: int = 45) -> bytes:
    """The pages as JPEGs in a PDF without a text layer; `noise` is the deviation in grey levels."""
    chance = np.random.default_rng(7)
    out = pymupdf.open()
    with pymupdf.open(stream=pdf) as pages:
        for page in pages:
            pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
            picture = Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)
            picture = picture.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=250)
            picture = picture.filter(ImageFilter.GaussianBlur(0.45))
            grey = np.asarray(picture, np.float32) * 0.93 + 10
            shade = np.linspace(0, -6, grey.shape[1], dtype=np.float32)  # the lid does not quite close
            grey = grey + shade + chance.normal(0, noise, grey.shape).astype(np.float32)
            grey = _dusty(grey, chance)
            buffer = io.BytesIO()
            Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=quality)
            sheet = out.new_page(width=page.rect.width, height=page.rect.height)
            sheet.insert_image(sheet.rect, stream=buffer.getvalue())
    return bytes(out.tobytes(garbage=3, deflate=True, no_new_id=True))


def _dusty(grey: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Some specks of dust, away from nothing in particular."""
    height, width = grey.shape
    for _ in range(25):
        y, x, size = chance.integers(0, height - 4), chance.integers(0, width - 4), chance.integers(1, 3)
        grey[y : y + size, x : x + size] = chance.integers(60, 150)
    return grey
