"""An e-mail as a PDF with its head, and its attachments as files of their own.

No remote content is fetched and no script runs: of HTML only the structure is taken. Broken heads and unknown
character sets do not stop it: mail of twenty years has all of them.
"""

from __future__ import annotations

import email.policy
import io
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from html import escape

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.filenames import safe_name, unique_name
from woolak.pipeline.ingest.mailhtml import printable, structure_of
from woolak.rules.reading import Model, read_rules

__all__ = ["Attachment", "Mail", "mail_rules", "print_mail", "read_mail"]

MAX_PAGES = 2000
SEEN_AS_FILE = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
}
SIGNED = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
"""Proof of the sender, no document: named in the head, not read."""
CSS = """
body { font-family: sans-serif; font-size: 9.5pt; line-height: 1.3; overflow-wrap: break-word }
p, div { margin: 0 0 6pt 0 } p.head { margin: 0 0 1pt 0 } blockquote { margin-left: 14pt }
pre { font-family: sans-serif; white-space: pre-wrap; margin: 0 } hr { margin: 4pt 0 8pt 0 }
td { padding: 1pt 5pt; vertical-align: top; border: 0.5px solid #888 }
"""
MARGIN_PT = 45


class MailRules(Model):
    head: dict[str, str]
    attachments: str
    date: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    printed: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within a mail. `name` is made safe: no folder, and unique within the mail."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says."""

    head: tuple[tuple[str, str], ...]
    """Head lines as (word on paper, value)."""
    subject: str
    date: datetime | None
    sender: str
    """Address of the sender, lower case; empty when it has none."""
    addresses: tuple[str, ...]
    """All addresses of the head, lower case."""
    body: str
    """HTML of plain structure."""
    attachments: tuple[Attachment, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Pictures in the text, by the name that `body` gives them."""
    hidden_texts: tuple[str, ...] = ()


def mail_rules() -> MailRules:
    """The rules of rules/mail.yaml, read once per process."""
    rules: MailRules = read_rules("mail.yaml", MailRules)
    return rules


def _header(message: Message, name: str) -> list[str]:
    """The values of a head line as text, however broken."""
    try:
        values = [str(value) for value in message.get_all(name, [])]
    except Exception:  # the parser of the standard library fails on some heads
        values = [raw for key, raw in message._headers if key.lower() == name.lower()]  # type: ignore[attr-defined]
    return [" ".join(printable(_decoded(value)).split()) for value in values]


def _decoded(value: str) -> str:
    value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError, UnicodeError):
        return value


def _text(part: Message) -> str:
    """The text of a part: its declared character set, or what fits."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    for charset in (part.get_content_charset(), "utf-8", "cp1252"):
        try:
            return data.decode(charset) if charset else data.decode("utf-8")
        except (LookupError, UnicodeError):
            continue
    return data.decode("latin-1")


def _reflowed(part: Message) -> str:
    """Plain text; lines that were broken in sending only are made whole (RFC 3676)."""
    text = _text(part).replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    text = re.sub(r"(?<!^--)(?<!\n--) \n(?![ >])", " ", text)
    return re.sub(r"^ (?=[ >]|From )", "", text, flags=re.MULTILINE)


def _bytes(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        message = inner[0] if isinstance(inner, list) and inner else inner
        try:
            return message.as_bytes(policy=email.policy.compat32) if isinstance(message, Message) else b""
        except (UnicodeError, LookupError, ValueError, TypeError, AttributeError, KeyError):  # a head beyond repair
            return b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: Message, number: int) -> str:
    try:
        name = part.get_filename() or ""
    except Exception:
        name = ""
    name = safe_name(_decoded(name))
    if not name and part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            name = safe_name((_header(inner[0], "Subject") or [""])[0])
    suffix = SEEN_AS_FILE.get(part.get_content_type(), "")
    if not name:
        name = f"bijlage-{number}"
    if suffix and not name.lower().endswith(suffix):
        name += suffix
    return name


def _leaves(message: Message) -> list[Message]:
    """The parts of a message that are no container; a mail within the mail counts as one part."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        return [message]
    return [leaf for part in message.get_payload() if isinstance(part, Message) for leaf in _leaves(part)]


def read_mail(data: bytes) -> Mail:
    """Take a mail apart. Raises UnreadableSource when there is none in the file."""
    if not data.strip():
        raise UnreadableSource.empty()
    message: Message = BytesParser(EmailMessage, policy=email.policy.default).parsebytes(data)
    if not any(_header(message, name) for name in ("From", "To", "Subject", "Date", "Received", "Message-ID")):
        raise UnreadableSource.damaged("e-mail")
    hidden = [text for text in (message.preamble, message.epilogue) if text and text.strip()]
    plain: list[str] = []
    markup: list[str] = []
    files: list[tuple[str, Message]] = []
    pictures: dict[str, tuple[str, Message]] = {}
    parts = [message] if message.get_content_type() != "message/rfc822" else []
    leaves = _leaves(message) if message.is_multipart() else parts
    for number, part in enumerate(leaves, start=1):
        kind = part.get_content_type()
        attached = part.get_content_disposition() == "attachment"
        if (kind == "text/plain" and not attached and not part.get_filename()) or kind.startswith("multipart/"):
            plain.append(_reflowed(part))
        elif kind == "text/html" and not attached and not part.get_filename():
            markup.append(_text(part))
        elif kind == "text/calendar" and not attached:
            hidden.append(_text(part))  # the invitation, which the text tells in words
        elif kind.startswith("image/") and (part["Content-ID"] or part.get_content_disposition() == "inline"):
            pictures[str(part["Content-ID"] or f"plaatje-{number}").strip("<> ")] = (_file_name(part, number), part)
        else:
            files.append((_file_name(part, number), part))
    if any(text.strip() for text in plain):
        body = "".join(f"<pre>{_preformatted(text)}</pre>" for text in plain)
        shown: list[str] = list(pictures)
        body += "".join(f'<p><img src="{i}"></p>' for i in range(len(shown)))
    else:
        structure = structure_of("".join(markup), list(pictures))
        body, hidden = structure.body, hidden + structure.hidden_texts
        shown = list(pictures)
    names: set[str] = set()
    named = [(unique_name(name, names), part) for name, part in files]
    attachments = [Attachment(name, _bytes(part)) for name, part in named if part.get_content_type() not in SIGNED]
    rules = mail_rules()
    date = _date(message)
    head = []
    for name, word in rules.head.items():
        for value in _header(message, name):
            head.append((word, _dutch(date, rules) if name == "Date" and date else value))
    if named:
        head.append((rules.attachments, "; ".join(name for name, _ in named)))
    senders = getaddresses(_header(message, "From"))
    everyone = [a for name in ("From", "To", "Cc", "Bcc") for _, a in getaddresses(_header(message, name)) if "@" in a]
    return Mail(
        tuple((word, value) for word, value in head if value),
        (_header(message, "Subject") or [""])[0],
        date,
        next((address.lower() for _, address in senders if "@" in address), ""),
        tuple(dict.fromkeys(address.lower() for address in everyone)),
        body,
        tuple(attachments),
        {str(i): _bytes(pictures[key][1]) for i, key in enumerate(shown)},
        tuple(hidden),
    )


def _date(message: Message) -> datetime | None:
    for value in _header(message, "Date"):
        try:
            return parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _dutch(date: datetime, rules: MailRules) -> str:
    return rules.date.format(
        weekday=rules.weekdays[date.weekday()],
        day=date.day,
        month=rules.months[date.month - 1],
        year=date.year,
        time=f"{date:%H:%M} {date:%z}".strip(),
    )


def _preformatted(text: str) -> str:
    text = re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    return escape(printable(text))


def _unbroken(value: str) -> str:
    """A line of the head in which no correspondent is broken over two lines."""
    people = re.split(r"(?<=>)([,;] )", value)
    return "".join(escape(part.replace(" ", "\u00a0") if part.endswith(">") else part) for part in people)


def print_mail(mail: Mail) -> bytes:
    """The mail as a PDF. Raises UnreadableSource when it cannot be set on pages."""
    import pymupdf

    head = "".join(f'<p class="head"><b>{escape(word)}:</b> {_unbroken(value)}</p>' for word, value in mail.head)
    html = f"<html><body>{head}<hr/>{mail.body}</body></html>"
    archive = pymupdf.Archive()
    for name, data in mail.pictures.items():
        archive.add((data, name))
    paper = pymupdf.paper_rect("a4")
    frame = pymupdf.Rect(MARGIN_PT, MARGIN_PT, paper.width - MARGIN_PT, paper.height - MARGIN_PT)
    written = io.BytesIO()
    try:
        story = pymupdf.Story(html=html, user_css=CSS, archive=archive)
        writer = pymupdf.DocumentWriter(written)
        more, pages, empty = 1, 0, 0
        while more:
            device = writer.begin_page(paper)
            more, filled = story.place(frame)
            story.draw(device)
            writer.end_page()
            pages += 1
            empty = empty + 1 if pymupdf.Rect(filled).is_empty else 0
            if pages > MAX_PAGES or empty > 2:
                raise UnreadableSource.failed()
        writer.close()
        document = pymupdf.open(stream=written.getvalue(), filetype="pdf")
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))
    except UnreadableSource:
        raise
    except Exception:
        raise UnreadableSource.failed() from None
