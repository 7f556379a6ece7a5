"""Plain text and web pages, set on pages of our own; nothing that they point to is loaded."""

from __future__ import annotations

import base64
import binascii
import re
from email import policy
from email.message import Message
from email.parser import BytesParser

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.mail.calendars import invitation
from woolak.pipeline.ingest.paper import preformatted, set_on_pages, structure_of
from woolak.pipeline.ingest.received import Given, Held, Read, Received, Section

__all__ = ["decoded", "is_html", "is_text", "read_calendar", "read_html", "read_saved_page", "read_text"]

CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
DATA_URI = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s%]+)", re.IGNORECASE)
COMMENT = re.compile(r"<!--(?!\[if|<!|\[endif)(.*?)-->", re.DOTALL)
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decoded(data: bytes, declared: str = "") -> str:
    """The text of a file: by its mark, by what it declares, or by what fits."""
    marked = next((charset for mark, charset in MARKS.items() if data.startswith(mark)), "")
    for charset in (marked, declared, "utf-8", "cp1252"):
        try:
            if charset:
                return data.decode(charset)
        except (LookupError, UnicodeError):
            continue
    return data.decode("latin-1")


def is_html(data: bytes) -> bool:
    return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b",
                         data[:4000], re.IGNORECASE | re.DOTALL))  # fmt: skip


def is_text(data: bytes) -> bool:
    """Whether it is text that a person could have written: no control characters but those of lines."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = data[:50_000]
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)


def read_text(file: Received, given: Given) -> Read:
    """Plain text, as it is."""
    if not is_text(file.data):
        raise UnreadableSource.damaged("tekst")
    return Read(set_on_pages(preformatted(decoded(file.data)), {}, given.limits))


def read_calendar(file: Received, given: Given) -> Read:
    """A calendar file (.ics): its appointments in words."""
    return Read(set_on_pages(invitation(decoded(file.data)), {}, given.limits))


def read_html(file: Received, given: Given) -> Read:
    """A web page: its structure and its own pictures, with nothing loaded."""
    declared = CHARSET.search(file.data[:4000])
    markup = decoded(file.data, declared[1].decode() if declared else "")
    pictures: dict[str, bytes] = {}

    def own(match: re.Match[str]) -> str:
        try:
            name = f"in-de-tekst-{len(pictures)}"
            pictures[name] = base64.b64decode(match[1].replace("%2B", "+").replace("%3D", "="))
            return name
        except binascii.Error:
            return ""

    return _page(DATA_URI.sub(own, markup), pictures, given)


def _page(markup: str, pictures: dict[str, bytes], given: Given, held: list[Held] | None = None) -> Read:
    structure = structure_of(markup, list(pictures))
    shown = {str(i): data for i, data in enumerate(pictures.values()) if i in structure.shown}
    remarks = tuple(text.strip() for text in COMMENT.findall(markup) if text.strip())
    sections = [Section("page_comments", remarks)] if remarks else []
    if structure.outside:
        sections.append(Section("outside", tuple(dict.fromkeys(structure.outside))))
    return Read(set_on_pages(structure.body, shown, given.limits), sections, structure.hidden_texts, held or [])


def read_saved_page(file: Received, given: Given) -> Read:
    """A web page that a browser saved with its pictures (.mht). Raises UnreadableSource."""
    try:
        message: Message = BytesParser(policy=policy.compat32).parsebytes(file.data)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError:
        raise UnreadableSource.too_large("depth") from None
    page = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if page is None:
        raise UnreadableSource.damaged("opgeslagen webpagina")
    pictures: dict[str, bytes] = {}
    held: list[Held] = []
    for number, part in enumerate(parts):
        data = part.get_payload(decode=True)
        if part is page or not isinstance(data, bytes):
            continue
        names = [part["Content-Location"], (part["Content-ID"] or "").strip("<> ")]
        if part.get_content_maintype() == "image":
            pictures |= {name: data for name in names if name}
        elif part.get_content_type() not in ("text/css", "text/javascript", "application/javascript"):
            held.append((f"deel-{number}{_suffix(part)}", data))
    payload = page.get_payload(decode=True)
    markup = decoded(payload if isinstance(payload, bytes) else b"", page.get_content_charset() or "")
    return _page(markup, pictures, given, held)


def _suffix(part: Message) -> str:
    return {"text/html": ".html", "application/pdf": ".pdf", "text/plain": ".txt"}.get(part.get_content_type(), "")
