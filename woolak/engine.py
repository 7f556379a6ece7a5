"""Where the tasks of a run are done: on this machine, or on a cluster. The plan and the tasks are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from woolak import pool
from woolak.errors import UsageError
from woolak.telling import Teller

__all__ = ["Engine", "ThisMachine", "engine_of"]

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


def engine_of(workers: int, scheduler: str, store: str, told: Teller) -> Engine:
    """The cluster of the scheduler that was named, else this machine. Raises UsageError when it cannot be used."""
    if not scheduler:
        if store:
            raise UsageError("--storage hoort bij --scheduler: geef ook het adres van de planner.")
        pool.start()
        return ThisMachine(workers)
    from woolak.cluster import Cluster

    return Cluster(scheduler, store, told)
