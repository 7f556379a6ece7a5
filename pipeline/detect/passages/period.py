"""Finds the mails in a thread that are older or newer than the period of the request ('buiten verzoek').

Only those that are quoted: of the mail itself the whole document is proposed (pipeline/relate/scope.py). Only a
suggestion.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.mail_heads import mail_heads
from woolak.pipeline.detect.passages.asides import OffSubject
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.ingest.dating import dates_in
from woolak.pipeline.ingest.factrules import fact_rules
from woolak.rules.casefile import CaseFile

__all__ = ["off_period"]

SCORE = 0.7
HEAD_LINES = 5


class _Heads(NamedTuple):
    sender: re.Pattern[str]
    sent: re.Pattern[str]
    wrote: re.Pattern[str]


@cache
def _patterns() -> _Heads:
    words = mail_heads()
    return _Heads(
        re.compile(rf"^[>\s]*(?:{alternatives(words.sender)})\s*[:\t]", re.IGNORECASE),
        re.compile(rf"^[>\s]*(?:{alternatives(words.sent)})\s*[:\t]", re.IGNORECASE),
        re.compile(rf"^[>\s]*(?:op|on)\b.{{8,120}}\b(?:{alternatives(words.wrote)})\b.*:\s*$", re.IGNORECASE),
    )


def off_period(text: str, kind: str, first_page: bool, case: CaseFile | None) -> Iterator[OffSubject]:
    """The quoted mails on a page of which the date is outside the period; each up to the next one."""
    period = case.request.period if case else None
    if kind != "mail" or period is None or not (period.from_ or period.to):
        return
    heads = list(_heads(text))
    ends = [*(start for start, _ in heads[1:]), *([len(text)] if heads else [])]
    for (start, when), end in zip(heads, ends, strict=True):
        own = first_page and not text[:start].strip()  # the mail itself, not one that it quotes
        early = period.from_ is not None and when is not None and when < period.from_
        late = period.to is not None and when is not None and when > period.to
        if when and (early or late) and not own:
            yield OffSubject(start, start + len(text[start:end].rstrip()), SCORE, f"outside_period:{when:%d-%m-%Y}")


def _heads(text: str) -> Iterator[tuple[int, datetime.date | None]]:
    """Where each mail of a thread begins, and its date."""
    heads, lines, start = _patterns(), text.split("\n"), 0
    for at, line in enumerate(lines):
        if heads.sender.match(line):
            said = next((one for one in lines[at + 1 : at + HEAD_LINES] if heads.sent.match(one)), "")
            if said:
                yield start, _date_in(said)
        elif heads.wrote.match(line):
            yield start, _date_in(line)
        start += len(line) + 1


def _date_in(line: str) -> datetime.date | None:
    return next((when for when, _ in dates_in(line, fact_rules().date)), None)
