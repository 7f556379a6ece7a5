"""A mailbox as one file of messages after each other (RFC 4155)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.filenames import safe_name, unique_name
from woolak.pipeline.ingest.mail.message import decoded_head

__all__ = ["is_mailbox", "messages_in"]

# A separator, and directly after it a line of a head; 'From ' at the start of a line of text is no separator.
START = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
HEAD_BYTES = 20_000


def is_mailbox(data: bytes) -> bool:
    return bool(START.match(data[:2000]))


def messages_in(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The messages, named by their number and subject. Raises UnreadableSource when there are none."""
    starts = list(START.finditer(data))
    if not starts:
        raise UnreadableSource.damaged("postbus")
    names: set[str] = set()
    for number, start in enumerate(starts, start=1):
        end = starts[number].start() if number < len(starts) else len(data)
        message = QUOTED.sub(rb"\1", data[start.end() : end])
        subject = decoded_head(message_from_bytes(message[:HEAD_BYTES], policy=policy.compat32), "Subject")
        name = safe_name(f"{number:04} {subject}"[:80])
        yield unique_name(f"{name}.eml", names), message
