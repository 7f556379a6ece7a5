"""The log of a case: each decision is an event that is only ever added, and holds the hash of the one before it.

Writers queue on one row, so that the order is one for all, on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa

from woolak.errors import LogBroken

__all__ = ["Draft", "Event", "EventLog", "Writing", "event_table", "prove"]

GENESIS = "0" * 64
DATA = 8
"""The column of what an event holds, in the table and in an event."""
NOTHING = "{}"
"""What most events hold."""
AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is about to be written."""

    kind: str
    who: str
    role: str = ""
    document_id: str = ""
    """Empty for what concerns the whole case."""
    target: str = ""
    """The proposal, or the redaction that a person drew."""
    batch: str = ""
    """What was done in one go is undone in one go."""
    data: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""


class Event(NamedTuple):
    """One line of the log: who, when, what, to what, from what (the events before it), why. A large case has many."""

    seq: int
    at: str
    who: str
    role: str
    kind: str
    document_id: str
    target: str
    batch: str
    data: Mapping[str, Any]
    why: str
    previous: str
    hash: str


def event_table(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "event", metadata,
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("document_id", sa.String, nullable=False, index=True),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("batch", sa.String, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )  # fmt: skip


_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _hash(values: Sequence[Any]) -> str:
    """Of all that an event says before its hash, what it holds as it is stored."""
    return hashlib.sha256(_json(values).encode()).hexdigest()


def _event(row: Iterable[Any]) -> Event:
    values: list[Any] = [*row]  # in the order of the table, which is that of an event
    values[DATA] = json.loads(values[DATA]) if values[DATA] != NOTHING else {}
    return Event._make(values)


def prove(events: Iterable[Event], head: str) -> int:
    """Check the whole chain, up to the last hash that was noted; returns the number of events.

    Raises LogBroken, naming the first line that was changed, added or taken away.
    """
    previous, count = GENESIS, 0
    for event in events:
        said: list[Any] = [*event[:-1]]
        said[DATA] = _json(event.data)
        if event.seq != count + 1 or event.previous != previous or _hash(said) != event.hash:
            raise LogBroken(count + 1)
        previous, count = event.hash, count + 1
    if previous != head:
        raise LogBroken(count + 1)
    return count


class Writing:
    """A turn at the log: nobody else writes until it ends. `news` is what others wrote since the writer last looked."""

    def __init__(self, db: sa.Connection, table: sa.Table, news: list[Event], seq: int, previous: str) -> None:
        self._db, self._table, self.news = db, table, news
        self._seq, self.previous = seq, previous

    def add(self, drafts: Sequence[Draft]) -> list[Event]:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        rows: list[list[Any]] = []
        for one in drafts:
            self._seq += 1
            data = _json(one.data)
            row = [
                self._seq, now, one.who, one.role, one.kind, one.document_id, one.target, one.batch, data, one.why,
                self.previous,
            ]  # fmt: skip
            self.previous = _hash(row)
            rows.append([*row, self.previous])
        if rows:
            self._db.execute(self._table.insert(), [dict(zip(Event._fields, row, strict=True)) for row in rows])
        return [*map(_event, rows)]


class EventLog:
    """The events of one database; `meta` holds the hash of the last one, and is what writers queue on."""

    def __init__(self, engine: sa.Engine, table: sa.Table, meta: sa.Table) -> None:
        self._engine, self._table, self._meta = engine, table, meta
        after = sa.select(table).where(table.c.seq > sa.bindparam("seen")).order_by(table.c.seq)
        self._after = {
            (whose, of_kinds): after.where(
                *([table.c.document_id == sa.bindparam("of")] if whose else ()),
                *([table.c.kind.in_(sa.bindparam("kinds", expanding=True))] if of_kinds else ()),
            )
            for whose in (False, True)
            for of_kinds in (False, True)
        }
        """Questions that are asked of every document, built once: of one document or all, of some kinds or all."""

    def last(self) -> int:
        with self._engine.connect() as db:
            return int(db.execute(sa.select(sa.func.max(self._table.c.seq))).scalar() or 0)

    def since(self, seq: int = 0, document_id: str | None = None, kinds: Sequence[str] = ()) -> list[Event]:
        """The events after `seq`, of the case or of one document; of all kinds unless some are named."""
        values: dict[str, Any] = {"seen": seq}
        if document_id is not None:
            values["of"] = document_id
        if kinds:
            values["kinds"] = [*kinds]
        with self._engine.connect() as db:
            return [_event(row) for row in db.execute(self._after["of" in values, "kinds" in values], values)]

    def all(self) -> Iterator[Event]:
        """Every event, a part at a time: of a large case there are more than fit in memory."""
        with self._engine.connect() as db:
            query = sa.select(self._table).order_by(self._table.c.seq).execution_options(yield_per=AT_ONCE)
            for row in db.execute(query):
                yield _event(row)

    def touched(self) -> set[str]:
        """The documents on which anything was decided, by id."""
        with self._engine.connect() as db:
            return set(db.scalars(sa.select(self._table.c.document_id).distinct()))

    def head(self) -> str:
        with self._engine.connect() as db:
            return db.execute(sa.select(self._meta.c.value).where(self._meta.c.key == "log")).scalar() or GENESIS

    @contextmanager
    def writing(self, seen: int) -> Iterator[Writing]:
        """Wait for a turn to write; what happened after event `seen` is in `news`. An exception writes nothing."""
        meta = self._meta
        with self._engine.begin() as db:
            mine = meta.update().where(meta.c.key == "log").values(value=meta.c.value)
            if not db.execute(mine).rowcount:
                db.execute(meta.insert().values(key="log", value=GENESIS))
            previous = db.execute(sa.select(meta.c.value).where(meta.c.key == "log")).scalar_one()
            query = sa.select(self._table).where(self._table.c.seq > seen).order_by(self._table.c.seq)
            news = [_event(row) for row in db.execute(query)]
            seq = int(db.execute(sa.select(sa.func.max(self._table.c.seq))).scalar() or 0)
            turn = Writing(db, self._table, news, seq, previous)
            yield turn
            db.execute(meta.update().where(meta.c.key == "log").values(value=turn.previous))

    def append(self, drafts: Sequence[Draft]) -> list[Event]:
        if not drafts:
            return []
        with self.writing(self.last()) as turn:
            return turn.add(drafts)
