#!/usr/bin/env python3
"""Everything a developer or a newcomer types: run, test, lint, bench, model, lock.

Standard library only, so that it works on a bare Debian 12 (python3 and pip; no venv
module, no make, no uv). Safe to run again: what is there is not installed twice.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PACKAGES = ("pipeline", "rules", "inventory", "review", "publish", "audit")
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
LOCK = ROOT / "requirements.txt"

# What a stage needs outside Python: the program or file that proves it is there, and Debian's packages that bring it.
PROGRAMS = {
    "/usr/share/tesseract-ocr/5/tessdata/nld.traineddata": (
        "tesseract-ocr-nld",
        "tesseract-ocr-eng",
        "tesseract-ocr-osd",
    ),
    "soffice": (
        "libreoffice-writer-nogui",
        "libreoffice-calc-nogui",
        "libreoffice-impress-nogui",
        "fonts-liberation",
        "fonts-dejavu-core",
    ),
}

# What only tests and benchmarks need: a browser, the database that a team uses, and what we are measured beside.
TEST_PROGRAMS = {
    "tesseract": ("tesseract-ocr",),
    "chromium": ("chromium", "libatomic1"),
    "pg_lsclusters": ("postgresql",),
}


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the project's folder; leave with its exit code when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=os.environ | environment)
    if done.returncode:
        raise SystemExit(done.returncode)


def start_system_packages(programs: dict[str, tuple[str, ...]]) -> subprocess.Popen[bytes] | None:
    """Start apt for the programs that are missing; without root or sudo, print the line to run."""
    missing = [name for program, names in programs.items() if not shutil.which(program, os.F_OK) for name in names]
    if not missing:
        return None
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    if not shutil.which("apt-get") or (os.geteuid() and not shutil.which("sudo")):
        print("Installeer eerst als beheerder:\n  apt-get update && " + " ".join(install), file=sys.stderr)
        return None
    prefix = ["sudo"] if os.geteuid() else []
    script = f"{' '.join([*prefix, 'apt-get', 'update', '-q'])} && {' '.join([*prefix, *install])}"
    print("Systeempakketten:", " ".join(missing), flush=True)
    return subprocess.Popen(
        ["sh", "-c", script], env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL
    )


def set_up(programs: dict[str, tuple[str, ...]]) -> None:
    """Bring the system packages, the virtual environment and the locked Python packages up to date."""
    apt = start_system_packages(programs)
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    mark = VENV / "installed"
    if not (mark.exists() and mark.read_text() == wanted):
        print("Python-pakketten (eenmalig, ongeveer een minuut) ...", flush=True)
        if not PYTHON.exists():
            run(sys.executable, "-m", "venv", "--without-pip", VENV)
        pip = (sys.executable, "-m", "pip", "--python", PYTHON, "--disable-pip-version-check", "install", "--quiet")
        run(*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", LOCK)
        run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
        mark.write_text(wanted)
    if apt and apt.wait():
        print("Let op: het installeren van de systeempakketten is mislukt (zie hierboven).", file=sys.stderr)
        raise SystemExit(1)


def cmd_run(rest: list[str]) -> None:
    """The main job on samples/, or `woolak` itself with the words that follow."""
    command = rest or ["run", "samples/in", "--case", "zaken/voorbeeld", "--accept-proposals"]
    run(VENV / "bin" / "woolak", *command)


def cmd_test(rest: list[str]) -> None:
    """The tests; with words that follow, those go to pytest (`dev.py test -m slow`)."""
    run(PYTHON, "-m", "pytest", "-n", "2", *(rest or ["-m", "not slow"]), OMP_THREAD_LIMIT="1")


def cmd_lint(rest: list[str]) -> None:
    """ruff and mypy (strict)."""
    run(PYTHON, "-m", "ruff", "check", ".", *rest)
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    # mypy does not follow the editable install: show it the packages under the names they are imported by.
    links = VENV / "types" / "woolak"
    links.mkdir(parents=True, exist_ok=True)
    shown = {"__init__.py": ROOT / "woolak" / "__init__.py"}
    shown |= {path.name: path for path in (ROOT / "woolak").glob("*.py")}
    shown["commands"] = ROOT / "woolak" / "commands"
    shown |= {name: ROOT / name for name in PACKAGES}
    for old in links.iterdir():
        old.unlink()
    for name, target in shown.items():
        (links / name).symlink_to(target)
    run(PYTHON, "-m", "mypy", "-p", "woolak", MYPYPATH=str(links.parent))


def cmd_bench(rest: list[str]) -> None:
    """Benchmarks: figures with the command that prints them."""
    run(PYTHON, "-m", "tests.bench", *rest, OMP_NUM_THREADS="1")  # as in the workers


def cmd_model(rest: list[str]) -> None:
    """Train the name model again (needs the data named in docs/model-card.md)."""
    run(PYTHON, "-m", "training.train", *rest, OPENBLAS_NUM_THREADS="1")


def cmd_lock(rest: list[str]) -> None:
    """Resolve the versions anew: names, versions and hashes, no registry addresses."""
    run(UV, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
        "--generate-hashes", "--only-binary", ":all:", "--no-emit-index-url", "--no-annotate", "--no-header",
        "--extra", "dev", "pyproject.toml", "-o", LOCK.name, *rest)  # fmt: skip


COMMANDS = {
    "run": cmd_run,
    "test": cmd_test,
    "lint": cmd_lint,
    "bench": cmd_bench,
    "model": cmd_model,
    "lock": cmd_lock,
}


def main() -> None:
    lines = "\n".join(f"  {name:7}{action.__doc__}" for name, action in COMMANDS.items())
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=lines, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    arguments, rest = parser.parse_known_args()
    if arguments.command != "lock" or not UV.exists():  # what is locked now may be what cannot be installed
        set_up(PROGRAMS | TEST_PROGRAMS if arguments.command in ("test", "bench") else PROGRAMS)
    COMMANDS[arguments.command](rest)


if __name__ == "__main__":
    main()
