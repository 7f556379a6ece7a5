"""Finds the persons of a register in file names, titles and other text that is no sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from woolak.pipeline.detect.names.known import find_known
from woolak.pipeline.detect.names.lexicon import NEVER, PLACE, WORD, flags_of
from woolak.pipeline.detect.names.lookup import surname_words
from woolak.pipeline.detect.names.people import Person
from woolak.pipeline.detect.names.register import Register
from woolak.pipeline.detect.names.sheet import sheet_of
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.names.things import is_thing

__all__ = ["names_in"]

_PIECES = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿāăąćčďđęěğıłńňőœřśşšťůűźżž]+|[A-ZÀ-Þ]+(?![a-z])|[^\W\d_]+")
"""'MemoQuadvlieg' is two words."""


def names_in(text: str, register: Register) -> list[tuple[int, int]]:
    """Where a title, file name or other loose text names a person whose name may have to go."""
    sheet, things = sheet_of(text), register.things
    spans = [
        (hit.start, hit.end)
        for hit in find_known(sheet, register)
        if not hit.keep and not is_thing(sheet, hit.start, hit.end, things, bare=True)
    ]
    lookup = register.lookup
    pieces = [match for run in _PIECES.finditer(text) for match in _CAMEL.finditer(text, run.start(), run.end())]
    for number, piece in enumerate(pieces):
        word = normal(piece[0])
        whole = lookup.handles.get(word) or lookup.surnames.get(word)
        numbers = whole or lookup.given.get(word) or lookup.initials.get(piece[0])
        if not numbers or all(register.persons[n].public for n in numbers):
            continue
        own = [register.persons[n] for n in numbers]
        plain = bool(flags_of(piece[0].capitalize()) & (WORD | PLACE | NEVER))
        around = [k for k in range(max(0, number - 3), min(len(pieces), number + 4)) if k != number]
        near = [k for k in around if _of(own, normal(pieces[k][0]))]
        if not near and (plain or word in things):
            continue
        spans.append(piece.span())
        spans += [(min(pieces[k].start(), piece.start()), max(pieces[k].end(), piece.end())) for k in near]
    return _joined(spans)


def _of(persons: Sequence[Person], word: str) -> bool:
    """Whether a word is another part of one of these persons' names."""
    for person in persons:
        for name in person.names:
            if (
                word in name.given
                or word in surname_words(name)
                or (len(word) <= 4 and word == name.first_letters)
                or (len(word) == 1 and name.first_letters[:1] == word)
            ):
                return True
    return False


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
