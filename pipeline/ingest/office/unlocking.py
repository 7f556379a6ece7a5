"""An office document with a password: opened with those of the case, so that the rest of the way knows of no lock.

Microsoft's formats by msoffcrypto-tool; OpenDocument by its own standard (ODF 1.3, part 2, 4.16: a key by PBKDF2, each
part packed and then encrypted by AES).
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from lxml import etree

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.office.package import PARSER, is_ole, ole_streams
from woolak.pipeline.ingest.received import MB
from woolak.rules.limits import Limits

__all__ = ["is_locked_package", "unlocked"]

STANDING = ("VelvetSweatshop", "/01Hannes Ruescher/01")
"""With which Excel and PowerPoint lock what is only closed to changes; they try it before they ask ([MS-OFFCRYPTO])."""
MOST_ROUNDS = 10_000_000
"""Of deriving a key from a password: the most that [MS-OFFCRYPTO] 2.3.4.10 allows; its library refuses more."""
MANIFEST = "META-INF/manifest.xml"
SPACE = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
HASHES = {"#sha256": "sha256", "#sha1": "sha1", "SHA1": "sha1", "#sha256-1k": "sha256", "SHA1/1K": "sha1"}
CHECKED_BYTES = 1024


def is_locked_package(data: bytes) -> bool:
    """Whether this is what Office makes of a .docx, .xlsx or .pptx with a password."""
    return is_ole(data) and "EncryptedPackage" in ole_streams(data)


def unlocked(data: bytes, passwords: Sequence[str], limits: Limits) -> bytes:
    """The document without its password; as it is when it has none.

    Raises UnreadableSource when none of the passwords opens it.
    """
    if is_ole(data):
        return _without_password(data, passwords)
    if data[:2] == b"PK" and (entries := _locked_parts(data, limits)):
        for password in passwords:
            parts = _opened_parts(data, entries, password, limits)
            if parts is not None:
                return parts
        raise UnreadableSource.encrypted()
    return data


def _without_password(data: bytes, passwords: Sequence[str]) -> bytes:
    """An OLE file: a package that is locked as a whole, or a document of an older make."""
    import msoffcrypto

    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not office.is_encrypted():
            return data
    except Exception:  # no document of Office, or broken: who reads it says so; or a lock that nobody would wait for
        if is_locked_package(data):
            raise UnreadableSource.encrypted() from None
        return data
    for password in dict.fromkeys((*STANDING, *passwords)):
        out = io.BytesIO()
        try:
            # Of a package the password is only looked at when that is asked; of the older makes always.
            office.load_key(password=password, **({"verify_password": True} if _is_package(office) else {}))
            office.decrypt(out)
        except Exception:  # the library tells a wrong password in several ways
            continue
        if out.tell():
            return out.getvalue()
    raise UnreadableSource.encrypted()


def _is_package(office: Any) -> bool:
    return bool(office.format == "ooxml")


def _locked_parts(data: bytes, limits: Limits) -> dict[str, etree._Element]:
    """The parts of an OpenDocument that are encrypted, with what the manifest says of how."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if MANIFEST not in archive.namelist() or archive.getinfo(MANIFEST).file_size > limits.xml_mb * MB:
                return {}
            root = etree.fromstring(archive.read(MANIFEST), PARSER)
    except Exception:  # broken: who reads it says so
        return {}
    found = {}
    for entry in root.iter(f"{SPACE}file-entry"):
        how = entry.find(f"{SPACE}encryption-data")
        if how is not None:
            found[str(entry.get(f"{SPACE}full-path"))] = how
    return found


def _opened_parts(data: bytes, locked: dict[str, etree._Element], password: str, limits: Limits) -> bytes | None:
    """The OpenDocument with its parts in the clear; None when the password is another, or the lock is not known."""
    out = io.BytesIO()
    left = limits.file_mb * MB
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for info in archive.infolist():
            if info.file_size > left:
                raise UnreadableSource.too_large("unpacked_mb")
            content = archive.read(info)
            if info.filename == MANIFEST:
                content = _manifest_without_locks(content)
            elif info.filename in locked:
                clear = _opened_part(content, locked[info.filename], password, left)
                if clear is None:
                    return None
                content = clear
            left -= len(content)
            stored = info.filename == "mimetype"
            opened.writestr(info.filename, content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _manifest_without_locks(content: bytes) -> bytes:
    root = etree.fromstring(content, PARSER)
    for how in list(root.iter(f"{SPACE}encryption-data")):
        entry = how.getparent()
        assert entry is not None
        entry.remove(how)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _opened_part(content: bytes, how: etree._Element, password: str, most: int) -> bytes | None:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    def said(name: str, key: str, default: str = "") -> str:
        found = how.find(f"{SPACE}{name}")
        return default if found is None else str(found.get(f"{SPACE}{key}") or default)

    def hash_named(name: str) -> str:
        return next((kind for ending, kind in HASHES.items() if name.endswith(ending)), "")

    start = hash_named(said("start-key-generation", "start-key-generation-name", "SHA1"))
    check = hash_named(str(how.get(f"{SPACE}checksum-type") or ""))
    try:
        rounds = int(said("key-derivation", "iteration-count", "0"))
        size = int(said("key-derivation", "key-size", "16"))
        salt, vector = (
            base64.b64decode(said(*place))
            for place in (("key-derivation", "salt"), ("algorithm", "initialisation-vector"))
        )
    except ValueError:
        return None
    if not (start and check and 0 < rounds <= MOST_ROUNDS and size in (16, 24, 32) and len(vector) == 16):
        return None
    if not said("algorithm", "algorithm-name").endswith("-cbc") or len(content) % 16:
        return None
    first = hashlib.new(start, password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", first, salt, rounds, size)
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    packed = decryptor.update(content) + decryptor.finalize()
    padding = packed[-1] if packed else 0
    told = base64.b64decode(str(how.get(f"{SPACE}checksum") or ""))
    if hashlib.new(check, packed[: max(0, len(packed) - padding)][:CHECKED_BYTES]).digest() != told:
        return None
    inflate = zlib.decompressobj(-15)
    try:
        clear = inflate.decompress(packed, most)
    except zlib.error:
        return None
    if inflate.unconsumed_tail:
        raise UnreadableSource.too_large("unpacked_mb")
    return clear
