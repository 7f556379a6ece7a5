"""Builds one-page PDFs object by object, with pikepdf, so that each way to leak is exactly what it says."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw, ImageFont

SECRET = "Wagenvoort"
"""A name that the request's documents must not give away."""
STAYS = ("vergunning", "Kerkstraat", "beoordeeld")
"""Words that must survive on each page."""
TOP = "De vergunning voor de Kerkstraat is"
END = "beoordeeld op verzoek."

Way = Callable[["Draft"], None]
WAYS: dict[str, Way] = {}


def way(make: Way) -> Way:
    """Register a way; its name is the function's, its meaning the docstring."""
    WAYS[make.__name__] = make
    return make


@dataclass
class Draft:
    """A document of one page with ordinary text, to which a way adds its own."""

    pdf: Pdf = field(default_factory=Pdf.new)
    content: list[str] = field(default_factory=list)
    survivors: tuple[str, ...] = STAYS
    pages_expected: int = 1
    finished: bytes | None = None
    """The whole file, of a way that needs more than objects (revisions, damage)."""

    def __post_init__(self) -> None:
        self.pdf.add_blank_page(page_size=(595, 842))
        self.page.Resources = Dictionary(Font=Dictionary(F1=self.helvetica()), XObject=Dictionary())
        self.text(60, 760, TOP)
        self.text(60, 400, END)

    @property
    def page(self) -> pikepdf.Page:
        return self.pdf.pages[0]

    @property
    def resources(self) -> pikepdf.Object:
        return self.page.Resources

    def helvetica(self) -> pikepdf.Object:
        return self.pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )

    def text(self, x: float, y: float, words: str, size: float = 12, before: str = "", after: str = "") -> None:
        self.content.append(f"{before} BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET {after}")

    def named(self, y: float = 700, prefix: str = "Aanvrager ", suffix: str = " uit de stad") -> None:
        """An ordinary line with the secret."""
        self.text(60, y, f"{prefix}{SECRET}{suffix}")

    def stream(self, data: bytes | str, **keys: object) -> pikepdf.Object:
        made = Stream(self.pdf, data.encode("latin-1") if isinstance(data, str) else data)
        for key, value in keys.items():
            made[f"/{key}"] = value
        return self.pdf.make_indirect(made)

    def form(self, content: str, bbox: tuple[float, ...] = (0, 0, 595, 842), **keys: object) -> pikepdf.Object:
        resources = keys.pop("Resources", Dictionary(Font=Dictionary(F1=self.helvetica())))
        return self.stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=Array(list(bbox)), Resources=resources, **keys
        )

    def xobject(self, name: str, made: pikepdf.Object) -> None:
        self.resources["/XObject"][f"/{name}"] = made

    def annotation(self, **keys: object) -> pikepdf.Object:
        made = self.pdf.make_indirect(Dictionary(Type=Name.Annot, **keys))
        if "/Annots" not in self.page.obj:
            self.page.obj["/Annots"] = Array([])
        self.page.obj["/Annots"].append(made)
        return made

    def save(self) -> bytes:
        if self.finished:
            return self.finished
        self.page.Contents = Stream(self.pdf, "\n".join(self.content).encode("latin-1"))
        buffer = io.BytesIO()
        self.pdf.save(buffer, compress_streams=False)
        return buffer.getvalue()


def picture(words: str = SECRET, size: tuple[int, int] = (420, 60), ink: int = 0, paper: int = 255) -> Image.Image:
    """A picture with words in large letters."""
    made = Image.new("L", size, paper)
    font = ImageFont.truetype(io.BytesIO(_typeface()), int(size[1] * 0.6))
    ImageDraw.Draw(made).text((10, size[1] * 0.12), words, fill=ink, font=font)
    return made


def _typeface() -> bytes:
    from fontTools.cffLib import CFFFontSet  # noqa: F401 - Pillow reads bare CFF through FreeType

    return bytes(pymupdf.Font("helv").buffer)


def jpeg(image: Image.Image, **more: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90, **more)  # type: ignore[arg-type]
    return buffer.getvalue()


def image_object(draft: Draft, image: Image.Image, **keys: object) -> pikepdf.Object:
    """A grey picture as an image XObject."""
    return draft.stream(
        image.convert("L").tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        BitsPerComponent=8, ColorSpace=Name.DeviceGray, **keys,
    )  # fmt: skip


def text_string(words: str) -> String:
    return String(words)
