"""Whose bank account it is: by its holder, or by who is named in its block; the municipality's own stays.

That a public body is named near says little: it pays on accounts of others ('de gemeente stort het bedrag op ...') and
stands in remarks ('woont in een andere gemeente'). The account is its own in its letterhead or footer, right behind
its name, and where the reader is told to pay to it.
"""

from __future__ import annotations

import re

from woolak.pipeline.detect.identifiers.owners import BLOCK_LINES, PROSE, Owner, is_footer, named_in, owner_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.identifiers.whose_cues import whose_cues

__all__ = ["account_owner", "holder_of"]

HOLDER = re.compile(
    r"(?:t\.?n\.?v\.?|ten name van|op naam van|rekeninghouder|tenaamstelling|begunstigde)[ :.\t]*", re.I
)
HOLDER_REACH = 90
SHORT_REST = 6
ROW = 3  # cells that a row of a table has at least
SENTENCE = 140  # how far back a sentence is read that says where to pay
OPENING = re.compile(r"(?:[^\n\t]*[:|•·] ?)?(?:de |het )?$")


def holder_of(around: Surroundings, start: int, end: int) -> Owner:
    """Who is named as holder beside the account."""
    for match in HOLDER.finditer(around.text, max(0, start - HOLDER_REACH), min(len(around.text), end + HOLDER_REACH)):
        line = around.columns.line_of(match.end())
        line_end = around.columns.line_span(line)[1]
        if line_end - match.end() < SHORT_REST and line + 1 < around.columns.line_count:
            line_end = around.columns.line_span(line + 1)[1]  # 'ten name van P / Terpstra'
        named = named_in(around, match.end(), min(line_end, match.end() + 60))
        if named.who:
            return named
        by_letters = r"(?:[A-Z]\.?[ \n]?)+(?:(?:van|de|der|den) )*[A-Z][a-z]+"
        if re.match(by_letters, around.text[match.end() : match.end() + 40]):
            return Owner("person", around.text[match.end() : line_end][:40])
    return Owner("")


def account_owner(around: Surroundings, start: int, end: int) -> Owner:
    """Who is named in the block or sentence of the account; a public body only where the account is told to be its."""
    if (beside := _named_in_row(around, start, end)).who:
        return beside
    owner = owner_of(around, start, end)
    if owner.who != "public" or _heads_block(around, start) or _told_to_be_public(around, start):
        return owner
    return Owner("")


def _named_in_row(around: Surroundings, start: int, end: int) -> Owner:
    """Who is named in another cell of its row, where the account has one to itself: a firm before a person."""
    cell = around.columns.cell_at(start)
    if cell.of < ROW or around.text[cell.start : cell.end].strip() != around.text[start:end].strip():
        return Owner("")
    named = [named_in(around, one.start, one.end) for one in around.columns.cells(cell.line) if one != cell]
    found = [owner for who in ("company", "person") for owner in named if owner.who == who]
    return found[0] if found else Owner("")


def _heads_block(around: Surroundings, start: int) -> bool:
    """Whether it stands in a footer, or under or in a line that begins with the name of a public body."""
    cell = around.columns.cell_at(start)
    if is_footer(around, cell):
        return True
    if whose_cues().of_another.search(around.folded[cell.start : start]):
        return False
    for above in around.columns.above(cell, BLOCK_LINES):
        if above.end - above.start > PROSE:
            return False
        for cue in around.cues.between("public_body", above.start, above.end):
            if OPENING.fullmatch(around.folded, above.start, cue.start) and _is_name(around, cue.end, above.end):
                return True
    return False


def _is_name(around: Surroundings, start: int, end: int) -> bool:
    """Whether what follows the word for a public body is no verb: 'Gemeente Waterdam', not 'Gemeente betaalt'."""
    return re.match(r"\W*(?:[A-Z\d]|van |voor |en |$)|,", around.text[start:end]) is not None


def _told_to_be_public(around: Surroundings, start: int) -> bool:
    """Whether the words before it, in its sentence, say that it is where a public body is paid."""
    first = max(0, start - SENTENCE)
    before = around.folded[first:start]
    whose = whose_cues()
    for cue in around.cues.between("public_body", first, start):
        head = before[: cue.start - first]
        if ". " in before[cue.end - first :]:
            continue
        if whose.account_behind.fullmatch(around.text, cue.end, start) or whose.paid_to.search(head):
            return True
    return False
