"""The words of a page as columns of whole numbers: a seventh of what they took as JSON."""

import json
import zlib
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

PARTS = 1000


def upgrade() -> None:
    db = op.get_bind()
    page = sa.table("page", *map(sa.column, ("document_id", "page_index", "data")))
    keys = db.execute(sa.select(page.c.document_id, page.c.page_index)).all()
    for document_id, page_index in keys:
        here = (page.c.document_id == document_id) & (page.c.page_index == page_index)
        before = db.execute(sa.select(page.c.data).where(here)).scalar_one()
        db.execute(page.update().where(here).values(data=_columns(json.loads(zlib.decompress(before)))))


def _columns(page: dict[str, Any]) -> bytes:
    """Places and measures of the words, in thousandths, as the steps from word to word."""
    words = page["words"]
    edges = [one.get("edges_pt", ()) for one in words]
    places = [(one["start"], one["end"], len(own)) for one, own in zip(words, edges, strict=True)]
    measures = [(*one["box_pt"], one.get("confidence", 1.0)) for one in words]
    columns = [
        *np.array(places, float).reshape(-1, 3).T,
        *(np.array(measures, float).reshape(-1, 5).T * PARTS),
        np.array([edge for own in edges for edge in own], float) * PARTS,
    ]
    steps = b"".join(np.diff(np.rint(column), prepend=0).astype("<i4").tobytes() for column in columns)
    regions = [(*one["box_pt"], one["what"]) for one in page.get("regions", ())]
    head = json.dumps([page["source"], len(words), regions]).encode()
    return zlib.compress(len(head).to_bytes(4, "little") + head + steps, 1)
