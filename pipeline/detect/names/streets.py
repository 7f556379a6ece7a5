"""Names inside the name of a street or building, written on to it: Jansenlaan, Van der Dijkstraat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from woolak.pipeline.detect.names.cues import cues, name_cues
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import AFTER, FIRST, INITIAL, LAST, LISTED, PLACE, PREFIX, WORD, flags_of
from woolak.pipeline.detect.names.public_cues import public_cues, public_words
from woolak.pipeline.detect.names.reach import reach_back
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.whole import is_whole_name
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["find_street", "street_and_number", "street_stem"]

_NUMBER = re.compile(r" \d")
_ADDRESS_LINE = re.compile(r"\b\d{4} ?[A-Z]{2}\b|[Pp]ostbus|[Aa]dres")


def street_and_number(no_street: Iterable[str]) -> str:
    """A pattern for a street and the number of a house; `no_street`: what is none here, besides a post box and town
    hall."""
    none = alternatives(word.capitalize() for word in (*name_cues().no_homes, *no_street))
    return rf"(?!{none})[A-ZÀ-Þ][\w.'’-]+(?: [\w.'’-]+){{0,3}} \d{{1,4}}"


def street_stem(token: Token) -> str:
    """'jansen' of Jansenlaan; empty when the word is no street, or is a surname itself (Dijkstra, Verweij)."""
    if len(token.norm) < 7 or token.flags & (FIRST | LAST):
        return ""
    return _stem_of(token.norm)


@cache
def _ends() -> re.Pattern[str]:
    ends = sorted((end.rstrip(".") for end in public_words().named_ends), key=len, reverse=True)
    return re.compile(rf"(.{{3,}}?)(?:s|-)?(?:{'|'.join(ends)})$")


@cache
def _stem_of(norm: str) -> str:
    match = _ends().fullmatch(norm)
    return match[1].rstrip("-") if match else ""


def find_street(sheet: Sheet, index: int, stem: str) -> Iterator[Hit]:
    """The street that ends in the word at `index`, which is `stem` with the word for a street written on to it."""
    token = sheet.tokens[index]
    flags = flags_of(stem.capitalize())
    named = bool(flags & LISTED or not flags & (WORD | PLACE))
    start = reach_back(sheet, index, 4) if not (flags & WORD and not flags & (LAST | AFTER)) else index
    plain = start == index
    if plain and not named:
        return
    before = sheet.tokens[index - 1] if index else token
    given = before.flags & FIRST and flags & LAST and not is_whole_name(sheet.tokens[start:index])
    whole = before.flags & PREFIX or given  # van der Dijkstraat, Johannes Poststraat
    if not plain and (_lives_there(sheet, index, bool(flags & WORD)) or (flags & WORD and not whole)):
        start = index  # 'Jansen Kerkstraat 5': the name before it is somebody's
    longest = max((end for end in public_words().named_ends if token.norm.endswith(end)), key=len, default="")
    if longest in public_words().surname_ends and not _surely_street(sheet, start, index, bool(flags & LAST)):
        return  # 'Maarten Hoekveld' is a person, 'aan de Hoekdijk' and 'Hoekdijk 5' are streets
    yield Hit(sheet.tokens[start].start, token.end, 0.88, "street", "street")


def _lives_there(sheet: Sheet, index: int, word: bool) -> bool:
    """Whether a preposition parts a street from who stands before it: 'Karin Bos op Lindelaan', and where the street is
    called after a `word` 'Hoekstra van de Lindelaan'."""
    tokens = sheet.tokens
    last, before = tokens[index - 1].text, tokens[index - 2].text if index > 1 else ""
    at = public_words().at_street
    return last in at or (word and last in cues().articles and before in ("van", *at))


def _surely_street(sheet: Sheet, start: int, index: int, called: bool) -> bool:
    """Whether what stands around a word says that it is a street: a house number behind it, 'aan de' before it;
    `called`: after a surname ('Harmen Sytzawei')."""
    first = sheet.tokens[start]
    if first.flags & INITIAL:
        return False
    if first.norm in public_cues().street_titles:
        return True
    line = sheet.text[sheet.lines[first.line][0].start : sheet.lines[first.line][-1].end]
    # 'Maarten Hoekveld 43' may be told with an age
    aged = start < index and first.flags & FIRST and not called and not _ADDRESS_LINE.search(line)
    if _NUMBER.match(sheet.text, sheet.tokens[index].end) and not aged:
        return True
    before = sheet.tokens[start - 1].norm if start and sheet.gap(start) in (" ", "\n") else ""
    return before in ("de", "het") or (start == index and before in public_words().before_streets)
