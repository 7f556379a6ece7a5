"""Finds the town where a third party has its business: in its dateline, its address, and 'gevestigd te'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.business.companies import Name
from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.business.numbers import DATE
from woolak.pipeline.detect.business.view import PageView

__all__ = ["places"]

TOWN = r"(?:['’]s-)?[A-ZÀ-Ý][\w'’-]+(?:[ ](?:aan|den|de|der|het|op|bij|in|ter|en|a/d|[A-Z][\w-]+)){0,3}"
DATELINE = re.compile(rf"(?m)^[ \t]*({TOWN}),[ \t]+(?:d\.d\.[ ])?(?i:{DATE})")
POSTCODE = re.compile(rf"\b[1-9]\d{{3}}[ ]?[A-Z]{{2}}[ \t]{{1,3}}({TOWN})")
LINES_OF_ADDRESS = 4


@cache
def _cued() -> re.Pattern[str]:
    cues = "|".join(re.escape(cue).replace(r"\ ", r"\s+") for cue in company_cues().place_cues)
    return re.compile(rf"(?:{cues})[ \n\t]+(?:de[ ]gemeente[ ])?({TOWN})")


def _is_own_town(view: PageView, town: str) -> bool:
    own = view.case.municipality.name.lower().removeprefix("gemeente ") if view.case else ""
    return bool(own) and town.lower() == own


def _in_own_address(view: PageView, start: int) -> bool:
    """Whether a place stands in the municipality's own address, that of the addressee."""
    lines = view.text[:start].lower().split("\n")[-LINES_OF_ADDRESS:]
    return any(word in line for line in lines for word in company_cues().own_address)


def places(view: PageView) -> Iterator[Name]:
    """The town of business of a third party, in its own documents."""
    if view.role not in ("company", "assignment"):
        return
    seen: set[int] = set()
    for pattern, what in ((DATELINE, "dagtekening"), (POSTCODE, "adres"), (_cued(), "vestiging")):
        for match in pattern.finditer(view.text):
            start, end = match.span(1)
            town = " ".join(view.text[start:end].split())
            own = _is_own_town(view, town) or (pattern is POSTCODE and _in_own_address(view, start))
            if start not in seen and not own:
                seen.add(start)
                yield Name(start, end, "COMPANY_PLACE", f"place_letterhead:{what}", 0.75)
