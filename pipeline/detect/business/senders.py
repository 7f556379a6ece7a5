"""Tells which messages of a mail thread a company wrote: the municipality's mail often holds theirs."""

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
    """The messages of a page, in order, and whether a third party of the case wrote each."""

    def __init__(self, text: str, case: CaseFile | None) -> None:
        index = case_index(case)
        self._starts: list[int] = []
        self._theirs: list[bool] = []
        for match in SENDER.finditer(text):
            self._starts.append(match.start())
            self._theirs.append(bool(index.find(match.group("head") or match.group("said"))))

    def by_company(self, position: int) -> bool:
        """Whether the message at a place was sent by a third party."""
        message = bisect_right(self._starts, position) - 1
        return message >= 0 and self._theirs[message]
