"""The office-holders of zaak.yaml, in each form of their name; a full name that differs is somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from woolak.pipeline.detect.names.bearers import follows_citizen
from woolak.pipeline.detect.names.cues import name_cues
from woolak.pipeline.detect.names.grammar import Read, name_of, read_around
from woolak.pipeline.detect.names.hits import Around, Hit, keep
from woolak.pipeline.detect.names.lexicon import CAP, FIRST, INITIAL, WORD
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.people import PersonName, agree
from woolak.pipeline.detect.names.sheet import Sheet, Token, sheet_of
from woolak.pipeline.detect.names.streets import street_and_number

__all__ = ["find", "holder_name"]


@lru_cache(maxsize=1024)
def holder_name(name: str) -> PersonName | None:
    """The name of an office-holder from zaak.yaml: all of it is a name, so that what stands behind a first name and
    a surname, without a hyphen, is of the surname too."""
    read = name_of(name)
    words = [token.norm for token in sheet_of(name).tokens if name[token.start : token.end].istitle()]
    known = read.surname.split(" ")[-1] if read and read.given else ""
    if read is None or known not in words:
        return read
    return replace(read, surname=" ".join([read.surname, *words[words.index(known) + 1 :]]))


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """Where they are named."""
    if around.case is None:
        return
    places: dict[str, list[int]] = {}
    for index, token in enumerate(sheet.tokens):
        places.setdefault(token.norm, []).append(index)
    for official in around.case.public_officials:
        name = holder_name(official.name)
        if name is None:
            continue
        if " " in name.surname:
            for double in _double_surname(sheet, name):
                yield keep(double, "public_official", official.role or official.name)
        last = name.surname.split(" ")[-1]
        for index in sorted(index for norm in {last, *name.given} for index in places.get(norm, ())):
            read = read_around(sheet, index)
            if read is None or not agree(read.name, name) or not read.name.surname or _of_namesake(sheet, read, name):
                continue
            sure = bool(read.name.given or read.name.initials)
            if not sure and (follows_citizen(sheet, read.first) or _lives_here(sheet, read)):
                continue
            yield keep(read, "public_official", official.role or official.name, 0.99 if sure else 0.94)


def _of_namesake(sheet: Sheet, read: Read, name: PersonName) -> bool:
    """'Veerwind, Karin' and 'k.veerwind@...' are not the burgemeester's, whose first name is another."""
    turned = read_reversed(sheet, read.first)
    return turned is not None and not agree(turned.name, name)


@cache
def _home() -> re.Pattern[str]:
    return re.compile(rf"[ ]?{street_and_number(name_cues().no_homes_beside)}(?:[ -]?[a-zA-Z])?[ ]*(?:,|\t|\n|$)")


def _lives_here(sheet: Sheet, read: Read) -> bool:
    """Whether the next cell of the row is an address: who holds an office is not listed with one."""
    cell = sheet.cell_of(read.last - 1)
    if cell.end - read.end > 2 or not sheet.text.startswith("\t", cell.end):
        return False
    return _home().match(sheet.text, cell.end + 1) is not None


def _double_surname(sheet: Sheet, name: PersonName) -> Iterator[Read]:
    """The surname of two words of an office-holder, 'Hoekzema Tuin', where no other first name stands before it: also
    over a line end, and though neither word is known as a surname."""
    words = name.surname.split(" ")
    for index, token in enumerate(sheet.tokens):
        last = index + len(words)
        if token.norm != words[0] or [one.norm for one in sheet.tokens[index:last]] != words:
            continue
        if not all(one.flags & CAP for one in sheet.tokens[index:last]):
            continue
        if any(sheet.gap(at).strip("- \u00a0\n") for at in range(index + 1, last)):
            continue
        first = index
        while first and _may_be_given(sheet.tokens[first - 1]) and not sheet.gap(first).strip(" ."):
            first -= 1
        given = sheet.tokens[first:index]
        if any(one.norm not in name.given and one.norm[0] not in _first_letters(name, one) for one in given):
            continue  # another of that family
        end = sheet.tokens[last - 1].end
        yield Read(
            first, last, sheet.tokens[first].start, end, PersonName(surname=name.surname), listed=True, plain=False
        )


def _may_be_given(token: Token) -> bool:
    return bool(token.flags & (INITIAL | FIRST)) or (bool(token.flags & CAP) and not token.flags & WORD)


def _first_letters(name: PersonName, token: Token) -> str:
    return name.first_letters if token.flags & INITIAL else ""
