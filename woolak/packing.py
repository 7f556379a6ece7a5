"""Values as the bytes that are stored; and the pages of a long document, of which few are unpacked at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, overload

from pydantic import TypeAdapter

from woolak.model import Document, Page

__all__ = ["PackedPage", "PackedPages", "by_ocr", "opened", "pack", "pack_page", "pack_pages", "texts_of", "unpack"]


MANY_PAGES = 300
"""A longer document is never unpacked as a whole."""


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
    return PackedPage(page.page_index, page.width_pt, page.height_pt, page.text, pack(Page, page))


def by_ocr(data: bytes) -> bool:
    """Whether a packed page was read by OCR, without unpacking its words."""
    return b'"source":"ocr"' in zlib.decompress(data)


class PackedPages(Sequence[Page]):
    """The pages of a long document: each is unpacked when it is asked for, and not kept.

    A page in memory takes some 200 kB, packed 10 kB: a document of 10,000 pages fits beside the others.
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
            return tuple(unpack(Page, one.data) for one in self.packed[at])
        page: Page = unpack(Page, self.packed[at].data)
        return page

    def __iter__(self) -> Iterator[Page]:
        for one in self.packed:
            yield unpack(Page, one.data)


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
