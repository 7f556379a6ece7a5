"""Reads a page into a scene.

Text state, marked content and positions are taken up into the scene; what remains as operators is only what paints.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Pdf

from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.fonts import FontReader
from woolak.pipeline.redact.graphics import State
from woolak.pipeline.redact.interpreting import Interpreter
from woolak.pipeline.redact.lexing import operations
from woolak.pipeline.redact.scene import EVERYWHERE, Bounds, Item, Matrix, Scene, multiply

__all__ = ["ContentReader", "page_base", "read_page"]

MAX_OPERATIONS = 3_000_000
MAX_FORMS = 300


class ContentReader:
    """Reads the pages of one document; fonts and forms are remembered between pages."""

    def __init__(self, pdf: Pdf, is_hidden: Callable[[Any], bool]) -> None:
        self.pdf = pdf
        self.fonts = FontReader()
        self._is_hidden = is_hidden
        self._forms: dict[tuple[int, int], list[tuple[str, list[Any]]]] = {}
        self._budget = MAX_OPERATIONS
        self._order = 0

    def read(self, content: bytes, resources: Any, ctm: Matrix, clip: Bounds = EVERYWHERE) -> list[Item]:
        """The items of one page's content. Raises CannotRebuild."""
        self._budget = MAX_OPERATIONS
        self._order = 0
        try:
            return Interpreter(self, resources, State(ctm, clip), 0).read(operations(content))
        except (ValueError, OverflowError, RecursionError, pikepdf.PdfError) as error:
            raise CannotRebuild(f"content: {type(error).__name__}") from error

    def spend(self) -> None:
        self._budget -= 1
        if self._budget < 0:
            raise CannotRebuild("too many operators")

    def next_order(self) -> int:
        self._order += 1
        return self._order

    def hidden(self, properties: Any) -> bool:
        return self._is_hidden(properties)

    def form_operations(self, form: Any) -> list[tuple[str, list[Any]]]:
        if form.objgen not in self._forms:
            if len(self._forms) > MAX_FORMS:
                self._forms.clear()
            self._forms[form.objgen] = list(operations(form.read_bytes()))
        return self._forms[form.objgen]


def page_base(page: pikepdf.Page) -> tuple[Matrix, float, float]:
    """From the page's own space to the page as shown (crop box, rotation, unit), and its width and height."""
    media = [float(v) for v in page.mediabox]
    crop = [float(v) for v in page.cropbox]
    x0, y0 = max(min(media[0], media[2]), min(crop[0], crop[2])), max(min(media[1], media[3]), min(crop[1], crop[3]))
    x1, y1 = min(max(media[0], media[2]), max(crop[0], crop[2])), min(max(media[1], media[3]), max(crop[1], crop[3]))
    if x1 - x0 <= 0 or y1 - y0 <= 0:
        x0, y0, x1, y1 = 0.0, 0.0, 612.0, 792.0
    width, height = x1 - x0, y1 - y0
    turn = int(float(page.obj.get("/Rotate", 0))) % 360
    base: Matrix = (1, 0, 0, 1, -x0, -y0)
    if turn == 90:
        base, width, height = multiply(base, (0, -1, 1, 0, 0, width)), height, width
    elif turn == 180:
        base = multiply(base, (-1, 0, 0, -1, width, height))
    elif turn == 270:
        base, width, height = multiply(base, (0, 1, -1, 0, height, 0)), height, width
    unit = float(page.obj.get("/UserUnit", 1))
    if unit != 1 and unit > 0:
        base, width, height = multiply(base, (unit, 0, 0, unit, 0, 0)), width * unit, height * unit
    return base, width, height


def read_page(reader: ContentReader, page: pikepdf.Page) -> Scene:
    """A page as a scene. Raises CannotRebuild when it holds what is not understood."""
    base, width, height = page_base(page)
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, Array) else [contents] if contents is not None else []
    try:
        data = b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
        resources = page.resources
    except (pikepdf.PdfError, ValueError, AttributeError) as error:
        raise CannotRebuild("content stream") from error
    items = reader.read(data, resources, base, (0.0, 0.0, width, height))
    return Scene(items, width, height, base)
