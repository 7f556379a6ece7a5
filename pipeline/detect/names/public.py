"""Persons in public office and public figures: their names stay readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from woolak.pipeline.detect.names import artists, past
from woolak.pipeline.detect.names.cues import alternatives, name_cues
from woolak.pipeline.detect.names.grammar import Read, read_around, read_name
from woolak.pipeline.detect.names.hits import Around, Hit
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
from woolak.pipeline.detect.names.lists import read_names, read_reversed
from woolak.pipeline.detect.names.people import PersonName, agree
from woolak.pipeline.detect.names.public_cues import public_cues, public_words
from woolak.pipeline.detect.names.sheet import Sheet, Token, sheet_of
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.names.trimming import CLASS_BEFORE
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["figures", "find", "holder_name", "official_names"]

_COUNCIL = re.compile(r"(?i)\b(?:gemeenteraad|raadsleden|raadslid|statenleden|fracties?|moties?|amendement)\b")
_PARTY = re.compile(r"[ ]?\([A-Za-z0-9 /.&-]{1,30}\)")


_OF_FAMOUS = 0.3
"""Lower than what tells that somebody of that name is there, which would be dropped under it."""
_PROSE = 50
"""Characters; a line shorter than this is one of an address or a head, and not of running text."""
_HOME_BELOW = re.compile(
    r"[ ]*\n+[ ]*(?:(?!Postbus)[A-ZÀ-Þ][\w.'’-]+(?: [\w.'’-]+){0,3} \d{1,4}(?:[ -]?[a-zA-Z0-9]{1,4})?,?[ ]*(?:\n|$)"
    r"|\d{4} ?[A-Z]{2}\b)"
)
"""An address on the line below a name: who writes, and not the council that is written to."""

ORDER_BEHIND = re.compile(
    r"(?: [a-z]+){0,4} (?:de |een |deze |dit )?(?:(?:deel|vervolg|raam)?opdracht|voornemen|gunning\w*)\b"
)
"""What makes a contract of such words, or its award: 'verlenen wij u de opdracht', 'bezwaar tegen dit voornemen'."""


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    officials = list(_officials(sheet, around))
    for hit in _in_office(sheet):
        if not any(one.start <= hit.start and hit.end < one.end for one in officials):
            yield hit  # not half of a double surname that a line end breaks
    yield from _signing(sheet)
    yield from _mandate(sheet, around)
    yield from _of_party(sheet)
    yield from figures(sheet)
    yield from artists.find(sheet)
    yield from officials
    yield from past.find(sheet, around)


def _keep(read: Read, key: str, seen: str, score: float = 0.99) -> Hit:
    return Hit(read.start, read.end, score, f"{key}:{' '.join(seen.split())[:40]}", key, read.name)


def _in_office(sheet: Sheet) -> Iterator[Hit]:
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
        before = None if _lists_on(sheet, match.start(), index) else _name_before(sheet, match.start())
        below = index < len(tokens) and "\n" in sheet.gap(index)  # 'R. Bos, burgemeester', and on the next line another
        behind = _names_behind(sheet, index, office) if index < len(tokens) and not (before and below) else []
        if before and below and (secretary := _with_secretary(sheet, index)):
            yield _keep(secretary, "signatory", "secretaris")
        if match[1][0].isupper() and _is_surname(sheet, match.start()):
            continue  # 'mevrouw De Koning Bakker'
        behind = [read for read in behind if not (read.name.surname and normal(office) in public_cues().royal)]
        for read in behind:
            yield _keep(read, "public_office", office)
        before = None if behind else before
        if before is not None:
            yield _keep(before, "public_office", office)


def _is_surname(sheet: Sheet, position: int) -> bool:
    """Whether the word for an office is somebody's surname, behind a title, initials or a first name."""
    index = sheet.at(position)
    while index and sheet.tokens[index - 1].flags & PREFIX and sheet.gap(index) == " ":
        index -= 1
    before = sheet.tokens[index - 1] if index and sheet.gap(index) in (" ", ". ") else None
    return before is not None and bool(
        before.flags & (HONORIFIC | INITIAL) or (before.flags & FIRST and before.flags & CAP)
    )


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
    if not office or tokens[another].flags & CAP or tokens[another].norm.startswith("loco"):
        return False
    return another > index or tokens[index + 1].norm == "en"


def _with_secretary(sheet: Sheet, index: int) -> Read | None:
    """'..., burgemeester', and on the next line 'J. Terwal, secretaris': who sign for a college together."""
    read = read_name(sheet, index, loose=True, wrap=False)
    office = sheet.text[read.end :].partition("\n")[0] if read else ""
    return read if re.fullmatch(r",[ ](?:gemeente|loco-?)?(?:secretaris|griffier)[ .,]*", office) else None


def _names_behind(sheet: Sheet, index: int, office: str) -> list[Read]:
    """The names that an office introduces; those of a list in which the office is only one item are not."""
    tokens, gap = sheet.tokens, sheet.gap(index)
    many = normal(office) in public_words().offices_of_many
    direct = (
        gap in (" ", "\u00a0", ". ")
        or (gap == "\n" and _goes_on_below(sheet, index - 1))
        or bool(_PARTY.fullmatch(gap.rstrip()))
    )
    if direct:
        reads = _row(sheet, index) if many else [r for r in [read_name(sheet, index, loose=True, wrap=False)] if r]
        reads = [read for read in reads if _person(sheet, read)]
        if reads:
            return reads
    field = tokens[index].norm in public_cues().portfolio or tokens[index].flags & CAP
    return _behind_portfolio(sheet, index) if gap == " " and field else []


def _goes_on_below(sheet: Sheet, index: int) -> bool:
    """Whether the line that ends in a token is running text: below a short one ('Aan de burgemeester') stands somebody
    else."""
    cell = sheet.cell_of(index)
    return not sheet.opens_line(index) and cell.end - cell.start >= _PROSE


def _row(sheet: Sheet, index: int) -> list[Read]:
    """Names in a row, each perhaps with a party in brackets."""
    tokens = sheet.tokens
    found: list[Read] = []
    j = index
    while j < len(tokens):
        reads = read_names(sheet, j, len(sheet.text), loose=True, wrap=True)
        if not reads:
            break
        if not all(_person(sheet, read) for read in reads):
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
            return [read] if read and read.first > k and _person(sheet, read) else []
        before = tokens[k - 1]
        if gap != " " or not (before.flags & (CAP | PREFIX) or before.norm in public_cues().portfolio | {"en"}):
            return []
        if tokens[k].flags & (TITLE | INITIAL) or (
            tokens[k].flags & FIRST and not tokens[k].flags & (WORD | PLACE | LAST)
        ):
            read = read_name(sheet, k, loose=bool(tokens[k].flags & TITLE), wrap=False)
            full = read is not None and (tokens[k].flags & (TITLE | INITIAL) or (read.name.given and read.name.surname))
            return [read] if read and full and _person(sheet, read) else []
    return []


def _person(sheet: Sheet, read: Read) -> bool:
    """Whether what stands behind an office can be who holds it, and not a place, street or body."""
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
def _party() -> Phrases:
    listed = public_words().parties
    return phrases(rf"(?<=\w) \(({alternatives(listed)})\)", listed)


def _of_party(sheet: Sheet) -> Iterator[Hit]:
    """'Tamara Velthuis (SP)': who speaks for a party in a council."""
    if not _party().may_be_in(sheet.text) or not _COUNCIL.search(sheet.text):
        return
    for match in _party().finditer(sheet.text):
        read = _name_before(sheet, match.start() + 2)
        if read is not None and read.name.surname and not _is_citizen(sheet, read):
            yield _keep(read, "public_office", match[1])


def _is_citizen(sheet: Sheet, read: Read) -> bool:
    """Whether what stands before a name says that no councillor is meant: 'inwoner Karin Bos (SP)', 'mijn man Piet
    (VVD)'."""
    before = sheet.tokens[read.first - 1] if read.first else None
    return before is not None and before.norm in public_cues().citizens


@cache
def _signing_line() -> Phrases:
    words = public_words()
    return phrases(
        rf"(?im)(?:^|(?<=\t))[ ]*(?:(?:{alternatives(words.signing_before)})[ ]+){{0,2}}"
        rf"({alternatives(words.signing_offices)})"
        rf"(?:[ ](?:van|en|der)[ ][^\n\t]{{2,40}})?[ ]*[,.]?[ ]*(?=[\t\n]|$)",  # with a name behind it: not its line
        words.signing_offices,
    )


def _signing(sheet: Sheet) -> Iterator[Hit]:
    """'De griffier,' with the name on the line above or below, in the same column."""
    text = sheet.text
    for match in _signing_line().finditer(text):
        line = text.count("\n", 0, match.start(1))
        office = match[1]
        if normal(office) in public_words().only_formal and not _formal(sheet, line):
            continue
        cells = sheet.lines[line]
        column = next((k for k, cell in enumerate(cells) if cell.start <= match.start(1) <= cell.end), 0)
        label = normal(text[cells[column - 1].start : cells[column - 1].end]).rstrip(" :") if column else ""
        if label in name_cues().column_heads:
            continue  # 'Functie', and behind it 'secretaris': a form, and nobody signs
        announced = "," in match[0] or match[0].split()[0].lower() != office.split()[0].lower()
        for read in _names_beside(sheet, line, column, announced):
            yield _keep(read, "signatory", office)


def _formal(sheet: Sheet, line: int) -> bool:
    """Whether a college, council or board signs here."""
    first, last = sheet.lines[max(0, line - 10)][0], sheet.lines[min(len(sheet.lines) - 1, line + 5)][-1]
    around = normal(sheet.text[first.start : last.end])
    return any(word in around for word in public_words().formal)


def _names_beside(sheet: Sheet, line: int, column: int, below_first: bool) -> list[Read]:
    """Names alone in their cell, on the nearest line below or above.

    'De griffier,' stands above the name, 'burgemeester' below it.
    """
    below = range(line + 1, min(line + 7, len(sheet.lines)))
    above = range(line - 1, max(line - 4, -1), -1)
    for numbers in (below, above) if below_first else (above, below):
        for number in numbers:
            cells = sheet.lines[number]
            if not any(cell.last > cell.first for cell in cells):
                continue
            cell = cells[column] if column < len(cells) else cells[-1]
            if cell.last == cell.first:
                continue
            read = read_name(sheet, cell.first, loose=True, wrap=False, stop=cell.end)
            rest = sheet.text[read.end : cell.end].strip(" .,") if read else "?"
            if read is not None and _HOME_BELOW.match(sheet.text, cell.end):
                break
            if read is not None and _person(sheet, read) and (not rest or rest[0] in "(,-"):
                return [read]
            dotted = re.search(r"[_.…]{4,}", sheet.text[cell.start : cell.end])
            if not dotted and not _signing_line().pattern.match(sheet.text, cell.start):
                break
    return []


@cache
def _mandate_line() -> re.Pattern[str]:
    town = r"(?:[ ](?:van(?:[ ]de[ ]gemeente)?[ ])?(?-i:[A-ZÀ-Þ'])[^\n\t,]{1,30})?"
    return re.compile(rf"(?im)(?:^|(?<=[,\t] ))[ ]*({alternatives(public_words().mandate)}){town}[ ]*[,:]?[ ]*$")


@cache
def _decides() -> Phrases:
    """What only a decision tells: how to object to it."""
    return phrases(rf"(?i)(?<!\w)(?:{alternatives(public_words().objecting)})(?!\w)", public_words().objecting)


def _is_decision(text: str) -> bool:
    """Whether a page tells a decision: 'verlenen wij u de opdracht' tells of a contract."""
    return any(not ORDER_BEHIND.match(text, match.end()) for match in _decides().finditer(text))


@cache
def _head() -> re.Pattern[str]:
    """A line with the function of who leads: 'hoofd Vergunningen', 'teammanager', 'directeur Ruimte'."""
    return re.compile(rf"(?i)[ \t]*(?:de[ ])?(?:{alternatives(public_words().heads)})(?!\w)")


def _mandate(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """The manager who signs the decision itself under mandate (policy: stays readable).

    A letter that is no decision by its form is one when it tells how to object, and a head of department signs it.
    """
    if around.document is None:
        return
    matches = list(_mandate_line().finditer(sheet.text))
    if not matches:
        return
    if around.document.facts.origin == "third_party":
        return  # a citizen or firm that lets somebody sign
    decision = around.document.facts.kind == "besluit"
    texts = (page.text.replace("\n", " ") for page in around.document.pages)
    if not decision and not any(_is_decision(text) for text in texts):
        return
    for match in matches:
        line = sheet.text.count("\n", 0, match.start(1))
        for read in _names_beside(sheet, line, 0, True):
            below = sheet.text[sheet.text.find("\n", read.end) + 1 :] if "\n" in sheet.text[read.end :] else ""
            if not decision and not _head().match(below):
                continue
            yield _keep(read, "signatory_mandate", match[1], 0.97)


def figures(sheet: Sheet) -> Iterator[Hit]:
    """Historic and public figures, and firms and brands of which the name reads as a person's."""
    cue = public_cues()
    for index, token in enumerate(sheet.tokens):
        if not token.flags & CAP:
            continue
        for names, key in ((cue.figures, "public_figure"), (cue.firms, "company")):
            last = token.norm if token.norm in names else token.norm.removesuffix("s")  # 'in Vermeers tijd'
            if last not in names or (last != token.norm and key != "public_figure"):
                continue
            first = _words_before(sheet, index, names[last], last)
            if first is None:
                continue
            start = sheet.tokens[first].start
            if _goes_before(sheet, first):
                read = read_around(sheet, index)
                if read is None or not _is_figure(read.name):
                    continue
                start = read.start
            yield Hit(start, token.end, _OF_FAMOUS, f"{key}:{sheet.text[start : token.end]}", key)


def _words_before(sheet: Sheet, index: int, names: tuple[tuple[str, ...], ...], last: str) -> int | None:
    """The first token of the longest of some names (word by word) that ends at `index`, where `last` is read."""
    for words in names:
        first = index - len(words) + 1
        read = (*(part.norm.strip(".") for part in sheet.tokens[max(0, first) : index]), last.strip("."))
        if first >= 0 and read == words:
            return first
    return None


def _goes_before(sheet: Sheet, index: int) -> bool:
    """Whether initials, a first name or a title stand before a famous surname: 'mevrouw Drees', 'J. Lely'."""
    if not index or sheet.gap(index) not in (" ", ""):
        return False
    before = sheet.tokens[index - 1]
    if before.flags & INITIAL and CLASS_BEFORE.search(sheet.text, max(0, before.start - 14), before.start):
        return False  # 'klasse B. Van Oord'
    return bool(before.flags & (TITLE | INITIAL) or (before.flags & CAP and before.flags & FIRST))


def _is_figure(name: PersonName) -> bool:
    """Whether initials or a first name before a famous surname are the figure's own: 'J.R. Thorbecke'."""
    known = (official_names(figure) for figure in public_words().figures)
    same = (figure for figure in known if figure and figure.given and figure.surname == name.surname)
    return bool(name.surname and (name.given or name.initials)) and any(agree(name, figure) for figure in same)


@lru_cache(maxsize=1024)
def official_names(name: str) -> PersonName | None:
    """A name from zaak.yaml, taken apart."""
    sheet = sheet_of(name)
    index = 0
    while index < len(sheet.tokens) and not sheet.tokens[index].flags & (CAP | PREFIX):
        index += 1
    read = read_name(sheet, index, loose=True) if sheet.tokens else None
    return read.name if read else None


def holder_name(name: str) -> PersonName | None:
    """The name of an office-holder from zaak.yaml: all of it is a name, so that what stands behind a first name and
    a surname, without a hyphen, is of the surname too."""
    read = official_names(name)
    words = [token.norm for token in sheet_of(name).tokens if name[token.start : token.end].istitle()]
    known = read.surname.split(" ")[-1] if read and read.given else ""
    if read is None or known not in words:
        return read
    return replace(read, surname=" ".join([read.surname, *words[words.index(known) + 1 :]]))


def _may_be_given(token: Token) -> bool:
    return bool(token.flags & (INITIAL | FIRST)) or (bool(token.flags & CAP) and not token.flags & WORD)


def _first_letters(name: PersonName, token: Token) -> str:
    return name.first_letters if token.flags & INITIAL else ""


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


def _officials(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """The office-holders of zaak.yaml in each form: a full name that differs is somebody else's."""
    if around.case is None:
        return
    for official in around.case.public_officials:
        name = holder_name(official.name)
        if name is None:
            continue
        if " " in name.surname:
            for double in _double_surname(sheet, name):
                yield _keep(double, "public_official", official.role or official.name)
        last = name.surname.split(" ")[-1]
        for index, token in enumerate(sheet.tokens):
            if token.norm != last and token.norm not in name.given:
                continue
            read = read_around(sheet, index)
            if read is None or not agree(read.name, name) or not read.name.surname or _of_namesake(sheet, read, name):
                continue
            sure = bool(read.name.given or read.name.initials)
            if not sure and _is_citizen(sheet, read):
                continue
            yield _keep(read, "public_official", official.role or official.name, 0.99 if sure else 0.94)


def _of_namesake(sheet: Sheet, read: Read, name: PersonName) -> bool:
    """'Veerwind, Karin' and 'k.veerwind@...' are not the burgemeester's, whose first name is another."""
    turned = read_reversed(sheet, read.first)
    return turned is not None and not agree(turned.name, name)
