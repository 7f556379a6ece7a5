"""Files within an office document: workbooks behind charts, documents dropped into a text."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.filenames import safe_name, unique_name
from woolak.pipeline.ingest.office.package import Package, is_ole
from woolak.pipeline.ingest.received import Held

__all__ = ["embedded_files"]

FOLDERS = r"(?:word|xl|ppt)/embeddings/.+|Object[^/]*|ObjectReplacements/.+\.bin"
NATIVE = "\x01Ole10Native"
WHOLE = ("WordDocument", "Workbook", "Book", "PowerPoint Document", "__properties_version1.0")
KINDS = {b"%PDF": ".pdf", b"PK\x03\x04": ".zip", b"{\\rt": ".rtf"}


def embedded_files(package: Package) -> Iterator[Held]:
    """The files, with their own name where it is known."""
    names: set[str] = set()
    for part in package.names(FOLDERS):
        data = package.parts[part]
        name, content = (_unwrapped(data) if is_ole(data) else ("", data)) or ("", data)
        shown = safe_name(name.replace("\\", "/").rpartition("/")[2]) or safe_name(part.rpartition("/")[2])
        if "." not in shown:
            shown += KINDS.get(content[:4], "")
        yield unique_name(shown, names), content


def _unwrapped(data: bytes) -> tuple[str, bytes] | None:
    """The file in an OLE object, with its name; None when the object is the document itself."""
    from olefile import OleFileIO

    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            streams = {path[-1]: path for path in ole.listdir()}
            if any(name in streams for name in WHOLE):
                return None
            if NATIVE in streams:
                return _native(ole.openstream(streams[NATIVE]).read())
            for name in ("Package", "CONTENTS", "EmbeddedOdf"):
                if name in streams:
                    return "", ole.openstream(streams[name]).read()
    except UnreadableSource:
        raise
    except Exception:
        return None
    return None


def _native(data: bytes) -> tuple[str, bytes]:
    """A file that the Packager of Windows wrapped (MS-OLEDS 2.3.6): size, two bytes, label, path, ..., content."""
    at = 6
    end = data.index(b"\0", at)
    label = data[at:end].decode("cp1252", "replace")
    at = data.index(b"\0", end + 1) + 1
    at += 4
    (length,) = struct.unpack_from("<I", data, at)
    at += 4 + length
    (size,) = struct.unpack_from("<I", data, at)
    return label, data[at + 4 : at + 4 + size]
