"""A case in one file, and back: the originals, the database, the decisions, the release; whichever database it is in.

The file is a tar with `zaak.sqlite`, the folders of the case, and `controle.json`: the SHA-256 of every member.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from woolak import database
from woolak.case import Case
from woolak.errors import UsageError
from woolak.tables import metadata

__all__ = ["backup", "restore"]

CHECK = "controle.json"
DATABASE = "zaak.sqlite"
LEFT_OUT = (".slot", ".bijwerken", "zaak.schema", "zaak.sqlite", "zaak.sqlite-wal", "zaak.sqlite-shm")
"""What belongs to this machine, or is written apart."""


def backup(case: Case, file: Path) -> int:
    """Write the case as it is at this moment into one file; returns the number of files in it.

    The file gets its name when it is whole. Raises UsageError when it is there already.
    """
    if file.exists():
        raise UsageError(f"Het bestand {file} bestaat al. Kies een andere naam.")
    part = file.with_name(file.name + ".deel")
    sums: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="woolak-", dir=file.parent) as folder:
        copy = Path(folder) / DATABASE
        case.copy_to(copy)
        with tarfile.open(part, "w") as tar:
            for path, name in [(copy, DATABASE), *_files(case.folder)]:
                with path.open("rb") as content:
                    sums[name] = hashlib.file_digest(content, "sha256").hexdigest()
                tar.add(path, name)
            check = Path(folder) / CHECK
            check.write_text(json.dumps(sums, indent=1, sort_keys=True), encoding="utf-8")
            tar.add(check, CHECK)
    part.replace(file)
    return len(sums)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in LEFT_OUT and not name.endswith((".deel", ".nieuw")):
            yield path, name


def restore(file: Path, folder: Path) -> int:
    """Make a case from such a file, in a folder that is not there yet; returns the number of files.

    Raises UsageError when the folder exists, or when a file is missing, added or changed; then nothing is left behind.
    """
    if folder.exists():
        raise UsageError(f"De map {folder} bestaat al. Kies een map die er nog niet is.")
    part = folder.with_name(folder.name + ".deel")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with tarfile.open(file) as tar:
            tar.extractall(part, filter="data")
        sums = json.loads((part / CHECK).read_text(encoding="utf-8"))
        (part / CHECK).unlink()
        if _sums(part) != sums:
            raise UsageError(f"De reservekopie {file} is niet heel: er ontbreekt iets, of er is iets veranderd.")
    except (tarfile.TarError, OSError, ValueError) as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, OSError) and error.errno and not isinstance(error, FileNotFoundError):
            raise
        raise UsageError(f"Het bestand {file} is geen reservekopie van een zaak, of is niet heel.") from None
    except UsageError:
        shutil.rmtree(part, ignore_errors=True)
        raise
    if database.on_server():
        _to_server(part)
    part.rename(folder)
    return len(sums)


def _sums(folder: Path) -> dict[str, str]:
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as content:
                name = PurePosixPath(path.relative_to(folder)).as_posix()
                found[name] = hashlib.file_digest(content, "sha256").hexdigest()
    return found


def _to_server(folder: Path) -> None:
    """Bring the database from the file to PostgreSQL."""
    file = folder / DATABASE
    moved = file.replace(folder / "zaak.over")
    source, target = database.in_file(moved), database.open_database(folder, "zaak", metadata)
    try:
        database.copy_rows(source, target, metadata)
    finally:
        source.dispose()
        target.dispose()
    for left in folder.glob("zaak.over*"):
        left.unlink()
