"""The words that tell what a text is about: of a request, of a document, of one of its parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from functools import lru_cache

from woolak.model import Document
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.passages.weights import passage_weights

__all__ = [
    "content",
    "hits_of",
    "is_near",
    "names_party",
    "near_subject",
    "on_subject",
    "subject_of",
    "words_of",
]

WORD = re.compile(r"[a-zà-ÿ][a-zà-ÿ-]{3,}")
LONG_WORD = re.compile(r"[a-zà-ÿ][a-zà-ÿ-]{4,}")
STEM_LETTERS = 5
# What 'parkeren' and 'parkeerplaats' share is spelled with one vowel or with two.
OPEN_SYLLABLE = re.compile(r"(?<![aeiou])([aeou])([bcdfgklmnprst])$")
SUBJECT_HITS = 2
NEAR_LETTERS = 7


def stem(word: str) -> str:
    """What a word's forms and compounds share: 'trainingen' and 'trainingsdag' share 'training'."""
    word = word.strip("-")
    for ending in ("ingen", "heden", "eren", "en", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= STEM_LETTERS:
            return word[: -len(ending)] + ("ing" if ending == "ingen" else "")
    return word


@lru_cache(maxsize=32)
def _subject(text: str, stop: frozenset[str]) -> re.Pattern[str] | None:
    """A pattern for the words that tell the subject of a request; None when it has none."""
    stems = {stem(word) for word in WORD.findall(text.lower()) if word not in stop}
    stems |= {OPEN_SYLLABLE.sub(r"\1\1\2", one) for one in stems}
    if not stems:
        return None
    long = sorted((re.escape(one) for one in stems if len(one) >= STEM_LETTERS), key=len, reverse=True)
    short = sorted((rf"(?<!\w){re.escape(one)}(?!\w)" for one in stems if len(one) < STEM_LETTERS), key=len)
    return re.compile("|".join([*long, *short]))


def subject_of(text: str) -> re.Pattern[str] | None:
    """A pattern for the words of a text that tell a subject; None when it has none."""
    return _subject(text, frozenset(passage_weights().rules.scope.stop))


def hits_of(pattern: re.Pattern[str] | None, text: str) -> set[str]:
    return set(pattern.findall(text)) if pattern else set()


def near_subject(view: PageView, pattern: re.Pattern[str]) -> frozenset[str]:
    """Words that this document uses together with those of the request: other names for the same subject."""
    document = view.document
    return recall(document, ("near", pattern), lambda: _near(view, pattern)) if document else _near(view, pattern)


def _near(view: PageView, pattern: re.Pattern[str]) -> frozenset[str]:
    document = view.document
    text = _text_of(document) if document else view.flat
    about = [part for part in re.split(r"[\n.]", text) if pattern.search(part)]
    if document:
        about += [document.facts.title.lower(), document.source.lower()]
    return frozenset(stem(word) for part in about for word in WORD.findall(part) if len(word) >= NEAR_LETTERS)


def on_subject(view: PageView, pattern: re.Pattern[str]) -> bool:
    """Whether the document as a whole is about the request: else nothing in it is off subject by contrast."""
    document = view.document
    if document is None:
        return len(pattern.findall(view.flat)) >= SUBJECT_HITS
    return recall(document, ("about", pattern), lambda: len(pattern.findall(_text_of(document))) >= SUBJECT_HITS)


def _text_of(document: Document) -> str:
    return "\n".join(page.text for page in document.pages).lower()


def is_near(text: str, near: frozenset[str]) -> bool:
    return any(stem(word) in near for word in WORD.findall(text))


def content(text: str, stop: Container[str]) -> Counter[str]:
    """The words of a text that tell what it is about, by what their forms share."""
    return Counter(stem(word)[:NEAR_LETTERS] for word in LONG_WORD.findall(text) if word not in stop)


def words_of(view: PageView) -> Counter[str]:
    """The words that tell what the whole document is about; counted once."""
    document, stop = view.document, frozenset(passage_weights().rules.scope.stop)
    if document is None:
        return content(view.flat, stop)
    return recall(document, "content", lambda: content(_text_of(document), stop))


def names_party(view: PageView, start: int, end: int) -> bool:
    return any(start <= mention.start < end for mention in view.parties)
