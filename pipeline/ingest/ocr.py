"""Optical character recognition by the Tesseract program; nobody else starts it."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from woolak.errors import MissingProgram, UnreadableSource
from woolak.model import BoxPt
from woolak.pipeline.ingest.layout import RawWord, Strip, split_at_gaps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DPI", "OcrText", "quarter_turns", "read_picture"]

DPI = 300
LANGUAGE = "nld"
PACKAGES = "tesseract-ocr tesseract-ocr-nld tesseract-ocr-osd"
SECONDS_PER_PAGE = 180
POINTS_PER_PIXEL = 72 / DPI
# Heights of print in ems: of an x, what a capital or a t adds above, what a p adds below.
LOW_LETTER, TALLER, DEEPER = 0.5, 0.21, 0.21
TALL = re.compile(r"[A-Z0-9bdfhijklt!?%&€/|()À-ÞĀ-Ž]")
DEEP = re.compile(r"[gjpqyç,;Q()/|]")
RULES = "|_—–-=¦[]"
"""What OCR makes of the rules of a table: no words, but the border of a cell."""


@dataclass(frozen=True, slots=True)
class OcrText:
    """What was read of one picture."""

    strips: list[Strip]
    confidence: float
    """Mean over the words, weighted by length; 0 when nothing was read."""
    sideways: bool
    """Whether most words run from top to bottom or the other way."""


@cache
def _probe() -> None:
    """Raise MissingProgram unless Tesseract and its Dutch data are installed."""
    try:
        listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        raise MissingProgram("Tesseract", PACKAGES) from None
    if listed.returncode or not {LANGUAGE, "osd"} <= set(listed.stdout.split()):
        raise MissingProgram("Tesseract", PACKAGES)


def _tesseract(pixels: NDArray[np.uint8], *options: str) -> str:
    """Run the program on a grey picture. Raises MissingProgram, or UnreadableSource when it fails or hangs."""
    import numpy as np

    _probe()
    height, width = pixels.shape
    command = ["tesseract", "stdin", "stdout", "--dpi", str(DPI), *options]
    try:
        # A file without a name: a pipe is filled 512 bytes at a time, which costs more than all else here.
        with tempfile.TemporaryFile() as picture:
            picture.write(b"P5 %d %d 255\n" % (width, height))
            picture.write(np.ascontiguousarray(pixels).data)
            picture.seek(0)
            done = subprocess.run(
                command,
                stdin=picture,
                capture_output=True,
                timeout=SECONDS_PER_PAGE,
                env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            )
    except (OSError, subprocess.TimeoutExpired):
        raise UnreadableSource.failed() from None
    if done.returncode:
        raise UnreadableSource.failed()
    return done.stdout.decode("utf-8", "replace")


def quarter_turns(pixels: NDArray[np.uint8]) -> int:
    """How many quarter turns clockwise set the picture upright (0..3); 0 when Tesseract cannot tell."""
    try:
        told = _tesseract(pixels, "--psm", "0", "-l", "osd")
    except UnreadableSource:  # too few letters on the page
        return 0
    facts = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
    sure = float(facts.get("Orientation confidence", 0)) > 1.0
    return int(facts.get("Rotate", 0)) // 90 if sure else 0


def read_picture(pixels: NDArray[np.uint8], left_pt: float = 0.0, top_pt: float = 0.0, sparse: bool = False) -> OcrText:
    """Read a grey picture of 300 dpi; positions are in points, shifted by the picture's place on the page.

    `sparse` is for a picture with loose words on it. Raises MissingProgram, UnreadableSource.
    """
    table = _tesseract(pixels, "-l", LANGUAGE, *(("--psm", "11") if sparse else ()), "tsv")
    lines: dict[tuple[str, ...], list[RawWord]] = {}
    for row in csv.reader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) != 12 or row[0] != "5" or not row[11].strip():
            continue
        x, y, w, h = (int(value) * POINTS_PER_PIXEL for value in row[6:10])
        box = BoxPt(left_pt + x, top_pt + y, left_pt + x + w, top_pt + y + h)
        word = RawWord("".join(row[11].split()), box, (), max(0.0, float(row[10])) / 100)
        lines.setdefault(tuple(row[1:5]), []).append(word)
    slope = _slope(list(lines.values()))
    strips: list[Strip] = []
    for words in lines.values():
        words.sort(key=lambda word: word.box_pt.x0)
        size = max(4.0, median(map(_size, words)))
        feet = median(_foot(word, size) - slope * word.box_pt.x0 for word in words)
        for is_rule, part in groupby(words, key=lambda word: not word.text.strip(RULES)):
            if not is_rule:
                strips += split_at_gaps(list(part), feet, size, -1)
    weights = [(len(word.text), word.confidence) for words in lines.values() for word in words]
    total = sum(length for length, _ in weights)
    long = [word.box_pt for words in lines.values() for word in words if len(word.text) > 3]
    upright = sum(box.y1 - box.y0 > 1.2 * (box.x1 - box.x0) for box in long)
    confidence = sum(length * sure for length, sure in weights) / total if total else 0.0
    return OcrText(strips, confidence, 2 * upright > len(long))


def _size(word: RawWord) -> float:
    """Size of the letters, by the height of the box that holds them."""
    height = word.box_pt.y1 - word.box_pt.y0
    tall, deep = TALL.search(word.text) is not None, DEEP.search(word.text) is not None
    return height / (LOW_LETTER + (TALLER if tall else 0) + (DEEPER if deep else 0))


def _foot(word: RawWord, size: float) -> float:
    """The line on which the letters of a word stand."""
    return word.box_pt.y1 - (DEEPER * size if DEEP.search(word.text) else 0.0)


def _slope(lines: list[list[RawWord]]) -> float:
    """The skew of the page as the median slope of its long lines."""
    slopes = [
        (line[-1].box_pt.y1 - line[0].box_pt.y1) / (line[-1].box_pt.x0 - line[0].box_pt.x0)
        for line in lines
        if len(line) > 4 and line[-1].box_pt.x0 - line[0].box_pt.x0 > 100
    ]
    return median(slopes) if slopes else 0.0
