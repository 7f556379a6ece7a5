"""Source files that the tests of ingest make: born-digital, scanned, signed, turned."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pymupdf
import typst
from PIL import Image, ImageDraw, ImageFilter

from woolak.model import Document, Page
from woolak.pipeline.ingest import ingest
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "Testdam", "domain": "testdam.nl"},
        "third_parties": [{"name": "Bureau Kompas", "domains": ["bureaukompas.nl"]}],
    }
)
HEAD = '#set page(margin: 2cm)\n#set text(size: 10pt, font: "Libertinus Serif")\n#set par(justify: true)\n'
PROSE = "De leden van de werkgroep hebben het voorstel besproken en vragen om meer tijd voor overleg met de wijk. "


def typeset(markup: str) -> bytes:
    """A PDF set by Typst."""
    return typst.compile((HEAD + markup).encode())


def document_of(tmp_path: Path, data: bytes, name: str = "stuk.pdf", case: CaseFile = CASE) -> Document:
    """Ingest one file that must be read."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    first = ingest(path, name, tmp_path / "pdf", case)[0]
    assert first.document is not None, first.error
    return first.document


def error_of(tmp_path: Path, data: bytes, name: str) -> str:
    """Ingest one file that must be refused; its sentence."""
    path = tmp_path / name
    path.write_bytes(data)
    (only,) = ingest(path, name, tmp_path / "pdf", CASE)
    assert only.document is None and only.pdf is None and only.error is not None
    return only.error


def scanned(
    pdf: bytes,
    skew: float = 0.3,
    noise: float = 9.0,
    turn: int = 0,
    draw: Callable[[Image.Image], None] | None = None,
    pages: list[int] | None = None,
) -> bytes:
    """The PDF printed and scanned: slightly turned, soft, noisy, as JPEG of 300 dpi; `pages` names which."""
    random = np.random.default_rng(7)
    source, result = pymupdf.open(stream=pdf), pymupdf.open()
    for page in source:
        if pages is not None and page.number not in pages:
            result.insert_pdf(source, from_page=page.number, to_page=page.number)
            continue
        shot = page.get_pixmap(dpi=300, colorspace=pymupdf.csGRAY)
        image = Image.frombytes("L", (shot.width, shot.height), shot.samples)
        if draw:
            draw(image)
        image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=250)
        image = image.filter(ImageFilter.GaussianBlur(0.7)).rotate(turn, expand=True)
        grain = np.asarray(image) * 0.92 + 10 + random.normal(0, noise, (image.height, image.width))
        stream = io.BytesIO()
        Image.fromarray(grain.clip(0, 255).astype("uint8")).save(stream, "JPEG", quality=75)
        fresh = result.new_page(width=image.width * 72 / 300, height=image.height * 72 / 300)
        fresh.insert_image(fresh.rect, stream=stream.getvalue())
    return bytes(result.tobytes())


def scribble(image: Image.Image, box_pt: tuple[float, float, float, float], seed: int = 1) -> None:
    """A signature with a pen, on a picture of 300 dpi."""
    random = np.random.default_rng(seed)
    x0, y0, x1, y1 = (side * 300 / 72 for side in box_pt)
    t = np.linspace(0, 1, 400)
    turns = int(random.integers(4, 8))
    xs = x0 + (x1 - x0) * (0.1 + 0.8 * t + 0.1 * np.sin(2 * np.pi * turns * t))
    ys = (y0 + y1) / 2 + (y1 - y0) * (0.4 * np.sin(2 * np.pi * turns * t + 1) * np.exp(-t) + 0.08 * np.sin(40 * t))
    ImageDraw.Draw(image).line(list(zip(xs, ys, strict=True)), fill=50, width=4, joint="curve")


def canonical_of(tmp_path: Path, document: Document) -> pymupdf.Document:
    """The canonical PDF of a document."""
    return pymupdf.open(tmp_path / "pdf" / f"{document.id}.pdf")


def shades(page: pymupdf.Page, dpi: int = 72) -> np.ndarray:
    """The page as a grey picture."""
    shot = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
    return np.frombuffer(shot.samples, dtype=np.uint8).reshape(shot.height, shot.stride)[:, : shot.width].astype(int)


def check_words(page: Page) -> None:
    """What holds for every page: words, text and boxes tell the same."""
    position = 0
    for word in page.words:
        assert page.text[position : word.start] in ("", " ", "\t", "\n"), page.text[position : word.start]
        position = word.end
        assert word.end > word.start and not any(c.isspace() for c in page.text[word.start : word.end])
        assert word.box_pt.x1 >= word.box_pt.x0 and word.box_pt.y1 > word.box_pt.y0
        if word.edges_pt:
            assert len(word.edges_pt) == word.end - word.start + 1
            assert list(word.edges_pt) == sorted(word.edges_pt)
    assert page.text[position:] in ("", "\n")
