"""The head of a mail that was printed: on paper, or to a PDF by a mail program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from woolak.pipeline.ingest.factrules import pattern
from woolak.pipeline.ingest.lines import Line
from woolak.pipeline.ingest.mail import mail_rules

__all__ = ["MailHead", "printed_head"]

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MOST_LINES = 25


@dataclass(frozen=True, slots=True)
class MailHead:
    """What the head says. A mail program prints no address with the names of its own organisation."""

    sender: str
    """Address of the sender; empty when only the name is printed."""
    addresses: tuple[str, ...]
    """All addresses that are printed."""
    words: str
    """The sender's line."""


@cache
def _heads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """How each line of a head begins, and what stands behind it."""
    return tuple(
        (field, pattern(tuple(rf"{word}\s*:\s*(?P<value_{word}>.*)" for word in words), whole=True))
        for field, words in mail_rules().printed.items()
    )


def printed_head(lines: list[Line]) -> MailHead | None:
    """The head on a first page; None when there is none with a sender and a receiver."""
    heads = _heads()
    found: dict[str, str] = {}
    last = ""
    for line in lines[:MOST_LINES]:
        for field, head in heads if ":" in line.text else ():
            if match := head.match(line.text):
                last = field
                found[field] = found.get(field, "") + " " + next(value for value in match.groups() if value is not None)
                break
        else:
            if last == "to" and not re.match(r"\w+\s*:", line.text):  # the list of receivers goes on
                found["to"] += " " + line.text
        if last == "subject":
            break
    if not found.get("from", "").strip() or "to" not in found or "subject" not in found:
        return None
    sender = ADDRESS.findall(found["from"])
    everyone = tuple(address.lower() for address in sender + ADDRESS.findall(found["to"]))
    return MailHead(everyone[0] if sender else "", everyone, found["from"].strip())
