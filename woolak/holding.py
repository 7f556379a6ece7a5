"""Who holds a case: one process alone, as a run and a release need it, or several that share it to review and read."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from woolak.errors import InUse

__all__ = ["holding", "is_held_alone"]

SLOT = ".slot"


@contextmanager
def holding(folder: Path, shared: bool) -> Iterator[None]:
    """Hold the case in a folder, alone or with others. Raises InUse when it is in use."""
    with (folder / SLOT).open("w") as lock:
        if not _locked(lock, shared):
            raise InUse(folder)
        yield


def is_held_alone(folder: Path) -> bool:
    """Whether somebody has the case alone now."""
    with (folder / SLOT).open("w") as lock:
        return not _locked(lock, shared=True)


def _locked(lock: IO[str], shared: bool) -> bool:
    """Take the case, alone or shared with others; False when it is in use. Closing the file gives it back."""
    try:
        fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
