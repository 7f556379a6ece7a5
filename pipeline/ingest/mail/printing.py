"""A mail as a PDF: its head, a rule, its text."""

from __future__ import annotations

import re
from html import escape

from woolak.pipeline.ingest.mail.message import Mail
from woolak.pipeline.ingest.paper import set_on_pages
from woolak.rules.limits import Limits

__all__ = ["print_mail"]


def _unbroken(value: str) -> str:
    """A line of the head in which no correspondent is broken over two lines."""
    people = re.split(r"(?<=>)([,;] )", value)
    return "".join(escape(part.replace(" ", "\u00a0") if part.endswith(">") else part) for part in people)


def print_mail(mail: Mail, limits: Limits) -> bytes:
    """The mail as a PDF. Raises UnreadableSource when it cannot be set on pages."""
    head = "".join(f'<p class="head"><b>{escape(word)}:</b> {_unbroken(value)}</p>' for word, value in mail.head)
    return set_on_pages(f"{head}<hr/>{mail.body}", mail.pictures, limits)
