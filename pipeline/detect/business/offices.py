"""Where a firm's people sit, told in its own paper: 'de programmeurs in Aarhus', 'onze werkplaats in Oosterdorp'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["offices"]

NO_PLACE = re.compile(
    r"(?:(?-i:[A-Z]{1,4})|(?:jan|feb|maart|march|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\w*|q[1-4])\Z",
    re.IGNORECASE,
)


@cache
def _pattern(town: str) -> Phrases:
    cues = company_cues()
    always, ours = alternatives(cues.offices), alternatives(cues.offices_if_ours)
    return phrases(
        rf"(?i:\b(?:(?:de|het|the|ons|onze|our|my|mijn|een)[ \n](?:[^\W\d]+e?[ \n])?(?:{always})"
        rf"|(?:ons|onze|our|mijn|my)[ \n](?:[^\W\d]+e?[ \n])?(?:{ours}))[ \n](?:in|te|at)[ \n])({town})",
        (*cues.offices, *cues.offices_if_ours),
    )


def offices(text: str, town: str) -> Iterator[re.Match[str]]:
    """Matches of which the first group is a town (as the pattern `town` has it) where a firm has people or a house."""
    for match in _pattern(town).finditer(text):
        if not NO_PLACE.fullmatch(match[1]):
            yield match
