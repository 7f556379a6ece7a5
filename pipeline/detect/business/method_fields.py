"""The field of related words that a word belongs to: what was learnt of 'interviewen' also counts for 'peilen'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from woolak.rules.reading import Model, read_rules

__all__ = ["fields_in"]

SHORTEST = 4
"""The fewest letters of a word's beginning or end that tell its field."""
WORDS = re.compile(r"[a-zà-ÿ'-]+")
SMALL = frozenset(("de", "het"))
"""Small words that stand in no field, and are told beside those around them."""


class FieldRules(Model):
    """rules/cues/business_fields.yaml: the words of each field; `*` stands where a word may go on."""

    fields: Mapping[str, str]


class _Index(NamedTuple):
    whole: Mapping[str, str]
    begins: Mapping[str, str]
    ends: Mapping[str, str]


@cache
def _index() -> _Index:
    rules: FieldRules = read_rules("cues/business_fields.yaml", FieldRules)
    index = _Index({}, {}, {})
    for name, words in rules.fields.items():
        for word in words.split():
            part = index.ends if word[0] == "*" else index.begins if word[-1] == "*" else index.whole
            part[word.strip("*")] = name  # type: ignore[index]
    return index


@lru_cache(maxsize=65536)
def _field_of(word: str) -> str | None:
    index = _index()
    if word in index.whole:
        return index.whole[word]
    for length in range(len(word), SHORTEST - 1, -1):
        if word[:length] in index.begins:
            return index.begins[word[:length]]
    for start in range(len(word) - SHORTEST + 2):
        if word[start:] in index.ends:
            return index.ends[word[start:]]
    return None


def fields_in(flat_sentence: str) -> Iterator[str]:
    """The fields of a sentence, and how they follow each other: `[asking_verbs]`, `[asking_verbs]>[target_groups]`."""
    before = "^"
    for word in WORDS.findall(flat_sentence):
        field = _field_of(word)
        if field:
            field = f"[{field}]"
            yield field
        elif word in SMALL:
            field = word
        else:
            continue
        yield f"{before}>{field}"
        before = field
