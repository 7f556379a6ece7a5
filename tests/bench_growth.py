"""`dev.py bench growth`: what a document costs in a case of a thousand, and in one of ten thousand.

Processor time of all processes together, so that other work on the machine changes little; and the most memory that one
of them had. Documents of one page, two workers.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench_whole import write_dossier

SIZES = (1000, 10_000)
SUBREAPER = 36
"""prctl(2): processes that outlive their parent become ours, so that what they took is counted."""


@dataclass(frozen=True)
class Spent:
    cpu_s: float
    peak_mb: tuple[float, ...]
    """Of each process that was waited for, largest first; of a worker that was forked it is told with its parent."""


def measured(*command: object) -> Spent:
    """Run a command and all that it starts. Raises CalledProcessError when it fails."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    process = subprocess.Popen([str(word) for word in command], env=os.environ | {"OMP_NUM_THREADS": "1"})
    cpu, peaks, status = 0.0, [], 0
    while True:
        try:
            pid, ended, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += used.ru_utime + used.ru_stime
        peaks.append(used.ru_maxrss / 1024)
        status = ended if pid == process.pid else status
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command[0])
    return Spent(cpu, tuple(sorted(peaks, reverse=True)))


def growth() -> None:
    each = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="woolak-") as made:
            folder = Path(made) / "in"
            folder.mkdir()
            write_dossier(folder, size, 1)
            told = (sys.executable, "-m", "woolak.cli", "run", folder, "--case", Path(made) / "zaak")
            spent = measured(*told, "--accept-proposals", "--quiet", "--workers", 2)
        each[size] = spent.cpu_s / size
        main, worker = spent.peak_mb[:2]
        print(f"{size} documents: {1000 * each[size]:.1f} ms of processor a document", flush=True)
        print(f"    most memory of one process {main:.0f} MB, of the next {worker:.0f} MB", flush=True)
    print(f"a document of {SIZES[1]} costs {each[SIZES[1]] / each[SIZES[0]]:.2f} times one of {SIZES[0]}")
