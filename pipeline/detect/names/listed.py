"""Names by the word lists and their form alone: 'J.P. van der Meer', 'Karin de Vries', 'volgens Snijders'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.names import sharing, spaced
from woolak.pipeline.detect.names.alone import stands_alone
from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.grammar import Read, may_begin, read_name
from woolak.pipeline.detect.names.hits import Around, Hit, hit
from woolak.pipeline.detect.names.hyphened import between_places
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    ALSO_WORD,
    CAP,
    FIRST,
    GENITIVE,
    INITIAL,
    LAST,
    LISTED,
    NEVER,
    PLACE,
    PREFIX,
    ROLE,
    SELDOM,
    STREET,
    TITLE,
    UPPER,
    WORD,
    is_place,
)  # fmt: skip
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.surnames import rare_surname, surname_word
from woolak.pipeline.detect.names.trimming import follows_class
from woolak.pipeline.detect.names.verbs import asks

__all__ = ["find"]

LONGEST_INITIALS = 4
"""Letters of what may be initials without dots."""
GOES_ON = re.compile(r" (?!en |of |van |de |der |den )[a-z]{2,}")
_TITLE_GOES_ON = re.compile(r" (?:in|op|om|over|tussen|achter|onder|uit|voor|tot) [a-zA-Z]")
_NUMBER = re.compile(r" \d")
_GOES_ON_SMALL = re.compile(r"\. [a-z]+$")
_ROW = re.compile(r"\s?(?:\([^()\n]{1,25}\))?\s?(?:,|;|/|&|\ben\b|,\s?en\b)\s?(?:de\s)?")
"""What stands between two names of a row."""


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    tokens = sheet.tokens
    done = 0
    headings = {number for number, cells in enumerate(sheet.lines) if _heading(sheet, cells[0].first, cells[-1].last)}
    hits: list[Hit] = []
    rest: list[Read] = []
    for index, token in enumerate(tokens):
        if index < done or not token.flags & (CAP | PREFIX) or not _may_start(sheet, index, done):
            continue
        turned = _turned(sheet, index)
        if turned is not None:
            done = turned.last
            hits.append(hit(turned, 0.85, "surname_first"))
            continue
        if _is_other_word(token):
            continue
        read = read_name(sheet, index)
        if read is None or read.first != index:
            continue
        scored = _score(sheet, read, token.line in headings)
        if scored is not None:
            done = read.last
            hits.append(scored)
        elif token.line not in headings and read.listed:
            if token.norm != "uit" and not _from_there(sheet, read):
                rest.append(read)
            if token.flags & PREFIX and token.flags & CAP:
                done = read.last  # 'De Slinger' is no name: then neither is 'Slinger'
    yield from hits
    yield from sharing.find(sheet, hits)
    yield from _beside(sheet, hits, rest)
    yield from spaced.find(sheet)


def _is_other_word(token: Token) -> bool:
    """Whether no name begins with a word: known at once, before it is read as one."""
    longer_than_initials = len(token.text) > LONGEST_INITIALS and not token.flags & (PREFIX | INITIAL)
    return longer_than_initials and not surname_word(token, behind=False, loose=False)


def _may_start(sheet: Sheet, index: int, done: int) -> bool:
    """Whether a name may start here: a capital, or the first tussenvoegsel of a row of them."""
    tokens, token = sheet.tokens, sheet.tokens[index]
    if not may_begin(sheet, index) or (token.flags & NEVER and not token.flags & PREFIX and not rare_surname(token)):
        return False
    if not token.flags & PREFIX:
        return True
    follows = tokens[index + 1].flags if index + 1 < len(tokens) else 0
    if not token.flags & CAP and follows & PREFIX and follows & CAP:
        return False  # 'van De Wit'
    inside = index and tokens[index - 1].flags & PREFIX and index - 1 >= done and sheet.gap(index) == " "
    return not inside or bool(token.flags & CAP and not tokens[index - 1].flags & CAP)


def _beside(sheet: Sheet, hits: list[Hit], rest: list[Read]) -> Iterator[Hit]:
    """Ordinary words that are names in a row with sure ones: 'Beer, Roos en Storm', 'Akkerman (RO), Verhulst (JZ)'."""
    text = sheet.text
    sure = [
        (one.start, one.end)
        for one in hits
        if one.score >= 0.45 or "/" in text[one.end : one.end + 2] or "/" in text[max(0, one.start - 2) : one.start]
    ]
    again = True
    while again and sure:
        again = False
        for read in list(rest):
            before = max((end for _, end in sure if end <= read.start), default=-1)
            after = min((start for start, _ in sure if start >= read.end), default=-1)
            behind = before >= 0 and _ROW.fullmatch(text, before, read.start)
            if behind and "\n" in text[before : read.start] and GOES_ON.match(text, read.end):
                behind = None  # 'Dag Karin,' and on the next line 'Fijn dat je er was.'
            if read.plain and _TITLE_GOES_ON.match(text, read.end):
                behind = None  # 'J. Marsman, Licht op de dijk'
            if behind or (after >= 0 and _ROW.fullmatch(text, read.end, after)):
                rest.remove(read)
                sure.append((read.start, read.end))
                again = True
                yield hit(read, 0.5, "beside_name")


def _heading(sheet: Sheet, first: int, last: int) -> bool:
    """Whether (nearly) every word of a line has a capital, so that capitals say nothing: a heading or a form."""
    words = [token.flags for token in sheet.tokens[first:last] if not token.flags & INITIAL]
    if len(words) < 3 or sum(1 for flags in words if flags & CAP) < 0.8 * len(words):
        return False
    return sum(1 for flags in words if not flags & LISTED) * 2 >= len(words)


def _turned(sheet: Sheet, index: int) -> Read | None:
    """'Jansen, W.H.' and 'Vries, Karin de', from the begin of a line or cell, or of an entry, to its end."""
    token = sheet.tokens[index]
    known = token.flags & (LAST | AFTER | PREFIX) or not token.flags & (WORD | PLACE | UPPER) or rare_surname(token)
    if not known or not sheet.opens_line(index):
        return None
    read = read_reversed(sheet, index)
    if read is None or not read.listed or (read.plain and not read.name.initials):
        return None
    rest = sheet.text[read.end : read.end + 2]
    if rest.startswith(",") and not token.flags & (LISTED | PREFIX):
        return None  # 'Herplanning, Marco, 28/3'
    return read if not rest or rest[0] in "\n\t;,()" or rest in (" (", " -", " –") else None


def _score(sheet: Sheet, read: Read, heading: bool) -> Hit | None:
    tokens, name = sheet.tokens, read.name
    words = tokens[read.first : read.last]
    flags = words[0].flags
    if name.initials:
        return _with_initials(sheet, read)
    before = tokens[read.first - 1] if read.first and sheet.gap(read.first) in (" ", ". ") else None
    if "-" in sheet.text[read.start : read.end] and between_places(words, before):
        return None
    if name.given and name.surname:
        return _full(sheet, read)
    if name.prefix:
        return _prefixed(sheet, read, heading)
    if len(words) > 1 and words[0].flags & PLACE and sheet.gap(read.first + 1).strip() in ("-", "–"):
        return None  # 'de spoorlijn Amersfoort - Ede-Wageningen'
    if len(words) > 1:
        known = sum(1 for token in words if token.flags & (FIRST | LAST) and not token.flags & WORD)
        return hit(read, 0.7, "first_and_surname") if known == len(words) and not heading else None
    if flags & UPPER or flags & (SELDOM | ROLE | TITLE) or heading:
        return None
    return _single(sheet, read)


def _with_initials(sheet: Sheet, read: Read) -> Hit | None:
    """Initials and a surname; 'A. Inleiding' and 'B. Kosten' are headings."""
    first, last = sheet.tokens[read.first], sheet.tokens[read.last - 1]
    classed = len(read.name.initials) == 1 and follows_class(sheet.text, read.start)  # 'Bijlage B. Aanvoerroutes'
    lettered = len(read.name.initials) == 1 and (classed or sheet.opens_sentence(read.first)) and first.flags & INITIAL
    if read.plain and not read.listed:
        sure = len(read.name.initials) > 1 or not (lettered or last.flags & WORD)
        return hit(read, 0.6, "initials_surname") if sure and first.flags & INITIAL else None
    if lettered and read.plain and not read.name.prefix:
        return hit(read, 0.35, "initials_surname") if last.flags & LAST and _alone(sheet, read) else None
    if lettered and not read.listed and (classed or last.flags & WORD):
        return None
    if last.flags & (PLACE | UPPER) and not read.listed:
        return None
    bare = len(first.text) > 1 and not first.flags & INITIAL  # 'JPM de Wit', surer than the model alone
    sure = bool((read.listed and not read.plain) or read.name.prefix)
    return hit(read, 0.86 if sure and bare else 0.85 if sure else 0.7, "initials_surname")


def _alone(sheet: Sheet, read: Read) -> bool:
    """Whether a name is all there is in its cell."""
    cell = sheet.cell_of(read.first)
    return not sheet.text[cell.start : read.start].strip() and not sheet.text[read.end : cell.end].strip()


def _abbreviated(sheet: Sheet, read: Read) -> bool:
    """Whether a word with a dot is all there is in its cell, or goes on in small letters: 'Max. punten'."""
    cell = sheet.cell_of(read.first)
    rest = sheet.text[read.end : cell.end].strip()
    opens = not sheet.text[cell.start : read.start].strip()
    return opens and (rest == "." or bool(_GOES_ON_SMALL.match(rest)))


def _full(sheet: Sheet, read: Read) -> Hit | None:
    """A first name and a surname: how sure depends on which of the two is an ordinary word as well."""
    words = sheet.tokens[read.first : read.last]
    first, last = words[0], words[-1]
    capitals = bool(first.flags & UPPER and last.flags & UPPER)
    key = "capitals" if capitals else "first_and_surname"
    sure_first = first.flags & FIRST and not first.flags & (WORD | PLACE | SELDOM)
    sure_last = bool(
        last.flags & (LAST | (AFTER if read.name.prefix else 0)) and not last.flags & (WORD | PLACE | SELDOM)
    )
    if sure_first and not last.flags & (LAST | AFTER) and stands_alone(sheet, read.first, read.last - 1):
        return hit(read, 0.7, key)
    if sure_first:
        thing = last.flags & WORD or (last.flags & STREET and _of_place_named(sheet, read))
        if thing and not last.flags & (LAST | AFTER):
            behind = read.name.prefix and not last.flags & STREET  # 'Hatice van Thuiszorg Noord'
            return Hit(first.start, first.end, 0.55, "first_name") if behind else None
        return hit(read, 0.88 if last.flags & (LAST | AFTER) else 0.75, key)
    if sure_last or (read.name.prefix and last.flags & (LAST | AFTER)):
        return hit(read, 0.6 if sheet.opens_sentence(read.first) else 0.75, key)
    if first.flags & FIRST and last.flags & LAST and not sheet.opens_sentence(read.first) and not capitals:
        return hit(read, 0.5, key)
    return None


def _of_place_named(sheet: Sheet, read: Read) -> bool:
    """Whether an article or number says that a place is meant: 'de Anna Zandbrug', 'Anna Zandhaven 12'."""
    return _behind_article(sheet, read) or _NUMBER.match(sheet.text, read.end) is not None


def _prefixed(sheet: Sheet, read: Read, heading: bool) -> Hit | None:
    """'Van Everdingen', 'van Zuilen', 'El Idrissi'; 'de Raad', 'Bij de Kamer' and 'van Almere' are no names."""
    words = sheet.tokens[read.first : read.last]
    first, last = words[0], words[-1]
    double = any("-" in word.text for word in words[:-1])  # 'El Khatib-van Dijk'
    if heading or last.flags & (NEVER | STREET | (0 if double else SELDOM)):
        return None
    if last.flags & UPPER and not first.flags & UPPER:
        return None
    if is_place(sheet.text[read.start : read.end]):
        return None
    if last.flags & FIRST and not last.flags & (LAST | AFTER):
        return None  # 'de Anne Frankstraat'
    small, opens = not first.flags & CAP, sheet.opens_sentence(read.first)
    if first.text == "de" and _opens_title(sheet, read):
        return None  # 'de Deep Democracy'
    if small and first.norm in cues().prepositions and last.flags & FIRST and not last.flags & AFTER:
        return None  # 'de mail van Bart'
    strong = any(word.norm in cues().strong_prefixes for word in words[:-1])
    ordinary = bool(last.flags & (WORD | PLACE))
    if not last.flags & (LAST | AFTER):
        return hit(read, 0.5, "prefixed_surname") if strong and not ordinary and not small else None
    if strong:
        return hit(read, 0.65 if not (ordinary and small) else 0.5, "prefixed_surname")
    weak = first.norm in cues().prepositions - {"van"} and (small or opens)
    if ordinary:
        verb = _says(sheet, read).lower()
        cued = _cued(sheet, read) or (not opens and verb and verb not in cues().says_little)
        return hit(read, 0.45, "prefixed_surname") if cued and not weak and not (small and first.norm == "de") else None
    if weak:
        return None
    return hit(read, 0.4 if small and first.norm == "van" else 0.55 if small or opens else 0.65, "prefixed_surname")


def _opens_title(sheet: Sheet, read: Read) -> bool:
    """Whether a word with a capital that is no name follows: 'Deep Democracy'."""
    if read.last >= len(sheet.tokens) or sheet.gap(read.last) != " ":
        return False
    behind = sheet.tokens[read.last].flags
    return bool(behind & CAP) and not behind & (LISTED | PREFIX | INITIAL)


def _single(sheet: Sheet, read: Read) -> Hit | None:
    token = sheet.tokens[read.first]
    flags = token.flags
    opens = sheet.opens_sentence(read.first)
    says = _says(sheet, read)
    if _from_there(sheet, read) and not flags & FIRST:
        return None
    if "-" in token.norm and all(is_place(part) for part in token.text.split("-")):
        return None  # 'Ede-Wageningen'
    if flags & WORD or flags & PLACE:
        if not flags & (FIRST | LAST) or (flags & PLACE and _of_place(sheet, read)):
            return None
        if opens or not (_cued(sheet, read) or says) or _behind_article(sheet, read):
            return None
        return hit(read, 0.4, "says" if says else "surname", says)
    if flags & ALSO_WORD and ((opens and _goes_on_as_sentence(sheet, read)) or asks(sheet, read.first)):
        return None  # 'Ben ik bevoegd?', 'Mark de plekken', 'campagne Ken je mij nog?'
    if token.norm in cues().abbreviations and _abbreviated(sheet, read):
        return None  # 'Max.' over a column
    if flags & GENITIVE:
        return hit(read, 0.4, "first_name")
    if flags & FIRST:
        return hit(read, 0.55, "first_name")
    if flags & LAST and not (_behind_article(sheet, read) and _opens_title(sheet, read)):
        if says:
            return hit(read, 0.6, "says", says)
        return hit(read, 0.45 if not opens or _alone(sheet, read) else 0.4, "surname")
    return None


def _goes_on_as_sentence(sheet: Sheet, read: Read) -> bool:
    """Whether an article or pronoun follows, so that a word that opens a sentence is a verb there."""
    follows = sheet.tokens[read.last].norm if read.last < len(sheet.tokens) else ""
    return sheet.gap(read.last) == " " and follows in cues().behind_verb if follows else False


def _from_there(sheet: Sheet, read: Read) -> bool:
    """Whether 'uit' stands before a word: 'groeten uit Hoogeland'."""
    return bool(read.first) and sheet.tokens[read.first - 1].norm in ("uit", "nabij") and sheet.gap(read.first) == " "


def _of_place(sheet: Sheet, read: Read) -> bool:
    """Whether a word before says that the place is meant: 'de gemeente Hardenberg', 'in Dalen', 'volgens Utrecht'."""
    at = read.first
    while at > 1 and sheet.tokens[at - 1].norm in ("en", "of") and sheet.tokens[at - 2].flags & PLACE:
        at -= 2  # 'in Emmen en Hoogeveen'
    return not at or sheet.tokens[at - 1].norm in cues().before_place


def _says(sheet: Sheet, read: Read) -> str:
    """The verb behind a name, when there is one."""
    if read.last >= len(sheet.tokens) or sheet.gap(read.last) not in (" ", "\n"):
        return ""
    verb = sheet.tokens[read.last]
    return verb.text if verb.norm in cues().speech and not verb.flags & CAP else ""


def _behind_article(sheet: Sheet, read: Read) -> bool:
    """Whether an article or a word that is never a name stands before: 'de Mens heeft', 'de Tweede Kamer vroeg'."""
    before = sheet.tokens[read.first - 1] if read.first and sheet.gap(read.first) == " " else None
    if before is None or before.norm in cues().names_person:
        return False
    return before.norm in ("de", "het", "een") or bool(before.flags & CAP and before.flags & NEVER)


def _cued(sheet: Sheet, read: Read) -> bool:
    """Whether the words before a name stand before persons: 'volgens', 'zei', 'gesproken met'."""
    index = read.first
    if not index or sheet.gap(index) not in (" ", "\n"):
        return False
    before = sheet.tokens[index - 1].norm
    if before in cues().names_person:
        return True
    return before in ("met", "bij", "tegen", "aan") and index > 1 and sheet.tokens[index - 2].norm in cues().talks
