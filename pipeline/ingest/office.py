"""Word documents to PDF by LibreOffice without a screen; nobody else starts it.

One call for many files: starting costs four times what a document costs. When a call fails or hangs the batch is
halved, so that one bad file does not take the others down.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from woolak.errors import MissingProgram, UnreadableSource

__all__ = ["OFFICE_SUFFIXES", "convert_office"]

OFFICE_SUFFIXES = {".docx": "Word-document"}
PACKAGES = "libreoffice-writer-nogui fonts-liberation fonts-dejavu-core"
SECONDS_TO_START = 60
SECONDS_PER_FILE = 30
BATCH = 40


def convert_office(paths: Sequence[Path], out_dir: Path) -> dict[Path, Path | UnreadableSource]:
    """The PDF of each file, in `out_dir`, or why there is none. Raises MissingProgram."""
    results: dict[Path, Path | UnreadableSource] = {}
    good = []
    for path in paths:
        try:
            check_word(path)
            good.append(path)
        except UnreadableSource as error:
            results[path] = error
    if not good:
        return results
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise MissingProgram("LibreOffice", PACKAGES)
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="woolak-office-") as work:
        for start in range(0, len(good), BATCH):
            results |= _convert(program, good[start : start + BATCH], out_dir, Path(work))
    return results


def check_word(path: Path) -> None:
    """Raise UnreadableSource unless the file is a Word document that is safe to unpack."""
    from woolak.pipeline.ingest.word import open_word

    open_word(path.read_bytes()).close()


def _name(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:16]


def _convert(program: str, paths: list[Path], out_dir: Path, work: Path) -> dict[Path, Path | UnreadableSource]:
    """Convert a batch; on failure what is left of it in halves."""
    box = Path(tempfile.mkdtemp(dir=work))
    (box / "in").mkdir()
    for path in paths:
        shutil.copyfile(path, box / "in" / f"{_name(path)}{path.suffix.lower()}")
    command = [
        program,
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(box / "out"),
        *(str(file) for file in sorted((box / "in").iterdir())),
    ]  # fmt: skip
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(SECONDS_TO_START + SECONDS_PER_FILE * len(paths))
    except subprocess.TimeoutExpired:
        pass
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    results: dict[Path, Path | UnreadableSource] = {}
    for path in paths:
        made = box / "out" / f"{_name(path)}.pdf"
        if made.exists() and made.stat().st_size:
            results[path] = Path(shutil.move(made, out_dir / made.name))
    left = [path for path in paths if path not in results]
    shutil.rmtree(box)
    if len(paths) == 1 and left:
        return {paths[0]: UnreadableSource.failed()}
    for part in (left[: len(left) // 2], left[len(left) // 2 :]):
        if part:
            results |= _convert(program, part, out_dir, work)
    return results
