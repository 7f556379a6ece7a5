"""The words that tell health, faith, descent or crime of whoever a sentence or a row is about, read from
rules/cues/identifiers_signs.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from woolak.rules.reading import Model, read_rules

__all__ = ["Signs", "listed", "signs", "words_of_signs"]


class Signs(Model):
    """Kinds of words; a word with `*` goes on where the star stands."""

    signs: Mapping[str, tuple[str, ...]]
    houses: Mapping[str, tuple[str, ...]]
    ties: Mapping[str, tuple[str, ...]]
    offences: tuple[str, ...]
    tried_for: tuple[str, ...]
    tried_by: tuple[str, ...]
    countries: tuple[str, ...]
    cities: tuple[str, ...]
    peoples: tuple[str, ...]
    natives: tuple[str, ...]
    creeds: tuple[str, ...]
    of_people: tuple[str, ...]
    being: tuple[str, ...]
    came: tuple[str, ...]
    lived: tuple[str, ...]
    on_a_trip: tuple[str, ...]
    belongs: tuple[str, ...]
    skin: tuple[str, ...]
    at_work: tuple[str, ...]
    beside_a_house: tuple[str, ...]
    jobs: tuple[str, ...]
    crowds: tuple[str, ...]
    note_heads: tuple[str, ...]
    work_heads: tuple[str, ...]
    origin_heads: tuple[str, ...]
    faith_heads: tuple[str, ...]


def signs() -> Signs:
    rules: Signs = read_rules("cues/identifiers_signs.yaml", Signs)
    return rules


def words_of_signs() -> Iterator[tuple[str, str]]:
    """Each word that is looked for on a page, with its kind."""
    read = signs()
    for category, words in read.signs.items():
        yield from ((word, f"sign:{category}") for word in words)
    for category, words in read.houses.items():
        yield from ((word, f"house:{category}") for word in words)
    for kind in ("offences", "natives", "skin"):
        yield from ((word, kind) for word in getattr(read, kind))
    yield from ((word, "lands") for word in (*read.countries, *read.cities))
    for kind in ("peoples", "creeds"):
        for word in getattr(read, kind):
            yield word, kind
            yield f"{word[:-3]}ese" if word.endswith("ees") else f"{word}e", kind


@cache
def listed(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole words or phrases, with letters for a star, the longest first."""
    ordered = sorted(set(words), key=len, reverse=True)
    choice = "|".join(re.escape(word).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+") for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])")
