"""Limits on what one file may ask of the machine, so that a file made to harm harms nothing else.

Memory is limited for the process (RLIMIT_AS), processor time by two timers: the first raises, and goes on doing so in
case something catches it; the second, a while later, has the kernel end a process that hangs in a library. The file
then fails with one sentence, and the run goes on (woolak/pool.py).
"""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from woolak.errors import UnreadableSource

__all__ = ["alive", "limited"]

AGAIN_SECONDS = 5.0
GRACE = 1.5
_allowed: list[float] = []
"""The seconds of the body that is under way in this process; empty when there is none."""


def _too_long(number: int, frame: Any) -> None:
    raise UnreadableSource.stopped()


def alive() -> None:
    """Something came ready: the time begins anew."""
    if _allowed:
        signal.setitimer(signal.ITIMER_VIRTUAL, GRACE * _allowed[0])
        signal.setitimer(signal.ITIMER_PROF, _allowed[0], AGAIN_SECONDS)


@contextmanager
def limited(seconds: float, megabytes: int) -> Iterator[None]:
    """Run the body within so many seconds of processor time since it was last `alive`, and so much more memory.

    In a thread that is not the main one only the limit of memory holds: signals do not reach it. Raises
    UnreadableSource when it takes too much time, MemoryError when too much memory.
    """
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = size + (megabytes << 20)
    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGPROF, _too_long) if main else None
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
        if main:
            _allowed[:] = [seconds]
            alive()
        yield
    finally:
        if main:
            _allowed.clear()
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGPROF, before or signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
