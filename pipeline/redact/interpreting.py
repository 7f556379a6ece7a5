"""An interpreter of content streams (ISO 32000-1, 8 and 9): operators in, items of a scene out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.graphics import SHORT_KEYS, SHORT_NAMES, State, as_matrix, as_object, axis_aligned
from woolak.pipeline.redact.lexing import InlineImage, PdfName
from woolak.pipeline.redact.numbers import number
from woolak.pipeline.redact.scene import (
    IDENTITY,
    Form,
    Image,
    Item,
    Mark,
    Path,
    Raw,
    Shading,
    Subpath,
    Use,
    apply,
    bounds_of,
    meet,
    multiply,
)
from woolak.pipeline.redact.textshowing import TextOperators

if TYPE_CHECKING:
    from woolak.pipeline.redact.reading import ContentReader

__all__ = ["ROLES", "Interpreter"]

MAX_DEPTH = 16
MAX_STACK = 1_000
INTENTS = ("AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual")
_STANDARD_ROLES = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD "
    "THead TBody TFoot Span Quote Note Reference BibEntry Code Link Figure Formula Form Artifact"
)
ROLES = frozenset(_STANDARD_ROLES.split())
_COLOUR_COUNT = {"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4}
_STATE_COUNT = {"w": 1, "J": 1, "j": 1, "M": 1, "i": 1}
_POINTS = {"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "h": 0}
_PAINT = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))


class Interpreter(TextOperators):
    """One content stream: the page's own or a form's."""

    def __init__(self, reader: ContentReader, resources: Any, state: State, depth: int) -> None:
        self.reader = reader
        self.resources = resources if resources is not None else Dictionary()
        self.state = state
        self.depth = depth
        self.items: list[Item] = []
        self.stack: list[State] = []
        self.marks: list[tuple[bool, bool]] = []
        """Of each open marked content: whether it hides, and whether a Mark was recorded."""
        self.hiding = 0
        self.tm = self.line_matrix = IDENTITY
        self.subpaths: list[Subpath] = []
        self.current: list[tuple[str, list[float]]] = []
        self.clip_rule = ""
        self.lookups: dict[tuple[str, str], Any] = {}

    def read(self, stream: Any) -> list[Item]:
        for operator, operands in stream:
            self.reader.spend()
            action = _ACTIONS.get(operator)
            if action:
                action(self, operator, operands)
        for _, recorded in reversed(self.marks):
            if recorded:
                self.items.append(Mark(None))
        self.items += [Raw("Q")] * len(self.stack)
        return self.items

    # looking up ------------------------------------------------------------------------------------------------

    def resource(self, category: str, name: Any) -> Any:
        key = (category, str(name))
        if key not in self.lookups:
            holder = self.resources.get(f"/{category}")
            raw = f"/{name}"
            found = holder.get(raw) if isinstance(holder, Dictionary) else None
            self.lookups[key] = found
        return self.lookups[key]

    # graphics state --------------------------------------------------------------------------------------------

    def save(self, operator: str, operands: list[Any]) -> None:
        if len(self.stack) > MAX_STACK:
            raise CannotRebuild("graphics states nested too deep")
        self.stack.append(replace(self.state))
        self.items.append(Raw("q"))

    def restore(self, operator: str, operands: list[Any]) -> None:
        if self.stack:
            self.state = self.stack.pop()
            self.items.append(Raw("Q"))

    def transform(self, operator: str, operands: list[Any]) -> None:
        matrix = as_matrix(operands)
        if matrix:
            self.state.ctm = multiply(matrix, self.state.ctm)
            self.items.append(Raw(" ".join(map(number, matrix)) + " cm"))

    def numbers_only(self, operator: str, operands: list[Any]) -> None:
        count = _STATE_COUNT.get(operator) or _COLOUR_COUNT[operator]
        values = [v for v in operands[-count:] if isinstance(v, float)]
        if len(values) != count:
            return
        if operator == "w":
            self.state.line = abs(values[0])
        if operator in ("J", "j"):
            values = [float(min(2, max(0, int(values[0]))))]
        self.items.append(Raw(" ".join(map(number, values)) + f" {operator}"))

    def dashes(self, operator: str, operands: list[Any]) -> None:
        if len(operands) >= 2 and isinstance(operands[-2], list) and isinstance(operands[-1], float):
            pattern = [abs(v) for v in operands[-2] if isinstance(v, float)][:32]
            if sum(pattern) <= 0:
                pattern = []
            self.items.append(Raw(f"[{' '.join(map(number, pattern))}] {number(operands[-1])} d"))

    def intent(self, operator: str, operands: list[Any]) -> None:
        if operands and operands[-1] in INTENTS:
            self.items.append(Raw(f"/{operands[-1]} ri"))

    def dictionary_state(self, operator: str, operands: list[Any]) -> None:
        state = self.resource("ExtGState", operands[-1]) if operands else None
        if not isinstance(state, Dictionary):
            return
        current = self.state
        if "/ca" in state:
            current.fill_alpha = float(state["/ca"])
        if "/CA" in state:
            current.line_alpha = float(state["/CA"])
        if "/LW" in state:
            current.line = abs(float(state["/LW"]))
        if "/BM" in state or "/SMask" in state:
            blend = state.get("/BM", Name.Normal)
            plain = blend in (Name.Normal, Name("/Compatible")) and state.get("/SMask", Name("/None")) == Name("/None")
            current.plain = plain
        font = state.get("/Font")
        if isinstance(font, Array) and len(font) == 2:
            current.font, current.size = self.reader.fonts.font(font[0]), float(font[1])
        self.items.append(Use("ExtGState", state, "", "gs"))

    def colour_space(self, operator: str, operands: list[Any]) -> None:
        if not operands or not isinstance(operands[-1], PdfName):
            return
        name = operands[-1]
        if name in ("DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern"):
            self.items.append(Raw(f"/{name} {operator}"))
        else:
            space = self.resource("ColorSpace", name)
            if space is not None:
                self.items.append(Use("ColorSpace", space, "", operator))

    def colour(self, operator: str, operands: list[Any]) -> None:
        values = " ".join(number(v) for v in operands if isinstance(v, float))
        if operands and isinstance(operands[-1], PdfName):
            pattern = self.resource("Pattern", operands[-1])
            if pattern is not None:
                self.items.append(Use("Pattern", pattern, values, operator))
        elif values:
            self.items.append(Raw(f"{values} {operator}"))

    # paths -----------------------------------------------------------------------------------------------------

    def construct(self, operator: str, operands: list[Any]) -> None:
        count = _POINTS[operator]
        values = operands[-count:] if count else []
        if len(values) != count or not all(isinstance(v, float) for v in values):
            return
        if operator in ("m", "re"):
            self._end_subpath()
        elif not self.current:
            return
        self.current.append((operator, values))

    def _end_subpath(self) -> None:
        if not self.current:
            return
        xs, ys, ctm, curved = [], [], self.state.ctm, False
        for operator, values in self.current:
            if operator == "re":
                x, y, width, height = values
                points: list[float] = [x, y, x + width, y, x, y + height, x + width, y + height]
            else:
                points = values
                curved = curved or operator in ("c", "v", "y")
            for index in range(0, len(points), 2):
                px, py = apply(ctm, points[index], points[index + 1])
                xs.append(px)
                ys.append(py)
        self.subpaths.append(Subpath(self.current, (min(xs), min(ys), max(xs), max(ys)), curved))
        self.current = []

    def clip_path(self, operator: str, operands: list[Any]) -> None:
        self.clip_rule = operator

    def paint(self, operator: str, operands: list[Any]) -> None:
        self._end_subpath()
        state, subpaths, rule = self.state, self.subpaths, self.clip_rule
        self.subpaths, self.clip_rule = [], ""
        if not subpaths:
            return
        if self.hiding:
            operator = "n"
        if operator == "n" and not rule:
            return
        scale = (abs(state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2])) ** 0.5
        strokes = operator in ("S", "s", "B", "B*", "b", "b*")
        self.items.append(
            Path(
                subpaths,
                "f" if operator == "F" else operator,
                rule,
                max(state.line * scale, 0.1) if strokes else 0.0,
                state.plain and state.fill_alpha >= 1 and operator in ("f", "F", "f*", "B", "B*", "b", "b*"),
                state.clip,
                self.reader.next_order(),
            )
        )
        if rule:
            boxes = [subpath.bounds for subpath in subpaths]
            union = (
                min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes),
            )  # fmt: skip
            rectangle = len(subpaths) == 1 and not subpaths[0].curved and axis_aligned(subpaths[0], state.ctm)
            state.clip = meet(state.clip, union)
            state.clip_exact = state.clip_exact and rectangle

    # objects ---------------------------------------------------------------------------------------------------

    def do(self, operator: str, operands: list[Any]) -> None:
        found = self.resource("XObject", operands[-1]) if operands else None
        if not isinstance(found, pikepdf.Stream) or self.hiding:
            return
        if "/OC" in found and self.reader.hidden(found["/OC"]):
            return
        if found.get("/Subtype") == Name.Image:
            self._image(found)
        elif found.get("/Subtype") == Name.Form:
            self._form(found)

    def _image(self, stream: pikepdf.Stream, inline: bool = False) -> None:
        state = self.state
        opaque = state.plain and state.fill_alpha >= 1
        opaque = opaque and not any(key in stream for key in ("/SMask", "/Mask", "/ImageMask"))
        image = Image(stream, state.ctm, state.clip, state.clip_exact, opaque, inline, self.reader.next_order())
        image.seen = state.fill_alpha > 0.01
        self.items.append(image)

    def _form(self, form: pikepdf.Stream) -> None:
        if self.depth >= MAX_DEPTH:
            raise CannotRebuild("forms nested too deep")
        matrix = as_matrix([float(v) for v in form.get("/Matrix", ())]) or IDENTITY
        box = [float(v) for v in form.get("/BBox", ())]
        if len(box) != 4:
            return
        x0, x1, y0, y1 = min(box[0], box[2]), max(box[0], box[2]), min(box[1], box[3]), max(box[1], box[3])
        inside = replace(self.state, ctm=multiply(matrix, self.state.ctm))
        inside.clip = meet(inside.clip, bounds_of(inside.ctm, x0, y0, x1, y1))
        group = form.get("/Group")
        if isinstance(group, Dictionary):
            inside.fill_alpha, inside.line_alpha = self.state.fill_alpha, self.state.fill_alpha
        run = Interpreter(self.reader, form.get("/Resources", self.resources), inside, self.depth + 1)
        order = self.reader.next_order()
        items = run.read(self.reader.form_operations(form))
        self.items.append(Form(items, matrix, (x0, y0, x1, y1), group, order))

    def inline_image(self, operator: str, operands: list[Any]) -> None:
        image = operands[0]
        if self.hiding or not isinstance(image, InlineImage):
            return
        stream = self.reader.pdf.make_stream(image.data)
        for short, value in image.dictionary.items():
            key = SHORT_KEYS.get(short, short)
            if key == "ColorSpace" and isinstance(value, PdfName):
                named = self.resource("ColorSpace", value)
                stream["/ColorSpace"] = named if named is not None else Name(f"/{SHORT_NAMES.get(value, value)}")
            elif key in SHORT_KEYS.values() and key != "Length":
                stream[f"/{key}"] = as_object(value)
        stream["/Subtype"] = Name.Image
        if stream.get("/Width", 0) > 0 and stream.get("/Height", 0) > 0:
            self._image(stream, inline=True)

    def shading(self, operator: str, operands: list[Any]) -> None:
        found = self.resource("Shading", operands[-1]) if operands else None
        if found is not None and not self.hiding:
            self.items.append(Shading(found))

    def glyph_metrics(self, operator: str, operands: list[Any]) -> None:
        count = 2 if operator == "d0" else 6
        if len(operands) == count and all(isinstance(v, float) for v in operands):
            self.items.append(Raw(" ".join(map(number, operands)) + f" {operator}"))

    # marked content --------------------------------------------------------------------------------------------

    def begin_mark(self, operator: str, operands: list[Any]) -> None:
        tag = str(operands[0]) if operands else ""
        properties = operands[1] if operator == "BDC" and len(operands) > 1 else None
        hides = recorded = False
        if tag == "OC" and isinstance(properties, PdfName):
            hides = self.reader.hidden(self.resource("Properties", properties))
        else:
            if isinstance(properties, PdfName):
                properties = self.resource("Properties", properties)
            mcid = properties.get("MCID") if isinstance(properties, dict) else None
            if isinstance(properties, Dictionary):
                mcid = properties.get("/MCID")
            if self.depth == 0 and (tag == "Artifact" or isinstance(mcid, (int, float))):
                recorded = True
                self.items.append(Mark(tag if tag in ROLES else "Span", None if mcid is None else int(mcid)))
        self.marks.append((hides, recorded))
        self.hiding += hides

    def end_mark(self, operator: str, operands: list[Any]) -> None:
        if self.marks:
            hides, recorded = self.marks.pop()
            self.hiding -= hides
            if recorded:
                self.items.append(Mark(None))


_ACTIONS: dict[str, Callable[[Interpreter, str, list[Any]], None]] = {
    "q": Interpreter.save,
    "Q": Interpreter.restore,
    "cm": Interpreter.transform,
    "d": Interpreter.dashes,
    "ri": Interpreter.intent,
    "gs": Interpreter.dictionary_state,
    "cs": Interpreter.colour_space,
    "CS": Interpreter.colour_space,
    "sc": Interpreter.colour,
    "SC": Interpreter.colour,
    "scn": Interpreter.colour,
    "SCN": Interpreter.colour,
    "W": Interpreter.clip_path,
    "W*": Interpreter.clip_path,
    "BT": Interpreter.begin_text,
    "ET": Interpreter.end_text,
    "Tf": Interpreter.text_font,
    "Td": Interpreter.move,
    "TD": Interpreter.move,
    "T*": Interpreter.move,
    "Tm": Interpreter.text_matrix,
    "Tj": Interpreter.show,
    "TJ": Interpreter.show,
    "'": Interpreter.show,
    '"': Interpreter.show,
    "Do": Interpreter.do,
    "BI": Interpreter.inline_image,
    "sh": Interpreter.shading,
    "d0": Interpreter.glyph_metrics,
    "d1": Interpreter.glyph_metrics,
    "BMC": Interpreter.begin_mark,
    "BDC": Interpreter.begin_mark,
    "EMC": Interpreter.end_mark,
    **dict.fromkeys((*_STATE_COUNT, *_COLOUR_COUNT), Interpreter.numbers_only),
    **dict.fromkeys(_POINTS, Interpreter.construct),
    **dict.fromkeys(_PAINT, Interpreter.paint),
    **dict.fromkeys(("Tc", "Tw", "Tz", "TL", "Ts", "Tr"), Interpreter.text_state),
}
