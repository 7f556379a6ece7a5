"""Pictures as files: photographs and scans become pages, each picture of the file one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.paper import hidden_rules
from woolak.pipeline.ingest.received import Given, Read, Received, Section

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["read_image"]

A4_PT = (595.0, 842.0)
SCANNER_DPI = (90, 1300)
"""A picture that says to have so many points per inch was scanned, and is as large as it says."""
LARGEST_PT = 3400
"""About A0."""
QUALITY = 90
# Tags of EXIF 2.3.
DESCRIPTION, MAKE, MODEL, ARTIST, RIGHTS, GPS, EXIF, TAKEN, COMMENT = (
    0x010E, 0x010F, 0x0110, 0x013B, 0x8298, 0x8825, 0x8769, 0x9003, 0x9286,
)  # fmt: skip


def read_image(file: Received, given: Given) -> Read:
    """A picture as a PDF without what the camera wrote in it. Raises UnreadableSource."""
    import pymupdf
    from PIL import Image, ImageOps, ImageSequence

    most = given.limits.megapixels * 1_000_000
    Image.MAX_IMAGE_PIXELS = most
    try:
        opened = _open(file.data)
        document = pymupdf.open()
        told: dict[str, str] = {}
        for number, frame in enumerate(ImageSequence.Iterator(opened)):
            if frame.width * frame.height > most:
                raise UnreadableSource.too_large("megapixels")
            if number >= given.limits.pages:
                raise UnreadableSource.too_large("pages")
            told |= _told(frame)
            given.budget.take(frame.width * frame.height)
            dpi = frame.info.get("dpi", (0, 0))
            upright = ImageOps.exif_transpose(frame)
            width, height = _size(upright, float(dpi[0] or 0))
            page = document.new_page(width=width, height=height)
            page.insert_image(page.rect, stream=_stream(upright))
            if opened.format in ("GIF", "PNG", "WEBP"):
                break  # a moving picture: its first
        data = bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))
    except UnreadableSource:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnreadableSource.too_large("megapixels") from None
    except Exception:
        raise UnreadableSource.damaged("afbeelding") from None
    words = hidden_rules().photo
    lines = tuple(f"{words[key]}: {value}" for key, value in told.items())
    return Read(data, [Section("photo", lines)] if {"place", "artist", "description", "comment"} & set(told) else [],
                list(told.values()))  # fmt: skip


def _open(data: bytes) -> Image.Image:
    from PIL import Image

    if data[4:8] == b"ftyp":
        import pillow_heif

        pillow_heif.register_heif_opener()
    return Image.open(io.BytesIO(data))


def _size(image: Image.Image, dpi: float) -> tuple[float, float]:
    """The size of the page in points: as large as a scanner says, otherwise as fits on A4."""
    if SCANNER_DPI[0] < dpi < SCANNER_DPI[1] and max(image.size) * 72 / dpi < LARGEST_PT:
        scale = 72 / dpi
    else:
        across, down = sorted(A4_PT, reverse=image.width > image.height)
        scale = min(across / image.width, down / image.height)
    return image.width * scale, image.height * scale


def _stream(image: Image.Image) -> bytes:
    """The picture anew, without anything but its points."""
    stream = io.BytesIO()
    if image.mode == "1":
        image.save(stream, "PNG")
        return stream.getvalue()
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        from PIL import Image

        sheet = Image.new("RGB", image.size, "white")
        layer = image.convert("RGBA")
        sheet.paste(layer, mask=layer.getchannel("A"))
        image = sheet
    elif image.mode.startswith(("I", "F")):
        image = _in_bytes(image)
    elif image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    image.save(stream, "JPEG", quality=QUALITY, subsampling=0)
    return stream.getvalue()


def _in_bytes(image: Image.Image) -> Image.Image:
    """A picture with more shades than fit in a byte: of 16 bits a scanner may use 8 or 12."""
    import numpy as np
    from PIL import Image

    shades = np.asarray(image).astype(np.float32)
    return Image.fromarray((shades.clip(0) * (255 / max(1.0, float(shades.max())))).astype(np.uint8))


def _told(image: Image.Image) -> dict[str, str]:
    """What the camera wrote of place, time and maker."""
    try:
        exif: Any = image.getexif()
        inner, gps = exif.get_ifd(EXIF), exif.get_ifd(GPS)
    except Exception:
        return {}
    place = _place(gps)
    camera = " ".join(str(exif[tag]).strip("\0 ") for tag in (MAKE, MODEL) if exif.get(tag))
    values = {
        "place": place,
        "date": inner.get(TAKEN),
        "camera": camera,
        "artist": exif.get(ARTIST),
        "description": exif.get(DESCRIPTION),
        "rights": exif.get(RIGHTS),
        "comment": _comment(inner.get(COMMENT)),
    }
    return {key: str(value).strip("\0 ") for key, value in values.items() if value and str(value).strip("\0 ")}


def _comment(value: Any) -> str:
    """A comment begins with eight bytes that tell its character set."""
    return value[8:].decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _place(gps: Any) -> str:
    try:
        north, east = (sum(float(part) / 60**i for i, part in enumerate(gps[tag])) for tag in (2, 4))
        return f"{north * (-1 if gps.get(1) == 'S' else 1):.5f}, {east * (-1 if gps.get(3) == 'W' else 1):.5f}"
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ""
