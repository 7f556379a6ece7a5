"""Names that stay because somebody or something well known bears them, until somebody of the case bears them too."""

from __future__ import annotations

from collections.abc import Iterator

from woolak.model import Finding
from woolak.pipeline.detect.names import artists
from woolak.pipeline.detect.names.grammar import name_of, read_around
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import CAP, FIRST, INITIAL, TITLE
from woolak.pipeline.detect.names.people import PersonName, agree
from woolak.pipeline.detect.names.public_cues import public_cues, public_words
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.names.trimming import follows_class

__all__ = ["figures", "is_famous"]

_FAMOUS = frozenset({"public_figure", artists.KEEP})
"""Reasons to keep that a namesake who is there takes away: 'Aanwezig: Drees'."""
_SCORE = 0.3
"""Lower than what tells that somebody of that name is there, which would be dropped under it."""


def is_famous(found: Finding | Hit, text: str) -> bool:
    """Whether a name stays because it is well known: a figure's, an artist's, or of one word a brand's ('Bosch')."""
    word = normal(text[found.start : found.end])
    return found.keep in _FAMOUS or (found.keep == "company" and (word,) in public_cues().firms.get(word, ()))


def figures(sheet: Sheet) -> Iterator[Hit]:
    """Historic and public figures, and firms and brands of which the name reads as a person's."""
    cue = public_cues()
    for index, token in enumerate(sheet.tokens):
        if not token.flags & CAP:
            continue
        for names, key in ((cue.figures, "public_figure"), (cue.firms, "company")):
            last = token.norm if token.norm in names else token.norm.removesuffix("s")  # 'in Vermeers tijd'
            if last not in names or (last != token.norm and key != "public_figure"):
                continue
            first = _words_before(sheet, index, names[last], last)
            if first is None:
                continue
            start = sheet.tokens[first].start
            if _goes_before(sheet, first):
                read = read_around(sheet, index)
                if read is None or not _is_figure(read.name):
                    continue
                start = read.start
            yield Hit(start, token.end, _SCORE, f"{key}:{sheet.text[start : token.end]}", key)


def _words_before(sheet: Sheet, index: int, names: tuple[tuple[str, ...], ...], last: str) -> int | None:
    """The first token of the longest of some names (word by word) that ends at `index`, where `last` is read."""
    for words in names:
        first = index - len(words) + 1
        read = (*(part.norm.strip(".") for part in sheet.tokens[max(0, first) : index]), last.strip("."))
        if first >= 0 and read == words:
            return first
    return None


def _goes_before(sheet: Sheet, index: int) -> bool:
    """Whether initials, a first name or a title stand before a famous surname: 'mevrouw Drees', 'J. Lely'."""
    if not index or sheet.gap(index) not in (" ", ""):
        return False
    before = sheet.tokens[index - 1]
    if before.flags & INITIAL and follows_class(sheet.text, before.start):
        return False  # 'klasse B. Van Oord'
    return bool(before.flags & (TITLE | INITIAL) or (before.flags & CAP and before.flags & FIRST))


def _is_figure(name: PersonName) -> bool:
    """Whether initials or a first name before a famous surname are the figure's own: 'J.R. Thorbecke'."""
    known = (name_of(figure) for figure in public_words().figures)
    same = (figure for figure in known if figure and figure.given and figure.surname == name.surname)
    return bool(name.surname and (name.given or name.initials)) and any(agree(name, figure) for figure in same)
