"""Reads a page into a scene: an interpreter of content streams (ISO 32000-1, 8 and 9).

Text state, marked content and positions are taken up into the scene; what remains as operators is only what paints.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.fonts import FontReader, SourceFont
from woolak.pipeline.redact.lexing import InlineImage, PdfName, operations
from woolak.pipeline.redact.numbers import number
from woolak.pipeline.redact.scene import (
    EVERYWHERE,
    IDENTITY,
    Bounds,
    Form,
    Image,
    Item,
    Mark,
    Matrix,
    Path,
    Raw,
    Scene,
    Shading,
    Subpath,
    TextRun,
    Use,
    apply,
    bounds_of,
    meet,
    multiply,
)

__all__ = ["ContentReader", "page_base", "read_page"]

MAX_DEPTH = 16
MAX_OPERATIONS = 3_000_000
MAX_STACK = 1_000
MAX_FORMS = 300
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
_SHORT_KEYS = {
    "BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms", "F": "Filter", "H": "Height",
    "IM": "ImageMask", "I": "Interpolate", "W": "Width", "L": "Length",
}  # fmt: skip
_SHORT_NAMES = {
    "G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed", "AHx": "ASCIIHexDecode",
    "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode", "RL": "RunLengthDecode",
    "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
}  # fmt: skip


@dataclass(slots=True)
class State:
    """The part of the graphics state that reading needs."""

    ctm: Matrix
    clip: Bounds = EVERYWHERE
    clip_exact: bool = True
    line: float = 1.0
    fill_alpha: float = 1.0
    line_alpha: float = 1.0
    plain: bool = True
    """No blend mode and no soft mask."""
    font: SourceFont | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    mode: int = 0
    rise: float = 0.0


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
            return _Run(self, resources, State(ctm, clip), 0).read(operations(content))
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


class _Run:
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
        matrix = _matrix(operands)
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
            rectangle = len(subpaths) == 1 and not subpaths[0].curved and _axis_aligned(subpaths[0], state.ctm)
            state.clip = meet(state.clip, union)
            state.clip_exact = state.clip_exact and rectangle

    # text ------------------------------------------------------------------------------------------------------

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
        matrix = _matrix(operands)
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
                for code, length in font.cut(part):
                    width = font.glyph(code)[0] * scale
                    codes.append(code)
                    at.append(x)
                    advance.append(width)
                    x += width + spacing
                    if code == 32 and length == 1:
                        x += word
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
        self.items.append(
            Image(stream, state.ctm, state.clip, state.clip_exact, opaque, inline, self.reader.next_order())
        )

    def _form(self, form: pikepdf.Stream) -> None:
        if self.depth >= MAX_DEPTH:
            raise CannotRebuild("forms nested too deep")
        matrix = _matrix([float(v) for v in form.get("/Matrix", ())]) or IDENTITY
        box = [float(v) for v in form.get("/BBox", ())]
        if len(box) != 4:
            return
        x0, x1, y0, y1 = min(box[0], box[2]), max(box[0], box[2]), min(box[1], box[3]), max(box[1], box[3])
        inside = replace(self.state, ctm=multiply(matrix, self.state.ctm))
        inside.clip = meet(inside.clip, bounds_of(inside.ctm, x0, y0, x1, y1))
        group = form.get("/Group")
        if isinstance(group, Dictionary):
            inside.fill_alpha, inside.line_alpha = self.state.fill_alpha, self.state.fill_alpha
        run = _Run(self.reader, form.get("/Resources", self.resources), inside, self.depth + 1)
        order = self.reader.next_order()
        items = run.read(self.reader.form_operations(form))
        self.items.append(Form(items, matrix, (x0, y0, x1, y1), group, order))

    def inline_image(self, operator: str, operands: list[Any]) -> None:
        image = operands[0]
        if self.hiding or not isinstance(image, InlineImage):
            return
        stream = self.reader.pdf.make_stream(image.data)
        for short, value in image.dictionary.items():
            key = _SHORT_KEYS.get(short, short)
            if key == "ColorSpace" and isinstance(value, PdfName):
                named = self.resource("ColorSpace", value)
                stream["/ColorSpace"] = named if named is not None else Name(f"/{_SHORT_NAMES.get(value, value)}")
            elif key in _SHORT_KEYS.values() and key != "Length":
                stream[f"/{key}"] = _object(value)
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


_ACTIONS: dict[str, Callable[[_Run, str, list[Any]], None]] = {
    "q": _Run.save, "Q": _Run.restore, "cm": _Run.transform, "d": _Run.dashes, "ri": _Run.intent,
    "gs": _Run.dictionary_state, "cs": _Run.colour_space, "CS": _Run.colour_space, "sc": _Run.colour,
    "SC": _Run.colour, "scn": _Run.colour, "SCN": _Run.colour, "W": _Run.clip_path, "W*": _Run.clip_path,
    "BT": _Run.begin_text, "ET": _Run.end_text, "Tf": _Run.text_font, "Td": _Run.move, "TD": _Run.move,
    "T*": _Run.move, "Tm": _Run.text_matrix, "Tj": _Run.show, "TJ": _Run.show, "'": _Run.show, '"': _Run.show,
    "Do": _Run.do, "BI": _Run.inline_image, "sh": _Run.shading, "d0": _Run.glyph_metrics, "d1": _Run.glyph_metrics,
    "BMC": _Run.begin_mark, "BDC": _Run.begin_mark, "EMC": _Run.end_mark,
    **dict.fromkeys((*_STATE_COUNT, *_COLOUR_COUNT), _Run.numbers_only),
    **dict.fromkeys(_POINTS, _Run.construct),
    **dict.fromkeys(_PAINT, _Run.paint),
    **dict.fromkeys(("Tc", "Tw", "Tz", "TL", "Ts", "Tr"), _Run.text_state),
}  # fmt: skip


def _matrix(values: list[Any]) -> Matrix | None:
    if len(values) < 6 or not all(isinstance(v, float) for v in values[-6:]):
        return None
    a, b, c, d, e, f = values[-6:]
    return (a, b, c, d, e, f)


def _axis_aligned(subpath: Subpath, ctm: Matrix) -> bool:
    """Whether the subpath fills its bounds: a rectangle along the page's edges."""
    if not (abs(ctm[1]) + abs(ctm[2]) < 1e-6 or abs(ctm[0]) + abs(ctm[3]) < 1e-6):
        return False
    if subpath.operators[0][0] == "re":
        return len(subpath.operators) <= 2
    points = [values for operator, values in subpath.operators if operator in ("m", "l")]
    if len(points) == 5 and points[0] == points[4]:
        points.pop()
    return len(points) == 4 and len({p[0] for p in points}) == 2 and len({p[1] for p in points}) == 2


def _object(value: Any) -> Any:
    """A lexed operand as a PDF object."""
    if isinstance(value, PdfName):
        return Name(f"/{_SHORT_NAMES.get(value, value)}")
    if isinstance(value, list):
        return Array([_object(item) for item in value])
    if isinstance(value, dict):
        return Dictionary({f"/{key}": _object(item) for key, item in value.items()})
    if isinstance(value, bytes):
        return pikepdf.String(value)
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    return value


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
