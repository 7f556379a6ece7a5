"""Names inside the name of something else: streets, institutes, laws, firms. They stay readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from woolak.pipeline.detect.names.eponyms import bears_author, eponym
from woolak.pipeline.detect.names.hits import Around, Hit
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
    ROLE,
    TITLE,
    UPPER,
    WORD,
    flags_of,
    prefixes,
)
from woolak.pipeline.detect.names.public_cues import public_cues, public_words
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.whole import bears_surname, is_whole_name

__all__ = ["find", "named_after"]

HYPHENED, BEHIND_NAME, BEFORE_NAME, AUTHORED = 1, 2, 4, 8
_ADDRESS_LINE = re.compile(r"\b\d{4} ?[A-Z]{2}\b|[Pp]ostbus|[Aa]dres")
_AT = ("op", "aan", "in", "uit", "te", "bij")
_ARTICLES = ("de", "het", "'t", "ons", "onze")
_BESIDE = (" ", "-", "\u00a0", "\n", "'")


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    cue = public_cues()
    for index, token in enumerate(sheet.tokens):
        if token.flags & CAP and (stem := _street_stem(token)):
            yield from _street(sheet, index, stem)
        signs = _signs(token.norm)
        if not signs:
            continue
        if "-" in token.norm:
            yield from _hyphened(sheet, index)
        hits: list[Hit] = []
        if signs & BEHIND_NAME and index and not sheet.opens_line(index):
            if token.norm in cue.institutes:
                hits += _institute(sheet, index)
            elif token.flags & CAP or token.norm in cue.legal_forms:
                hits += _company(sheet, index)
        if not hits and signs & BEFORE_NAME:
            hits += _named_before(sheet, index)
        if signs & AUTHORED and (author := eponym(sheet, index)):
            hits.append(author)
        yield from hits
    for match in cue.places_of.finditer(sheet.text):
        if flags_of(match[1]) & (LAST | PLACE) == LAST:
            continue  # 'het huis van Hoekstra'
        yield Hit(match.start(), match.end(), 0.88, f"institute:{match[0]}", "institute")
    for match in cue.company_marks.finditer(sheet.text):
        yield from _marked_company(sheet, match.start(), match.end())
    yield from _parties(sheet, around)


@lru_cache(maxsize=65536)
def _signs(norm: str) -> int:
    """What a word tells of the words beside it; most tell nothing."""
    cue = public_cues()
    behind = norm in cue.institutes or norm in cue.companies
    before = norm in cue.named_before or norm in cue.laws or norm.endswith(cue.named_before_ends)
    before = before or norm in cue.clubs or norm.endswith(cue.named_before_capital_ends)
    authored = bears_author(norm) > 0
    return HYPHENED * ("-" in norm) | BEHIND_NAME * behind | BEFORE_NAME * before | AUTHORED * authored


@cache
def _ends() -> re.Pattern[str]:
    ends = sorted((end.rstrip(".") for end in public_words().named_ends), key=len, reverse=True)
    return re.compile(rf"(.{{3,}}?)(?:s|-)?(?:{'|'.join(ends)})$")


@cache
def _stem_of(norm: str) -> str:
    match = _ends().fullmatch(norm)
    return match[1].rstrip("-") if match else ""


def named_after(token: Token) -> bool:
    """Whether one word is a name with the word for a street or building written on to it: Jansenlaan."""
    return bool(_street_stem(token))


def _street_stem(token: Token) -> str:
    """'jansen' of Jansenlaan; empty when the word is no street, or is a surname itself (Dijkstra, Verweij)."""
    if len(token.norm) < 7 or token.flags & (FIRST | LAST):
        return ""
    return _stem_of(token.norm)


def _name_part(token: Token) -> bool:
    return bool(token.flags & (PREFIX | INITIAL | TITLE)) or bool(
        token.flags & CAP and token.flags & LISTED and not token.flags & NEVER
    )


def _reach_back(sheet: Sheet, index: int, most: int) -> int:
    """The first of the tokens before `index` that belong to the same name."""
    start = index
    while start > 0 and index - start < most:
        token, gap = sheet.tokens[start - 1], sheet.gap(start)
        if gap == "\n" and (start != index or not _runs_on(sheet, start - 1)):
            break  # a name on the line above an address
        joined = gap in (" ", "", "-", "\u00a0", "\n") or (gap == ". " and token.flags & TITLE)
        if not joined or not (_name_part(token) or _titles_of_streets(token)):
            break
        start -= 1
    while (
        start < index
        and sheet.tokens[start].flags & PREFIX
        and not sheet.tokens[start].flags & CAP
        and not _opens_name(sheet, start)
    ):
        start += 1
    return start


def _runs_on(sheet: Sheet, index: int) -> bool:
    """Whether the name of a street can go on behind a token that ends its line: running text, or 'Van der' at its end;
    the line above an address is somebody's name, also behind 't.a.v.'."""
    token, cell = sheet.tokens[index], sheet.cell_of(index)
    if token.flags & (PREFIX | TITLE) or _titles_of_streets(token):
        return True
    starts_with_name = all(_name_part(one) or one.flags & ROLE for one in sheet.tokens[cell.first : index + 1])
    return not starts_with_name and sheet.in_prose(index)


def _titles_of_streets(token: Token) -> bool:
    return bool(token.flags & CAP) and token.norm in public_cues().street_titles


def _opens_name(sheet: Sheet, index: int) -> bool:
    """Whether a lower-case tussenvoegsel belongs to a name that goes on: only when a name part stands before it."""
    return (
        index > 0
        and sheet.gap(index) == " "
        and _name_part(sheet.tokens[index - 1])
        and bool(sheet.tokens[index - 1].flags & CAP)
    )


def _street(sheet: Sheet, index: int, stem: str) -> Iterator[Hit]:
    token = sheet.tokens[index]
    flags = flags_of(stem.capitalize())
    named = bool(flags & LISTED or not flags & (WORD | PLACE))
    start = _reach_back(sheet, index, 4) if not (flags & WORD and not flags & (LAST | AFTER)) else index
    plain = start == index
    if plain and not named:
        return
    before = sheet.tokens[index - 1] if index else token
    given = before.flags & FIRST and flags & LAST and not is_whole_name(sheet.tokens[start:index])
    whole = before.flags & PREFIX or given  # van der Dijkstraat, Johannes Poststraat
    if not plain and (_lives_there(sheet, index, bool(flags & WORD)) or (flags & WORD and not whole)):
        start = index  # 'Jansen Kerkstraat 5': the name before it is somebody's
    longest = max((end for end in public_words().named_ends if token.norm.endswith(end)), key=len, default="")
    if longest in public_words().surname_ends and not _surely_street(sheet, start, index):
        return  # 'Maarten Hoekveld' is a person, 'aan de Hoekdijk' and 'Hoekdijk 5' are streets
    yield Hit(sheet.tokens[start].start, token.end, 0.88, "street", "street")


def _lives_there(sheet: Sheet, index: int, word: bool) -> bool:
    """Whether a preposition parts a street from who stands before it: 'Karin Bos op Lindelaan', and where the street is
    called after a `word` 'Hoekstra van de Lindelaan'."""
    tokens = sheet.tokens
    last, before = tokens[index - 1].text, tokens[index - 2].text if index > 1 else ""
    return last in _AT or (word and last in _ARTICLES and before in ("van", *_AT))


def _surely_street(sheet: Sheet, start: int, index: int) -> bool:
    """Whether what stands around a word says that it is a street: a house number behind it, 'aan de' before it."""
    first = sheet.tokens[start]
    if first.flags & INITIAL:
        return False
    line = sheet.text[sheet.lines[first.line][0].start : sheet.lines[first.line][-1].end]
    # 'Maarten Hoekveld 43' may be told with an age
    called = flags_of(_street_stem(sheet.tokens[index]).capitalize()) & LAST  # Harmen Sytzawei
    whole = start < index and first.flags & FIRST and not called and not _ADDRESS_LINE.search(line)
    if (re.match(r" \d", sheet.text[sheet.tokens[index].end :][:2]) and not whole) or sheet.tokens[
        start
    ].norm in public_cues().street_titles:
        return True
    before = sheet.tokens[start - 1].norm if start and sheet.gap(start) in (" ", "\n") else ""
    return before in ("de", "het") or (start == index and before in public_words().before_streets)


def _hyphened(sheet: Sheet, index: int) -> Iterator[Hit]:
    """'Trimbos-instituut', 'commissie-Remkes', 'Wet-Dijkstal', 'rapport-Van der Wal'."""
    cue, token, last = public_cues(), sheet.tokens[index], index
    head, _, tail = token.norm.partition("-")
    end = token.norm.rpartition("-")[2]
    if head in cue.laws:
        while end in prefixes() and last + 1 < len(sheet.tokens) and sheet.gap(last + 1) == " ":
            last += 1
            end = sheet.tokens[last].norm
        stop = sheet.tokens[last].end
        yield Hit(token.start, stop, 0.9, f"law:{sheet.text[token.start : stop]}", "law")
    elif end in cue.institutes and tail and not token.flags & LAST:
        start = sheet.tokens[_reach_back(sheet, index, 4)].start
        yield Hit(start, token.end, 0.9, f"institute:{sheet.text[start : token.end]}", "institute")


def _institute(sheet: Sheet, index: int) -> Iterator[Hit]:
    """'Verwey-Jonker Instituut', 'Anne Frank Stichting', 'Johan Cruijff Arena'."""
    token = sheet.tokens[index]
    start = _reach_back(sheet, index, 5)
    if start == index or sheet.gap(index) not in _BESIDE:
        return
    before = sheet.tokens[start:index]
    if not before[-1].flags & CAP or before[-1].flags & (PREFIX | TITLE):
        return
    if before[-1].norm.rpartition("-")[2] in prefixes():
        return  # 'Smit-van Dijk'
    if not token.flags & CAP and ((len(before) < 2 and not before[0].flags & PREFIX) or before[-1].norm.endswith("s")):
        return
    if _surname_here(sheet, start, index):
        return  # 'Klaas Jan Bos' is a person, 'het Anton Pieck Huis' is none
    if _opens_next(sheet, start, index):
        return  # 'Besluit Karin Bos Wet langdurige zorg'
    yield Hit(before[0].start, token.end, 0.88, f"institute:{sheet.text[before[0].start : token.end]}", "institute")


def _surname_here(sheet: Sheet, start: int, index: int) -> bool:
    """Whether the word for a building or trade at `index` is a surname behind given names or initials."""
    token, before = sheet.tokens[index], sheet.tokens[start:index]
    if not token.flags & CAP or not token.flags & LAST:
        return False
    article = start > 0 and sheet.tokens[start - 1].norm in ("het", "de") and sheet.gap(start) in (" ", "\n")
    return not article and all(part.flags & (FIRST | INITIAL) and not part.flags & PREFIX for part in before)


def _opens_next(sheet: Sheet, start: int, index: int) -> bool:
    """Whether the word at `index` opens what is said next, behind somebody's name: no article stands before the name,
    and no prize or foundation is called so."""
    words = sheet.tokens[start:index]
    if sheet.tokens[index].norm in public_cues().honouring or not (is_whole_name(words) or bears_surname(words)):
        return False
    before = sheet.tokens[start - 1] if start and sheet.gap(start) in (" ", "\n") else None
    return before is None or before.norm not in _ARTICLES


def _company(sheet: Sheet, index: int) -> Iterator[Hit]:
    """'Van der Linden B.V.', 'Jansen Advocaten'."""
    token = sheet.tokens[index]
    start = index
    while start > 0 and index - start < 5:
        before, gap = sheet.tokens[start - 1], sheet.gap(start)
        if (
            gap not in (" ", " & ", " + ", "", "\u00a0")
            or not before.flags & (CAP | PREFIX)
            or before.flags & (TITLE | ROLE)
        ):
            break
        start -= 1
    while (
        start < index
        and sheet.tokens[start].flags & PREFIX
        and not sheet.tokens[start].flags & CAP
        and start > 0
        and sheet.tokens[start].norm not in ("van", "de", "den", "ter", "ten")
    ):
        start += 1
    start = _behind_somebody(sheet, start, index)
    if start == index or not any(part.flags & (LISTED | CAP) for part in sheet.tokens[start:index]):
        return
    if _surname_here(sheet, start, index):
        return
    if token.norm not in public_cues().legal_forms and is_whole_name(sheet.tokens[start:index]):
        return  # 'de aanvraag van Karin Bos Bouw van een schuur'; who works under a name of her own is a person too
    first = sheet.tokens[start]
    yield Hit(first.start, token.end, 0.87, f"company:{sheet.text[first.start : token.end]}", "company")


def _behind_somebody(sheet: Sheet, start: int, index: int) -> int:
    """Where the firm begins of 'Sanne Bakker van Zonlicht Training': a whole name before 'van' is somebody's."""
    for place in range(start + 2, index):
        token = sheet.tokens[place]
        parts = sheet.tokens[start:place]
        whole = all(part.flags & (CAP | INITIAL) and not part.flags & PREFIX for part in parts)
        if parts[0].flags & (FIRST | INITIAL) and not parts[-1].flags & PREFIX:
            whole = whole or all(part.flags & (CAP | INITIAL | PREFIX) for part in parts)  # 'Jan de Vries van ...'
        if whole and token.norm == "van" and not token.flags & CAP and sheet.tokens[place + 1].flags & CAP:
            return place + 1
    return start


def _marked_company(sheet: Sheet, start: int, end: int) -> Iterator[Hit]:
    """'Jansen & Zn', 'De Vries en Partners'."""
    last = sheet.at(start) - 1
    if last < 0 or not sheet.tokens[last].flags & CAP:
        return
    first = _reach_back(sheet, last + 1, 5)
    if first <= last:
        yield Hit(
            sheet.tokens[first].start, end, 0.88, f"company:{sheet.text[sheet.tokens[first].start : end]}", "company"
        )


def _named_before(sheet: Sheet, index: int) -> Iterator[Hit]:
    """'basisschool Anne Frank', 'bakkerij Jansen', 'motie Segers', 'kabinet Rutte'."""
    tokens, token, cue = sheet.tokens, sheet.tokens[index], public_cues()
    law = token.norm in cue.laws and token.norm not in cue.named_before
    if law and token.norm in cue.laws_with_hyphen:
        return
    if not (law or token.norm in cue.named_before or token.norm.endswith(cue.named_before_ends)):
        club = token.norm in cue.clubs and _is_club(sheet, index)
        if not club and not (token.norm.endswith(cue.named_before_capital_ends) and _is_firm(sheet, index)):
            return
    end = index + 1
    while (
        end < len(tokens)
        and end - index < 6
        and (sheet.gap(end) in (" ", "-", " & ", "") or _article_breaks(sheet, index, end))
        and tokens[end].flags & (CAP | PREFIX)
    ):
        if tokens[end].flags & TITLE or (
            tokens[end].flags & PREFIX
            and not tokens[end].flags & CAP
            and not _prefix_goes_on(sheet, end, end - index > 1 and tokens[end - 1].flags & PREFIX > 0)
        ):
            break
        end += 1
    words = tokens[index + 1 : end]
    if not words or not any(word.flags & CAP and not word.flags & PREFIX for word in words):
        return
    if words[0].flags & NEVER and not words[0].flags & PREFIX:
        return
    ship = token.norm in cue.named_things and words[-1].flags & FIRST  # 'de tjalk Hendrik Willem'
    if is_whole_name(words) and not ship and (not token.flags & CAP or sheet.opens_sentence(index)):
        return  # 'in het ziekenhuis Karin Bos bezocht', 'dakopbouw garage Karin Bos'
    if (token.norm in cue.homes or words[0].text == "van") and bears_surname(words):
        return  # 'woonboot De Vries', 'boerderij Hoekstra': who lives there
    key = "law" if law else "institute"
    yield Hit(token.start, words[-1].end, 0.87, f"{key}:{sheet.text[token.start : words[-1].end]}", key)


def _article_breaks(sheet: Sheet, index: int, end: int) -> bool:
    """'stichting De', and on the next line 'Horst': a line that ends in the article of a name goes on."""
    article = sheet.tokens[end - 1]
    return end - index == 2 and sheet.gap(end) == "\n" and bool(article.flags & PREFIX and article.flags & CAP)


def _is_club(sheet: Sheet, index: int) -> bool:
    """'AV De Spartaan': capitals without dots, an article and no known surname ('SV De Vries' may be somebody)."""
    tokens = sheet.tokens
    if not tokens[index].flags & UPPER or index + 2 >= len(tokens) or sheet.gap(index + 1) != " ":
        return False
    article, word = tokens[index + 1], tokens[index + 2]
    if not article.flags & CAP or article.norm not in _ARTICLES or not word.flags & CAP or sheet.gap(index + 2) != " ":
        return False
    return not word.flags & LISTED


def _is_firm(sheet: Sheet, index: int) -> bool:
    """'eigendom van Steigerbouw Jansen': a capital that no begin of a sentence gave it, and no name by itself."""
    token = sheet.tokens[index]
    return bool(token.flags & CAP) and not token.flags & LISTED and not sheet.opens_sentence(index)


def _prefix_goes_on(sheet: Sheet, index: int, begun: bool) -> bool:
    """Whether capitals follow a lower-case tussenvoegsel; `begun`: another stands before it ('Van der Meer')."""
    k = index
    while k < len(sheet.tokens) and sheet.tokens[k].flags & PREFIX and sheet.gap(k) in (" ", ""):
        k += 1
    return (
        k < len(sheet.tokens)
        and sheet.gap(k) in (" ", "")
        and bool(
            sheet.tokens[k].flags & CAP
            and sheet.tokens[k].flags & (LAST | AFTER)
            and (begun or not sheet.tokens[k].flags & PLACE)
        )
    )


def _parties(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """The names of third parties from zaak.yaml: a firm that bears a surname is not a person."""
    if around.case is None:
        return
    for party in around.case.third_parties:
        for name in party.names:
            if len(name) < 3 or name not in sheet.text:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sheet.text):
                yield Hit(match.start(), match.end(), 0.89, f"company:{name}", "company")
