"""Names behind a form of address, an academic title or a role: 'mw. drs. A. Yılmaz', 'collega Karin'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.names.cues import cues, name_cues
from woolak.pipeline.detect.names.grammar import Read, read_name, skip_titles
from woolak.pipeline.detect.names.hits import Around, Hit, hit
from woolak.pipeline.detect.names.lexicon import (
    ACADEMIC,
    CAP,
    COMPOUND,
    FIRST,
    HONORIFIC,
    INITIAL,
    LAST,
    LISTED,
    PREFIX,
    PROPER,
    ROLE,
    THING,
    TITLE,
    UPPER,
)
from woolak.pipeline.detect.names.lists import read_names
from woolak.pipeline.detect.names.people import PersonName
from woolak.pipeline.detect.names.public_cues import public_words
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import letters
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["find"]

_MANY = {"heren", "dames", "gebroeders", "gebr", "dhrn"}
_BROTHERS = {"gebroeders", "gebr"}
_POSTCODE = re.compile(r"\d{4}[ ]?$")


@cache
def _turned() -> re.Pattern[str]:
    """What ends a cell behind a surname: 'Berg, mevrouw van den'."""
    listed = alternatives(name_cues().turned_titles)
    return re.compile(rf"(?m), (?P<title>(?i:{listed})(?: (?:van|de|der|den|ten|ter)){{0,2}}[ ]*)(?=\t|$)")


_TURNED_NAME = re.compile(
    r"(?m)(?:^|(?<=\t))[ ]*(?P<name>(?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]en|[Tt]er) ){0,2}[A-ZÀ-ÖØ-Þ][\w’'-]+)\Z"
)
_LONGEST_TURNED = 60


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    for title in _turned().finditer(sheet.text):
        if match := _TURNED_NAME.search(sheet.text, max(0, title.start() - _LONGEST_TURNED), title.start()):
            yield Hit(*match.span("name"), 0.9, "title:" + title["title"])
    tokens = sheet.tokens
    done = -1
    for index, token in enumerate(tokens):
        if index <= done:
            continue
        if token.flags & TITLE:
            for read in _behind_title(sheet, index):
                yield hit(read, 0.92, "title", sheet.text[token.start : tokens[skip_titles(sheet, index) - 1].end])
                done = max(done, read.last - 1)
        elif token.flags & ROLE:
            for read in _behind_role(sheet, index):
                yield hit(read, 0.75 if read.listed and not read.plain else 0.6, "role", token.text)
            small = _small_behind_kin(sheet, index)
            if small is not None:
                yield hit(small, 0.6, "role", token.text)
            before = _before_role(sheet, index)
            if before is not None:
                yield hit(before, 0.75, "role", token.text)


@cache
def _called_after() -> re.Pattern[str]:
    return re.compile(rf"\w{{4}}(?:{alternatives(name_cues().called_after)})$")


def _behind_title(sheet: Sheet, index: int) -> list[Read]:
    """The names behind the title(s) at a token; 'de heer en mevrouw Kroeze' has its name behind the second."""
    tokens = sheet.tokens
    start = skip_titles(sheet, index)
    if start >= len(tokens):
        return []
    before = tokens[index - 1] if index and sheet.gap(index) == " " else None
    if tokens[index].flags & CAP and before and before.flags & CAP and before.flags & FIRST:
        return []  # 'Onno Pastoor (Zandwijk Vooruit)': a surname
    dotted = sheet.text[tokens[start - 1].end : tokens[start].start].startswith(".")
    if start - index == 1 and tokens[index].norm in name_cues().only_with_dot and not dotted:
        return []
    called = tokens[index].flags & ACADEMIC and _called_after().search(tokens[start].norm)
    if called and not tokens[start].flags & LISTED and not any(one.flags & HONORIFIC for one in tokens[index:start]):
        return []  # 'de Prof. Waterdamschool', 'Dr. Vermeulenplein'
    if tokens[index].norm in _BROTHERS and _is_firm(sheet, start):
        return []
    gap = sheet.gap(start)
    if tokens[index].text.isupper() and _POSTCODE.search(
        sheet.text, max(0, tokens[index].start - 6), tokens[index].start
    ):
        return []  # 4276 DR Terherne
    if gap.startswith(".") and len(tokens[start - 1].norm) > 5:
        return []  # the end of a sentence: no dot belongs to 'pastoor'
    if gap.strip(" .\n\u00a0(" + ">" * ("\n" in gap)) or gap.count("\n") > 1 or (gap.startswith(".") and "\n" in gap):
        return []
    small = bool(tokens[index].flags & HONORIFIC)
    if tokens[index].norm in _MANY:
        return read_names(sheet, start, sheet.cell_of(start).end + 80, loose=True, wrap=True)
    read = read_name(sheet, start, loose=True, small=small) or _only_initials(sheet, start)
    if read is None or (tokens[start].flags & ROLE and not read.listed):
        return []
    if before and before.norm == "een" and tokens[start].text == "van" and not read.listed:
        return []  # 'een meneer van de Vogelbuurt'
    if "\n" in gap and not (read.listed and not (read.plain and read.last - read.first == 1)):
        return []
    return [read]


def _is_firm(sheet: Sheet, index: int) -> bool:
    """Whether a word for a firm ends the name behind 'Gebr.': 'Gebr. Wobberma Houthandel'."""
    while index + 1 < len(sheet.tokens) and sheet.gap(index + 1) == " " and sheet.tokens[index].flags & (CAP | PREFIX):
        index += 1
        word = sheet.tokens[index]
        if word.flags & CAP and not word.flags & (FIRST | LAST) and word.norm.endswith(tuple(public_words().firm_ends)):
            return True
    return False


def _only_initials(sheet: Sheet, index: int) -> Read | None:
    """'dhr. S.', 'mevrouw K.': a name that somebody shortened."""
    token = sheet.tokens[index]
    if not token.flags & INITIAL or len(token.text) > 6:
        return None
    return Read(index, index + 1, token.start, token.end, PersonName(initials=letters(token.text)), False, False)


def _behind_role(sheet: Sheet, index: int) -> list[Read]:
    """'toezichthouder M. Şahin', 'de aanvrager, Priya Ramdin,', 'BOA's Van Rhee en Duyvestein'."""
    tokens, start = sheet.tokens, index + 1
    if start >= len(tokens) or tokens[start].flags & TITLE:
        return []
    gap = sheet.gap(start)
    if gap not in (" ", ", ", " (", "\n", ": ", "'s ", "’s ") or not tokens[start].flags & (CAP | PREFIX):
        return []
    if tokens[index].flags & CAP and not sheet.opens_sentence(index):
        return []
    many = tokens[index].norm.endswith(("s", "en", "n"))
    stop = tokens[start].start + 120
    reads = read_names(sheet, start, stop, wrap=True) if many else [r for r in [read_name(sheet, start)] if r]
    return [read for read in reads if _likely(sheet, read, direct=gap in (" ", " ("))]


def _small_behind_kin(sheet: Sheet, index: int) -> Read | None:
    """'zijn moeder letekidan': a word that no dictionary has, in small letters, where somebody's family is named."""
    tokens = sheet.tokens
    if tokens[index].norm not in cues().kin or not index or index + 1 >= len(tokens):
        return None
    if tokens[index - 1].norm not in cues().whose or sheet.gap(index + 1) not in (" ", "\n"):
        return None
    behind = tokens[index + 1]
    if behind.flags & (CAP | PREFIX) or len(behind.text) < 4:
        return None
    return read_name(sheet, index + 1, small=True, wrap=False, stop=behind.end)


def _likely(sheet: Sheet, read: Read, direct: bool) -> bool:
    """Whether a name beside a role is one: known to a list, or of more words; an ordinary word only right beside it."""
    words = read.last - read.first
    if words == 1 and _is_short_for(sheet, read):
        return False  # 'adviseur (AD)'
    if words == 1 and read.plain:
        return direct and read.listed and bool(sheet.tokens[read.first].flags & (FIRST | LAST))
    first = sheet.tokens[read.first]
    if words == 1 and not read.listed:
        return direct and not first.flags & (PROPER | COMPOUND | THING | UPPER)
    if not first.flags & PREFIX or first.flags & CAP:
        return True
    sure = any(token.norm in cues().strong_prefixes for token in sheet.tokens[read.first : read.last])
    return (
        (sure or first.norm not in cues().prepositions) and not read.plain and read.listed
    )  # 'adviseur bij Bakkersland'


def _is_short_for(sheet: Sheet, read: Read) -> bool:
    """Whether capitals in brackets are how the role before them begins."""
    short, role = sheet.tokens[read.first], sheet.tokens[read.first - 1]
    in_brackets = sheet.gap(read.first) == " (" and sheet.text[short.end : short.end + 1] == ")"
    return in_brackets and bool(short.flags & UPPER) and role.norm.startswith(short.norm)


def _before_role(sheet: Sheet, index: int) -> Read | None:
    """'Snijders, adviseur bij ...', 'Hoekstra (projectleider)': the name that ends just before a role."""
    tokens = sheet.tokens
    if not index or sheet.gap(index) not in (", ", " (") or tokens[index].flags & CAP:
        return None
    for start in range(max(0, index - 5), index):
        read = read_name(sheet, start)
        if read is not None and read.last == index:
            known = read.listed and not (read.plain and read.last - read.first == 1)
            return read if known else None
    return None
