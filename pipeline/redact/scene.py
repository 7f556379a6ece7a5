"""What a page paints, in order: the form between reading it and writing it anew.

Matrices are (a, b, c, d, e, f) as in PDF; page space is points of the page as shown with y up (only here and in
what reads and writes PDF; everywhere else y is down).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from woolak.pipeline.redact.fonts import SourceFont
from woolak.pipeline.redact.glyphs import Glyphs

__all__ = [
    "Bounds",
    "Form",
    "Image",
    "Item",
    "Mark",
    "Matrix",
    "Path",
    "Raw",
    "Scene",
    "Shading",
    "Subpath",
    "TextRun",
    "Use",
    "apply",
    "bounds_of",
    "inverse",
    "meet",
    "multiply",
]

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]
"""x0, y0, x1, y1 in page space, y up."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Bounds = (-1e9, -1e9, 1e9, 1e9)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o)


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def inverse(m: Matrix) -> Matrix | None:
    """None when the matrix flattens everything."""
    a, b, c, d, e, f = m
    det = a * d - b * c
    if abs(det) < 1e-12:
        return None
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


def meet(a: Bounds, b: Bounds) -> Bounds:
    """What two bounds share; empty when x1 < x0 or y1 < y0."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def bounds_of(m: Matrix, x0: float, y0: float, x1: float, y1: float) -> Bounds:
    """The bounds of a rectangle after a matrix."""
    corners = [apply(m, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True)
class Raw:
    """Operators of the graphics state that hold numbers only."""

    content: str


@dataclass(slots=True)
class Use:
    """An operator that names a resource: gs, cs, CS, scn, SCN with a pattern."""

    kind: str
    """The resource category: ExtGState, ColorSpace, Pattern."""
    object: Any
    before: str
    operator: str


@dataclass(slots=True)
class TextRun:
    """The glyphs of one text-showing operator."""

    font: SourceFont
    size: float
    stretch: float
    rise: float
    mode: int
    local: Matrix
    """Tm at the start."""
    ctm: Matrix
    clip: Bounds
    seen: bool
    """False when its alpha is nought."""
    codes: list[int] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    """Where each glyph starts, along the line in units of Tm."""
    advance: list[float] = field(default_factory=list)
    rises: list[float] | None = None
    """Of vertical writing: per glyph, its place across the line."""
    gone: set[int] = field(default_factory=set)
    """Numbers of the glyphs that are taken out."""
    spoken: dict[int, list[int]] = field(default_factory=dict)
    """Before glyph number: the boxes whose label is read here."""
    shift: list[float] = field(default_factory=list)
    """How far each glyph moves along the line; empty when none does."""
    order: int = 0
    extent: tuple[float, float] | None = None
    """The outermost places of its glyphs along the line, once they are known."""
    _matrix: Matrix | None = None
    _bounds: Bounds | None = None

    def to_page(self) -> Matrix:
        """From the run's own space to page space."""
        if self._matrix is None:
            self._matrix = multiply(self.local, self.ctm)
        return self._matrix

    def upright(self) -> bool:
        """Whether it runs from left to right on the page, letters standing up."""
        a, b, c, d, _, _ = self.to_page()
        return abs(b) + abs(c) < 1e-4 and a > 0 and d * self.size > 0

    def bounds(self) -> Bounds:
        """Generous bounds of its glyphs on the page."""
        if self._bounds is None:
            if self.extent is None:
                ends = [a + w for a, w in zip(self.at, self.advance, strict=True)]
                self.extent = min(*self.at, *ends), max(*self.at, *ends)
            x0, x1 = self.extent
            low, high = self.rise - 0.3 * abs(self.size), self.rise + 1.1 * abs(self.size)
            self._bounds = bounds_of(self.to_page(), x0, low, x1, high)
        return self._bounds


@dataclass(slots=True)
class Subpath:
    """A part of a path that starts with m or re."""

    operators: list[tuple[str, list[float]]]
    bounds: Bounds
    curved: bool


@dataclass(slots=True)
class Path:
    """Path construction with its clip and paint operator."""

    subpaths: list[Subpath]
    paint: str
    clip_rule: str
    line_pt: float
    opaque: bool
    """A plain fill without transparency: what was painted before is no longer seen under it."""
    clip: Bounds
    order: int = 0


@dataclass(slots=True)
class Image:
    """A picture: an XObject, or an inline image made into one."""

    stream: pikepdf.Stream
    ctm: Matrix
    clip: Bounds
    clipped: bool
    """By a rectangle only: then `clip` is exact."""
    opaque: bool
    inline: bool = False
    order: int = 0
    gone: bool = False
    seen: bool = True
    """False when its alpha is nought."""
    even: tuple[int, int, int] | None = None
    """The one colour (of 255) that the page shows where it is drawn: nothing of the picture is seen."""
    under: list[Bounds] = field(default_factory=list)
    """What is painted over it later, opaque."""


@dataclass(slots=True)
class Shading:
    """The sh operator."""

    object: Any


@dataclass(slots=True)
class Form:
    """A form XObject with what it paints; read anew for every use, since redactions lie on the page."""

    items: list[Item]
    matrix: Matrix
    bbox: tuple[float, float, float, float]
    group: Any
    order: int = 0


@dataclass(slots=True)
class Mark:
    """Marked content of a tagged page: begin with a tag (mcid or artifact), or end (tag None)."""

    tag: str | None
    mcid: int | None = None


Item = Raw | Use | TextRun | Path | Image | Shading | Form | Mark


@dataclass(slots=True)
class Scene:
    """A page: what it paints, and its size."""

    items: list[Item]
    width_pt: float
    height_pt: float
    base: Matrix
    """From the page's own space to page space."""
    _glyphs: Glyphs | None = None

    def glyphs(self) -> Glyphs:
        """The glyphs of all its text."""
        if self._glyphs is None:
            self._glyphs = Glyphs([item for item in self.walk() if isinstance(item, TextRun)])
        return self._glyphs

    @property
    def is_photographs(self) -> bool:
        """Whether it shows JPEGs without a mask and nothing else: beside the boxes those look as they did."""
        for item in self.walk():
            if isinstance(item, Image):
                stream = item.stream
                odd = item.inline or not item.opaque or stream.get("/Filter") != pikepdf.Name.DCTDecode
                if odd or any(key in stream for key in ("/SMask", "/Mask", "/ImageMask", "/Decode")):
                    return False
            elif not isinstance(item, Mark) and not (isinstance(item, Raw) and item.content[-2:] in ("q", "Q", "cm")):
                return False
        return True

    def walk(self) -> Iterator[Item]:
        """Everything that is painted, forms included, in order."""
        yield from _walk(self.items)


def _walk(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Form):
            yield from _walk(item.items)
