"""How far back a name goes that ends before the word for a street, institute or firm: 'Burgemeester Van der Laan'."""

from __future__ import annotations

from woolak.pipeline.detect.names.lexicon import CAP, INITIAL, LISTED, NEVER, PREFIX, ROLE, TITLE
from woolak.pipeline.detect.names.public_cues import public_cues
from woolak.pipeline.detect.names.sheet import Sheet, Token

__all__ = ["reach_back"]


def reach_back(sheet: Sheet, index: int, most: int) -> int:
    """The first of the tokens before `index` that belong to the same name."""
    start = index
    while start > 0 and index - start < most:
        token, gap = sheet.tokens[start - 1], sheet.gap(start)
        if gap == "\n" and (start != index or not _runs_on(sheet, start - 1)):
            break  # a name on the line above an address
        joined = gap in (" ", "", "-", "\u00a0", "\n") or (gap == ". " and token.flags & TITLE)
        if not joined or not (_name_part(token) or _titles_street(token)):
            break
        start -= 1
    while (
        start < index
        and sheet.tokens[start].flags & PREFIX
        and not sheet.tokens[start].flags & CAP
        and not _opens_name(sheet, start)
    ):
        start += 1
    return start


def _runs_on(sheet: Sheet, index: int) -> bool:
    """Whether the name of a street can go on behind a token that ends its line: running text, or 'Van der' at its end;
    the line above an address is somebody's name, also behind 't.a.v.'."""
    token, cell = sheet.tokens[index], sheet.cell_of(index)
    if token.flags & (PREFIX | TITLE) or _titles_street(token):
        return True
    starts_with_name = all(_name_part(one) or one.flags & ROLE for one in sheet.tokens[cell.first : index + 1])
    return not starts_with_name and sheet.in_prose(index)


def _name_part(token: Token) -> bool:
    return bool(token.flags & (PREFIX | INITIAL | TITLE)) or bool(
        token.flags & CAP and token.flags & LISTED and not token.flags & NEVER
    )


def _titles_street(token: Token) -> bool:
    return bool(token.flags & CAP) and token.norm in public_cues().street_titles


def _opens_name(sheet: Sheet, index: int) -> bool:
    """Whether a lower-case tussenvoegsel belongs to a name that goes on: only when a name part stands before it."""
    return (
        index > 0
        and sheet.gap(index) == " "
        and _name_part(sheet.tokens[index - 1])
        and bool(sheet.tokens[index - 1].flags & CAP)
    )
