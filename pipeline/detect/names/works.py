"""Authors of literature: lists of sources, and references in the text. They stay readable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import chain

from woolak.model import Document
from woolak.pipeline.detect.lines import line_end, stretches
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.lexicon import FIRST, LAST, ROLE, WORD, flags_of
from woolak.pipeline.detect.names.public_cues import public_words
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, any_in, phrases

__all__ = ["find", "surnames"]

_UP = r"[A-ZÀ-ÞĀ-Ž]"
_PREFIX = (
    r"(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Tt]en|[Tt]er|[Tt]e|[Vv]on|[Ee]l|[Aa]l|['’]t|[Dd]a|[Dd]i|[Ll]e|[Ll]a|"
    r"[Vv]ander|[Vv]anden|[Vv]ande|in)[ ])"
)
_SURNAME = rf"{_PREFIX}{{0,3}}{_UP}[\w'’]+(?:[-‐][\w'’]+)*(?:[ ]{_UP}[\w'’]+)?"
_AND = r"(?:,?[ ](?:en|and|&|und)[ ]|,[ ]|;[ ])"
_MORE = r"(?:,?[ ](?:e\.a\.|e\.a|et[ ]al\.?|c\.s\.|et[ ]alii|en[ ]anderen|and[ ]others))"
_YEAR = r"(?:1[89]|20)\d{2}[a-z]?"
_AUTHORS = rf"{_SURNAME}(?:{_AND}{_SURNAME}){{0,4}}{_MORE}?"

# Jansen & De Vries (2015); Bakker et al. (2010, p. 4)
_NARRATIVE = re.compile(rf"(?<![\w@.-])({_AUTHORS})[ \n]?\({_YEAR}(?:[ ]?[,:/;][^()\n]{{1,40}})?\)")
_SEVERAL = re.compile(rf"{_AND}{_SURNAME}")
_BEFORE_YEAR, _BEHIND_YEAR = 240, 50
"""Characters about a year in brackets within which authors and pages are."""
_YEAR_IN_BRACKETS = re.compile(rf"\({_YEAR}")
# (Jansen, 2014; zie ook De Vries e.a., 2016, p. 12)
_BRACKETS = re.compile(rf"\(((?:[^()]{{0,40}}?[ ])?{_AUTHORS},?[ ]\[?{_YEAR}\]?[^()]{{0,200}})\)")
_IN_BRACKETS = re.compile(rf"(?<![\w@.-])({_AUTHORS}),?[ ]\[?{_YEAR}")
# Jansen, P., & Vries, K. de (2014). Titel
_NUMBER = r"[ \t•*–-]*(?:\[?\d{1,3}[\].)]?[ \t]+)"
_INITIAL = rf"(?:{_UP}[a-z]?\.[ -]?)+"
_AUTHOR = re.compile(rf"({_SURNAME}),[ ]?({_INITIAL})[ ]?((?:van|de|den|der|ten|ter|te)(?:[ ](?:de|den|der))?\b)?")
_ENTRY = re.compile(rf"(?m)^{_NUMBER}?[ \t•*–-]*({_SURNAME},[ ]?{_INITIAL}[^\n]{{0,160}}?)[ ,.]*\(?{_YEAR}\)?[.,: ]")
# 12 P. Jansen en K. de Vries, Titel van het boek, Den Haag: Uitgever 2014
_FOOTNOTE = re.compile(
    rf"(?m)^{_NUMBER}(?:Zie(?: ook)?:?[ ]|Vgl\.[ ]|Cf\.[ ])?"
    rf"({_INITIAL}{_SURNAME}(?:{_AND}{_INITIAL}{_SURNAME}){{0,4}}{_MORE}?)[ ]?[,(][^\n]*{_YEAR}"
)

# P.J. van Dijk e.a., Inleiding in het recht, Deventer 2018; J. Bakker, Wonen in de wijk (Utrecht, 2017)
_TITLE = rf"({_UP}[\w’'-]+)(?=[^,(\d]*[ \n][a-zà-ÿ]{{2}})(?:[ \n,:]+[\w’'-]+){{1,14}}?[ \n,]*"
_CITY = rf"{_UP}[\w’'-]{{2,20}}(?:[ ]{_UP}[\w’'-]+)?"
_IN_TEXT = re.compile(
    rf"(?={_UP})(?<![\w@.-])({_INITIAL}{_SURNAME}(?:{_AND}{_INITIAL}{_SURNAME}){{0,3}}{_MORE}?),[ \n]{_TITLE}"
    rf"(?:\((?:{_CITY},?[ \n])?{_YEAR}\)|,[ \n]{_CITY}[:,]?[ \n](?:[\w ]{{2,20}}[ ])?{_YEAR})(?!\d|-)"
)
# (ECLI:NL:RVS:2021:1001, Jansen tegen Waterdam): the name by which a judgment is known
_JUDGMENT = re.compile(
    r"ECLI:[A-Z]{2}:[A-Z0-9]+:\d{4}:[A-Z0-9]+[,;]?[ \n]\(?"
    rf"({_SURNAME}(?:[ \n]?(?:/|tegen|v\.|-)[ \n]?{_SURNAME})?)(?=\))"
)


_COURTS = ("HvJ", "Hof van Justitie", "Gerecht")
# (HvJ EU 3 mei 2012, C-12/34 P, Succo di Mela): the name by which a judgment of the European court is known
_EUROPEAN = re.compile(
    r"\b(?:HvJ|HvJEU|HvJEG|Hof van Justitie|Gerecht)\b[^()\n;]{0,50}?\b[CT][-‑–]\d{1,4}/\d{2}(?:[ ]P)?(?:[ ]t/m[ ]\S+)?"
    rf"(?:,[ ]|[ ]?\()(?:zaak[ ])?({_UP}[^(),;.\d]{{2,60}}?)(?=[),;.]|[ ](?:e\.a|r\.o)\.)"
)
_JOURNALS = r"(?:JB|AB|NJ|NJB|BR|TBR|Gst\.?|M en R|TO|JM|JIN|JOR|RvdW|BNB|USZ|RSV|JAAN|TA|NTB|JBplus|RegelMaat)"
# zie Van Dam, Handhaven met maat, 2020, p. 7; Van Dam, JB 2019/112
_PAGED = re.compile(r"p(?<!\w.)(?:ag)?\.[ ]?\d|\d(?<!\w.)\d{3}[/,]")
_SEE = re.compile(
    rf"(?:[Zz]ie(?: ook)?|[Vv]gl\.|[Vv]ergelijk|[Aa]ldus|[Ee]n|;)[ \n]({_SURNAME}(?:{_AND}{_SURNAME})?{_MORE}?),[ \n]"
    rf"(?:{_JOURNALS}[ ]{_YEAR}[/,]|[‘'\"“„]?{_UP}[\w’'-]+(?:[ ][\w’'-]+){{1,12}}[’'\"”]?,"
    rf"[ \n](?:{_UP}[a-z]+[ ])?{_YEAR},[ \n]p(?:ag)?\.[ ]?\d)"
)
# professor Van Dam schreef al in 1995
_SCHOLAR = re.compile(
    rf"\b(?:[Pp]rof(?:essor|\.)|[Hh]oogleraar)[ ](?:(?:mr|dr|ir|drs)\.[ ]){{0,3}}({_SURNAME})[ \n]"
    r"(?:schreef[ \n](?:al|reeds)|(?:betoogde|publiceerde|concludeerde|bewees)(?:[ \n](?:al|reeds))?)"
    rf"[ \n]in[ \n]{_YEAR}\b"
)


@cache
def _source() -> Phrases:
    listed = public_words().source_words
    return phrases(rf"(?im)\b(?:{alternatives(listed)}):[ ]*({_AUTHORS})[, (]+{_YEAR}", listed)


_QUOTED = re.compile(r"\s['‘’\"“„]")


@cache
def _titled() -> re.Pattern[str]:
    """Het boek 'Titel' van J.H. Postema."""
    works = alternatives(public_words().works)
    name = rf"(?:{_INITIAL}|(?:{_UP}[\w'’-]+[ ]){{0,2}}){_SURNAME}"
    return re.compile(rf"(?:{works})\s['‘’\"“„][^\n'\"”’]{{3,80}}['’\"”](?:[ ]\({_YEAR}\))?[ ](?:van|door)[ ]({name})")


@cache
def _of_year() -> Phrases:
    """'een artikel van Karen Postema uit 1969'."""
    listed = [f"{work} van" for work in public_words().works]
    name = rf"(?:{_INITIAL}|(?:{_UP}[\w'’-]+[ ]){{0,2}}){_SURNAME}"
    return phrases(rf"\b(?:{alternatives(listed)})[ ]({name})[ ]uit[ ]{_YEAR}\b", listed)


# Postema en Vink, Wijken in beeld (1997)
_BOOK = re.compile(
    rf"(?<![\w@.-])({_SURNAME}[ ](?:en|and|&)[ ]{_SURNAME}),[ ]{_UP}[\w’'-]{{2,}}(?:[ :]+[\w’'-]+){{0,9}}[ ]\({_YEAR}\)"
)
# NJ 2014/123, m.nt. P. van Dijk
_NOTE = phrases(rf"\bm\.?[ ]?nt\.?[ ](?:van[ ])?((?:{_INITIAL})?{_SURNAME})", ("nt", "mnt"))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{alternatives(public_words().after_literature)})(?!\w)")


# A section with these is no literature: clients who can be asked, or people who were spoken to.
_CONTACT = re.compile(
    r"@|(?<![\d./-])(?:\+31|0[1-9])[ \d()-]{7,}\d|(?im:^|\t)(?:contact\w*|opdrachtgevers?|tel\w*)(?im:\t|$)"
    r"|(?im:^)\W*(?:telefonisch )?(?i:(?:vraag)?gesprek|interview|overleg)\w*[ ](?:met|van)\b"
)


_DATED = re.compile(rf".*\b{_YEAR}\b.*")
_PRINTED = re.compile(rf"[^,\t]+, [^,\t]+, (?:[A-Z][\w'’-]+ ){{1,3}}{_YEAR}\.?")
"""'P. Jansen, Wijken in beeld, Den Haag 2015': where and when a book was printed."""
_DATED_TITLE = re.compile(rf"\(?{_YEAR}\)?[.,:] ?[‘'\"“„]?{_UP}[\w’'-]+(?:[ :]+[\w’'-]+){{1,}}")
"""(2014). Lokale netwerken."""
_TITLE_PLACE = re.compile(
    rf"[,.:] ?[‘'\"“„]?{_UP}[\w’'-]+[^\n]*[ \n][a-zà-ÿ]{{2,}}[^\n]*"
    rf"[ ,(]{_UP}[\w’.:-]+(?: {_UP}[\w’.-]+)*:?,? \(?{_YEAR}"
)
"""Titel van het boek, Den Haag: Uitgever 2014."""
OFFERED = ("offerte", "brief", "mail", "plan", "overeenkomst", "overig")
"""Kinds in which 'Referenties' may be clients."""


@cache
def _unsure() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{alternatives(public_words().unsure_literature_heads)})")


@cache
def _head() -> Phrases:
    listed = public_words().literature_heads
    number = r"(?:(?:bijlage[ ])?[\dIVXA-H]{1,4}(?:\.\d+)*[.):]?[ \t]+(?:[–-][ ])?)?"
    return phrases(rf"(?im)^[ \t]*{number}({alternatives(listed)})[ \t]*:?[ \t]*$", listed)


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    text = sheet.text
    if "19" in text or "20" in text or "18" in text:
        searched: list[tuple[re.Pattern[str] | Phrases, str]] = [
            (_ENTRY, "bibliography"),
            (_FOOTNOTE, "bibliography"),
            *([(_titled(), "bibliography")] if _QUOTED.search(text) else []),
            (_NOTE, "citation"),
            (_IN_TEXT, "citation"),
            (_JUDGMENT, "citation"),
            *([(_SEE, "citation")] if _PAGED.search(text) else []),
            *([(_EUROPEAN, "citation")] if any_in(_COURTS, text) else []),
            *([(_SCHOLAR, "citation")] if "rof" in text or "oogleraar" in text else []),
            (_source(), "citation"),
            *([(_of_year(), "citation")] if _of_year().may_be_in(text) else []),
        ]
        scholarly = partial(_is_scholarly, around.document, text)  # told by all pages: asked only where it matters
        cited = (_NARRATIVE, _source())
        spread_out = (_IN_TEXT, _JUDGMENT, _BOOK, _of_year(), _SEE, _SCHOLAR, _EUROPEAN)
        running = text.replace("\n", " ")  # a reference in running text goes on on the next line
        years = [year.span() for year in _YEAR_IN_BRACKETS.finditer(text)]
        before_year = list(stretches(years, _BEFORE_YEAR, _BEHIND_YEAR))
        searched[:0] = [(_BOOK, "citation"), (_NARRATIVE, "citation")] if years else []
        for pattern, key in searched:
            where = running if pattern in spread_out else text
            found: Iterator[re.Match[str]]
            if pattern is _BOOK or pattern is _NARRATIVE:
                found = chain.from_iterable(pattern.finditer(where, *part) for part in before_year)
            else:
                found = pattern.finditer(where)
            for match in found:
                if pattern in cited and not _cites(running, *match.span(1), scholarly):
                    continue
                if pattern in (_ENTRY, _FOOTNOTE) and not _prints(text, match.end(1), match.start()):
                    continue
                if pattern is _SEE and any(word in match[0].lower() for word in public_words().of_case):
                    continue  # 'zie Bakker, Brief over de stank, 2024, p. 2'
                if pattern is _IN_TEXT and flags_of(match[2]) & ROLE:
                    continue  # 'J. Jansen, Hoofd van de afdeling, Waterdam 2020'
                if key == "bibliography" or _surname_like(match[1]):
                    yield Hit(match.start(1), match.end(1), 0.9, key, key)
        for bracket in _BRACKETS.finditer(text):
            if not _cites(running, *bracket.span(1), scholarly):
                continue
            for match in _IN_BRACKETS.finditer(bracket[1]):
                if _surname_like(match[1]):
                    start = bracket.start(1)
                    yield Hit(start + match.start(1), start + match.end(1), 0.9, "citation", "citation")
    for start, end in _sections(sheet, _entry_below_references(around.document)):
        yield Hit(start, end, 0.86, "bibliography", "bibliography")


@cache
def _scholarly() -> re.Pattern[str]:
    """What a page that refers to literature tells."""
    words = public_words()
    return re.compile(
        rf"(?i)(?<!\w)(?:{alternatives(words.scholarly)})"
        rf"|(?m:^[ \t]*(?:{alternatives(words.literature_heads)})[ \t]*:?[ \t]*$)"
    )


@cache
def _of_case() -> re.Pattern[str]:
    """What stands before the name of somebody that a case is about: 'melding Karin Bos (2021)'."""
    return re.compile(
        rf"(?i)\b(?:{alternatives(public_words().of_case)})(?:[ ](?:van|met|aan|door|bij|de|het|een|over))*[ :]*$"
    )


def _is_scholarly(document: Document | None, text: str) -> bool:
    """Whether a document refers to literature: (Jansen, 2021) may be a melding of that year as well."""
    if document is None:
        return _scholarly().search(text) is not None
    pages = document.pages
    return recall(document, "scholarly", lambda: any(_scholarly().search(page.text) for page in pages))


@cache
def _refers() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{alternatives(public_words().refers)})(?!\w)")


def _cites(text: str, start: int, end: int, scholarly: Callable[[], bool]) -> bool:
    """Whether an author is meant, and nobody of a case: 'melding Jansen (2021)', '(klacht van mw. Jansen, 2021)'."""
    before = text[max(0, start - 40) : start].rstrip("(")
    within = re.split(r"[A-ZÀ-Þ]", text[start:end])[0].rstrip()
    if _of_case().search(before) or (within and _of_case().search(within)):
        return False
    if _SEVERAL.search(text, start, end) or _refers().search(text, max(0, start - 40), end):
        return True
    return scholarly()


def _prints(text: str, end: int, start: int) -> bool:
    """Whether an entry tells a title: '(2014). Wijken in beeld', or where it was printed; not '1971, weduwe'."""
    line = text[start : line_end(text, end)]
    if _of_person().search(line):
        return False
    return _DATED_TITLE.search(line) is not None or _TITLE_PLACE.search(line) is not None


@cache
def _of_person() -> re.Pattern[str]:
    """What an entry of literature does not tell, and a list of people does."""
    return re.compile(
        rf"(?i)(?<!\w)(?:{alternatives(public_words().of_person)})(?!\w)|\b\d{{4}} ?[A-Z]{{2}}\b|@|\b06[ -]?\d"
    )


def _entry_below_references(document: Document | None) -> re.Pattern[str] | None:
    """What each line below 'Referenties' must be to tell books; None: a firm writes, and they are its clients."""
    if document is None or document.facts.kind not in OFFERED:
        return _DATED
    return None if document.facts.origin == "third_party" or document.facts.kind == "offerte" else _PRINTED


def surnames(entries: Iterable[str]) -> frozenset[str]:
    """The surnames of the authors in entries of literature, with tussenvoegsels before them as they are spoken."""
    found = set()
    for entry in entries:
        for match in _AUTHOR.finditer(entry):
            found.add(normal(f"{match[3] or ''} {match[1]}".strip()))
    return frozenset(found)


def _surname_like(authors: str) -> bool:
    """Whether a reference names an author rather than somebody's first name with a year, or a document."""
    first = re.split(r"[ ,;&]+", authors.strip())
    words = [word for word in first if word[:1].isupper()]
    if not words:
        return False
    flags = flags_of(words[0])
    return len(words) > 1 or bool(flags & LAST) or not flags & (FIRST | WORD)


def _sections(sheet: Sheet, entry: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """From below a head of literature, up to the next head: entries, one by one."""
    text = sheet.text
    for match in _head().finditer(text):
        line = text.count("\n", 0, match.start(1)) + 1
        entries: list[tuple[int, int]] = []
        for number in range(line, len(sheet.lines)):
            cells = sheet.lines[number]
            content = text[cells[0].start : cells[-1].end].strip()
            if not content:
                continue
            if _ends_section(content, len(entries)):
                break
            entries.append((cells[0].start, cells[-1].end))
        if entries and _is_literature(match[1], text[entries[0][0] : entries[-1][1]], entry):
            yield from (one for one in entries if not _of_person().search(text, *one))


def _is_literature(head: str, section: str, entry: re.Pattern[str] | None) -> bool:
    """Whether a section tells books: not the clients and telephone numbers below 'Referenties' in an offer."""
    if _CONTACT.search(section):
        return False
    if not _unsure().fullmatch(head) or _AUTHOR.search(section):
        return True
    return entry is not None and all(entry.fullmatch(line.strip()) for line in section.split("\n"))


def _ends_section(content: str, entries: int) -> bool:
    """Whether a line is the head of what comes after the literature, a closing or a mail head."""
    if _after().match(content):
        return True
    short = len(content) < 45 and not re.search(r"[.,;:()\d]", content.lstrip("0123456789. "))
    return (
        entries > 0
        and short
        and bool(re.match(r"(?:\d+(?:\.\d+)*\.?\s+)?[A-ZÀ-Þ]", content))
        and len(content.split()) < 7
    )
