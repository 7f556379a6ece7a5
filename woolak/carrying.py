"""Brings the files of a task to a worker that does not see the case's folder, and the results back, through a store."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import fsspec

from woolak.errors import StorageTrouble, UsageError

__all__ = ["Carrier", "Sent", "Task"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A job on its way: its files lie in the store, below a name that no other job has."""

    job: Any
    place: str
    into_folder: bool
    """Whether the job writes files of names that it chooses into a folder; else one file of a name that is given."""
    shared: Mapping[str, str]
    """The files that it reads together with others, by field: where they lie in the store."""


@contextmanager
def _reaching(place: str) -> Iterator[None]:
    """What goes wrong inside has to do with the store, of whatever kind its errors are. Raises StorageTrouble."""
    try:
        yield
    except Exception as error:
        raise StorageTrouble.of(error) or StorageTrouble.away(place) from None


@lru_cache(maxsize=1)
def _shared(place: str) -> bytes:
    """A file of the store that many tasks read: fetched once, and never left on the disk of a worker."""
    store, root = fsspec.core.url_to_fs(place)
    data: bytes = store.cat_file(root)
    return data


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker does: fetch the files, do the task in a folder of its own, bring back what it wrote."""

    function: Callable[[Any], Any]

    def __call__(self, sent: Sent) -> tuple[Any, tuple[str, ...]]:
        job = sent.job
        with tempfile.TemporaryDirectory(prefix="woolak-") as made:
            folder = Path(made)
            moved: dict[str, Path] = {}
            with _reaching(sent.place):
                store, root = fsspec.core.url_to_fs(sent.place)
                for name in _paths(job, "READS"):
                    moved[name] = folder / name / _path(job, name).name
                    moved[name].parent.mkdir()
                    store.get_file(f"{root}/{name}", str(moved[name]))
                for name, place in sent.shared.items():
                    moved[name] = folder / name
                    moved[name].write_bytes(_shared(place))
            written = folder / "uit"
            written.mkdir()
            for name in _paths(job, "WRITES"):
                moved[name] = written if sent.into_folder else written / _path(job, name).name
            result = self.function(_with(job, moved))
            names = tuple(sorted(path.name for path in written.iterdir() if path.is_file()))
            with _reaching(sent.place):
                for name in names:
                    store.put_file(str(written / name), f"{root}/uit/{name}")
        return result, names


class Carrier:
    """Puts files into the store and takes them out. `store` is a URL as fsspec knows it.

    Raises UsageError when that kind of store cannot be reached from here, StorageTrouble when this one cannot be
    written.
    """

    def __init__(self, store: str) -> None:
        self._url = store.rstrip("/")
        self._shared: dict[Path, str] = {}
        """What many jobs read is in the store once."""
        try:
            files, root = fsspec.core.url_to_fs(self._url)
        except (ImportError, ValueError):
            raise UsageError(
                f"De opslag {self._url} is van een soort die hier niet kan. Gebruik een gedeelde map (file://) of een "
                "S3-opslag (s3://)."
            ) from None
        with _reaching(self._url):
            trial = f"{root}/{uuid.uuid4().hex}"
            files.pipe_file(trial, b"woolak")
            files.rm(trial)

    def carries(self, job: Any) -> bool:
        """Whether the job has files at all."""
        return any(_paths(job, role) for role in ("READS", "SHARES", "WRITES"))

    def sent(self, job: Any) -> Sent:
        """The job with its files in the store. Raises StorageTrouble when they cannot be put there."""
        place = f"{self._url}/{uuid.uuid4().hex}"
        with _reaching(self._url):
            store, root = fsspec.core.url_to_fs(place)
            store.makedirs(f"{root}/uit", exist_ok=True)
            for name in _paths(job, "READS"):
                store.put_file(str(_path(job, name)), f"{root}/{name}")
            shared = {name: self._once(_path(job, name)) for name in _paths(job, "SHARES")}
        return Sent(job, place, any(_path(job, name).is_dir() for name in _paths(job, "WRITES")), shared)

    def _once(self, path: Path) -> str:
        """Where a file lies in the store that other jobs read too."""
        if path not in self._shared:
            place = f"{self._url}/{uuid.uuid4().hex}"
            store, root = fsspec.core.url_to_fs(place)
            store.put_file(str(path), root)
            self._shared[path] = place
        return self._shared[path]

    def done(self) -> None:
        """Take out of the store what the jobs shared. Raises StorageTrouble."""
        with _reaching(self._url):
            for place in self._shared.values():
                store, root = fsspec.core.url_to_fs(place)
                if store.exists(root):
                    store.rm(root)
        self._shared.clear()

    def fetched(self, sent: Sent, answer: tuple[Any, tuple[str, ...]]) -> Any:
        """Put what the task wrote where the job wanted it, empty the store, and give the result.

        Raises StorageTrouble.
        """
        result, names = answer
        with _reaching(sent.place):
            store, root = fsspec.core.url_to_fs(sent.place)
            for field in _paths(sent.job, "WRITES"):
                target = _path(sent.job, field)
                if not sent.into_folder:
                    target.unlink(missing_ok=True)
                for name in names:
                    place = target / name if sent.into_folder else target
                    part = place.with_name(place.name + ".deel")
                    store.get_file(f"{root}/uit/{name}", str(part))
                    part.replace(place)
        self.forget(sent)
        return result

    def forget(self, sent: Sent) -> None:
        """Leave nothing of the job in the store. Raises StorageTrouble."""
        with _reaching(sent.place):
            store, root = fsspec.core.url_to_fs(sent.place)
            if store.exists(root):
                store.rm(root, recursive=True)


def _paths(job: Any, role: str) -> list[str]:
    """The fields of a job that are files or folders which it reads, or writes; `a.b` is a field of a field."""
    return [name for name in getattr(type(job), role, ()) if isinstance(_path(job, name), Path)]


def _path(job: Any, name: str) -> Any:
    value = job
    for part in name.split("."):
        value = getattr(value, part, None)
    return value


def _with(job: Any, moved: Mapping[str, Path]) -> Any:
    """The job with other paths in these fields."""
    for name, path in moved.items():
        outer, _, inner = name.partition(".")
        job = replace(job, **{outer: replace(getattr(job, outer), **{inner: path}) if inner else path})
    return job
