"""What Outlook makes (.msg, winmail.dat) as a message as it is sent, so that it is read like any other."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from email import policy
from email.message import EmailMessage, Message
from email.parser import HeaderParser
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING, Any

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.mail.rich import rich_text

if TYPE_CHECKING:
    from oxmsg.storage import Storage

__all__ = ["Outline", "decompressed", "from_outlook", "from_winmail"]

# Properties of MAPI (MS-OXPROPS) that oxmsg gives no name.
RTF, HTML, BODY, HEADERS, SUBJECT, SENT, RECEIVED = 0x1009, 0x1013, 0x1000, 0x007D, 0x0037, 0x0039, 0x0E06
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
RECIPIENT_KIND, DISPLAY_NAME, ADDRESS, SMTP = 0x0C15, 0x3001, 0x3003, 0x39FE
FILE_DATA, FILE_LONG_NAME, FILE_NAME, FILE_MIME, CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712
TOP_OFFSET, EMBEDDED_OFFSET, PART_OFFSET = 32, 24, 8
KINDS = {1: "To", 2: "Cc", 3: "Bcc"}
KEPT_HEADERS = ("from", "to", "cc", "bcc", "subject", "date", "sender", "reply-to")
"""Of the head as it was sent these lines are taken; the rest is kept for the search for names."""
DEEPEST = 20


class Outline:
    """A message being written; what is not ASCII is encoded by the library."""

    def __init__(self) -> None:
        self.message = EmailMessage(policy=policy.SMTP)

    def head(self, name: str, value: str) -> None:
        value = " ".join(value.replace("\0", "").split())
        if value and name not in self.message:
            self.message[name] = value

    def sender(self, name: str, address: str) -> None:
        """An address of Exchange's own make is left out: it names a server."""
        if name or address:
            self.head("From", formataddr((name, address if "@" in address else "")))

    def sent(self, headers: str) -> None:
        """Take over the head as it was sent, where it says who, what and when."""
        told = HeaderParser(policy=policy.compat32).parsestr(headers)
        for name in KEPT_HEADERS:
            for value in told.get_all(name, []):
                self.head(name.title(), str(value))

    def body(self, plain: str, html: str, rtf: bytes) -> None:
        if rtf and not (html or plain.strip()):
            is_html, text = rich_text(rtf)
            plain, html = ("", text) if is_html else (text, "")
        if plain.strip() or not html:
            self.message.set_content(plain)
            if html:
                self.message.add_alternative(html, subtype="html")
        else:
            self.message.set_content(html, subtype="html")

    def attach(self, data: bytes | Message, name: str, mime: str, content_id: str = "") -> None:
        if isinstance(data, Message):
            self.message.add_attachment(data, filename=f"{name}.eml" if name else None)
            return
        main, _, sub = (mime or "application/octet-stream").partition("/")
        if main in ("text", "message", "multipart") or not sub:
            main, sub = "application", "octet-stream"
        cid = f"<{content_id.strip('<>')}>" if content_id else None
        self.message.add_attachment(data, main, sub, filename=name or None, cid=cid)


def from_outlook(data: bytes) -> bytes:
    """A .msg file as a message. Raises UnreadableSource."""
    from olefile import OleFileIO
    from oxmsg.storage import Storage

    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            storage = Storage.from_ole(ole)
        return _message(storage, TOP_OFFSET, 0).as_bytes(policy=policy.SMTP)
    except RecursionError:
        raise UnreadableSource.too_large("depth") from None
    except Exception:
        raise UnreadableSource.damaged("Outlook-bericht") from None


def _message(storage: Storage, offset: int, depth: int) -> EmailMessage:
    from oxmsg.properties import Properties

    if depth > DEEPEST:
        raise RecursionError
    told = Properties(storage, properties_header_offset=offset)
    out = Outline()
    out.sent(_text(told, HEADERS))
    out.sender(_text(told, SENDER_NAME), _text(told, SENDER_SMTP) or _text(told, SENDER_ADDRESS))
    people: dict[str, list[str]] = {}
    for one in storage.iter_recipient_storages():
        person = Properties(one, properties_header_offset=PART_OFFSET)
        address = _text(person, SMTP) or _text(person, ADDRESS)
        kind = KINDS.get(person.int_prop_value(RECIPIENT_KIND) or 1, "To")
        people.setdefault(kind, []).append(formataddr((_text(person, DISPLAY_NAME), address if "@" in address else "")))
    for kind, found in people.items():
        out.head(kind, ", ".join(found))
    out.head("Subject", _text(told, SUBJECT) or " ")
    when = told.date_prop_value(SENT) or told.date_prop_value(RECEIVED)
    if when:
        out.head("Date", format_datetime(when))
    html = told.binary_prop_value(HTML)
    markup = _decoded(html, told.body_encoding) if html else _text(told, HTML)
    out.body(_text(told, BODY), markup, decompressed(told.binary_prop_value(RTF)))
    for one in storage.iter_attachment_storages():
        part = Properties(one, properties_header_offset=PART_OFFSET)
        name = _text(part, FILE_LONG_NAME) or _text(part, FILE_NAME) or _text(part, DISPLAY_NAME)
        inner = next((s for s in one.storages if s.name.startswith("__substg1.0_3701000D")), None)
        if inner is None:
            out.attach(part.binary_prop_value(FILE_DATA) or b"", name, _text(part, FILE_MIME), _text(part, CONTENT_ID))
        elif any(stream.name == "__properties_version1.0" for stream in inner.streams):
            out.attach(_message(inner, EMBEDDED_OFFSET, depth + 1), name, "")
        else:  # a document drawn in the text by another program
            out.attach(max((stream.bytes_ for stream in inner.streams), key=len, default=b""), f"{name}.ole", "")
    return out.message


def _text(properties: Any, pid: int) -> str:
    value: str | None = properties.str_prop_value(pid)
    return (value or "").replace("\0", "")


def _decoded(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeError):
            continue
    return data.decode("latin-1")


def decompressed(data: bytes | None) -> bytes:
    """The body of a mail as Outlook packs it ([MS-OXRTFCP]); nothing when it is broken."""
    from compressed_rtf import decompress

    try:
        return bytes(decompress(data)) if data else b""
    except Exception:  # then the mail is read without it
        return b""


def from_winmail(data: bytes) -> EmailMessage:
    """What stands in a winmail.dat (MS-OXTNEF), as a message. Raises UnreadableSource."""
    from tnefparse import TNEF

    try:
        return _tnef(TNEF(data, do_checksum=False), 0)
    except Exception:
        raise UnreadableSource.damaged("winmail.dat") from None


def _tnef(tnef: Any, depth: int) -> EmailMessage:
    if depth > DEEPEST:
        raise UnreadableSource.too_large("depth")
    out = Outline()
    for one in tnef.msgprops:
        if one.name_str == "Subject":
            out.head("Subject", str(one.data))
        elif one.name_str == "Date Sent" and isinstance(one.data, datetime):
            out.head("Date", format_datetime(one.data))
        elif one.name_str == "From" and isinstance(one.data, tuple):
            name, _, address = (_decoded(part, "cp1252") for part in one.data)
            out.head("From", formataddr((name, address)))
    out.body(_said(tnef.body), _said(tnef.htmlbody), decompressed(tnef._rtfbody))
    for one in tnef.attachments:
        name = _said(one.long_filename()).strip("\0")
        if hasattr(one, "embed"):
            out.attach(_tnef(one.embed, depth + 1), name, "")
        else:
            out.attach(bytes(one.data), name, "")
    return out.message


def _said(value: str | bytes | Iterable[Any] | None) -> str:
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        return _decoded(value, "utf-8").strip("\0")
    return str(value or "").strip("\0")
