"""Documents to PDF by LibreOffice without a screen; nobody else starts it.

One call for many files: starting costs four times what a document costs. When a call fails or hangs, the file at which
it stopped is tried alone and the rest goes on, so that one bad file does not take the others down. LibreOffice runs
without network where the system allows that, with a limit on its memory, and with a profile that runs no macro and
follows no link.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from woolak.errors import MissingProgram, UnreadableSource
from woolak.pipeline.ingest.office.preparing import KINDS, Kind, prepare, prepare_sheets
from woolak.pipeline.ingest.received import MB, Converted
from woolak.rules.limits import Limits, standard_limits

__all__ = ["OFFICE_SUFFIXES", "convert_office"]

OFFICE_SUFFIXES = frozenset(suffix for kind in KINDS.values() for suffix in kind.suffixes)
PACKAGES = (
    "libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-liberation fonts-dejavu-core"
)
BATCH = 40
POLL_SECONDS = 0.2
PDF = {
    "writer": "pdf:writer_pdf_Export",
    "calc": "pdf:calc_pdf_Export",
    "impress": 'pdf:impress_pdf_Export:{"ExportHiddenSlides":{"type":"boolean","value":"true"}}',
}
MODERN = {"writer": "docx", "calc": "xlsx", "impress": "pptx"}
SETTINGS = Path(__file__).with_name("settings.xcu")


@dataclass(frozen=True, slots=True)
class _Job:
    """One document on its way: what it is called in LibreOffice's folders, and where it stands now."""

    path: Path
    kind: Kind
    file: Path


def convert_office(
    paths: Sequence[Path], out_dir: Path, limits: Limits | None = None, passwords: Sequence[str] = ()
) -> dict[Path, Converted | UnreadableSource]:
    """The PDF of each file, in `out_dir`, or why there is none; `passwords` are tried on those that are locked.

    Raises MissingProgram.
    """
    limits = limits or standard_limits()
    results: dict[Path, Converted | UnreadableSource] = {}
    jobs: list[_Job] = []
    out_dir.mkdir(parents=True, exist_ok=True)
    for path in paths:
        try:
            kind, suffix, data = prepare(path, limits, passwords)
        except UnreadableSource as error:
            results[path] = error
            continue
        file = out_dir / f"{hashlib.sha256(str(path).encode()).hexdigest()[:16]}.{suffix}"
        file.write_bytes(data)
        jobs.append(_Job(path, kind, file))
    if jobs:
        results |= _converted(jobs, out_dir, limits)
    return results


def _converted(jobs: list[_Job], out_dir: Path, limits: Limits) -> dict[Path, Converted | UnreadableSource]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise MissingProgram("LibreOffice", PACKAGES)
    results: dict[Path, Converted | UnreadableSource] = {}
    packages: dict[Path, Path] = {}
    with tempfile.TemporaryDirectory(prefix="woolak-office-") as folder:
        office = _Office(program, Path(folder), limits)
        old = [job for job in jobs if job.file.suffix[1:] != MODERN[job.kind.program]]
        for kind, target in MODERN.items():
            made = office.all([job.file for job in old if job.kind.program == kind], target, out_dir)
            packages |= {job.file: made[job.file] for job in old if job.file in made}
        todo: list[_Job] = []
        for job in jobs:
            package = packages.get(job.file, job.file)
            if job.kind.program == "calc" and package != job.file:
                whole = package.with_name(f"{package.stem}-heel.xlsx")  # what is hidden is told from the other
                try:
                    whole.write_bytes(prepare_sheets(package.read_bytes(), limits))
                except UnreadableSource as error:
                    results[job.path] = error
                    continue
                packages[whole] = package
                todo.append(_Job(job.path, job.kind, whole))
            elif job.kind.program == "calc" and job in old:
                results[job.path] = UnreadableSource.failed()
            else:
                todo.append(job)
        for kind, target in PDF.items():
            made = office.all([job.file for job in todo if job.kind.program == kind], target, out_dir)
            for job in todo:
                if job.kind.program == kind:
                    pdf = made.get(job.file)
                    package = packages.get(job.file, job.file)
                    results[job.path] = Converted(pdf, package) if pdf else UnreadableSource.failed()
    return results


class _Office:
    """LibreOffice with a profile of its own."""

    def __init__(self, program: str, folder: Path, limits: Limits) -> None:
        self.program, self.folder, self.limits = program, folder, limits
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        shutil.copyfile(SETTINGS, user / "registrymodifications.xcu")

    def all(self, files: Sequence[Path], target: str, out_dir: Path) -> dict[Path, Path]:
        """Those of the files that could be converted, each with what was made of it."""
        made: dict[Path, Path] = {}
        for start in range(0, len(files), BATCH):
            made |= self._batch(list(files[start : start + BATCH]), target, out_dir)
        return made

    def _batch(self, files: list[Path], target: str, out_dir: Path) -> dict[Path, Path]:
        """Convert a batch; when it does not come through, the file at which it stopped alone, and then the rest."""
        suffix = target.partition(":")[0]
        made: dict[Path, Path] = {}
        box = Path(tempfile.mkdtemp(dir=self.folder))
        self._call(files, target, box)
        for file in files:
            result = box / f"{file.stem}.{suffix}"
            if result.exists() and result.stat().st_size:
                made[file] = Path(shutil.move(result, out_dir / f"{file.stem}-uit.{suffix}"))
        shutil.rmtree(box, ignore_errors=True)
        left = [file for file in files if file not in made]
        if left and len(files) > 1:
            made |= self._batch(left[:1], target, out_dir)
            made |= self._batch(left[1:], target, out_dir) if left[1:] else {}
        return made

    def _call(self, files: list[Path], target: str, box: Path) -> None:
        command = [
            *_alone(),
            self.program,
            f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            "--convert-to", target, "--outdir", str(box), *map(str, files),
        ]  # fmt: skip
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            start_new_session=True, preexec_fn=_bounded(self.limits),
            env={"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder), "LANG": "C.UTF-8"},
        )  # fmt: skip
        try:
            self._wait(process, box)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _wait(self, process: subprocess.Popen[bytes], box: Path) -> None:
        """Wait as long as files keep coming: each has its time, and the first the time to start besides."""
        done, until = 0, time.monotonic() + self.limits.office_start_seconds + self.limits.office_seconds
        while time.monotonic() < until:
            try:
                process.wait(POLL_SECONDS)
                return
            except subprocess.TimeoutExpired:
                ready = sum(1 for _ in box.iterdir())
                if ready > done:
                    done, until = ready, time.monotonic() + self.limits.office_seconds


def _bounded(limits: Limits) -> Callable[[], None]:
    """What the program does before it starts: accept a limit on its memory and on the files that it writes."""
    memory, file = limits.office_mb * MB, limits.file_mb * MB

    def bound() -> None:
        for what, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, file), (resource.RLIMIT_CORE, 0)):
            hard = resource.getrlimit(what)[1]
            resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))

    return bound


@cache
def _alone() -> tuple[str, ...]:
    """The words that start a program without network; none where the system does not let us."""
    words = ("unshare", "--map-root-user", "--net", "--")
    try:
        allowed = subprocess.run([*words, "true"], capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        allowed = False
    return words if allowed else ()
