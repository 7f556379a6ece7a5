"""Finds known companies where their name stands glued to something else: in the name of a file, or in a compound.

'OfferteStroomwijs.pdf', '20250301stroomwijs.docx', 'de Stroomwijsofferte', 'offerte_sw.pdf'. In a text a name that is
an ordinary word too ('Vuurvast') stays within another word ('vuurvaste'); in the name of a file capitals tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.business.parties import Mention, NameForm, NameIndex
from woolak.pipeline.detect.model.lists import lower, words
from woolak.pipeline.detect.patterns import any_of

__all__ = ["file_names", "named_in"]

LONG = 5
"""Letters from which a name is told within a word; a shorter one only between what are no letters."""
LONGEST_FILE_NAME = 200
_NEXT = re.compile(r"\s*[;,]\s*")


@cache
def _file_end() -> re.Pattern[str]:
    return re.compile(rf"\.(?:{'|'.join(company_cues().file_ends)})(?!\w)", re.IGNORECASE)


@cache
def _attached() -> re.Pattern[str]:
    heads = any_of(company_cues().attached)
    return re.compile(rf"^[ \t]*{heads}[ \t]*:[ \t]*", re.IGNORECASE | re.MULTILINE)


_RUN = re.compile(r"[^\s;:,\"'“”‘’„<>()\[\]|]+$")


def file_names(text: str) -> list[tuple[int, int]]:
    """Where names of files stand: what ends as a file does, and in the head of a mail whole, with the spaces in it."""
    ends = list(_file_end().finditer(text))
    if not ends:
        return []
    found = []
    for end in ends:
        run = _RUN.search(text, max(0, end.start() - LONGEST_FILE_NAME), end.start())
        found.append((run.start() if run else end.start(), end.end()))
    for head in _attached().finditer(text):
        start = head.end()
        while end_here := _file_end().search(text, start, start + LONGEST_FILE_NAME):
            if "\n\n" in text[start : end_here.start()]:
                break
            found.append((start, end_here.end()))
            following = _NEXT.match(text, end_here.end())
            if not following:
                break
            start = following.end()
    return found


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end


def _ordinary(word: str) -> bool:
    return word.lower() in lower("dictionary")


def _is_word(rest: str) -> bool:
    """What a compound is made with: 'planning', 's' and 'offerte'."""
    rest = rest.lower()
    return len(rest) > 2 and (_ordinary(rest) or (rest[0] == "s" and len(rest) > 3 and _ordinary(rest[1:])))


def _in_file_name(text: str, start: int, end: int) -> bool:
    first, last = _word_around(text, start, end)
    head, tail, piece = text[first:start], text[end:last], text[start:end]
    begins = not head or (head[-1].islower() and piece[0].isupper())
    if sum(map(str.isalnum, piece)) < LONG:
        return begins and (not tail or (piece.isupper() and tail[0].islower()))
    return (begins and not tail) or not _ordinary(text[first:last])


def _in_text(text: str, start: int, end: int) -> bool:
    first, last = _word_around(text, start, end)
    head, tail, piece = text[first:start], text[end:last], text[start:end]
    if len(piece) < LONG or not piece.isalpha():
        return False
    own = not _ordinary(piece) and piece.lower() not in words("surnames")
    if head and head[-1].islower() and piece[0].isupper():
        return not tail or tail[0].isupper() or _is_word(tail)
    if not head and not tail:
        beside_figures = text[max(0, start - 1) : start].isdigit() or text[end : end + 1].isdigit()
        return beside_figures and (own or piece[0].isupper())
    if not own or _ordinary(text[first:last]):
        return False
    return (piece[0].isupper() and not head and _is_word(tail)) or (not tail and _is_word(head))


def _company(forms: list[NameForm]) -> NameForm | None:
    return next((form for form in forms if form.entity == "COMPANY"), None)


def named_in(text: str, index: NameIndex, ocr: bool = False) -> list[Mention]:
    """All that `NameIndex.find` finds, and what is glued; of those that overlap the longest."""
    apart: list[Mention] = []
    for one in sorted((*index.find(text, ocr), *_glued(text, index, ocr)), key=lambda one: (one.start, -one.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _glued(text: str, index: NameIndex, ocr: bool) -> Iterator[Mention]:
    """The mentions of companies that begin or end where no word does."""
    hits = [(start, end, form) for start, end, forms in index.hits(text, ocr) if (form := _company(forms))]
    if not hits:
        return
    files = file_names(text)
    for start, end, form in hits:
        if end - start > len(form.text) + 2:
            continue  # letters of words that stand apart
        in_file = any(first <= start and end <= last for first, last in files)
        if (_in_file_name if in_file else _in_text)(text, start, end):
            yield Mention(start, end, form)
