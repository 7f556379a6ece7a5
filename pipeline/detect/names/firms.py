"""Names inside the name of a firm: 'Van der Linden B.V.', 'De Vries en Partners'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.lexicon import CAP, FIRST, INITIAL, LISTED, PREFIX, ROLE, TITLE
from woolak.pipeline.detect.names.public_cues import public_cues
from woolak.pipeline.detect.names.reach import reach_back
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.whole import is_whole_name, surname_here

__all__ = ["find_firm", "find_marked_firm", "find_parties"]


_FAMILY = re.compile(r"\s+en zo(?:on|nen)")
"""In small letters, behind a first name or initials: who comes along, and no firm."""


def find_firm(sheet: Sheet, index: int) -> Iterator[Hit]:
    """'Van der Linden B.V.', 'Jansen Advocaten'."""
    token = sheet.tokens[index]
    start = index
    while start > 0 and index - start < 5:
        before, gap = sheet.tokens[start - 1], sheet.gap(start)
        wraps = gap == "\n" and start < index and sheet.in_prose(start - 1) and token.norm in public_cues().legal_forms
        if (
            (gap not in (" ", " & ", " + ", "", "\u00a0") and not wraps)
            or not before.flags & (CAP | PREFIX)
            or before.flags & (TITLE | ROLE)
        ):
            break
        start -= 1
    while (
        start < index
        and sheet.tokens[start].flags & PREFIX
        and not sheet.tokens[start].flags & CAP
        and start > 0
        and sheet.tokens[start].norm not in ("van", "de", "den", "ter", "ten")
    ):
        start += 1
    start = _behind_somebody(sheet, start, index)
    if start == index or not any(part.flags & (LISTED | CAP) for part in sheet.tokens[start:index]):
        return
    if surname_here(sheet, start, index):
        return
    if token.norm not in public_cues().legal_forms and is_whole_name(sheet.tokens[start:index]):
        return  # 'de aanvraag van Karin Bos Bouw van een schuur'; who works under a name of her own is a person too
    first = sheet.tokens[start]
    yield Hit(first.start, token.end, 0.87, f"company:{sheet.text[first.start : token.end]}", "company")


def _behind_somebody(sheet: Sheet, start: int, index: int) -> int:
    """Where the firm begins of 'Sanne Bakker van Zonlicht Training': a whole name before 'van' is somebody's."""
    for place in range(start + 2, index):
        token = sheet.tokens[place]
        parts = sheet.tokens[start:place]
        whole = all(part.flags & (CAP | INITIAL) and not part.flags & PREFIX for part in parts)
        if parts[0].flags & (FIRST | INITIAL) and not parts[-1].flags & PREFIX:
            whole = whole or all(part.flags & (CAP | INITIAL | PREFIX) for part in parts)  # 'Jan de Vries van ...'
        if whole and token.norm == "van" and not token.flags & CAP and sheet.tokens[place + 1].flags & CAP:
            return place + 1
    return start


def find_marked_firm(sheet: Sheet, start: int, end: int) -> Iterator[Hit]:
    """'Jansen & Zn', 'De Vries en Partners'."""
    last = sheet.at(start) - 1
    if last < 0 or not sheet.tokens[last].flags & CAP:
        return
    first = reach_back(sheet, last + 1, 5)
    if _FAMILY.match(sheet.text, start, end) and any(one.flags & (FIRST | INITIAL) for one in sheet.tokens[first:last]):
        return  # 'H. Terpstra en zoon Tim'
    if first and sheet.gap(first) == " " and sheet.tokens[first - 1].norm in cues().kin:
        return  # 'met haar man Behrouz en zoon Ilyas'
    if first <= last:
        yield Hit(
            sheet.tokens[first].start, end, 0.88, f"company:{sheet.text[sheet.tokens[first].start : end]}", "company"
        )


def find_parties(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """The names of third parties from zaak.yaml: a firm that bears a surname is not a person."""
    if around.case is None:
        return
    for party in around.case.third_parties:
        for name in party.names:
            if len(name) < 3 or name not in sheet.text:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sheet.text):
                yield Hit(match.start(), match.end(), 0.89, f"company:{name}", "company")
