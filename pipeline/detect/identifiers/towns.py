"""The town of an address: how it is written, where it ends, and what is none."""

from __future__ import annotations

import re
from functools import cache

from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.streets import LETTER, WORD
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.lines import line_start
from woolak.pipeline.detect.model.lists import lower

__all__ = ["TOWN", "is_town", "not_towns", "over_town", "town_told"]

TOWN = re.compile(
    r"(?:['’]s-|(?:Den|De|Het|['’]t|Sint|St\.|Nieuwe?|Oude?|Hoek|Bad|Ter|Ten|Klein|Groot|Hoog|Laag|DEN|DE|HET|SINT)"
    r"[ \n])?"
    rf"[{LETTER}]{WORD}+"
    rf"(?: (?:aan den|aan de|a/d|a\.d\.|op|bij|van|AAN DEN|AAN DE|A/D|OP|BIJ|VAN)"
    rf"(?: (?:de|den|DE|DEN))? [{LETTER}]{WORD}+)?"
    rf"(?:[ -](?:Haven|Stad|Buiten|Poort|Hout|Noord|Zuid|Oost|West|Centrum|Zuidoost|NB|Nb|LB|GLD|NH|ZH|UT|OV)(?!\w))?"
)
TO_TOWN = re.compile(r" te (?=[A-ZÀ-Þ'’])|[ \u00a0]*[,;|·•-]?(?:[ ]?\n|[ \u00a0]{0,3})")
IN_TOWN = re.compile(rf",? (?:te|in) (?P<town>{TOWN.pattern})|, (?P<only>{TOWN.pattern})(?=[,.;)\n\t]|$| [a-z(])")


@cache
def not_towns() -> frozenset[str]:
    """What stands where a town stands and is none: 'Kerkweg 12, telefoon', 'in Nederland'."""
    return frozenset({*contact().address_label, *contact().phone, *contact().not_towns})


def is_town(around: Surroundings, town: str) -> bool:
    """Whether it is a place of the Netherlands, or the municipality of this case."""
    own = around.case.municipality.short_name.lower() if around.case else ""
    return town.lower() in lower("places") or (bool(own) and town.lower() == own)


def town_told(around: Surroundings, end: int) -> int:
    """Where the town ends that is told behind a street, ' in Waterdam', ' te Waterdam' or ', Waterdam'; `end` itself
    when there is none."""
    town = IN_TOWN.match(around.text, end)
    if not town:
        return end
    name = (town["town"] or town["only"]).lower()
    goes_on = town["only"] and around.text[town.end() : town.end() + 1] == " "
    if (goes_on and name not in lower("places")) or name in not_towns():
        return end
    return end if around.cues.any_between("phone", town.start(), town.end()) else town.end()


def over_town(text: str, end: int) -> int:
    """Where the town behind a postcode ends, on this line or the next; `end` itself when there is none."""
    gap = TO_TOWN.match(text, end)
    place = gap.end() if gap else end
    town = TOWN.match(text, place) if place > end else None
    if not town or town[0].lower() in not_towns():
        return end
    return town.end() if "\n" not in text[end:place] or _is_town_line(text, town.end()) else end


def _is_town_line(text: str, end: int) -> bool:
    """Whether what was taken for a town on the next line ends there, or is a place of the Netherlands."""
    if end == len(text) or text[end] in "\n\t,.;)":
        return True
    return text[line_start(text, end) : end].lower() in lower("places")
