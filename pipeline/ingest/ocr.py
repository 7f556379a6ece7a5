"""Optical character recognition: what Tesseract reads of a page, as lines of words with their places."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Literal

from woolak.errors import UnreadableSource
from woolak.model import BoxPt
from woolak.pipeline.ingest.recogniser import recognise
from woolak.pipeline.ingest.ruled import Divides
from woolak.pipeline.ingest.strips import RawWord, Strip, split_at_gaps
from woolak.rules.reading import Model, read_rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DPI", "Line", "OcrText", "ocr_rules", "quarter_turns", "read_page", "read_picture", "to_strips"]

DPI = 300
LANGUAGE, SECOND_LANGUAGE = "nld", "eng"
UPRIGHT, UPRIGHT_MODE = "osd", 0
PAGE_MODES = {"page": 3, "loose words": 11, "block": 6}
"""Tesseract's ways to look for lines; as it is, 6 and 11 lose a fifth of the words of a whole page."""
SHORTEST_LINE = 30
"""Points; a shorter line says too little of the skew."""
POINTS_PER_PIXEL = 72 / DPI
# Heights of print in ems: of an x, what a capital or a t adds above, what a p and a comma add below.
LOW_LETTER, TALLER, DEEPER, COMMA = 0.5, 0.21, 0.21, 0.13
TALL = re.compile(r"[A-Z0-9bdfhijklt!?%&€/|()À-ÞĀ-Ž]")
DEEP = re.compile(r"[gjpqyçQ()/|,;]")
RULES = "|_—–-=¦[]"
"""What OCR makes of the rules of a table: no words, but the border of a cell."""


TOO_HIGH = 3.0
"""So many times as high as the print of its page is no sign."""

Line = list[RawWord]
ENOUGH_WORDS = 8


class OcrRules(Model):
    """rules/ocr.yaml."""

    doubtful_below: float
    english: tuple[str, ...]
    dutch: tuple[str, ...]


def ocr_rules() -> OcrRules:
    """The rules of rules/ocr.yaml, read once per process."""
    rules: OcrRules = read_rules("ocr.yaml", OcrRules)
    return rules


@dataclass(frozen=True, slots=True)
class OcrText:
    """What was read of one picture."""

    lines: list[Line]
    confidence: float
    """Mean over the words, weighted by length; 0 when nothing was read."""
    sideways: bool
    """Whether most words run from top to bottom or the other way."""


def quarter_turns(pixels: NDArray[np.uint8]) -> int:
    """How many quarter turns clockwise set the picture upright (0..3); 0 when Tesseract cannot tell."""
    try:
        told = json.loads(recognise(pixels, UPRIGHT, UPRIGHT_MODE, DPI))
    except UnreadableSource:
        return 0
    if told is None or told["orient_conf"] <= 1.0:  # too few letters on the page
        return 0
    return -int(told["orient_deg"]) // 90 % 4


def read_page(pixels: NDArray[np.uint8]) -> OcrText:
    """Read a picture of a page in Dutch; once more in English when that is what it turns out to be.

    Raises MissingProgram, UnreadableSource.
    """
    read = read_picture(pixels)
    rules = ocr_rules()
    words = Counter(word.text.lower().strip(".,;:()") for line in read.lines for word in line)
    english, dutch = (sum(words[word] for word in known) for known in (rules.english, rules.dutch))
    if english < ENOUGH_WORDS or english < 2 * dutch:
        return read
    second = read_picture(pixels, language=SECOND_LANGUAGE)
    return second if second.confidence > read.confidence else read


def read_picture(
    pixels: NDArray[np.uint8], mode: Literal["page", "loose words", "block"] = "page", language: str = LANGUAGE
) -> OcrText:
    """Read a grey picture of 300 dpi; positions are in points from its top left corner.

    `mode` is what the picture holds. Raises MissingProgram, UnreadableSource.
    """
    table = recognise(pixels, language, PAGE_MODES[mode], DPI)
    lines: dict[tuple[str, ...], Line] = {}
    for row in csv.reader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) != 12 or row[0] != "5" or not row[11].strip():
            continue
        x, y, w, h = (int(value) * POINTS_PER_PIXEL for value in row[6:10])
        text = "".join(row[11].split())
        word = RawWord(text.strip("|¦_") or text, BoxPt(x, y, x + w, y + h), (), max(0.0, float(row[10])) / 100)
        lines.setdefault(tuple(row[1:5]), []).append(word)
    found = without_pictures(list(lines.values()))
    words = [word for line in found for word in line]
    weight = sum(len(word.text) for word in words)
    confidence = sum(len(word.text) * word.confidence for word in words) / weight if weight else 0.0
    long = [word for word in words if len(word.text) > 3]
    sideways = 2 * sum(map(_runs_down, long)) > len(long)
    if not sideways:  # a column of figures, taken for a word that runs down
        found = [kept for line in found if (kept := [w for w in line if len(w.text) < 3 or not _runs_down(w)])]
    return OcrText(found, confidence, sideways)


def without_pictures(lines: list[Line]) -> list[Line]:
    """The lines, but for a picture or coloured bar that was read as a sign: '©', many times as high as the print."""
    heights = [word.box_pt.y1 - word.box_pt.y0 for line in lines for word in line]
    highest = TOO_HIGH * median(heights) if heights else 0.0
    return [line for line in lines if not all(map(_is_sign, line)) or line[0].box_pt.y1 - line[0].box_pt.y0 < highest]


def _is_sign(word: RawWord) -> bool:
    return not any(letter.isalnum() for letter in word.text)


def _runs_down(word: RawWord) -> bool:
    box = word.box_pt
    return box.y1 - box.y0 > 1.2 * (box.x1 - box.x0)


def to_strips(lines: list[Line], divides: Divides | None = None) -> list[Strip]:
    """The lines as strips, with the skew of the page taken out of their baselines."""
    slope = _slope(lines)
    strips: list[Strip] = []
    for line in lines:
        words = sorted(line, key=lambda word: word.box_pt.x0)
        size = max(4.0, median(map(_size, words)))
        feet = median(_foot(word, size) - slope * word.box_pt.x0 for word in words)
        for is_rule, part in groupby(words, key=lambda word: not word.text.strip(RULES)):
            if not is_rule:
                strips += split_at_gaps(list(part), feet, size, -1, divides)
    return strips


def _size(word: RawWord) -> float:
    """Size of the letters, by the height of the box that holds them."""
    height = word.box_pt.y1 - word.box_pt.y0
    return height / (LOW_LETTER + (TALLER if TALL.search(word.text) else 0) + _depth(word.text))


def _foot(word: RawWord, size: float) -> float:
    """The line on which the letters of a word stand."""
    return word.box_pt.y1 - _depth(word.text) * size


def _depth(text: str) -> float:
    """How far a word reaches below its line, in ems."""
    if not DEEP.search(text):
        return 0.0
    return DEEPER if DEEP.search(text.replace(",", "").replace(";", "")) else COMMA


def _slope(lines: list[Line]) -> float:
    """The skew of the page: the median slope of its lines, each counted by its length."""
    slopes = []
    for line in lines:
        level = sorted((w.box_pt for w in line if not DEEP.search(w.text)), key=lambda box: box.x0)
        width = level[-1].x0 - level[0].x0 if level else 0.0
        if width > SHORTEST_LINE:
            slopes.append(((level[-1].y1 - level[0].y1) / width, width))
    half = sum(width for _, width in slopes) / 2
    for slope, width in sorted(slopes):
        half -= width
        if half <= 0:
            return slope
    return 0.0
