"""A page's text as words, lines and cells: what every search for names reads from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from woolak.pipeline.detect.lines import line_start
from woolak.pipeline.detect.names import lexicon
from woolak.pipeline.detect.names.lexicon import ACADEMIC, CAP, HONORIFIC, INITIAL, NEVER, PREFIX
from woolak.pipeline.detect.names.spelling import normal

__all__ = ["Cell", "Sheet", "Token", "sheet_of"]

_LETTER = r"[^\W\d_][\u0300-\u036f\u00ad]*"
_INITIAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž]|IJ|Ij|Ch|Chr|Th|Ph|Joh|Jac|Sj|Tj|Fr|Wm|Gerh|Alb|Ant|Corn|Jos|Jr)\."
_TOKEN = re.compile(
    rf"""
      (?P<plain>[A-Za-z]++(?=[ ,;)\n\t])|[A-Za-z]{{5,}}+(?=[.:]))  # most words: nothing else below matches there
    | (?P<legal>(?<![^\W_])(?:[BN]\.[ ]?V|V\.[ ]?O\.[ ]?F|C\.[ ]?V|U\.[ ]?A|[cC]\.[ ]?[sS]|
        [eE]\.[ ]?a|[tT]\.[ ]?a\.[ ]?v|[mM]\.[ ]?k|[iI]\.[ ]?o)\.)
    | (?P<initials>(?<![^\W_]){_INITIAL}(?:[ ]?-?{_INITIAL})*)
    | (?P<prefix>(?<![^\W_])(?:[vV]\.[ ]?[dD]\.?|[vV]/[dD]\.?|v\.(?=[ ]?[A-ZÀ-Þ][a-z])|['’][tTsSnN](?![^\W\d_])|
        [lL]['’](?=[A-ZÀ-Þ])))
    | (?P<word>(?:{_LETTER})+(?:(?:['’‘`´‑‐-]|[-‐]\n)(?:{_LETTER})+)*)
    """,
    re.VERBOSE,
)
_GENITIVE = re.compile(r"['’‘`´]s$")
_PROSE = 50
"""Characters; a line shorter than this is one of an address or a head, and not of running text."""
_SENTENCE_END = re.compile(r"[.!?:;•\t]|\n[ \t]*\n|^[^\S\n]*[-–•*]", re.MULTILINE)


class Token(NamedTuple):
    start: int
    end: int
    text: str
    norm: str
    flags: int
    line: int


class Cell(NamedTuple):
    """A piece of a line between tabs; `first:last` are its tokens."""

    start: int
    end: int
    first: int
    last: int
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    text: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    """Where each token starts."""
    lines: tuple[tuple[Cell, ...], ...]
    """Each line's cells; an empty line has one cell without tokens."""

    def at(self, position: int) -> int:
        """The first token that starts at or after a position."""
        return bisect_left(self.starts, position)

    def covering(self, position: int) -> int | None:
        """The token over a position, if any."""
        index = bisect_right(self.starts, position) - 1
        return index if index >= 0 and position < self.tokens[index].end else None

    def gap(self, index: int) -> str:
        """What stands between a token and the one before it."""
        return self.text[self.tokens[index - 1].end if index else 0 : self.tokens[index].start]

    def cell_of(self, index: int) -> Cell:
        """The cell that a token stands in."""
        for cell in self.lines[self.tokens[index].line]:
            if cell.first <= index < cell.last:
                return cell
        return self.lines[self.tokens[index].line][0]

    def in_prose(self, index: int) -> bool:
        """Whether a token stands on a line that is long enough for running text."""
        cell = self.cell_of(index)
        return cell.end - cell.start >= _PROSE

    def opens_sentence(self, index: int) -> bool:
        """Whether a token is the first of a sentence, line or cell: a capital there says nothing."""
        if not index or self.tokens[index].line != self.tokens[index - 1].line:
            return True
        gap = self.gap(index)
        if not _SENTENCE_END.search(gap):
            return False
        return not (gap.startswith(".") and self.tokens[index - 1].flags & (HONORIFIC | ACADEMIC))

    def opens_line_at(self, position: int) -> bool:
        """Whether only spaces stand before a place on its line."""
        return not self.text[line_start(self.text, position) : position].strip()

    def opens_line(self, index: int) -> bool:
        return not index or self.tokens[index].line != self.tokens[index - 1].line or "\t" in self.gap(index)


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    line, line_end = 0, text.find("\n")
    flags_of, new = lexicon.flags_of, tuple.__new__
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        while -1 < line_end < start:
            line, line_end = line + 1, text.find("\n", line_end + 1)
        kind = match.lastgroup
        if kind == "plain":
            found.append(new(Token, (start, end, word, word.lower(), flags_of(word), line)))
        elif kind == "initials":
            found.append(Token(start, end, word, normal(word), INITIAL | CAP, line))
        elif kind == "legal":
            found.append(Token(start, end, word, normal(word).replace(".", "").replace(" ", ""), NEVER, line))
        elif kind == "prefix":
            norm = normal(word).replace(" ", "").replace(".", "").replace("/", "")
            found.append(
                Token(
                    start, end, word, "van" if norm == "v" else norm, PREFIX | (CAP if word[0].isupper() else 0), line
                )
            )
        else:
            if len(word) > 3 and word[-1] == "s" and _GENITIVE.search(word):
                end, word = end - 2, word[:-2]
            found.append(Token(start, end, word, normal(word), flags_of(word), line))
    return found


@lru_cache(maxsize=64)
def sheet_of(text: str) -> Sheet:
    """Cut a page's text. The last few are kept, since each recognizer asks for the same."""
    tokens = tuple(_tokens(text))
    starts = tuple(token.start for token in tokens)
    lines: list[tuple[Cell, ...]] = []
    position, index, count = 0, 0, len(tokens)
    for number, line in enumerate(text.split("\n")):
        cells: list[Cell] = []
        for piece in line.split("\t"):
            end = position + len(piece)
            first = index
            while index < count and starts[index] < end:
                index += 1
            cells.append(Cell(position, end, first, index, number))
            position = end + 1
        lines.append(tuple(cells))
    return Sheet(text, tokens, starts, tuple(lines))
