"""rules/cues/identifiers_whose.yaml, checked, and made into patterns; all but `firm` look at folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from woolak.pipeline.detect.patterns import alternatives
from woolak.rules.reading import Model, read_rules

__all__ = ["Whose", "whose_cues"]


class _Words(Model):
    """The file as it is written."""

    venues: tuple[str, ...]
    venue_names: tuple[str, ...]
    venue_ends: tuple[str, ...]
    works: tuple[str, ...]
    town_halls: tuple[str, ...]
    visiting: tuple[str, ...]
    lives: tuple[str, ...]
    private_behind: tuple[str, ...]
    firm_ends: tuple[str, ...]
    club_starts: tuple[str, ...]
    neighbours: tuple[str, ...]
    no_homes: tuple[str, ...]
    desks: tuple[str, ...]
    office_hours: tuple[str, ...]
    general_beside: tuple[str, ...]
    closings: tuple[str, ...]
    of_oneself: tuple[str, ...]
    accounts: tuple[str, ...]
    to_pay: tuple[str, ...]
    pay_to: tuple[str, ...]
    of_another: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whose:
    """A pattern per sign; those that end in `$` are searched up to the address or number."""

    venue: re.Pattern[str]
    town_halls: tuple[str, ...]
    town_hall: re.Pattern[str]
    visiting: re.Pattern[str]
    """The label, with what it is of between: 'Bezoekadres sporthal: De Bron, '."""
    lives: re.Pattern[str]
    private_behind: re.Pattern[str]
    firm: re.Pattern[str]
    club_starts: tuple[str, ...]
    neighbour: re.Pattern[str]
    no_homes: tuple[str, ...]
    desk: re.Pattern[str]
    office_hours: re.Pattern[str]
    general_beside: re.Pattern[str]
    """Group 1 is the word, group 2 a general number without one."""
    closing: re.Pattern[str]
    of_oneself: re.Pattern[str]
    account_behind: re.Pattern[str]
    """What stands between the name of a public body and its account, of the text as it is: ' Waterdam, IBAN '."""
    paid_to: re.Pattern[str]
    """'U kunt het bedrag overmaken naar de ', 'rekening van de '."""
    of_another: re.Pattern[str]


@cache
def whose_cues() -> Whose:
    """The patterns. Raises CaseFileError when the file is wrong."""
    words: _Words = read_rules("cues/identifiers_whose.yaml", _Words)
    the = r"(?:de|het|'t)"
    accounts = alternatives(words.accounts)
    return Whose(
        venue=re.compile(
            rf"\b(?:{alternatives(words.venues)}) [^\n\t]{{0,34}}, $"
            rf"|(?<!\w)(?:'?t|het) (?:[a-z]+(?:{alternatives(words.venue_ends)})|{alternatives(words.venue_names)})"
            rf" aan {the} $"
            rf"|\b(?:{alternatives(words.works)})(?: aan {the}|,| \()? ?$"
        ),
        town_halls=words.town_halls,
        town_hall=re.compile(rf"\b(?:{alternatives(words.town_halls)}),? (?:aan (?:de|het) )?\(?$"),
        visiting=re.compile(rf"\b(?:{alternatives(words.visiting)})\b[^\n@]{{0,60}}\Z"),
        lives=re.compile(rf"\b(?:{alternatives(words.lives)})\b"),
        private_behind=re.compile(rf"[^\n\d]{{0,12}}\b(?:{alternatives(words.private_behind)})\b"),
        firm=re.compile(rf"(?<!\w)[A-Z][a-z]+(?:{alternatives(words.firm_ends)})(?!\w)"),
        club_starts=words.club_starts,
        neighbour=re.compile(rf"\b(?:{alternatives(words.neighbours)})[^.\n(]{{0,30}}(?:(?:,| van| op| uit)\s| \()$"),
        no_homes=words.no_homes,
        desk=re.compile(rf"(?:^|\t)[ ]*(?:[a-z]+ )?(?:{alternatives(words.desks)})[ ]*(?=\t|$)"),
        office_hours=re.compile(alternatives(words.office_hours)),
        general_beside=re.compile(
            rf" ?[|/·•,;] ?(?:({alternatives(words.general_beside)})(?: nummer)?:? ?\(?(?:14 ?)?0"
            r"|(14 0\d{2,3})(?!\d| ?-? ?\d))"
        ),
        closing=re.compile(rf"(?:^|[ \t])(?:{alternatives(words.closings)})(?:[ ,]|$)"),
        of_oneself=re.compile(rf"\b(?:{alternatives(words.of_oneself)})\b"),
        account_behind=re.compile(
            rf"(?: (?-i:[A-Z])[\w'’-]+){{0,3}} ?(?:[,:(;|\t]|- )?"
            rf" ?(?:(?:{accounts})[ .:]*){{0,3}}(?:is )?\(?",
            re.I,
        ),
        of_another=re.compile(rf"\b(?:{alternatives(words.of_another)}) (?:(?:{accounts})[ .:]*)*$"),
        paid_to=re.compile(
            rf"\b(?:{accounts}) van (?:de |het )?$"
            rf"|\b(?:{alternatives(words.to_pay)})\b[^.;]{{0,70}}\b(?:{alternatives(words.pay_to)}) (?:de |het )?$"
        ),
    )
