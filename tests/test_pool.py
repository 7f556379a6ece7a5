"""Workers: one that dies takes only its own document with it."""

from __future__ import annotations

import os
import signal
from collections import Counter

from woolak.pool import Died, each


def double(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 3:
        raise ValueError("drie")
    return 2 * number


def test_a_killed_worker_loses_only_its_own_input() -> None:
    results = dict(each(double, range(12), 2))
    assert isinstance(results[7], Died)
    assert isinstance(results[3], ValueError)
    assert all(results[n] == 2 * n for n in range(12) if n not in (3, 7))


def test_every_input_comes_back_once() -> None:
    assert Counter(item for item, _ in each(double, range(12), 2)) == Counter(range(12))
