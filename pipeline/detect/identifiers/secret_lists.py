"""Lists of what lets somebody in: codes line by line ('Alarm zijdeur | 5190'), the passes and keys of a register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.secret_cues import CODE, secrets
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives, any_of
from woolak.pipeline.detect.phrases import Phrases, any_in, phrases

__all__ = ["key_register", "listed_codes"]

YEAR = re.compile(r"(?:19|20)\d\d")
KEY = re.compile(r"(?=[\w./ -]*\d)[A-Z]{0,4}(?:[-./ ][A-Z]{1,3})?[-./ ]?\d{2,6}(?:[-./]\d{1,6})?")
OPENS = re.compile(r"(?=\S*[\d!#$%&*+=?^~@])\S{3,20}")
"""What is keyed in, beside the number of a key: '2-7-7-1', 'S1eutel!'."""
SHAPE = re.compile(r"(?P<letters>[A-Z]{0,4}(?:[-./ ][A-Z]{1,3})?[-./ ]?)(?P<digits>\d{2,6}(?:[-./]\d{1,6})?)")
LONGEST_HEAD = 30
ROWS = 60
FEWEST = 2
"""Lines of codes that make a list without a heading, and keys that make a register."""


class _Patterns(NamedTuple):
    heading: re.Pattern[str]
    value: re.Pattern[str]
    """At the end of a line, what has the form of a code; before it what that opens."""
    of_thing: re.Pattern[str]
    word: Phrases
    """Behind a label for it, any word."""
    key_head: re.Pattern[str]
    holder: re.Pattern[str]
    lost: str
    """Before the number of a key in a sentence."""


@cache
def _patterns() -> _Patterns:
    rules = secrets()
    things, words = any_of(rules.listed_things), alternatives(rules.listed_words)
    return _Patterns(
        heading=re.compile(rf"\b(?:{'|'.join(rules.code_headings)})\b"),
        value=re.compile(rf"(?im)(?:\t|: +)(?P<value>{CODE}(?: {rules.then_key} [A-Z0-9#*])?|\d{{3,8}}[A-Z])[ .]*$"),
        of_thing=re.compile(rf"(?i)[ \t]*(?:{things})(?![\w-])[^\n\t:]{{0,40}}"),
        word=phrases(
            rf"(?im)^[ \t]*(?:{words})(?!\w)[^\n\t:]{{0,30}}(?:\t|: +)(?P<value>[^\s,;:]{{4,30}})[ .]*$",
            rules.listed_words,
        ),
        key_head=re.compile(rf"(?:{alternatives(rules.key_heads)})"),
        holder=re.compile(rf"(?:{alternatives(rules.key_holder_heads)})"),
        lost=rf"(?i:(?<!\w)(?:{alternatives(rules.key_heads)})) ",
    )


def listed_codes(around: Surroundings) -> Iterator[Hit]:
    """The codes line by line, under a heading of codes, or several of them with one that is no plain number."""
    text, patterns = around.text, _patterns()
    rows = [
        found
        for found in patterns.value.finditer(text)
        if not YEAR.fullmatch(found["value"])
        and patterns.of_thing.fullmatch(text, text.rfind("\n", 0, found.start()) + 1, found.start())
    ]
    rows += patterns.word.finditer(text)
    lines = [around.columns.line_of(found.start("value")) for found in rows]
    for line, found in zip(lines, rows, strict=True):
        near = [other for number, other in zip(lines, rows, strict=True) if abs(number - line) <= len(rows) + 1]
        telling = len(near) >= FEWEST and any(not one["value"].isdigit() for one in near)
        if telling or _under_heading(around, line):
            yield Hit("SECRET", *found.span("value"), 0.85, "secret:code")


def _under_heading(around: Surroundings, line: int) -> bool:
    """Whether the line over the rows of a list is a heading of codes."""
    for number in range(line - 1, max(line - ROWS, -1), -1):
        start, end = around.columns.line_span(number)
        said = around.folded[start:end]
        if "\t" not in said and ": " not in said:
            return end - start <= 2 * LONGEST_HEAD and _patterns().heading.search(said) is not None
    return False


def key_register(around: Surroundings) -> Iterator[Hit]:
    """The numbers of passes and keys under their head, and those of the same form behind a word for one."""
    patterns = _patterns()
    if "\t" not in around.text or not any_in(secrets().key_heads, around.folded):
        return
    heads_of = (found.start() for found in patterns.key_head.finditer(around.folded))
    for line in dict.fromkeys(around.columns.line_of(at) for at in heads_of):
        start, end = around.columns.line_span(line)
        if "\t" not in around.text[start:end] or end - start > 4 * LONGEST_HEAD:
            continue
        cells = around.columns.cells(line)
        heads = [around.folded[cell.start : cell.end].strip(" :*.") for cell in cells]
        keys = [cell for cell, head in zip(cells, heads, strict=True) if patterns.key_head.fullmatch(head)]
        if len(keys) == 1 and sum(patterns.holder.fullmatch(head) is not None for head in heads) >= 1:
            yield from _keys(around, keys[0])
            for cell in (cell for cell, head in zip(cells, heads, strict=True) if head in secrets().codes):
                yield from _codes_under(around, cell)


def _codes_under(around: Surroundings, head: Cell) -> Iterator[Hit]:
    for under in around.columns.below(head, ROWS):
        said = around.text[under.start : under.end].strip()
        if under.of > 1 and OPENS.fullmatch(said):
            start = around.text.index(said, under.start)
            yield Hit("SECRET", start, start + len(said), 0.9, "secret:code")


def _keys(around: Surroundings, head: Cell) -> Iterator[Hit]:
    found = []
    for under in around.columns.below(head, ROWS):
        said = around.text[under.start : under.end].strip()
        if under.of > 1 and KEY.fullmatch(said):
            start = around.text.index(said, under.start)
            found.append((start, start + len(said)))
    if len(found) < FEWEST:
        return
    yield from (Hit("SECRET", *span, 0.95, "secret:sleutel") for span in found)
    shapes = [SHAPE.fullmatch(around.text, *span) for span in found]
    for letters, length in {(shape["letters"], len(shape["digits"])) for shape in shapes if shape}:
        pattern = rf"{_patterns().lost}(?P<value>{re.escape(letters)}[\d./-]{{{length}}})(?![\w-])"
        for match in re.finditer(pattern, around.text):
            yield Hit("SECRET", *match.span("value"), 0.95, "secret:sleutel")
