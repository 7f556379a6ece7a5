"""What a user sees while Woolak works: sentences, and how far it is; for people, for scripts, or nothing."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

__all__ = ["Bars", "Lines", "Quiet", "Records", "Teller", "counted", "named", "teller"]

T = TypeVar("T")
EVERY_S = 1.0
"""Seconds between two records of progress for a script."""


class Teller(Protocol):
    """Tells sentences, and follows work."""

    def __call__(self, sentence: str) -> None:
        """Tell one Dutch sentence."""
        ...

    def result(self, sentence: str) -> None:
        """Tell what it came to."""
        ...

    def failed(self, source: str, reason: str) -> None:
        """Name a source that was not processed."""
        ...

    def follow(self, work: Iterator[T], what: str, total: int) -> Iterator[T]:
        """Pass on what comes ready of `total` pieces of work, and tell how far it is."""
        ...


MOST_NAMES = 5
"""Names that a sentence holds."""


def counted(count: int, one: str, more: str) -> str:
    """`1 document`, `2 documenten`."""
    return f"{count} {one if count == 1 else more}"


def named(names: Sequence[str]) -> str:
    """The first names, and how many there are besides."""
    rest = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" en nog {rest}" if rest > 0 else "")


def _line(text: str) -> None:
    """Write a line on stderr in one piece: two stages of a run may tell at the same time."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


class Quiet:
    """Tells only what went wrong."""

    def __call__(self, sentence: str) -> None:
        pass

    def result(self, sentence: str) -> None:
        pass

    def failed(self, source: str, reason: str) -> None:
        _line(f"Niet verwerkt: {source}: {reason}")

    def follow(self, work: Iterator[T], what: str, total: int) -> Iterator[T]:
        return work


class Lines(Quiet):
    """Sentences on stderr, for a log or a screen that cannot be written over."""

    def __call__(self, sentence: str) -> None:
        _line(sentence)

    def result(self, sentence: str) -> None:
        print(sentence, flush=True)


class Bars(Lines):
    """A bar per stage, with the rate and the time that is left."""

    def follow(self, work: Iterator[T], what: str, total: int) -> Iterator[T]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        if not total:
            yield from work
            return
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"), TextColumn("nog"), TimeRemainingColumn(elapsed_when_finished=True),
        )  # fmt: skip
        began = time.monotonic()
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            bar = bars.add_task(what, total=total, rate="")
            for number, one in enumerate(work, 1):
                yield one
                rate = number / max(time.monotonic() - began, 0.01)
                bars.update(bar, completed=number, rate=f"{rate:.1f} per seconde")


@dataclass
class Records(Quiet):
    """One JSON object a line on stderr, for scripts: `{"event": "told" | "progress" | "failed" | "result", ...}`."""

    told_s: float = 0.0

    def _write(self, **record: object) -> None:
        _line(json.dumps(record, ensure_ascii=False))

    def __call__(self, sentence: str) -> None:
        self._write(event="told", sentence=sentence)

    def result(self, sentence: str) -> None:
        self._write(event="result", sentence=sentence)

    def failed(self, source: str, reason: str) -> None:
        self._write(event="failed", source=source, reason=reason)

    def follow(self, work: Iterator[T], what: str, total: int) -> Iterator[T]:
        began = time.monotonic()
        for number, one in enumerate(work, 1):
            yield one
            now = time.monotonic()
            if number == total or now - self.told_s >= EVERY_S:
                self.told_s = now
                rate = number / max(now - began, 0.001)
                left = round((total - number) / rate, 1)
                self._write(event="progress", stage=what, done=number, total=total, rate=round(rate, 2), left_s=left)


def teller(quiet: bool, records: bool) -> Teller:
    """The teller that fits the options and the screen."""
    if quiet:
        return Quiet()
    if records:
        return Records()
    return Bars() if sys.stderr.isatty() else Lines()
