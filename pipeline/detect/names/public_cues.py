"""rules/cues/public.yaml, checked, and made fit for look-up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases
from woolak.rules.reading import Model, read_rules

__all__ = ["PublicCues", "public_cues", "public_words"]


class PublicWords(Model):
    """The file as it is written."""

    offices: tuple[str, ...]
    offices_of_many: tuple[str, ...]
    signing_offices: tuple[str, ...]
    only_formal: tuple[str, ...]
    signing_before: tuple[str, ...]
    runs_on: tuple[str, ...]
    mandate: tuple[str, ...]
    parties: tuple[str, ...]
    local_parties: tuple[str, ...]
    local_ends: tuple[str, ...]
    councils: tuple[str, ...]
    citizens: tuple[str, ...]
    royal: tuple[str, ...]
    objecting: tuple[str, ...]
    heads: tuple[str, ...]
    figures: tuple[str, ...]
    firms: tuple[str, ...]
    works: tuple[str, ...]
    before_artists: tuple[str, ...]
    named_ends: tuple[str, ...]
    surname_ends: tuple[str, ...]
    before_streets: tuple[str, ...]
    at_street: tuple[str, ...]
    street_titles: tuple[str, ...]
    eponyms: tuple[str, ...]
    eponyms_or_own: tuple[str, ...]
    places_of: tuple[str, ...]
    not_past: tuple[str, ...]
    source_words: tuple[str, ...]
    scholarly: tuple[str, ...]
    refers: tuple[str, ...]
    of_case: tuple[str, ...]
    of_person: tuple[str, ...]
    after_literature: tuple[str, ...]
    formal: tuple[str, ...]
    office_goes_on: tuple[str, ...]
    portfolio: tuple[str, ...]
    institutes: tuple[str, ...]
    honouring: tuple[str, ...]
    homes: tuple[str, ...]
    named_before: tuple[str, ...]
    named_things: tuple[str, ...]
    firm_ends: tuple[str, ...]
    clubs: tuple[str, ...]
    named_before_ends: tuple[str, ...]
    named_before_capital_ends: tuple[str, ...]
    companies: tuple[str, ...]
    laws: tuple[str, ...]
    laws_with_hyphen: tuple[str, ...]
    literature_heads: tuple[str, ...]
    unsure_literature_heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicCues:
    """Single words in their normal spelling, and patterns for what is more than a word."""

    offices: re.Pattern[str]
    office_words: frozenset[str]
    """The words that an office begins with."""
    figures: dict[str, tuple[tuple[str, ...], ...]]
    """Last word -> the words of each figure that ends in it."""
    firms: dict[str, tuple[tuple[str, ...], ...]]
    street_titles: frozenset[str]
    citizens: frozenset[str]
    royal: frozenset[str]
    places_of: Phrases
    office_goes_on: frozenset[str]
    portfolio: frozenset[str]
    institutes: frozenset[str]
    honouring: frozenset[str]
    homes: frozenset[str]
    named_before: frozenset[str]
    named_things: frozenset[str]
    clubs: frozenset[str]
    named_before_ends: tuple[str, ...]
    named_before_capital_ends: tuple[str, ...]
    companies: frozenset[str]
    legal_forms: frozenset[str]
    company_marks: Phrases
    laws: frozenset[str]
    laws_with_hyphen: frozenset[str]


def public_words() -> PublicWords:
    """The file itself. Raises CaseFileError when it is wrong."""
    read: PublicWords = read_rules("cues/public.yaml", PublicWords)
    return read


def _single(words: Iterable[str]) -> frozenset[str]:
    return frozenset(normal(word).rstrip(".") for word in words if " " not in word and "&" not in word)


def _by_last_word(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names as words, the longest first, by the word that they end in."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        parts = tuple(part for part in re.split(r"[\s.&+]+", normal(name)) if part)
        found.setdefault(parts[-1], []).append(parts)
    return {last: tuple(sorted(several, key=len, reverse=True)) for last, several in found.items()}


@cache
def public_cues() -> PublicCues:
    words = public_words()
    marks = [word for word in words.companies if "&" in word or "+" in word or " " in word]
    places = alternatives(word.capitalize() for word in words.places_of)
    legal = frozenset({"bv", "nv", "vof", "cv"})
    return PublicCues(
        re.compile(rf"(?i)(?<![\w-])({alternatives(words.offices)})(?![\w-])"),
        frozenset(normal(re.split(r"[ /.]", office)[0]) for office in words.offices),
        _by_last_word(words.figures), _by_last_word(words.firms), _single(words.street_titles), _single(words.citizens),
        _single(words.royal),
        phrases(
            rf"\b(?:{places}) van(?: [Dd]e[nr]?)? ([A-ZÀ-Þ][\w'-]+)",
            [f"{word} van" for word in words.places_of],
        ),
        _single(words.office_goes_on), _single(words.portfolio),
        _single(words.institutes), _single(words.honouring), _single(words.homes),
        _single((*words.named_before, *words.named_things)),
        _single(words.named_things), _single(words.clubs),
        words.named_before_ends, words.named_before_capital_ends,
        frozenset(word.replace(".", "") for word in _single(words.companies)) | legal, legal,
        phrases(rf"(?i)(?<=\w)\s({alternatives(marks)})(?!\w)", marks),
        _single(words.laws), _single(words.laws_with_hyphen),
    )  # fmt: skip
