"""Names beside a public office: 'burgemeester Weerwind', 'Karin de Vries, wethouder', 'Tamara Velthuis (SP)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.lines import line_end
from woolak.pipeline.detect.names.bearers import follows_citizen
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Hit, keep
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    CAP,
    FIRST,
    HONORIFIC,
    INITIAL,
    LAST,
    NEVER,
    PLACE,
    PREFIX,
    ROLE,
    STREET,
    TITLE,
    WORD,
)
from woolak.pipeline.detect.names.lists import read_names
from woolak.pipeline.detect.names.public_cues import public_cues, public_words
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.names.streets import street_stem
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["can_hold_office", "in_office", "of_party", "opens_street"]

HELD_TOO = ("loco", "voorzitter", "portefeuillehouder")
"""What an office-holder is besides: 'R. Bos, burgemeester en voorzitter van de raad'."""
LONGEST_SHORT = 6
"""Letters of what an office is shortened to: 'burg.', 'weth.'."""
_HOUSE_NUMBER = re.compile(r" \d{1,4}(?:[ -]?[a-zA-Z])?(?=[,;)\t\n]|$)")
_PARTY = re.compile(r"[ ]?\([A-Za-z0-9 /.&-]{1,30}\)")


def in_office(sheet: Sheet) -> Iterator[Hit]:
    """'burgemeester Weerwind', 'de raadsleden Hoekstra (CDA) en Tuinstra', 'X, wethouder'."""
    tokens, text = sheet.tokens, sheet.text
    cue = public_cues()
    end = -1
    for token in tokens:
        if token.start < end or token.norm not in cue.office_words:
            continue
        match = cue.offices.match(text, token.start)
        if match is None:
            continue
        end = match.end()
        index = sheet.at(end)
        office = match[1]
        if opens_street(sheet, index):
            continue  # 'Wiebe Hiemstra, Burg. Kloosterlaan 12' lives there
        before = None if _lists_on(sheet, match.start(), index) else _name_before(sheet, match.start())
        if before and follows_citizen(sheet, before.first):
            before = None  # 'bewoner Karin Bos, raadslid geweest'
        below = index < len(tokens) and "\n" in sheet.gap(index)  # 'R. Bos, burgemeester', and on the next line another
        behind = _names_behind(sheet, index, office) if index < len(tokens) and not (before and below) else []
        if before and below and (secretary := _with_secretary(sheet, index)):
            yield keep(secretary, "signatory", "secretaris")
        if office[0].isupper() and _is_surname(sheet, match.start()):
            continue  # 'mevrouw De Koning Bakker'
        if normal(office) in cue.royal:
            behind = [read for read in behind if not read.name.surname]
        for read in behind:
            yield keep(read, "public_office", office)
        if before is not None and not behind:
            yield keep(before, "public_office", office)


def opens_street(sheet: Sheet, index: int) -> bool:
    """Whether the words from a token on are a street that is called after who held the office before them, also on
    the next line: 'Burgemeester', and below it 'Kloosterlaan 12'."""
    for at in range(index, min(index + 4, len(sheet.tokens))):
        token = sheet.tokens[at]
        if sheet.gap(at) not in (" ", ". ", ".", "\n", ".\n") or not token.flags & (CAP | PREFIX):
            return False
        if token.flags & CAP and (token.flags & STREET or street_stem(token)):
            return True
        if token.flags & CAP and _HOUSE_NUMBER.match(sheet.text, token.end):
            return True
    return False


def _is_surname(sheet: Sheet, position: int) -> bool:
    """Whether the word for an office is somebody's surname, behind a title, initials or a first name."""
    index = sheet.at(position)
    while index and sheet.tokens[index - 1].flags & PREFIX and sheet.gap(index) == " ":
        index -= 1
    before = sheet.tokens[index - 1] if index and sheet.gap(index) in (" ", ". ") else None
    if before is None or before.flags & (HONORIFIC | INITIAL):
        return before is not None
    return sheet.gap(index) == " " and bool(before.flags & FIRST and before.flags & CAP)


def _lists_on(sheet: Sheet, position: int, index: int) -> bool:
    """Whether an office is one in a list, or opens a remark, so that the name before it is not its holder's: 'een
    gesprek met Karin Bos, wethouder en wijkagent', 'Karin Bos (burgemeester heeft haar gesproken)'."""
    tokens = sheet.tokens
    if index + 1 >= len(tokens) or sheet.gap(index) not in (" ", ", "):
        return False
    if sheet.gap(index) == " " and tokens[index].norm in public_cues().office_goes_on:
        return sheet.text[position - 1] == "("
    another = index + (tokens[index].norm == "en")
    office = tokens[another].norm in public_cues().office_words or tokens[another].flags & ROLE
    if not office or tokens[another].flags & CAP or tokens[another].norm.startswith(HELD_TOO):
        return False
    return another > index or tokens[index + 1].norm == "en"


def _with_secretary(sheet: Sheet, index: int) -> Read | None:
    """'..., burgemeester', and on the next line 'J. Terwal, secretaris': who sign for a college together."""
    read = read_name(sheet, index, loose=True, wrap=False)
    office = sheet.text[read.end : line_end(sheet.text, read.end)] if read else ""
    return read if re.fullmatch(r",[ ](?:gemeente|loco-?)?(?:secretaris|griffier)[ .,]*", office) else None


def _names_behind(sheet: Sheet, index: int, office: str) -> list[Read]:
    """The names that an office introduces; those of a list in which the office is only one item are not."""
    tokens, gap = sheet.tokens, sheet.gap(index)
    if gap.startswith(".") and len(office) > LONGEST_SHORT:
        return []  # 'vragen aan de burgemeester. De heer Bos zegt'
    many = normal(office) in public_words().offices_of_many
    direct = (
        gap in (" ", "\u00a0", ". ")
        or (gap == "\n" and _goes_on_below(sheet, index - 1))
        or bool(_PARTY.fullmatch(gap.rstrip()))
    )
    if direct:
        reads = _row(sheet, index) if many else [r for r in [read_name(sheet, index, loose=True, wrap=False)] if r]
        reads = [read for read in reads if can_hold_office(sheet, read)]
        if reads:
            return reads
    field = tokens[index].norm in public_cues().portfolio or tokens[index].flags & CAP
    return _behind_portfolio(sheet, index) if gap == " " and field else []


def _goes_on_below(sheet: Sheet, index: int) -> bool:
    """Whether the line that ends in a token is running text: below a short one ('Aan de burgemeester') stands somebody
    else."""
    return not sheet.opens_line(index) and sheet.in_prose(index)


def _row(sheet: Sheet, index: int) -> list[Read]:
    """Names in a row, each perhaps with a party in brackets."""
    tokens = sheet.tokens
    found: list[Read] = []
    j = index
    while j < len(tokens):
        reads = read_names(sheet, j, len(sheet.text), loose=True, wrap=True)
        if not reads:
            break
        if not all(can_hold_office(sheet, read) for read in reads):
            return found
        found += reads
        j = reads[-1].last
        # step over '(CDA)', and an 'en' or comma behind it
        party = _PARTY.match(sheet.text, reads[-1].end)
        if not party:
            break
        k = sheet.at(party.end())
        if k >= len(tokens) or sheet.text[party.end() : tokens[k].start].strip(" \n") not in ("", ","):
            break
        j = k + 1 if tokens[k].norm in ("en", "and") else k
        if j == k and "," not in sheet.text[party.end() : tokens[k].start]:
            break
    return found


def _behind_portfolio(sheet: Sheet, index: int) -> list[Read]:
    """'wethouder Sociaal Domein, mevrouw A. Yılmaz', 'minister van Justitie en Veiligheid D. Jansen'."""
    tokens = sheet.tokens
    for k in range(index + 1, min(index + 8, len(tokens))):
        gap = sheet.gap(k)
        if gap == ", ":
            if not tokens[k].flags & TITLE and tokens[k].norm != "de":
                return []
            read = read_name(sheet, k, loose=True, wrap=False)
            return [read] if read and read.first > k and can_hold_office(sheet, read) else []
        before = tokens[k - 1]
        if gap != " " or not (before.flags & (CAP | PREFIX) or before.norm in public_cues().portfolio | {"en"}):
            return []
        if tokens[k].flags & (TITLE | INITIAL) or (
            tokens[k].flags & FIRST and not tokens[k].flags & (WORD | PLACE | LAST)
        ):
            read = read_name(sheet, k, loose=bool(tokens[k].flags & TITLE), wrap=False)
            full = read is not None and (tokens[k].flags & (TITLE | INITIAL) or (read.name.given and read.name.surname))
            return [read] if read and full and can_hold_office(sheet, read) else []
    return []


def can_hold_office(sheet: Sheet, read: Read) -> bool:
    """Whether a name beside an office can be that of who holds it, and not one of a place, street or body."""
    words = sheet.tokens[read.first : read.last]
    last = words[-1]
    if (
        any(word.flags & NEVER and word.flags & CAP and not word.flags & PREFIX for word in words)
        or last.flags & STREET
    ):
        return False
    if len(words) == 1 and last.flags & (WORD | PLACE) and not last.flags & (LAST | FIRST):
        return False
    return bool(words[0].flags & CAP) or (bool(last.flags & (LAST | AFTER)) and not last.flags & PLACE)


def _name_before(sheet: Sheet, position: int) -> Read | None:
    """The name that ends just before an office: 'Karin de Vries, burgemeester van X', 'F. Jansen (wethouder)'."""
    last = sheet.at(position) - 1
    if last < 0:
        return None
    gap = sheet.text[sheet.tokens[last].end : position]
    if gap not in (", ", " (", " - ", " – ", "\t"):
        return None
    for start in range(max(0, last - 5), last + 1):
        read = read_name(sheet, start)
        if read is not None and read.last == last + 1:
            titled = bool((sheet.tokens[max(0, start - 1)].flags | sheet.tokens[start].flags) & TITLE)
            full = read.name.surname and (read.name.given or read.name.initials or titled)
            return read if full or (read.listed and not read.plain and "(" in gap) else None
    return None


@cache
def _in_brackets() -> Phrases:
    words = public_words()
    town = r"[A-ZÀ-Þ][\w'’-]+"
    local = rf"(?:{alternatives(words.local_parties)})\s{town}|{town}\s(?:{alternatives(words.local_ends)})"
    listed = (*words.parties, *words.local_parties, *words.local_ends)
    return phrases(rf"(?<=\w) \(({alternatives(words.parties)}|{local})\)", listed)


@cache
def _council() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{alternatives(public_words().councils)})\b")


def of_party(sheet: Sheet) -> Iterator[Hit]:
    """'Tamara Velthuis (SP)': who speaks for a party in a council."""
    if not _in_brackets().may_be_in(sheet.text) or not _council().search(sheet.text):
        return
    for match in _in_brackets().finditer(sheet.text):
        read = _name_before(sheet, match.start() + 2)
        if read is not None and read.name.surname and not follows_citizen(sheet, read.first):
            yield keep(read, "public_office", match[1])
