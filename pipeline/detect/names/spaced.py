"""Names set with white between their letters, as a letterhead has them and OCR reads them: 'K a r i n  J a n s e n'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.names.grammar import read_name
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import TITLE
from woolak.pipeline.detect.names.sheet import Sheet, sheet_of

__all__ = ["find"]

_RUN = re.compile(r"(?<![^\W_])[^\W\d_](?:[ \t]?\.?[ \t]{1,3}[^\W\d_]){3,}(?:[ \t]?\.)?(?![^\W_])")
_BEGINS = re.compile(r"(?<=[a-zß-ÿ.])(?=[A-ZÀ-Þ])")
_PREFIXED = re.compile(r"^((?:[A-ZÀ-Þ]\.)*)(van(?:de[nr]?)?|de[nr]?|te[nr]?)$")


def find(sheet: Sheet) -> Iterator[Hit]:
    """Each run of single letters that together are a name that lists know, or that a title stands before."""
    for match in _RUN.finditer(sheet.text):
        together = re.sub(r"[ \t]", "", match[0]).rstrip(".")
        words = [_PREFIXED.sub(r"\1 \2", word) for word in _BEGINS.sub(" ", together).split()]
        inner = sheet_of(" ".join(words))
        before = sheet.at(match.start()) - 1
        titled = before >= 0 and sheet.tokens[before].flags & TITLE > 0
        read = read_name(inner, 0, loose=titled)
        if read is None or read.end < len(inner.text):
            continue
        if titled or (read.listed and (not read.plain or read.name.initials or read.name.given)):
            end = match.start() + len(match[0].rstrip(" \t."))
            yield Hit(match.start(), end, 0.75, "letter_spaced", None, read.name)
