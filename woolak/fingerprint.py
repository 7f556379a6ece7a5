"""Fingerprints: what a result was made from, so that it is made again when that changes and only then."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from woolak import __version__

__all__ = ["burn_version", "digest", "relate_version", "rules_version"]


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _code(package: str, *places: str) -> str:
    """Fingerprint of places (files or folders) in a package of ours, which are read and not imported."""
    whole = hashlib.sha256(__version__.encode())

    def add(entry: Traversable) -> None:
        if entry.is_dir() and entry.name != "__pycache__":
            for one in sorted(entry.iterdir(), key=lambda one: one.name):
                add(one)
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            whole.update(entry.name.encode() + entry.read_bytes())

    for place in places:
        add(resources.files(package).joinpath(place))
    return whole.hexdigest()


@cache
def rules_version() -> str:
    """Of the rules, and of the code that reads, finds and grounds: when it changes, documents are looked at again."""
    return digest(_code("woolak.rules", "."), _code("woolak.pipeline", "detect", "ingest", "ground.py"))


@cache
def relate_version() -> str:
    """Of what compares documents: when it changes, relations are looked for again."""
    return digest(rules_version(), _code("woolak.pipeline", "relate"))


@cache
def burn_version() -> str:
    """Of what burns and proves: when it changes, documents are burned again."""
    places = ("redact", "verify", "redactions.py")
    return digest(_code("woolak.pipeline", *places), _code("woolak.rules", "boxstyle.yaml"))
