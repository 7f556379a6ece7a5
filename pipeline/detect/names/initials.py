"""The initials by which minutes call people: 'Karin de Vries (KdV)', 'JB = Jan Bakker'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from woolak.pipeline.detect.names import lettered
from woolak.pipeline.detect.names.cues import cues, name_cues
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.initials_told import asked, speaks, told_of
from woolak.pipeline.detect.names.lexicon import CAP, COMPOUND, FIRST, LISTED, NEVER, PREFIX, PROPER, THING, WORD
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.people import Person, PersonName
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.spelling import letters, normal
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["could_be_initials", "find", "find_unintroduced", "initials_of", "introduces"]


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


_DATED = re.compile(r"[ ,]{1,2}\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?(?=\s|$)")
"""The day on which somebody put his initials below a note: 'KdV 5/3'."""
_NOTE = 90
"""Characters of a note before the initials of who wrote it."""
_BEFORE_INITIALS = {"(", " (", " [", ", ", " - ", " – ", "\t", " = ", " / ", ": ", " (hierna: ", " (hierna "}
_BEHIND_INITIALS = {": ", " = ", " - ", " – ", "\t", " ("}


def could_be_initials(token: Token) -> bool:
    """Whether a word has the form of somebody's initials: KdV, JB, RvdM; not that of a body (GGD)."""
    return _has_form(token) and not _is_word(token)


def _is_word(token: Token) -> bool:
    """Whether a word is never a name; 'OK' is one, and 'ÖK' is not."""
    return bool(token.flags & NEVER) and token.text.isascii()


def _has_form(token: Token) -> bool:
    if not token.flags & CAP or not (token.text[-1].isupper() or token.text[-1] == "."):
        return False
    text = token.text.replace(".", "")
    return 2 <= len(text) <= 5 and text[0].isupper() and text[-1].isupper() and text.isalpha()


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """Initials beside the name that they stand for, before or behind it: 'Karin de Vries (KdV)', 'JB = Jan Bakker'."""
    tokens = sheet.tokens
    introduced: set[str] = set()
    for index, token in enumerate(tokens):
        if not _has_form(token):
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
        if token.text not in introduced and could_be_initials(token) and _acts(sheet, index):
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
        fitting = _fitting(token, shorts) if _has_form(token) else None
        if not fitting:
            continue
        owners = [persons[number] for number in fitting]
        here = [owner for owner in owners if document_id in owner.documents]
        private = [owner for owner in here or owners if not owner.public]
        owner = private[0] if private else here[0] if here else None
        apart = owner is not None and _stands_apart(sheet, at)
        if owner is not None and not _is_word(token) and (asked(sheet, at) or told_of(sheet, at) or speaks(sheet, at)):
            seen.append((at, token, owner))
            sure.add(token.text)
        elif owner is not None and (_dotted(sheet, at) or _acts(sheet, at) or (apart and not _is_word(token))):
            seen.append((at, token, owner))
        elif owner is not None and apart:
            words.append((at, token, owner))  # 'TO' is a word, but not in a row of initials
    several = len({owner for _, _, owner in seen if not owner.public}) > 1
    heads = {at for at, _, _ in seen}
    seen += [one for one in words if {one[0] - 1, one[0] + 1} & heads and _is_cell(sheet, one[0])]
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
            or _labelled(sheet, at)
            or _signs_note(sheet, at)
        ):
            yield Hit(token.start, token.end, 0.6, f"known_person:{owner.shown}")


def _has_form_at(sheet: Sheet, at: int) -> bool:
    return 0 <= at < len(sheet.tokens) and _has_form(sheet.tokens[at])


def _joined(sheet: Sheet, at: int) -> bool:
    """Whether a word is the 'en' between initials: 'JB en KdV'."""
    between = _has_form_at(sheet, at - 1) and _has_form_at(sheet, at + 1)
    return between and sheet.tokens[at].norm == "en"


def _is_cell(sheet: Sheet, at: int) -> bool:
    """Whether a word is all of its cell, and not of its line."""
    cell = sheet.cell_of(at)
    return cell.last - cell.first == 1 and len(sheet.lines[cell.line]) > 1


def _labelled(sheet: Sheet, at: int) -> bool:
    """Whether a word is what a memo's head or a form has behind a label: 'van | KdV'."""
    cells = sheet.lines[sheet.tokens[at].line]
    label = normal(sheet.text[cells[0].start : cells[0].end]).strip(" :")
    return len(cells) == 2 and _is_cell(sheet, at) and label in labels_of_people()


@cache
def labels_of_people() -> frozenset[str]:
    """Every label behind which a person may stand."""
    labels = name_cues().labels
    return frozenset(normal(label) for label in (*labels.strong, *labels.weak))


def _fitting(token: Token, shorts: Mapping[str, Sequence[int]]) -> Sequence[int] | None:
    """Whose initials a word can be; with dots those before the surname alone too: 'J.P.' of J.P. Smit."""
    short = letters(token.text)
    return shorts.get(short) or (shorts.get(f"{short}.") if token.text.count(".") > 1 else None)


def _dotted(sheet: Sheet, at: int) -> bool:
    """Whether initials with dots stand for somebody by themselves: 'wat zeggen we over R.L.?', not 'R.L. Stevens'."""
    token = sheet.tokens[at]
    follows = sheet.tokens[at + 1] if at + 1 < len(sheet.tokens) and sheet.gap(at + 1) == " " else None
    if token.text.count(".") < 2 or letters(token.text) in cues().dotted:
        return False
    return follows is None or not follows.flags & (CAP | PREFIX)


def _acts(sheet: Sheet, at: int) -> bool:
    """Whether a word opens its line or a sentence and a colon or a verb of a person follows."""
    token = sheet.tokens[at]
    if not sheet.opens_sentence(at):
        return False
    follows = sheet.tokens[at + 1] if at + 1 < len(sheet.tokens) else None
    says = follows is not None and sheet.gap(at + 1) == " " and follows.norm in cues().speech
    return sheet.text[token.end : token.end + 3].lstrip(" ")[:2] == ": " or (says and not _is_word(token))


def _stands_apart(sheet: Sheet, at: int) -> bool:
    """Whether a word is alone in its cell or brackets, in a row of codes, before a colon, or behind 'actie'."""
    token, text = sheet.tokens[at], sheet.text
    before = (text[sheet.tokens[at - 1].end : token.start] if at else "").strip(" ")[-1:]
    behind = text[token.end : token.end + 3].lstrip(" ")[:1]
    before = "&" if _joined(sheet, at - 1) else before
    behind = "&" if _joined(sheet, at + 1) or (behind == "," and _has_form_at(sheet, at + 1)) else behind
    told = _told(sheet, at) or (before == "&" and _told(sheet, at - 2))
    if (behind == "." and told) or _before_signed(sheet, token) or _DATED.match(text, token.end):
        behind = ""
    opens = sheet.opens_line(at) or before in ("/", "&", "+", "(", "[", ":", "|", "@", ",", ">")
    begins = not sheet.opens_line_at(token.start) or len(sheet.lines[token.line]) == 1
    if behind == "," and not begins:
        return True  # a row of a table: 'KdV, opnemen | 12 | 14'
    ends = behind in ("", "\n", "\t", "/", "&", "+", ")", "]", ":", "|")
    return ends and (opens or told or _closes(sheet, at))


def _before_signed(sheet: Sheet, token: Token) -> bool:
    """Whether the word for initials follows: 'KdV paraaf:'."""
    return sheet.text[token.end : token.end + 9].lstrip(" ").startswith(name_cues().signed)


def _told(sheet: Sheet, at: int) -> bool:
    """Whether a word stands behind 'door' or 'actie'."""
    return at > 0 and sheet.tokens[at - 1].norm in ("actie", "door") and sheet.gap(at) in (" ", ": ")


def _closes(sheet: Sheet, at: int) -> bool:
    """Whether a word ends its line behind a whole sentence: whoever wrote a note signs it so."""
    token, text = sheet.tokens[at], sheet.text
    dated = _DATED.match(text, token.end)
    before = text[max(0, token.start - 9) : token.start].rstrip(" \t")[-1:]
    ends = text[dated.end() if dated else token.end :][:9].lstrip(" ")[:1] in ("", "\n")
    return before in (".", "!", "?") and (ends or _before_signed(sheet, token))


def _signs_note(sheet: Sheet, at: int) -> bool:
    """Whether three letters and more sign a note, or two with a day: else it may be anything where nobody is known."""
    token = sheet.tokens[at]
    sure = len(token.text) > 2 or _DATED.match(sheet.text, token.end) is not None or _before_signed(sheet, token)
    return (sure or _asked_before(sheet, token)) and _closes(sheet, at)


def _asked_before(sheet: Sheet, token: Token) -> bool:
    """Whether the note before initials asks somebody to do something: 'svp afhandelen voor 3/5. KdV'."""
    line = sheet.text.rfind("\n", 0, token.start) + 1
    return _handling().search(sheet.text, max(line, token.start - _NOTE), token.start) is not None


@cache
def _handling() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(name_cues().handling)})(?!\w)", re.IGNORECASE)
