"""Passwords and user names in the cells under a head that says so: 'Portaal | Gebruiker | Wachtwoord'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["secrets_in_tables"]

LONGEST_HEAD = 30
ROWS = 40
USER_HEAD = re.compile(
    r"(?:gebruiker(?:snaam|s)?|inlog(?:naam)?|login(?:naam)?|account(?:naam)?|user(?:name|[ -]?id)?)[ :*.]*"
)
VALUE = re.compile(r"[^\s]{3,40}(?: [^\s]{1,20})?")
ORDINARY = re.compile(r"[a-zà-ÿ]{2,}(?: [a-zà-ÿ]+)?|[-–—]+|n\.?v\.?t\.?", re.I)
"""A word, where a password or user name would be: 'onbekend', 'via Karin'."""


def secrets_in_tables(around: Surroundings) -> Iterator[Hit]:
    """What stands under the heads of secrets, and under that of the user beside one."""
    for cue in around.cues.of("secret"):
        head = around.columns.cell_at(cue.start)
        if head.of < 2 or head.end - head.start > LONGEST_HEAD or around.text[head.start : cue.start].strip():
            continue
        label = around.text[cue.start : cue.end]
        found = list(_values(around, head))
        yield from (Hit("SECRET", *span, 0.85, f"secret:{label}") for span in found)
        for other in around.columns.cells(head.line) if found else ():
            if USER_HEAD.fullmatch(around.folded, other.start, other.end):
                yield from (Hit("SECRET", *span, 0.85, "secret:account") for span in _values(around, other))


def _values(around: Surroundings, head: Cell) -> Iterator[tuple[int, int]]:
    """The values row by row, to where the table ends."""
    for under in around.columns.below(head, ROWS):
        if under.of < 2:
            return
        value = around.text[under.start : under.end].strip()
        if value.partition(" ")[0].lower() in numbers().secret:
            value = value.partition(" ")[2].strip()  # 'PIN 6120'
        if not VALUE.fullmatch(value) or value.lower() in numbers().not_secret or value.lower() in numbers().not_user:
            continue
        if not ORDINARY.fullmatch(value):
            start = around.text.index(value, under.start)
            yield start, start + len(value)
