"""Names in mails: the heads (Dutch and English), names beside an address, heads of quoted mails, and user names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Around, Hit, hit
from woolak.pipeline.detect.names.labels import person_like
from woolak.pipeline.detect.names.lexicon import AFTER, CAP, FIRST, LAST, PREFIX, WORD, flags_of, prefixes
from woolak.pipeline.detect.names.lists import read_all, read_reversed
from woolak.pipeline.detect.names.people import PersonName
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import normal

__all__ = ["find", "name_of_local"]

_HEAD = re.compile(
    r"(?im)^[ \t>|*]*\*?(van|aan|cc|bcc|from|to|verzonden door|afzender|verzender|geadresseerde|ontvanger|ontvangers|reply-to|antwoord aan|"
    r"beantwoorden aan|organisator|vereiste deelnemers|optionele deelnemers|required attendees|optional attendees|organizer|"
    r"namens|on behalf of|an|von|de|à)\*?[ ]*:[ \t*]*(?=\S)"
)
_NEXT_HEAD = re.compile(r"(?i)[ \t>|*]*[\w -]{2,30}:")
_ADDRESS = re.compile(r"""["'’”)]?[ ]{0,2}(?:<|\[mailto:|\(|\[)\s?[\w.+%-]+@[\w-]+\.""")
_WROTE = re.compile(r"(?i)\b(?:schreef|heeft|wrote|schrieb)[ \n>]+")
_QUOTE = re.compile(
    r"(?im)^[ \t>]*(?:op|on|am)\b[^\n]{4,90}(?:\n[^\n]{0,60})?(?:schreef|heeft|wrote|schrieb)|(?:geschreven|schreef op|wrote|schreef)[^\n]{0,40}:[ ]*$"
)
_LOCAL = re.compile(r"(?<![\w@.+/-])([a-z][a-z'-]*(?:\.[a-z][a-z'-]*){1,3})(?![\w@/-]|\.[a-z])")


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    yield from _heads(sheet)
    yield from _displays(sheet)
    yield from _quotes(sheet)
    yield from _user_names(sheet)


def _heads(sheet: Sheet) -> Iterator[Hit]:
    text = sheet.text
    for match in _HEAD.finditer(text):
        index = sheet.at(match.end())
        if index >= len(sheet.tokens):
            continue
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        while end < len(text):  # goes on on lines that are no head of their own
            following = text[end + 1 : (text.find("\n", end + 1) + 1 or len(text) + 1) - 1]
            open_end = text[:end].rstrip()[-1:] in (";", ",") or following[:1] in (" ", "\t")
            if not open_end or not following.strip() or _NEXT_HEAD.match(following):
                break
            end += 1 + len(following)
        addressed = "@" in text[match.end() : end] or ";" in text[match.end() : end]
        for read in read_all(sheet, index, end, loose=False, small=False, turned=True):
            if person_like(sheet, read, strong=addressed or _in_head(sheet, match.start())):
                yield hit(read, 0.9, "mail_head", match[1])


def _in_head(sheet: Sheet, position: int) -> bool:
    """Whether the lines around are a mail's head: at least two of sender, receiver, date and subject."""
    window = sheet.text[max(0, position - 300) : position + 400]
    marks = re.findall(
        r"(?im)^[ \t>|*]*(?:van|from|aan|to|verzonden|sent|datum|date|onderwerp|subject|cc)\*?[ ]*:", window
    )
    return len(marks) >= 3


def _displays(sheet: Sheet) -> Iterator[Hit]:
    """'Vries, Karin de <k.devries@...>' and 'Karin de Vries (k.devries@...)', wherever it stands."""
    for match in _ADDRESS.finditer(sheet.text):
        last = sheet.at(match.start()) - 1
        if last < 0 or sheet.tokens[last].end != match.start():
            continue
        for start in range(max(0, last - 6), last + 1):
            if (
                not sheet.tokens[start].flags & (CAP | PREFIX)
                or "\n\n" in sheet.text[sheet.tokens[start].start : match.start()]
            ):
                continue
            read = read_reversed(sheet, start) or read_name(sheet, start, loose=True)
            if (
                read is not None
                and read.last == last + 1
                and (read.listed or not read.plain)
                and person_like(sheet, read, True)
            ):
                yield hit(read, 0.93, "mail_display")
                break


def _quotes(sheet: Sheet) -> Iterator[Hit]:
    """'Op 3 mei schreef Jan Jansen:' and 'Jan Jansen schreef op 3 mei:'."""
    for quote in _QUOTE.finditer(sheet.text):
        for match in _WROTE.finditer(sheet.text, max(0, quote.end() - 12), quote.end() + 3):
            index = sheet.at(match.end())
            reads: list[Read | None] = [read_name(sheet, index, loose=True) if index < len(sheet.tokens) else None]
            verb = sheet.at(match.start())
            for start in range(max(0, verb - 6), verb):
                before = read_name(sheet, start)
                if before is not None and before.last == verb:
                    reads.append(before)
                    break
            for read in reads:
                if read is not None and person_like(sheet, read, True):
                    yield hit(read, 0.88, "quoted_head")


def name_of_local(local: str) -> PersonName | None:
    """The name in the local part of an address or in a user name, or None: 'karin.devries', 'k.de.vries', 'j.p.smit'.

    >>> name_of_local("k.devries")
    PersonName(given=(), initials='k', prefix='de', surname='vries')
    >>> name_of_local("burgerzaken")
    """
    parts = [part for part in normal(local).replace("_", ".").split(".") if part]
    if len(parts) < 2 or any(not part.replace("-", "").replace("'", "").isalpha() for part in parts):
        return None
    k = 0
    initials, given = "", list[str]()
    while k < len(parts) - 1 and (
        len(parts[k]) == 1 or (k == 0 and flags_of(parts[k].capitalize()) & FIRST and parts[k] not in prefixes())
    ):
        if len(parts[k]) == 1:
            initials += parts[k]
        else:
            given.append(parts[k])
        k += 1
    if not initials and not given:
        return None
    rest = parts[k:]
    prefix: list[str] = []
    while len(rest) > 1 and rest[0] in prefixes():
        prefix.append(rest.pop(0))
    surname = "-".join(rest)
    if not prefix and not _surname(surname):
        split = _split_prefix(surname)
        if split:
            prefix, surname = [split[0]], split[1]
    if len(surname) < 2 or (not prefix and not _surname(surname) and (flags_of(surname) & WORD or not given)):
        return None
    return PersonName(tuple(given), initials, " ".join(prefix), surname)


def _surname(word: str) -> bool:
    return bool(flags_of(word.capitalize()) & LAST)


def _split_prefix(squeezed: str) -> tuple[str, str] | None:
    """'vandermeer' is 'van der' and 'meer'."""
    for glued, prefix in (("vander", "van der"), ("vanden", "van den"), ("vande", "van de"), ("van", "van"), ("der", "der"), ("den", "den"),
                          ("ter", "ter"), ("ten", "ten"), ("de", "de"), ("el", "el"), ("al", "al"), ("vd", "vd")):  # fmt: skip
        rest = squeezed[len(glued) :]
        if squeezed.startswith(glued) and len(rest) > 2 and flags_of(rest.capitalize()) & (LAST | AFTER):
            return prefix, rest
    return None


def _user_names(sheet: Sheet) -> Iterator[Hit]:
    """'anneke.visscher' and 'p.dewaal', without a domain."""
    for match in _LOCAL.finditer(sheet.text):
        name = name_of_local(match[1])
        if name is not None and (name.given or name.prefix or not flags_of(name.surname) & WORD):
            yield Hit(match.start(), match.end(), 0.65, "mail_local", None, name)
