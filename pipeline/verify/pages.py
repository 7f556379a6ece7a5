"""What a page shows and holds, as PDFium reads it: letters with places, pictures and drawings under the boxes."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from woolak.model import BoxPt

__all__ = [
    "Letters",
    "dark_bars",
    "drawings_under",
    "has_large_picture",
    "picture_of",
    "pictures_under",
    "read_letters",
]

CALM = 60
"""A painted part of a picture differs no more than this within itself (JPEG rings at its edges)."""
EDGE_PX = 2
MAX_OBJECTS = 60_000


class Place(NamedTuple):
    """A character of a page: where it stands in the text and on the page (points, y down)."""

    place: int
    character: str
    x: float
    y: float
    """The middle of its ink."""
    x0: float
    x1: float
    """Where its advance begins and ends."""


_height = attrgetter("y")


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters of a page in PDFium's order."""

    text: str
    places: list[Place]
    by_height: list[Place] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_height", sorted(self.places, key=_height))

    def between(self, y0: float, y1: float) -> list[Place]:
        """The characters whose middle lies between two heights (points, both included)."""
        places = self.by_height
        return places[bisect_left(places, y0, key=_height) : bisect_right(places, y1, key=_height)]


def read_letters(page: pypdfium2.PdfPage, with_places: bool) -> Letters:
    """Text in PDFium's order; places only where asked, they take most of the time."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if not count:
        return Letters("", [])
    if not with_places:
        return Letters(textpage.get_text_range(), [])
    height, raw = page.get_height(), textpage.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    refs = [ctypes.byref(value) for value in (left, right, bottom, top)]
    loose = pdfium.FS_RECTF()
    loose_ref = ctypes.byref(loose)
    characters, places = [], []
    get_code, get_box, get_loose = (
        pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharBox, pdfium.FPDFText_GetLooseCharBox,
    )  # fmt: skip
    for index in range(count):
        character = chr(get_code(raw, index))
        characters.append(character)
        if not character.isspace() and get_box(raw, index, *refs) and get_loose(raw, index, loose_ref):
            x, y = (left.value + right.value) / 2, height - (top.value + bottom.value) / 2
            places.append(Place(index, character, x, y, loose.left, loose.right))
    return Letters("".join(characters), places)


def _objects(
    page: Any, parent: Any = None, matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0), depth: int = 0
) -> Iterator[Any]:
    """All page objects in order of painting, those of forms with the form's matrix: (object, type, matrix)."""
    count = pdfium.FPDFFormObj_CountObjects(parent) if parent else pdfium.FPDFPage_CountObjects(page)
    for index in range(min(count, MAX_OBJECTS)):
        found = pdfium.FPDFFormObj_GetObject(parent, index) if parent else pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 12:
            yield from _objects(page, found, _times(_matrix(found), matrix), depth + 1)
        else:
            yield found, kind, matrix


def _matrix(item: Any) -> tuple[float, ...]:
    value = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, value)
    return value.a, value.b, value.c, value.d, value.e, value.f


def _times(m: Sequence[float], n: Sequence[float]) -> tuple[float, ...]:
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o


def _bounds(item: Any, matrix: Sequence[float], height: float) -> BoxPt:
    values = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(value) for value in values))
    x0, y0, x1, y1 = (value.value for value in values)
    corners = [
        (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
        for x in (x0, x1)
        for y in (y0, y1)
    ]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return BoxPt(min(xs), height - max(ys), max(xs), height - min(ys))


def _apart(a: BoxPt, b: BoxPt) -> bool:
    return a.x0 >= b.x1 or b.x0 >= a.x1 or a.y0 >= b.y1 or b.y0 >= a.y1


def pictures_under(page: pypdfium2.PdfPage, boxes: Sequence[tuple[int, BoxPt]]) -> set[int]:
    """Numbers of the boxes under which a picture still shows something (looked at without what is drawn over it)."""
    found, height = set(), page.get_height()
    for item, kind, outer in _objects(page.raw):
        if kind != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        place = _bounds(item, outer, height)
        near = [(number, box) for number, box in boxes if not _apart(place, box)]
        if not near:
            continue
        matrix = _times(_matrix(item), outer)
        for samples in _samples(item):
            for number, box in near:
                part = _part(samples, matrix, box, height)
                if part.size and int((part.max(axis=(0, 1)).astype(int) - part.min(axis=(0, 1))).max()) > CALM:
                    found.add(number)
    return found


def _samples(item: Any) -> Iterator[NDArray[np.uint8]]:
    """The pixels of a picture object as they are stored."""
    bitmap = pdfium.FPDFImageObj_GetBitmap(item)
    if not bitmap:
        return
    try:
        width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        depth = {pdfium.FPDFBitmap_Gray: 1, pdfium.FPDFBitmap_BGR: 3}.get(pdfium.FPDFBitmap_GetFormat(bitmap), 4)
        raw = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * height)))
        flat = np.frombuffer(raw.contents, np.uint8).reshape(height, stride)
        yield flat[:, : width * depth].reshape(height, width, depth)[:, :, :3].copy()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _part(samples: NDArray[np.uint8], matrix: Sequence[float], box: BoxPt, page_height: float) -> NDArray[np.uint8]:
    """The pixels of a picture that lie well within a box."""
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    rows, columns = samples.shape[:2]
    if abs(det) < 1e-9:
        return samples[:0]
    us, vs = [], []
    for x, y in ((box.x0, box.y0), (box.x1, box.y0), (box.x0, box.y1), (box.x1, box.y1)):
        px, py = x - e, page_height - y - f
        us.append((px * d - py * c) / det)
        vs.append((py * a - px * b) / det)
    if abs(b) + abs(c) > 0.02 * (abs(a) + abs(d)) and abs(a) + abs(d) > 0.02 * (abs(b) + abs(c)):
        us, vs = sorted(us)[1:3], sorted(vs)[1:3]  # turned: the part that is inside for certain
    x0, x1 = max(0, int(min(us) * columns) + EDGE_PX), min(columns, int(max(us) * columns) - EDGE_PX)
    y0, y1 = max(0, int((1 - max(vs)) * rows) + EDGE_PX), min(rows, int((1 - min(vs)) * rows) - EDGE_PX)
    return samples[y0:y1, x0:x1] if x1 > x0 and y1 > y0 else samples[:0]


COVERED = 0.7
"""A box may be drawn a little lower than the line of text that it covers."""


def drawings_under(page: pypdfium2.PdfPage, boxes: Sequence[tuple[int, BoxPt]]) -> set[int]:
    """Numbers of the boxes under which outlines with curves (letters, signatures) are drawn before the box itself."""
    height = page.get_height()
    curved: dict[int, int] = {}
    cover: dict[int, int] = {}
    for order, (item, kind, outer) in enumerate(_objects(page.raw)):
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        place = _bounds(item, outer, height)
        for number, box in boxes:
            if _apart(place, box):
                continue
            if number not in curved and _curves_in(item, outer, box, height):
                curved[number] = order
            if _covered(box, place) > COVERED and _is_cover(item):
                cover[number] = order  # the last one: a ground under the whole page comes first, our boxes come last
    # the boxes and their labels come last on the page; a label may reach into the box of the next line
    layer = min(cover.values(), default=1 << 60)
    return {number for number, order in curved.items() if order < layer}


def _covered(box: BoxPt, by: BoxPt) -> float:
    """The part of a box that lies under another; one box may be drawn for many lines of text."""
    shared = max(0.0, min(box.x1, by.x1) - max(box.x0, by.x0)) * max(0.0, min(box.y1, by.y1) - max(box.y0, by.y0))
    area = (box.x1 - box.x0) * (box.y1 - box.y0)
    return shared / area if area > 0 else 0.0


def dark_bars(page: pypdfium2.PdfPage) -> list[BoxPt]:
    """Filled rectangles of the size of a word or a passage in a dark colour: what people redact with by hand."""
    found, height = [], page.get_height()
    parts = [ctypes.c_uint() for _ in range(4)]
    for item, kind, outer in _objects(page.raw):
        if kind != pdfium.FPDF_PAGEOBJ_PATH or not _is_cover(item):
            continue
        box = _bounds(item, outer, height)
        pdfium.FPDFPageObj_GetFillColor(item, *(ctypes.byref(part) for part in parts))
        red, green, blue, alpha = (part.value for part in parts)
        if box.x1 - box.x0 > 8 and box.y1 - box.y0 > 5 and max(red, green, blue) < 100 and alpha > 250:
            found.append(box)
    return found


def _is_cover(item: Any) -> bool:
    """A filled rectangle."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    segments = int(pdfium.FPDFPath_CountSegments(item))
    return fill.value != 0 and segments <= 6


def _curves_in(item: Any, outer: Sequence[float], box: BoxPt, height: float) -> bool:
    matrix = _times(_matrix(item), outer)
    inside = 0
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(item), MAX_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_BEZIERTO:
            continue
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        px = x.value * matrix[0] + y.value * matrix[2] + matrix[4]
        py = height - (x.value * matrix[1] + y.value * matrix[3] + matrix[5])
        if box.x0 + 1 < px < box.x1 - 1 and box.y0 + 1 < py < box.y1 - 1:
            inside += 1
            if inside > 3:
                return True
    return False


def has_large_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures take up most of the page: a scan, or a page made into a picture."""
    whole: float = page.get_width() * page.get_height()
    total = 0.0
    for item, kind, outer in _objects(page.raw):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(item, outer, page.get_height())
            total += (box.x1 - box.x0) * (box.y1 - box.y0)
    return total > 0.5 * whole


def picture_of(page: pypdfium2.PdfPage, dpi: float) -> NDArray[np.uint8]:
    """The page as PDFium draws it, in grey."""
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    return np.asarray(bitmap.to_numpy())[:, :, 0] if bitmap.to_numpy().ndim == 3 else np.asarray(bitmap.to_numpy())
