"""Finds own names of methods, trainings and products in a company's documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.companies import Name, own_town
from woolak.pipeline.detect.business.company_cues import company_cues, is_public_body
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.lines import line_start
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.model.lists import lower
from woolak.pipeline.detect.patterns import any_of

__all__ = ["brands"]

CAPITAL = r"[A-ZÀ-Ý][\w’'-]*"
NAME = rf"{CAPITAL}(?:[ ](?:(?:op|in|en|van|de|het|met|zonder|naar|tot|voor|&)[ ]){{0,2}}{CAPITAL}){{0,4}}"
OPEN, CLOSE = "[“\"‘'«„]", "[”\"’'»“]"
QUOTED = '[^“”"‘’«»\n]{2,45}'
ARTICLE = re.compile(r"(?:De|Het|Een|Onze|Deze|Dit|In|Met|Bij)[ ]")
NUMBERED = re.compile(r"[ \n]?\d")
LETTERED = re.compile(r"[A-Z]\d{0,2}-\s?([a-zà-ÿ]+)")
"""'B1-route', 'A-diploma': one of several of a kind."""
LETTERS = re.compile(r"[^\W\d_]")
CAMEL = re.compile(r"(?<![\w.@/-])([A-ZÀ-Ý][a-zà-ÿ]{2,}[A-ZÀ-Ý][a-zà-ÿ]\w*)(?![\w@]|\.\w)")
HUMP = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{3,}(?=[A-ZÀ-Ý])")
"""The first part of a word with a capital inside, long enough to tell a kind."""
PRICED = re.compile(r"[^\t\n]+(?:\t[^\t\n]*)*\t(?:€[ ]?)?\d[\d.]*,(?:\d\d|-)")
SMALL = r"[a-zà-ÿ’']+"
SUBJECT = re.compile(r"\b(?:[Dd]e|[Hh]et|[Oo]nze|[Oo]ns|[Mm]ijn)[ \n]$")
NAMED = "(?:heet|genaamd|getiteld|met de naam|onder de naam)"
CALLED = re.compile(rf"[ \n]{NAMED}[ \n]")
HEAD = re.compile(r"(?:[\d.]+[ .]+)?(?:(?:De|Het|Een|Onze|Uw) )?[^\W\d_][\w-]*")
SHORT_LINE = 45
"""Characters; a line of fewer is no running text that goes on on the next."""
LONGEST = 5
"""Words of a name of which only the first has a capital."""


class _Patterns(NamedTuple):
    mark: re.Pattern[str]
    quoted: re.Pattern[str]
    quoted_before: re.Pattern[str]
    capital: re.Pattern[str]
    sentence: re.Pattern[str]
    compound: re.Pattern[str]
    called: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = company_cues()
    nouns = "|".join(sorted(cues.method_nouns, key=len, reverse=True))
    suffixes = "|".join(sorted(cues.method_suffixes, key=len, reverse=True))
    return _Patterns(
        re.compile(rf"({NAME})[ ]?[®™]"),
        re.compile(rf"(?<!\w)(?i:{nouns})(?:[ \n](?:genaamd|met de naam|heet))?[ \n]{OPEN}({QUOTED}){CLOSE}"),
        re.compile(rf"{OPEN}({QUOTED}){CLOSE}[ -](?:{suffixes})(?!\w)"),
        re.compile(rf"(?<!\w)(?i:{nouns})[ \n]({NAME})"),
        re.compile(
            rf"(?<!\w)(?i:{nouns})[ \n](?:{NAMED}[ \n])?"
            rf"({CAPITAL}(?:[ \n]{SMALL}){{1,{LONGEST - 1}}})"
        ),
        re.compile(rf"(?<![\w-])({CAPITAL}(?:[ ]{CAPITAL}){{0,2}})-(?:{suffixes})(?!\w)"),
        re.compile(
            rf"(?<!\w)(?i:noemen (?:wij|we)|(?:wij|we) noemen) (?:dat|dit|(?:deze|die) \w+)(?: (?:de|het))? ({NAME})"
            rf"|(?<!\w)(?i:(?:wat|die|dat) (?:ik|wij|we) (?:(?:de|het|een|onze|ons) )?)({NAME})(?= noem(?:en)?\b)"
        ),
    )


def _is_own_name(words: str) -> bool:
    """Whether the words can be an own name, and not an ordinary capital, a public body or a bare letter."""
    first = words.split()[0]
    if (route := LETTERED.fullmatch(words)) and route[1] in lower("dictionary"):
        return False
    if len(LETTERS.findall(words)) < 3 or is_public_body(words):
        return False
    if words.isupper() and len(words.split()) > 1:
        return False  # 'PROGRAMMA VAN EISEN'
    return not (first in company_cues().no_brand and len(words.split()) == 1)


def _is_made_up(view: PageView, words: str, start: int) -> bool:
    """Whether a word with a capital inside is no brand that everybody knows ('LinkedIn'), and comes back, is priced, or
    begins as the firm is called or another of these words does: 'RoosterBel' beside 'RoosterHulp'."""
    if words.lower() in lower("proper_words") or words.lower() in lower("dictionary"):
        return False
    texts = [page.text for page in view.document.pages] if view.document else [view.text]
    return sum(text.count(words) for text in texts) > 1 or _is_priced(view.text, start) or _has_kin(view, words, texts)


def _is_priced(text: str, start: int) -> bool:
    """Whether a word opens the first cell of a row with a price."""
    opens = start == 0 or text[start - 1] == "\n"
    return opens and PRICED.match(text, start) is not None


def _has_kin(view: PageView, words: str, texts: Iterable[str]) -> bool:
    hump = HUMP.match(words)
    if hump is None:
        return False
    parties = view.case.third_parties if view.case else ()
    if any(name.startswith(hump[0]) for party in parties for name in party.names):
        return True
    others = {other[1] for text in texts if hump[0] in text for other in CAMEL.finditer(text)} - {words}
    return any(other.startswith(hump[0]) and other[len(hump[0])].isupper() for other in others)


OWN_VOICE = re.compile(r"\b(?:wij|we|onze|ons|mijn|ik|bureau)\b", re.IGNORECASE)


@cache
def _of_training() -> re.Pattern[str]:
    return re.compile(rf"{any_of(company_cues().trainings)}\b", re.IGNORECASE)


@cache
def _public_programme() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words right before the noun of a programme of all governments, and words of who does it in its sentence."""
    cues = company_cues()
    return (
        re.compile(rf"\b(?:{'|'.join(cues.national)})[ \n]$", re.IGNORECASE),
        re.compile(rf"\b(?:{'|'.join(cues.programme_of)})\b"),
    )


def _is_public_programme(view: PageView, noun: int, name: int) -> bool:
    """Whether a name is that of a programme of the government: 'het landelijke programma Schone Lucht', or 'in het
    programma Schone Lucht werken het Rijk en de provincies samen'."""
    before, of = _public_programme()
    if before.search(view.text, max(0, noun - 20), noun):
        return True
    if not view.text[noun:name].strip().lower().endswith("programma"):
        return False
    sentence = view.sentence_at(name)
    return bool(of.search(view.text, *sentence[:2])) and not OWN_VOICE.search(view.text, *sentence[:2])


def _below_head(text: str, noun: int, name: int) -> bool:
    """Whether the noun ends a line that is a head ('4. De e-learning') or too short to go on, and the name begins what
    stands below it."""
    start = line_start(text, noun)
    if text[name - 1] != "\n":
        return False
    return name - start < SHORT_LINE or HEAD.fullmatch(text, start, name - 1) is not None


def _like_sentences(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The words of names of which only the first has a capital: 'de training Hoor mij eens'.

    How far one goes is told by the places where it stands: the same words, and behind them once something else, or
    each time a comma or the end. Once is enough where it is said to be the name ('onze training heet Hoor mij eens.'),
    and where a verb follows of what a training does: 'de workshop Hoor mij eens duurt een dag'.
    """
    small = company_cues().no_end_of_brand
    behind: dict[tuple[str, ...], list[str]] = {}
    called: set[tuple[str, ...]] = set()
    for text in texts:
        for match in _patterns().sentence.finditer(text):
            words = match.group(1).split()
            if _below_head(text, match.start(), match.start(1)):
                continue
            verb = next((at for at, word in enumerate(words) if word in company_cues().verbs_behind_name), 0)
            kind = any(word.lower() in company_cues().method_nouns for word in words[:verb])
            does = verb > 1 and not kind and _of_training().match(text, match.start())
            if does and SUBJECT.search(text, max(0, match.start() - 8), match.start()):
                called.add(tuple(words[:verb]))
            if CALLED.search(text, match.start(), match.start(1)) and text[match.end() : match.end() + 1] in ".,;:)\n":
                called.add(tuple(words))
            for count in range(2, len(words) + 1):
                after = words[count] if count < len(words) else text[match.end() : match.end() + 1]
                behind.setdefault(tuple(words[:count]), []).append(after)
    return frozenset(called) | frozenset(
        words
        for words, after in behind.items()
        if words[-1] not in small and len(after) > 1 and (len(set(after)) > 1 or not after[0].isalpha())
    )


def _named_like_sentences(view: PageView) -> Iterator[Name]:
    document = view.document
    if document is None:
        known = _like_sentences([view.text])
    else:
        known = recall(document, "named like sentences", lambda: _like_sentences(p.text for p in document.pages))
    for match in _patterns().sentence.finditer(view.text) if known else ():
        words = list(re.finditer(r"\S+", match.group(1)))
        told = [word for count, word in enumerate(words, 1) if tuple(w.group() for w in words[:count]) in known]
        if told:
            start, end = match.start(1), match.start(1) + told[-1].end()
            yield Name(start, end, "BRAND", f"named_method:{view.text[start:end]}", 0.65)


def brands(view: PageView) -> Iterator[Name]:
    """Own names of methods and products; what is only told by a capital must come back to be sure."""
    if view.role not in ("company", "assignment"):
        return
    patterns = _patterns()
    plain = ((patterns.capital, 0.6), (patterns.compound, 0.6), (CAMEL, 0.6))
    sure = ((patterns.mark, 0.85), (patterns.quoted, 0.7), (patterns.quoted_before, 0.7), (patterns.called, 0.7))
    seen: set[tuple[int, int]] = set()
    begun: set[int] = set()
    for name in _named_like_sentences(view):
        begun.add(name.start)
        yield name
    for pattern, score in (*sure, *plain):
        for match in pattern.finditer(view.text):
            start, end = match.span(match.lastindex or 1)
            article = ARTICLE.match(view.text, start, end)
            start = article.end() if article else start
            words = view.text[start:end]
            if (start, end) in seen or start in begun or words.lower() == own_town(view) or not _is_own_name(words):
                continue
            if view.names_in_request(words) or (pattern is CAMEL and not _is_made_up(view, words, start)):
                continue
            if pattern is patterns.capital and _below_head(view.text, match.start(), match.start(1)):
                continue
            if pattern is patterns.capital and _is_public_programme(view, match.start(), match.start(1)):
                continue
            if score < 0.7 and words.lower() in lower("dictionary") and NUMBERED.match(view.text, end):
                continue  # 'Programma Dagdeel 1'
            seen.add((start, end))
            if score < 0.7 and view.text.count(words) > 1:
                score = 0.65
            key = "brand_mark" if pattern is patterns.mark else "named_method"
            yield Name(start, end, "BRAND", f"{key}:{words}", score)
            if pattern is patterns.quoted and match.start() < start - 1:
                close = match.end()  # the kind of thing is part of such a name: 'masterclass ‘Kijk om’'
                yield Name(match.start(), close, "BRAND", f"{key}:{view.text[match.start() : close]}", score)
