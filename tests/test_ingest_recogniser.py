"""Tesseract beside the workers: what it reads hangs on the picture alone, and it harms nobody but itself."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from numpy.typing import NDArray

from tests.ingest_files import PROSE, scanned, typeset
from woolak.errors import UnreadableSource
from woolak.pipeline.ingest import ocr, recogniser
from woolak.pipeline.ingest.picture import grey
from woolak.pipeline.ingest.recogniser_process import words_of
from woolak.rules.limits import standard_limits


def picture(markup: str, **how: float) -> NDArray[np.uint8]:
    page = pymupdf.open(stream=scanned(typeset("#set page(width: 12cm, height: 8cm)\n" + markup), **how))[0]  # type: ignore[arg-type]
    return grey(page).copy()


LETTER = picture("Geachte heer Zonneveld,\n\n" + PROSE)
VARIED = (
    LETTER,
    picture("#table(columns: 3, [Uren], [Tarief], [Bedrag], [12], [90], [1080], [7], [85], [595])", noise=3),
    picture("#text(fill: luma(60%))[" + PROSE + "]", noise=25),
    picture("#text(size: 22pt)[Bezwaarschrift]\n\nDear Mrs Hall, your letter of the 4th of May was read.", skew=2),
    np.random.default_rng(3).integers(0, 256, (400, 600)).astype(np.uint8),
    picture("#text(size: 6pt)[" + PROSE * 2 + "]"),
)


@pytest.fixture(autouse=True)
def nobody_waits() -> Iterator[None]:
    """Each test starts with no process, and leaves none that it broke."""
    recogniser.stop()
    yield
    recogniser.stop()


def table(pixels: NDArray[np.uint8], mode: int = 3) -> str:
    return recogniser.recognise(pixels, "nld", mode, 300)


def test_what_is_read_of_a_picture_is_the_same_whatever_was_read_before_it() -> None:
    asked = [(number, mode) for number in range(len(VARIED)) for mode in (3, 6, 11)]
    forth = {one: table(VARIED[one[0]], one[1]) for one in asked}
    process = recogniser._waiting[0]
    ocr.quarter_turns(LETTER)
    recogniser.recognise(LETTER, "eng", 3, 300)
    back = {one: table(VARIED[one[0]], one[1]) for one in reversed(asked)}
    assert recogniser._waiting == [process] and back == forth
    recogniser.stop()
    assert table(LETTER) == forth[0, 3] and "Zonneveld" in forth[0, 3]


def test_a_picture_that_takes_too_long_is_stopped_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    rough = np.random.default_rng(1).integers(0, 256, (3000, 2400)).astype(np.uint8)
    short = standard_limits().model_copy(update={"ocr_seconds": 0.3})
    with monkeypatch.context() as patched:
        patched.setattr(recogniser, "standard_limits", lambda: short)
        began = time.monotonic()
        with pytest.raises(UnreadableSource, match="te veel tijd"):
            table(rough)
        assert time.monotonic() - began < 5
    assert not recogniser._waiting
    assert "Zonneveld" in table(LETTER)


def test_a_picture_that_kills_tesseract_fails_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text("import os, sys\nsys.stdin.readline()\nos.abort()\n")
    with monkeypatch.context() as patched:
        patched.setattr(recogniser, "PROGRAM", dying)
        with pytest.raises(UnreadableSource, match="kon niet worden verwerkt"):
            table(LETTER)
    assert "Zonneveld" in table(LETTER)


def test_a_process_that_was_killed_while_it_waited_is_replaced() -> None:
    table(LETTER)
    (waiting,) = recogniser._waiting
    os.kill(waiting._process.pid, signal.SIGKILL)
    waiting._process.wait()
    assert "Zonneveld" in table(LETTER)


def test_a_task_that_is_stopped_meanwhile_leaves_no_answer_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the limit of processor time does to a file: by an exception out of a signal."""

    def stopped(reader: recogniser._Reader, *_: object) -> bytes:
        select.select([reader._process.stdout], [], [])  # the answer lies ready, and nobody takes it
        raise UnreadableSource.stopped()

    with monkeypatch.context() as patched:
        patched.setattr(recogniser._Reader, "_answer", stopped)
        with pytest.raises(UnreadableSource):
            table(VARIED[1])
    assert "Zonneveld" in table(LETTER)


def test_a_process_that_was_forked_does_not_talk_to_its_parents_tesseract() -> None:
    table(LETTER)
    child = os.fork()
    if not child:
        os._exit(len(recogniser._waiting))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(recogniser._waiting) == 1


def test_a_tesseract_ends_with_who_started_it() -> None:
    answer, told = os.pipe()
    child = os.fork()
    if not child:
        table(LETTER)
        os.write(told, str(recogniser._waiting[0]._process.pid).encode())
        os._exit(0)
    os.waitpid(child, 0)
    reader = int(os.read(answer, 20))
    until = time.monotonic() + 20
    while Path(f"/proc/{reader}/cmdline").exists() and Path(f"/proc/{reader}/cmdline").read_bytes():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_picture_that_tesseract_gives_up_is_no_empty_page() -> None:
    class GivesUp:
        def Recognize(self) -> bool:
            return False

    with pytest.raises(RuntimeError):
        words_of(GivesUp())
