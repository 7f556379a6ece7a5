"""What the municipality learned from its own decisions, put to use: wordings and keeps in the findings of a document.

Learned names are persons of the case's register (names/register.py), so that they are found in each form. Nothing is
done unless the case names a file of lessons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from woolak.model import Document, Finding
from woolak.pipeline.detect.phrases import words_of
from woolak.rules.lessons import Lessons, Wording

__all__ = ["apply", "same_text"]

RECOGNIZER = "Learned"
SCORE = 0.45
"""Of a wording: only a person decides."""


def same_text(text: str) -> str:
    """One spelling for what is the same but for capitals and line ends."""
    return " ".join(text.casefold().replace("-\n", "").split()).strip(" .,;:")


def apply(document: Document, findings: Sequence[Finding], lessons: Lessons) -> list[Finding]:
    """The findings, with a reason to stay for what was left readable before, and the wordings that were marked."""
    if not lessons.lessons:
        return list(findings)
    keeps = {(keep.entity, same_text(keep.text)) for keep in lessons.keeps}
    kept = [
        replace(one, keep="learned_keep", evidence="learned_keep")
        if not one.keep and (one.entity, same_text(one.text)) in keeps
        else one
        for one in findings
    ]
    return kept + list(_worded(document, lessons.wordings, kept))


@lru_cache(maxsize=8)
def _patterns(wordings: frozenset[Wording]) -> tuple[tuple[Wording, frozenset[str], re.Pattern[str]], ...]:
    """Each wording with its words, without which a page need not be searched, and its pattern."""
    ordered = sorted(wordings, key=lambda one: (one.entity, one.text))
    spaced = {one: r"\s+".join(re.escape(word) for word in one.text.split()) for one in ordered}
    return tuple((one, words_of(one.text), re.compile(rf"(?i)(?<!\w){spaced[one]}(?!\w)")) for one in ordered)


def _worded(document: Document, wordings: frozenset[Wording], findings: Iterable[Finding]) -> Iterator[Finding]:
    """The learned wordings on each page, where nothing of the same kind was found."""
    taken = [(one.entity, one.page_index, one.start, one.end) for one in findings]
    for page in document.pages:
        on_page = words_of(page.text)
        for wording, words, pattern in _patterns(wordings):
            for match in pattern.finditer(page.text) if words <= on_page else ():
                place = (wording.entity, page.page_index)
                if any(t[:2] == place and t[2] < match.end() and match.start() < t[3] for t in taken):
                    continue
                yield Finding(
                    wording.entity, page.page_index, match.start(), match.end(), match[0], SCORE, RECOGNIZER,
                    "learned_wording",
                )  # fmt: skip
