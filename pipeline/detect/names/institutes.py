"""Names inside the name of an institute, thing or law: 'Verwey-Jonker Instituut', 'basisschool Anne Frank'."""

from __future__ import annotations

from collections.abc import Iterator

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    CAP,
    FIRST,
    LAST,
    LISTED,
    NEVER,
    PLACE,
    PREFIX,
    TITLE,
    UPPER,
    prefixes,
)
from woolak.pipeline.detect.names.public_cues import public_cues
from woolak.pipeline.detect.names.reach import reach_back
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.whole import bears_surname, is_whole_name, surname_here

__all__ = ["find_hyphened", "find_institute", "find_named"]

_BESIDE = (" ", "-", "\u00a0", "\n", "'")


def find_hyphened(sheet: Sheet, index: int) -> Iterator[Hit]:
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
        start = sheet.tokens[reach_back(sheet, index, 4)].start
        yield Hit(start, token.end, 0.9, f"institute:{sheet.text[start : token.end]}", "institute")


def find_institute(sheet: Sheet, index: int) -> Iterator[Hit]:
    """'Verwey-Jonker Instituut', 'Anne Frank Stichting', 'Johan Cruijff Arena'."""
    token = sheet.tokens[index]
    start = reach_back(sheet, index, 5)
    if start == index or sheet.gap(index) not in _BESIDE:
        return
    before = sheet.tokens[start:index]
    if not before[-1].flags & CAP or before[-1].flags & (PREFIX | TITLE):
        return
    if before[-1].norm.rpartition("-")[2] in prefixes():
        return  # 'Smit-van Dijk'
    if not token.flags & CAP and ((len(before) < 2 and not before[0].flags & PREFIX) or before[-1].norm.endswith("s")):
        return
    if surname_here(sheet, start, index):
        return  # 'Klaas Jan Bos' is a person, 'het Anton Pieck Huis' is none
    if _opens_next(sheet, start, index):
        return  # 'Besluit Karin Bos Wet langdurige zorg'
    yield Hit(before[0].start, token.end, 0.88, f"institute:{sheet.text[before[0].start : token.end]}", "institute")


def _opens_next(sheet: Sheet, start: int, index: int) -> bool:
    """Whether the word at `index` opens what is said next, behind somebody's name: no article stands before the name,
    and no prize or foundation is called so."""
    words = sheet.tokens[start:index]
    if sheet.tokens[index].norm in public_cues().honouring or not (is_whole_name(words) or bears_surname(words)):
        return False
    before = sheet.tokens[start - 1] if start and sheet.gap(start) in (" ", "\n") else None
    return before is None or before.norm not in cues().articles


def find_named(sheet: Sheet, index: int) -> Iterator[Hit]:
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
    if not article.flags & CAP or article.norm not in cues().articles or sheet.gap(index + 2) != " ":
        return False
    return bool(word.flags & CAP) and not word.flags & LISTED


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
