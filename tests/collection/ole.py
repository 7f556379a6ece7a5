"""Writes the container of older Office files and Outlook messages (MS-CFB, version 3), for tests."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

__all__ = ["Folder", "outlook_message", "written"]

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
NONE = 0xFFFFFFFF


@dataclass
class Folder:
    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)


def written(root: Folder) -> bytes:
    """The file. Small streams go into the mini stream, as every reader expects."""
    entries: list[list[object]] = []
    mini = bytearray()
    mini_fat: list[int] = []
    sectors: list[bytes] = []
    fat: list[int] = []

    def chain(data: bytes) -> int:
        count = max(1, -(-len(data) // SECTOR))
        first = len(sectors)
        for i in range(count):
            sectors.append(data[i * SECTOR : (i + 1) * SECTOR].ljust(SECTOR, b"\0"))
            fat.append(first + i + 1 if i + 1 < count else END)
        return first

    def add(name: str, kind: int, data: bytes) -> int:
        start, size = END, len(data)
        if kind == 2 and size >= CUTOFF:
            start = chain(data)
        elif kind == 2 and size:
            start = len(mini_fat)
            blocks = -(-size // MINI)
            mini.extend(data.ljust(blocks * MINI, b"\0"))
            mini_fat.extend([*range(start + 1, start + blocks), END])
        entries.append([name, kind, NONE, NONE, NONE, start, size])
        return len(entries) - 1

    def fill(folder: Folder, at: int) -> None:
        kids = [add(name, 2, data) for name, data in folder.streams.items()]
        for name, inner in folder.folders.items():
            kid = add(name, 1, b"")
            fill(inner, kid)
            kids.append(kid)
        kids.sort(key=lambda kid: (len(str(entries[kid][0])), str(entries[kid][0]).upper()))

        def tree(part: list[int]) -> int:
            if not part:
                return NONE
            middle = len(part) // 2
            entries[part[middle]][2], entries[part[middle]][3] = tree(part[:middle]), tree(part[middle + 1 :])
            return part[middle]

        entries[at][4] = tree(kids)

    add("Root Entry", 5, b"")
    fill(root, 0)
    if mini:
        entries[0][5], entries[0][6] = chain(bytes(mini)), len(mini)
    mini_first = chain(b"".join(struct.pack("<I", n) for n in mini_fat).ljust(SECTOR, b"\xff")) if mini_fat else END
    table = b""
    for name, kind, left, right, child, start, size in entries:
        encoded = str(name).encode("utf-16-le") + b"\0\0"
        table += encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), int(str(kind)), 1, left, right, child)
        table += b"\0" * 36 + struct.pack("<IQ", start, size)
    directory = chain(table + b"\0" * (-len(table) % SECTOR))
    count = 1
    while len(fat) + count > count * SECTOR // 4:
        count += 1
    first = len(sectors)
    fat += [FAT] * count
    packed = b"".join(struct.pack("<I", n) for n in fat).ljust(count * SECTOR, b"\xff")
    sectors += [packed[i * SECTOR : (i + 1) * SECTOR] for i in range(count)]
    mini_count = max(1, -(-4 * len(mini_fat) // SECTOR)) if mini_fat else 0
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, CUTOFF, mini_first, mini_count, END, 0
    )
    head += struct.pack("<109I", *range(first, first + count), *[FREE] * (109 - count))
    return head + b"".join(sectors)


def _properties(values: dict[tuple[int, int], bytes | int], head: int) -> Folder:
    """The properties of a message, recipient or attachment (MS-OXMSG 2.4)."""
    folder = Folder()
    table = b"\0" * head
    for (pid, kind), value in values.items():
        if isinstance(value, int):
            table += struct.pack("<HHIQ", kind, pid, 6, value)
        else:
            table += struct.pack("<HHIII", kind, pid, 6, len(value) + (2 if kind == 0x1F else 0), 0)
            folder.streams[f"__substg1.0_{pid:04X}{kind:04X}"] = value
    folder.streams["__properties_version1.0"] = table
    return folder


def outlook_message(
    subject: str,
    body: str = "",
    *,
    sender: tuple[str, str] = ("Ada Bos", "a.bos@testdam.nl"),
    to: tuple[tuple[str, str], ...] = (("B. Vos", "b.vos@testdam.nl"),),
    html: bytes = b"",
    rtf: bytes = b"",
    attachments: tuple[tuple[str, bytes], ...] = (),
    inner: Folder | None = None,
    embedded: bool = False,
) -> Folder:
    """A message as Outlook saves it."""
    text = lambda value: value.encode("utf-16-le")  # noqa: E731
    values: dict[tuple[int, int], bytes | int] = {
        (0x001A, 0x1F): text("IPM.Note"),
        (0x0037, 0x1F): text(subject),
        (0x0C1A, 0x1F): text(sender[0]),
        (0x5D01, 0x1F): text(sender[1]),
        (0x0039, 0x40): 132276456000000000,
        (0x3FDE, 0x03): 65001,
        (0x340D, 0x03): 0x40000,
    }
    if body:
        values[0x1000, 0x1F] = text(body)
    if html:
        values[0x1013, 0x102] = html
    if rtf:
        values[0x1009, 0x102] = rtf
    folder = _properties(values, 24 if embedded else 32)
    for number, (name, address) in enumerate(to):
        person = _properties({(0x3001, 0x1F): text(name), (0x39FE, 0x1F): text(address), (0x0C15, 0x03): 1}, 8)
        folder.folders[f"__recip_version1.0_#{number:08X}"] = person
    for number, (name, data) in enumerate(attachments):
        part = _properties({(0x3707, 0x1F): text(name), (0x3701, 0x102): data, (0x3705, 0x03): 1}, 8)
        folder.folders[f"__attach_version1.0_#{number:08X}"] = part
    if inner:
        part = _properties({(0x3001, 0x1F): text("Eerder bericht"), (0x3705, 0x03): 5}, 8)
        part.folders["__substg1.0_3701000D"] = inner
        folder.folders[f"__attach_version1.0_#{len(attachments):08X}"] = part
    return folder
