"""Where the tasks of a run are done: on this machine, or on a cluster. The plan and the tasks are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from woolak import pool

__all__ = ["Engine", "ThisMachine"]

I = TypeVar("I")  # noqa: E741 - an input
R = TypeVar("R")  # a result


class Engine(Protocol):
    """Does independent tasks that may be done twice: an input that was lost on the way is simply done again."""

    def each(self, function: Callable[[I], R], items: Iterable[I]) -> Iterator[tuple[I, R | Exception]]:
        """Yield each input with its result, or with the exception that it raised, as they come ready."""
        ...


@dataclass(frozen=True)
class ThisMachine:
    """So many processes on this machine."""

    workers: int

    def each(self, function: Callable[[I], R], items: Iterable[I]) -> Iterator[tuple[I, R | Exception]]:
        return pool.each(function, items, self.workers)
