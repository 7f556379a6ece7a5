"""Finds the persons of a register in a text, in each form of the name, and tells whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.names.cues import cues, name_cues
from woolak.pipeline.detect.names.grammar import Read, read_around
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.initials import find_unintroduced
from woolak.pipeline.detect.names.lexicon import (
    CAP,
    COMPOUND,
    FIRST,
    INITIAL,
    LAST,
    LISTED,
    PLACE,
    UPPER,
    WORD,
    flags_of,
)  # fmt: skip
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.lookup import Lookup
from woolak.pipeline.detect.names.mail import name_of_local
from woolak.pipeline.detect.names.misread import find_misread
from woolak.pipeline.detect.names.one_letter import called_by_letter
from woolak.pipeline.detect.names.people import Person, PersonName, agree
from woolak.pipeline.detect.names.public_cues import public_cues
from woolak.pipeline.detect.names.register import Register
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.single import stands_for_name
from woolak.pipeline.detect.names.spelling import letters, normal
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["find_known"]


def find_known(sheet: Sheet, register: Register, *, ocr: bool = False, document_id: str = "") -> Iterator[Hit]:
    """Every place in a text where a person of the register is named; `keep` is set where it is an office-holder."""
    lookup = register.lookup
    persons = register.persons
    if not persons:
        return
    done = -1
    for at, token in enumerate(sheet.tokens):
        if at <= done:
            continue
        if (
            token.text in lookup.initials
            and not sheet.text[token.end : token.end + 1].isdigit()
            and (not token.flags & UPPER or _introduced_here(persons, lookup.initials[token.text], document_id))
        ):  # 'NO', but not 'NO2'
            yield Hit(token.start, token.end, 0.75, f"known_person:{persons[lookup.initials[token.text][0]].shown}")
            continue
        if token.text in lookup.offices and _introduced_here(persons, lookup.offices[token.text], document_id):
            office = persons[lookup.offices[token.text][0]].public
            yield Hit(token.start, token.end, 0.9, f"official_known:{office}", "official_known")
            continue
        if token.norm not in lookup.words and "-" not in token.norm:
            if nickname := _nickname(token, lookup, persons, document_id):
                yield nickname
            elif token.flags & UPPER and (code := _code(sheet, token, lookup, persons)):
                yield code
            continue
        found = _known_at(sheet, at, lookup, persons, document_id)
        if found is not None:
            hit, last = found
            done = max(done, last - 1)
            yield hit
            continue
        numbers = lookup.handles.get(token.norm) or _handle_within(token, lookup)
        if numbers and not (token.flags & WORD and not token.flags & LISTED):
            start, end = _run_around(sheet, token, [persons[n] for n in numbers])
            yield Hit(start, end, 0.7, f"known_person:{persons[numbers[0]].shown}")
    yield from _parted_by_cell(sheet, lookup, persons)
    yield from _parted_at_hyphen(sheet, lookup, persons)
    yield from find_unintroduced(sheet, persons, lookup.shorts, document_id)
    yield from called_by_letter(sheet, persons, document_id)
    yield from find_misread(sheet, register, ocr)


def _parted_by_cell(sheet: Sheet, lookup: Lookup, persons: tuple[Person, ...]) -> Iterator[Hit]:
    """The initials that end a narrow cell, of somebody whose surname stands below: 'K. Bos en T.' over 'Mulder'."""
    for cells in sheet.lines[:-1]:
        below = sheet.lines[cells[0].line + 1]
        for cell in cells if len(cells) > 1 else ():
            last = sheet.tokens[cell.last - 1] if cell.last > cell.first else None
            if last is None or not last.flags & INITIAL or sheet.text[last.end : cell.end].strip():
                continue
            firsts = (sheet.tokens[under.first] for under in below if under.last > under.first)
            numbers = {
                number for token in firsts for number in lookup.surnames.get(token.norm, ()) if token.flags & CAP
            }
            owner = next((persons[n] for n in sorted(numbers) if _has_initials(persons[n], last)), None)
            if owner is not None and not owner.public:
                yield Hit(last.start, last.end, 0.7, f"known_person:{owner.shown}")


def _parted_at_hyphen(sheet: Sheet, lookup: Lookup, persons: tuple[Person, ...]) -> Iterator[Hit]:
    """The second half of a double surname of which a narrow cell ends in the hyphen: 'K. Bos-' over 'Post'."""
    for cells in sheet.lines[:-1]:
        cell, under = cells[0], sheet.lines[cells[0].line + 1][0]
        if len(cells) < 2 or min(cell.last - cell.first, under.last - under.first) < 1:
            continue
        last, half = sheet.tokens[cell.last - 1], sheet.tokens[under.first]
        numbers = lookup.surnames.get(last.norm.rstrip("-"))
        alone = sheet.text[half.start : half.end] == sheet.text[under.start : under.end].strip()
        if numbers and alone and half.flags & CAP and sheet.text[: cell.end].rstrip().endswith(("-", "‐")):
            owner = persons[numbers[0]]
            if not owner.public:
                yield Hit(half.start, half.end, 0.7, f"known_person:{owner.shown}")


def _has_initials(person: Person, token: Token) -> bool:
    return any(name.first_letters.startswith(letters(token.text)) for name in person.names)


def _handle_within(token: Token, lookup: Lookup) -> tuple[int, ...] | None:
    """Whose the user name is that a word of pieces in small letters has: 'wdam-kdevries'."""
    if "-" not in token.norm or not token.text.islower():
        return None
    return next((lookup.handles[piece] for piece in token.norm.split("-") if piece in lookup.handles), None)


_DIGITS_BEHIND = re.compile(r"\d{1,3}(?!\w)")


def _code(sheet: Sheet, token: Token, lookup: Lookup, persons: tuple[Person, ...]) -> Hit | None:
    """What a network calls somebody, in capitals: 'afdruk door OORTW01'; not in a line of capitals."""
    numbers = None if token.flags & (WORD | LISTED | PLACE) else lookup.codes.get(letters(token.text))
    if not numbers:
        return None
    digits = _DIGITS_BEHIND.match(sheet.text, token.end)
    line = sheet.lines[token.line]
    others = sheet.tokens[line[0].first : line[-1].last]
    if not digits and all(one.flags & UPPER for one in others):
        return None
    return Hit(token.start, digits.end() if digits else token.end, 0.65, f"known_person:{persons[numbers[0]].shown}")


def _nickname(token: Token, lookup: Lookup, persons: tuple[Person, ...], document_id: str) -> Hit | None:
    """What somebody of this document is called for short, when no list has it: 'Siets' of Sietske."""
    numbers = lookup.nicknames.get(token.norm) if token.flags & CAP else None
    if not numbers or token.flags & ~(CAP | COMPOUND):
        return None
    here = [number for number in numbers if document_id in persons[number].documents]
    return Hit(token.start, token.end, 0.6, f"known_person:{persons[here[0]].shown}") if here else None


def _introduced_here(persons: tuple[Person, ...], numbers: tuple[int, ...], document_id: str) -> bool:
    """Initials in capitals may be anything elsewhere: they count in documents that know the person."""
    return any(document_id in persons[number].documents for number in numbers)


def _known_at(
    sheet: Sheet, at: int, lookup: Lookup, persons: tuple[Person, ...], document_id: str
) -> tuple[Hit, int] | None:
    token = sheet.tokens[at]
    norm = token.norm
    numbers, as_surname = lookup.surnames.get(norm), True
    if numbers is None and norm.endswith("s") and len(norm) > 4:
        numbers = lookup.surnames.get(norm[:-1]) if not token.flags & (WORD | LAST) else None
    if numbers is None:
        as_surname = False
        numbers = lookup.given.get(norm)
        if numbers is None and norm.endswith("s") and len(norm) > 3 and not token.flags & WORD:
            numbers = lookup.given.get(norm[:-1].rstrip("'"))
    if numbers is None and "-" in norm:
        piece = next((part for part in norm.split("-") if len(part) > 3 and part in lookup.surnames), None)
        numbers, as_surname = (lookup.surnames[piece], True) if piece else (None, False)
    if numbers is None:
        return None
    bearers = [persons[number] for number in numbers]
    local = _local_part(sheet, token)
    if local is not None:
        start, end = local
        name = name_of_local(sheet.text[start:end]) or _name_around(sheet.text[start:end], norm)
        return _verdict(sheet, start, end, name, bearers, document_id), at + 1
    read = _turned(sheet, at, bearers) or read_around(sheet, at)
    if read is not None and read.last - read.first > 1:
        judged = _of_a_firm(sheet, _judged(sheet, read, bearers, as_surname, document_id))
        if judged is not None or not _behind_preposition(sheet, at):
            return judged
    if not stands_for_name(sheet, at, bearers, as_surname):
        return None
    if not as_surname:
        whole = _whole(sheet, at, bearers, document_id)
        return whole or (_by_given_name(sheet, token, norm, bearers, document_id), at + 1)
    return _of_a_firm(
        sheet, (_verdict(sheet, token.start, token.end, PersonName(surname=norm), bearers, document_id), at + 1)
    )


@cache
def _firm() -> re.Pattern[str]:
    ends, whole = map(alternatives, (name_cues().employers, name_cues().contractors))
    return re.compile(rf"\s(?:van|namens) (?:(?:de|het) )?(?:\w*(?:{ends})|(?i:{whole}))\b")


def _of_a_firm(sheet: Sheet, found: tuple[Hit, int] | None) -> tuple[Hit, int] | None:
    """'de heer De Groot van bureau Hofman' bears the wethouder's name, and is somebody else."""
    if found is None or not found[0].keep or not _firm().match(sheet.text, found[0].end):
        return found
    hit, last = found
    return Hit(hit.start, hit.end, 0.7, f"conflict_namesake:{sheet.text[hit.start : hit.end]}", None, hit.name), last


def _whole(sheet: Sheet, at: int, bearers: list[Person], document_id: str) -> tuple[Hit, int] | None:
    """A first name with the surname behind it that one of its bearers has, however ordinary that word is, also on the
    next line: 'Bas', and below it 'Vrolijk'."""
    if at + 1 >= len(sheet.tokens) or sheet.gap(at + 1) not in (" ", "\n"):
        return None
    given, surname = sheet.tokens[at], sheet.tokens[at + 1]
    borne = any(name.surname == surname.norm and given.norm in name.given for one in bearers for name in one.names)
    if not borne or not surname.flags & CAP:
        return None
    name = PersonName(given=(given.norm,), surname=surname.norm)
    return _verdict(sheet, given.start, surname.end, name, bearers, document_id), at + 2


def _by_given_name(sheet: Sheet, token: Token, norm: str, bearers: list[Person], document_id: str) -> Hit:
    """A first name alone is the office-holder's where nobody else has it, and the document names that one in full or
    the page speaks of the office: 'wat zegt Henk', and below 'de wethouder'."""
    public = all(person.public for person in bearers)
    if public and all(_office_told(sheet, one, document_id) for one in bearers):
        return Hit(token.start, token.end, 0.85, f"official_known:{bearers[0].public}", "official_known")
    return _verdict(sheet, token.start, token.end, PersonName(given=(norm,)), bearers, document_id)


def _office_told(sheet: Sheet, official: Person, document_id: str) -> bool:
    """Whether the document names an office-holder, or the page the office."""
    office = rf"(?i)\b{re.escape(official.public)}\b(?! en wethouders)"  # they decide in every letter
    return document_id in official.documents or re.search(office, sheet.text) is not None


def _name_around(local: str, surname: str) -> PersonName:
    """The name in a local part of which one word is a known surname: 'k.quadvlieg'."""
    others = [part for part in re.split(r"[._+-]", normal(local)) if part and part != surname]
    given = tuple(part for part in others if len(part) > 1 and flags_of(part.capitalize()) & FIRST)
    return PersonName(given, "".join(part for part in others if len(part) == 1), "", surname)


def _turned(sheet: Sheet, at: int, bearers: list[Person]) -> Read | None:
    """'Veerwind, Karin' in running text, when it is one of the bearers; of an office-holder's name: also when not."""
    read = read_reversed(sheet, at)
    if read is None:
        return None
    agreed = any(person.agrees(read.name) for person in bearers)
    known = agreed and any(own.first_letters for person in bearers for own in person.names)
    if not known and at and sheet.tokens[at - 1].norm in public_cues().office_words and sheet.gap(at) == " ":
        return None  # 'burgemeester Veerwind, Karin Bos en ...' are two
    return read if agreed or all(person.public for person in bearers) else None


def _behind_preposition(sheet: Sheet, at: int) -> bool:
    """Whether the tussenvoegsel before a word may be a preposition: 'dat is aan Bakker'."""
    before = sheet.tokens[at - 1] if at else None
    return before is not None and before.norm in cues().prepositions and not before.flags & CAP


def _judged(
    sheet: Sheet, read: Read, bearers: list[Person], as_surname: bool, document_id: str
) -> tuple[Hit, int] | None:
    """A name of more words of which one is known."""
    name = read.name
    if as_surname and not (name.given or name.initials):
        agreeing = [person for person in bearers if any(agree(name, own) for own in person.names if own.surname)]
        core = sheet.tokens[read.last - 1]
        if not agreeing and (core.flags & (WORD | PLACE)):
            return None
        if core.flags & (WORD | PLACE) and name.prefix not in {own.prefix for p in bearers for own in p.names}:
            return None  # 'De Slinger' is not Dirk Slinger
        if sheet.tokens[read.first].text in cues().prepositions and not any(
            own.prefix for p in bearers for own in p.names
        ):
            return None  # 'vraagt aan Kromhout'
        bearers = agreeing or bearers
    return _verdict(sheet, read.start, read.end, name, bearers, document_id), read.last


def _verdict(sheet: Sheet, start: int, end: int, name: PersonName, bearers: list[Person], document_id: str) -> Hit:
    """Whose name it is: a private person's, an office-holder's, or either's."""
    whole = bool(name.surname and (name.given or name.initials))
    agreeing = [person for person in bearers if person.agrees(name)] if name.surname else bearers
    offices = [person for person in agreeing if person.public and (person.full or not whole)]
    privates = [person for person in (agreeing or bearers) if not person.public]
    shown = (privates or agreeing or bearers)[0].shown
    if offices and whole:
        office = offices[0]
        if any(own.given or own.initials for own in office.names):
            return Hit(start, end, 0.95, f"official_known:{office.public}", "official_known", name)
    here = any(_office_told(sheet, one, document_id) for one in offices)
    if here and name.surname and not any(document_id in one.documents for one in privates):
        return Hit(start, end, 0.9, f"official_known:{offices[0].public}", "official_known", name)
    if (offices or not privates) and any(person.public for person in bearers):
        shown = next(person.shown for person in bearers if person.public)
        return Hit(start, end, 0.55, f"conflict_namesake:{shown}", None, name)
    return Hit(start, end, 0.85 if whole or name.prefix else 0.75, f"known_person:{shown}", None, name)


def _local_part(sheet: Sheet, token: Token) -> tuple[int, int] | None:
    """The part before the '@' that a word stands in."""
    end = re.match(r"[\w.+'-]*(?=@\w)", sheet.text[token.end : token.end + 60])
    if end is None:
        return None
    start = re.search(r"[\w.+'-]*$", sheet.text[max(0, token.start - 40) : token.start])
    return token.start - (len(start[0]) if start else 0), token.end + end.end()


def _run_around(sheet: Sheet, token: Token, bearers: list[Person]) -> tuple[int, int]:
    """The whole user name around a word: 'k.devries' around 'devries'."""
    text = sheet.text
    start, end = token.start, token.end
    own = {part for person in bearers for name in person.names for part in (*name.given, *name.first_letters)}
    before = re.search(r"(?<![\w@.])((?:[A-Za-z]+[._-]){1,3})$", text[max(0, start - 40) : start])
    if before and all(part.lower() in own or len(part) == 1 for part in re.split(r"[._-]", before[1]) if part):
        start -= len(before[1])
    after = re.match(r"((?:[._-][A-Za-z]+){1,2})(?![\w])", text[end : end + 30])
    of_user = re.match(r"_\w{1,20}(?![\w@.-]*\.[a-z]{3,4}\b)", text[end : end + 40])
    if of_user:
        return start, end + len(of_user[0])  # 'kbloem_water', but not 'kbloem_offerte.pdf'
    if after and all(part.lower() in own for part in re.split(r"[._-]", after[1]) if part):
        end += len(after[1])
    return start, end
