"""The formats that are read, and which of them a file is. A new format is a line in FORMATS with its reader.

What a file holds tells more than its name: a PDF that is called .doc is a PDF. Only what says nothing by itself (text,
an archive of no known kind) is told by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest import texts
from woolak.pipeline.ingest.archives import read_7z, read_single, read_tar, read_zip
from woolak.pipeline.ingest.images import read_image
from woolak.pipeline.ingest.mail import from_outlook, messages_in, print_mail, read_mail
from woolak.pipeline.ingest.mail.folders import MARK, messages_in_folders
from woolak.pipeline.ingest.mail.mailbox import is_mailbox
from woolak.pipeline.ingest.mail.outlook import from_winmail
from woolak.pipeline.ingest.mail.signed import is_signed_file, looks_like_mail_part, signed_content
from woolak.pipeline.ingest.office import OFFICE_SUFFIXES, read_office
from woolak.pipeline.ingest.office.package import ole_streams
from woolak.pipeline.ingest.office.preparing import office_kind
from woolak.pipeline.ingest.office.unlocking import is_locked_package
from woolak.pipeline.ingest.pdffile import read_pdf
from woolak.pipeline.ingest.received import Given, Held, Read, Reader, Received, Section

__all__ = ["FORMATS", "Format", "is_supported", "reader_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file."""

    suffixes: tuple[str, ...]
    read: Reader
    is_it: Callable[[bytes], bool] = lambda data: False
    """Whether the content says so by itself."""
    plain: bool = False
    """Whether other formats look like this one: then a name that says something else is believed."""


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _is_pdf(data: bytes) -> bool:
    """Rubbish may stand before it, but not the beginning of a container that holds one."""
    containers = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"\x78\x9f\x3e\x22", b"From ", b"7z\xbc\xaf")
    held = data.startswith(containers) or is_signed_file(data) or _is_tar(data) or _is_mail(data)
    return b"%PDF" in data[:1024] and not held


def _is_office(data: bytes) -> bool:
    return office_kind(data) is not None or is_locked_package(data)


def _is_tar(data: bytes) -> bool:
    return data[257:262] == b"ustar"


def _is_heif(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")


def _is_outlook(data: bytes) -> bool:
    return data[:4] == b"\xd0\xcf\x11\xe0" and "__properties_version1.0" in ole_streams(data)


def _is_mail(data: bytes) -> bool:
    head = data[:4000].lstrip()
    found = re.findall(rb"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version):", head,
                       re.IGNORECASE | re.MULTILINE)  # fmt: skip
    return len(found) > 2 and re.match(rb"[A-Za-z][\w-]*:", head) is not None


def _read_mail(file: Received, given: Given) -> Read:
    """A mail as it was sent (.eml)."""
    mail = read_mail(file.data)
    held: list[Held] = [(one.name, one.data) for one in mail.attachments]
    told = {"headers": mail.unprinted, "other_form": mail.only_in_markup}
    sections = [Section(what, lines) for what, lines in told.items() if lines]
    return Read(print_mail(mail, given.limits), sections, list(mail.hidden_texts), held, mail)


def _read_outlook(file: Received, given: Given) -> Read:
    """A mail that Outlook saved (.msg)."""
    return _read_mail(Received(from_outlook(file.data), file.source, file.parent_id, file.depth), given)


def _read_signed(file: Received, given: Given) -> Read:
    """What was signed (.p7m): a mail, or a file of any kind."""
    content = signed_content(file.data)
    if not looks_like_mail_part(content):
        return Read(held=[(file.stem or "inhoud", content)])
    if not _is_mail(content):  # its own head stayed outside
        content = b"Subject: " + file.stem.encode() + b"\r\n" + content.lstrip()
    return _read_mail(Received(content, file.source, file.parent_id, file.depth), given)


def _read_winmail(file: Received, given: Given) -> Read:
    """What Outlook packs a mail in for Outlook (winmail.dat)."""
    message = from_winmail(file.data)
    if "From" not in message and "Subject" not in message:
        message["Subject"] = file.stem
    return _read_mail(Received(message.as_bytes(), file.source, file.parent_id, file.depth), given)


def _read_mailbox(file: Received, given: Given) -> Read:
    """A mailbox (.mbox): each mail is a document of its own."""

    def counted() -> list[Held]:
        found: list[Held] = []
        for one in messages_in(file.data):
            given.budget.take_file()
            given.budget.take(len(one[1]))
            found.append(one)
        return found

    return Read(held=counted())


def _read_folders(file: Received, given: Given) -> Read:
    """A mailbox of Outlook (.pst): each mail is a document of its own, opened when it is its turn."""

    def counted() -> Iterator[Held]:
        for name, content in messages_in_folders(file.data):
            given.budget.take_file()
            given.budget.take(len(content) if isinstance(content, bytes) else 0)
            yield name, content

    return Read(held=counted())


FORMATS: tuple[Format, ...] = (
    Format((".pdf",), read_pdf, _is_pdf),
    Format(tuple(sorted(OFFICE_SUFFIXES)), read_office, _is_office),
    Format((".msg", ".oft"), _read_outlook, _is_outlook),
    Format((".dat", ".tnef"), _read_winmail, _begins(b"\x78\x9f\x3e\x22")),
    Format((".p7m", ".p7s"), _read_signed, is_signed_file),
    Format((".pst", ".ost"), _read_folders, _begins(MARK)),
    Format((".mbox", ".mbx"), _read_mailbox, is_mailbox, plain=True),
    Format((".mht", ".mhtml"), texts.read_saved_page),
    Format((".eml",), _read_mail, _is_mail, plain=True),
    Format((".png", ".jpg", ".jpeg", ".jfif", ".tif", ".tiff", ".gif", ".bmp", ".webp"), read_image,
           _begins(b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")),
    Format((".heic", ".heif", ".avif"), read_image, _is_heif),
    Format((".html", ".htm", ".xhtml"), texts.read_html, texts.is_html),
    Format((".ics",), texts.read_calendar, _begins(b"BEGIN:VCALENDAR")),
    Format((".7z",), read_7z, _begins(b"7z\xbc\xaf\x27\x1c")),
    Format((".zip",), read_zip, _begins(b"PK\x03\x04", b"PK\x05\x06"), plain=True),
    Format((".tar",), read_tar, _is_tar),
    Format((".gz", ".tgz", ".bz2", ".tbz", ".tbz2", ".xz", ".txz"), read_single,
           _begins(b"\x1f\x8b", b"BZh", b"\xfd7zXZ")),
    Format((".txt", ".md", ".text", ".log"), texts.read_text),
)  # fmt: skip


def _named(suffix: str) -> Format | None:
    return next((one for one in FORMATS if suffix in one.suffixes), None)


def reader_of(file: Received) -> Reader:
    """The reader for a file. Raises UnreadableSource for a format that is not read."""
    named = _named(file.suffix)
    told = next((one for one in FORMATS if one.is_it(file.data)), None)
    if told and not (told.plain and named):
        return told.read
    if named:
        return named.read
    if "." not in file.name and texts.is_text(file.data):
        return texts.read_text
    raise UnreadableSource.unknown_format(file.suffix or file.name)


def is_supported(path: Path) -> bool:
    """Whether files with this suffix are read."""
    return _named(path.suffix.lower()) is not None
