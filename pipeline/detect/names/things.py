"""What is called by an ordinary word with an article, and is no person: a bridge De Slinger, a café De Zwaan.

Once a text says what it is ('de brug De Slinger'), the same words elsewhere in the case are that thing, unless a
title, a head of a mail or initials say that a person is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from woolak.model import Finding
from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    CAP,
    FIRST,
    INITIAL,
    LAST,
    LISTED,
    NEVER,
    PLACE,
    PREFIX,
    TITLE,
    WORD,
)
from woolak.pipeline.detect.names.public_cues import public_cues, public_words
from woolak.pipeline.detect.names.sheet import Sheet, Token, sheet_of
from woolak.pipeline.detect.names.whole import is_whole_name

__all__ = [
    "MISLEADING",
    "firms_of",
    "is_firm",
    "is_part_of",
    "is_there",
    "is_thing",
    "streets_of",
    "things_of",
    "things_under_heads",
    "villages_of",
]

_BEFORE_NUMBER = re.compile(r"([A-ZÀ-Þ'’][^\d\n,]{3,40}?)\s\d+")
_SURE = 0.9
_ARTICLES = frozenset({"de", "het", "'t"})
_SPACE = (" ", "\n", "\u00a0")
MISLEADING = (
    "first_and_surname",
    "first_name",
    "name_model",
    "known_person",
    "prefixed_surname",
    "surname",
    "says",
    "beside_name",
    "speaker",
)
"""Evidence (how it begins) that the words alone gave."""


def things_of(findings: Iterable[Finding]) -> frozenset[str]:
    """The words that are the name of a thing in a document: 'slinger' of 'de fietsbrug De Slinger'."""
    found = set()
    for finding in findings:
        if finding.keep == "institute" and finding.entity == "PERSON":
            tokens = sheet_of(finding.text).tokens
            if len(tokens) == 3 and tokens[1].norm in _ARTICLES and tokens[2].flags & WORD:
                found.add(tokens[2].norm)
            found.update(_with_article(tokens))
            named = len(tokens) > 1 and tokens[0].norm in public_cues().named_things
            word = tokens[1].flags & CAP and (tokens[1].flags & WORD or not tokens[1].flags & FIRST) if named else False
            if named and (len(tokens) > 2 or word) and not _somebody(tokens[1:]):
                found.add(" ".join(token.norm for token in tokens[1:]))
    return frozenset(found)


def _with_article(tokens: tuple[Token, ...]) -> Iterator[str]:
    """What an institute is called by an article with a capital, and no list knows as anybody's name: 'otterplas' of
    'zwembad De Otterplas', and of more words the whole ('de hoge akkers')."""
    if len(tokens) < 3 or tokens[1].norm not in _ARTICLES or not tokens[1].flags & CAP:
        return
    rest = tokens[2:]
    if not all(token.flags & CAP for token in rest):
        return
    if len(rest) > 1:
        if rest[-1].flags & WORD and not rest[0].flags & TITLE and (rest[0].flags & WORD or not rest[0].flags & FIRST):
            yield " ".join(token.norm for token in tokens[1:])
    elif not rest[0].flags & LISTED:
        yield rest[0].norm


def things_under_heads(sheet: Sheet) -> frozenset[str]:
    """What stands in the column of a table that is headed by a kind of thing: 'Schip', and below it 'Antje Maria'."""
    found = set()
    heads = [
        (number, place, len(cells))
        for number, cells in enumerate(sheet.lines)
        if len(cells) > 1
        for place, cell in enumerate(cells)
        if cell.last - cell.first == 1 and sheet.tokens[cell.first].norm in public_cues().named_things
    ]
    for number, place, width in heads:
        for cells in sheet.lines[number + 1 :]:
            if len(cells) != width:
                break
            words = sheet.tokens[cells[place].first : cells[place].last]
            if len(words) > 1 and words[0].flags & CAP and not _somebody(words):
                found.add(" ".join(token.norm for token in words))
    return frozenset(found)


def _somebody(words: Sequence[Token]) -> bool:
    """Whether what a thing is called by is a name and surname: a ship bears two given names ('Antje Maria')."""
    return is_whole_name(words) and not words[-1].flags & FIRST


def villages_of(sheet: Sheet) -> frozenset[str]:
    """The places that a text calls so: 'de dorpen Westing en Oudelo', 'de wijken De Brink en Kloosterveld', and what it
    tells is a place or paper by what stands before it: 'in de Vlierhof, Zuiderkade en het Oude Dorp'."""
    found: set[str] = set()
    for index, token in enumerate(sheet.tokens[:-1]):
        if token.norm in cues().before_village and sheet.gap(index + 1) in (" ", "\n", ": "):
            found.update(_row_of_villages(sheet, index + 1, surnames=token.norm.endswith(("en", "s"))))
        elif is_there(sheet, index) and not _village(sheet, index + 1)[1] & LISTED:
            found.update(_row_of_villages(sheet, index + 1, articles=True))
    return frozenset(found)


def is_there(sheet: Sheet, index: int) -> bool:
    """Whether the words up to a token say that a place or paper follows, and no person: 'in de', 'uit het'; not '(Jan)
    in de (Wal)'."""
    token = sheet.tokens[index]
    if token.norm in cues().where:
        article = sheet.tokens[index + 1] if index + 1 < len(sheet.tokens) else token
        return article.norm in _ARTICLES and bool(article.flags & CAP) and sheet.gap(index + 1) in _SPACE
    if token.norm not in _ARTICLES or token.flags & CAP or not index or sheet.gap(index) not in _SPACE:
        return False
    before = sheet.tokens[index - 1]
    name = sheet.tokens[index - 2] if index > 1 and sheet.gap(index - 1) in _SPACE else before
    return before.norm in cues().where and not name.flags & (INITIAL | FIRST | TITLE)


def _row_of_villages(sheet: Sheet, at: int, articles: bool = False, surnames: bool = False) -> Iterator[str]:
    """The names in a row from a token on; with `articles` only those that no list of names has. 'De wijk Hoekstra' is
    one there, and nowhere else: a surname counts with `surnames` only ('de wijken Meeuwenoord en Hoekstra')."""
    more = True
    while more and at < len(sheet.tokens):
        end, flags = _village(sheet, at)
        if end == at or (articles and flags & LISTED):
            return
        words = sheet.tokens[at:end]
        surname = words[0].flags & LAST and not words[0].flags & PLACE
        small = len(words) > 1 and words[0].norm in _ARTICLES and not words[0].flags & CAP
        if len(words) > 1 or surnames or not surname:
            yield " ".join(word.norm for word in words[small:])
        at = end
        more = at < len(sheet.tokens) and sheet.gap(at) in (", ", ",\n")
        if at + 1 < len(sheet.tokens) and sheet.tokens[at].norm == "en" and sheet.gap(at) in (" ", ", ", "\n"):
            at, more = at + 1, True


def _village(sheet: Sheet, at: int) -> tuple[int, int]:
    """Where the name of a place ends that stands at a token, and what is known of its words: one word with a capital,
    behind an article perhaps, or ordinary ones with capitals; not the first of more: 'wijk Jansen Bouw'."""
    tokens = sheet.tokens
    first = at + (tokens[at].norm in _ARTICLES and at + 1 < len(tokens) and sheet.gap(at + 1) in _SPACE)
    end, flags = first, 0
    while end < len(tokens) and tokens[end].flags & CAP and (end == first or sheet.gap(end) in (" ", "-", "\n")):
        if end > first and sheet.gap(end) == "\n" and not tokens[end - 1].norm.endswith("e"):
            break
        flags |= tokens[end].flags
        end += 1
    plain = all(word.flags & WORD and not word.flags & (FIRST | TITLE | NEVER) for word in tokens[first:end])
    if end == first or flags & (FIRST | TITLE | INITIAL) or (end - first > 1 and not plain) or end - first > 2:
        return at, flags
    return end, flags


def firms_of(findings: Iterable[Finding]) -> frozenset[str]:
    """The surnames that firms of a document bear, with the tussenvoegsels before ('van der laan')."""
    found = set()
    for finding in findings:
        if finding.entity != "PERSON" or finding.keep not in ("company", "institute"):
            continue
        tokens = sheet_of(finding.text).tokens
        at = next((place for place, token in enumerate(tokens) if token.flags & PREFIX or _surname(token)), len(tokens))
        last = at
        while last < len(tokens) and tokens[last].flags & PREFIX:
            last += 1
        rest = (*tokens[:at], *tokens[last + 1 :])
        firm = rest and not any(
            token.flags & (FIRST | INITIAL | PREFIX | LAST) and not token.flags & WORD for token in rest
        )
        if last < len(tokens) and _surname(tokens[last]) and firm and _bears_a_name(finding, tokens[0].norm):
            found.add(" ".join(token.norm for token in tokens[at : last + 1]))
    return frozenset(found)


def _bears_a_name(finding: Finding, first: str) -> bool:
    return finding.keep == "company" or first.endswith(public_words().firm_ends)


def _surname(token: Token) -> bool:
    return bool(token.flags & CAP and token.flags & (LAST | AFTER) and not token.flags & FIRST)


def is_firm(sheet: Sheet, start: int, end: int, firms: frozenset[str]) -> bool:
    """Whether a stretch of text is a surname alone that a firm of the case bears, and does nothing that only a person
    does: 'wij praten met Van der Laan', but not 'Van der Laan belde' or 'mevrouw Van der Laan'."""
    first, last = sheet.at(start), sheet.at(end)
    words = " ".join(token.norm for token in sheet.tokens[first:last]).replace("vd ", "van der ")
    if words not in firms:
        return False
    before = sheet.tokens[first - 1] if first and sheet.gap(first) in (" ", ". ") else None
    behind = sheet.tokens[last].norm if last < len(sheet.tokens) and sheet.gap(last) == " " else ""
    named = before is not None and before.flags & (TITLE | INITIAL | FIRST)
    return not named and behind not in cues().speech


def streets_of(findings: Iterable[Finding]) -> frozenset[str]:
    """The streets of a document's surest addresses that no ending tells ('kromme elleboog' of 'Kromme Elleboog 12,
    1234 AB'); none that a given name or initials begin, for that may be somebody's name beside a number."""
    found = set()
    for finding in findings:
        match = _BEFORE_NUMBER.match(finding.text) if finding.entity == "ADDRESS" and finding.score >= _SURE else None
        tokens = sheet_of(match[1]).tokens if match else ()
        if tokens and not any(token.flags & (FIRST | INITIAL | TITLE) for token in tokens):
            found.add(" ".join(token.norm for token in tokens))
    return frozenset(found)


def is_part_of(sheet: Sheet, start: int, end: int, streets: frozenset[str]) -> bool:
    """Whether a stretch of text is (a part of) the name of a street or ship of the case, which stands there."""
    first, last = sheet.at(start), sheet.at(end)
    while last - first > 1 and sheet.tokens[first].flags & PREFIX and not sheet.tokens[first].flags & CAP:
        first += 1  # 'op de Hendrik Willem'
    own = [token.norm for token in sheet.tokens[first:last]]
    for street in streets:
        words = street.split()
        for place in range(len(words) - len(own) + 1):
            begin = first - place
            around = [token.norm for token in sheet.tokens[max(0, begin) : begin + len(words)]]
            if begin >= 0 and own and around == words:
                return True
    return False


def is_thing(sheet: Sheet, start: int, end: int, things: frozenset[str], bare: bool) -> bool:
    """Whether a stretch of text is a thing of the case; without its article only where `bare` says so."""
    first, last = sheet.at(start), sheet.at(end)
    tokens = sheet.tokens[first:last]
    if bare and len(tokens) == 2 and tokens[0].norm in cues().prepositions and not tokens[0].flags & CAP:
        first, tokens = first + 1, tokens[1:]  # 'de tuin van Groenhof'
    if not tokens or tokens[-1].norm not in things or len(tokens) > 2:
        return False
    before = sheet.tokens[first - 1] if first else None
    article = tokens[0] if len(tokens) == 2 else before if before and sheet.gap(first) in (" ", "\n") else None
    if article is not None and article.norm in _ARTICLES:
        earlier = first - 1 if len(tokens) == 2 else first - 2
        return earlier < 0 or not sheet.tokens[earlier].flags & TITLE or "\n" in sheet.gap(earlier + 1)
    beside = before.flags & (TITLE | LISTED) if before and sheet.gap(first) in (" ", ". ") else 0
    return bare and len(tokens) == 1 and not beside
