"""Tags for a page that has none: paragraphs in the order in which the page is written, and the rest as artefacts.

Nothing is guessed that assistive technology would act on (headings, tables): a paragraph that reads well is better
than a table that is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from woolak.pipeline.redact.scene import Form, Image, Item, Mark, Path, Scene, Shading, TextRun, apply, bounds_of
from woolak.pipeline.redact.tagging import Tags

__all__ = ["tag_page"]

LINE = 1.7
"""In sizes: a step down larger than this begins a paragraph."""
UP = 0.6
GROWN = 1.2
COLUMN = 2.0
"""In sizes: so far to the right on the same line, another cell begins."""
SCAN = 0.6
"""A picture over so much of the page is its background: its words are read by OCR."""


def tag_page(scene: Scene, page_index: int, tags: Tags) -> None:
    """Put marks around what the page paints, and the paragraphs into the tree."""
    marked: list[Item] = []
    open_as: str | None = None
    last: tuple[float, float, float] | None = None
    for item in scene.items:
        kind = _kind(item, scene)
        if kind is None:
            marked.append(item)
            continue
        begins = kind != open_as or kind == "Figure"
        if kind == "P":
            first, end = _ends(item)
            begins = begins or last is None or _apart(last, first)
            last = end
        if begins:
            if open_as is not None:
                marked.append(Mark(None))
            marked.append(Mark("Artifact") if kind == "Artifact" else Mark(kind, tags.add(page_index, kind)))
            open_as = kind
        marked.append(item)
    if open_as is not None:
        marked.append(Mark(None))
    scene.items = marked


def _kind(item: Item, scene: Scene) -> str | None:
    """P for text, Figure for a picture, Artifact for other drawing; None for what paints nothing."""
    if isinstance(item, TextRun):
        return "P"
    if isinstance(item, Image):
        x0, y0, x1, y1 = bounds_of(item.ctm, 0, 0, 1, 1)
        scan = (x1 - x0) * (y1 - y0) > SCAN * scene.width_pt * scene.height_pt
        return "Artifact" if scan else "Figure"
    if isinstance(item, Form):
        return "P" if next(_texts(item), None) else "Artifact"
    if isinstance(item, (Path, Shading)):
        return "Artifact"
    return None


def _texts(item: Item) -> Iterator[TextRun]:
    if isinstance(item, TextRun):
        yield item
    elif isinstance(item, Form):
        for inner in item.items:
            yield from _texts(inner)


def _ends(item: Item) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Where the first and the last glyph of it stand, with their size: x, y, size."""
    runs = list(_texts(item))
    places = []
    for run, at in ((runs[0], runs[0].at[0]), (runs[-1], runs[-1].at[-1] + runs[-1].advance[-1])):
        a, b, c, d, _, _ = run.to_page()
        x, y = apply(run.to_page(), at, run.rise)
        places.append((x, y, max(0.1, abs(run.size) * (abs(a * d - b * c) ** 0.5))))
    return places[0], places[1]


def _apart(last: tuple[float, float, float], first: tuple[float, float, float]) -> bool:
    """Whether a new paragraph begins."""
    down, size = last[1] - first[1], max(last[2], first[2])
    if down > LINE * size or down < -UP * size or size > GROWN * min(last[2], first[2]):
        return True
    return abs(down) < UP * size and first[0] - last[0] > COLUMN * size
