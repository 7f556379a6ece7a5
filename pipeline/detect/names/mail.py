"""Names in mails: the heads (Dutch and English), names beside an address, heads of quoted mails, and user names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from woolak.pipeline.detect.lines import line_end
from woolak.pipeline.detect.names import handles
from woolak.pipeline.detect.names.cues import name_cues
from woolak.pipeline.detect.names.grammar import read_name
from woolak.pipeline.detect.names.hits import Around, Hit, hit
from woolak.pipeline.detect.names.labels import person_like
from woolak.pipeline.detect.names.lexicon import AFTER, CAP, FIRST, LAST, NEVER, PLACE, PREFIX, WORD, flags_of, prefixes
from woolak.pipeline.detect.names.lists import read_all, read_reversed
from woolak.pipeline.detect.names.people import PersonName
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["find", "name_of_local"]

_NEXT_HEAD = re.compile(r"(?i)[ \t>|*]*[\w -]{2,30}:")
_ADDRESS = re.compile(r"""["'’”)]?[ ]{0,2}(?:<|\[mailto:|\(|\[)\s?[\w.+%-]+@[\w-]+\.""")
_DOTTED = re.compile(r"\.(?<=[a-z'-].)[a-z]")
_LOCAL = re.compile(r"(?<![\w@.+/-])([a-z][a-z'-]*(?:\.[a-z][a-z'-]*){1,3})(?![\w@/-]|\.[a-z])")


@cache
def _head() -> Phrases:
    listed = name_cues().mail_heads
    return phrases(rf"(?im)^[ \t>|*]*\*?({alternatives(listed)})\*?[ ]*:[ \t*]*(?=\S)", listed)


@cache
def _wrote() -> Phrases:
    """The verb above a quoted mail, on a line that starts with 'Op' or ends in a colon."""
    verbs = alternatives(name_cues().wrote)
    return phrases(
        rf"""(?im)
        ^[ \t>]*(?:op|on|am)\b[^\n]{{4,90}}(?:\n[^\n]{{0,60}})?\b(?P<after>{verbs})[ \n>]+
        | \b(?P<before>{verbs})\b[^\n]{{0,40}}:[ ]*$""",
        name_cues().wrote,
        re.VERBOSE,
    )


_EXTENSIONS = (
    ".pdf",
    ".docx",
    ".doc",
    ".xlsx",
    ".xls",
    ".pptx",
    ".msg",
    ".eml",
    ".jpg",
    ".png",
    ".txt",
    ".nl",
    ".com",
    ".org",
)


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    yield from _heads(sheet)
    yield from _displays(sheet)
    yield from _quotes(sheet)
    yield from _user_names(sheet)
    yield from handles.find(sheet)


def _heads(sheet: Sheet) -> Iterator[Hit]:
    text = sheet.text
    for match in _head().finditer(text):
        index = sheet.at(match.end())
        if index >= len(sheet.tokens):
            continue
        end = line_end(text, match.end())
        while end < len(text):  # goes on on lines that are no head of their own
            following = text[end + 1 : line_end(text, end + 1)]
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
    for match in _ADDRESS.finditer(sheet.text) if "@" in sheet.text else ():
        last = sheet.at(match.start()) - 1
        if last < 0 or sheet.tokens[last].end != match.start():
            continue
        for start in range(max(0, last - 6), last + 1):
            if (
                not sheet.tokens[start].flags & (CAP | PREFIX)
                or "\n\n" in sheet.text[sheet.tokens[start].start : match.start()]
            ):
                continue
            desk = (
                start > 0
                and sheet.gap(start) == " "
                and sheet.tokens[start - 1].flags & NEVER
                and sheet.tokens[start - 1].flags & CAP
            )
            read = None if desk else read_reversed(sheet, start) or read_name(sheet, start, loose=True)
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
    for match in _wrote().finditer(sheet.text):
        verb = "after" if match["after"] else "before"
        following, before = sheet.at(match.end(verb)), sheet.at(match.start(verb))
        reads = [read_name(sheet, following, loose=True)] if following < len(sheet.tokens) else []
        reads += [
            read
            for start in range(max(0, before - 6), before)
            if (read := read_name(sheet, start)) and read.last == before
        ][:1]
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


_PREFIXES_IN_ADDRESSES = ("van der", "van den", "van de", "van", "der", "den", "ter", "ten", "de", "el", "al", "vd")


def _split_prefix(squeezed: str) -> tuple[str, str] | None:
    """'vandermeer' is 'van der' and 'meer'."""
    for prefix in _PREFIXES_IN_ADDRESSES:
        glued = prefix.replace(" ", "")
        rest = squeezed[len(glued) :]
        if squeezed.startswith(glued) and len(rest) > 2 and flags_of(rest.capitalize()) & (LAST | AFTER):
            return prefix, rest
    return None


_KNOWN = CAP | WORD | PLACE | LAST | FIRST | NEVER


def _user_names(sheet: Sheet) -> Iterator[Hit]:
    """'anneke.visscher' and 'p.dewaal', without a domain."""
    for match in _LOCAL.finditer(sheet.text) if _DOTTED.search(sheet.text) else ():
        name = None if match[1].endswith(_EXTENSIONS) else name_of_local(match[1])
        if name is not None and (name.given or name.prefix or not flags_of(name.surname) & WORD):
            yield Hit(match.start(), match.end(), 0.65, "mail_local", None, name)
    for token in sheet.tokens:
        if token.flags & _KNOWN or len(token.norm) < 6 or not token.text.isalpha():
            continue
        name = _name_of_handle(token.norm)
        if name is None:
            continue
        around = sheet.text[max(0, token.start - 1) : token.start] + sheet.text[token.end : token.end + 2].rstrip(
            " .\n"
        )
        if not any(mark in around for mark in "@./-_"):
            yield Hit(token.start, token.end, 0.5, "mail_local", None, name)


@lru_cache(maxsize=8192)
def _name_of_handle(word: str) -> PersonName | None:
    """'kjansen' and 'jvdberg': an initial and a surname that is no ordinary word, written as one."""
    initial, rest = word[0], word[1:]
    flags = flags_of(rest.capitalize())
    if flags & LAST and not flags & (WORD | PLACE) and len(rest) > 4:
        return PersonName(initials=initial, surname=rest)
    split = _split_prefix(rest)
    if split and len(split[0]) > 1 and len(split[1]) > 3 and split[0] not in ("al", "el", "ten", "ter", "den", "der"):
        return PersonName(initials=initial, prefix=split[0], surname=split[1])
    return None
