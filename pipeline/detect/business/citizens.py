"""Tells a citizen's letter from one of a firm: it offers nothing, whatever it counts."""

from __future__ import annotations

import re
from functools import cache

from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.business.method_cues import method_cues
from woolak.pipeline.detect.business.parties import case_index
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.passages.cues import flat
from woolak.pipeline.detect.patterns import any_of
from woolak.pipeline.detect.phrases import any_in

__all__ = ["from_citizen", "speaks_as_resident"]


@cache
def _resident() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(company_cues().residents)}\b")


def speaks_as_resident(view: PageView) -> bool:
    """Whether who writes a page says that he lives there: 'mijn huis', 'als bewoner'."""
    return _tells_resident(view.flat)


def _tells_resident(lowered: str) -> bool:
    return any_in(company_cues().residents, lowered) and _resident().search(lowered) is not None


def from_citizen(view: PageView) -> bool:
    """Whether a letter or mail is nobody's business: all of it names no company, offer or assignment.

    Whoever wrote it: a letter of residents may look like the municipality's own. Who writes as a resident may name a
    firm or a bureau too, and offers nothing as long as no offer or assignment is spoken of.
    """
    document = view.document
    if document is None or view.kind not in ("brief", "mail"):
        return False

    def told() -> bool:
        texts = [flat(page.text) for page in document.pages]
        index = case_index(view.case)
        residents = any(map(_tells_resident, texts))
        if residents:
            return any(method_cues().assignment.search(text) for text in texts)
        business = (method_cues().assignment, method_cues().business)
        return any(index.find(page.text) for page in document.pages) or any(
            pattern.search(text) for pattern in business for text in texts
        )

    return not recall(document, "tells of business", told)
