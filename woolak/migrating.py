"""Brings the database of a case that an earlier version made up to what this version reads."""

from __future__ import annotations

import fcntl
from importlib import resources
from pathlib import Path

import sqlalchemy as sa

from woolak.errors import UsageError

__all__ = ["SCHEMA", "bring_up"]

SCHEMA = "3"
"""The version of the schema that this program reads and writes: the last step in woolak/migrations/versions."""

_meta = sa.table("meta", sa.column("key"), sa.column("value"))


def bring_up(folder: Path, engine: sa.Engine) -> None:
    """Take the steps from the version that the case remembers to this one: all of them, or none.

    A database that is new has no version yet, and nothing is done. Raises UsageError when a later version made it.
    """
    if not sa.inspect(engine).has_table("meta", schema=_schema(engine)) or _version(engine) in (None, SCHEMA):
        return
    with (folder / ".bijwerken").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who opens it at the same time waits
        before = _version(engine)
        if before != SCHEMA:
            _upgrade(folder, engine, str(before))


def _schema(engine: sa.Engine) -> str | None:
    schemas = engine.get_execution_options().get("schema_translate_map") or {}
    return str(schemas[None]) if None in schemas else None


def _version(engine: sa.Engine) -> str | None:
    meta = sa.table("meta", sa.column("key"), sa.column("value"), schema=_schema(engine))
    with engine.connect() as db:
        return db.execute(sa.select(meta.c.value).where(meta.c.key == "schema")).scalar()


def _upgrade(folder: Path, engine: sa.Engine, before: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    with resources.as_file(resources.files("woolak.migrations")) as steps:
        config.set_main_option("script_location", str(steps))
        known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
        if before not in known:
            raise UsageError(
                f"De zaak in {folder} is gemaakt met een nieuwere versie van Woolak. Installeer die versie."
            )
        plain = sa.create_engine(engine.url)
        if engine.dialect.name == "sqlite":
            sa.event.listen(plain, "connect", _by_hand)
            sa.event.listen(plain, "begin", _begin)
        try:
            with plain.begin() as db:
                if schema := _schema(engine):
                    db.execute(sa.text(f'SET LOCAL search_path TO "{schema}"'))
                config.attributes["connection"] = db
                command.stamp(config, before)
                command.upgrade(config, SCHEMA)
                db.execute(_meta.update().where(_meta.c.key == "schema").values(value=SCHEMA))
                db.execute(sa.text("DROP TABLE alembic_version"))  # the case itself remembers it
        finally:
            plain.dispose()


def _by_hand(connection: object, _: object) -> None:
    """Python's sqlite3 does not begin a transaction before a change of the schema: do it by hand."""
    connection.isolation_level = None  # type: ignore[attr-defined]


def _begin(db: sa.Connection) -> None:
    db.exec_driver_sql("BEGIN EXCLUSIVE")
