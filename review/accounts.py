"""Who may come in: people, their rights per case, their sessions, and how often somebody guessed a password."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.pool import StaticPool

from woolak.database import open_database
from woolak.review.people import ROLES, Role

__all__ = ["Accounts", "Person", "Session"]

metadata = sa.MetaData()
people = sa.Table(
    "person", metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("password", sa.String, nullable=False),
    sa.Column("admin", sa.Boolean, nullable=False),
)  # fmt: skip
rights = sa.Table(
    "rights", metadata,
    sa.Column("case_name", sa.String, primary_key=True),
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("roles", sa.String, nullable=False),
)  # fmt: skip
sessions = sa.Table(
    "session", metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("csrf", sa.String, nullable=False),
    sa.Column("bound", sa.String, nullable=False),
    sa.Column("used", sa.Float, nullable=False),
    sa.Column("made", sa.Float, nullable=False),
)  # fmt: skip
attempts = sa.Table(
    "attempt", metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.String, nullable=False, index=True),
    sa.Column("at", sa.Float, nullable=False),
)  # fmt: skip

IDLE_SECONDS, LONGEST_SECONDS = 4 * 3600.0, 12 * 3600.0
ATTEMPTS, WINDOW_SECONDS = 5, 900.0
LEAST_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    admin: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is let in. `csrf` has to come with every change."""

    who: str
    csrf: str


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Accounts:
    """The people of one server. Open it with `in_folder`, or `in_memory` for one person on the own machine."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())  # so that an unknown name costs as much time

    @classmethod
    @contextmanager
    def in_folder(cls, folder: Path) -> Iterator[Accounts]:
        folder.mkdir(parents=True, exist_ok=True)
        engine = open_database(folder, "toegang", metadata)
        try:
            yield cls(engine)
        finally:
            engine.dispose()

    @classmethod
    def in_memory(cls) -> Accounts:
        engine = sa.create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        metadata.create_all(engine)
        return cls(engine)

    # --- people

    def everyone(self) -> list[Person]:
        with self._engine.connect() as db:
            rows = db.execute(sa.select(people.c.name, people.c.admin).order_by(people.c.name))
            return [Person(row.name, row.admin) for row in rows]

    def person(self, name: str) -> Person | None:
        return next((one for one in self.everyone() if one.name == name), None)

    def add(self, name: str, password: str, admin: bool = False) -> None:
        """Make an account, or give it another password. Without a password only OpenID Connect lets the person in.

        Raises ValueError when the password is too short.
        """
        if password and len(password) < LEAST_PASSWORD:
            raise ValueError("short")
        hashed = self._hasher.hash(password) if password else ""
        with self._engine.begin() as db:
            known = db.execute(sa.select(people.c.name).where(people.c.name == name)).scalar()
            if known is None:
                db.execute(people.insert().values(name=name, password=hashed, admin=admin))
            elif hashed:
                db.execute(people.update().where(people.c.name == name).values(password=hashed))
                db.execute(sessions.delete().where(sessions.c.who == name))

    def remove(self, name: str) -> None:
        with self._engine.begin() as db:
            db.execute(sessions.delete().where(sessions.c.who == name))
            db.execute(rights.delete().where(rights.c.person == name))
            db.execute(people.delete().where(people.c.name == name))

    def let_in(self, name: str, password: str, address: str) -> bool | None:
        """Whether this is the person; None when there were too many attempts for this name or from this address."""
        now, keys = time.time(), (f"naam {_hash(name)}", f"adres {address}")
        with self._engine.begin() as db:
            db.execute(attempts.delete().where(attempts.c.at < now - WINDOW_SECONDS))
            for key, limit in zip(keys, (ATTEMPTS, 4 * ATTEMPTS), strict=True):
                query = sa.select(sa.func.count()).select_from(attempts).where(attempts.c.key == key)
                if int(db.execute(query).scalar_one()) >= limit:
                    return None
            db.execute(attempts.insert(), [{"key": key, "at": now} for key in keys])
            hashed = db.execute(sa.select(people.c.password).where(people.c.name == name)).scalar() or ""
        try:
            right = self._hasher.verify(hashed or self._nobody, password) and bool(hashed)
        except (VerificationError, InvalidHashError):
            return False
        if right:
            with self._engine.begin() as db:
                db.execute(attempts.delete().where(attempts.c.key == keys[0]))
        return right

    # --- rights

    def roles(self, case_name: str, who: str) -> frozenset[Role]:
        query = sa.select(rights.c.roles).where(rights.c.case_name == case_name, rights.c.person == who)
        with self._engine.connect() as db:
            found = str(db.execute(query).scalar() or "").split()
        return frozenset(role for role in ROLES if role in found)

    def team(self, case_name: str) -> dict[str, frozenset[Role]]:
        return {one.name: roles for one in self.everyone() if (roles := self.roles(case_name, one.name))}

    def give(self, case_name: str, who: str, roles: frozenset[Role]) -> None:
        """Set the rights of a person on a case; none takes them away."""
        with self._engine.begin() as db:
            db.execute(rights.delete().where(rights.c.case_name == case_name, rights.c.person == who))
            if roles:
                said = " ".join(sorted(roles))
                db.execute(rights.insert().values(case_name=case_name, person=who, roles=said))

    # --- sessions

    def start(self, who: str, bound: str) -> tuple[str, Session]:
        """A new session, bound to the browser that asked for it; returns the secret for its cookie."""
        secret, csrf, now = secrets.token_urlsafe(32), secrets.token_urlsafe(32), time.time()
        values = {"id": _hash(secret), "who": who, "csrf": csrf, "bound": _hash(bound), "used": now, "made": now}
        with self._engine.begin() as db:
            db.execute(sessions.delete().where(sessions.c.used < now - IDLE_SECONDS))
            db.execute(sessions.insert().values(**values))
        return secret, Session(who, csrf)

    def session(self, secret: str, bound: str) -> Session | None:
        """The session of a cookie; none when it ended, or comes from another browser than it was given to."""
        now = time.time()
        with self._engine.begin() as db:
            row = db.execute(sa.select(sessions).where(sessions.c.id == _hash(secret))).first()
            if row is None or not secrets.compare_digest(row.bound, _hash(bound)):
                return None
            if now - row.used > IDLE_SECONDS or now - row.made > LONGEST_SECONDS:
                return None
            if now - row.used > 60:
                db.execute(sessions.update().where(sessions.c.id == row.id).values(used=now))
        return Session(row.who, row.csrf)

    def end(self, secret: str) -> None:
        with self._engine.begin() as db:
            db.execute(sessions.delete().where(sessions.c.id == _hash(secret)))
