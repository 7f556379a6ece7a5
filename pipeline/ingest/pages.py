"""The pages of a canonical PDF as text with words: by its text layer, by OCR where there is none to trust, or both.

A page that is a picture is always read from the picture, also when a scanner put text behind it: nobody knows how
well that was read. Pictures on a page of text are read too: a pasted letter or screen holds names like any other.
"""

from __future__ import annotations

import gc
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from woolak.model import BoxPt, Page
from woolak.pipeline.ingest import layout, ocr, slots
from woolak.pipeline.ingest.boxes import area, core, moved, overlap
from woolak.pipeline.ingest.ocr import Line
from woolak.pipeline.ingest.picture import grey
from woolak.pipeline.ingest.regions import drawn_regions
from woolak.pipeline.ingest.ruled import drawn_divides
from woolak.pipeline.ingest.scanned import Scan, look, read_scan
from woolak.pipeline.ingest.strips import RawWord, Strip
from woolak.pipeline.ingest.textlayer import looks_usable, read_text_layer

if TYPE_CHECKING:
    import pymupdf

__all__ = ["read_pages"]

FEW_CHARACTERS = 40
LARGE_PICTURE = 0.5
"""Share of the page that a picture covers when the page is taken for a scan."""
TRUSTED = 0.65
"""A word seen in a picture on a page of text must be this sure: photographs give words too."""
SHRINK_EVERY = 50
"""Pages after which MuPDF forgets what it remembered of them: a document may have thousands."""
MIN_PICTURE_PT = (40.0, 8.0)
LETTER_PICTURE = 0.25
"""Share of the page from which a picture is read as a page, and not for loose words."""
CONTRAST = 60
PATH = re.compile(rb"[\d.]\s+(?:re|[lcvy])\b")
"""An operator with which a line or a rectangle is drawn, behind its numbers; or words that look like one."""


def read_pages(document: pymupdf.Document) -> Iterator[Page]:
    """Read the pages one by one, scans several at a time; a scan that lies on its side is turned in the document.

    Raises UnreadableSource, MissingProgram (no Tesseract).
    """
    import pymupdf

    seen: dict[Any, list[Line]] = {}
    ahead: deque[Page | Future[tuple[Page, int]]] = deque()
    with ThreadPoolExecutor(slots.places()) as readers:
        try:
            for page in document:
                if page.number % SHRINK_EVERY == SHRINK_EVERY - 1:
                    pymupdf.TOOLS.store_shrink(100)
                looked_at = _quickly(page, seen)
                ahead.append(readers.submit(read_scan, looked_at) if isinstance(looked_at, Scan) else looked_at)
                while len(ahead) > slots.places():
                    yield _ready(ahead.popleft(), document)
            while ahead:
                yield _ready(ahead.popleft(), document)
        finally:
            for waiting in ahead:
                if isinstance(waiting, Future):
                    waiting.cancel()


def _ready(read: Page | Future[tuple[Page, int]], document: pymupdf.Document) -> Page:
    """The page, when its scan is read; the document is turned along with it."""
    if isinstance(read, Page):
        return read
    page, turns = read.result()
    if turns:
        document[page.page_index].set_rotation(90 * turns)
        document[page.page_index].remove_rotation()
    return page


def _quickly(page: pymupdf.Page, seen: dict[Any, list[Line]]) -> Page | Scan:
    collecting = gc.isenabled()
    gc.disable()  # a page is thousands of small objects, none in a cycle: looking for those takes half of the time
    try:
        return _read_page(page, seen)
    finally:
        if collecting:
            gc.enable()


def _read_page(page: pymupdf.Page, seen: dict[Any, list[Line]]) -> Page | Scan:
    """The page by its text layer, or the picture of it that has to be read."""
    plain = _plain_content(page)
    divides = None if plain is not None and not PATH.search(plain) else drawn_divides(page)
    layer = read_text_layer(page, divides)
    pictures = page.get_image_info() if plain is None else []
    images = [BoxPt(*(page.rect & info["bbox"])) for info in pictures]
    largest = max(map(area, images), default=0.0)
    painted = layer.characters - layer.invisible
    scan = painted < FEW_CHARACTERS and largest > LARGE_PICTURE * page.rect.get_area()
    if not layer.characters or scan or not looks_usable(layer):
        return look(page, layer)
    strips = layer.strips
    if any(_is_readable(box) for box in images):
        strips = strips + _in_pictures(page, strips, seen)
    text, words = layout.compose(strips, layer.upright, divides)
    regions = drawn_regions(page, images, text, words)
    return Page(page.number, page.rect.width, page.rect.height, text, words, "text", regions)


def _plain_content(page: pymupdf.Page) -> bytes | None:
    """The operators of a page that draws no picture, where that is plain by them; else None: then it is gone through.

    A picture comes by Do, BI or sh, by a pattern (scn), a soft mask (gs), a letter that is a drawing, or a note.
    """
    if page.first_annot or page.first_widget or any(kind == "Type3" for _, _, kind, *_ in page.get_fonts()):
        return None
    content: bytes = page.read_contents()
    return None if any(operator in content for operator in (b"Do", b"BI", b"sh", b"scn", b"SCN", b"gs")) else content


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
