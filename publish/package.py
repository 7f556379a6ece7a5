"""The package: a folder that a municipality puts on its own site as it is."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from woolak.errors import NotPublishable, UsageError
from woolak.publish.metadata import metadata_xml, sitemaps
from woolak.publish.ready import Publication

__all__ = ["CHECKSUMS", "listed", "write_package"]

CHECKSUMS = "sha256sums.txt"


def _checksums(folder: Path) -> str:
    """As `sha256sum -c` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    )


def listed(folder: Path) -> list[Path]:
    """The files of a package, those that the checksums name; what somebody put beside them is none."""
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    return [*(folder / line.split("  ", 1)[1] for line in lines), folder / CHECKSUMS]


def _is_package(folder: Path) -> bool:
    return (folder / CHECKSUMS).is_file() and (folder / "metadata").is_dir()


def write_package(publication: Publication, folder: Path) -> None:
    """Write documents, lists, metadata, sitemaps and checksums; the whole folder is put in place at once.

    The same publication gives the same bytes. A package that is there is replaced, also one that was half written.
    Raises NotPublishable without an address for the sitemaps, and UsageError for a folder that holds something else.
    """
    if urlsplit(publication.url).scheme not in ("http", "https"):
        raise NotPublishable.because([("no_url", "")])
    if folder.exists() and not (folder.is_dir() and (_is_package(folder) or not any(folder.iterdir()))):
        raise UsageError(f"In {folder} staat al iets anders. Kies een lege map of een eerder pakket.")
    made, old = (folder.with_name(f".{folder.name}.woolak-{which}") for which in ("nieuw", "oud"))
    shutil.rmtree(made, ignore_errors=True)
    for item in publication.items:
        place = made / item.path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(item.file, place)
        if hashlib.sha256(place.read_bytes()).hexdigest() != item.sha256:
            raise NotPublishable.because([("changed", item.number)])
        record = made / "metadata" / f"{item.number}.xml"
        record.parent.mkdir(exist_ok=True)
        record.write_bytes(metadata_xml(publication, item))
    for name, contents in sitemaps(publication).items():
        (made / name).write_bytes(contents)
    (made / CHECKSUMS).write_text(_checksums(made), encoding="utf-8")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    made.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
