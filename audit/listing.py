"""The inventory list within a release: which documents there are, and on which grounds parts of them are closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from woolak.audit.cues import cue
from woolak.audit.reading import Line
from woolak.rules.grounds import grounds, parse_label

__all__ = ["Listing", "Row", "find_list"]

_NUMBER = re.compile(r"\s*\|?\s*(?P<number>\d{1,3}(?:[a-z]{1,2}\d?)?)(?P<mark>[.)]|\s*\|)?(?:\s+|$)(?P<rest>.*)", re.S)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.]((?:19|20)\d\d)\b|\b((?:19|20)\d\d)-\d\d-\d\d\b")
MOST_EMPTY = 8
"""So many lines without a row end the list."""
LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the list."""

    number: str
    title: str
    codes: tuple[str, ...]
    """As written: in their order, doubles too; markings left out."""
    year: int | None
    refused: bool
    """As a whole, so that there is nothing of it in the release."""
    provided: bool
    line: Line


@dataclass(frozen=True, slots=True)
class Listing:
    rows: tuple[Row, ...]
    file: str
    first: int
    last: int
    """Numbers of the lines that it takes up, the last one included."""

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for row in self.rows for code in row.codes)


def _is_heading(text: str) -> bool:
    return len({match.group().lower()[:5] for match in cue("list_heading").finditer(text)}) >= 2 and len(text) < 200


def _grouped(lines: Sequence[Line]) -> list[tuple[str, str, int | None, Line]]:
    """Number, text, year of the group, and first line of each row; what stands below a row belongs to it."""
    rows: list[tuple[str, str, int | None, Line]] = []
    year, lettered, empty = None, False, 0
    for line in lines:
        text = line.text.strip()
        if not text:
            empty += 1
            if empty > MOST_EMPTY and rows:
                break
            continue
        match = _NUMBER.fullmatch(text)
        if match and (group := _YEAR.fullmatch(match["rest"].strip())):
            year, empty = int(group.group()), 0
            continue
        letter = bool(match and match["number"][-1].isalpha())
        if match and match["rest"] and (letter or not lettered):
            lettered |= letter
            rows.append((match["number"], match["rest"], year, line))
        elif rows and not line.begins and empty == 0 and len(rows[-1][1]) < 400:
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {text}", rows[-1][2], rows[-1][3])
        elif line.begins and rows and not _is_heading(text):
            break
        empty = 0
    # where documents are numbered 1a, 1b, a bare number is the heading of a group
    return [row for row in rows if row[0][-1].isalpha()] if lettered else rows


def _row(number: str, text: str, year: int | None, line: Line) -> Row:
    known = grounds()
    labels = [label for label in parse_label(text) if label.code not in known or known[label.code].law]
    cut = min([label.start for label in labels] + [text.find("\t") if "\t" in text else len(text)])
    refusal = cue("refused").search(text)
    for said in (refusal, cue("judged").search(text)):
        if said and said.start() > 5:
            cut = min(cut, said.start())
    dated = _DATE.search(text)
    return Row(
        number=number,
        title=re.sub(r"[\s|:;,(–-]+$", "", text[:cut]).strip(),
        codes=tuple(label.code for label in labels),
        year=int(dated[1] or dated[2]) if dated else year,
        refused=bool(refusal),
        provided=bool(cue("provided").search(text)),
        line=line,
    )


def find_list(lines: Sequence[Line], file: str) -> Listing | None:
    """The inventory list in a file: the heading of columns with the most rows below it; None when there is none."""
    best: Listing | None = None
    for place, line in enumerate(lines):
        if not _is_heading(line.text):
            continue
        rows = [_row(*one) for one in _grouped(lines[place + 1 :])]
        told = any(row.codes or row.refused or row.provided for row in rows)
        if told and len(rows) >= max(LEAST_ROWS, len(best.rows) if best else 0):
            best = Listing(tuple(rows), file, line.number, rows[-1].line.number)
    return best
