"""Writes a marked e-mail as .eml."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from samples.markup import MarkupError, Text, rendered

__all__ = ["HEADERS", "parts_of", "set_mail"]

HEADERS = {"From": "from", "To": "to", "Cc": "cc", "Subject": "subject"}


def parts_of(source: str) -> dict[str, str]:
    """The source's headers and its body, each still marked: {'From': ..., 'body': ...}."""
    head, separator, body = source.lstrip("\n").partition("\n\n")
    if not separator:
        raise MarkupError("an e-mail needs an empty line between headers and text")
    parts = dict(line.split(": ", 1) for line in head.splitlines())
    return {**parts, "body": body}


def set_mail(parts: dict[str, tuple[Text, ...]], attachments: Sequence[tuple[str, bytes]], name: str) -> bytes:
    """The message; `name` makes its id and boundary, so that it comes out the same every time."""
    message = EmailMessage(policy=SMTP)
    for header, texts in parts.items():
        if header != "body":
            message[header] = rendered(texts, lambda mark, inside: inside)
    message["Message-ID"] = f"<{name}@mail.invalid>"
    message.set_content(rendered(parts["body"], lambda mark, inside: inside), cte="quoted-printable")
    for file, content in attachments:
        subtype = {".pdf": "pdf", ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document"}
        message.add_attachment(content, maintype="application", subtype=subtype[Path(file).suffix], filename=file)
    if attachments:
        message.set_boundary(f"=_{name}")
    return message.as_bytes()
