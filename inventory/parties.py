"""Finds the parties of zaak.yaml in a title, under every form in which a file name or subject line writes them."""

from __future__ import annotations

import lzma
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import chain

from woolak.rules.casefile import CaseFile

__all__ = ["Span", "ordinary_words", "party_spans"]

Span = tuple[int, int, str]
"""Begin and end in characters, and what is written instead."""

SHORT = 5  # letters; a longer name is found inside any compound word: 'Lindeboomrapport'
_LEGAL_FORM = re.compile(r"[\s,]+(?:b\.?v\.?|n\.?v\.?|c\.?v\.?|v\.?o\.?f\.?|u\.?a\.?|ltd\.?|gmbh|inc\.?)$", re.I)
_BETWEEN = r"[\W_]*(?:(?:en|and)[\W_]+)?"
_JOINING = {"en", "and", "de", "het", "van", "voor"}
LISTS = ("dictionary.txt.xz", "organisation_words.txt", "places.txt", "places_lower.txt")


def _folded(text: str) -> str:
    """Small letters without accents, at the same places in the text."""
    return "".join((unicodedata.normalize("NFKD", char)[:1] or char).lower()[:1] or char for char in text)


def _tokens(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", _folded(name))


@cache
def _text(name: str) -> str:
    """A list as it is, in lower case."""
    data = (resources.files("woolak.rules") / "lists" / name).read_bytes()
    return (lzma.decompress(data) if name.endswith(".xz") else data).decode("utf-8").lower()


def _lines(text: str) -> Iterator[str]:
    """The entries of a list, without the remarks behind them."""
    first, *others = text.split("#")[:-1] or [""]  # few lines have a remark: not each of 200,000 is looked at for one
    remarked = [first, *(part for part in others if "\n" in part)]
    return chain(text.split("\n"), (part.rpartition("\n")[2].strip() for part in remarked))


@cache
def ordinary_words(words: frozenset[str]) -> frozenset[str]:
    """Those of the words that stand in a dictionary or a list of places: by themselves they tell no party."""
    found: set[str] = set()
    for name in LISTS if words else ():
        found.update(words.intersection(_lines(_text(name))))
    return frozenset(found)


def _patterns(name: str) -> Iterator[str]:
    """The name whole, without what only says that it is a firm, and each word of it that is no ordinary word."""
    tokens = [token for token in _tokens(_LEGAL_FORM.sub("", name.strip())) if token not in ("en", "and")]
    telling = {token for token in tokens if len(token) >= SHORT and token not in _JOINING}
    telling -= ordinary_words(frozenset(telling))
    core = tokens
    while len(core) > 2 and telling.intersection(core[:-1]) and core[-1] not in telling:
        core = core[:-1]  # 'Kraan & Celik' of 'Kraan & Celik Ingenieurs'
    for form in (tokens, core):
        if form:
            body, whole = _BETWEEN.join(form), sum(map(len, form)) <= SHORT
            ending = rf"(?:'?s(?!\w))?(?:{_LEGAL_FORM.pattern[:-1]}(?!\w))?"
            yield (rf"{body}{ending}" if not whole else rf"(?P<short>{body}){ending}")
    if len(tokens) > 1:
        for word in sorted(telling):
            yield rf"(?<![^\W_]){word}(?:'?s)?(?![^\W_])"


def _stands_apart(text: str, found: re.Match[str]) -> bool:
    """Whether a short name is not just letters of a word: no letters are around it, or capitals tell where it begins
    and ends ('offerteBLB', 'BLBplanning')."""
    if "short" not in found.groupdict():
        return True
    name = text[slice(*found.span("short"))]
    before, behind = text[: found.start()][-1:], text[found.end() : found.end() + 1]
    begins = not before.isalpha() or (before.islower() and name[0].isupper())
    return begins and (not behind.isalpha() or (name.isupper() and behind.islower()))


def _told(text: str, start: int, end: int, said: str) -> str:
    """The pseudonym, with a sign between it and what the name was glued to."""
    before, behind = text[:start][-1:], text[end : end + 1]
    return f"{' ' * before.isalnum()}{said}{'-' if behind.isalpha() else ' ' * behind.isdigit()}"


def party_spans(text: str, case: CaseFile) -> list[Span]:
    """Where the parties' names and domains stand, each with its pseudonym."""
    folded = _folded(text)
    found = []
    for party in case.third_parties:
        patterns = [pattern for name in party.names for pattern in _patterns(name)]
        patterns += [rf"(?:www\.)?{re.escape(_folded(domain))}" for domain in party.domains if domain]
        said = case.pseudonym(party)
        matches = (one for pattern in patterns for one in re.finditer(pattern, folded) if _stands_apart(text, one))
        found += [(one.start(), one.end(), _told(text, *one.span(), said)) for one in matches]
    return found
