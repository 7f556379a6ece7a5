"""Opens the database of a case (or of the accounts): SQLite beside the files, or a schema of its own in PostgreSQL.

`WOOLAK_DATABASE` is the URL of a PostgreSQL database for a team, e.g. `postgresql+psycopg://woolak@db/woolak`.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from woolak.errors import UsageError
from woolak.migrating import bring_up

__all__ = ["copy_rows", "exists", "in_file", "on_server", "open_database", "renewable"]

VARIABLE = "WOOLAK_DATABASE"
ROWS = 500
"""Rows that are copied at a time."""


def _schema_file(folder: Path, name: str) -> Path:
    return folder / f"{name}.schema"


def on_server() -> bool:
    """Whether new databases are made in PostgreSQL."""
    return bool(os.environ.get(VARIABLE))


def exists(folder: Path, name: str) -> bool:
    """Whether this folder has a database of that name, of either kind."""
    return (folder / f"{name}.sqlite").exists() or _schema_file(folder, name).exists()


def open_database(folder: Path, name: str, metadata: sa.MetaData) -> sa.Engine:
    """Open, and when needed create, the database `name` of a folder; with the tables of `metadata`.

    One of an earlier version is brought up first. Raises UsageError when the database server cannot be reached.
    """
    url = os.environ.get(VARIABLE, "")
    if not url or (folder / f"{name}.sqlite").exists():
        engine = in_file(folder / f"{name}.sqlite")
        bring_up(folder, engine)
        metadata.create_all(engine)
        return engine
    marker = _schema_file(folder, name)
    if not marker.exists():
        marker.write_text(f"{name}_{uuid.uuid4().hex[:16]}\n", encoding="ascii")
    schema = marker.read_text(encoding="ascii").strip()
    plain = sa.create_engine(url, pool_pre_ping=True)  # a database server may be restarted
    try:
        with plain.begin() as db:
            db.execute(sa.schema.CreateSchema(schema, if_not_exists=True))
    except sa.exc.OperationalError:
        plain.dispose()
        raise UsageError(
            f"De database in {VARIABLE} is niet bereikbaar. Controleer het adres, of vraag de beheerder."
        ) from None
    engine = plain.execution_options(schema_translate_map={None: schema})
    bring_up(folder, engine)
    metadata.create_all(engine)
    return engine


def in_file(path: Path) -> sa.Engine:
    """A SQLite database in a file."""
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
    sa.event.listen(engine, "connect", _pragmas)
    return engine


@contextmanager
def renewable(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction on what a next run makes again if it is not there: it does not wait for the disk.

    A crash of the program loses nothing of it. When the power goes, the last of them may be lost, never the middle:
    SQLite's log keeps their order, and a decision that follows waits for all that was written before it
    (sqlite.org/pragma.html#pragma_synchronous).
    """
    with engine.connect() as db:
        if engine.dialect.name != "sqlite":
            with db.begin():
                yield db
            return
        told = cast(sqlite3.Connection, db.connection.driver_connection)
        told.execute("PRAGMA synchronous=NORMAL")
        try:
            with db.begin():
                yield db
        finally:
            told.execute("PRAGMA synchronous=FULL")


def copy_rows(source: sa.Engine, target: sa.Engine, tables: sa.MetaData) -> None:
    """Copy every row, as all are at one moment, to a database that is still empty."""
    tables.create_all(target)
    level = "AUTOCOMMIT" if source.dialect.name == "sqlite" else "REPEATABLE READ"
    with source.connect().execution_options(isolation_level=level) as reading, target.begin() as writing:
        if source.dialect.name == "sqlite":
            reading.exec_driver_sql("BEGIN")  # one moment for all tables, which Python's sqlite3 does not see to
        for table in tables.sorted_tables:
            rows = reading.execution_options(yield_per=ROWS).execute(sa.select(table)).mappings()
            for batch in rows.partitions():
                writing.execute(table.insert(), [dict(row) for row in batch])


def _pragmas(connection: Any, _: Any) -> None:
    """Durable and readable while written to."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
