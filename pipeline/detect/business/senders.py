"""Tells who wrote each message of a mail thread: the municipality's mail often holds a company's, and the other way."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from woolak.pipeline.detect.business.parties import case_index

if TYPE_CHECKING:
    from woolak.rules.casefile import CaseFile

__all__ = ["Senders"]

SENDER = re.compile(
    r"(?m)^[> \t]*(?:Van|From|Afzender)[ \t]*:[ \t]*(?P<head>\S.*)$"
    r"|^[> \t]*(?:Op|On)\b(?P<said>.{5,120}?)(?:schreef|wrote|heeft het volgende geschreven)\b"
)


class Senders:
    """The messages of a page, in order, and who wrote each: a third party of the case, the municipality, or unknown."""

    def __init__(self, text: str, case: CaseFile | None) -> None:
        index = case_index(case)
        self._starts: list[int] = []
        self._theirs: list[bool | None] = []
        own = f"@{case.municipality.domain}".lower() if case and case.municipality.domain else ""
        for match in SENDER.finditer(text):
            sender = match.group("head") or match.group("said")
            ours = bool(own) and own in sender.lower()
            self._starts.append(match.start())
            self._theirs.append(True if index.find(sender) else False if ours else None)

    def by_company(self, position: int) -> bool | None:
        """Whether a third party sent the message at a place; None when that is not told."""
        message = bisect_right(self._starts, position) - 1
        return self._theirs[message] if message >= 0 else None
