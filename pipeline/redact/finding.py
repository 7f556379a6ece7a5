"""Finds what must go where the page text did not show it: letters set one by one or out of order, codes that lie about
their letters, letters drawn as outlines, words in pictures.

Matching is on glyphs, in several orders of reading and by two readings of each (what the file says that a code is, and
what its font says); for what has no text at all, OCR of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from math import cos, hypot, pi, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pikepdf import Dictionary, Name, Stream
from rapidfuzz import fuzz

from woolak.model import BoxPt
from woolak.pipeline.redact.encodings import folded, plain
from woolak.pipeline.redact.fonts import SourceFont
from woolak.pipeline.redact.glyphs import Glyphs
from woolak.pipeline.redact.scene import Bounds, Image, Matrix, Path, Scene, TextRun, Use, apply, bounds_of, meet

__all__ = [
    "PictureArea",
    "Wanted",
    "find_in_text",
    "find_in_words",
    "inner_pictures",
    "picture_areas",
    "reads_otherwise",
]

SHORTEST = 4
"""Secrets of fewer letters and digits are not searched for: chance finds them anywhere."""
LONGEST = 60
"""Longer ones are passages: nobody hides a passage letter by letter."""
ANYWHERE = 8
"""Shorter ones must begin and end where a word does."""
ALIKE = 86
"""Per cent likeness at which OCR's reading is taken for the secret."""
TURN = pi / 36
"""Letters that are turned so little from each other stand on one line."""
SAME_LINE = 0.4
GAP = 0.18
"""In ems: a wider gap parts words."""
GLYPH_PT = (2.0, 60.0)
OUTLINES = 6
"""So many curved shapes of a letter's size may be a word."""
STROKES = 48
"""So many straight shapes may be: the strokes of a plotter, or the pixels of a picture drawn as rectangles."""
STROKE_PT = 20.0
APART_PT = 1.0
"""Pictures that are nearer to each other are slices of one."""
MAX_GROUPS = 200
"""A slice is looked for among so many pictures before it."""


class Wanted:
    """The secrets of a document, folded, with how often each may stay on each page."""

    def __init__(self, secrets: Iterable[str], kept_texts: Sequence[str]) -> None:
        plains = {plain(secret) for secret in secrets}
        self.folded = sorted(
            (one for one in plains if SHORTEST <= len(one) <= LONGEST), key=lambda one: (-len(one), one)
        )
        self._kept = [folded(text) for text in kept_texts]

    def __bool__(self) -> bool:
        return bool(self.folded)

    def gone_from(self, page_index: int) -> list[str]:
        """The secrets that the page must not show at all."""
        kept = self._kept[page_index] if page_index < len(self._kept) else ""
        return [secret for secret in self.folded if secret not in kept]


@dataclass(slots=True)
class _Letter:
    number: int
    """Among the glyphs of the page."""
    plain: str
    """Folded: empty for what is no letter or digit."""
    x: float
    y: float
    size: float


class _Reading:
    """The letters that stay, as the file says they are, or as their fonts say."""

    def __init__(self, scene: Scene, second: bool) -> None:
        self.glyphs = glyphs = scene.glyphs()
        stays = glyphs.shown[glyphs.of] & ~glyphs.gone()
        told = glyphs.told(_second_reading if second else lambda run: run.font.plains)
        self.numbers = np.flatnonzero(stays)
        self.plain: list[str] = list(compress(told, stays.tolist()))
        a, b, c, d, e, f = glyphs.matrices.T
        of, at = glyphs.of[self.numbers], glyphs.at[self.numbers]
        self.size = (np.abs(glyphs.sizes) * np.abs(a * d - b * c) ** 0.5)[of]
        self.x, self.y = a[of] * at + (c * glyphs.rises + e)[of], b[of] * at + (d * glyphs.rises + f)[of]
        self.turn = np.round(np.arctan2(b, a) / TURN)[of]

    def as_written(self) -> NDArray[np.intp]:
        return np.arange(len(self.numbers))

    def by_lines(self) -> NDArray[np.intp]:
        """As a reader sees them: per direction of writing, line by line."""
        ordered = [np.arange(0)]
        for turn in np.unique(self.turn).tolist():
            group = np.flatnonzero(self.turn == turn)
            c, s = cos(-turn * TURN), sin(-turn * TURN)
            across, along = self.x[group] * s + self.y[group] * c, self.x[group] * c - self.y[group] * s
            order = np.argsort(-across, kind="stable")
            heights, least = across[order], (SAME_LINE * np.maximum(1.0, self.size[group]))[order]
            line = np.zeros(len(order), int)
            first = 0
            for step in (np.flatnonzero((np.diff(heights) != 0) | (np.diff(least) != 0)) + 1).tolist():
                if heights[first] - heights[step] > least[step]:
                    line[step] = 1
                    first = step
            ordered.append(group[order][np.lexsort((along[order], np.cumsum(line)))])
        return np.concatenate(ordered)

    def by_columns(self) -> NDArray[np.intp]:
        """Letters set under each other."""
        return np.lexsort((-self.y, np.round(self.x / np.maximum(2.0, self.size * 0.8))))

    def letter(self, number: int) -> _Letter:
        x, y, size = (float(column[number]) for column in (self.x, self.y, self.size))
        return _Letter(int(self.numbers[number]), self.plain[number], x, y, size)


def _second_reading(run: TextRun) -> dict[int, str]:
    """What the font says of the codes of a run; what the file says, where the font is silent."""
    return {code: plain(run.font.second_reading(code) or run.font.glyph(code)[1]) for code in set(run.codes)}


def _matches(reading: _Reading, order: NDArray[np.intp], secrets: Sequence[str]) -> Iterator[list[_Letter]]:
    """Stretches of the order that spell a secret, forwards or backwards."""
    ordered = order.tolist()
    joined = "".join(map(reading.plain.__getitem__, ordered))
    owners: list[int] = []
    for secret in secrets:
        for spelled in (secret, secret[::-1]):
            start = joined.find(spelled)
            while start >= 0:
                if not owners:
                    owners = [place for place, number in enumerate(ordered) for _ in reading.plain[number]]
                first, last = owners[start], owners[start + len(secret) - 1]
                around = [reading.letter(number) for number in ordered[max(0, first - 1) : last + 2]]
                match = around[first > 0 :][: last + 1 - first]
                ends = [(a, b) for a, b in ((around[0], match[0]), (match[-1], around[-1])) if a is not b]
                if len(secret) >= ANYWHERE or all(_parted(reading.glyphs, a, b) for a, b in ends):
                    yield match
                start = joined.find(spelled, start + 1)


def _parted(glyphs: Glyphs, a: _Letter, b: _Letter) -> bool:
    """Whether two neighbours in the order belong to different words."""
    if not a.plain or not b.plain:
        return True
    run, index = glyphs.place(a.number)
    end = apply(run.to_page(), run.at[index] + run.advance[index], run.rise)
    return abs(end[0] - b.x) + abs(end[1] - b.y) > GAP * max(a.size, b.size)


def find_in_text(scene: Scene, secrets: Sequence[str]) -> list[list[BoxPt]]:
    """Places where the letters that stay spell a secret: per place, boxes (points, y down)."""
    if not secrets:
        return []
    glyphs, readings = scene.glyphs(), [_Reading(scene, False)]
    if any(_doubtful(run, doubts) for run, doubts in _doubts(scene)):
        readings.append(_Reading(scene, True))
    found: dict[frozenset[int], list[BoxPt]] = {}
    for reading in readings:
        written, lines = reading.as_written(), reading.by_lines()
        orders = [written] if np.array_equal(written, lines) else [written, lines]
        matches = [match for order in orders for match in _matches(reading, order, secrets)]
        below = _matches(reading, reading.by_columns(), secrets)
        matches += [match for match in below if len(match) >= ANYWHERE or _apart(reading, lines, match)]
        for match in matches:
            key = frozenset(letter.number for letter in match)
            if key not in found:
                found[key] = list(_boxes(glyphs, match, scene.height_pt))
    return list(found.values())


def _apart(reading: _Reading, lines: NDArray[np.intp], match: Sequence[_Letter]) -> bool:
    """Whether each of these letters stands by itself on its line: of words under each other some letters always spell
    a short name."""
    places = {int(reading.numbers[number]): place for place, number in enumerate(lines.tolist())}
    for letter in match:
        place = places[letter.number]
        before = [reading.letter(int(number)) for number in lines[max(0, place - 1) : place]]
        behind = [reading.letter(int(number)) for number in lines[place + 1 : place + 2]]
        beside = [*((one, letter) for one in before), *((letter, one) for one in behind)]
        if letter.plain and not all(_parted(reading.glyphs, a, b) for a, b in beside):
            return False
    return True


def _doubts(scene: Scene) -> list[tuple[TextRun, set[int]]]:
    """The runs that are seen and of which a code may not tell what is shown, with these codes of their fonts."""
    runs = [run for run in scene.glyphs().runs if run.mode != 3]
    codes: dict[SourceFont, set[int]] = {}
    for run in runs:
        codes.setdefault(run.font, set()).update(run.codes)
    doubts = {font: {code for code in here if font.doubtful(code)} for font, here in codes.items()}
    return [(run, doubts[run.font]) for run in runs if not doubts[run.font].isdisjoint(run.codes)]


def _doubtful(run: TextRun, doubts: set[int]) -> list[int]:
    """The codes among these of the glyphs that stay."""
    return [code for index, code in enumerate(run.codes) if code in doubts and index not in run.gone]


def _boxes(glyphs: Glyphs, match: Sequence[_Letter], height: float) -> Iterator[BoxPt]:
    """A box per stretch of letters on one line."""
    current: list[float] | None = None
    foot = 0.0
    quads = np.stack(glyphs.quads(np.array([letter.number for letter in match])), axis=1).tolist()
    for letter, (x0, y0, x1, y1) in zip(match, quads, strict=True):
        if not letter.plain:
            continue
        reach = 2 * letter.size
        if current and abs(letter.y - foot) < 0.3 * letter.size and current[0] - reach < x0 < current[2] + reach:
            current = [min(current[0], x0), min(current[1], y0), max(current[2], x1), max(current[3], y1)]
            continue
        if current:
            yield BoxPt(current[0], height - current[3], current[2], height - current[1])
        current, foot = [x0, y0, x1, y1], letter.y
    if current:
        yield BoxPt(current[0], height - current[3], current[2], height - current[1])


def reads_otherwise(scene: Scene) -> bool:
    """Whether only a look at the page tells what it says: outlined letters, or fonts that do not tell or disagree."""
    outlines = straight = 0
    for item in scene.walk():
        if isinstance(item, Path) and item.paint != "n":
            for part in item.subpaths:
                x0, y0, x1, y1 = part.bounds
                wide, tall = x1 - x0, y1 - y0
                if part.curved:
                    outlines += GLYPH_PT[0] <= tall <= GLYPH_PT[1] and wide <= GLYPH_PT[1]
                else:
                    straight += max(wide, tall) <= STROKE_PT
                    outlines += len(part.operators) > 6 and GLYPH_PT[0] <= tall <= GLYPH_PT[1] and wide <= GLYPH_PT[1]
            if outlines >= OUTLINES or straight >= STROKES:
                return True
        elif isinstance(item, Use) and _inside(item):
            return True
    for run, doubts in _doubts(scene):
        left = _doubtful(run, doubts)
        if any(run.font.wide(code) for code in left):
            return True
        if len(left) > 2 and len(left) >= 0.2 * (len(run.codes) - len(run.gone) - len(left)):
            return True
    return False


def inner_pictures(scene: Scene) -> set[int]:
    """Object numbers of the pictures in the patterns and soft masks of a page, of which it may show only a part."""
    return {number for item in scene.walk() if isinstance(item, Use) for number in _inside(item)}


def _inside(item: Use) -> set[int]:
    """The pictures in a tiling pattern or a soft mask."""
    form = item.object if item.kind == "Pattern" else None
    if item.kind == "ExtGState":
        mask = item.object.get("/SMask")
        form = mask.get("/G") if isinstance(mask, Dictionary) else None
    return _pictures_of(form, 0)


def _pictures_of(form: Any, depth: int) -> set[int]:
    if not isinstance(form, Stream) or depth > 6:
        return set()
    found: set[int] = set()
    for inner in form.get("/Resources", Dictionary()).get("/XObject", Dictionary()).values():
        if isinstance(inner, Stream):
            found |= {inner.objgen[0]} if inner.get("/Subtype") == Name.Image else _pictures_of(inner, depth + 1)
    return found


@dataclass(frozen=True, slots=True)
class PictureArea:
    """A picture that is large enough to hold a word."""

    numbers: tuple[int, ...]
    """Object numbers, of an inline image 0."""
    box_pt: BoxPt
    """Where it is seen, y down."""
    ctm: Matrix
    own: bool
    """Whether the file holds more of it than the page shows: then it is read by itself too."""


def picture_areas(scene: Scene) -> Iterator[PictureArea]:
    """The pictures of a page that may hold words; slices and tiles of one are taken together."""
    page = (0.0, 0.0, scene.width_pt, scene.height_pt)
    groups: list[tuple[Bounds, list[Image]]] = []
    for item in scene.walk():
        if not isinstance(item, Image) or item.gone:
            continue
        box = meet(meet(bounds_of(item.ctm, 0, 0, 1, 1), item.clip), page)
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        members, apart = [item], []
        for other, pieces in groups[-MAX_GROUPS:]:
            if _beside(box, other):
                box = (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
                members = pieces + members
            else:
                apart.append((other, pieces))
        groups[-MAX_GROUPS:] = [*apart, (box, members)]
    for (x0, y0, x1, y1), pieces in groups:
        first, alone = pieces[0], len(pieces) == 1
        columns, rows = int(first.stream.get("/Width", 0)), int(first.stream.get("/Height", 0))
        if alone and (columns < 30 or rows < 8):
            continue
        a, b, c, d = first.ctm[:4]
        across, up = 72 * columns / max(0.01, hypot(a, b)), 72 * rows / max(0.01, hypot(c, d))
        plain = 100 < across < 450 and 0.7 < across / up < 1.4 and a > 0 and d > 0
        numbers = tuple(piece.stream.objgen[0] for piece in pieces)
        place = BoxPt(x0, scene.height_pt - y1, x1, scene.height_pt - y0)
        yield PictureArea(numbers, place, first.ctm, alone and not plain)


def _beside(a: Bounds, b: Bounds) -> bool:
    """Whether two areas overlap or meet."""
    return a[0] <= b[2] + APART_PT and b[0] <= a[2] + APART_PT and a[1] <= b[3] + APART_PT and b[1] <= a[3] + APART_PT


def find_in_words(words: Sequence[tuple[str, BoxPt]], secrets: Sequence[str]) -> list[list[BoxPt]]:
    """Places where words read by OCR are a secret, or nearly."""
    found = []
    folded = [plain(text) for text, _ in words]
    for secret in secrets:
        for start in range(len(words)):
            joined, end = "", start
            while end < len(words) and len(joined) < len(secret) - 1:
                joined += folded[end]
                end += 1
            if not joined:
                continue
            close = len(secret) >= 6 and secret.isalpha() and abs(len(joined) - len(secret)) <= 2
            if secret in joined or (close and fuzz.ratio(secret, joined) >= ALIKE):
                found.append([box for _, box in words[start:end]])
    return found
