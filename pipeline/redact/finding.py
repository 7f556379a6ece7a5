"""Finds what must go where the page text did not show it: letters set one by one or out of order, codes that lie about
their letters, letters drawn as outlines, words in pictures.

Matching is on glyphs, in several orders of reading and by two readings of each (what the file says that a code is, and
what its font says); for what has no text at all, OCR of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from typing import Any

from pikepdf import Dictionary, Name, Stream
from rapidfuzz import fuzz

from woolak.model import BoxPt
from woolak.pipeline.redact.encodings import plain
from woolak.pipeline.redact.removing import glyph_quad
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
        folded = {plain(secret) for secret in secrets}
        self.folded = sorted((f for f in folded if SHORTEST <= len(f) <= LONGEST), key=lambda f: (-len(f), f))
        self._kept = [plain(text) for text in kept_texts]

    def __bool__(self) -> bool:
        return bool(self.folded)

    def gone_from(self, page_index: int) -> list[str]:
        """The secrets that the page must not show at all."""
        kept = self._kept[page_index] if page_index < len(self._kept) else ""
        return [secret for secret in self.folded if secret not in kept]


@dataclass(slots=True)
class _Letter:
    run: TextRun
    index: int
    plain: str
    """Folded: empty for what is no letter or digit."""
    x: float
    y: float
    size: float
    angle: float


def _letters(scene: Scene, second: bool) -> list[_Letter]:
    """Each letter that stays, as the file says it is, or as its font says."""
    found = []
    for run in scene.walk():
        if not isinstance(run, TextRun) or run.mode == 3 or len(run.gone) == len(run.codes):
            continue
        a, b, c, d, e, f = run.to_page()
        size, angle = abs(run.size) * (abs(a * d - b * c) ** 0.5), atan2(b, a)
        x0, y0 = c * run.rise + e, d * run.rise + f
        glyph, gone = run.font.glyph, run.gone
        for index, (code, at) in enumerate(zip(run.codes, run.at, strict=True)):
            if index not in gone:
                text = (run.font.second_reading(code) if second else "") or glyph(code)[1]
                found.append(_Letter(run, index, plain(text), a * at + x0, b * at + y0, size, angle))
    return found


def _by_lines(parts: list[_Letter]) -> list[_Letter]:
    """As a reader sees them: per direction of writing, line by line."""
    groups: dict[int, list[_Letter]] = {}
    for letter in parts:
        groups.setdefault(round(letter.angle / (pi / 36)), []).append(letter)
    ordered: list[_Letter] = []
    for turn, group in sorted(groups.items()):
        angle = turn * pi / 36
        c, s = cos(-angle), sin(-angle)
        placed = [(letter.x * s + letter.y * c, letter.x * c - letter.y * s, letter) for letter in group]
        placed.sort(key=lambda item: -item[0])
        line: list[tuple[float, float, _Letter]] = []
        for item in placed:
            if line and line[0][0] - item[0] > SAME_LINE * max(1.0, item[2].size):
                ordered += [letter for _, _, letter in sorted(line, key=lambda part: part[1])]
                line = []
            line.append(item)
        ordered += [letter for _, _, letter in sorted(line, key=lambda part: part[1])]
    return ordered


def _by_columns(parts: list[_Letter]) -> list[_Letter]:
    """Letters set under each other."""
    return sorted(parts, key=lambda letter: (round(letter.x / max(2.0, letter.size * 0.8)), -letter.y))


def _matches(ordered: Sequence[_Letter], secrets: Sequence[str]) -> Iterator[list[_Letter]]:
    """Stretches of the order that spell a secret, forwards or backwards."""
    joined = "".join([letter.plain for letter in ordered])
    owners: list[int] = []
    for secret in secrets:
        for spelled in (secret, secret[::-1]):
            start = joined.find(spelled)
            while start >= 0:
                if not owners:
                    owners = [number for number, letter in enumerate(ordered) for _ in letter.plain]
                first, last = owners[start], owners[start + len(secret) - 1]
                if len(secret) >= ANYWHERE or (_parted(ordered, first - 1, first) and _parted(ordered, last, last + 1)):
                    yield list(ordered[first : last + 1])
                start = joined.find(spelled, start + 1)


def _parted(ordered: Sequence[_Letter], left: int, right: int) -> bool:
    """Whether two neighbours in the order belong to different words."""
    if left < 0 or right >= len(ordered):
        return True
    a, b = ordered[left], ordered[right]
    if not a.plain or not b.plain:
        return True
    end = apply(a.run.to_page(), a.run.at[a.index] + a.run.advance[a.index], a.run.rise)
    return abs(end[0] - b.x) + abs(end[1] - b.y) > GAP * max(a.size, b.size)


def find_in_text(scene: Scene, secrets: Sequence[str]) -> list[list[BoxPt]]:
    """Places where the letters that stay spell a secret: per place, boxes (points, y down)."""
    if not secrets:
        return []
    readings = [_letters(scene, False)]
    if any(letter.run.font.doubtful(letter.run.codes[letter.index]) for letter in readings[0]):
        readings.append(_letters(scene, True))
    found: dict[frozenset[tuple[int, int]], list[BoxPt]] = {}
    for reading in readings:
        for ordered in (reading, _by_lines(reading), _by_columns(reading)):
            for match in _matches(ordered, secrets):
                key = frozenset((id(letter.run), letter.index) for letter in match)
                if key not in found:
                    found[key] = list(_boxes(match, scene.height_pt))
    return list(found.values())


def _boxes(match: Sequence[_Letter], height: float) -> Iterator[BoxPt]:
    """A box per stretch of letters on one line."""
    current: list[float] | None = None
    foot = 0.0
    for letter in match:
        if not letter.plain:
            continue
        x0, y0, x1, y1 = glyph_quad(letter.run, letter.index)
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
        elif isinstance(item, TextRun) and item.mode != 3:
            left = [code for index, code in enumerate(item.codes) if index not in item.gone]
            doubts = sum(item.font.doubtful(code) for code in left)
            if doubts and any(item.font.wide(code) for code in left):
                return True
            if doubts > 2 and doubts >= 0.2 * (len(item.codes) - len(item.gone) - doubts):
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
