"""Signed mail (S/MIME, RFC 8551): what was signed is taken out of its signature, which itself is no document."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode

from woolak.errors import UnreadableSource

__all__ = ["is_signed_file", "is_signed_part", "looks_like_mail_part", "signed_content"]

OID = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
"""How every file of PKCS #7 begins: the number of its kind."""
KINDS = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
HEAD = re.compile(rb"\s*(?:[A-Za-z][\w-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\r?\n")
SEALED = {"enveloped_data", "authenticated_enveloped_data", "encrypted_data", "signed_and_enveloped_data"}


def is_signed_file(data: bytes) -> bool:
    """Whether a file is a message of PKCS #7: signed, or encrypted."""
    return data[:1] == b"\x30" and OID in data[:40]


def is_signed_part(content_type: str, name: str) -> bool:
    """Whether a part of a mail has the mail itself within a signature."""
    return content_type in KINDS or name.lower().endswith(".p7m")


def looks_like_mail_part(content: bytes) -> bool:
    """Whether what was signed is a mail, with the head of one, and not some other file."""
    head = HEAD.match(content[:20_000])
    return head is not None and re.search(rb"^content-type:|^mime-version:", head[0], re.IGNORECASE | re.M) is not None


def signed_content(data: bytes) -> bytes:
    """What was signed. Raises UnreadableSource: encrypted for somebody, a signature alone, or broken."""
    from asn1crypto import cms

    if looks_like_mail_part(data):  # Outlook keeps a mail that is signed in the clear as it was sent
        return data
    try:
        info = cms.ContentInfo.load(_bare(data))
        kind = info["content_type"].native
        if kind in SEALED:
            raise UnreadableSource.sealed()
        if kind != "signed_data":
            raise UnreadableSource.damaged("ondertekend bericht")
        held = info["content"]["encap_content_info"]["content"]
        content = bytes(held) if held.native is not None else b""
    except UnreadableSource:
        raise
    except Exception:  # the library tells what is broken in several ways
        raise UnreadableSource.damaged("ondertekend bericht") from None
    if not content:
        raise UnreadableSource.signature_only()
    return content


def _bare(data: bytes) -> bytes:
    """The message without the letters that it may be written in."""
    if data[:1] == b"\x30":
        return data
    letters = re.sub(rb"-----[^-\r\n]*-----|\s", b"", data)
    try:
        return b64decode(letters, validate=True)
    except binascii.Error:
        return data
