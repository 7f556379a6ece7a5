"""Tesseract, in processes beside this one that are started once and read picture after picture; nobody else starts it.

A process of its own: one that hangs is ended at its time, one that dies takes no worker with it. Its start takes a
tenth of the time of a page. What is read of a picture is the same whatever was read before it.
"""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.errors import MissingProgram, UnreadableSource
from woolak.pipeline.ingest import slots
from woolak.rules.limits import standard_limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["recognise", "stop", "tessdata"]

PROGRAM = Path(__file__).with_name("recogniser_process.py")
NAME = "Het Nederlands van Tesseract"
PACKAGES = "tesseract-ocr-nld tesseract-ocr-eng tesseract-ocr-osd"
DATA = ("nld", "eng", "osd")
FOLDERS = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata", "/usr/share/tesseract/tessdata")
"""Where Debian keeps them, and others."""
KEPT = 2
"""Processes that wait for a next picture."""
_waiting: list[_Reader] = []
os.register_at_fork(after_in_child=_waiting.clear)  # those are the parent's


@cache
def tessdata() -> str:
    """The folder of what Tesseract knows of languages: TESSDATA_PREFIX, or a usual place. Raises MissingProgram."""
    for folder in (os.environ.get("TESSDATA_PREFIX", ""), *FOLDERS):
        if folder and all(Path(folder, f"{name}.traineddata").is_file() for name in DATA):
            return folder
    raise MissingProgram(NAME, PACKAGES)


class _Reader:
    """One such process."""

    def __init__(self) -> None:
        self._picture = os.memfd_create("picture")  # a page is never on disk for this
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(PROGRAM), tessdata(), str(self._picture)],
                pass_fds=[self._picture],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            )
        except BaseException:
            os.close(self._picture)
            raise

    def ask(self, pixels: NDArray[np.uint8], language: str, mode: int, dpi: int, seconds: float) -> str:
        """What is read of a grey picture. Raises TimeoutError, or OSError when the process died."""
        until = time.monotonic() + seconds
        asked = {"language": language, "mode": mode, "dpi": dpi, "rows": pixels.shape[0], "columns": pixels.shape[1]}
        data = pixels.reshape(-1).data
        while data:
            data = data[os.pwrite(self._picture, data, pixels.size - len(data)) :]
        assert self._process.stdin
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        (length,) = struct.unpack("<I", self._answer(4, until))
        answer = self._answer(length, until).decode("utf-8", "replace")
        os.ftruncate(self._picture, 0)
        return answer

    def _answer(self, length: int, until: float) -> bytes:
        assert self._process.stdout
        pipe, data = self._process.stdout.fileno(), b""
        ready = select.poll()
        ready.register(pipe, select.POLLIN)
        while len(data) < length:
            if not ready.poll(1000 * max(0.0, until - time.monotonic())):
                raise TimeoutError
            more = os.read(pipe, length - len(data))
            if not more:
                raise BrokenPipeError
            data += more
        return data

    def lives(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        os.close(self._picture)
        with self._process:  # closes its pipes, and waits for it
            pass


def recognise(pixels: NDArray[np.uint8], language: str, mode: int, dpi: int) -> str:
    """What Tesseract reads of a grey picture, as its table of words; for 'osd' which side is up, as JSON.

    Raises MissingProgram, or UnreadableSource when it fails or hangs.
    """
    import numpy as np

    tessdata()
    with slots.place():
        reader = _ready()
        try:
            answer = reader.ask(np.ascontiguousarray(pixels), language, mode, dpi, standard_limits().ocr_seconds)
        except BaseException as error:  # also when its time is over here: an answer to this is none to the next
            reader.end()
            if isinstance(error, TimeoutError):
                raise UnreadableSource.stopped() from None
            if isinstance(error, OSError):
                raise UnreadableSource.failed() from None
            raise
        if len(_waiting) < KEPT:
            _waiting.append(reader)
        else:
            reader.end()
        return answer


def _ready() -> _Reader:
    """A process that waits for a picture, or a new one. Raises UnreadableSource."""
    while _waiting:
        reader = _waiting.pop()
        if reader.lives():
            return reader
        reader.end()
    try:
        return _Reader()
    except OSError:
        raise UnreadableSource.failed() from None


def stop() -> None:
    """End the processes that wait; a next picture starts a new one."""
    while _waiting:
        _waiting.pop().end()
