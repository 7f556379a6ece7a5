"""A file of the collection and what is to become of it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Item", "one", "refused"]


@dataclass(frozen=True)
class Item:
    """A file as a department sends it."""

    name: str
    data: bytes
    trouble: str
    """What is the matter with it, for the table."""
    texts: tuple[tuple[str, str], ...] = ()
    """(path within the file, words): each document that is to come out, with words that its pages have to show."""
    errors: tuple[tuple[str, str], ...] = ()
    """(path within the file, words): what is to be named as not read, with words of the sentence."""
    absent: tuple[str, ...] = ()
    """Words that no page of it may show."""


def one(name: str, data: bytes, trouble: str, *words: str) -> Item:
    """A file that becomes one document which shows the words."""
    return Item(name, data, trouble, tuple(("", word) for word in words))


def refused(name: str, data: bytes, trouble: str, words: str) -> Item:
    """A file that is named as not read."""
    return Item(name, data, trouble, (), (("", words),))
