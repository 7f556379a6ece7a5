"""The initials by which minutes call people: 'Karin de Vries (KdV)', 'JB = Jan Bakker'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from woolak.pipeline.detect.names import lettered
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.initials_places import (
    acts,
    beside_initials,
    could_be_initials,
    dotted,
    has_form,
    is_cell,
    is_word,
    labelled,
    signs_note,
    stands_apart,
)
from woolak.pipeline.detect.names.initials_told import asked, speaks, told_of
from woolak.pipeline.detect.names.lexicon import CAP, COMPOUND, FIRST, LISTED, NEVER, PREFIX, PROPER, THING, WORD
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.people import Person, PersonName
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.spelling import letters

__all__ = ["find", "find_unintroduced", "initials_of", "introduces"]


def introduces(short: str, name: PersonName, bracketed: bool = True) -> bool:
    """Whether initials in brackets can be those of the name before them: 'Karin de Vries (KdV)', 'J. Bakker (JB)'.

    >>> introduces("KdV", PersonName(given=("karin",), prefix="de", surname="vries"))
    True
    """
    small = letters(short)
    return 2 <= len(small) <= 5 and (small in initials_of(name) or (bracketed and small in _shortened(name)))


def initials_of(name: PersonName) -> set[str]:
    """Every way to put a name into initials: Karin de Vries is 'kdv' and 'kv'."""
    if not name.surname or not name.first_letters:
        return set()
    family = "".join(part[0] for part in name.surname.replace("-", " ").split())
    prefix = "".join(part[0] for part in name.prefix.split() if part[0].isalpha())
    bodies = {family, prefix + family, prefix[:1] + family, family[:1], prefix + family[:1]}
    doubled = "".join(part[0] for given in name.given for part in given.split("-") if part)  # Henk-Jan
    made = {first + body for first in {name.first_letters, name.first_letters[:1], doubled} - {""} for body in bodies}
    return made | ({doubled} if len(doubled) > 1 and len(name.given) == 1 else set())


def _shortened(name: PersonName) -> set[str]:
    family = letters(name.surname)
    return (
        {name.first_letters[:1] + family[:2], family[:3], *(given[:3] for given in name.given)}
        if name.surname
        else set()
    )


_BEFORE_INITIALS = {"(", " (", " [", ", ", " - ", " – ", "\t", " = ", " / ", ": ", " (hierna: ", " (hierna "}
_BEHIND_INITIALS = {": ", " = ", " - ", " – ", "\t", " ("}


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """Initials beside the name that they stand for, before or behind it: 'Karin de Vries (KdV)', 'JB = Jan Bakker'."""
    tokens = sheet.tokens
    introduced: set[str] = set()
    for index, token in enumerate(tokens):
        if not has_form(token):
            continue
        name = _beside(sheet, index) or _on_line(sheet, index)
        if name is not None:
            introduced.add(token.text)
            yield Hit(token.start, token.end, 0.8, f"introduced_initials:{token.text}", None, name)
    if len(introduced) > 1:
        yield from _speaking(sheet, introduced)
    yield from lettered.find(sheet)


def _speaking(sheet: Sheet, introduced: set[str]) -> Iterator[Hit]:
    """Where initials are the custom: who speaks or acts by initials that were not introduced here."""
    for index, token in enumerate(sheet.tokens):
        if token.text not in introduced and could_be_initials(token) and acts(sheet, index):
            yield Hit(token.start, token.end, 0.5, "speaker")


def _beside(sheet: Sheet, index: int) -> PersonName | None:
    """The name right before or behind a token, when the token can be its initials."""
    token, gap = sheet.tokens[index], sheet.gap(index)
    opens = _opening(sheet, index)
    for start in range(max(0, opens - 6), opens) if opens < index or gap.replace('"', "") in _BEFORE_INITIALS else ():
        if sheet.tokens[start].flags & (CAP | PREFIX):
            for read in (read_reversed(sheet, start), read_name(sheet, start, loose=True)):
                if (
                    read is not None
                    and read.last == opens
                    and _of_person(sheet, read)
                    and introduces(token.text, read.name, sheet.gap(opens).endswith("("))
                ):
                    return read.name
    if spelled := _spelled(sheet, opens, token):
        return spelled
    if index + 1 < len(sheet.tokens) and sheet.gap(index + 1) in _BEHIND_INITIALS:
        read = read_name(sheet, index + 1, loose=True, wrap=False)
        if (
            read is not None
            and _of_person(sheet, read)
            and (introduces(token.text, read.name, bracketed=False) or _by_first_name(sheet, token, read))
        ):
            return read.name
    return None


def _spelled(sheet: Sheet, opens: int, token: Token) -> PersonName | None:
    """A first name and a word that is a place or thing too, or two words that no list knows, when brackets behind them
    have just their letters: 'Marlies Zandkade (school, MZ)'."""
    if opens < 2 or sheet.gap(opens) not in (" (", "\n(") or sheet.gap(opens - 1) not in (" ", "\n"):
        return None
    given, word = sheet.tokens[opens - 2 : opens]
    unlisted = given.flags == word.flags == CAP and min(len(given.text), len(word.text)) > 2
    if unlisted:
        pass
    elif not given.flags & FIRST or given.flags & (WORD | NEVER) or not word.flags & CAP or word.flags & NEVER:
        return None
    name = PersonName(given=(given.norm,), surname=word.norm)
    return name if letters(token.text) in initials_of(name) else None


def _opening(sheet: Sheet, index: int) -> int:
    """Where the brackets open at the end of which initials stand, behind a role: 'Karin Bos (voorzitter, KB)'."""
    if not (sheet.gap(index) == ", " and sheet.text.startswith(")", sheet.tokens[index].end)):
        return index
    for place in range(index - 1, max(0, index - 4), -1):
        if sheet.gap(place).endswith("("):
            return place
    return index


def _of_person(sheet: Sheet, read: Read) -> bool:
    """Whether what an abbreviation stands for can be a person: not 'Large Language Models (LLM)'."""
    words = [token for token in sheet.tokens[read.first : read.last] if not token.flags & PREFIX]
    if any(word.flags & LISTED and not word.flags & WORD for word in words):
        return True
    return not any(word.flags & (WORD | COMPOUND | PROPER | THING) and not word.flags & LISTED for word in words)


def _by_first_name(sheet: Sheet, token: Token, read: Read) -> bool:
    """'TÖ (Tarik)': a first name alone in brackets, behind initials that begin as it does."""
    name, small = read.name, letters(token.text)
    alone = bool(name.given) and not name.surname and sheet.text[read.end : read.end + 1] == ")"
    return alone and 2 <= len(small) <= 4 and small[0] == name.given[0][0]


def _on_line(sheet: Sheet, index: int) -> PersonName | None:
    """A name on the same line of which a token, in brackets or alone in its cell, has just the initials."""
    token, cell = sheet.tokens[index], sheet.cell_of(index)
    bracketed = sheet.gap(index).endswith(("(", "[")) and sheet.text[token.end : token.end + 1] in (")", "]")
    if not bracketed and sheet.text[cell.start : cell.end].strip() != token.text:
        return None
    cells = sheet.lines[token.line]
    for start in range(cells[0].first, cells[-1].last):
        if start != index and sheet.tokens[start].flags & (CAP | PREFIX):
            read = read_name(sheet, start, wrap=False)
            if read is not None and letters(token.text) in initials_of(read.name) and _of_person(sheet, read):
                return read.name
    return None


def find_unintroduced(
    sheet: Sheet, persons: Sequence[Person], shorts: Mapping[str, Sequence[int]], document_id: str
) -> Iterator[Hit]:
    """Initials in an action list or before a colon, of somebody of this document; or of two of the case on one page.

    shorts: initials in small letters, with the numbers of the persons that they fit. Initials that only fit an
    office-holder of this document stay readable.
    """
    seen, words, sure, tokens = [], [], set[str](), sheet.tokens
    for at, token in enumerate(tokens):
        fitting = _fitting(token, shorts) if has_form(token) else None
        if not fitting:
            continue
        owners = [persons[number] for number in fitting]
        here = [owner for owner in owners if document_id in owner.documents]
        private = [owner for owner in here or owners if not owner.public]
        owner = private[0] if private else here[0] if here else None
        apart = owner is not None and stands_apart(sheet, at)
        if owner is not None and not is_word(token) and (asked(sheet, at) or told_of(sheet, at) or speaks(sheet, at)):
            seen.append((at, token, owner))
            sure.add(token.text)
        elif owner is not None and (dotted(sheet, at) or acts(sheet, at) or (apart and not is_word(token))):
            seen.append((at, token, owner))
        elif owner is not None and apart:
            words.append((at, token, owner))  # 'TO' is a word, but not in a row of initials
    several = len({owner for _, _, owner in seen if not owner.public}) > 1
    heads = {at for at, _, _ in seen}
    seen += [one for one in words if is_cell(sheet, one[0]) and beside_initials(sheet, one[0], heads)]
    done = {at for at, _, _ in seen}
    told = {token.text: owner for _, token, owner in seen if not owner.public}
    seen += [(at, one, told[one.text]) for at, one in enumerate(tokens) if one.text in told and at not in done]
    for at, token, owner in seen:
        if owner.public:
            yield Hit(token.start, token.end, 0.85, f"official_known:{owner.public}", "official_known")
        elif (
            token.text in sure
            or several
            or document_id in owner.documents
            or labelled(sheet, at)
            or signs_note(sheet, at)
        ):
            yield Hit(token.start, token.end, 0.6, f"known_person:{owner.shown}")


def _fitting(token: Token, shorts: Mapping[str, Sequence[int]]) -> Sequence[int] | None:
    """Whose initials a word can be; with dots those before the surname alone too: 'J.P.' of J.P. Smit."""
    short = letters(token.text)
    return shorts.get(short) or (shorts.get(f"{short}.") if token.text.count(".") > 1 else None)
