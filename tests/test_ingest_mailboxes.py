"""A mailbox of Outlook (.pst): every item of every folder comes out, and what is broken goes alone.

A mailbox cannot be written by any library of ours: the folders here are made to the interface of libpff, of which the
properties are those that its files have.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest_files import error_of
from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.mail import folders, read_mail
from woolak.pipeline.ingest.mail.folders import MARK, messages_in_folders


@dataclass
class Entry:
    entry_type: int
    data_as_string: str = ""
    data: bytes = b""
    value_type: int = 0x1F
    data_as_datetime: Any = None


@dataclass
class Records:
    entries: list[Entry]


@dataclass
class Things:
    """An item, an attachment or a folder of libpff."""

    record_sets: list[Records] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)
    recipients: Any = None
    inner: list[Any] = field(default_factory=list)
    name: str = ""
    messages: list[Any] = field(default_factory=list)
    folders: list[Any] = field(default_factory=list)
    size: int = 0
    content: bytes = b""

    number_of_attachments = property(lambda self: len(self.parts))
    number_of_sub_items = property(lambda self: len(self.inner))
    number_of_sub_messages = property(lambda self: len(self.messages))
    number_of_sub_folders = property(lambda self: len(self.folders))

    def get_attachment(self, at: int) -> Any:
        return self.parts[at]

    def get_sub_item(self, at: int) -> Any:
        return self.inner[at]

    def get_sub_message(self, at: int) -> Any:
        if self.messages[at] is None:
            raise OSError("libpff: unable to read item")
        return self.messages[at]

    def get_sub_folder(self, at: int) -> Any:
        return self.folders[at]

    def read_buffer(self, size: int) -> bytes:
        return self.content[:size]


def item(subject: str, body: str, **more: Any) -> Things:
    when = Entry(0x0039, value_type=0x40, data_as_datetime=datetime.datetime(2024, 3, 4, 9, 30))
    said = [Entry(0x001A, "IPM.Note"), Entry(0x0037, subject), Entry(0x1000, body), when]
    said += [Entry(0x0C1A, "Ada Bos"), Entry(0x5D01, "a.bos@testdam.nl")]
    return Things([Records(said)], **more)


def read(root: Things) -> dict[str, Any]:
    return {
        name: read_mail(content) if isinstance(content, bytes) else content
        for name, content in folders._in_folder(root, "", set(), 0)
    }


def test_every_message_of_every_folder_comes_out_with_its_head_its_people_and_its_files() -> None:
    people = Things([Records([Entry(0x0C15, data=b"\2\0\0\0", value_type=3), Entry(0x39FE, "b.vos@testdam.nl")])])
    plan = Things([Records([Entry(0x3707, "plan.pdf")])], size=4, content=b"%PDF rest")
    root = Things(folders=[
        Things(name="Postvak IN", messages=[item("\x01\x05RE: de brug", "Dag Berend", parts=[plan], recipients=people)],
               folders=[Things(name="Oud", messages=[item("eerder", "Van Greet")])]),
    ])  # fmt: skip
    found = read(root)
    mail = found["Postvak IN/0001 RE_ de brug.eml"]
    assert mail.subject == "RE: de brug" and mail.sender == "a.bos@testdam.nl" and "Dag Berend" in mail.body
    assert "b.vos@testdam.nl" in mail.addresses and mail.date and mail.date.date() == datetime.date(2024, 3, 4)
    assert [(one.name, one.data) for one in mail.attachments] == [("plan.pdf", b"%PDF")]
    assert "Van Greet" in found["Postvak IN/Oud/0001 eerder.eml"].body


def test_what_is_broken_goes_alone_and_a_mail_that_cannot_be_taken_out_of_another_is_named() -> None:
    closed = Things([Records([Entry(0x3001, "Eerste bericht"), Entry(0x3705, data=b"\5\0\0\0", value_type=3)])], size=3)
    inside = Things([Records([Entry(0x3001, "Ander"), Entry(0x3705, data=b"\5\0\0\0", value_type=3)])])
    inside.inner = [item("Ander", "Ook gelezen")]
    found = read(Things(messages=[None, item("heel", "Blijft", parts=[closed, inside])]))
    assert isinstance(found["0001.eml"], UnreadableSource) and "Blijft" in found["0002 heel.eml"].body
    names = {one.name: one.data for one in found["0002 heel.eml"].attachments}
    assert "Eerste bericht.msg" in names
    other = next(data for name, data in names.items() if name.startswith("Ander"))
    assert "Ook gelezen" in message_from_bytes(other, policy=policy.default).get_content()


def test_a_contact_says_all_that_it_knows_and_what_outlook_keeps_for_itself_is_no_document() -> None:
    contact = Things(
        [Records([Entry(0x001A, "IPM.Contact"), Entry(0x3001, "Dirk"), Entry(0x3A17, "Wethouder Waterlo")])]
    )
    own = Things([Records([Entry(0x001A, "IPM.Microsoft.ScheduleData.FreeBusy")])])
    (found,) = read(Things(messages=[contact, own])).values()
    assert found.subject == "Dirk" and "Wethouder Waterlo" in found.body


def test_folders_without_end_are_stopped() -> None:
    deep = Things(name="x")
    deep.folders = [deep]
    assert any(isinstance(one, UnreadableSource) for one in read(deep).values())


@given(st.binary(max_size=2000))
def test_what_is_no_mailbox_is_told_as_broken(noise: bytes) -> None:
    with pytest.raises(UnreadableSource, match="geen Outlook-postbus"):
        list(messages_in_folders(MARK + noise))


def test_a_broken_mailbox_is_one_line_in_the_list(tmp_path: Path) -> None:
    assert "geen Outlook-postbus" in error_of(tmp_path, MARK + bytes(5000), "oud.pst")
