"""Limits on what reading one file may ask of the machine: memory, and processor time without a page coming ready.

Memory is limited for the process. Of time there are two timers: the first raises, the second, a while later, has the
kernel end a process that hangs within a library; the run then tells it of that file and goes on (woolak/pool.py).
Both are set anew at each page, so that a document of ten thousand pages may take as long as it needs.
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
from woolak.pipeline.ingest.received import MB
from woolak.rules.limits import Limits

__all__ = ["alive", "watched"]

AGAIN_SECONDS = 5.0
GRACE = 1.5
_seconds: list[int] = []


def _too_long(number: int, frame: Any) -> None:
    raise UnreadableSource.stopped()


def alive() -> None:
    """Something came ready: the time begins anew."""
    if _seconds:
        signal.setitimer(signal.ITIMER_VIRTUAL, GRACE * _seconds[0])
        signal.setitimer(signal.ITIMER_PROF, _seconds[0], AGAIN_SECONDS)


@contextmanager
def watched(limits: Limits) -> Iterator[None]:
    """Run the body within the limits; in a thread that is not the main one only that of memory holds."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = size + limits.memory_mb * MB
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGPROF, _too_long) if main else None
    try:
        if main:
            _seconds[:] = [limits.silent_seconds]
            alive()
        yield
    finally:
        if main:
            _seconds.clear()
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGPROF, before or signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
