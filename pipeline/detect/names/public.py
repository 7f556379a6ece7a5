"""Whose name stays readable for who it is: in office, who signs, famous, an artist, or of long ago."""

from __future__ import annotations

from collections.abc import Iterator

from woolak.pipeline.detect.names import artists, holders, past, signing
from woolak.pipeline.detect.names.famous import figures
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.office import in_office, of_party
from woolak.pipeline.detect.names.sheet import Sheet

__all__ = ["find"]


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """Each of them on a page, with the reason."""
    officials = list(holders.find(sheet, around))
    for hit in in_office(sheet):
        if not any(one.start <= hit.start and hit.end < one.end for one in officials):
            yield hit  # not half of a double surname that a line end breaks
    yield from signing.find(sheet, around)
    yield from of_party(sheet)
    yield from figures(sheet)
    yield from artists.find(sheet)
    yield from officials
    yield from past.find(sheet, around)
