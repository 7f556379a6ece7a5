"""Pixels overwritten, and pictures coded again, without what a file may carry along with them."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, JpegImagePlugin

__all__ = ["Blank", "Polygon", "area", "clean_jpeg", "covered_area", "group4", "overwrite", "paint_jpeg", "tells"]

EDGE_PX = 2
CALM = 24
"""Samples that differ no more than this tell nothing: JPEG makes such noise beside an edge."""
_END_OF_DATA = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""Coded data ends at a marker that is neither stuffing nor a restart."""
Polygon = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """What of a picture is to be overwritten: polygons in parts of its width and height (from the top left)."""

    polygons: tuple[Polygon, ...] = ()
    keep: tuple[float, float, float, float] | None = None
    """Only this part is ever shown; all else is overwritten."""
    covered: tuple[tuple[float, float, float, float], ...] = ()
    """Rectangles that something else covers: overwritten when they tell anything."""

    def __bool__(self) -> bool:
        return bool(self.polygons or self.keep)


def area(blank: Blank, width: int, height: int) -> Picture.Image:
    """A mask of the pixels to overwrite; every pixel that a box touches, and one around it."""
    mask = Picture.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    if blank.keep:
        x0, y0, x1, y1 = blank.keep
        draw.rectangle((0, 0, width, height), fill=255)
        kept = (floor(x0 * width), floor(y0 * height), ceil(x1 * width) - 1, ceil(y1 * height) - 1)
        if kept[2] >= kept[0] and kept[3] >= kept[1]:
            draw.rectangle(kept, fill=0)
    for polygon in blank.polygons:
        points = [(x * width, y * height) for x, y in polygon]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        straight = len({round(x, 2) for x in xs}) == 2 and len({round(y, 2) for y in ys}) == 2
        if straight:
            draw.rectangle((floor(min(xs)) - 1, floor(min(ys)) - 1, ceil(max(xs)), ceil(max(ys))), fill=255)
        else:
            draw.polygon(points, fill=255, outline=255, width=3)
    return mask


def covered_area(blank: Blank, width: int, height: int) -> Picture.Image | None:
    """A mask of the pixels that something covers for certain: a few less than lie under it."""
    mask = Picture.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    for x0, y0, x1, y1 in blank.covered:
        left, top, right, bottom = ceil(x0 * width), ceil(y0 * height), floor(x1 * width) - 1, floor(y1 * height) - 1
        # at the edge of the picture nothing shines through
        left, top = left + EDGE_PX * (left > 0), top + EDGE_PX * (top > 0)
        right, bottom = right - EDGE_PX * (right < width - 1), bottom - EDGE_PX * (bottom < height - 1)
        if right >= left and bottom >= top:
            draw.rectangle((left, top, right, bottom), fill=255)
    return mask if mask.getbbox() else None


def tells(picture: Any, where: Picture.Image) -> bool:
    """Whether the pixels of an area differ from each other."""
    samples = np.asarray(picture)[np.asarray(where) > 0]
    return bool(len(samples)) and int((samples.max(axis=0).astype(int) - samples.min(axis=0)).max()) > CALM


def overwrite(data: bytes, area: Picture.Image, width: int, height: int, parts: int, bits: int, value: int) -> bytes:
    """Set the samples of an area to one value."""
    where = np.asarray(area) > 0
    row = (width * parts * bits + 7) // 8
    rows: NDArray[Any] = np.frombuffer(bytearray(data), np.uint8).reshape(height, row)
    if bits == 8:
        samples = rows[:, : width * parts].reshape(height, width, parts)
        samples = samples.copy()
        samples[where] = value
        return bytes(samples.reshape(height, width * parts).tobytes())
    if bits == 16:
        samples = rows.reshape(height, width, parts * 2).copy()
        samples[where] = 255 if value else 0
        return bytes(samples.tobytes())
    unpacked = np.unpackbits(rows, axis=1)
    wide = np.repeat(where, parts * bits, axis=1)
    pattern = np.tile(np.array([value >> (bits - 1 - i) & 1 for i in range(bits)], np.uint8), width * parts)
    used = unpacked[:, : width * parts * bits]
    used[wide] = np.broadcast_to(pattern, used.shape)[wide]
    return bytes(np.packbits(unpacked, axis=1).tobytes())


def paint_jpeg(picture: Any, where: Picture.Image) -> bytes:
    """Overwrite and code again with the same tables, so that the rest loses next to nothing.

    The codes are the standard's: to seek the best for each picture takes three times as long, and saves a fifteenth.
    """
    tables, sampling = picture.quantization, JpegImagePlugin.get_sampling(picture)
    painted = picture.copy()
    painted.paste(Picture.new(painted.mode, painted.size, "white"), mask=where)
    buffer = io.BytesIO()
    more = {"subsampling": sampling} if sampling >= 0 and painted.mode == "RGB" else {}
    painted.save(buffer, "JPEG", qtables=tables, progressive=False, **more)
    return clean_jpeg(buffer.getvalue())


def clean_jpeg(data: bytes) -> bytes:
    """Only what is needed to decode the picture (ITU T.81 annex B); of the application data only Adobe's transform."""
    start = data.find(b"\xff\xd8")
    if start < 0:
        raise ValueError("no JPEG")
    out, at = [b"\xff\xd8"], start + 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        marker = data[at + 1]
        if marker in (0xFF, 0x00) or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == 0xD9:
            break
        length = struct.unpack_from(">H", data, at + 2)[0]
        segment = data[at : at + 2 + length]
        at += 2 + length
        if marker == 0xE0 and segment[4:9] == b"JFIF\0":  # tells that the colours are YCbCr; without its thumbnail
            out.append(b"\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0")
        elif marker == 0xEE and segment[4:9] == b"Adobe":
            out.append(b"\xff\xee\x00\x0e" + segment[4:16])
        elif marker in (0xC4, 0xDB, 0xDD) or (0xC0 <= marker <= 0xCF and marker != 0xC8):
            out.append(segment)
        elif marker == 0xDA:
            found = _END_OF_DATA.search(data, at)
            end = found.start() if found else len(data)
            out += [segment, data[at:end]]
            at = end
    out.append(b"\xff\xd9")
    return b"".join(_used_tables(out))


def _used_tables(segments: list[bytes]) -> Iterator[bytes]:
    """The segments of a JPEG without the tables that nothing refers to, and without what comes after a table's end."""
    quantising, coding = set(), set()
    for segment in segments:
        if segment[:1] != b"\xff" or len(segment) < 6:
            continue
        if 0xC0 <= segment[1] <= 0xCF and segment[1] not in (0xC4, 0xC8, 0xCC):
            quantising |= {segment[12 + 3 * number] for number in range(segment[9])}
        elif segment[1] == 0xDA:
            pairs = [segment[6 + 2 * number] for number in range(segment[4])]
            coding |= {pair >> 4 for pair in pairs} | {16 | pair & 15 for pair in pairs}
    for segment in segments:
        if segment[:2] == b"\xff\xdb":
            yield from _tables(segment, quantising, lambda head, _: 128 if head >> 4 else 64, 15)
        elif segment[:2] == b"\xff\xc4":
            yield from _tables(segment, coding, lambda _, rest: 16 + sum(rest[:16]), 255)
        else:
            yield segment


def _tables(segment: bytes, used: set[int], size: Callable[[int, bytes], int], mask: int) -> Iterator[bytes]:
    at, kept = 4, b""
    while at < len(segment):
        end = at + 1 + size(segment[at], segment[at + 1 :])
        if segment[at] & mask in used and end <= len(segment):
            kept += segment[at:end]
        at = end
    if kept:
        yield segment[:2] + struct.pack(">H", len(kept) + 2) + kept


def group4(picture: Picture.Image) -> bytes:
    """CCITT group 4 data of a black and white picture, by way of a TIFF of one strip."""
    buffer = io.BytesIO()
    bilevel = picture.convert("L").point(lambda value: 255 if value > 127 else 0).convert("1")
    bilevel.save(buffer, "TIFF", compression="group4", strip_size=1 << 30, tiffinfo={262: 0})
    with Picture.open(io.BytesIO(buffer.getvalue())) as tiff:
        tags: Any = tiff.tag_v2  # type: ignore[attr-defined]
        offsets, counts = tags[273], tags[279]
    data = buffer.getvalue()
    if len(offsets) != 1:
        raise ValueError("TIFF with several strips")
    return data[offsets[0] : offsets[0] + counts[0]]
