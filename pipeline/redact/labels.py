"""The label in a box: its letters as outlines, and the same words as text that a search or a screen reader finds.

What is seen are outlines, so that it looks the same in every reader and on every kind of page; what is read is
invisible text `[5.1(2)e]` at the same place (ISO 32000-1, 9.3.6, mode 3), which can be put where the removed words
stood in the order of reading.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pymupdf
from fontTools import agl, cffLib
from fontTools.pens.basePen import BasePen, NullPen

from woolak.model import BoxPt
from woolak.pipeline.redact.style import BoxStyle

__all__ = ["Label", "fit_label", "label_text", "line_width", "outline_path", "spoken"]

EM = 1000.0
PADDING_PT = 1.2
CAP = 0.73
"""Height of a digit or a bracket's upper part, in parts of the size (Nimbus Sans)."""
DEPTH = 0.21
LEADING = 1.1
SQUEEZE = 0.72
"""Letters narrower than this part of their own width are no longer easy to read."""
UNSQUEEZED = 0.95
"""Before letters are squeezed, the grounds are set under each other."""


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text with their size, the squeeze of their width, and per line x and baseline (page, y down)."""

    lines: tuple[str, ...]
    size_pt: float
    squeeze: float
    at_pt: tuple[tuple[float, float], ...]


def spoken(grounds: Sequence[str], joint: str) -> str:
    """What the text layer says at the place of a redaction."""
    return f"[{joint.join(grounds)}]"


def label_text(grounds: Sequence[str], joint: str) -> str:
    """What is printed in the box."""
    return joint.join(grounds)


class _PathPen(BasePen):  # type: ignore[misc]
    """Writes outlines as PDF path operators, from a place on the line."""

    def __init__(self, start: float) -> None:
        super().__init__(None)
        self.start = start
        self.parts: list[str] = []

    def _write(self, operator: str, *points: tuple[float, float]) -> None:
        places = " ".join(f"{self.start + x:g} {y:g}" for x, y in points)
        self.parts.append(f"{places} {operator}")

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._write("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._write("l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._write("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self.parts.append("h")


@cache
def _charstrings() -> Any:
    fonts = cffLib.CFFFontSet()
    fonts.decompile(io.BytesIO(pymupdf.Font("helv").buffer), None)
    return fonts[0].CharStrings


@cache
def _glyph(character: str) -> tuple[Any, float]:
    """Outline and advance width, per 1000; an unknown character is shown as a question mark."""
    glyphs = _charstrings()
    name = agl.UV2AGL.get(ord(character), "question")
    if name not in glyphs.keys():  # noqa: SIM118 - CharStrings is not a mapping
        name = "question"
    glyph = glyphs[name]
    glyph.draw(NullPen())
    return glyph, float(glyph.width)


def line_width(text: str, size_pt: float) -> float:
    """Width of a line of label, in points."""
    return sum(_glyph(character)[1] for character in text) * size_pt / EM


@cache
def outline_path(text: str) -> str:
    """The line as one path that is filled, per 1000, from (0, 0) at the baseline."""
    parts: list[str] = []
    x = 0.0
    for character in text:
        glyph, advance = _glyph(character)
        pen = _PathPen(x)
        glyph.draw(pen)
        parts += pen.parts
        x += advance
    return " ".join([*parts, "f"]) if parts else ""


def _fit(lines: Sequence[str], width: float, height: float, style: BoxStyle) -> tuple[float, float]:
    """The largest size at which the lines fit, and the squeeze that it takes; size below the minimum: does not fit."""
    per_point = max(line_width(line, 1.0) for line in lines)
    tall = (height - 0.6) / (CAP + DEPTH + LEADING * (len(lines) - 1))
    wide = (width - 2 * min(PADDING_PT, width * 0.08)) / per_point
    size = min(style.label_size_pt, tall, wide)
    if size < style.label_minimum_pt and tall >= style.label_minimum_pt:
        size = min(style.label_minimum_pt, wide / SQUEEZE)
    return size, min(1.0, wide / size) if size > 0 else 1.0


def fit_label(grounds: Sequence[str], box: BoxPt, style: BoxStyle) -> Label:
    """Set the label in the box: on one line, else a ground per line, else the first ground; then as small as needed."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    ways: list[tuple[str, ...]] = [(label_text(grounds, style.joint),)]
    if len(grounds) > 1:
        ways += [tuple(grounds), (grounds[0] + " …",), (grounds[0],)]
    fitted = [(lines, *_fit(lines, width, height, style)) for lines in ways]
    legible = [way for way in fitted if way[1] >= style.label_minimum_pt - 1e-6]
    wide = [way for way in legible if way[2] >= UNSQUEEZED]
    lines, size, squeeze = (wide or legible or fitted[-1:])[0]
    block = size * (CAP + LEADING * (len(lines) - 1))
    baseline = (box.y0 + box.y1) / 2 - block / 2 + size * CAP
    places = []
    for number, line in enumerate(lines):
        x = (box.x0 + box.x1) / 2 - line_width(line, size) * squeeze / 2
        places.append((x, baseline + number * LEADING * size))
    return Label(tuple(lines), size, squeeze, tuple(places))
