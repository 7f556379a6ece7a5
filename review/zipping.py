"""Files as one zip, sent while it is made: a large one is never in memory or on disk as a whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fastapi.responses import StreamingResponse

__all__ = ["zipped"]


def zipped(name: str, root: Path, files: Sequence[Path]) -> StreamingResponse:
    """The answer that hands out these files, which lie within the root."""

    def stream() -> Iterator[bytes]:
        pipe = _Pipe()
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in files:
                packed.write(path, path.relative_to(root).as_posix())
                yield pipe.taken()
        yield pipe.taken()

    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(stream(), media_type="application/zip", headers=headers)


class _Pipe(io.RawIOBase):
    """What zipfile writes, to be sent on in pieces."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        whole = b"".join(self._parts)
        self._parts.clear()
        return whole
