"""Takes out of a scene what lies under the boxes, and what nobody can see.

A glyph goes when a third of its width lies in a box at the height where its body is; so a box that is as tall as the
font takes no letter of the lines above and below, and no letter beside it (measured: docs/redaction.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from woolak.pipeline.redact.boxes import Ink
from woolak.pipeline.redact.fonts import INKS, NO_INK
from woolak.pipeline.redact.glyphs import Glyphs
from woolak.pipeline.redact.scene import (
    Bounds,
    Form,
    Image,
    Item,
    Path,
    Raw,
    Scene,
    Shading,
    Subpath,
    TextRun,
    apply,
    bounds_of,
    meet,
)

__all__ = ["Target", "drop_unseen", "inks_of", "letters", "remove_under", "rules_of"]

BODY = 0.25
"""Height above the baseline, in ems, at which every letter has its body."""
FLAT = 1e-6
"""A glyph that is less wide is an accent over the one before it."""
SHARE = 0.3
"""Of a glyph's width that must lie in a box for it to go."""
MARGIN = 0.08
"""Part of a box's height at its upper and lower edge that takes nothing."""
UNDERLINE_PT = 3.0
"""So far below or above a box a line may lie and still belong to its words."""
OUTLINE_OPERATORS, OUTLINE_PT = 6, 80.0
"""A shape of more parts, and no higher, may be a letter."""
SAME_COLOUR = 3
"""A part of the page whose pixels differ no more than this shows nothing."""


@dataclass(frozen=True, slots=True)
class Target:
    """A box of one redaction, in page space (y up)."""

    number: int
    bounds: Bounds
    picture: bool = False

    @property
    def body(self) -> Bounds:
        x0, y0, x1, y1 = self.bounds
        cut = MARGIN * (y1 - y0)
        return x0, y0 + cut, x1, y1 - cut


def _touch(a: Bounds, b: Bounds) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def remove_under(scene: Scene, targets: Sequence[Target]) -> None:
    """Mark the glyphs, paths and pictures that lie under the boxes as gone."""
    if not targets:
        return
    glyphs = scene.glyphs()
    for number in _under_upright(glyphs, [target.body for target in targets]).tolist():
        run, index = glyphs.place(number)
        run.gone.add(index)
    for run, straight in zip(glyphs.runs, glyphs.upright.tolist(), strict=True):
        if not straight:
            near = [target for target in targets if _touch(run.bounds(), target.bounds)]
            if near:
                run.gone.update(_glyphs_under(run, near))
    for item in scene.walk():
        if isinstance(item, Path):
            item.subpaths = [part for part in item.subpaths if not _path_goes(part, item, targets)]


def _under_upright(glyphs: Glyphs, bodies: Sequence[Bounds]) -> NDArray[np.intp]:
    """The numbers of the glyphs that go, of the runs from left to right."""
    scale, _, _, rise, origin, foot = glyphs.matrices.T
    lift = rise * (glyphs.rises + BODY * glyphs.sizes) + foot
    goes = np.zeros(len(glyphs), bool)
    everything = np.arange(len(glyphs))
    for left, low, right, high in bodies:
        runs = np.flatnonzero(glyphs.upright & (lift >= low) & (lift <= high)).tolist()
        if not runs:
            continue
        near = np.concatenate([everything[glyphs.starts[run] : glyphs.starts[run + 1]] for run in runs])
        of = glyphs.of[near]
        x0, wide = glyphs.at[near] * scale[of] + origin[of], glyphs.advance[near] * scale[of]
        x1 = x0 + wide
        x0, x1 = np.minimum(x0, x1), np.maximum(x0, x1)
        under = np.minimum(x1, right) - np.maximum(x0, left) >= SHARE * (x1 - x0)
        flat = np.abs(wide) < FLAT
        under[flat] = (left + 0.01 < x0[flat]) & (x0[flat] <= right)
        goes[near[under]] = True
        for number in near[flat].tolist():  # an accent goes with its letter
            goes[number] |= number > glyphs.starts[glyphs.of[number]] and goes[number - 1]
    return np.flatnonzero(goes)


def _glyphs_under(run: TextRun, targets: Sequence[Target]) -> Iterator[int]:
    """The numbers of the glyphs of a run in any direction that go."""
    matrix, lift = run.to_page(), run.rise + BODY * run.size
    bodies = [target.body for target in targets]
    previous = False
    for index, (at, width) in enumerate(zip(run.at, run.advance, strict=True)):
        if abs(width) < FLAT:
            x, y = apply(matrix, at, lift)
            goes = previous or any(b[0] + 0.01 < x <= b[2] and b[1] <= y <= b[3] for b in bodies)
        else:
            points = [apply(matrix, at + width * part, lift) for part in (0.1, 0.3, 0.5, 0.7, 0.9)]
            goes = any(
                sum(b[0] <= x <= b[2] and b[1] <= y <= b[3] for x, y in points) >= len(points) * SHARE for b in bodies
            )
        if goes:
            yield index
        previous = goes


def _path_goes(part: Subpath, path: Path, targets: Sequence[Target]) -> bool:
    """Lines and outlines that belong to what is under a box; rulings and backgrounds that go on beside it stay."""
    x0, y0, x1, y1 = part.bounds
    half = path.line_pt / 2
    width, height = x1 - x0 + 2 * half, y1 - y0 + 2 * half
    for target in targets:
        bx0, by0, bx1, by1 = target.bounds
        if not _touch((x0 - half, y0 - half - UNDERLINE_PT, x1 + half, y1 + half + UNDERLINE_PT), target.bounds):
            continue
        within = bx0 - 1.5 <= x0 and x1 <= bx1 + 1.5 and by0 - UNDERLINE_PT <= y0 and y1 <= by1 + UNDERLINE_PT
        if within:
            return True
        if part.curved or target.picture:
            shared_x = max(0.0, min(x1 + half, bx1) - max(x0 - half, bx0))
            shared_y = max(0.0, min(y1 + half, by1) - max(y0 - half, by0))
            share = shared_x * shared_y / max(width * height, 1e-6)
            if share > (0.5 if not target.picture else 0.3):
                return True
    return False


# what nobody can see -----------------------------------------------------------------------------------------------


def drop_unseen(scene: Scene, picture: NDArray[np.uint8] | None, scale: float) -> tuple[int, bool]:
    """Take out what the page does not show: text that is invisible, outside the page or its clip, covered, or uniform;
    pictures (or the parts of them) that are transparent or covered, or where the page has one colour.

    `picture` is the page as rendered (rows, columns, channels) at `scale` pixels per point. Gives how many letters
    went, and whether they lay on pictures (the text layer of a scan).
    """
    scene.glyphs()  # runs then know how far they reach
    covers = _covers(scene)
    shown: Bounds = (0.0, 0.0, scene.width_pt, scene.height_pt)
    images = [item for item in scene.walk() if isinstance(item, Image)]
    for item in scene.walk():
        if isinstance(item, Path) and not item.clip_rule:
            _drop_shapes(item, shown, covers, picture, scale, scene.height_pt)
    _drop_idle_clips(scene.items)
    for image in images:
        _hide(image, meet(image.clip, shown), covers, picture, scale, scene.height_pt)
    dropped, on_pictures = 0, False
    for run in scene.walk():
        if not isinstance(run, TextRun) or run.mode == 7:
            continue
        unseen = _unseen(run, meet(run.clip, shown), covers, picture, scale, scene.height_pt)
        if unseen:
            run.gone.update(unseen)
            texts = [index for index in unseen if run.font.glyph(run.codes[index])[1].strip()]
            dropped += len(texts)
            if texts and not on_pictures:
                box = run.bounds()
                on_pictures = any(_touch(box, bounds_of(image.ctm, 0, 0, 1, 1)) for image in images)
    return dropped, on_pictures


def _drop_idle_clips(items: Sequence[Item]) -> None:
    """Take out clips through which nothing is painted: their shape may be letters."""
    painted = [False]
    for item in reversed(items):
        if isinstance(item, Raw) and item.content == "Q":
            painted.append(False)
        elif isinstance(item, Raw) and item.content == "q":
            inner = painted.pop() if len(painted) > 1 else False
            painted[-1] = painted[-1] or inner
        elif isinstance(item, Form):
            _drop_idle_clips(item.items)
            painted[-1] = True
        elif isinstance(item, Path) and item.clip_rule and item.paint == "n" and not painted[-1]:
            item.subpaths, item.clip_rule = [], ""
        elif isinstance(item, (TextRun, Image, Shading, Path)):
            painted[-1] = True


def _drop_shapes(
    path: Path,
    page: Bounds,
    covers: NDArray[np.float64],
    picture: NDArray[np.uint8] | None,
    scale: float,
    height: float,
) -> None:
    """Take out shapes outside the page or the clip, those under something opaque, and outlines nobody can see."""
    shown, half, left = meet(path.clip, page), path.line_pt / 2, []
    later = covers[covers[:, 0] > path.order]
    for part in path.subpaths:
        x0, y0, x1, y1 = part.bounds
        box = (x0 - half, y0 - half, x1 + half, y1 + half)
        if not _touch(box, shown):
            continue
        if len(later):
            under = (
                (later[:, 1] <= box[0]) & (later[:, 2] <= box[1]) & (later[:, 3] >= box[2]) & (later[:, 4] >= box[3])
            )
            if under.any():
                continue
        outline = (part.curved or len(part.operators) > OUTLINE_OPERATORS) and y1 - y0 <= OUTLINE_PT
        if outline and picture is not None and _one_colour(picture, meet(box, shown), scale, height):
            continue
        left.append(part)
    path.subpaths = left


def _hide(
    image: Image,
    shown: Bounds,
    covers: NDArray[np.float64],
    picture: NDArray[np.uint8] | None,
    scale: float,
    height_pt: float,
) -> None:
    """Note what of a picture nobody can see."""
    box = meet(bounds_of(image.ctm, 0, 0, 1, 1), shown)
    if not image.seen or box[2] <= box[0] or box[3] <= box[1]:
        image.gone = True
        return
    if picture is not None:
        image.even = _one_colour(picture, box, scale, height_pt)
    later = [(x0, y0, x1, y1) for order, x0, y0, x1, y1 in covers.tolist() if order > image.order]
    image.under = [cover for cover in later if _touch(box, cover)]


def _covers(scene: Scene) -> NDArray[np.float64]:
    """Opaque rectangles and pictures with their place in the order of painting: order, x0, y0, x1, y1."""
    found = []
    for item in scene.walk():
        if isinstance(item, Path) and item.opaque and len(item.subpaths) == 1:
            part = item.subpaths[0]
            if part.curved or part.operators[0][0] != "re":
                continue
            box = meet(part.bounds, item.clip)
        elif isinstance(item, Image) and item.opaque and item.clipped:
            if abs(item.ctm[1]) + abs(item.ctm[2]) > 1e-6 and abs(item.ctm[0]) + abs(item.ctm[3]) > 1e-6:
                continue
            box = meet(bounds_of(item.ctm, 0, 0, 1, 1), item.clip)
        else:
            continue
        if box[2] - box[0] > 2 and box[3] - box[1] > 2:
            found.append((item.order, *box))
    return np.array(found, np.float64).reshape(-1, 5)


def _unseen(
    run: TextRun,
    shown: Bounds,
    covers: NDArray[np.float64],
    picture: NDArray[np.uint8] | None,
    scale: float,
    height_pt: float,
) -> set[int]:
    everything = set(range(len(run.codes)))
    if not run.seen or not run.size:
        return everything
    box = run.bounds()
    if not _touch(box, shown):
        return everything
    if picture is not None and _one_colour(picture, meet(box, shown), scale, height_pt):
        return everything
    inside = shown[0] <= box[0] and shown[1] <= box[1] and shown[2] >= box[2] and shown[3] >= box[3]
    later = covers[covers[:, 0] > run.order] if len(covers) else covers
    if len(later):
        near = (later[:, 1] <= box[2]) & (later[:, 3] >= box[0]) & (later[:, 2] <= box[3]) & (later[:, 4] >= box[1])
        later = later[near]
    if inside and not len(later):
        return set()
    unseen, matrix, lift = set(), run.to_page(), run.rise + BODY * run.size
    for index in everything:
        ends = [apply(matrix, run.at[index] + run.advance[index] * part, lift) for part in (0.15, 0.5, 0.85)]
        if all(not (shown[0] <= x <= shown[2] and shown[1] <= y <= shown[3]) for x, y in ends) or (
            len(later) and any(all(c[1] <= x <= c[3] and c[2] <= y <= c[4] for x, y in ends) for c in later)
        ):
            unseen.add(index)
    return unseen


def _one_colour(picture: NDArray[np.uint8], box: Bounds, scale: float, height_pt: float) -> tuple[int, int, int] | None:
    """The colour of this part of the rendered page when it has only one."""
    rows, columns = picture.shape[:2]
    x0, x1 = max(0, int(box[0] * scale)), min(columns, int(box[2] * scale) + 1)
    y0, y1 = max(0, int((height_pt - box[3]) * scale)), min(rows, int((height_pt - box[1]) * scale) + 1)
    if x1 <= x0 or y1 <= y0:
        return None
    middle = picture[(y0 + y1) // 2, x0:x1, 1]
    if int(np.maximum.reduce(middle)) - int(np.minimum.reduce(middle)) > 10 * SAME_COLOUR:
        return None  # by far the most
    part = picture[y0:y1, x0:x1]
    high, low = part.max(axis=(0, 1)).astype(int), part.min(axis=(0, 1))
    if int((high - low).max()) >= SAME_COLOUR:
        return None
    red, green, blue = (int(value) for value in high)
    return red, green, blue


RULE_HEIGHT_PT, RULE_WIDTH_PT = 6.0, 2.0

# what stays --------------------------------------------------------------------------------------------------------


def letters(scene: Scene) -> Iterator[tuple[TextRun, int, str]]:
    """Every glyph that stays, with its characters."""
    for run in scene.walk():
        if isinstance(run, TextRun):
            for index, code in enumerate(run.codes):
                if index not in run.gone:
                    yield run, index, run.font.glyph(code)[1]


def inks_of(scene: Scene) -> NDArray[np.float64]:
    """Where the letters that stay have ink: a row each of x0, y0, x1, y1 (points of the page, y down)."""
    glyphs, height = scene.glyphs(), scene.height_pt
    kinds = np.array(glyphs.told(lambda run: run.font.inks), int)
    number = np.flatnonzero(glyphs.shown[glyphs.of] & ~glyphs.gone() & (kinds != NO_INK))
    feet, heads = np.array(INKS)[kinds[number]].T
    size, rise = glyphs.sizes[glyphs.of[number]], glyphs.rises[glyphs.of[number]]
    start = glyphs.at[number] + glyphs.shift[number]
    end = start + glyphs.advance[number]
    x0, y0, x1, y1 = glyphs.bounds(number, start, rise + feet * size, end, rise + heads * size)
    return np.stack((x0, height - y1, x1, height - y0), axis=1)


def rules_of(scene: Scene) -> list[Ink]:
    """The upright lines of tables: thin shapes, and the sides of rectangles that are drawn as lines (y down)."""
    rules, height = [], scene.height_pt
    for item in scene.walk():
        if not isinstance(item, Path) or item.paint == "n":
            continue
        for part in item.subpaths:
            x0, y0, x1, y1 = part.bounds
            half = item.line_pt / 2
            if part.curved or y1 - y0 < RULE_HEIGHT_PT:
                continue
            sides = [(x0, x1)] if x1 - x0 <= RULE_WIDTH_PT else [(x0, x0), (x1, x1)] if item.line_pt else []
            rules += [Ink(left - half, height - y1, right + half, height - y0) for left, right in sides]
    return rules
