"""A mail taken apart: its head, its text, its pictures, and its attachments as files of their own.

No remote content is fetched and no script runs: of HTML only the structure is taken. Broken heads and unknown
character sets do not stop it: mail of twenty years has all of them.
"""

from __future__ import annotations

import email.policy
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from typing import NamedTuple

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.filenames import safe_name, unique_name
from woolak.pipeline.ingest.mail.calendars import invitation
from woolak.pipeline.ingest.mail.markup import lines_only_in
from woolak.pipeline.ingest.mail.outlook import from_winmail
from woolak.pipeline.ingest.mail.signed import is_signed_part, looks_like_mail_part, signed_content
from woolak.pipeline.ingest.paper import preformatted, printable, structure_of
from woolak.rules.reading import Model, read_rules

__all__ = ["Attachment", "Mail", "decoded_head", "mail_rules", "read_mail", "read_message"]

SEEN_AS_FILE = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
}
WINMAIL = {"application/ms-tnef", "application/vnd.ms-tnef"}
SHOWN = {f"image/{kind}" for kind in ("png", "jpeg", "jpg", "pjpeg", "gif", "bmp", "x-ms-bmp", "svg+xml")}
"""Pictures that the typesetter draws; others become documents of their own."""
MOST_PICTURES, DEEPEST = 500, 8
SIGNED = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
"""Proof of the sender, no document: named in the head, not read."""


class MailRules(Model):
    head: dict[str, str]
    unprinted: tuple[str, ...]
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
    unprinted: tuple[str, ...] = ()
    """Lines of the head that are not printed and name somebody or some place that the printed ones do not."""
    only_in_markup: tuple[str, ...] = ()
    """Lines of the text with markup that say what the plain text, which is printed, does not."""


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


def decoded_head(message: Message, name: str) -> str:
    """The first value of a head line as text; empty when there is none."""
    return (_header(message, name) or [""])[0]


def _is_signature(name: str, part: Message) -> bool:
    return part.get_content_type() in SIGNED or name.lower().endswith(".p7s")


def _is_in_text(part: Message) -> bool:
    """Whether it is a picture that stands in the text."""
    placed = part["Content-ID"] or part.get_content_disposition() == "inline"
    return bool(placed) and part.get_content_type() in SHOWN


def _is_winmail(part: Message) -> bool:
    return part.get_content_type() in WINMAIL or (part.get_filename() or "").lower() == "winmail.dat"


def _is_signed(part: Message) -> bool:
    return is_signed_part(part.get_content_type(), part.get_filename() or "")


class _Leaf(NamedTuple):
    """A part that is no container."""

    part: Message
    beside: tuple[Message, ...] = ()
    """The same text with markup, which is not printed because this part says it plainly."""


def _opened(message: Message, depth: int = 0) -> list[_Leaf]:
    """The leaves of a message, with what Outlook packed in a winmail.dat or what was signed in its place."""
    leaves: list[_Leaf] = []
    for leaf in _leaves(message):
        inner = _within(leaf.part) if depth < DEEPEST else None
        leaves += [leaf] if inner is None else _opened(inner, depth + 1)
    return leaves


def _within(part: Message) -> Message | None:
    """The message that is packed in a part; None when there is none, or it cannot be read: then the part is named."""
    try:
        if _is_winmail(part):
            return from_winmail(_bytes(part))
        content = signed_content(_bytes(part)) if _is_signed(part) else b""
    except UnreadableSource:
        return None
    return _parsed(content) if looks_like_mail_part(content) else None


def _parsed(data: bytes) -> Message:
    """Raises UnreadableSource for one that is nested without end."""
    try:
        return BytesParser(EmailMessage, policy=email.policy.default).parsebytes(data)
    except RecursionError:
        raise UnreadableSource.too_large("depth") from None


def _leaves(message: Message) -> list[_Leaf]:
    """The parts of a message that are no container; of a text in two forms the plain one, when it says anything.

    A mail within the mail counts as one part.
    """
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        return [_Leaf(message)]
    leaves = [leaf for part in message.get_payload() if isinstance(part, Message) for leaf in _leaves(part)]
    if message.get_content_type() != "multipart/alternative":
        return leaves
    texts = [leaf for leaf in leaves if not leaf.part.get_filename()]
    plain = [leaf for leaf in texts if leaf.part.get_content_type() == "text/plain"]
    markup = [leaf for leaf in texts if leaf.part.get_content_type() == "text/html"]
    told = next((leaf for leaf in plain if _text(leaf.part).strip()), None)
    if told is None:
        return [leaf for leaf in leaves if leaf not in plain]
    beside = tuple(leaf.part for leaf in markup)
    return [leaf._replace(beside=beside) if leaf is told else leaf for leaf in leaves if leaf not in markup]


def read_mail(data: bytes) -> Mail:
    """Take a mail apart. Raises UnreadableSource when there is none in the file."""
    if not data.strip():
        raise UnreadableSource.empty()
    message = _parsed(data)
    if not any(_header(message, name) for name in ("From", "To", "Subject", "Date", "Received", "Message-ID")):
        raise UnreadableSource.damaged("e-mail")
    return read_message(message)


def read_message(message: Message) -> Mail:
    """Take a parsed mail apart."""
    hidden = [text for text in (message.preamble, message.epilogue) if text and text.strip()]
    texts: list[tuple[bool, str]] = []
    files: list[tuple[str, Message]] = []
    invitations: list[str] = []
    pictures: dict[str, bytes] = {}
    only_in_markup: list[str] = []
    for number, (part, beside) in enumerate(_opened(message), start=1):
        kind, disposition = part.get_content_type(), part.get_content_disposition()
        is_text = disposition != "attachment" and not part.get_filename()
        if (kind == "text/plain" and is_text) or kind.startswith("multipart/"):
            texts.append((False, _reflowed(part)))
            only_in_markup += [line for one in beside for line in lines_only_in(_text(one), texts[-1][1])]
        elif kind == "text/html" and is_text:
            texts.append((True, _text(part)))
        elif kind == "text/calendar" and disposition != "attachment":
            invitations.append(_text(part))
        elif (
            kind.startswith("image/")
            and (part["Content-ID"] or disposition == "inline")
            and len(pictures) < MOST_PICTURES
        ):
            pictures[str(part["Content-ID"] or f"plaatje-{number}").strip("<> ")] = _bytes(part)
        else:
            files.append((_file_name(part, number), part))
    body, shown = "", set[int]()
    for is_markup, text in texts:
        if is_markup:
            structure = structure_of(text, list(pictures))
            body += f"<div>{structure.body}</div>"
            hidden += structure.hidden_texts
            shown |= structure.shown
        else:
            body += preformatted(text)
    body += "".join(f"<hr>{invitation(text)}" for text in invitations)
    body += "".join(f'<p><img src="{i}"></p>' for i in range(len(pictures)) if i not in shown)
    names: set[str] = set()
    named = [(unique_name(name, names), part) for name, part in files]
    attachments = [Attachment(name, _bytes(part)) for name, part in named if not _is_signature(name, part)]
    date = _date(message)
    senders = getaddresses(_header(message, "From"))
    everyone = [a for name in ("From", "To", "Cc", "Bcc") for _, a in getaddresses(_header(message, name)) if "@" in a]
    head = _head(message, date, [name for name, _ in named])
    return Mail(
        head,
        (_header(message, "Subject") or [""])[0],
        date,
        next((address.lower() for _, address in senders if "@" in address), ""),
        tuple(dict.fromkeys(address.lower() for address in everyone)),
        body,
        tuple(attachments),
        {str(i): data for i, data in enumerate(pictures.values())},
        tuple(hidden),
        _unprinted(message, head),
        tuple(dict.fromkeys(only_in_markup)),
    )


def _head(message: Message, date: datetime | None, attachments: list[str]) -> tuple[tuple[str, str], ...]:
    """The lines of the head that are printed, as (word on paper, value)."""
    rules = mail_rules()
    head = []
    for name, word in rules.head.items():
        for value in _header(message, name):
            head.append((word, _dutch(date, rules) if name == "Date" and date else value))
    if attachments:
        head.append((rules.attachments, "; ".join(attachments)))
    return tuple((word, value) for word, value in head if value)


def _unprinted(message: Message, head: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What else the head says of people and places, and what is printed of it does not."""
    printed = " ".join(value for _, value in head).lower()
    told = [(name, value) for name in mail_rules().unprinted for value in _header(message, name)]
    return tuple(f"{name}: {value}" for name, value in told if value and value.strip("<> ").lower() not in printed)


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
