"""The graphics state while a page is read, and operands as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from woolak.pipeline.redact.fonts import SourceFont
from woolak.pipeline.redact.lexing import PdfName
from woolak.pipeline.redact.scene import EVERYWHERE, Bounds, Matrix, Subpath

__all__ = ["SHORT_KEYS", "SHORT_NAMES", "State", "as_matrix", "as_object", "axis_aligned"]

SHORT_KEYS = {
    "BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms", "F": "Filter", "H": "Height",
    "IM": "ImageMask", "I": "Interpolate", "W": "Width", "L": "Length",
}  # fmt: skip
SHORT_NAMES = {
    "G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed", "AHx": "ASCIIHexDecode",
    "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode", "RL": "RunLengthDecode",
    "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
}  # fmt: skip


@dataclass(slots=True)
class State:
    """The part of the graphics state that reading needs."""

    ctm: Matrix
    clip: Bounds = EVERYWHERE
    clip_exact: bool = True
    line: float = 1.0
    fill_alpha: float = 1.0
    line_alpha: float = 1.0
    plain: bool = True
    """No blend mode and no soft mask."""
    font: SourceFont | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    mode: int = 0
    rise: float = 0.0


def as_matrix(values: list[Any]) -> Matrix | None:
    if len(values) < 6 or not all(isinstance(v, float) for v in values[-6:]):
        return None
    a, b, c, d, e, f = values[-6:]
    return (a, b, c, d, e, f)


def axis_aligned(subpath: Subpath, ctm: Matrix) -> bool:
    """Whether the subpath fills its bounds: a rectangle along the page's edges."""
    if not (abs(ctm[1]) + abs(ctm[2]) < 1e-6 or abs(ctm[0]) + abs(ctm[3]) < 1e-6):
        return False
    if subpath.operators[0][0] == "re":
        return len(subpath.operators) <= 2
    points = [values for operator, values in subpath.operators if operator in ("m", "l")]
    if len(points) == 5 and points[0] == points[4]:
        points.pop()
    return len(points) == 4 and len({p[0] for p in points}) == 2 and len({p[1] for p in points}) == 2


def as_object(value: Any) -> Any:
    """A lexed operand as a PDF object."""
    if isinstance(value, PdfName):
        return Name(f"/{SHORT_NAMES.get(value, value)}")
    if isinstance(value, list):
        return Array([as_object(item) for item in value])
    if isinstance(value, dict):
        return Dictionary({f"/{key}": as_object(item) for key, item in value.items()})
    if isinstance(value, bytes):
        return pikepdf.String(value)
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    return value
