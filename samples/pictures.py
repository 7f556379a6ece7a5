"""Draws the pictures of the samples: logos, and signatures that nobody has."""

from __future__ import annotations

import hashlib
import random
import re
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

__all__ = ["draw", "width_mm"]

_FONT = "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"
_ATTRIBUTE = re.compile(r'(\w+)=("[^"]*"|\S+)')


def _attributes(spec: str) -> dict[str, str]:
    return {key: value.strip('"') for key, value in _ATTRIBUTE.findall(spec)}


def width_mm(spec: str) -> float:
    """The width at which the picture stands on the page."""
    return float(_attributes(spec).get("width", "38"))


def draw(spec: str, folder: Path) -> Path:
    """Draw `signature seed=3` or `logo text="..." colour=#123456 shape=arc` as PNG and return its path."""
    path = folder / f"picture-{hashlib.sha256(spec.encode()).hexdigest()[:10]}.png"
    if not path.exists():
        attributes = _attributes(spec)
        picture = _signature(attributes) if spec.startswith("signature") else _logo(attributes)
        picture.save(path)
    return path


def _signature(attributes: dict[str, str]) -> Image.Image:
    """A pen stroke: loops that drift to the right, with a flourish under them."""
    chance = random.Random(f"signature {attributes.get('seed', '1')}")
    picture = Image.new("RGBA", (640, 240), (255, 255, 255, 0))
    pen = ImageDraw.Draw(picture)
    ink = chance.choice([(22, 34, 110, 255), (20, 20, 24, 255), (30, 50, 140, 255)])
    x, points = 50.0, []
    while x < 540:
        height = chance.uniform(25, 85) * (1.5 if x < 90 else 1)
        for dx, dy in ((0, 0), (0.25, -1), (0.6, -0.9), (0.55, 0.1), (0.7, 0.45)):
            points.append((x + dx * 46, 140 + dy * height + chance.uniform(-8, 8)))
        x += chance.uniform(26, 58)
    points += [(575, 175), (330, 200 + chance.uniform(-12, 12)), (90, 192)]
    curve = _smooth(points)
    for (x0, y0), (x1, y1) in pairwise(curve):
        pen.line((x0, y0, x1, y1), fill=ink, width=7 if y1 > y0 else 5)
    return picture


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Catmull-Rom through the points."""
    curve = []
    for p0, p1, p2, p3 in zip(points, points[1:], points[2:], points[3:], strict=False):
        for step in range(10):
            t = step / 10
            curve.append(
                (
                    _blend(p0[0], p1[0], p2[0], p3[0], t),
                    _blend(p0[1], p1[1], p2[1], p3[1], t),
                )
            )
    return curve


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def _logo(attributes: dict[str, str]) -> Image.Image:
    text, colour, shape = attributes["text"], attributes["colour"], attributes.get("shape", "arc")
    font = ImageFont.truetype(_FONT, 64)
    picture = Image.new("RGB", (170 + int(font.getlength(text)) + 20, 130), "white")
    pen = ImageDraw.Draw(picture)
    if shape == "arc":
        pen.pieslice((5, 5, 125, 125), 150, 390, fill=colour)
        pen.ellipse((40, 40, 90, 90), fill="white")
    elif shape == "waves":
        for row in range(3):
            for column in range(3):
                x, y = 8 + column * 40, 30 + row * 32
                pen.arc((x, y, x + 40, y + 30), 0 if column % 2 else 180, 180 if column % 2 else 360, colour, 10)
    elif shape == "blocks":
        for row, column in ((0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)):
            pen.rectangle((8 + column * 40, 8 + row * 40, 42 + column * 40, 42 + row * 40), fill=colour)
    else:
        pen.polygon([(8, 120), (65, 8), (122, 120)], fill=colour)
        pen.polygon([(40, 120), (65, 70), (90, 120)], fill="white")
    pen.text((150, 28), text, font=font, fill=colour)
    return picture
