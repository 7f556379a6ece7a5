"""Signed mail is read as what was signed; an encrypted one is refused with a sentence that says what to do."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7

from tests.collection.mails import message
from tests.collection.ole import outlook_message, written
from tests.ingest_files import CASE, error_of, typeset
from tests.signing import DER, PEM, around, part, sealed, signed
from woolak.errors import UnreadableSource
from woolak.pipeline.ingest import ingest
from woolak.pipeline.ingest.mail.signed import signed_content


def read(tmp_path: Path, data: bytes, name: str) -> dict[str, str]:
    """By path within the file the text of each document, or the sentence of what cannot be read."""
    path = tmp_path / name
    path.write_bytes(data)
    return {
        one.source.removeprefix(name): "\n".join(page.text for page in one.document.pages)
        if one.document
        else str(one.error)
        for one in ingest(path, name, tmp_path / "pdf", CASE)
    }


@pytest.mark.parametrize("kind", ["pkcs7-mime", "x-pkcs7-mime", "octet-stream"])
def test_a_signed_mail_is_read_as_what_was_signed(tmp_path: Path, kind: str) -> None:
    found = read(tmp_path, around(signed(part()), kind=kind), "mail.eml")
    assert set(found) == {"", "/plan.pdf"} and "Plan van aanpak" in found["/plan.pdf"]
    assert "Tjeerd Wiarda" in found[""] and "Onderwerp: Besluit" in found[""] and "a.bos@testdam.nl" in found[""]


def test_a_mail_that_is_signed_twice_is_opened_twice(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner.set_content(signed(part()), "application", "pkcs7-mime", filename="smime.p7m")
    found = read(tmp_path, around(signed(inner.as_bytes().replace(b"\n", b"\r\n"))), "mail.eml")
    assert "Tjeerd Wiarda" in found[""] and "/plan.pdf" in found


def test_a_signature_beside_the_text_is_named_and_is_no_document(tmp_path: Path) -> None:
    mail = message("Besluit", "Tekst met een handtekening ernaast.")
    beside = signed(b"x", DER, pkcs7.PKCS7Options.DetachedSignature)
    mail.add_attachment(beside, "application", "octet-stream", filename="smime.p7s")
    found = read(tmp_path, mail.as_bytes(), "mail.eml")
    assert set(found) == {""} and "smime.p7s" in found[""] and "ernaast" in found[""]


@pytest.mark.parametrize("encoding", [DER, PEM])
def test_a_file_in_a_signature_comes_out_as_the_file(tmp_path: Path, encoding: serialization.Encoding) -> None:
    assert "Getekend plan" in read(tmp_path, signed(typeset("Getekend plan"), encoding), "plan.pdf.p7m")["/plan.pdf"]


def test_a_mail_that_outlook_saved_is_opened_from_its_signature(tmp_path: Path) -> None:
    for number, packed in enumerate((signed(part()), part())):
        data = written(outlook_message("Besluit", "", attachments=(("smime.p7m", packed),)))
        found = read(tmp_path, data, f"mail{number}.msg")
        assert "Tjeerd Wiarda" in found[""] and "/plan.pdf" in found, found


def test_a_signed_mail_by_itself_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, signed(part()), "besluit.p7m")
    assert "Tjeerd Wiarda" in found[""] and "Onderwerp: besluit" in found[""]


def test_an_encrypted_mail_is_refused_with_what_to_do_and_its_head_stays(tmp_path: Path) -> None:
    found = read(tmp_path, around(sealed(part())), "mail.eml")
    assert "Onderwerp: Besluit" in found[""] and "versleuteld" in found["/smime.p7m"]
    assert "versleuteld" in error_of(tmp_path, sealed(part()), "los.p7m")


def test_what_holds_no_content_or_is_broken_says_so(tmp_path: Path) -> None:
    beside = signed(b"x", DER, pkcs7.PKCS7Options.DetachedSignature)
    assert "handtekening" in error_of(tmp_path, beside, "los.p7s")
    whole = signed(typeset("Plan"))
    for cut in (20, 200, len(whole) // 2):
        assert "beschadigd" in error_of(tmp_path, whole[:cut], "stuk.p7m")


def test_pieces_of_a_stream_of_unknown_length_are_put_together() -> None:
    """As many programs write it: lengths left open (BER), and the content in pieces."""
    content = b"Content-Type: text/plain\r\n\r\nIn stukken."
    pieces = b"".join(b"\x04" + bytes([len(one)]) + one for one in (content[:20], content[20:]))
    held = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80" + pieces + b"\0\0" * 3
    inner = b"\x30\x80\x02\x01\x01\x31\x00" + held + b"\x31\x00" + b"\0\0"
    data = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80" + inner + b"\0\0" * 2
    assert signed_content(data) == content


def test_random_bytes_are_told_as_broken() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    noise = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    for data in (noise, b"0\x82", b"0" * 500, b"geen base64 !"):
        with pytest.raises(UnreadableSource, match="beschadigd"):
            signed_content(data)
