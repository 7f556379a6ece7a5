"""Finds the persons of a register in any text: in each form of the name, misread by OCR, in user and file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.grammar import PREPOSITIONS, Read, read_around
from woolak.pipeline.detect.names.hits import Hit
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
    SELDOM,
    TITLE,
    UPPER,
    WORD,
    flags_of,
)  # fmt: skip
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.mail import name_of_local
from woolak.pipeline.detect.names.minutes import could_be_initials, initials_of
from woolak.pipeline.detect.names.people import PersonName, agree
from woolak.pipeline.detect.names.register import Person, Register
from woolak.pipeline.detect.names.sheet import Sheet, Token, sheet_of
from woolak.pipeline.detect.names.spelling import letters, normal

__all__ = ["find_known", "names_in"]

_PIECES = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿāăąćčďđęěğıłńňőœřśşšťůűźżž]+|[A-ZÀ-Þ]+(?![a-z])|[^\W\d_]+")
_RUN = re.compile(r"[\w.'-]+")
_NOISY = re.compile(r"(?<![\w@])[\w!|]*[^\W\d_][\w!|]*")
_CONFUSED = (
    ("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("0", "o"), ("1", "i"), ("l", "i"), ("!", "i"), ("|", "i"),
    ("j", "i"), ("5", "s"), ("8", "b"), ("6", "b"), ("9", "g"), ("q", "g"), ("c", "e"), ("2", "z"), ("f", "t"),
)  # fmt: skip
"""Letters that OCR takes for each other."""


@dataclass(frozen=True)
class _Index:
    """Where to look: words of names -> the persons (by number) who bear them."""

    surnames: dict[str, tuple[int, ...]]
    given: dict[str, tuple[int, ...]]
    handles: dict[str, tuple[int, ...]]
    """'devries', 'kdevries', 'karindevries': user names and what is written as one word."""
    initials: dict[str, tuple[int, ...]]
    long: tuple[str, ...]
    """Surnames and given names of five letters and more, for what is misread."""
    skeletons: dict[str, str]


@lru_cache(maxsize=4)
def _index_by_identity(key: int, persons: tuple[Person, ...]) -> _Index:
    tables: tuple[dict[str, set[int]], ...] = ({}, {}, {}, {})
    surnames, given, handles, initials = tables
    for number, person in enumerate(persons):
        for name in person.names:
            for word in _surname_words(name):
                surnames.setdefault(word, set()).add(number)
            for first in name.given:
                if len(first) > 1:
                    given.setdefault(first, set()).add(number)
            if not person.public:
                for handle in _handles(name):
                    handles.setdefault(handle, set()).add(number)
        if not person.public:
            for short in person.initials:
                initials.setdefault(short, set()).add(number)
    long = tuple(sorted(word for word in {*surnames, *given} if len(word) >= 5 and "'" not in word))
    fixed = [{key: tuple(sorted(numbers)) for key, numbers in table.items()} for table in tables]
    return _Index(fixed[0], fixed[1], fixed[2], fixed[3], long, {_skeleton(word): word for word in long})


def _index(register: Register) -> _Index:
    return _index_by_identity(id(register.persons), register.persons)


def _surname_words(name: PersonName) -> set[str]:
    """The words by which a surname is recognised: 'smit-bakker', 'smit', 'bakker'."""
    words = {name.surname, name.surname.replace(" ", "-"), *name.surname.split(" ")}
    for word in (*words,):
        pieces = [piece for piece in word.split("-") if len(piece) > 2]
        words.update(pieces if len(pieces) > 1 else ())
    return {word for word in words if len(word) > 1}


def _handles(name: PersonName) -> set[str]:
    family = name.family
    if not name.surname or len(family) < 3:
        return set()
    firsts = {name.first_letters, name.first_letters[:1], *name.given, "".join(name.given)} - {""}
    handles = {first + family for first in firsts} | {family + first for first in firsts}
    if name.prefix:
        core, short = letters(name.surname), "".join(part[0] for part in name.prefix.split() if part[0].isalpha())
        handles |= {
            family,
            *(first + core for first in firsts if len(core) > 3),
            *(first + short + core for first in firsts),
        }
    return {handle for handle in handles if len(handle) > 4}


def find_known(sheet: Sheet, register: Register, *, ocr: bool = False, document_id: str = "") -> Iterator[Hit]:
    """Every place in a text where a person of the register is named; `keep` is set where it is an office-holder."""
    index = _index(register)
    persons = register.persons
    if not persons:
        return
    done = -1
    for at, token in enumerate(sheet.tokens):
        if at <= done:
            continue
        if token.text in index.initials and (
            not token.flags & UPPER or _introduced_here(persons, index.initials[token.text], document_id)
        ):
            yield Hit(token.start, token.end, 0.75, f"known_person:{persons[index.initials[token.text][0]].shown}")
            continue
        found = _known_at(sheet, at, index, persons)
        if found is not None:
            hit, last = found
            done = max(done, last - 1)
            yield hit
            continue
        numbers = index.handles.get(token.norm)
        if numbers and not (token.flags & WORD and token.flags & ~CAP & WORD and not token.flags & LISTED):
            start, end = _run_around(sheet, token, [persons[n] for n in numbers])
            yield Hit(start, end, 0.7, f"known_person:{persons[numbers[0]].shown}")
    yield from _unintroduced(sheet, persons, document_id)
    yield from _misread(sheet, index, persons, ocr)


def _unintroduced(sheet: Sheet, persons: tuple[Person, ...], document_id: str) -> Iterator[Hit]:
    """Initials in an action list or before a colon, of somebody who is named in this document."""
    own: dict[str, str] = {}
    for person in persons:
        if not person.public and document_id in person.documents:
            own |= {short: person.shown for name in person.names for short in initials_of(name)}
    if not own:
        return
    for at, token in enumerate(sheet.tokens):
        shown = own.get(letters(token.text)) if could_be_initials(token) else None
        if shown and not token.flags & (LAST | FIRST) and _stands_apart(sheet, at):
            yield Hit(token.start, token.end, 0.6, f"known_person:{shown}")


def _stands_apart(sheet: Sheet, at: int) -> bool:
    """Whether a word is alone in its cell, in brackets, before a colon, or behind 'actie'."""
    before = sheet.text[sheet.tokens[at - 1].end : sheet.tokens[at].start] if at else "\n"
    behind = sheet.text[sheet.tokens[at].end : sheet.tokens[at].end + 2]
    opens = sheet.opens_line(at) or before.strip()[-1:] in ("/", "(", "[", ",", "&", "+", ":", "|", "@")
    closes = not behind.strip() or behind[0] in "/)],:&+|\t\n"
    in_row = at > 0 and sheet.tokens[at - 1].norm in ("actie", "en", "door") and before == " "
    single = sheet.text[sheet.tokens[at].end :][:1] in ("", "\n", "\t", ":", "/", ")", "]")
    return (opens and closes and (single or before.strip()[-1:] in ("/", "(", "[", ","))) or (in_row and closes)


def _introduced_here(persons: tuple[Person, ...], numbers: tuple[int, ...], document_id: str) -> bool:
    """Initials in capitals may be anything elsewhere: they count in documents that know the person."""
    return any(document_id in persons[number].documents for number in numbers)


def _known_at(sheet: Sheet, at: int, index: _Index, persons: tuple[Person, ...]) -> tuple[Hit, int] | None:
    token = sheet.tokens[at]
    norm = token.norm
    numbers, as_surname = index.surnames.get(norm), True
    if numbers is None and norm.endswith("s") and len(norm) > 4:
        numbers = index.surnames.get(norm[:-1]) if not token.flags & (WORD | LAST) else None
    if numbers is None:
        as_surname = False
        numbers = index.given.get(norm)
        if numbers is None and norm.endswith("s") and len(norm) > 3 and not token.flags & WORD:
            numbers = index.given.get(norm[:-1].rstrip("'"))
    if numbers is None and "-" in norm:
        piece = next((part for part in norm.split("-") if len(part) > 3 and part in index.surnames), None)
        numbers, as_surname = (index.surnames[piece], True) if piece else (None, False)
    if numbers is None:
        return None
    bearers = [persons[number] for number in numbers]
    local = _local_part(sheet, token)
    if local is not None:
        start, end = local
        name = name_of_local(sheet.text[start:end]) or _name_around(sheet.text[start:end], norm)
        return _verdict(start, end, name, bearers), at + 1
    read = _turned(sheet, at, bearers) or read_around(sheet, at)
    if read is not None and read.last - read.first > 1:
        judged = _judged(sheet, read, bearers, as_surname)
        if judged is not None or not _behind_preposition(sheet, at):
            return judged
    if not _alone(sheet, at, bearers, as_surname):
        return None
    name = PersonName(surname=norm) if as_surname else PersonName(given=(norm,))
    return _verdict(token.start, token.end, name, bearers), at + 1


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
    return read if agreed or all(person.public for person in bearers) else None


def _behind_preposition(sheet: Sheet, at: int) -> bool:
    """Whether the tussenvoegsel before a word may be a preposition: 'dat is aan Bakker'."""
    before = sheet.tokens[at - 1] if at else None
    return before is not None and before.norm in PREPOSITIONS and not before.flags & CAP


def _judged(sheet: Sheet, read: Read, bearers: list[Person], as_surname: bool) -> tuple[Hit, int] | None:
    """A name of more words of which one is known."""
    name = read.name
    if as_surname and not (name.given or name.initials):
        agreeing = [person for person in bearers if any(agree(name, own) for own in person.names if own.surname)]
        core = sheet.tokens[read.last - 1]
        if not agreeing and (core.flags & (WORD | PLACE)):
            return None
        if core.flags & (WORD | PLACE) and name.prefix not in {own.prefix for p in bearers for own in p.names}:
            return None  # 'De Slinger' is not Dirk Slinger
        bearers = agreeing or bearers
    return _verdict(read.start, read.end, name, bearers), read.last


def _verdict(start: int, end: int, name: PersonName, bearers: list[Person]) -> Hit:
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
    if offices and not privates and name.surname:
        return Hit(start, end, 0.9, f"official_known:{offices[0].public}", "official_known", name)
    if (offices or not privates) and any(person.public for person in bearers):
        shown = next(person.shown for person in bearers if person.public)
        return Hit(start, end, 0.55, f"conflict_namesake:{shown}", None, name)
    return Hit(start, end, 0.85 if whole or name.prefix else 0.75, f"known_person:{shown}", None, name)


def _alone(sheet: Sheet, at: int, bearers: list[Person], as_surname: bool) -> bool:
    """Whether one word that is in a known name is that name here, and not the ordinary word, place or month."""
    token = sheet.tokens[at]
    flags = token.flags
    if not flags & CAP:
        if flags & (WORD | PLACE | PREFIX | NEVER | TITLE) or len(token.norm) < 4:
            return False
        return not sheet.text[token.end : token.end + 3].startswith((".nl", ".co", ".eu", ".or"))
    if flags & NEVER:
        return False
    prefixes = {own.prefix for person in bearers for own in person.names if own.surname and token.norm in own.surname}
    if as_surname and prefixes and "" not in prefixes and flags & (WORD | PLACE | AFTER):
        return False  # 'Berg' of 'Van den Berg'
    if not flags & (WORD | PLACE | SELDOM):
        return True
    if flags & UPPER:
        return False
    before = sheet.tokens[at - 1] if at else None
    if before is not None and sheet.gap(at) in (" ", ". ") and before.flags & (TITLE | INITIAL):
        return True
    if flags & PLACE:
        return _acts(sheet, at) and not (
            before is not None and before.norm in ("in", "te", "naar", "uit", "gemeente", "bij", "van")
        )
    if re.search(r"\d[. ]*$", sheet.text[max(0, token.start - 4) : token.start]):
        return False  # 3 mei
    if sheet.opens_sentence(at):
        return _acts(sheet, at) or _alone_in_cell(sheet, at)
    return not _capitals_around(sheet, at)


def _acts(sheet: Sheet, at: int) -> bool:
    """Whether a verb of a person follows, or a comma, colon or bracket as behind a name."""
    if at + 1 >= len(sheet.tokens):
        return False
    following = sheet.tokens[at + 1]
    return sheet.gap(at + 1) in (" ", "\n") and following.norm in cues().speech and not following.flags & CAP


def _alone_in_cell(sheet: Sheet, at: int) -> bool:
    cell = sheet.cell_of(at)
    return cell.last - cell.first == 1 and sheet.text[cell.start : cell.end].strip(" .,:;") == sheet.tokens[at].text


def _capitals_around(sheet: Sheet, at: int) -> bool:
    """Whether the words beside have capitals too: a title or the name of something."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(sheet.tokens) and sheet.tokens[other].line == sheet.tokens[at].line:
            token = sheet.tokens[other]
            gap = sheet.gap(max(other, at))
            if (
                gap == " "
                and token.flags & CAP
                and not token.flags & (LISTED | TITLE)
                and not sheet.opens_sentence(other)
            ):
                return True
    return False


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
    if after and all(part.lower() in own for part in re.split(r"[._-]", after[1]) if part):
        end += len(after[1])
    return start, end


@lru_cache(maxsize=8192)
def _skeleton(word: str) -> str:
    for wrong, right in _CONFUSED:
        word = word.replace(wrong, right)
    return word


def _misread(sheet: Sheet, index: _Index, persons: tuple[Person, ...], ocr: bool) -> Iterator[Hit]:
    """Names that the scan (or a typing error, in a long name) made into something else by a letter or two."""
    if not index.long:
        return
    for match in _NOISY.finditer(sheet.text):
        word = normal(match[0])
        if len(word) < (5 if ocr else 8) or (not match[0][0].isupper() and not (ocr and match[0][0] in "|!1I0l")):
            continue
        if word in index.surnames or word in index.given or word in index.handles:
            continue
        flags = flags_of(match[0]) if match[0][0].isalpha() else CAP
        if flags & (WORD | PLACE | NEVER) or (not ocr and flags & (LAST | FIRST)):
            continue
        known = index.skeletons.get(_skeleton(word)) if ocr else None
        if known is None:
            allowed = (2 if len(word) >= 9 else 1) if ocr else 1
            best = process.extractOne(word, index.long, scorer=OSA.distance, score_cutoff=allowed)
            known = (
                best[0]
                if (best and (len(best[0]) >= (5 if ocr else 8)) and best[0][0] == word[0])
                or (best and ocr and len(word) >= 6)
                else None
            )
            known = best[0] if known and best else None
        if known is None:
            continue
        bearers = [persons[n] for n in (*index.surnames.get(known, ()), *index.given.get(known, ()))]
        private = [person for person in bearers if not person.public]
        if private:
            yield Hit(match.start(), match.end(), 0.6, f"known_misread:{private[0].shown}")


def names_in(text: str, register: Register) -> list[tuple[int, int]]:
    """Where a title, file name or other loose text names a person whose name may have to go."""
    spans = [(hit.start, hit.end) for hit in find_known(sheet_of(text), register) if not hit.keep]
    index = _index(register)
    pieces = [match for run in _PIECES.finditer(text) for match in _CAMEL.finditer(text, run.start(), run.end())]
    for number, piece in enumerate(pieces):
        word = normal(piece[0])
        numbers = (
            index.handles.get(word) or index.surnames.get(word) or index.given.get(word) or index.initials.get(piece[0])
        )
        if not numbers or all(register.persons[n].public for n in numbers):
            continue
        own = [register.persons[n] for n in numbers]
        plain = bool(flags_of(piece[0].capitalize()) & (WORD | PLACE | NEVER))
        near = [
            k
            for k in (number - 3, number - 2, number - 1, number + 1, number + 2, number + 3)
            if 0 <= k < len(pieces) and _of(own, normal(pieces[k][0]))
        ]
        if plain and not near:
            continue
        spans.append(piece.span())
        spans += [(min(pieces[k].start(), piece.start()), max(pieces[k].end(), piece.end())) for k in near]
    return _joined(spans)


def _of(persons: list[Person], word: str) -> bool:
    """Whether a word is another part of one of these persons' names."""
    for person in persons:
        for name in person.names:
            if (
                word in name.given
                or word in _surname_words(name)
                or (len(word) <= 4 and word == name.first_letters)
                or (len(word) == 1 and name.first_letters[:1] == word)
            ):
                return True
    return False


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
