"""Passwords and user names in the cells under a head that says so: 'Portaal | Gebruiker | Wachtwoord'; and how one
gets in, with where, in a list of buildings: 'Gebouw | Plaats kluisje | Toegang en code'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["secrets_in_tables", "ways_in"]

LONGEST_HEAD = 30
ROWS = 40
NEAR_HEAD_PT = 20.0
USER_HEAD = re.compile(
    r"(?:gebruiker(?:snaam|s)?|inlog(?:naam)?|login(?:naam)?|account(?:naam)?|user(?:name|[ -]?id)?)[ :*.]*"
)
CODE_HEAD = re.compile(r"toegang|(?:[a-z]+ (?:en|/|of) )?(?:code|codes)(?: ?(?:en|/|of|\+) ?[a-z]+)?")
NO_PLACE = re.compile(r"(?:geen|onbekend|n\.?v\.?t\.?|zie|via|nog)\b|[-–—]*$")
PRICED = re.compile(r"€|\b(?:euro|jaar|uur)\b")
LEAST_CODE = re.compile(r"\d{3}|\d-\d")
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


@cache
def _heads() -> tuple[re.Pattern[str], ...]:
    rules = numbers()
    entry, keeper, place, words = (
        "|".join(map(re.escape, one))
        for one in (rules.entry_heads, rules.keeper_heads, rules.place_heads, rules.entry_words)
    )
    return (
        re.compile(rf"(?:[a-z]+ ?(?:en|/|of|,|\+) ?)?(?:{entry})(?: ?(?:en|/|of|,|\+) ?[a-z]+)?"),
        re.compile(rf"(?:{keeper})\b.*"),
        re.compile(rf"(?:plek|ligging|vindplaats|waar)|(?:{place}) (?!van\b)[a-z ]{{3,30}}"),
        re.compile(rf"(?<!\w)(?:{words})(?!\w)"),
    )


def ways_in(around: Surroundings) -> Iterator[Hit]:
    """What the rows of a list of buildings tell of how one gets in, and then where in the building that is."""
    entry, keeper, place, _ = _heads()
    cues = (*around.cues.of("entry_heads"), *around.cues.of("keeper_heads")) if "\t" in around.text else ()
    for line in sorted({around.columns.line_of(cue.start) for cue in cues}):
        cells = around.columns.cells(line)
        heads = [around.folded[cell.start : cell.end].strip(" :*.") for cell in cells]
        if len(cells) < 2 or max(map(len, heads)) > LONGEST_HEAD:
            continue
        found: list[tuple[int, int]] = []
        for cell, head in zip(cells[1:], heads[1:], strict=True):
            kept = any(keeper.fullmatch(other) for other in heads if other != head)
            if entry.fullmatch(head) or (kept and CODE_HEAD.fullmatch(head)):
                found += _entries(around, cell, coded="code" in head)
        if found:
            yield from (Hit("SECRET", *span, 0.8, "secret:toegang") for span in found)
            for cell, head in zip(cells[1:], heads[1:], strict=True):
                if place.fullmatch(head):
                    yield from (Hit("SECRET", *span, 0.7, "secret:plaats") for span in _places(around, cell))


def _under(around: Surroundings, head: Cell) -> Iterator[Cell]:
    """The cells below a head to where the table ends; what stands alone right below one of them goes on with it."""
    cells = around.columns.cells(head.line)
    behind = next((cell.x0 for cell in cells if cell.column == head.column + 1), None)
    for under in around.columns.below(head, ROWS):
        if under.of > 1:
            yield under
        elif not under.placed or not head.placed or under.x1 > (behind or under.x1):
            return
        elif abs(under.x0 - head.x0) <= NEAR_HEAD_PT:
            yield under


def _entries(around: Surroundings, head: Cell, coded: bool) -> Iterator[tuple[int, int]]:
    told, known = False, around.folded[head.start : head.end].strip(" :*.") in numbers().secret
    for under in _under(around, head):
        said = around.folded[under.start : under.end].strip()
        if under.of > 1:
            told = not NO_PLACE.match(said) and (
                _heads()[3].search(said) is not None
                or (coded and LEAST_CODE.search(said) is not None and not PRICED.search(said))
            )
        of_secrets = known and VALUE.fullmatch(said)  # 'PIN 6120' under 'Cijferslot': the number alone goes
        if told and said and not of_secrets:
            yield _span(around, under)


def _places(around: Surroundings, head: Cell) -> Iterator[tuple[int, int]]:
    for under in _under(around, head):
        if not NO_PLACE.match(around.folded, under.start, under.end) and around.text[under.start : under.end].strip():
            start, end = _span(around, under)
            colon = around.text.find(": ", start, end)
            yield colon + 2 if colon >= 0 else start, end


def _span(around: Surroundings, cell: Cell) -> tuple[int, int]:
    said = around.text[cell.start : cell.end]
    return cell.start + len(said) - len(said.lstrip()), cell.end - len(said) + len(said.rstrip())
