"""Values as the bytes that are stored; and the pages of a long document, of which few are unpacked at a time."""

from __future__ import annotations

import json
import pickle
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar, overload

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from woolak.model import BoxPt, Document, Page, Region, Word

__all__ = [
    "Packed", "PackedPage", "PackedPages", "StoredPages", "by_ocr", "opened", "pack", "pack_page", "pack_pages",
    "texts_of", "unpack", "unpack_page", "words_between",
]  # fmt: skip


MANY_PAGES = 300
"""A longer document is never unpacked as a whole."""
PARTS = 1000
FARTHEST = 10**9
"""No page is a million points wide; what a broken file places farther away is as far as this."""
SMALL = 1000
"""Of fewer bytes it takes longer to make them smaller than to write them: one proposal, of which a page has many."""
ZLIB = b"\x78"
"""How what is made smaller begins, and no JSON."""
COLUMNS = 8
"""Start, end and number of edges of each word, its box and its confidence."""


T = TypeVar("T")


class Packed(Sequence[T], Generic[T]):
    """Values that are kept for each document of a case: they are unpacked when asked for, and not kept.

    The proposals of a page take some 20 kB in memory, packed 1.
    """

    def __init__(self, values: Sequence[T]) -> None:
        self._count = len(values)
        self._data = zlib.compress(pickle.dumps(tuple(values), pickle.HIGHEST_PROTOCOL), 1) if values else b""

    def unpacked(self) -> tuple[T, ...]:
        """All of them, for who goes through them several times."""
        found: tuple[T, ...] = pickle.loads(zlib.decompress(self._data)) if self._data else ()
        return found

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self.unpacked()[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self.unpacked())

    def __reversed__(self) -> Iterator[T]:
        return reversed(self.unpacked())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.unpacked() == tuple(other)

    def __hash__(self) -> int:
        return hash(self.unpacked())

    def __repr__(self) -> str:
        return repr(self.unpacked())


@cache
def _adapter(what: Any) -> TypeAdapter[Any]:
    return TypeAdapter(what)


def pack(what: Any, value: Any) -> bytes:
    """A value of type `what` as bytes."""
    data = _adapter(what).dump_json(value)
    return data if len(data) < SMALL else zlib.compress(data, 1)


def unpack(what: Any, data: bytes) -> Any:
    """The value that `pack` was given."""
    return _adapter(what).validate_json(zlib.decompress(data) if data[:1] == ZLIB else data)


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
    starts, ends, boxes, edges, confidences = zip(*words, strict=True) if words else ((),) * 5
    columns = np.empty((COLUMNS, len(words)))
    columns[:3] = starts, ends, [*map(len, edges)]
    columns[3:7] = np.fromiter(chain.from_iterable(boxes), float).reshape(-1, 4).T * PARTS
    columns[7] = np.array(confidences, float) * PARTS
    steps = _steps(columns) + _steps(np.fromiter(chain.from_iterable(edges), float) * PARTS)
    regions = [(*one.box_pt, one.what) for one in page.regions]
    head = json.dumps([page.source, len(words), regions]).encode()
    data = zlib.compress(len(head).to_bytes(4, "little") + head + steps, 1)
    return PackedPage(page.page_index, page.width_pt, page.height_pt, page.text, data)


def _steps(columns: NDArray[np.float64]) -> bytes:
    """The steps from value to value, of each column by itself."""
    return np.diff(np.rint(columns).clip(-FARTHEST, FARTHEST), prepend=0).astype("<i4").tobytes()


def unpack_page(packed: PackedPage) -> Page:
    """The page that `pack_page` was given."""
    whole = zlib.decompress(packed.data)
    source, count, regions = _head(whole)
    steps = np.frombuffer(whole, "<i4", offset=4 + int.from_bytes(whole[:4], "little"))
    return Page(
        packed.page_index, packed.width_pt, packed.height_pt, packed.text, _Words(count, steps), source,
        tuple(Region(BoxPt(*box), what) for *box, what in regions),
    )  # fmt: skip


class _Words(Sequence[Word]):
    """The words of a page, made when they are asked for: who burns a page asks for those under its boxes only."""

    def __init__(self, count: int, steps: NDArray[np.int32]) -> None:
        columns = np.cumsum(steps[: COLUMNS * count].reshape(COLUMNS, count), axis=1)
        self._places, self._measures = columns[:3], columns[3:]
        self._edge_steps = steps[COLUMNS * count :]
        self._made: tuple[Word, ...] | None = None

    @cached_property
    def _edges(self) -> NDArray[np.float64]:
        found: NDArray[np.float64] = np.cumsum(self._edge_steps) / PARTS
        return found

    @cached_property
    def _ends_of_edges(self) -> NDArray[np.intp]:
        return np.cumsum(self._places[2])

    def _make(self, first: int, last: int) -> tuple[Word, ...]:
        at = int(self._ends_of_edges[first - 1]) if first else 0
        starts, ends, lengths = self._places[:, first:last].tolist()
        edges = self._edges[at : at + sum(lengths)].tolist()
        *sides, confidences = (self._measures[:, first:last] / PARTS).tolist()
        new, words, at = tuple.__new__, [], 0
        for start, end, length, box, confidence in zip(
            starts, ends, lengths, zip(*sides, strict=True), confidences, strict=True
        ):
            words.append(new(Word, (start, end, new(BoxPt, box), tuple(edges[at : at + length]), confidence)))
            at += length
        return tuple(words)

    @property
    def _all(self) -> tuple[Word, ...]:
        if self._made is None:
            self._made = self._make(0, len(self))
        return self._made

    def __len__(self) -> int:
        return int(self._places.shape[1])

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Word, ...]: ...

    def __getitem__(self, at: int | slice) -> Word | tuple[Word, ...]:
        return self._all[at]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._all)

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that have one of these characters."""
        starts, ends, _ = self._places
        first, last = int(np.searchsorted(ends, start, "right")), int(np.searchsorted(starts, end))
        return self._made[first:last] if self._made is not None else self._make(first, max(first, last))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._all,)


def words_between(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """Of the words of a page those that have one of the characters start:end."""
    if isinstance(words, _Words):
        return words.between(start, end)
    first = bisect_right(words, start, key=lambda word: word.end)
    return words[first : bisect_left(words, end, first, key=lambda word: word.start)]


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
        self._packed = tuple(packed)

    @property
    def packed(self) -> tuple[PackedPage, ...]:
        return self._packed

    def __len__(self) -> int:
        return len(self._packed)

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


class StoredPages(PackedPages):
    """The pages of a document that stay where they are stored, and are read there when they are asked for."""

    def __init__(self, count: int, read: Callable[[], tuple[PackedPage, ...]]) -> None:
        self._count, self._read = count, read

    @property
    def packed(self) -> tuple[PackedPage, ...]:
        return self._read()

    def __len__(self) -> int:
        return self._count

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedPages, (self.packed,)


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
