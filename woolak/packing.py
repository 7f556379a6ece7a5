"""Values as the bytes that are stored; and the pages of a long document, of which few are unpacked at a time."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, overload

import numpy as np
from pydantic import TypeAdapter

from woolak.model import BoxPt, Document, Page, Region, Word

__all__ = [
    "PackedPage", "PackedPages", "by_ocr", "opened", "pack", "pack_page", "pack_pages", "texts_of", "unpack",
    "unpack_page",
]  # fmt: skip


MANY_PAGES = 300
"""A longer document is never unpacked as a whole."""
PARTS = 1000
FARTHEST = 10**9
"""No page is a million points wide; what a broken file places farther away is as far as this."""
COLUMNS = 8
"""Start, end and number of edges of each word, its box and its confidence."""


@cache
def _adapter(what: Any) -> TypeAdapter[Any]:
    return TypeAdapter(what)


def pack(what: Any, value: Any) -> bytes:
    """A value of type `what` as bytes."""
    return zlib.compress(_adapter(what).dump_json(value), 1)


def unpack(what: Any, data: bytes) -> Any:
    """The value that `pack` was given."""
    return _adapter(what).validate_json(zlib.decompress(data))


class PackedPage(NamedTuple):
    """A page as it is stored."""

    page_index: int
    width_pt: float
    height_pt: float
    text: str
    data: bytes


def pack_page(page: Page) -> PackedPage:
    """A page as it is stored: its words as columns of whole numbers, of which the steps from word to word are kept.

    Places on the page are in thousandths of a point, and confidence in thousandths.
    """
    words = page.words
    places = np.array([(one.start, one.end, len(one.edges_pt)) for one in words], float).reshape(-1, 3)
    measures = np.array([(*one.box_pt, one.confidence) for one in words], float).reshape(-1, 5)
    edges = np.array([edge for one in words for edge in one.edges_pt], float)
    columns = [*places.T, *(measures.T * PARTS), edges * PARTS]
    whole = (np.clip(np.rint(column), -FARTHEST, FARTHEST) for column in columns)
    steps = b"".join(np.diff(column, prepend=0).astype("<i4").tobytes() for column in whole)
    regions = [(*one.box_pt, one.what) for one in page.regions]
    head = json.dumps([page.source, len(words), regions]).encode()
    data = zlib.compress(len(head).to_bytes(4, "little") + head + steps, 1)
    return PackedPage(page.page_index, page.width_pt, page.height_pt, page.text, data)


def unpack_page(packed: PackedPage) -> Page:
    """The page that `pack_page` was given."""
    whole = zlib.decompress(packed.data)
    source, count, regions = _head(whole)
    steps = np.frombuffer(whole, "<i4", offset=4 + int.from_bytes(whole[:4], "little"))
    columns = np.cumsum(steps[: COLUMNS * count].reshape(COLUMNS, count), axis=1)
    starts, ends, lengths = columns[:3].tolist()
    boxes = zip(*(columns[3:7] / PARTS).tolist(), strict=True)
    edges = (np.cumsum(steps[COLUMNS * count :]) / PARTS).tolist()
    words, at = [], 0
    for start, end, length, box, confidence in zip(
        starts, ends, lengths, boxes, (columns[7] / PARTS).tolist(), strict=True
    ):
        words.append(Word(start, end, BoxPt(*box), tuple(edges[at : at + length]), confidence))
        at += length
    return Page(
        packed.page_index, packed.width_pt, packed.height_pt, packed.text, tuple(words), source,
        tuple(Region(BoxPt(*box), what) for *box, what in regions),
    )  # fmt: skip


def _head(whole: bytes) -> Any:
    return json.loads(whole[4 : 4 + int.from_bytes(whole[:4], "little")])


def by_ocr(data: bytes) -> bool:
    """Whether a packed page was read by OCR, without unpacking its words."""
    return bool(_head(zlib.decompress(data))[0] == "ocr")


class PackedPages(Sequence[Page]):
    """The pages of a long document: each is unpacked when it is asked for, and not kept.

    A page in memory takes some 200 kB, packed 5 kB: a document of 10,000 pages fits beside the others.
    """

    def __init__(self, packed: Iterable[PackedPage]) -> None:
        self.packed = tuple(packed)

    def __len__(self) -> int:
        return len(self.packed)

    @overload
    def __getitem__(self, at: int) -> Page: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Page, ...]: ...

    def __getitem__(self, at: int | slice) -> Page | tuple[Page, ...]:
        if isinstance(at, slice):
            return tuple(map(unpack_page, self.packed[at]))
        return unpack_page(self.packed[at])

    def __iter__(self) -> Iterator[Page]:
        return map(unpack_page, self.packed)


def pack_pages(document: Document) -> PackedPages:
    """The pages of a document, packed, as they are stored and sent on."""
    pages = document.pages
    return pages if isinstance(pages, PackedPages) else PackedPages(map(pack_page, pages))


def texts_of(document: Document) -> Sequence[str]:
    """The text of each page, without unpacking the words of a document that is packed."""
    pages = document.pages
    return [page.text for page in (pages.packed if isinstance(pages, PackedPages) else pages)]


def opened(document: Document) -> Document:
    """The document with its pages unpacked, for who goes through them several times; a long one stays as it is."""
    return document if len(document.pages) > MANY_PAGES else replace(document, pages=document.pages[:])
