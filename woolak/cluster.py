"""The same tasks on a Dask cluster; what is lost with a worker or with the scheduler is done again.

The workers reach the case through a shared folder at the same path, or the files travel through a store (any that
fsspec knows: a shared folder, an S3-compatible store).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from woolak import __version__
from woolak.carrying import Carrier, Sent, Task
from woolak.errors import UsageError
from woolak.pool import Died, guarded
from woolak.telling import Teller

__all__ = ["Cluster"]

I = TypeVar("I")  # noqa: E741 - an input
R = TypeVar("R")  # a result
POLL_S = 0.05
CONNECT_S = 10
AWAY_S = 300
"""So many seconds a scheduler or all workers may be away, for instance while they are restarted."""
TRIES = 2
"""An input of which the workers died so many times over, is the culprit."""


def _version() -> str:
    return __version__


class Cluster:
    """The workers of one scheduler.

    Raises UsageError when the scheduler cannot be reached, or its workers cannot do this work.
    """

    def __init__(self, address: str, store: str, told: Teller) -> None:
        self._address, self._told = address, told
        self._carrier = Carrier(store) if store else None
        self._client = self._connect(CONNECT_S)
        self._check()
        self._worked = time.monotonic()
        """When there last were workers."""

    def _connect(self, patience_s: float) -> Any:
        from distributed import Client

        until = time.monotonic() + patience_s
        while True:
            try:
                return Client(self._address, timeout=CONNECT_S, set_as_default=False)
            except (OSError, ValueError, RuntimeError):
                if time.monotonic() > until:
                    raise UsageError(
                        f"De planner van het cluster op {self._address} is niet bereikbaar. Controleer het adres."
                    ) from None
                time.sleep(1)

    def _check(self) -> None:
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        if not workers:
            raise UsageError("Het cluster heeft geen werkers. Start die eerst met 'dask worker'.")
        if any(worker["nthreads"] != 1 for worker in workers):
            raise UsageError("Start de werkers van het cluster met één draad: dask worker --nthreads 1.")
        if set(self._client.run(_version).values()) != {__version__}:
            raise UsageError(f"Niet alle werkers van het cluster hebben Woolak {__version__}. Installeer die versie.")

    def _room(self) -> int:
        """How many inputs may be under way: two per worker, so that none waits for work.

        Raises UsageError when there have been no workers for too long.
        """
        try:
            workers = len(self._client.scheduler_info(n_workers=-1)["workers"])
        except (OSError, RuntimeError, TimeoutError):
            workers = 0
        now = time.monotonic()
        self._worked = now if workers else self._worked
        if now - self._worked > AWAY_S:
            raise UsageError("Het cluster heeft geen werkers meer. Start ze, en geef dezelfde opdracht opnieuw.")
        return 2 * max(1, workers)

    def each(self, function: Callable[[I], R], items: Iterable[I]) -> Iterator[tuple[I, R | Exception]]:
        """Yield each input with its result, or with the exception that it raised, as they come ready."""
        try:
            yield from self._each(function, items)
        finally:
            if self._carrier:
                self._carrier.done()

    def _each(self, function: Callable[[I], R], items: Iterable[I]) -> Iterator[tuple[I, R | Exception]]:
        waiting, again = iter(items), list[I]()
        running: dict[Any, tuple[I, Sent | None]] = {}
        deaths: Counter[int] = Counter()
        exhausted = False
        while not exhausted or again or running:
            self._stay_connected()
            room = self._room()
            while len(running) < room and not (exhausted and not again):
                item = again.pop() if again else next(waiting, _END)
                if item is _END:
                    exhausted = True
                    break
                future, sent = self._submit(function, item)
                running[future] = (item, sent)  # type: ignore[assignment]
            time.sleep(POLL_S)
            for future in [one for one in running if one.done()]:
                item, sent = running.pop(future)
                answer = self._answer(future, sent)
                if isinstance(answer, Died):
                    deaths[id(item)] += 1
                if answer is _LOST or (isinstance(answer, Died) and deaths[id(item)] < TRIES):
                    again.append(item)
                else:
                    yield item, answer

    def _submit(self, function: Callable[[Any], Any], item: Any) -> tuple[Any, Sent | None]:
        """Hand one input to the cluster, as a task of its own each time: what was lost is really done again."""
        if self._carrier and self._carrier.carries(item):
            sent = self._carrier.sent(item)
            return self._client.submit(guarded, Task(function), sent, pure=False), sent
        return self._client.submit(guarded, function, item, pure=False), None

    def _answer(self, future: Any, sent: Sent | None) -> Any:
        """The result of a task that is done, or its exception; `_LOST` when the scheduler forgot it."""
        answer: Any = _LOST
        if future.status == "finished":
            answer = future.result()
            if self._carrier and sent:
                return self._carrier.fetched(sent, answer)
        elif future.status == "error":
            error = future.exception()
            answer = Died() if type(error).__name__ == "KilledWorker" else error
        if self._carrier and sent:
            self._carrier.forget(sent)
        return answer

    def _stay_connected(self) -> None:
        """Wait for a scheduler that is away. Raises UsageError when it stays away."""
        while self._client.status == "connecting":  # it tries by itself for a while
            time.sleep(POLL_S)
        if self._client.status == "running":
            return
        self._told("De planner van het cluster is weg. Wachten tot die er weer is ...")
        self._client = self._connect(AWAY_S)


_END, _LOST = object(), object()
