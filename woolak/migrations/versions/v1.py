"""The first schema: pages in one lump per document, decisions without a chain."""

revision = "1"
down_revision = None


def upgrade() -> None:
    """Cases of version 1 were made by the program itself: there is nothing to do."""
