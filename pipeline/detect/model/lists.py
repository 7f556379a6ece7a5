"""The public word lists behind the name model, read once per process and only when asked for.

They are text files in rules/lists that a lawyer can read and add to: one entry per line, '#' starts a remark,
'## word' starts a section (the origin of the names that follow). `NAME_more.txt` is read along with `NAME.txt`.
"""

from __future__ import annotations

import lzma
from functools import cache
from importlib import resources

__all__ = ["entries", "lower", "words"]


def _text(name: str) -> str:
    folder = resources.files("woolak.rules") / "lists"
    packed = folder / f"{name}.txt.xz"
    if packed.is_file():
        return lzma.decompress(packed.read_bytes()).decode("utf-8")
    more = folder / f"{name}_more.txt"
    return (folder / f"{name}.txt").read_text(encoding="utf-8") + (
        more.read_text(encoding="utf-8") if more.is_file() else ""
    )


@cache
def entries(name: str) -> frozenset[str]:
    """All entries of a list as they are written. Raises FileNotFoundError."""
    lines = _text(name).split("\n")
    if name in ("dictionary", "english"):
        return frozenset(lines)  # large: their only remark is the first line, and no word looks like it
    return frozenset(line for line in lines if line and line[0] != "#")


@cache
def lower(name: str) -> frozenset[str]:
    """All entries in lower case."""
    return frozenset("\n".join(entries(name)).lower().split("\n"))  # all at once: a list may have 200,000


@cache
def words(name: str) -> frozenset[str]:
    """The capitalised words of the entries, in lower case: 'van der Berg' gives 'berg'."""
    parts = set(" ".join(entries(name)).replace("-", " ").split())
    return frozenset(" ".join(word for word in parts if len(word) > 1 and word[0].isupper()).lower().split())
