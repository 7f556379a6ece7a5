"""Runs a function over many inputs in processes of their own; one that dies takes only its own input with it."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, TypeVar

from woolak.errors import StorageTrouble, WoolakError

__all__ = ["Died", "Failed", "each", "guarded", "start"]

I = TypeVar("I")  # noqa: E741 - an input
R = TypeVar("R")  # a result


KEPT_TASKS = 300
"""Workers that did more of them make place for new ones: what libraries keep of documents goes with them."""
_kept: dict[int, ProcessPoolExecutor] = {}
"""Workers that wait for the next stage, by their number."""
_keeping = False


class Died(Exception):
    """The process that worked on this input was killed, also when it was tried alone."""


class Failed(Exception):
    """An error that is not ours: its kind and the lines of code, never its text, which may quote a document."""


def guarded(function: Callable[[I], R], item: I) -> R:
    """Do one task; an error that is not ours loses its text, which may quote a document. Raises WoolakError, Failed."""
    try:
        return function(item)
    except WoolakError:
        raise
    except Exception as error:
        if trouble := StorageTrouble.of(error):
            raise trouble from None
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        raise Failed(" < ".join([type(error).__name__, *reversed(places)])) from None


def _context() -> multiprocessing.context.BaseContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["woolak.preload"])
    return context


def start() -> None:
    """Start the process that workers are forked from: what they need is loaded there while this one goes on.

    From then on workers are kept from stage to stage, until the program ends.
    """
    global _keeping
    _context()
    forkserver.ensure_running()
    _keeping = True


def _submitted(pool: ProcessPoolExecutor, function: Callable[[I], R], item: I) -> Future[Any]:
    """The task under way; when the workers died meanwhile, it ends as if they died of it."""
    try:
        return pool.submit(guarded, function, item)
    except BrokenProcessPool as error:
        ended: Future[Any] = Future()
        ended.set_exception(error)
        return ended


def _alone(function: Callable[[I], R], item: I) -> R | Exception:
    with ProcessPoolExecutor(1, mp_context=_context()) as pool:
        try:
            return pool.submit(guarded, function, item).result()
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
        enough = next((number for number in _kept if number >= workers), None)
        pool = _kept.pop(enough) if enough else ProcessPoolExecutor(workers, mp_context=_context())
        running: dict[Future[Any], I] = {}
        finished, count = False, 0
        try:
            while not suspects:
                while len(running) < 2 * workers and not exhausted:
                    item = next(waiting, _END)
                    if item is _END:
                        exhausted = True
                    else:
                        running[_submitted(pool, function, item)] = item  # type: ignore[arg-type, assignment]
                        count += 1
                if not running:
                    finished = True
                    break
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    item = running.pop(future)
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        suspects.append(item)
                    elif isinstance(error, Exception):
                        yield item, error
                    else:
                        yield item, future.result()
            suspects += running.values()
        finally:
            if _keeping and finished and count <= KEPT_TASKS:
                _kept[enough or workers] = pool
            else:
                pool.shutdown()
        for item in suspects:
            yield item, _alone(function, item)
        suspects.clear()


_END = object()
