"""A scan of reading size is read from its own pixels, and every other page as it is drawn: the shades are the same."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageDraw

from tests.ingest_files import scanned, typeset
from woolak.pipeline.ingest import picture
from woolak.pipeline.ingest.picture import grey


@pytest.fixture(scope="module")
def scan() -> bytes:
    return scanned(typeset("Geachte mevrouw, de vergunning is verleend."))


def drawn(page: pymupdf.Page) -> np.ndarray:
    """The page as MuPDF draws it at 300 dpi."""
    shot = page.get_pixmap(dpi=300, colorspace=pymupdf.csGRAY, alpha=False)
    return np.frombuffer(shot.samples, np.uint8).reshape(shot.height, shot.stride)[:, : shot.width]


def changed(pdf: bytes, how: str) -> pymupdf.Document:
    document = pymupdf.open(stream=pdf)
    page = document[0]
    number = page.get_images()[0][0]
    raw = document.xref_stream_raw(number)
    if how == "inverted":
        document.xref_set_key(number, "Decode", "[1 0]")
    elif how == "cut off":
        document.update_stream(number, raw[: len(raw) // 2], compress=False)
        document.xref_set_key(number, "Filter", "/DCTDecode")
    elif how == "drawn over":
        page.draw_rect(pymupdf.Rect(100, 100, 200, 200), fill=(0, 0, 0))
    elif how == "clipped":
        clip = b"0 0 300 300 re W n " + page.read_contents()
        document.update_stream(page.get_contents()[0], clip)
    elif how == "noted":
        page.add_rect_annot(pymupdf.Rect(100, 100, 200, 200))
    elif how == "masked":
        mask = document.get_new_xref()
        document.update_object(mask, "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                                     "/BitsPerComponent 8>>")  # fmt: skip
        document.update_stream(mask, b"\x55")
        document.xref_set_key(number, "SMask", f"{mask} 0 R")
    elif how in ("upside down", "shifted", "smaller"):
        wide, high = page.rect.width, page.rect.height
        matrix = {"upside down": (-wide, 0, 0, -high, wide, high), "shifted": (wide, 0, 0, high, 9, 0)}
        content = (
            " ".join(map(str, matrix.get(how, (wide / 2, 0, 0, high / 2, 0, 0)))) + f" cm /{page.get_images()[0][7]} Do"
        )
        document.update_stream(page.get_contents()[0], content.encode())
    return pymupdf.open(stream=document.tobytes())


def test_a_scan_of_reading_size_is_not_drawn(scan: bytes) -> None:
    page = pymupdf.open(stream=scan)[0]
    assert picture._as_scanned(page) is not None
    assert np.array_equal(grey(page), drawn(page))


@pytest.mark.parametrize(
    "how", ["inverted", "cut off", "drawn over", "clipped", "noted", "masked", "upside down", "shifted", "smaller"]
)
def test_a_page_that_is_not_its_picture_is_drawn(scan: bytes, how: str) -> None:
    page = changed(scan, how)[0]
    assert picture._as_scanned(page) is None
    assert np.array_equal(grey(page), drawn(page))


def test_a_scan_in_colour_is_drawn() -> None:
    image = Image.new("RGB", (2480, 3508), (250, 240, 230))
    ImageDraw.Draw(image).text((300, 300), "Geachte mevrouw", fill=(200, 30, 30), font_size=60)
    document = pymupdf.open()
    page = document.new_page(width=2480 * 0.24, height=3508 * 0.24)
    shot = pymupdf.Pixmap(pymupdf.csRGB, 2480, 3508, image.tobytes(), False)
    page.insert_image(page.rect, stream=shot.tobytes("jpg"))
    page = pymupdf.open(stream=document.tobytes())[0]
    assert np.array_equal(grey(page), drawn(page))
