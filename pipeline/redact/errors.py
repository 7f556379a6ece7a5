"""Why a page cannot be rebuilt: never seen by a user, it makes the page a picture."""

from __future__ import annotations

__all__ = ["CannotRebuild"]


class CannotRebuild(Exception):
    """Something on the page is not understood well enough to write it anew; `str()` is one English word or two."""

    def __init__(self, reason: str, culprit: object = None) -> None:
        super().__init__(reason)
        self.culprit = culprit
