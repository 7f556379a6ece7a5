"""Pictures written anew from their samples, with the parts under a box, or that no clip ever shows, overwritten.

A JPEG keeps its picture data, without application data (EXIF, thumbnails, comments) and what follows its end; one
with a box is painted and coded again with its own quantisation tables, so that it keeps its quality and size.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pikepdf
import pymupdf
from pikepdf import Array, Name, Pdf, Stream
from PIL import Image as Picture
from PIL import ImageChops, ImageFilter

from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.pixels import (
    Blank,
    Polygon,
    area,
    clean_jpeg,
    covered_area,
    group4,
    overwrite,
    paint_jpeg,
    tells,
)
from woolak.pipeline.redact.scene import Bounds, Matrix, apply, inverse

__all__ = ["Blank", "ImageWriter", "blanks_of"]

MAX_PIXELS = 400_000_000
Picture.MAX_IMAGE_PIXELS = MAX_PIXELS
PLAIN_FILTERS = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
BROKEN = (
    pikepdf.PdfError, OSError, ValueError, TypeError, KeyError, IndexError, RuntimeError, MemoryError, struct.error,
    pymupdf.mupdf.FzErrorBase,
)  # fmt: skip
"""What reading a broken picture may raise."""
SETTINGS = ("/Interpolate", "/Intent")


def blanks_of(ctm: Matrix, boxes: Sequence[Bounds], shown: Bounds, covers: Sequence[Bounds] = ()) -> Blank | None:
    """Where boxes, clip and what covers it lie in a picture; None when nothing of it is shown outside the boxes."""
    back = inverse(ctm)
    if back is None:
        return None

    def to_picture(box: Bounds) -> Polygon:
        corners = ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3]))
        points = [apply(back, x, y) for x, y in corners]
        return tuple((round(x, 6), round(1 - y, 6)) for x, y in points)

    def span(polygon: Polygon) -> tuple[float, float, float, float]:
        xs, ys = [p[0] for p in polygon], [p[1] for p in polygon]
        return max(0.0, min(xs)), max(0.0, min(ys)), min(1.0, max(xs)), min(1.0, max(ys))

    visible = span(to_picture(shown))
    if visible[2] <= visible[0] or visible[3] <= visible[1]:
        return None
    polygons = []
    for box in boxes:
        polygon = to_picture(box)
        x0, y0, x1, y1 = span(polygon)
        if x1 <= x0 or y1 <= y0:
            continue
        straight = len({p[0] for p in polygon}) == 2 or abs(ctm[1]) + abs(ctm[2]) < 1e-6
        if straight and x0 <= visible[0] and y0 <= visible[1] and x1 >= visible[2] and y1 >= visible[3]:
            return None
        polygons.append(polygon)
    straight = abs(ctm[1]) + abs(ctm[2]) < 1e-6 or abs(ctm[0]) + abs(ctm[3]) < 1e-6
    covered = tuple(span(to_picture(cover)) for cover in covers) if straight else ()
    whole = visible[0] < 0.004 and visible[1] < 0.004 and visible[2] > 0.996 and visible[3] > 0.996
    return Blank(tuple(polygons), None if whole else visible, covered)


class ImageWriter:
    """Writes each picture of a document once per way that it is overwritten."""

    def __init__(
        self, out: Pdf, source: pymupdf.Document, colour_space: Callable[[Any], Any], pdfa: bool = False
    ) -> None:
        self.pdfa = pdfa
        self.out = out
        self.source = source
        self.colour_space = colour_space
        self._done: dict[object, Any] = {}
        self._by_content: dict[bytes, Any] = {}

    def write(self, stream: pikepdf.Stream, blank: Blank, *, inline: bool) -> Any:
        """The picture for the release. Raises CannotRebuild when its samples cannot be read."""
        key = (stream.objgen, blank)
        if key not in self._done:
            try:
                self._done[key] = self._write(stream, blank, inline)
            except BROKEN as error:
                raise CannotRebuild(f"image: {type(error).__name__}") from error
        return self._done[key]

    def tells(self, stream: pikepdf.Stream) -> bool:
        """Whether the picture or its mask holds more than one value, or cannot be read."""
        mask = stream.get("/SMask", stream.get("/Mask"))
        try:
            alone = pymupdf.Pixmap(self.source, stream.objgen[0]).is_unicolor
            return not alone or (isinstance(mask, Stream) and self.tells(mask))
        except BROKEN:
            return True

    def _where(self, stream: pikepdf.Stream, blank: Blank, picture: Any, role: str) -> Picture.Image | None:
        """The pixels of a picture (of which `picture` gives the samples, or only the size) to overwrite."""
        width, height = picture.size if isinstance(picture, Picture.Image) else picture
        unseen = covered_area(blank, width, height)
        if role == "image":
            masked = self._masked(stream, width, height)
            unseen = ImageChops.lighter(unseen, masked) if unseen and masked else unseen or masked
        if unseen and isinstance(picture, Picture.Image) and not tells(picture, unseen):
            unseen = None  # not worth coding a picture again
        if not blank:
            return unseen
        where = area(blank, width, height)
        return ImageChops.lighter(where, unseen) if unseen else where

    def _masked(self, stream: pikepdf.Stream, width: int, height: int) -> Picture.Image | None:
        """The pixels of which a mask shows nothing, without those that may shine through at its edges."""
        mask = stream.get("/SMask", stream.get("/Mask"))
        if not isinstance(mask, pikepdf.Stream) or not mask.objgen[0]:
            return None
        shown = pymupdf.Pixmap(self.source, mask.objgen[0])
        if shown.n != 1:
            return None
        size = (shown.width, shown.height)
        opacity = Picture.frombuffer("L", size, shown.samples, "raw", "L", shown.stride, 1)
        opacity = opacity.point(lambda value: 255 if value else 0)
        if size != (width, height):
            opacity = opacity.resize((width, height), Picture.Resampling.BOX).point(lambda value: 255 if value else 0)
        hidden = opacity.filter(ImageFilter.MaxFilter(5)).point(lambda value: 255 - value)
        return hidden if hidden.getbbox() else None

    def _write(self, stream: pikepdf.Stream, blank: Blank, inline: bool, role: str = "image") -> Any:
        width, height = int(stream["/Width"]), int(stream["/Height"])
        if width < 1 or height < 1 or width * height > MAX_PIXELS:
            raise CannotRebuild("image size")
        filters = _filters(stream)
        if all(name in PLAIN_FILTERS for name in filters) and not _odd_colours(stream):
            made = self._samples(stream, blank, width, height, role)
        elif (
            filters[-1:] == ["/DCTDecode"]
            and not _odd_colours(stream)
            and all(name in PLAIN_FILTERS for name in filters[:-1])
        ):
            made = self._jpeg(stream, blank, role)
        else:
            made = self._decoded(stream, blank, inline, role)
        for name in SETTINGS:
            value = stream.get(name)
            if isinstance(value, Name) or (isinstance(value, bool) and not self.pdfa):
                made[name] = value
        if role == "image":
            mask = stream.get("/SMask")
            if isinstance(mask, pikepdf.Stream):
                made["/SMask"] = self._write(mask, blank, inline, "soft mask")
                matte = mask.get("/Matte")
                if isinstance(matte, Array):
                    made["/SMask"]["/Matte"] = Array([float(v) for v in matte])
            else:
                mask = stream.get("/Mask")
                if isinstance(mask, pikepdf.Stream):
                    made["/Mask"] = self._write(mask, blank, inline, "mask")
                elif isinstance(mask, Array) and "/DCTDecode" not in filters:
                    made["/Mask"] = Array([int(v) for v in mask])
        return self._intern(made)

    def _intern(self, made: Stream) -> Any:
        """The same picture twice in a document is one object."""
        facts = sorted((k, str(v.objgen) if isinstance(v, Stream) else repr(v)) for k, v in made.items())
        key = hashlib.sha256(made.read_raw_bytes() + repr(facts).encode("utf-8")).digest()
        if key not in self._by_content:
            self._by_content[key] = self.out.make_indirect(made)
        return self._by_content[key]

    def _new(self, data: bytes, width: int, height: int, bits: int, **more: Any) -> Stream:
        made = Stream(self.out, data)
        made["/Type"], made["/Subtype"] = Name.XObject, Name.Image
        made["/Width"], made["/Height"], made["/BitsPerComponent"] = width, height, bits
        for key, value in more.items():
            made[f"/{key}"] = value
        return made

    # samples as they are ---------------------------------------------------------------------------------------

    def _samples(self, stream: pikepdf.Stream, blank: Blank, width: int, height: int, role: str) -> Stream:
        is_mask = bool(stream.get("/ImageMask", False))
        bits = 1 if is_mask else int(stream.get("/BitsPerComponent", 8))
        space = None if is_mask else self.colour_space(stream.get("/ColorSpace", Name.DeviceGray))
        parts = 1 if is_mask else components(space)
        row = (width * parts * bits + 7) // 8
        data = stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)[: row * height]
        data += b"\0" * (row * height - len(data))
        decode = stream.get("/Decode")
        numbers = [float(v) for v in decode] if isinstance(decode, Array) and len(decode) >= 2 * parts else []
        blanked = self._where(stream, blank, (width, height), role)
        if blanked:
            inverted = bool(numbers) and numbers[0] > numbers[1]
            if is_mask:
                value = 0 if inverted else 1  # does not paint
            elif role == "soft mask":
                value = 0
            else:
                value = 0 if inverted or parts > 3 else (1 << bits) - 1
                if isinstance(space, Array) and space[0] == Name.Indexed:
                    value = 0
            data = overwrite(data, blanked, width, height, parts, bits, value)
        if bits == 16:  # the low bytes show nothing
            data, bits = data[::2], 8
        if role == "image" and isinstance(space, Array) and space[0] == Name.Indexed and bits <= 8:
            data, bits = _one_index_per_colour(data, width, height, bits, space)
        key = stream.get("/Mask")
        if isinstance(key, Array) and bits == 8 and len(key) == 2 * parts:
            data = _without_key(data, [int(v) for v in key])
        made = self._new(data, width, height, bits)
        if is_mask:
            made["/ImageMask"] = True
            del made["/BitsPerComponent"]
            made["/BitsPerComponent"] = 1
        else:
            made["/ColorSpace"] = space
        if numbers:
            made["/Decode"] = Array(numbers[: 2 * parts])
        return _compressed(made, self.out)

    # JPEG ------------------------------------------------------------------------------------------------------

    def _jpeg(self, stream: pikepdf.Stream, blank: Blank, role: str) -> Stream:
        data = _still_jpeg(stream)
        space = stream.get("/ColorSpace")
        clean = clean_jpeg(data)
        with Picture.open(io.BytesIO(clean)) as picture:
            size, bands = picture.size, len(picture.getbands())
            if size[0] * size[1] > MAX_PIXELS:
                raise CannotRebuild("image size")
            where = self._where(stream, blank, picture, role)
            if (where or self.pdfa) and bands == 4:
                return self._decoded(stream, blank, False, role)
            if where:
                clean = paint_jpeg(picture, where)
        default = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}[bands]
        made = self._new(clean, size[0], size[1], 8)
        made["/ColorSpace"] = self.colour_space(space) if space is not None else default
        if components(made["/ColorSpace"]) != bands:
            made["/ColorSpace"] = default
        made["/Filter"] = Name.DCTDecode
        decode = stream.get("/Decode")
        if isinstance(decode, Array) and len(decode) == 2 * bands:
            made["/Decode"] = Array([float(v) for v in decode])
        parameters = stream.get("/DecodeParms")
        if isinstance(parameters, pikepdf.Dictionary) and "/ColorTransform" in parameters:
            made["/DecodeParms"] = pikepdf.Dictionary(ColorTransform=int(parameters["/ColorTransform"]))
        return made

    # what only a decoder reads: CCITT, JBIG2, JPEG 2000, painted CMYK --------------------------------------------

    def _decoded(self, stream: pikepdf.Stream, blank: Blank, inline: bool, role: str) -> Stream:
        if inline or stream.objgen[0] == 0:
            raise CannotRebuild("inline image")
        pixmap = pymupdf.Pixmap(self.source, stream.objgen[0])
        if pixmap.colorspace is not None and pixmap.colorspace.name not in ("DeviceGray", "DeviceRGB"):
            pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
        if pixmap.alpha and pixmap.colorspace is not None:
            pixmap = pymupdf.Pixmap(pixmap, 0)
        mode = "RGB" if pixmap.n == 3 else "L"
        picture = Picture.frombuffer(mode, (pixmap.width, pixmap.height), pixmap.samples, "raw", mode, pixmap.stride, 1)
        picture = picture.copy()
        is_mask = bool(stream.get("/ImageMask", False))
        if is_mask or int(stream.get("/BitsPerComponent", 8)) == 1:
            return self._bilevel(picture, self._where(stream, blank, picture, role), is_mask)
        where = self._where(stream, blank, picture, role)
        if where:
            picture.paste(Picture.new(picture.mode, picture.size, "white"), mask=where)
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=88, optimize=True)
        made = self._new(clean_jpeg(buffer.getvalue()), picture.width, picture.height, 8)
        made["/ColorSpace"] = Name.DeviceRGB if mode == "RGB" else Name.DeviceGray
        made["/Filter"] = Name.DCTDecode
        return made

    def _bilevel(self, picture: Picture.Image, where: Picture.Image | None, is_mask: bool) -> Stream:
        """Black and white: written as CCITT group 4, as it was or smaller than it was."""
        if is_mask:  # MuPDF gives coverage: 255 where it paints
            picture = picture.point(lambda value: 255 - value)
        if where:
            picture.paste(255, mask=where)
        made = self._new(group4(picture), picture.width, picture.height, 1)
        made["/Filter"] = Name.CCITTFaxDecode
        made["/DecodeParms"] = pikepdf.Dictionary(K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=False)
        if is_mask:
            made["/ImageMask"] = True
        else:
            made["/ColorSpace"] = Name.DeviceGray
        return made


def _without_key(data: bytes, key: list[int]) -> bytes:
    """The samples of eight bits with one colour for all that a colour key leaves out."""
    low, high = np.array(key[::2], np.uint8), np.array(key[1::2], np.uint8)
    samples = np.frombuffer(data, np.uint8).reshape(-1, len(low)).copy()
    samples[((samples >= low) & (samples <= high)).all(axis=1)] = low
    return bytes(samples.tobytes())


def _odd_colours(stream: pikepdf.Stream) -> bool:
    """Whether samples that differ may look alike, so that the picture is to be written as it looks: inks, and decoding
    that is neither plain nor reversed."""
    decode, space = stream.get("/Decode"), stream.get("/ColorSpace")
    kind = str(space[0]) if isinstance(space, Array) and len(space) else ""
    if isinstance(decode, Array) and kind not in ("/Indexed", "/I"):
        numbers = [float(value) for value in decode]
        pairs = zip(numbers[::2], numbers[1::2], strict=False)
        if any(pair not in ((0.0, 1.0), (1.0, 0.0)) for pair in pairs):
            return True
    return kind in ("/Separation", "/DeviceN", "/Lab")


def _one_index_per_colour(data: bytes, width: int, height: int, bits: int, space: Array) -> tuple[bytes, int]:
    """Samples of a palette of which every colour has one number; as they were when the palette has no colour twice."""
    table = bytes(space[3])
    parts = components(space[1])
    colours = [table[at : at + parts] for at in range(0, len(table), parts)]
    first = [colours.index(colour) for colour in colours]
    if first == list(range(len(colours))):
        return data, bits
    rows = np.frombuffer(data, np.uint8).reshape(height, -1)
    if bits < 8:
        one_by_one = np.unpackbits(rows, axis=1)[:, : width * bits].reshape(height, width, bits)
        indexes = one_by_one.astype(np.uint16) @ (1 << np.arange(bits - 1, -1, -1)).astype(np.uint16)
    else:
        indexes = rows[:, :width].astype(np.uint16)
    to_first = np.array(first, np.uint8)
    return bytes(to_first[np.minimum(indexes, len(first) - 1)].tobytes()), 8


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(name) for name in found] if isinstance(found, Array) else [str(found)]


def _still_jpeg(stream: pikepdf.Stream) -> bytes:
    """The JPEG, with the filters around it undone."""
    filters = _filters(stream)
    if len(filters) == 1:
        return stream.read_raw_bytes()
    with Pdf.new() as aside:
        outer = Stream(aside, stream.read_raw_bytes())
        outer["/Filter"] = Array([Name(name) for name in filters[:-1]])
        return outer.read_bytes(pikepdf.StreamDecodeLevel.generalized)


def components(space: Any) -> int:
    """How many numbers a colour has."""
    if isinstance(space, Name):
        return {"/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(space), 1)
    kind = str(space[0])
    if kind == "/DeviceN":
        return len(space[1])
    return {"/CalRGB": 3, "/Lab": 3}.get(kind, 1)


def _compressed(made: Stream, out: Pdf) -> Stream:
    data = zlib.compress(made.read_raw_bytes(), 6)
    copy = Stream(out, data)
    for key, value in made.items():
        if key != "/Length":
            copy[key] = value
    copy["/Filter"] = Name.FlateDecode
    return copy
