"""Reads one name from where it is expected, behind any titles."""

from __future__ import annotations

from functools import lru_cache

from woolak.pipeline.detect.names.lexicon import CAP, HONORIFIC, INITIAL, PREFIX, TITLE
from woolak.pipeline.detect.names.people import PersonName
from woolak.pipeline.detect.names.reader import Read, Reader
from woolak.pipeline.detect.names.sheet import Sheet, sheet_of

__all__ = ["Read", "may_begin", "name_of", "read_around", "read_name", "skip_titles"]


def skip_titles(sheet: Sheet, index: int) -> int:
    """The first token behind any forms of address and academic titles; may pass one line end."""
    tokens, start = sheet.tokens, index
    while index < len(tokens):
        article = (
            tokens[index].norm in ("de", "den") and index + 1 < len(tokens) and tokens[index + 1].flags & HONORIFIC
        )
        if not (article or tokens[index].flags & TITLE) or (index > start and sheet.gap(index).strip(" .,\n()")):
            break
        index += 1
    return index


def may_begin(sheet: Sheet, index: int) -> bool:
    """Whether a token can be the first of a name, unless that may be written without capitals: a capital, an initial,
    or a tussenvoegsel with a capital or another one behind it."""
    if index >= len(sheet.tokens):
        return False
    flags = sheet.tokens[index].flags
    if flags & (CAP | INITIAL):
        return True
    return bool(
        flags & PREFIX and index + 1 < len(sheet.tokens) and sheet.tokens[index + 1].flags & (CAP | PREFIX | INITIAL)
    )


def read_name(
    sheet: Sheet, index: int, *, loose: bool = False, small: bool = False, wrap: bool = True, stop: int | None = None
) -> Read | None:
    """Read a name at a token (titles are skipped), or None.

    loose: the context says that a name stands here, so a word that no list knows, or an ordinary word with a capital,
    may be one. small: it may be written without capitals. wrap: it may go on on the next line. stop: no token that
    ends behind this place in the text.
    """
    start = skip_titles(sheet, index)
    if not small and not may_begin(sheet, start):
        return None
    return Reader(sheet, loose, small, wrap, len(sheet.text) if stop is None else stop).read(start)


def read_around(sheet: Sheet, index: int) -> Read | None:
    """The longest name that holds the token at `index`: 'Karin de Vries' at 'Vries'."""
    for start in range(max(0, index - 5), index + 1):
        if sheet.tokens[start].flags & TITLE or not may_begin(sheet, start):
            continue  # behind titles the name begins later
        read = read_name(sheet, start, loose=start == index)
        if read is not None and read.first == start and read.first <= index < read.last:
            return read
    return None


@lru_cache(maxsize=1024)
def name_of(text: str) -> PersonName | None:
    """The name in a text that is nothing else, as in zaak.yaml; titles before it are skipped."""
    sheet = sheet_of(text)
    index = 0
    while index < len(sheet.tokens) and not sheet.tokens[index].flags & (CAP | PREFIX):
        index += 1
    read = read_name(sheet, index, loose=True) if sheet.tokens else None
    return read.name if read else None
