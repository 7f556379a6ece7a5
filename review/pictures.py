"""Pictures of pages, for the screen: by the engine that also reads and burns them, so that places agree."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf
from PIL import Image, ImageChops

from woolak.model import Document, DocumentFacts, Page, Proposal

__all__ = ["Pictures"]

ROOM_BYTES = 64 * 1024 * 1024
OPEN_FILES = 3
DPIS = (60, 110, 150, 220)
QUALITY = 80
LARGEST_PIXELS = 16_000_000
"""A page may be a poster: then it is shown smaller."""


class Pictures:
    """Renders and keeps the last pages. PyMuPDF works for one thread at a time, so callers wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int, int, int], bytes] = OrderedDict()
        self._bytes = 0
        self._files: OrderedDict[Path, pymupdf.Document] = OrderedDict()

    def page(self, pdf: Path, page_index: int, dpi: int) -> bytes:
        """A page as JPEG, grey where it has no colour. Raises IndexError when there is no such page."""
        dpi = min(DPIS, key=lambda known: abs(known - dpi))
        with self._lock:
            key = (str(pdf), pdf.stat().st_mtime_ns, page_index, dpi)
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            found = _jpeg(self._open(pdf)[page_index], dpi)
            self._kept[key] = found
            self._bytes += len(found)
            while self._bytes > ROOM_BYTES:
                _, old = self._kept.popitem(last=False)
                self._bytes -= len(old)
            return found

    def _open(self, pdf: Path) -> pymupdf.Document:
        if pdf in self._files:
            self._files.move_to_end(pdf)
        else:
            self._files[pdf] = pymupdf.open(pdf)
            if len(self._files) > OPEN_FILES:
                self._files.popitem(last=False)[1].close()
        return self._files[pdf]

    def as_released(
        self, pdf: Path, page: Page, facts: DocumentFacts, approved: Sequence[Proposal], work: Path, dpi: int
    ) -> bytes:
        """A page as it will be published: burned for real, alone, and shown."""
        from woolak.pipeline.redact import default_style, redact
        from woolak.pipeline.redactions import plan

        alone = Document("page", "", None, facts, (replace(page, page_index=0),))
        here = [replace(one, page_index=0) for one in approved if one.page_index == page.page_index]
        todo = plan(alone, here)
        with self._lock, TemporaryDirectory(dir=work) as folder:
            single, out = Path(folder) / "bladzijde.pdf", Path(folder) / "gelakt.pdf"
            with pymupdf.open() as one:
                one.insert_pdf(self._open(pdf), from_page=page.page_index, to_page=page.page_index)
                one.save(single)
            redact(
                single, out, todo.redactions, title="", style=default_style(), secrets=todo.secrets,
                kept_texts=todo.kept_texts, ocr_words=todo.ocr_words,
            )  # fmt: skip
            with pymupdf.open(out) as burned:
                return _jpeg(burned[0], dpi)

    def close(self) -> None:
        with self._lock:
            for file in self._files.values():
                file.close()
            self._files.clear()
            self._kept.clear()
            self._bytes = 0


def _jpeg(page: pymupdf.Page, dpi: int) -> bytes:
    pixels = page.rect.width * page.rect.height * (dpi / 72) ** 2
    if pixels > LARGEST_PIXELS:
        dpi = max(20, int(dpi * (LARGEST_PIXELS / pixels) ** 0.5))
    shot = page.get_pixmap(dpi=dpi, alpha=False)
    picture = Image.frombytes("RGB", (shot.width, shot.height), shot.samples)
    small = picture.resize((64, 64))
    red, green, blue = small.split()
    spread = max(max(ImageChops.difference(*pair).tobytes()) for pair in ((red, green), (green, blue)))
    out = io.BytesIO()
    (picture if spread > 12 else picture.convert("L")).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
