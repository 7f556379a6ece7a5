"""What was worked out of the document at hand, so that its pages need not work it out again.

A document at a time is looked at, so one document is remembered; the value of a key is made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from woolak.model import Document

__all__ = ["follow", "recall", "remember"]

T = TypeVar("T")
_at_hand: list[Document] = []
_values: dict[Hashable, Any] = {}


def _turn_to(document: Document) -> None:
    if not _at_hand or _at_hand[0] is not document:
        _at_hand[:] = [document]
        _values.clear()


def recall(document: Document, key: Hashable, make: Callable[[], T]) -> T:
    """The document's value of a key; made when it is not there yet."""
    _turn_to(document)
    if key not in _values:
        value = make()
        _turn_to(document)
        _values[key] = value
    return cast(T, _values[key])


def remember(document: Document, key: Hashable, value: object) -> None:
    """Keep a value that the page at hand has worked out, for the next."""
    _turn_to(document)
    _values[key] = value


def follow(document: Document, name: str, index: int, start: T, make: Callable[[int, T], T]) -> T:
    """The value of a page that follows from that of the page before it; `start` is what comes before the first page.

    Pages of which it is not known yet are gone through in order: the first page that is looked at may be any.
    """
    _turn_to(document)
    known = index
    while known >= 0 and (name, known) not in _values:
        known -= 1
    value = cast(T, _values[name, known]) if known >= 0 else start
    for at in range(known + 1, index + 1):
        value = make(at, value)
        remember(document, (name, at), value)
    return value
