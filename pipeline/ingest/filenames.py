"""Names of files within files: no folders, no odd characters, no two the same."""

from __future__ import annotations

import re

__all__ = ["safe_name", "unique_name"]

LONGEST = 120


def safe_name(name: str) -> str:
    """The name without what could lead out of a folder; empty when nothing is left."""
    name = re.sub(r"[\x00-\x1f/\\:*?\"<>|]+", "_", name).strip(" .")
    if len(name) <= LONGEST:
        return name
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[: LONGEST - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 10 else name[:LONGEST]


def unique_name(name: str, taken: set[str]) -> str:
    """The name, numbered when it is taken; it is taken from then on."""
    unique, count = name, 1
    while unique.casefold() in taken:
        count += 1
        stem, dot, suffix = name.rpartition(".")
        unique = f"{stem} ({count}).{suffix}" if dot else f"{name} ({count})"
    taken.add(unique.casefold())
    return unique
