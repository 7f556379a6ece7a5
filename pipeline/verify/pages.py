"""What a page shows and holds, as PDFium reads it: letters with places, pictures and drawings under the boxes."""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from woolak.model import BoxPt

__all__ = [
    "Letters",
    "Painted",
    "dark_bars",
    "drawings_under",
    "has_large_picture",
    "inked",
    "is_veiled",
    "matrix_of",
    "picture_of",
    "pictures_under",
    "read_letters",
]

CALM = 60
"""A painted part of a picture differs no more than this within itself (JPEG rings at its edges)."""
EDGE_PX = 2
Numbers = NDArray[np.float64]
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MAX_OBJECTS = 60_000


class Place(NamedTuple):
    """A character of a page: where it stands in the text and on the page (points, y down)."""

    place: int
    character: str
    x: float
    y: float
    """The middle of its ink."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters of a page in PDFium's order; of those that are seen, columns with their places, by height."""

    text: str
    place: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    x: Numbers = field(default_factory=lambda: np.zeros(0))
    y: Numbers = field(default_factory=lambda: np.zeros(0))
    textpage: pypdfium2.PdfTextPage | None = None

    @property
    def places(self) -> list[Place]:
        """One by one, in the order of the text."""
        columns = (column[np.argsort(self.place)].tolist() for column in (self.place, self.x, self.y))
        return [Place(at, self.text[at], *rest) for at, *rest in zip(*columns, strict=True)]

    def advances(self, places: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
        """Where the advances of some characters begin and end (points), while the page is open."""
        if self.textpage is None or not len(places):
            return np.zeros(0), np.zeros(0)
        raw, loose, boxes = self.textpage.raw, pdfium.FS_RECTF(), bytearray()
        reference = ctypes.byref(loose)
        for place in places.tolist():
            _get_loose_box(raw, place, reference)
            boxes += loose
        wide = np.frombuffer(boxes, np.float32).reshape(-1, 4).astype(np.float64)
        return wide[:, _LEFT], wide[:, _RIGHT]

    def between(self, y0: float, y1: float) -> slice:
        """The part of the columns whose middle lies between two heights (points, both included)."""
        return slice(int(np.searchsorted(self.y, y0)), int(np.searchsorted(self.y, y1, "right")))


def inked(text: str) -> NDArray[np.bool_]:
    """Which characters of a text are no white."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    found = np.ones(len(codes), bool)
    for character in filter(str.isspace, set(text)):
        found &= codes != ord(character)
    return found


def _unchecked(function: Any) -> Any:
    """A function of PDFium as ctypes calls it without looking at each argument: four times as fast."""
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_get_code, _get_box, _get_loose_box, _get_bounds = map(
    _unchecked,
    (pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharBox, pdfium.FPDFText_GetLooseCharBox,
     pdfium.FPDFPageObj_GetBounds),
)  # fmt: skip


def read_letters(page: pypdfium2.PdfPage, with_places: bool) -> Letters:
    """Text in PDFium's order; places only where asked, they take most of the time."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if not count:
        return Letters("")
    if not with_places:
        return Letters(textpage.get_text_range())
    raw, box = textpage.raw, (ctypes.c_double * 4)()
    left, right, bottom, top = (ctypes.byref(box, 8 * side) for side in range(4))
    text = _text_of(textpage, count)
    place, seen, boxes = np.flatnonzero(inked(text)), [], bytearray()
    for index in place.tolist():
        seen.append(_get_box(raw, index, left, right, bottom, top))
        boxes += box
    told = np.array(seen, bool)
    x0, x1, y0, y1 = np.frombuffer(boxes, np.float64).reshape(-1, 4)[told].T
    y = page.get_height() - (y1 + y0) / 2
    by_height = np.argsort(y, kind="stable")
    return Letters(text, place[told][by_height], ((x0 + x1) / 2)[by_height], y[by_height], textpage)


def _text_of(textpage: pypdfium2.PdfTextPage, count: int) -> str:
    """The characters of a page, at once; one by one when PDFium leaves one out that way, or tells it otherwise."""
    text: str = textpage.get_text_range()
    if len(text) == count and "\ufffe" not in text:
        return text
    return "".join(map(chr, map(_get_code, repeat(textpage.raw, count), range(count))))


_RECTANGLE = [name for name, _ in pdfium.FS_RECTF._fields_]
_LEFT, _RIGHT = _RECTANGLE.index("left"), _RECTANGLE.index("right")


class Painted:
    """All that a page paints, in that order, the contents of its forms among it."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = page.get_width(), page.get_height()
        self._page, self._document = page, page.pdf
        self.veiled = False
        """Whether a form shows its contents other than they are, or there is more than is looked at."""
        self.objects = list(self._objects())
        self._last: tuple[Any, NDArray[np.uint8] | None] = (None, None)
        self._sides = (ctypes.c_float * 4)()
        self._side_refs = [ctypes.byref(self._sides, 4 * side) for side in range(4)]

    def of_kind(self, kind: int) -> list[tuple[int, Any, tuple[float, ...]]]:
        """The objects of a kind: place in the order of painting, object, matrix of the forms around it."""
        return [(order, item, outer) for order, (item, found, outer) in enumerate(self.objects) if found == kind]

    def pixels(self, item: Any) -> NDArray[np.uint8] | None:
        """The picture of an object as it is stored; the last one is remembered, it is asked for twice."""
        if item is not self._last[0]:
            self._last = (item, _samples(item))
        return self._last[1]

    def seen(self, item: Any) -> NDArray[np.uint8] | None:
        """The picture of an object with its masks, upright, a pixel a point: colours on white, and how much covers."""
        bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(self._document.raw, self._page.raw, item)
        found = _pixels(bitmap) if bitmap else None
        if found is None or found.shape[2] < 4:
            return found
        cover = found[:, :, 3:].astype(np.uint16)
        return np.concatenate([255 - cover * (255 - found[:, :, :3]) // 255, cover], axis=2).astype(np.uint8)

    def _objects(
        self, parent: Any = None, matrix: tuple[float, ...] = IDENTITY, depth: int = 0
    ) -> Iterator[tuple[Any, int, tuple[float, ...]]]:
        """All objects in order of painting, those of forms with the form's matrix: (object, type, matrix)."""
        page = self._page.raw
        count = pdfium.FPDFFormObj_CountObjects(parent) if parent else pdfium.FPDFPage_CountObjects(page)
        self.veiled |= count > MAX_OBJECTS
        for index in range(min(count, MAX_OBJECTS)):
            found = pdfium.FPDFFormObj_GetObject(parent, index) if parent else pdfium.FPDFPage_GetObject(page, index)
            kind = pdfium.FPDFPageObj_GetType(found)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 12:
                self.veiled |= is_veiled(found)
                yield from self._objects(found, _times(_matrix(found), matrix), depth + 1)
            else:
                yield found, kind, matrix

    def bounds(self, item: Any, outer: Sequence[float]) -> BoxPt:
        """Where an object is, y down."""
        _get_bounds(item, *self._side_refs)
        x0, y0, x1, y1 = self._sides
        if outer != IDENTITY:
            a, b, c, d, e, f = outer
            corners = [(x * a + y * c + e, x * b + y * d + f) for x in (x0, x1) for y in (y0, y1)]
            xs, ys = zip(*corners, strict=True)
            x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        return BoxPt(x0, self.height - y1, x1, self.height - y0)


def is_veiled(item: Any) -> bool:
    """Whether an object is cut or seen through: then the page shows other than it holds."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    return bool(pdfium.FPDFPageObj_HasTransparency(item) or (clip and pdfium.FPDFClipPath_CountPaths(clip) > 0))


def _matrix(item: Any) -> tuple[float, ...]:
    value = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, value)
    return value.a, value.b, value.c, value.d, value.e, value.f


def matrix_of(item: Any, outer: Sequence[float]) -> tuple[float, ...]:
    """How an object is set on the page, by way of the forms around it."""
    return _times(_matrix(item), outer)


def _times(m: Sequence[float], n: Sequence[float]) -> tuple[float, ...]:
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o


def _apart(a: BoxPt, b: BoxPt) -> bool:
    return a.x0 >= b.x1 or b.x0 >= a.x1 or a.y0 >= b.y1 or b.y0 >= a.y1


def pictures_under(painted: Painted, boxes: Sequence[tuple[int, BoxPt]], masked: Callable[[], bool]) -> set[int]:
    """Numbers of the boxes under which a picture still shows something (looked at without what is drawn over it).

    `masked` tells whether a picture of the page may have a mask, which holds as much as the picture itself. A picture
    that cannot be decoded may show anything to who can.
    """
    found = set()
    for _, item, outer in painted.of_kind(pdfium.FPDF_PAGEOBJ_IMAGE):
        place = painted.bounds(item, outer)
        near = [(number, box) for number, box in boxes if not _apart(place, box)]
        if not near:
            continue
        matrix = matrix_of(item, outer)
        samples = painted.pixels(item)
        if samples is None:
            found |= {number for number, _ in near}
            continue
        found |= {number for number, box in near if _tells(_part(samples, matrix, box, painted.height))}
        if masked() and (seen := painted.seen(item)) is not None:
            upright = (place.x1 - place.x0, 0.0, 0.0, place.y1 - place.y0, place.x0, painted.height - place.y1)
            found |= {number for number, box in near if _tells(_part(seen, upright, box, painted.height))}
    return found


def _tells(part: NDArray[np.uint8]) -> bool:
    return bool(part.size) and int((part.max(axis=(0, 1)).astype(int) - part.min(axis=(0, 1))).max()) > CALM


def _samples(item: Any) -> NDArray[np.uint8] | None:
    """The pixels of a picture object as they are stored: rows, columns, channels."""
    bitmap = pdfium.FPDFImageObj_GetBitmap(item)
    found = _pixels(bitmap) if bitmap else None
    return None if found is None else found[:, :, :3]


def _pixels(bitmap: Any) -> NDArray[np.uint8]:
    """The pixels of a bitmap, which is closed when nobody has them any more: rows, columns, channels."""
    width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    depth = {pdfium.FPDFBitmap_Gray: 1, pdfium.FPDFBitmap_BGR: 3}.get(pdfium.FPDFBitmap_GetFormat(bitmap), 4)
    raw = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * height)))
    held = raw.contents  # a copy of a page takes a third of the time that decoding it takes
    weakref.finalize(held, pdfium.FPDFBitmap_Destroy, bitmap).atexit = False  # PDFium may have ended before then
    flat = np.frombuffer(held, np.uint8).reshape(height, stride)
    return flat[:, : width * depth].reshape(height, width, depth)


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
"""A box may be drawn a little lower than the line of text that it covers, and one box for many lines."""
AT_ONCE = 4096


def drawings_under(painted: Painted, boxes: Sequence[BoxPt]) -> set[int]:
    """Numbers of the boxes under which outlines with curves (letters, signatures) are drawn before the box itself."""
    paths = painted.of_kind(pdfium.FPDF_PAGEOBJ_PATH)
    if not paths or not boxes:
        return set()
    near, over = _meetings([painted.bounds(item, outer) for _, item, outer in paths], boxes)
    layer: dict[int, int] = {}
    for number in np.flatnonzero(over.any(axis=1)).tolist():
        order, item, _ = paths[number]
        if _is_cover(item):  # the last one counts: a ground under the whole page comes first, our boxes come last
            layer |= dict.fromkeys(np.flatnonzero(over[number]).tolist(), order)
    # the boxes and their labels come last on the page; a label may reach into the box of the next line
    first = min(layer.values(), default=1 << 60)
    found: set[int] = set()
    for number in np.flatnonzero(near.any(axis=1)).tolist():
        order, item, outer = paths[number]
        if order >= first:
            break
        for box in np.flatnonzero(near[number]).tolist():
            if box not in found and _curves_in(item, outer, boxes[box], painted.height):
                found.add(box)
    return found


def _meetings(places: Sequence[BoxPt], boxes: Sequence[BoxPt]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each place and box: whether they meet, and whether the box lies under it for the most part."""
    near, over = np.zeros((len(places), len(boxes)), bool), np.zeros((len(places), len(boxes)), bool)
    x0, y0, x1, y1 = np.array(boxes, np.float64).T
    for start in range(0, len(places), AT_ONCE):
        left, top, right, bottom = np.array(places[start : start + AT_ONCE], np.float64).T[..., None]
        here = near[start : start + AT_ONCE]
        here |= (left < x1) & (x0 < right) & (top < y1) & (y0 < bottom)
        shared = np.maximum(0, np.minimum(x1, right) - np.maximum(x0, left))
        shared *= np.maximum(0, np.minimum(y1, bottom) - np.maximum(y0, top))
        over[start : start + AT_ONCE] = here & (x1 > x0) & (y1 > y0) & (shared > COVERED * (x1 - x0) * (y1 - y0))
    return near, over


def dark_bars(painted: Painted) -> list[BoxPt]:
    """Filled rectangles of the size of a word or a passage in a dark colour: what people redact with by hand."""
    found = []
    parts = [ctypes.c_uint() for _ in range(4)]
    for _, item, outer in painted.of_kind(pdfium.FPDF_PAGEOBJ_PATH):
        if not _is_cover(item):
            continue
        box = painted.bounds(item, outer)
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


def has_large_picture(painted: Painted) -> bool:
    """Whether pictures take up most of the page: a scan, or a page made into a picture."""
    total = 0.0
    for _, item, outer in painted.of_kind(pdfium.FPDF_PAGEOBJ_IMAGE):
        box = painted.bounds(item, outer)
        total += (box.x1 - box.x0) * (box.y1 - box.y0)
    return bool(total > 0.5 * painted.width * painted.height)


def picture_of(page: pypdfium2.PdfPage, dpi: float) -> NDArray[np.uint8]:
    """The page as PDFium draws it, in grey."""
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    return np.asarray(bitmap.to_numpy())[:, :, 0] if bitmap.to_numpy().ndim == 3 else np.asarray(bitmap.to_numpy())
