"""The words in the head over a message of a mail thread, read from rules/cues/mail_heads.yaml."""

from __future__ import annotations

from collections.abc import Iterable

from woolak.pipeline.detect.patterns import alternatives
from woolak.rules.reading import Model, read_rules

__all__ = ["MailHeads", "mail_heads", "with_capital"]


class MailHeads(Model):
    """rules/cues/mail_heads.yaml."""

    sender: tuple[str, ...]
    to: tuple[str, ...]
    copied: tuple[str, ...]
    sent: tuple[str, ...]
    subject: tuple[str, ...]
    wrote: tuple[str, ...]


def mail_heads() -> MailHeads:
    rules: MailHeads = read_rules("cues/mail_heads.yaml", MailHeads)
    return rules


def with_capital(words: Iterable[str]) -> str:
    """A pattern for any of the words as a mail program writes them: 'Van', 'Cc'."""
    return alternatives(word.capitalize() for word in words)
