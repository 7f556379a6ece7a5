"""How many pages are read by OCR at once, over all processes that work on a case: one per processor.

A process asks for a place and keeps it while Tesseract runs. Places are locks on empty files; the system takes them
back from a process that dies.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["place", "places", "share"]

WAIT_SECONDS = 0.02
_folder: list[Path] = []


def places() -> int:
    """How many pages may be read at once."""
    return len(os.sched_getaffinity(0))


def share(folder: Path | None) -> None:
    """From now on take places in turns with the other processes that name this folder; None: with nobody."""
    _folder[:] = [folder] if folder else []
    if folder:
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def place() -> Iterator[None]:
    """Wait for a place, and keep it for the body."""
    if not _folder:
        yield
        return
    while True:
        for number in range(places()):
            with (_folder[0] / f"{number}").open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    continue
                yield
                return
        time.sleep(WAIT_SECONDS)
