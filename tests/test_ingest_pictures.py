"""Pictures and lines of a page are seen in whatever way the page draws them."""

from __future__ import annotations

from collections.abc import Callable

import pymupdf
import pytest

from woolak.pipeline.ingest.pages import PATH, _plain_content

INLINE = b"q 60 0 0 40 60 60 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\x00\xff EI Q"


def _inline(document: pymupdf.Document, page: pymupdf.Page) -> None:
    document.update_stream(page.get_contents()[0], page.read_contents() + b"\n" + INLINE)


def _inserted(document: pymupdf.Document, page: pymupdf.Page) -> None:
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8), False)
    page.insert_image(pymupdf.Rect(60, 60, 160, 120), pixmap=pixels)


def _within_a_form(document: pymupdf.Document, page: pymupdf.Page) -> None:
    with pymupdf.open() as other:
        _inserted(other, other.new_page())
        page.show_pdf_page(pymupdf.Rect(60, 60, 200, 200), other, 0)


def _stamp(document: pymupdf.Document, page: pymupdf.Page) -> None:
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8), False)
    page.add_stamp_annot(pymupdf.Rect(60, 60, 160, 120), stamp=pixels)


def _clipped_away(document: pymupdf.Document, page: pymupdf.Page) -> None:
    stream = b"q 0 0 1 1 re W n " + INLINE + b" Q"
    document.update_stream(page.get_contents()[0], page.read_contents() + b"\n" + stream)


@pytest.mark.parametrize("drawn", [_inline, _inserted, _within_a_form, _stamp, _clipped_away])
def test_a_page_is_only_passed_over_when_it_draws_no_picture(
    drawn: Callable[[pymupdf.Document, pymupdf.Page], None],
) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((60, 300), "Geachte mevrouw,")
    assert _plain_content(page) is not None
    assert page.get_image_info() == []
    drawn(document, page)
    page = pymupdf.open(stream=document.tobytes())[0]
    assert page.get_image_info()
    assert _plain_content(page) is None


LINES = {
    "a line": b"60 60 m\n60 200 l\nS", "a rectangle": b"60. 60. 200. 40. re f", "a curve": b"0 0 m 9 9 9 60 9.5 90 c S",
    "half a curve": b"0 0 m 9 9\t9 60  v S", "the other half": b"0 0 m 9 9 9 60\r\ny S",
}  # fmt: skip


@pytest.mark.parametrize("drawn", LINES.values(), ids=LINES.keys())
def test_a_page_is_only_passed_over_when_it_draws_no_line(drawn: bytes) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((60, 300), "Geachte mevrouw, u woont op nummer 5 c.")
    assert not PATH.search(_plain_content(page) or b"")
    assert page.get_cdrawings() == []
    document.update_stream(page.get_contents()[0], page.read_contents() + b"\n" + drawn)
    page = pymupdf.open(stream=document.tobytes())[0]
    assert page.get_cdrawings()
    assert PATH.search(_plain_content(page) or b"")
