"""Finds the parts of a document that are about another subject than the request ('buiten verzoek').

The words of the request, and of the hint in zaak.yaml, are compared with each paragraph and with its section. Only a
suggestion: a person decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

from woolak.model import Document
from woolak.pipeline.detect.business.memory import recall
from woolak.pipeline.detect.business.sections import heads_of
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Block
from woolak.pipeline.detect.passages.heads import plain_head
from woolak.pipeline.detect.passages.weights import passage_weights

__all__ = ["OffSubject", "hint_words", "off_subject", "subject_of"]

WORD = re.compile(r"[a-zà-ÿ][a-zà-ÿ-]{3,}")
LONG_WORD = re.compile(r"[a-zà-ÿ][a-zà-ÿ-]{4,}")
# Words that tell by themselves what a sentence is about; a name is none.
TELLING = re.compile(r"(?<!\w)[a-zà-ÿ][a-zà-ÿ-]{6,}")
STEM_LETTERS = 5
# What 'parkeren' and 'parkeerplaats' share is spelled with one vowel or with two.
OPEN_SYLLABLE = re.compile(r"(?<![aeiou])([aeou])([bcdfgklmnprst])$")
# Only minutes are about several subjects by their nature; elsewhere the hint has to tell.
SEVERAL_SUBJECTS = ("verslag",)
SUBJECT_HITS = 2
MIN_WORDS = 4
NEAR_LETTERS = 7
OUTSIDE = re.compile(r"\b(?:buiten|niet|geen|uitgezonderd|behalve)\b", re.IGNORECASE)


class OffSubject(NamedTuple):
    start: int
    end: int
    score: float
    evidence: str


class _Part(NamedTuple):
    """The blocks below one head, and the head's words."""

    head: str
    blocks: list[Block]


def _stem(word: str) -> str:
    """What a word's forms and compounds share: 'trainingen' and 'trainingsdag' share 'training'."""
    word = word.strip("-")
    for ending in ("ingen", "heden", "eren", "en", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= STEM_LETTERS:
            return word[: -len(ending)] + ("ing" if ending == "ingen" else "")
    return word


@lru_cache(maxsize=32)
def _subject(text: str, stop: frozenset[str]) -> re.Pattern[str] | None:
    """A pattern for the words that tell the subject of a request; None when it has none."""
    stems = {_stem(word) for word in WORD.findall(text.lower()) if word not in stop}
    stems |= {OPEN_SYLLABLE.sub(r"\1\1\2", stem) for stem in stems}
    if not stems:
        return None
    long = sorted((re.escape(stem) for stem in stems if len(stem) >= STEM_LETTERS), key=len, reverse=True)
    short = sorted((rf"(?<!\w){re.escape(stem)}(?!\w)" for stem in stems if len(stem) < STEM_LETTERS), key=len)
    return re.compile("|".join([*long, *short]))


def subject_of(text: str) -> re.Pattern[str] | None:
    """A pattern for the words of a text that tell a subject; None when it has none."""
    return _subject(text, frozenset(passage_weights().rules.scope.stop))


def _hits(pattern: re.Pattern[str] | None, text: str) -> set[str]:
    return set(pattern.findall(text)) if pattern else set()


def _parts(view: PageView) -> list[_Part]:
    parts: list[_Part] = []
    heads = heads_of(view.text, view.blocks, view.document, view.page)
    for block, head in zip(view.blocks, heads, strict=True):
        if block.kind not in ("paragraph", "item", "row"):
            continue
        if not parts or parts[-1].head != head.words:
            parts.append(_Part(head.words, []))
        parts[-1].blocks.append(block)
    return parts


def hint_words(hint: str) -> str:
    """The part of a hint that says what falls outside: in 'Alleen X. Y en Z vallen buiten het verzoek' the second."""
    sentences = [part for part in re.split(r"(?<=[.;!?])\s+", hint) if part]
    outside = [part for part in sentences if OUTSIDE.search(part)]
    return " ".join(outside or sentences)


def _near_subject(view: PageView, pattern: re.Pattern[str]) -> frozenset[str]:
    """Words that this document uses together with those of the request: other names for the same subject."""
    document = view.document
    text = "\n".join(page.text for page in document.pages).lower() if document else view.flat
    about = [part for part in re.split(r"[\n.]", text) if pattern.search(part)]
    if document:
        about += [document.facts.title.lower(), document.source.lower()]
    return frozenset(_stem(word) for part in about for word in WORD.findall(part) if len(word) >= NEAR_LETTERS)


def _on_subject(document: Document | None, view: PageView, pattern: re.Pattern[str]) -> bool:
    """Whether the document as a whole is about the request: else nothing in it is off subject by contrast."""
    text = " ".join(page.text for page in document.pages).lower() if document else view.flat
    return len(pattern.findall(text)) >= SUBJECT_HITS


def _is_near(text: str, near: frozenset[str]) -> bool:
    return any(_stem(word) in near for word in WORD.findall(text))


def _content(text: str, stop: Container[str]) -> Counter[str]:
    """The words of a text that tell what it is about, by what their forms share."""
    return Counter(_stem(word)[:NEAR_LETTERS] for word in LONG_WORD.findall(text) if word not in stop)


def _words_of(view: PageView) -> Counter[str]:
    """The words that tell what the whole document is about; counted once."""
    document, stop = view.document, frozenset(passage_weights().rules.scope.stop)
    if document is None:
        return _content(view.flat, stop)
    return recall(document, "content", lambda: _content("\n".join(page.text for page in document.pages).lower(), stop))


def _stands_apart(view: PageView, whole: str) -> bool:
    """Whether hardly any word of a part is used elsewhere in the document: what is on the same matter shares some."""
    rules = passage_weights().rules.scope
    everywhere, own = _words_of(view), _content(whole, rules.stop)
    shared = sum(everywhere[stem] > count for stem, count in own.items())
    return shared <= rules.shared * len(own)


def _names_party(view: PageView, start: int, end: int) -> bool:
    return any(start <= mention.start < end for mention in view.parties)


def off_subject(view: PageView) -> Iterator[OffSubject]:
    """The paragraphs of a page that are about something else than the request."""
    rules = passage_weights().rules.scope
    if view.case is None or view.role == "company" or view.kind not in rules.kinds:
        return
    request = subject_of(view.case.request.text)
    hint = subject_of(hint_words(view.case.out_of_scope_hint))
    if request is None and hint is None:
        return
    contrast = view.kind in SEVERAL_SUBJECTS and request is not None and _on_subject(view.document, view, request)
    near = _near_subject(view, request) if contrast and request else frozenset()
    for part in _parts(view):
        whole = " ".join([part.head.lower(), *(view.flat[block.start : block.end] for block in part.blocks)])
        asked = (
            bool(_hits(request, whole))
            or _is_near(whole, near)
            or _names_party(view, part.blocks[0].start, part.blocks[-1].end)
        )
        announced = bool(part.head) and not passage_weights().neutral_head.match(plain_head(part.head))
        hinted_head = _hits(hint, part.head.lower()) - _hits(request, part.head.lower())
        for block in part.blocks:
            text = view.flat[block.start : block.end]
            hinted, wanted = _hits(hint, text), _hits(request, text)
            words = len(text.split())
            if (hinted - wanted or hinted_head) and not wanted and words >= MIN_WORDS:
                seen = min(hinted - wanted or hinted_head)
                score = 0.75 if len(hinted) > 1 or hinted_head else 0.6
                yield OffSubject(block.start, block.end, score, f"hinted_subject:{seen}")
            elif contrast and announced and not asked and words >= rules.min_words and _stands_apart(view, whole):
                yield OffSubject(block.start, block.end, 0.5, f"other_subject:{part.head}")
            elif opening := passage_weights().turn.match(text):
                if not wanted and words >= MIN_WORDS and not _names_party(view, block.start, block.end):
                    yield OffSubject(block.start, block.end, 0.5, f"other_subject:{opening[0].strip(' ,:.-')}")
            elif contrast and block.kind == "paragraph" and passage_weights().round_head.match(plain_head(part.head)):
                yield from _of_the_round(view, block, part.head, request, near)


def _of_the_round(
    view: PageView, block: Block, head: str, request: re.Pattern[str] | None, near: Container[str]
) -> Iterator[OffSubject]:
    """The sentences below 'Rondvraag' of which no telling word stands elsewhere in the minutes, and those behind them
    that tell nothing by themselves ('De bode zoekt dat uit.'): there each may be about anything."""
    rules = passage_weights().rules.scope
    everywhere, before = _words_of(view), False
    for start, end in view.sentences:
        if not block.start <= start < block.end:
            continue
        text = view.flat[start:end]
        own = _content(" ".join(TELLING.findall(view.text, start, end)), rules.stop)
        about = (
            bool(_hits(request, text))
            or any(everywhere[stem] > count for stem, count in own.items())
            or any(_stem(word) in near or word in rules.meeting for word in WORD.findall(text))
            or _names_party(view, start, end)
        )
        words = text.split()
        opens = view.text[start].isupper() and len(words) >= MIN_WORDS and words[0] not in rules.referring
        before = not about and (before or (opens and bool(own)))
        if before:
            yield OffSubject(start, end, 0.5, f"other_subject:{head}")
