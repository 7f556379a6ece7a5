"""Two persons by one surname: 'de heren H. en D. Wanders'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import INITIAL
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import letters
from woolak.pipeline.detect.names.trimming import follows_class

__all__ = ["find"]

_BETWEEN = re.compile(r"[ ](?:en|&|\+)\s|/|[ ]/[ ]")


def find(sheet: Sheet, hits: Iterable[Hit]) -> Iterator[Hit]:
    """The initials of who shares the surname of the next of `hits`: 'H. en D. Wanders', 'M.J. & P. de Wit'."""
    for one in hits:
        index = sheet.at(one.start)
        if one.name is None or not one.name.surname or index < 1 or not sheet.tokens[index].flags & INITIAL:
            continue
        other = index - 2 if sheet.tokens[index - 1].norm == "en" else index - 1
        if other < 0 or not sheet.tokens[other].flags & INITIAL:
            continue
        start, end = sheet.tokens[other].start, sheet.tokens[other].end
        if follows_class(sheet.text, start):
            continue  # 'variant A. en B. Bakker'
        if _BETWEEN.fullmatch(sheet.text, end, one.start):
            name = replace(one.name, given=(), initials=letters(sheet.tokens[other].text))
            yield Hit(start, end, 0.7, "beside_name", None, name)
