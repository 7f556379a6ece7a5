"""Office files are zips with the time of packing in them: here they are packed again without it."""

from __future__ import annotations

import zipfile
from pathlib import Path

__all__ = ["EPOCH", "repack"]

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can hold


def repack(file: Path) -> None:
    """Give every part of a zip the same fixed date, so that the same contents are the same bytes."""
    with zipfile.ZipFile(file) as old:
        parts = [(info.filename, info.compress_type, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(file, "w") as new:
        for name, compression, data in parts:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = compression
            info.external_attr = 0o600 << 16
            new.writestr(info, data)
