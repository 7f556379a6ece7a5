"""Runs a function over many inputs in processes of their own; one that dies takes only its own input with it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

__all__ = ["Died", "each"]

I = TypeVar("I")  # noqa: E741 - an input
R = TypeVar("R")  # a result


class Died(Exception):
    """The process that worked on this input was killed, also when it was tried alone."""


def _context() -> multiprocessing.context.BaseContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["woolak.preload"])
    return context


def _alone(function: Callable[[I], R], item: I) -> R | Exception:
    with ProcessPoolExecutor(1, mp_context=_context()) as pool:
        try:
            return pool.submit(function, item).result()
        except BrokenProcessPool:
            return Died()
        except Exception as error:
            return error


def each(function: Callable[[I], R], items: Iterable[I], workers: int) -> Iterator[tuple[I, R | Exception]]:
    """Yield each input with its result, or with the exception that it raised, as they come ready.

    At most two inputs per worker are under way at once, so that memory does not grow with their number. When a worker
    dies, its pool is lost: what was under way is tried again, each alone, so that only the culprit fails.
    """
    waiting = iter(items)
    suspects: list[I] = []
    exhausted = False
    while not exhausted:
        with ProcessPoolExecutor(workers, mp_context=_context()) as pool:
            running: dict[Future[Any], I] = {}
            broken = False
            while not broken:
                while len(running) < 2 * workers and not exhausted:
                    item = next(waiting, _END)
                    if item is _END:
                        exhausted = True
                    else:
                        running[pool.submit(function, item)] = item  # type: ignore[arg-type, assignment]
                if not running:
                    break
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    item = running.pop(future)
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        suspects.append(item)
                        broken = True
                    elif isinstance(error, Exception):
                        yield item, error
                    else:
                        yield item, future.result()
            suspects += running.values()
        for item in suspects:
            yield item, _alone(function, item)
        suspects.clear()


_END = object()
