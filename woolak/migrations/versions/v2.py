"""Pages each in a row, and decisions as events of which each holds the hash of the one before it."""

import hashlib
import json
import zlib
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"

NAMES = ("seq", "at", "who", "role", "kind", "document_id", "target", "batch", "data", "why", "previous")


def upgrade() -> None:
    op.create_table(
        "page",
        sa.Column("document_id", sa.String, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("page_index", sa.Integer, primary_key=True),
        sa.Column("width_pt", sa.Float, nullable=False),
        sa.Column("height_pt", sa.Float, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.String, nullable=False) for name in NAMES[1:8]),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_index("ix_event_document_id", "event", ["document_id"])
    op.add_column("document", sa.Column("page_count", sa.Integer, nullable=False, server_default="0"))
    _pages(op.get_bind())
    _events(op.get_bind())
    with op.batch_alter_table("document") as table:
        table.drop_column("pages")
        table.alter_column("page_count", server_default=None)
    op.drop_table("decision")


def _pages(db: sa.Connection) -> None:
    """Take each document's lump of pages apart."""
    document = sa.table("document", *map(sa.column, ("id", "pages", "page_count")))
    page = sa.table("page", *map(sa.column, ("document_id", "page_index", "width_pt", "height_pt", "text", "data")))
    for id_ in db.scalars(sa.select(document.c.id)).all():
        lump = db.execute(sa.select(document.c.pages).where(document.c.id == id_)).scalar()
        pages: list[dict[str, Any]] = json.loads(zlib.decompress(lump)) if lump else []
        for one in pages:
            values = {name: one[name] for name in ("page_index", "width_pt", "height_pt", "text")}
            data = zlib.compress(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode(), 1)
            db.execute(page.insert().values(document_id=id_, data=data, **values))
        db.execute(document.update().where(document.c.id == id_).values(page_count=len(pages)))


def _events(db: sa.Connection) -> None:
    """Chain the decisions, in their order."""
    columns = ("seq", "proposal_id", "document_id", "verdict", "who", "at", "why")
    decision = sa.table("decision", *map(sa.column, columns))
    event = sa.table("event", *map(sa.column, (*NAMES, "hash")))
    meta = sa.table("meta", *map(sa.column, ("key", "value")))
    previous, seq = "0" * 64, 0
    for seq, old in enumerate(db.execute(sa.select(decision).order_by(decision.c.seq)).all(), 1):
        row: dict[str, Any] = dict.fromkeys(NAMES, "") | {
            "seq": seq, "at": old.at, "who": old.who, "kind": old.verdict, "document_id": old.document_id,
            "target": old.proposal_id, "data": "{}", "why": old.why, "previous": previous,
        }  # fmt: skip
        said = json.dumps([row[name] for name in NAMES], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        row["hash"] = previous = hashlib.sha256(said.encode()).hexdigest()
        db.execute(event.insert().values(**row))
    if seq:
        db.execute(meta.insert().values(key="log", value=previous))
