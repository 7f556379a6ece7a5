"""The labels of a release: every ground and marking, with the document in which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from woolak.audit.cues import cues
from woolak.audit.reading import Line
from woolak.rules.grounds import Label, catalogue_order, grounds, parse_label

__all__ = ["Placed", "labels_in", "scheme_label"]

_CELL = re.compile(r"[^\t|]+")
# "5.111.000" in a table of labels is "5.1(1)c" read badly, not an amount.
_AMOUNT = re.compile(r"(?<![\d.,])5\.[12]1\d?[.,]\d{1,3}(?:[.,]\d{1,3})?(?![\d])")
ENOUGH = 5
"""So many lines that hold one capital and nothing else are a scheme of letters, not initials."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its place."""

    label: Label
    line: Line
    file: str
    document: str = ""
    """Number of the document; empty when the label stands in the letter or list, or it is not known."""
    sure: bool = True
    """Whether the document is certain; else it may be one that follows it in the list."""
    amount: bool = False
    """Written as an amount: probably a misread label."""

    @property
    def code(self) -> str:
        return self.label.code


def scheme_label(letter: str) -> str:
    """The ground that a bare capital stands for; `J` is 5.1(2)e. Raises IndexError for a letter beyond the last."""
    return cues().letter_scheme[ord(letter) - ord("A")]


def _cells(line: Line) -> Iterator[tuple[int, str]]:
    yield from ((cell.start(), cell.group()) for cell in _CELL.finditer(line.text))


def labels_in(lines: Sequence[Line], file: str) -> list[Placed]:
    """Every label in the lines, in order. A cell of a table is read by itself."""
    found = []
    for line in lines:
        for start, cell in _cells(line):
            for label in parse_label(cell):
                moved = Label(label.code, label.start + start, label.end + start, label.problems, label.meant)
                found.append(Placed(moved, line, file))
    codes = {one.code for one in found}
    if any(code.startswith("5.") for code in codes):
        found += _amounts(lines, file, codes)
    bare = [line for line in lines if re.fullmatch(r"\s*[A-S]\s*", line.text)]
    if len(bare) >= ENOUGH and not any(code.startswith("5.1(") for code in codes):
        for line in bare:
            start = line.text.index(line.text.strip())
            found.append(Placed(Label(scheme_label(line.text.strip()), start, start + 1), line, file))
    return sorted(found, key=lambda one: (one.line.number, one.label.start))


def _amounts(lines: Sequence[Line], file: str, codes: set[str]) -> Iterator[Placed]:
    for line in lines:
        for match in _AMOUNT.finditer(line.text):
            code = f"5.{match.group()[2]}(1)"
            meant = catalogue_order(one for one in codes if one.startswith(code) and one in grounds())
            if meant:
                label = Label(code, match.start(), match.end(), ("incomplete", "uncertain"), meant)
                yield Placed(label, line, file, amount=True)
