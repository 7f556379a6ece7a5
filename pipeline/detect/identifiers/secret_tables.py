"""Passwords and user names in the cells under a head that says so: 'Portaal | Gebruiker | Wachtwoord'; and how one
gets in, with where, in a list of buildings: 'Gebouw | Plaats kluisje | Toegang en code'; and where cameras hang."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.secret_cues import secrets
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.model.lists import entries
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["cameras_in_tables", "secrets_in_tables", "ways_in"]

LONGEST_HEAD = 30
ROWS = 40
NEAR_HEAD_PT = 20.0
CODE_HEAD = re.compile(r"toegang|(?:[a-z]+ (?:en|/|of) )?(?:code|codes)(?: ?(?:en|/|of|\+) ?[a-z]+)?")
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
            if _patterns().user.fullmatch(around.folded, other.start, other.end):
                yield from (
                    Hit("SECRET", *span, 0.85, "secret:account")
                    for span in _values(around, other, entries("dictionary"))
                )


def _values(around: Surroundings, head: Cell, words: frozenset[str] | None = None) -> Iterator[tuple[int, int]]:
    """The values row by row, to where the table ends; a word is one only when it is none of the language's, where
    these are given."""
    for under in around.columns.below(head, ROWS):
        if under.of < 2:
            return
        value = around.text[under.start : under.end].strip()
        if value.partition(" ")[0].lower() in secrets().secret:
            value = value.partition(" ")[2].strip()  # 'PIN 6120'
        if not VALUE.fullmatch(value) or value.lower() in secrets().not_secret or value.lower() in numbers().not_user:
            continue
        if not ORDINARY.fullmatch(value) or (words and value.isalpha() and value.lower() not in words):
            start = around.text.index(value, under.start)
            yield start, start + len(value)


class _Patterns(NamedTuple):
    user: re.Pattern[str]
    """Heads, of columns."""
    entry: re.Pattern[str]
    keeper: re.Pattern[str]
    place: re.Pattern[str]
    told: re.Pattern[str]
    """In a cell: that it tells how one gets in, that it tells nothing, that a number in it is money."""
    nothing: re.Pattern[str]
    cameras: re.Pattern[str]
    camera_column: re.Pattern[str]
    paid: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = secrets()
    alone, place = alternatives(rules.place_heads_alone), alternatives(rules.place_heads)
    return _Patterns(
        user=re.compile(rf"(?:{alternatives((*rules.user_labels, *rules.user_heads))})[ :*.]*"),
        entry=re.compile(
            rf"(?:[a-z]+ ?(?:en|/|of|,|\+) ?)?(?:{alternatives(rules.entry_heads)})(?: ?(?:en|/|of|,|\+) ?[a-z]+)?"
        ),
        keeper=re.compile(rf"(?:{alternatives(rules.keeper_heads)})\b.*"),
        place=re.compile(rf"(?:{alone})|(?:{place}) (?!van\b)[a-z ]{{3,30}}"),
        told=re.compile(rf"(?<!\w)(?:{alternatives(rules.entry_words)})(?!\w)"),
        nothing=re.compile(rf"(?:{alternatives(rules.no_place)})\b|[-–—]*$"),
        cameras=re.compile(alternatives(rules.camera_heads)),
        camera_column=re.compile(alternatives(rules.camera_columns)),
        paid=re.compile(rf"€|\b(?:{alternatives(rules.paid)})\b"),
    )


def ways_in(around: Surroundings) -> Iterator[Hit]:
    """What the rows of a list of buildings tell of how one gets in, and then where in the building that is."""
    patterns = _patterns()
    cues = (*around.cues.of("entry_heads"), *around.cues.of("keeper_heads")) if "\t" in around.text else ()
    for line in sorted({around.columns.line_of(cue.start) for cue in cues}):
        cells = around.columns.cells(line)
        heads = [around.folded[cell.start : cell.end].strip(" :*.") for cell in cells]
        if len(cells) < 2 or max(map(len, heads)) > LONGEST_HEAD:
            continue
        found: list[tuple[int, int]] = []
        for cell, head in zip(cells[1:], heads[1:], strict=True):
            kept = any(patterns.keeper.fullmatch(other) for other in heads if other != head)
            if patterns.entry.fullmatch(head) or (kept and CODE_HEAD.fullmatch(head)):
                found += _entries(around, cell, coded="code" in head)
        if found:
            yield from (Hit("SECRET", *span, 0.8, "secret:toegang") for span in found)
            for cell, head in zip(cells[1:], heads[1:], strict=True):
                if patterns.place.fullmatch(head):
                    yield from (Hit("SECRET", *span, 0.7, "secret:plaats") for span in _places(around, cell))


def cameras_in_tables(around: Surroundings) -> Iterator[Hit]:
    """Where the cameras of a table hang and what they see; the table names them in a head or under a heading."""
    done: set[int] = set()
    for cue in around.cues.of("camera") if "\t" in around.text else ():
        line = around.columns.line_of(cue.start)
        cells = around.columns.cells(line)
        if len(cells) == 1 and cells[0].end - cells[0].start <= 2 * LONGEST_HEAD:
            line, cells = line + 1, around.columns.cells(line + 1) if line + 1 < around.columns.line_count else []
        elif not any(_patterns().cameras.fullmatch(_head(around, cell)) for cell in cells):
            continue
        if line in done or len(cells) < 2:
            continue
        done.add(line)
        for cell in cells:
            if _patterns().camera_column.fullmatch(_head(around, cell)):
                yield from (Hit("SECRET", *span, 0.8, "camera_position") for span in _places(around, cell))


def _head(around: Surroundings, cell: Cell) -> str:
    return around.folded[cell.start : cell.end].strip(" :*.")


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
    told, known = False, around.folded[head.start : head.end].strip(" :*.") in secrets().secret
    for under in _under(around, head):
        said = around.folded[under.start : under.end].strip()
        if under.of > 1:
            told = not _patterns().nothing.match(said) and (
                _patterns().told.search(said) is not None
                or (coded and LEAST_CODE.search(said) is not None and not _patterns().paid.search(said))
            )
        of_secrets = known and VALUE.fullmatch(said)  # 'PIN 6120' under 'Cijferslot': the number alone goes
        if told and said and not of_secrets:
            yield _span(around, under)


def _places(around: Surroundings, head: Cell) -> Iterator[tuple[int, int]]:
    for under in _under(around, head):
        start, end = _span(around, under)
        if start < end and not _patterns().nothing.match(around.folded, under.start, under.end):
            colon = around.text.find(": ", start, end)
            yield colon + 2 if colon >= 0 else start, end


def _span(around: Surroundings, cell: Cell) -> tuple[int, int]:
    said = around.text[cell.start : cell.end]
    return cell.start + len(said) - len(said.lstrip()), cell.end - len(said) + len(said.rstrip())
