"""Names inside the name of something else: streets, institutes, laws, firms, scales. They stay readable."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from woolak.pipeline.detect.names.eponyms import bears_author, eponym
from woolak.pipeline.detect.names.firms import find_firm, find_marked_firm, find_parties
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.institutes import find_hyphened, find_institute, find_named
from woolak.pipeline.detect.names.lexicon import CAP, LAST, PLACE, flags_of
from woolak.pipeline.detect.names.public_cues import public_cues
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.streets import find_street, street_stem

__all__ = ["find"]

_HYPHENED, _BEHIND_NAME, _BEFORE_NAME, _AUTHORED = 1, 2, 4, 8


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """Each of them on a page; what is an institute or firm by the word behind it is not also one by the word before."""
    cue = public_cues()
    for index, token in enumerate(sheet.tokens):
        if token.flags & CAP and (stem := street_stem(token)):
            yield from find_street(sheet, index, stem)
        signs = _signs(token.norm)
        if not signs:
            continue
        if signs & _HYPHENED:
            yield from find_hyphened(sheet, index)
        hits: list[Hit] = []
        if signs & _BEHIND_NAME and index and not sheet.opens_line(index):
            if token.norm in cue.institutes:
                hits += find_institute(sheet, index)
            elif token.flags & CAP or token.norm in cue.legal_forms:
                hits += find_firm(sheet, index)
        if not hits and signs & _BEFORE_NAME:
            hits += find_named(sheet, index)
        if signs & _AUTHORED and (author := eponym(sheet, index)):
            hits.append(author)
        yield from hits
    for match in cue.places_of.finditer(sheet.text):
        if flags_of(match[1]) & (LAST | PLACE) == LAST:
            continue  # 'het huis van Hoekstra'
        yield Hit(match.start(), match.end(), 0.88, f"institute:{match[0]}", "institute")
    for match in cue.company_marks.finditer(sheet.text):
        yield from find_marked_firm(sheet, match.start(), match.end())
    yield from find_parties(sheet, around)


@lru_cache(maxsize=65536)
def _signs(norm: str) -> int:
    """What a word tells of the words beside it; most tell nothing."""
    cue = public_cues()
    behind = norm in cue.institutes or norm in cue.companies
    before = norm in cue.named_before or norm in cue.laws or norm.endswith(cue.named_before_ends)
    before = before or norm in cue.clubs or norm.endswith(cue.named_before_capital_ends)
    authored = bears_author(norm) > 0
    return _HYPHENED * ("-" in norm) | _BEHIND_NAME * behind | _BEFORE_NAME * before | _AUTHORED * authored
