"""Archives: their members come out one by one, by name and size as far as the limits reach; nothing is written to disk.

A member is a name and bytes: where it says that it wants to be (../, /etc) has no meaning here. Links are not followed.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.filenames import safe_name, unique_name
from woolak.pipeline.ingest.received import MB, Given, Held, Read, Received

__all__ = ["read_7z", "read_single", "read_tar", "read_zip"]

BLOCK = 1 << 20
SMALL = 20 * MB
"""Below this a good ratio is no danger: a file of spaces."""
LEFT_BY_SYSTEMS = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)


def _path(name: str, names: set[str]) -> str:
    """The name of a member with its folders, each made safe."""
    parts = [safe_name(part) for part in name.replace("\\", "/").split("/")]
    return unique_name("/".join(part for part in parts if part) or "zonder naam", names)


def _drawn(stream: IO[bytes], given: Given, packed: int) -> bytes:
    """All of a stream, as far as the limits reach, whatever its head says of its size."""
    limits = given.limits
    out = io.BytesIO()
    while block := stream.read(BLOCK):
        out.write(block)
        size = out.tell()
        if size > limits.file_mb * MB:
            raise UnreadableSource.too_large("file_mb")
        if size > SMALL and packed and size > limits.ratio * packed:
            raise UnreadableSource.too_large("ratio")
        given.budget.take(len(block))
    return out.getvalue()


def _counted(members: Iterator[Held], given: Given) -> Iterator[Held]:
    """The members; past the number of files that is allowed one line for the rest. An empty archive says so."""
    found = False
    for name, content in members:
        found = True
        try:
            given.budget.take_file()
        except UnreadableSource as error:
            yield name, error
            return
        yield name, content
    if not found:
        raise UnreadableSource.no_files()


def _guarded(name: str, draw: Callable[[], bytes]) -> Held:
    try:
        return name, draw()
    except UnreadableSource as error:
        return name, error
    except (RuntimeError, NotImplementedError):  # a password, or a way of packing that is not known
        return name, UnreadableSource.encrypted()
    except Exception:
        return name, UnreadableSource.damaged("archief")


def read_zip(file: Received, given: Given) -> Read:
    """A .zip. Raises UnreadableSource."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(file.data))
    except Exception:
        raise UnreadableSource.damaged("archief") from None
    return Read(held=_counted(_zip_members(archive, given), given))


def _zip_members(archive: zipfile.ZipFile, given: Given) -> Iterator[Held]:
    names: set[str] = set()
    for info in archive.infolist():
        shown = info.filename if info.flag_bits & 0x800 else _old_name(info.filename)
        if info.is_dir() or LEFT_BY_SYSTEMS.search(shown):
            continue
        name = _path(shown, names)
        if (info.external_attr >> 28) == 0xA:  # a symbolic link of Unix
            yield name, UnreadableSource.link()
            continue
        yield _guarded(name, lambda info=info: _unzipped(archive, info, given))  # type: ignore[misc]


def _old_name(name: str) -> str:
    """A name that is not said to be UTF-8 was read as cp437; in practice it is UTF-8 or Windows."""
    raw = name.encode("cp437", "replace")
    for charset in ("utf-8", "cp1252"):
        try:
            return raw.decode(charset) if not name.isascii() else name
        except UnicodeError:
            continue
    return name


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, given: Given) -> bytes:
    locked = bool(info.flag_bits & 1)
    for password in given.case.passwords if locked else (None,):
        try:
            with archive.open(info, pwd=password.encode() if password is not None else None) as stream:
                return _drawn(stream, given, info.compress_size)
        except (RuntimeError, zipfile.BadZipFile, zipfile.zlib.error):  # type: ignore[attr-defined]
            if not locked:
                raise UnreadableSource.damaged("archief") from None
    raise UnreadableSource.encrypted()


def read_tar(file: Received, given: Given) -> Read:
    """A .tar, packed or not. Raises UnreadableSource."""
    try:
        archive = tarfile.open(fileobj=io.BytesIO(file.data), mode="r:*")  # noqa: SIM115 - read while it is walked
    except Exception:
        raise UnreadableSource.damaged("archief") from None
    return Read(held=_counted(_tar_members(archive, given, len(file.data)), given))


def _tar_members(archive: tarfile.TarFile, given: Given, packed: int) -> Iterator[Held]:
    names: set[str] = set()
    while True:
        try:
            member = archive.next()
        except Exception:
            yield _path("rest van het archief", names), UnreadableSource.damaged("archief")
            return
        if member is None:
            return
        if member.isdir() or LEFT_BY_SYSTEMS.search(member.name):
            continue
        name = _path(member.name, names)
        if not member.isreg():
            yield name, UnreadableSource.link()
            continue
        yield _guarded(name, lambda member=member: _untarred(archive, member, given, packed))  # type: ignore[misc]


def _untarred(archive: tarfile.TarFile, member: tarfile.TarInfo, given: Given, packed: int) -> bytes:
    stream = archive.extractfile(member)
    if stream is None:
        raise UnreadableSource.link()
    return _drawn(stream, given, packed)


def read_single(file: Received, given: Given) -> Read:
    """One packed file (.gz, .bz2, .xz), which may be a .tar. Raises UnreadableSource."""
    opener: Any = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}[file.data[:2]]
    try:
        with opener(io.BytesIO(file.data)) as stream:
            content = _drawn(stream, given, len(file.data))
    except UnreadableSource:
        raise
    except Exception:
        raise UnreadableSource.damaged("archief") from None
    name = re.sub(r"\.tgz$|\.tbz2?$|\.txz$", ".tar", file.name, flags=re.IGNORECASE)
    name = re.sub(r"\.(gz|bz2|xz)$", "", name, flags=re.IGNORECASE)
    if content[257:262] == b"ustar":
        return read_tar(Received(content, file.source, file.parent_id, file.depth), given)
    return Read(held=[(safe_name(name) or "inhoud", content)])


def read_7z(file: Received, given: Given) -> Read:
    """A .7z. Raises UnreadableSource."""
    import py7zr

    for password in (None, *given.case.passwords):
        try:
            archive = py7zr.SevenZipFile(io.BytesIO(file.data), password=password)
            if archive.needs_password() and password is None:
                continue
            listed = archive.list()
        except Exception as error:
            if isinstance(error, py7zr.exceptions.PasswordRequired) or password is not None:
                continue
            raise UnreadableSource.damaged("archief") from None
        total = sum(one.uncompressed for one in listed)
        given.budget.take(total)
        if total > SMALL and total > given.limits.ratio * len(file.data):
            raise UnreadableSource.too_large("ratio")
        if len(listed) > given.budget.files_left:
            raise UnreadableSource.too_large("files")
        kept = _Kept(total)
        try:
            archive.extractall(factory=kept)  # type: ignore[arg-type]  # by its form, not by its class
        except UnreadableSource:
            raise
        except Exception:
            if password is not None or archive.needs_password():
                continue
            raise UnreadableSource.damaged("archief") from None
        return Read(held=_counted(_7z_members(listed, kept), given))
    raise UnreadableSource.encrypted()


class _Kept:
    """Where py7zr writes: memory, by name, no more than the archive said that it holds."""

    def __init__(self, total: int) -> None:
        self.left = total
        self.files: dict[str, _Page] = {}

    def create(self, filename: str, mode: str | None = None) -> _Page:
        self.files[filename] = _Page(self)
        return self.files[filename]


class _Page:
    """One file being unpacked, in the form that py7zr asks for (Py7zIO)."""

    def __init__(self, kept: _Kept) -> None:
        self._kept, self._buffer = kept, io.BytesIO()

    def write(self, data: bytes | bytearray) -> int:
        self._kept.left -= len(data)
        if self._kept.left < 0:
            raise UnreadableSource.too_large("unpacked_mb")
        return self._buffer.write(data)

    def read(self, size: int | None = None) -> bytes:
        return self._buffer.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._buffer.seek(offset, whence)

    def flush(self) -> None:
        """Nothing to do: it is memory."""

    def close(self) -> None:
        """Nothing to do: what was written is still to be read."""

    def size(self) -> int:
        return len(self._buffer.getbuffer())

    def content(self) -> bytes:
        return self._buffer.getvalue()


def _7z_members(listed: list[Any], kept: _Kept) -> Iterator[Held]:
    names: set[str] = set()
    for one in listed:
        if one.is_directory or LEFT_BY_SYSTEMS.search(one.filename):
            continue
        content = kept.files.get(one.filename)
        name = _path(one.filename, names)
        if getattr(one, "is_symlink", False):
            yield name, UnreadableSource.link()
        else:
            yield name, content.content() if content else UnreadableSource.damaged("archief")
