"""Workers: one that dies takes only its own document with it."""

from __future__ import annotations

import os
import signal
from collections import Counter

from pytest import MonkeyPatch

from woolak import pool
from woolak.errors import CaseFileError
from woolak.pool import Died, Failed, each


def double(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 3:
        raise ValueError("drie")
    return 2 * number


def test_a_killed_worker_loses_only_its_own_input() -> None:
    results = dict(each(double, range(12), 2))
    assert isinstance(results[7], Died)
    assert isinstance(results[3], Failed)
    assert all(results[n] == 2 * n for n in range(12) if n not in (3, 7))


def refuse(number: int) -> int:
    raise CaseFileError("zaak.yaml", number, "fout")


def test_an_error_of_ours_comes_back_with_its_sentence() -> None:
    ((_, error),) = each(refuse, [4], 1)
    assert isinstance(error, CaseFileError)
    assert str(error) == "zaak.yaml, regel 4: fout"


def quote(number: int) -> int:
    raise KeyError("de naam van een burger")


def test_an_error_that_is_not_ours_tells_the_place_and_not_the_contents() -> None:
    ((_, error),) = each(quote, [4], 1)
    assert "burger" not in str(error)
    assert "test_pool.py" in str(error)


def test_every_input_comes_back_once() -> None:
    assert Counter(item for item, _ in each(double, range(12), 2)) == Counter(range(12))


def whoami(number: int) -> int:
    return os.getpid()


def test_workers_of_one_run_are_kept_from_stage_to_stage_unless_one_died(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_keeping", True)
    monkeypatch.setattr(pool, "_kept", {})  # another test of this process may have left its own
    ((_, first),) = each(whoami, [1], 2)
    assert isinstance(first, int)
    (kept,) = pool._kept.values()
    each(whoami, [1], 1)
    assert list(pool._kept.values()) == [kept] and first in kept._processes  # which of them works is not told
    os.kill(first, signal.SIGKILL)
    ((_, third),) = each(whoami, [1], 2)
    assert third != first
    assert isinstance(third, int)
