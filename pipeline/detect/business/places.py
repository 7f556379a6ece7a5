"""Finds the town where a third party has its business: in its dateline, its address, and 'gevestigd te'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.business.companies import Name, own_town
from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.business.numbers import DATE
from woolak.pipeline.detect.business.offices import offices
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.letterheads import letterhead
from woolak.pipeline.detect.lines import cell_start, line_around, line_end, line_start
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.model.lists import lower, words
from woolak.pipeline.detect.patterns import any_of
from woolak.pipeline.detect.phrases import any_in

__all__ = ["places"]

TOWN = r"(?:['’]s-)?[A-ZÀ-Ý][\w'’-]+(?:[ ](?:aan|den|de|der|het|op|bij|in|ter|en|a/d|[A-Z][\w-]+)){0,3}"
SMALL_END = re.compile(r"(?:[ ][a-z/]+)+$")
DATELINE = re.compile(rf"(?m)(?:^|\t|[·|•])[ ]*({TOWN}),[ \t]+(?:d\.d\.[ ])?(?i:{DATE})")
# 'Voor akkoord: A. de Wit, Oosterdorp, 3 mei 2024'
SIGNED_LINE = re.compile(rf"(?m)(?:^|[\t,:])[ ]*({TOWN}),[ \t]+(?:d\.d\.[ ])?(?i:{DATE})")
SIGNED_CHARS = 160
BEHIND_NAME = re.compile(rf"\s+(?:te|in|uit)\s+({TOWN})")
# 'Bureau Linde B.V., Kadeplein 14 te Oosterdorp'
BEHIND_STREET = re.compile(rf",[ \n][A-ZÀ-Ý][\w’'. -]{{3,40}}[ \n]\d{{1,4}}[a-zA-Z]?,?[ \n]te[ \n]({TOWN})")
# 'Bureau Linde, Oosterdorp' as a line of its own, and 'Groeten uit Oosterdorp'.
BESIDE_NAME = re.compile(rf",[ ]({TOWN})[ ]*(?=\n|\t|$|,[ ]\d)")
# 'BUREAU LINDE B.V.' and in the next cell 'Oosterdorp', in the head of its own paper.
IN_NEXT_CELL = re.compile(rf"[ ]*\t[ ]*({TOWN})[ ]*(?=\n|$)")
HEAD_CHARS = 200
# 'Bureau Linde | Oosterdorp | 06 1234 5678'
BETWEEN_BARS = re.compile(rf"(?:[ ]?[|·•][ ]?|[ ][–-][ ])({TOWN})(?:[ ]?(?=[|·•\n]|$)|(?=[ ][–-][ ]))")
# 'Bureau Linde V.O.F., Oosterdorp. Btw-nummer', 'Bureau Linde, De Oude Fabriek, hal 4, Oosterdorp'
BEHIND_FORM = re.compile(
    rf"\b(?:B\.?V|N\.?V|C\.?V|U\.?A|V\.?O\.?F)\b\.?,[ ](?:te[ ])?({TOWN})(?=[.;](?:\s|$)|[ ]*(?:[\n\t(]|$))"
)
FORMS = ("V., ", ".V, ", "BV, ", "NV, ", "VOF, ", "CV, ", "F., ", ".A., ")
AT_END = re.compile(rf"[^,\n\t]{{0,30}}(?:,[ ][\w .'’-]{{2,30}}){{1,3}},[ ]({TOWN})[ ]*(?=\n|\t|$)")
SEATED = re.compile(rf"\bgevestigd[ \n][^.;:\t]{{1,60}}?[ \n]te[ \n]({TOWN})")
IN_FORM = re.compile(rf"(?m)^(?:Vestigingsp|P)laats[ ]*:?[ \t]+({TOWN})[ ]*$")
GREETING = re.compile(rf"(?im)^.{{0,25}}\bgroet(?:en|jes)? (?:van)?uit (?:het |de )?(?-i:({TOWN}))(?=[ ]*[,.!\n]|$)")
POSTCODE = re.compile(rf"\b[1-9]\d{{3}}[ ]?[A-Z]{{2}}[ \t]{{1,3}}({TOWN})")
# Below a street, in a country without letters in its postcodes: 'Kaaistraat 12 bus 3' and '9999 Oosterdorp'.
ABROAD = re.compile(rf"(?m)^(?:[BDFL]-?[ ]?)?\d{{4,5}}[ ](?![A-Z]{{2}}[ ])({TOWN})[ ]*(?=\n|\t|$)")
STREET_ABOVE = re.compile(
    r"[A-ZÀ-Ý][\w’'. -]{3,40}[ ]\d{1,4}[ ]?[a-zA-Z]?(?:[ ](?:bus|boîte|box|bte)[ ]\w{1,4})?[ ]*\n\Z"
)
# Below a street, where no postcode stands: 'Kadeplein 14' and 'OOSTERDORP'.
BELOW_STREET = re.compile(
    rf"(?m)^(?P<street>[A-ZÀ-Ý][\w’'. -]{{3,40}}[ ])\d{{1,3}}(?:[ ]?[a-zA-Z]|[-/]\d{{1,3}})?[ ]*\n"
    rf"(?P<town>(?![A-Z]-\d){TOWN})[ ]*$"
)
LONGEST_STREET = 60
# 'Kadeplein 14, Oosterdorp | KvK 12345678', 'Bureau Linde | Kadeplein 14 | Oosterdorp': an address without a postcode.
APART = r"(?:[ ]?[,|•·/][ ]*|[ ][–-][ ]|[ ]?\t[ ]*)"
STREET_LINE = re.compile(
    rf"(?<![\w.])(?P<street>[A-ZÀ-Ý][\w’'. -]{{3,40}}[ ])\d{{1,3}}(?:[ ]?[a-zA-Z]|[-/]\d{{1,3}})?"
    rf"{APART}(?P<town>{TOWN})"
    rf"(?=[ ]*(?:[|•·,\t\n]|[–-][ ]|$))"
)
LINES_OF_ADDRESS = 5
LONGEST_ADDRESS_LINE = 45
SIGNATURE_CHARS = 250


@cache
def _letterhead() -> re.Pattern[str]:
    words = letterhead()
    return re.compile(rf"{words.any.pattern}|{words.banks.pattern}|@|\b0\d{{1,3}}[- ]\d{{5}}|\b06\b")


@cache
def _cued() -> re.Pattern[str]:
    cues = any_of(company_cues().place_cues)
    return re.compile(rf"{cues}[: \n\t]+(?:de[ ]gemeente[ ])?({TOWN})")


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(any_of(company_cues().signs))


@cache
def _from_town() -> re.Pattern[str]:
    return re.compile(rf"(?i:\b{any_of(company_cues().kinds_of_firm)})[ \n]uit[ \n]({TOWN})")


def _address_above(view: PageView, start: int) -> str:
    """The line of an address and the short lines directly above it, in lower case."""
    lines = view.text[:start].lower().split("\n")
    block = [lines[-1]]
    for line in reversed(lines[-LINES_OF_ADDRESS:-1]):
        if not line.strip() or len(line) > LONGEST_ADDRESS_LINE:
            break
        block.append(line)
    return "\n".join(block)


def _is_street(match: re.Match[str]) -> bool:
    """Whether a street and a town stand there, and not a step and its name: 'Fase 2 | Analyse'."""
    street, town = match["street"].lower().split(), match["town"].lower()
    plain = town in lower("dictionary") and town not in lower("places")
    return not plain and street[0] not in company_cues().no_street


def _opens_cell(text: str, start: int) -> bool:
    first = cell_start(text, start)
    return not text[first:start].strip()


def _may_be_town(word: str) -> bool:
    """Whether a word is no plain word and nobody's given name."""
    small = word.lower()
    return small in lower("places") or not (small in lower("dictionary") or small in words("first_names"))


def _in_letterhead(view: PageView, start: int, end: int) -> bool:
    """Whether the line of an address, or the one above or below it, bears a KvK number, a site and the like, or begins
    with a third party's name."""
    first, last = line_around(view.text, start, end)
    above = line_start(view.text, max(0, first - 1))
    around = view.flat[above : line_end(view.text, last + 1)]
    return _letterhead().search(around) is not None or any(above <= one.start < start for one in view.parties)


def _in_own_address(view: PageView, start: int) -> bool:
    """Whether a place stands in the municipality's own address, that of the addressee."""
    above = _address_above(view, start)
    return any(word in above for word in company_cues().own_address)


def _in_partys_address(view: PageView, start: int) -> bool:
    """Whether a place stands in the address of a third party, in whoever's letter."""
    first = start - len(_address_above(view, start))
    return any(first <= mention.start < start for mention in view.parties)


def _below_party(view: PageView, start: int) -> bool:
    return any(0 <= start - mention.end < SIGNATURE_CHARS for mention in view.parties)


def places(view: PageView) -> Iterator[Name]:
    """The town of business of a third party: all over its own documents, by its name in others."""
    theirs = view.role == "company"
    seen: set[int] = set()
    found = [(match, "vestiging") for m in view.parties if (match := BEHIND_NAME.match(view.text, m.end))]
    found += [(match, "adres") for m in view.parties if (match := BEHIND_STREET.match(view.text, m.end))]
    found += [
        (match, "vestiging")
        for m in view.parties
        if _opens_cell(view.text, m.start)
        and (
            (match := BESIDE_NAME.match(view.text, m.end))
            or ((match := BETWEEN_BARS.match(view.text, m.end)) and _may_be_town(match[1]))
        )
    ]
    if theirs or view.parties:
        streets = (match for match in STREET_LINE.finditer(view.text) if _is_street(match))
        in_foot = (
            match
            for match in streets
            if (theirs or _below_party(view, match.start())) and _in_letterhead(view, *match.span())
        )
        found += [(match, "adres") for match in in_foot if not _in_own_address(view, match.start())]
    if view.parties:
        below = (
            match for match in BELOW_STREET.finditer(view.text) if _is_street(match) and _may_be_town(match["town"])
        )
        found += [
            (match, "adres")
            for match in below
            if _in_partys_address(view, match.start("town")) and not _in_own_address(view, match.start("town"))
        ]
        found += [
            (match, "vestiging")
            for m in view.parties
            if theirs
            and m.start < HEAD_CHARS
            and (match := IN_NEXT_CELL.match(view.text, m.end))
            and _may_be_town(match[1])
        ]
    found += _told_otherwise(view, theirs)
    if theirs:
        found += [(match, "vestiging") for match in offices(view.text, TOWN) if _may_be_town(match[1].split()[0])]
    if theirs and "uit " in view.text:
        found += [(match, "groet") for match in GREETING.finditer(view.text)]
    dated = [(match, "dagtekening") for match in DATELINE.finditer(view.text)]
    dated += [(match, "vestiging") for match in _cued().finditer(view.text)]
    # in another's letter only where the third party signs
    found += [(match, what) for match, what in dated if theirs or _below_party(view, match.start())]
    for match in POSTCODE.finditer(view.text):
        own = _in_own_address(view, match.start())
        if not own and (theirs or _in_partys_address(view, match.start())):
            found.append((match, "adres"))
    for match in ABROAD.finditer(view.text):
        above = STREET_ABOVE.search(view.text, max(0, match.start() - LONGEST_STREET), match.start())
        if above and _may_be_town(match[1]) and (theirs or _in_partys_address(view, match.start())):
            found.append((match, "adres"))
    for match, what in found:
        group = "town" if match.re in (STREET_LINE, BELOW_STREET) else 1
        start = match.start(group)
        end = start + len(SMALL_END.sub("", match[group]))
        town = " ".join(view.text[start:end].lower().split())
        other = town in company_cues().countries or town.endswith(company_cues().no_town)
        if start not in seen and town != own_town(view) and not other:
            seen.add(start)
            yield Name(start, end, "COMPANY_PLACE", f"place_letterhead:{what}", 0.75)
    for start, end in _again(view) if theirs else ():
        if start not in seen:
            yield Name(start, end, "COMPANY_PLACE", "place_letterhead:vestiging", 0.7)


def _told_otherwise(view: PageView, theirs: bool) -> Iterator[tuple[re.Match[str], str]]:
    """Towns behind a legal form, at the end of a firm's line, of who signs, and of a firm that is not named."""
    text, flat, cues = view.text, view.flat, company_cues()
    if theirs and any_in(FORMS, text):
        yield from ((match, "vestiging") for match in BEHIND_FORM.finditer(text))
    for mention in view.parties if theirs else ():
        match = AT_END.match(text, mention.end) if _opens_cell(text, mention.start) else None
        if match and _may_be_town(match[1]) and _in_letterhead(view, *match.span()):
            yield match, "adres"
    for sign in _signs().finditer(flat) if any_in(cues.signs, flat) else ():
        for match in SIGNED_LINE.finditer(text, sign.end(), sign.end() + SIGNED_CHARS):
            if _may_be_town(match[1]):
                yield match, "dagtekening"
    if "gevestigd " in flat and (theirs or view.parties):
        yield from ((match, "vestiging") for match in SEATED.finditer(text))
    if " uit " in flat and any_in(cues.kinds_of_firm, flat):
        yield from ((match, "vestiging") for match in _from_town().finditer(text) if _may_be_town(match[1]))
    if view.parties and "plaats" in flat:
        yield from ((match, "vestiging") for match in IN_FORM.finditer(text) if _below_party(view, match.start()))


def _again(view: PageView) -> Iterator[tuple[int, int]]:
    """Where a firm's paper names the town of its address once more: 'kom kijken in Oosterdorp'."""
    document = view.document
    if document is None:
        return
    pages = document.pages
    towns = recall(document, "towns of the firm", lambda: {town for page in pages for town in _towns(page.text)})
    for town in towns - {own_town(view)}:
        for match in re.finditer(
            rf"\b(?:in|naar|uit|te|bij|vanuit)[ \n]({re.escape(town)})(?![\w-])", view.text, re.IGNORECASE
        ):
            yield match.span(1)


def _towns(text: str) -> Iterator[str]:
    """The towns behind a postcode, in the first or last lines of a page, where that is no number of a post box."""
    for match in POSTCODE.finditer(text):
        line = text[line_start(text, match.start()) : match.start()].lower()
        above = text[line_start(text, max(0, line_start(text, match.start()) - 1)) : match.start()].lower()
        own = any(word in above for word in company_cues().own_address)
        if not own and _letterhead().search(f"{line} {text[match.end() : line_end(text, match.end())].lower()}"):
            yield SMALL_END.sub("", match[1]).lower()
