"""Text operators (ISO 32000-1, 9.3 and 9.4): where each glyph of a string comes to stand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from pikepdf import Dictionary

from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.fonts import SourceFont
from woolak.pipeline.redact.graphics import State, as_matrix
from woolak.pipeline.redact.scene import IDENTITY, Item, Matrix, Raw, TextRun, multiply

if TYPE_CHECKING:
    from woolak.pipeline.redact.reading import ContentReader

__all__ = ["TextOperators"]


class TextOperators(ABC):
    """The text part of an interpreter."""

    reader: ContentReader
    state: State
    items: list[Item]
    hiding: int
    tm: Matrix
    line_matrix: Matrix

    @abstractmethod
    def resource(self, category: str, name: Any) -> Any:
        """An object by which the content draws, by its category and name; None when there is none."""

    def begin_text(self, operator: str, operands: list[Any]) -> None:
        self.tm = self.line_matrix = IDENTITY

    def end_text(self, operator: str, operands: list[Any]) -> None:
        self.items.append(Raw("ET"))

    def text_state(self, operator: str, operands: list[Any]) -> None:
        if not operands or not isinstance(operands[-1], float):
            return
        value, state = operands[-1], self.state
        if operator == "Tc":
            state.spacing = value
        elif operator == "Tw":
            state.word_spacing = value
        elif operator == "Tz":
            state.stretch = value / 100
        elif operator == "TL":
            state.leading = value
        elif operator == "Ts":
            state.rise = value
        elif operator == "Tr":
            state.mode = int(value) if 0 <= value <= 7 else 0

    def text_font(self, operator: str, operands: list[Any]) -> None:
        if len(operands) < 2 or not isinstance(operands[-1], float):
            return
        font = self.resource("Font", operands[-2])
        self.state.font = self.reader.fonts.font(font) if isinstance(font, Dictionary) else None
        self.state.size = operands[-1]

    def move(self, operator: str, operands: list[Any]) -> None:
        if operator == "T*":
            x, y = 0.0, -self.state.leading
        else:
            if len(operands) < 2 or not all(isinstance(v, float) for v in operands[-2:]):
                return
            x, y = operands[-2:]
            if operator == "TD":
                self.state.leading = -y
        self.line_matrix = self.tm = multiply((1, 0, 0, 1, x, y), self.line_matrix)

    def text_matrix(self, operator: str, operands: list[Any]) -> None:
        matrix = as_matrix(operands)
        if matrix:
            self.tm = self.line_matrix = matrix

    def show(self, operator: str, operands: list[Any]) -> None:
        if operator == '"' and len(operands) >= 3:
            for name, value in (("Tw", operands[-3]), ("Tc", operands[-2])):
                self.text_state(name, [value])
        if operator in ("'", '"'):
            self.move("T*", [])
        if not operands:
            return
        parts = operands[-1] if isinstance(operands[-1], list) else [operands[-1]]
        font, state = self.state.font, self.state
        if font is None:
            if any(isinstance(part, bytes) and part for part in parts):
                raise CannotRebuild("text without a font")
            return
        if font.vertical:
            self._show_vertical(font, parts)
            return
        run = self._new_run(font, self.tm, state.rise)
        codes, at, advance = run.codes, run.at, run.advance
        x, size, stretch = 0.0, state.size, state.stretch
        scale, spacing = size * stretch, state.spacing * stretch
        word = state.word_spacing * stretch
        for part in parts:
            if isinstance(part, float):
                x -= part * scale / 1000
            elif isinstance(part, bytes):
                cut = font.codes(part)
                widths = [width * scale for width in font.widths_of(cut)]
                steps = [width + spacing for width in widths] if spacing else widths
                if word and 32 in cut:
                    for (code, length), step in zip(font.cut(part), steps, strict=True):
                        at.append(x)
                        x += step
                        if code == 32 and length == 1:
                            x += word
                else:
                    at += accumulate(steps, initial=x)
                    x = at.pop()
                codes += cut
                advance += widths
        self.tm = multiply((1, 0, 0, 1, x, 0), self.tm)
        if codes and not self.hiding:
            self.items.append(run)

    def _show_vertical(self, font: SourceFont, parts: list[Any]) -> None:
        state = self.state
        for part in parts:
            if isinstance(part, float):
                self.tm = multiply((1, 0, 0, 1, 0, -part / 1000 * state.size), self.tm)
            elif isinstance(part, bytes):
                for code, length in font.cut(part):
                    down, x, y = font.vertical_place(code)
                    run = self._new_run(font, self.tm, state.rise + y * state.size)
                    run.codes.append(code)
                    run.at.append(x * state.size * state.stretch)
                    run.advance.append(font.glyph(code)[0] * state.size * state.stretch)
                    if not self.hiding:
                        self.items.append(run)
                    step = down * state.size - state.spacing
                    if code == 32 and length == 1:
                        step -= state.word_spacing
                    self.tm = multiply((1, 0, 0, 1, 0, step), self.tm)

    def _new_run(self, font: SourceFont, tm: Matrix, rise: float) -> TextRun:
        state = self.state
        alpha = state.line_alpha if state.mode in (1, 5) else state.fill_alpha
        if state.mode in (2, 6):
            alpha = max(state.fill_alpha, state.line_alpha)
        return TextRun(
            font, state.size, state.stretch, rise, state.mode, tm, state.ctm, state.clip,
            alpha > 0.01 and state.mode not in (3, 7), order=self.reader.next_order(),
        )  # fmt: skip
