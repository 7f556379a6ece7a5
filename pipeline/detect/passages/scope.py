"""Finds the parts of a document that are about another subject than the request ('buiten verzoek').

The words of the request, and of the hint in zaak.yaml, are compared with each paragraph and with its section. Only a
suggestion: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.asides import MIN_WORDS, OffSubject, in_round, other_matters
from woolak.pipeline.detect.passages.blocks import Block
from woolak.pipeline.detect.passages.heads import plain_head
from woolak.pipeline.detect.passages.subject import (
    content,
    hits_of,
    is_near,
    names_party,
    near_subject,
    on_subject,
    subject_of,
    words_of,
)
from woolak.pipeline.detect.passages.weights import passage_weights

__all__ = ["hint_words", "off_subject"]

# Only minutes are about several subjects by their nature; elsewhere the hint has to tell.
SEVERAL_SUBJECTS = ("verslag",)
OUTSIDE = re.compile(r"\b(?:buiten|niet|geen|uitgezonderd|behalve)\b", re.IGNORECASE)


class _Part(NamedTuple):
    """The blocks below one head, and the head's words."""

    head: str
    blocks: list[Block]


def _parts(view: PageView) -> list[_Part]:
    parts: list[_Part] = []
    for block, head in zip(view.blocks, view.heads, strict=True):
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


def _stands_apart(view: PageView, whole: str) -> bool:
    """Whether hardly any word of a part is used elsewhere in the document: what is on the same matter shares some."""
    rules = passage_weights().rules.scope
    everywhere, own = words_of(view), content(whole, rules.stop)
    shared = sum(everywhere[stem] > count for stem, count in own.items())
    return shared <= rules.shared * len(own)


def off_subject(view: PageView) -> Iterator[OffSubject]:
    """The paragraphs of a page that are about something else than the request."""
    rules = passage_weights().rules.scope
    if view.case is None or view.role == "company" or view.kind not in rules.kinds:
        return
    request = subject_of(view.case.request.text)
    hint = subject_of(hint_words(view.case.out_of_scope_hint))
    if request is None and hint is None:
        return
    contrast = view.kind in SEVERAL_SUBJECTS and request is not None and on_subject(view, request)
    near = near_subject(view, request) if contrast and request else frozenset()
    others = other_matters(view)
    for part in _parts(view):
        whole = " ".join([part.head.lower(), *(view.flat[block.start : block.end] for block in part.blocks)])
        asked = (
            bool(hits_of(request, whole))
            or is_near(whole, near)
            or names_party(view, part.blocks[0].start, part.blocks[-1].end)
        )
        announced = bool(part.head) and not passage_weights().neutral_head.match(plain_head(part.head))
        hinted_head = hits_of(hint, part.head.lower()) - hits_of(request, part.head.lower())
        for block in part.blocks:
            text = view.flat[block.start : block.end]
            hinted, wanted = hits_of(hint, text), hits_of(request, text)
            words = len(text.split())
            if (hinted - wanted or hinted_head) and not wanted and words >= MIN_WORDS:
                seen = min(hinted - wanted or hinted_head)
                score = 0.75 if len(hinted) > 1 or hinted_head else 0.6
                yield OffSubject(block.start, block.end, score, f"hinted_subject:{seen}")
            elif contrast and announced and not asked and words >= rules.min_words and _stands_apart(view, whole):
                yield OffSubject(block.start, block.end, 0.5, f"other_subject:{part.head}")
            elif contrast and block.kind == "paragraph" and passage_weights().round_head.match(plain_head(part.head)):
                yield from in_round(view, block, part.head, request)
            else:
                for look in others:
                    yield from look(view, block, request)
