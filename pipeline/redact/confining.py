"""Limits on what burning one document may ask of the machine, so that a PDF made to harm harms nothing else.

Memory is limited for the process (RLIMIT_AS), processor time by two timers: the first raises, and goes on doing so in
case something catches it; the second, a while later, has the kernel end a process that hangs in a library. The
document then fails with one sentence, and the run goes on (woolak/pool.py).
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
from woolak.rules.limits import standard_limits

__all__ = ["confined"]

START_SECONDS, PAGE_SECONDS = 120.0, 20.0
"""Processor time; an ordinary page takes a tenth of a second, one that becomes a picture two or three."""
AGAIN_SECONDS = 5.0
GRACE = 1.5


def _too_long(number: int, frame: Any) -> None:
    raise UnreadableSource.stopped()


@contextmanager
def confined(pages: int, *, seconds: float | None = None, megabytes: int | None = None) -> Iterator[None]:
    """Run the body within limits that suit so many pages; in the main thread of a process, elsewhere without.

    Raises UnreadableSource when the body takes too much time or memory.
    """
    if threading.current_thread() is not threading.main_thread():  # signals only reach the main thread
        yield
        return
    allowed = START_SECONDS + PAGE_SECONDS * pages if seconds is None else seconds
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    more = (standard_limits().memory_mb if megabytes is None else megabytes) << 20
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = size + more if hard == resource.RLIM_INFINITY else min(size + more, hard)
    before = signal.signal(signal.SIGPROF, _too_long)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        signal.setitimer(signal.ITIMER_VIRTUAL, GRACE * allowed)
        signal.setitimer(signal.ITIMER_PROF, allowed, AGAIN_SECONDS)
        yield
    except MemoryError:
        raise UnreadableSource.stopped() from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGPROF, before)
