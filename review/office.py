"""The cases that a server serves: opened when somebody comes, closed when a run or release needs them alone.

Who has a case open holds it, so that no run changes what is on the desk. When nobody has asked for anything for a
while it is given back: then a command may have it, and who comes next opens it anew.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from woolak import database
from woolak.case import Case
from woolak.errors import InUse, Refused, WoolakError
from woolak.review.desk import Desk
from woolak.review.wording import on_screen

__all__ = ["Job", "Office", "OpenCase"]

IDLE_SECONDS = 120
"""So long after the last question a case is given back. A document that is on a screen asks every two seconds."""
LOOK_SECONDS = 5
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,79}")


@dataclass(slots=True)
class Job:
    """A run or release under way, or the last one."""

    what: str
    said: list[str] = field(default_factory=list)
    """What it told of its work."""
    failed: dict[str, str] = field(default_factory=dict)
    """By source why a document was not processed or not released."""
    trouble: list[str] = field(default_factory=list)
    """Why it stopped."""
    progress: tuple[int, int] | None = None
    """How many of how many."""
    exit_code: int | None = None

    def take_in(self, line: str) -> None:
        """A line of a command with --json: a record of its work, or the sentence of an error.

        What a command says of its result is for who types commands.
        """
        try:
            record = json.loads(line)
            event = record["event"]
        except (ValueError, TypeError, KeyError):
            if sentence := line.strip().removeprefix("Fout: "):
                self.trouble.append(on_screen(sentence))
            return
        if event == "progress":
            self.progress = record["done"], record["total"]
        elif event == "failed":
            self.failed[record["source"]] = on_screen(record["reason"])
        elif event == "told":
            self.progress = None
            self.said.append(on_screen(record["sentence"]))

    @property
    def well(self) -> bool:
        """Whether it came to its end, also when not every document could be processed."""
        return self.exit_code == 0 or (self.exit_code == 1 and bool(self.failed) and not self.trouble)

    @property
    def remarks(self) -> list[str]:
        """What somebody has to know when it went well too."""
        return [one for one in self.said if one.startswith("Let op")]


class OpenCase:
    """One case of the office."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.job: Job | None = None
        self._lock = threading.Lock()
        self._opened = ExitStack()
        self._desk: Desk | None = None
        self.asking = 0
        """Questions about it that are not answered in full yet."""
        self._asked_at = 0.0

    @property
    def exists(self) -> bool:
        """Whether it holds documents yet; a new case only has a folder."""
        return database.exists(self.folder, "zaak")

    @property
    def busy(self) -> bool:
        return self.job is not None and self.job.exit_code is None

    def desk(self) -> Desk:
        """The desk, up to date. Raises Refused while a run or release has the case, ours or a command's."""
        with self._lock:
            if self.busy:
                raise Refused.because("busy")
            if self._desk is None:
                if not self.exists:
                    raise Refused.because("empty")
                try:
                    self._desk = Desk(self._opened.enter_context(Case.open(self.folder, shared=True)))
                except InUse:
                    raise Refused.because("busy_outside") from None
            self._asked_at = time.monotonic()
            self._desk.sync()
            return self._desk

    def rest(self, idle_seconds: float) -> None:
        """Give the case back when nobody has asked for anything for so long."""
        with self._lock:
            if self._desk is not None and not self.asking and time.monotonic() - self._asked_at >= idle_seconds:
                self._close()

    def start(self, what: str, words: Sequence[str], spent: Path | None = None, given: str = "") -> None:
        """Run `woolak WORDS --json` in a process of its own, so that the server stays small and the case is its own.

        `spent` is a folder that is not needed any more when that went well; `given` is what it reads from its input.
        """
        with self._lock:
            if self.busy:
                raise Refused.because("busy")
            self._close()
            self.job = Job(what)
        threading.Thread(target=self._work, args=(self.job, list(words), spent, given), daemon=True).start()

    def _work(self, job: Job, words: list[str], spent: Path | None, given: str) -> None:
        command = [sys.executable, "-m", "woolak.cli", *words, "--json"]
        pipe = subprocess.PIPE
        try:
            with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True) as process:
                if process.stdin:
                    with suppress(BrokenPipeError), process.stdin:  # it may have stopped before it read
                        process.stdin.write(given)
                for line in process.stdout or ():
                    job.take_in(line)
            code = process.returncode
        except OSError as error:
            job.trouble.append(type(error).__name__)
            code = 1
        job.exit_code = code
        if spent and job.well:
            shutil.rmtree(spent, ignore_errors=True)

    def _close(self) -> None:
        self._opened.close()
        self._opened, self._desk = ExitStack(), None

    def close(self) -> None:
        with self._lock:
            self._close()


class Office:
    """All cases in one folder, or one case by itself."""

    def __init__(self, root: Path, single: str | None = None) -> None:
        self.root, self.single = root, single
        self._cases: dict[str, OpenCase] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()

    def give_back(self) -> None:
        """From now on, give back every case that nobody works in."""
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._closing.wait(LOOK_SECONDS):
            for case in list(self._cases.values()):
                case.rest(IDLE_SECONDS)

    @contextmanager
    def asking(self, name: str) -> Iterator[None]:
        """While a question about a case is answered it is not given back. Only for the thread that takes questions."""
        try:
            case = self.case(name)
        except Refused:
            yield
            return
        case.asking += 1
        try:
            yield
        finally:
            case.asking -= 1

    def names(self) -> list[str]:
        if self.single:
            return [self.single]
        return sorted(path.name for path in self.root.iterdir() if path.is_dir() and NAME.fullmatch(path.name))

    def case(self, name: str) -> OpenCase:
        """A case by the name of its folder. Raises Refused when there is none: names never become paths unseen."""
        with self._lock:
            if name not in self._cases:
                if name not in self.names():
                    raise Refused.because("unknown_document")
                self._cases[name] = OpenCase(name, self.root / name)
            return self._cases[name]

    def make(self, name: str) -> OpenCase:
        """A new, empty case. Raises Refused when the name will not do."""
        if self.single or not NAME.fullmatch(name):
            raise Refused.because("bad_name")
        try:
            (self.root / name).mkdir()
        except FileExistsError:
            raise Refused.because("name_taken") from None
        except OSError as error:
            raise WoolakError(str(Refused.because("bad_name"))) from error
        return self.case(name)

    def close(self) -> None:
        self._closing.set()
        for case in self._cases.values():
            case.close()
