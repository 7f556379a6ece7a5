"""A mailbox of Outlook (.pst, .ost; [MS-PST]) as the messages in its folders, read by libpff.

Contacts, appointments and notes are items of such a mailbox as well: each becomes a message with all that it says.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Any

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.filenames import safe_name, unique_name
from woolak.pipeline.ingest.mail.outlook import (
    ADDRESS,
    BODY,
    CONTENT_ID,
    DEEPEST,
    DISPLAY_NAME,
    FILE_LONG_NAME,
    FILE_MIME,
    FILE_NAME,
    HEADERS,
    HTML,
    KINDS,
    RECEIVED,
    RECIPIENT_KIND,
    RTF,
    SENDER_ADDRESS,
    SENDER_NAME,
    SENDER_SMTP,
    SENT,
    SMTP,
    SUBJECT,
    Outline,
)  # fmt: skip
from woolak.pipeline.ingest.received import Held

__all__ = ["MARK", "messages_in_folders"]

MARK = b"!BDN"
"""How such a file begins."""
CLASS, MAIL_CLASSES = 0x001A, ("ipm.note", "ipm.schedule", "report")
CONTACT, NAMED = range(0x3A00, 0x3B00), range(0x8000, 0xFFFF)
"""Properties that say who somebody is, and those that a program gave names of its own."""
TEXTS, DATE = (0x1E, 0x1F), 0x40
METHOD, EMBEDDED = 0x3705, 5
TECHNICAL = "ipm.microsoft."
"""What Outlook keeps for itself, of which no page can be made."""
BROKEN = "bericht in de postbus"

Properties = dict[int, Any]


def messages_in_folders(data: bytes) -> Iterator[Held]:
    """The messages by folder, named by their number and subject; one that is broken says so, the others go on.

    Raises UnreadableSource for a file that cannot be opened.
    """
    import pypff

    mailbox = pypff.file()
    try:
        mailbox.open_file_object(io.BytesIO(data))
        root = mailbox.get_root_folder()
    except Exception:  # libpff tells everything as an OSError
        raise UnreadableSource.damaged("Outlook-postbus") from None
    if root is None:
        raise UnreadableSource.damaged("Outlook-postbus")
    yield from _in_folder(root, "", set(), 0)


def _in_folder(folder: Any, path: str, names: set[str], depth: int) -> Iterator[Held]:
    if depth > DEEPEST:
        yield path.rstrip("/"), UnreadableSource.too_large("depth")
        return
    for number in range(_counted(folder, "sub_messages")):
        name = f"{number + 1:04}"
        content: bytes | UnreadableSource
        try:
            item = folder.get_sub_message(number)
            told = _properties(item)
            if _text(told, CLASS).lower().startswith(TECHNICAL):
                continue
            message = _message(item, told, 0)
            name = safe_name(f"{name} {message['Subject'] or ''}"[:80])
            content = message.as_bytes(policy=policy.SMTP)
        except UnreadableSource as error:
            content = error
        except Exception:
            content = UnreadableSource.damaged(BROKEN)
        yield unique_name(f"{path}{name}.eml", names), content
    for number in range(_counted(folder, "sub_folders")):
        try:
            inner = folder.get_sub_folder(number)
            name = safe_name(inner.name or "") or f"{number + 1}"
        except Exception:
            yield f"{path}{number + 1}", UnreadableSource.damaged("map in de postbus")
            continue
        yield from _in_folder(inner, f"{path}{name}/", names, depth + 1)


def _counted(folder: Any, what: str) -> int:
    try:
        return int(getattr(folder, f"number_of_{what}"))
    except Exception:
        return 0


def _properties(item: Any) -> Properties:
    """What an item says of itself, by the number of the property ([MS-OXPROPS]); the first that says anything."""
    found: Properties = {}
    for records in item.record_sets:
        for entry in records.entries:
            try:
                kind = entry.value_type
                value = (
                    entry.data_as_string if kind in TEXTS else entry.data_as_datetime if kind == 0x40 else entry.data
                )
            except Exception:  # one property that cannot be told does not take the message along
                continue
            if value not in (None, "", b""):
                found.setdefault(entry.entry_type, value)
    return found


def _value(entry: Any) -> Any:
    if entry.value_type in TEXTS:
        return entry.data_as_string
    return entry.data_as_datetime if entry.value_type == DATE else entry.data


def _message(item: Any, told: Properties, depth: int) -> EmailMessage:
    if depth > DEEPEST:
        raise UnreadableSource.too_large("depth")
    out = Outline()
    out.sent(_text(told, HEADERS))
    out.sender(_text(told, SENDER_NAME), _text(told, SENDER_SMTP) or _text(told, SENDER_ADDRESS))
    people: dict[str, list[str]] = {}
    for person in _recipients(item):
        address = _text(person, SMTP) or _text(person, ADDRESS)
        kind = KINDS.get(_number(person.get(RECIPIENT_KIND)), "To")
        people.setdefault(kind, []).append(formataddr((_text(person, DISPLAY_NAME), address if "@" in address else "")))
    for kind, found in people.items():
        out.head(kind, ", ".join(found))
    out.head("Subject", _subject(told) or _text(told, DISPLAY_NAME) or " ")
    when = told.get(SENT) or told.get(RECEIVED)
    if when:
        out.head("Date", format_datetime(when))
    html = told.get(HTML, b"")
    markup = html.decode("utf-8", "replace") if isinstance(html, bytes) else str(html)
    rich = told.get(RTF, b"")
    out.body(
        "\n".join((_text(told, BODY), *_particulars(told))).strip(), markup, rich if isinstance(rich, bytes) else b""
    )
    for number in range(_counted(item, "attachments")):
        _attach(out, item.get_attachment(number), depth)
    return out.message


def _subject(told: Properties) -> str:
    """Outlook may put a sign before it that says how much of it is 'RE: ' ([MS-PST] 2.5.3.1.1.1)."""
    subject = _text(told, SUBJECT)
    return subject[2:] if subject[:1] == "\x01" else subject


def _particulars(told: Properties) -> list[str]:
    """What a contact, an appointment or a task says besides its text."""
    if _text(told, CLASS).lower().startswith(MAIL_CLASSES):
        return []
    said = [value for key, value in told.items() if (key in CONTACT or key in NAMED) and isinstance(value, str)]
    return list(dict.fromkeys(" ".join(value.split()) for value in said if value.strip()))


def _recipients(item: Any) -> list[Properties]:
    recipients = getattr(item, "recipients", None)
    if recipients is None:
        return []
    found: list[Properties] = []
    for records in recipients.record_sets:
        one: Properties = {}
        for entry in records.entries:
            value = _value(entry)
            if value not in (None, "", b""):
                one.setdefault(entry.entry_type, value)
        found.append(one)
    return found


def _attach(out: Outline, part: Any, depth: int) -> None:
    told = _properties(part)
    name = _text(told, FILE_LONG_NAME) or _text(told, FILE_NAME) or _text(told, DISPLAY_NAME)
    inside = _number(told.get(METHOD)) == EMBEDDED
    if inside and part.number_of_sub_items:
        item = part.get_sub_item(0)
        out.attach(_message(item, _properties(item), depth + 1), name, "")
        return
    data = part.read_buffer(part.size) if part.size else b""
    if inside:  # libpff does not take each of them apart: then it is named as not read
        name += ".msg"
    out.attach(data, name, _text(told, FILE_MIME), _text(told, CONTENT_ID))


def _text(told: Properties, key: int) -> str:
    value = told.get(key, "")
    return value.replace("\0", "") if isinstance(value, str) else ""


def _number(value: Any) -> int:
    return int.from_bytes(value[:4], "little") if isinstance(value, bytes) else 1
