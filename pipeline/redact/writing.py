"""Writes scenes as pages of a new document: content, resources, fonts and pictures anew, nothing copied whole."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import pymupdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.fonts import SourceFont
from woolak.pipeline.redact.images import ImageWriter, blanks_of
from woolak.pipeline.redact.newfonts import NewFont
from woolak.pipeline.redact.newtype3 import NewType3
from woolak.pipeline.redact.numbers import number
from woolak.pipeline.redact.pixels import Blank
from woolak.pipeline.redact.reading import ContentReader
from woolak.pipeline.redact.resources import ResourceCopier, floats
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
    TextRun,
    Use,
    apply,
    inverse,
    meet,
    multiply,
)

if TYPE_CHECKING:
    from woolak.pipeline.redact.tagging import PageMarks

__all__ = ["DocumentWriter", "Speak"]

Speak = Callable[[int, Matrix, float], str]
"""Gives the invisible label of a box as text operators: its number, the matrix from page space to the content's own,
and where the line of text stood (y in page space)."""
GAP = 0.0005
"""In ems: a letter that stands no further from where the one before it ends follows it."""
IN_TEXT = frozenset(("g", "G", "rg", "RG", "k", "K", "w", "J", "j", "M", "d", "ri", "i", "sc", "SC", "scn", "SCN"))


class DocumentWriter:
    """What the pages of one new document share."""

    def __init__(self, out: Pdf, reader: ContentReader, source: pymupdf.Document, pdfa: bool = False) -> None:
        self.out = out
        self.pdfa = pdfa
        self.reader = reader
        self.copier = ResourceCopier(out, only_rgb=pdfa)
        self.images = ImageWriter(out, source, self.copier.colour_space, pdfa)
        self._fonts: dict[int, NewFont | NewType3] = {}
        self.written: defaultdict[NewFont | NewType3, dict[int, tuple[str, float]]] = defaultdict(dict)
        """Per font, of the codes that were written: the new code as it is written, and its width."""
        self._forms: dict[bytes, Any] = {}
        self.label_font: Any = None
        self.page = 0
        self._pages_of: dict[int, set[int]] = {}

    def font(self, source: SourceFont) -> NewFont | NewType3:
        known = self._fonts.get(id(source))
        if known is None:
            count = len(self._fonts) + 1
            known = NewType3(source, self, count) if source.type3 else NewFont(source, self.out, count, self.pdfa)
            self._fonts[id(source)] = known
        self._pages_of.setdefault(id(source), set()).add(self.page)
        return known

    def write_code(self, font: NewFont | NewType3, source_code: int) -> tuple[str, float]:
        """The new code of an old one as it is written, and its width."""
        code = font.code(source_code)
        made = self.written[font][source_code] = f"{code:04X}" if font.wide else f"{code:02X}", font.width(code)
        return made

    def pages_with(self, source: object) -> set[int]:
        """The pages that use a source font."""
        return self._pages_of.get(id(source), set())

    def form(self, content: str, settings: Dictionary) -> Any:
        """A form XObject; the same one twice is written once."""
        data = content.encode("latin-1")
        key = hashlib.sha256(data + b"\0" + settings.unparse()).digest()
        if key not in self._forms:
            made = Stream(self.out, data)
            for name, value in settings.items():
                made[name] = value
            self._forms[key] = self.out.make_indirect(made)
        return self._forms[key]

    def finish(self) -> None:
        """Write the fonts, now that is known what of them is used."""
        for font in list(self._fonts.values()):
            try:
                font.finish(self.out)
            except CannotRebuild as reason:
                raise CannotRebuild(str(reason), font.source) from reason

    def page_content(
        self, scene: Scene, boxes: Sequence[Bounds], speak: Speak | None, marks: PageMarks | None
    ) -> ContentWriter:
        """The content of a page with its resources; `boxes` are overwritten in pictures."""
        writer = ContentWriter(self, boxes, (0, 0, scene.width_pt, scene.height_pt), speak, marks)
        writer.write(scene.items, scene.base)
        return writer

    def closed_form(self, source: Any, what: str, strict: bool, base: Matrix | None = None) -> Any:
        """The form of a soft mask, or a tiling pattern: refused when it holds text, or a picture on a redacted page."""
        items = self.reader.read(source.read_bytes(), source.get("/Resources", Dictionary()), IDENTITY, EVERYWHERE)
        page = Scene(items, 0, 0, IDENTITY)
        for item in page.walk():
            if isinstance(item, TextRun) or (strict and isinstance(item, Image)):
                raise CannotRebuild(f"{what} with text or pictures")
        writer = ContentWriter(self, (), EVERYWHERE, None, None)
        writer.write(items, IDENTITY)
        settings = Dictionary(BBox=floats(source["/BBox"]), Resources=writer.resources())
        matrix = tuple(float(v) for v in source.get("/Matrix", IDENTITY))
        if base is not None:
            matrix = multiply(matrix, base)  # type: ignore[arg-type]
        settings["/Matrix"] = Array([*matrix])
        if what == "pattern":
            settings["/Type"], settings["/PatternType"] = Name.Pattern, 1
            for key in ("/PaintType", "/TilingType"):
                settings[key] = int(source[key])
            for key in ("/XStep", "/YStep"):
                settings[key] = float(source[key])
        else:
            settings["/Type"], settings["/Subtype"] = Name.XObject, Name.Form
            if isinstance(source.get("/Group"), Dictionary):
                settings["/Group"] = self.copier.group(source["/Group"])
        return self.form(writer.content(), settings)


class ContentWriter:
    """One content stream, with the resources that it turns out to need."""

    def __init__(
        self, document: DocumentWriter, boxes: Sequence[Bounds], shown: Bounds, speak: Speak | None,
        marks: PageMarks | None,
    ) -> None:  # fmt: skip
        self.document = document
        self.boxes = boxes
        self.shown = shown
        self.speak = speak
        self.marks = marks
        self.parts: list[str] = []
        self.base: Matrix | None = None
        self._names: dict[tuple[str, object], str] = {}
        self._used: dict[str, dict[str, Any]] = {}
        self._in_text = False
        self._text_state: tuple[object, ...] = ()
        self._open_marks: list[bool] = []

    def content(self) -> str:
        return "\n".join(self.parts)

    def resources(self) -> Dictionary:
        made = Dictionary()
        for category, entries in self._used.items():
            made[f"/{category}"] = Dictionary({f"/{name}": value for name, value in entries.items()})
        return made

    def name(self, category: str, key: object, value: Any) -> str:
        """The name of a resource, given out in order of use."""
        known = self._names.get((category, key))
        if known is None:
            entries = self._used.setdefault(category, {})
            known = self._names[category, key] = f"{category[0]}{len(entries)}"
            entries[known] = value
        return known

    def use_label_font(self, name: str) -> None:
        self._used.setdefault("Font", {})[name.lstrip("/")] = self.document.label_font

    # items -----------------------------------------------------------------------------------------------------

    def write(self, items: Sequence[Item], base: Matrix) -> None:
        """`base` leads from this stream's own space to the space that patterns are anchored in."""
        self.base = base
        for item in items:
            if isinstance(item, TextRun):
                self._text(item)
            elif isinstance(item, Raw):
                self._raw(item)
            elif isinstance(item, Use):
                self._use(item)
            elif isinstance(item, Mark):
                self._mark(item)
            else:
                self._end_text()
                if isinstance(item, Path):
                    self._path(item)
                elif isinstance(item, Image):
                    self._image(item)
                elif isinstance(item, Form):
                    self._form(item)
                elif isinstance(item, Shading):
                    shading = self.document.copier.shading(item.object)
                    self.parts.append(f"/{self.name('Shading', _key(item.object), shading)} sh")
        self._end_text()

    def _end_text(self) -> None:
        if self._in_text:
            self.parts.append("ET")
            self._in_text = False
            self._text_state = ()

    def _raw(self, item: Raw) -> None:
        if item.content == "ET":
            self._end_text()
            return
        if self._in_text and item.content.rsplit(" ", 1)[-1] not in IN_TEXT:
            self._end_text()
        self.parts.append(_in_rgb(item.content) if self.document.pdfa else item.content)

    def _use(self, item: Use) -> None:
        copier, key = self.document.copier, _key(item.object)
        strict = bool(self.boxes)
        if item.kind == "ExtGState":
            state = copier.graphics_state(
                item.object, lambda form: self.document.closed_form(form, "soft mask", strict)
            )
            name = self.name(item.kind, state.unparse(), state)
        elif item.kind == "ColorSpace":
            space = copier.colour_space(item.object)
            if isinstance(space, Name):
                self.parts.append(f"{space} {item.operator}")
                return
            name = self.name(item.kind, key, space)
        elif int(item.object.get("/PatternType", 0)) == 2:
            pattern = Dictionary(Type=Name.Pattern, PatternType=2, Shading=copier.shading(item.object["/Shading"]))
            matrix = tuple(float(v) for v in item.object.get("/Matrix", IDENTITY))
            pattern["/Matrix"] = Array([*multiply(matrix, self.base or IDENTITY)])  # type: ignore[arg-type]
            name = self.name(item.kind, key, pattern)
        else:
            name = self.name(item.kind, key, self.document.closed_form(item.object, "pattern", strict, self.base))
        self.parts.append(f"{item.before} /{name} {item.operator}".lstrip())

    def _path(self, path: Path) -> None:
        for subpath in path.subpaths:
            self.parts += [" ".join([*map(number, values), operator]) for operator, values in subpath.operators]
        if not path.subpaths:
            if not path.clip_rule:
                return
            self.parts.append("0 0 0 0 re")
        self.parts.append(f"{path.clip_rule} {path.paint}".lstrip())

    def _image(self, image: Image) -> None:
        if image.gone:
            return
        shown = meet(image.clip, self.shown)
        blank = blanks_of(image.ctm, self.boxes, shown, image.under) if self.shown is not EVERYWHERE else Blank()
        if blank is None:
            return
        if image.even is not None and self.document.images.tells(image.stream):
            if image.opaque:  # the page shows one colour here: so much of the picture stays
                colour = " ".join(number(round(value / 255, 4)) for value in image.even)
                self.parts.append(f"q {colour} rg 0 0 1 1 re f Q")
            return
        made = self.document.images.write(image.stream, blank, inline=image.inline)
        self.parts.append(f"/{self.name('XObject', made.objgen, made)} Do")

    def _form(self, form: Form) -> None:
        inner = ContentWriter(self.document, self.boxes, self.shown, self.speak, None)
        inner.write(form.items, IDENTITY)
        if not any(part not in ("q", "Q") for part in inner.parts):
            return
        settings = Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=Array([*form.bbox]), Matrix=Array([*form.matrix]),
            Resources=inner.resources(),
        )  # fmt: skip
        if isinstance(form.group, Dictionary):
            settings["/Group"] = self.document.copier.group(form.group)
        made = self.document.form(inner.content(), settings)
        self.parts.append(f"/{self.name('XObject', made.objgen, made)} Do")

    def _mark(self, mark: Mark) -> None:
        if self.marks is None:
            return
        self._end_text()
        if mark.tag is None:
            if self._open_marks and self._open_marks.pop():
                self.parts.append("EMC")
            return
        self._open_marks.append(True)
        number = None if mark.mcid is None else self.marks.number(mark.mcid)
        if number is None:
            self.parts.append("/Artifact BMC")
        else:
            self.parts.append(f"/{mark.tag} <</MCID {number}>> BDC")

    # text ------------------------------------------------------------------------------------------------------

    def _text(self, run: TextRun) -> None:
        """The glyphs that stay; a label is read where its first letter stood."""
        if not run.size or not run.stretch:
            return
        first, back = 0, inverse(run.ctm) if run.spoken and self.speak else None
        if back:
            for index in sorted(run.spoken):
                self._glyphs(run, range(first, index))
                first = index
                foot = apply(run.to_page(), run.at[index], run.rise)
                for box in run.spoken[index]:
                    self._speak(box, back, foot[1])
        self._glyphs(run, range(first, len(run.codes)))

    def _glyphs(self, run: TextRun, stretch: range) -> None:
        kept = [index for index in stretch if index not in run.gone] if run.gone else stretch
        if not kept:
            return
        scale = run.size * run.stretch
        font = self.document.font(run.font)
        if not self._in_text:
            self.parts.append("BT")
            self._in_text = True
        state = (id(font), run.size, run.stretch, run.rise, run.mode)
        if state != self._text_state:
            name = self.name("Font", font.object.objgen, font.object)
            settings = f"{number(run.size)} Tf {number(run.stretch * 100)} Tz {number(run.rise)} Ts {run.mode} Tr"
            self.parts.append(f"/{name} {settings}")
            self._text_state = state
        at, codes = [run.at[index] for index in kept], [run.codes[index] for index in kept]
        if run.shift:
            at = [place + run.shift[index] for place, index in zip(at, kept, strict=True)]
        known = self.document.written[font]
        written = [known.get(code) or self.document.write_code(font, code) for code in codes]
        start = " ".join(map(number, multiply((1, 0, 0, 1, at[0], 0), run.local)))
        self.parts.append(f"{start} Tm [{_pieces(at, written, scale)}] TJ")

    def _speak(self, box: int, back: Matrix, foot: float) -> None:
        assert self.speak
        self._end_text()
        self.parts.append(self.speak(box, back, foot))
        self.use_label_font("WoolakText")


def _pieces(at: Sequence[float], written: Sequence[tuple[str, float]], scale: float) -> str:
    """The strings and gaps of a TJ operator: codes with their widths, at the places where they are to stand."""
    codes, pen, least = [code for code, _ in written], at[0], GAP * abs(scale)
    for index, (place, (code, width)) in enumerate(zip(at, written, strict=True)):
        if not -least <= place - pen <= least:
            codes[index] = f"> {number(round((pen - place) / scale * 1000, 2))} <{code}"
            pen = place
        pen += width * scale
    return f"<{''.join(codes)}>"


def _in_rgb(content: str) -> str:
    """A colour of print as one of the screen; the page is compared with what it was afterwards."""
    *values, operator = content.split()
    if "/DeviceCMYK" in values:
        raise CannotRebuild("colours of print")
    if operator not in ("k", "K"):
        return content
    cyan, magenta, yellow, black = (float(value) for value in values)
    parts = [number(round(1 - min(1.0, ink + black), 4)) for ink in (cyan, magenta, yellow)]
    return f"{' '.join(parts)} {'rg' if operator == 'k' else 'RG'}"


def _key(source: Any) -> object:
    return source.objgen if source.is_indirect else source.unparse()
