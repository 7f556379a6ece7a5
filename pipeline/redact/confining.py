"""What burning and proving one document may ask of the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from woolak.errors import UnreadableSource
from woolak.pipeline.limiting import limited
from woolak.rules.limits import standard_limits

__all__ = ["confined"]

START_SECONDS, PAGE_SECONDS = 120.0, 20.0
"""Processor time; an ordinary page takes a tenth of a second, one that becomes a picture two or three."""


@contextmanager
def confined(pages: int, *, seconds: float | None = None, megabytes: int | None = None) -> Iterator[None]:
    """Run the body within limits that suit so many pages.

    Raises UnreadableSource when the body takes too much time or memory.
    """
    allowed = START_SECONDS + PAGE_SECONDS * pages if seconds is None else seconds
    try:
        with limited(allowed, standard_limits().memory_mb if megabytes is None else megabytes):
            yield
    except MemoryError:
        raise UnreadableSource.stopped() from None
