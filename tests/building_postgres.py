"""A PostgreSQL server of the tests' own, on a socket in a folder, that can be stopped and started."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

__all__ = ["Postgres", "new_server"]

INITDB = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)


@dataclass(frozen=True)
class Postgres:
    folder: Path
    control: tuple[str | Path, ...]

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://woolak@/postgres?host={self.folder}"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        command = [*self.control, "-o", options, "-l", self.folder / "log", "start"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def stop(self, how: str = "immediate") -> None:
        """`immediate` is as if it was killed: connections are cut, nothing is written any more."""
        subprocess.run([*self.control, "-m", how, "stop"], check=False, capture_output=True)


def new_server(folder: Path) -> Postgres:
    """Make and start a server; the test is skipped when there is no PostgreSQL."""
    if INITDB is None:
        pytest.skip("PostgreSQL ontbreekt (apt-get install postgresql)")
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        for parent in (folder, *folder.parents):
            if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
                parent.chmod(parent.stat().st_mode | 0o011)
        as_user = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    subprocess.run([*as_user, INITDB, "-D", data, "-U", "woolak", "-A", "trust"], check=True, capture_output=True)
    server = Postgres(folder, (*as_user, INITDB.parent / "pg_ctl", "-D", data, "-w"))
    server.start()
    return server
