"""Who reviews, and what that person may do on a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["ROLES", "Actor", "Role"]

Role = Literal["behandelaar", "toetser", "beheerder"]
ROLES: tuple[Role, ...] = ("behandelaar", "toetser", "beheerder")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work on one case; `who` is what the log says."""

    who: str
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))

    def role_for(self, kind: str) -> str:
        """The role in which an event is written."""
        wanted: tuple[Role, ...] = ("toetser",) if kind in ("confirmed", "returned", "unlocked") else ("behandelaar",)
        return next((role for role in (*wanted, *ROLES) if role in self.roles), "")
