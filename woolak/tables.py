"""The tables of a case's database. Who changes one adds a step to migrations/versions and raises `migrating.SCHEMA`."""

from __future__ import annotations

import sqlalchemy as sa

from woolak.events import event_table

__all__ = ["documents", "events", "meta", "metadata", "pages", "proposals", "sources"]

metadata = sa.MetaData()
meta = sa.Table("meta", metadata, sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.Text))
sources = sa.Table(
    "source", metadata,
    sa.Column("path", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("fingerprint", sa.String, nullable=False),
)  # fmt: skip
documents = sa.Table(
    "document", metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("source", sa.String, nullable=False, index=True),
    sa.Column("from_source", sa.ForeignKey("source.path"), nullable=False, index=True),
    sa.Column("parent_id", sa.String),
    sa.Column("error", sa.Text),
    sa.Column("facts", sa.LargeBinary),
    sa.Column("page_count", sa.Integer, nullable=False, default=0),
    sa.Column("hidden_texts", sa.LargeBinary),
    sa.Column("detected_from", sa.String),
    sa.Column("findings", sa.LargeBinary),
    sa.Column("grounded_from", sa.String),
    sa.Column("burned_from", sa.String),
    sa.Column("burned", sa.Text),
)  # fmt: skip
proposals = sa.Table(
    "proposal", metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("document_id", sa.ForeignKey("document.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)  # fmt: skip
pages = sa.Table(
    "page", metadata,
    sa.Column("document_id", sa.ForeignKey("document.id"), primary_key=True),
    sa.Column("page_index", sa.Integer, primary_key=True),
    sa.Column("width_pt", sa.Float, nullable=False),
    sa.Column("height_pt", sa.Float, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)  # fmt: skip
events = event_table(metadata)
