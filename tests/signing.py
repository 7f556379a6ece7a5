"""Signed and encrypted mail (S/MIME), made with a key of its own, for tests."""

from __future__ import annotations

import datetime
from email.message import EmailMessage
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from tests.ingest_files import typeset

__all__ = ["DER", "PEM", "around", "part", "sealed", "signed"]

DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM


@cache
def _signer() -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ada Bos")])
    now = datetime.datetime(2026, 1, 1)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=3650))
    return made.sign(key, hashes.SHA256()), key


def signed(data: bytes, encoding: serialization.Encoding = DER, *options: pkcs7.PKCS7Options) -> bytes:
    certificate, key = _signer()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(encoding, [pkcs7.PKCS7Options.Binary, *options])


def sealed(data: bytes) -> bytes:
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(data).add_recipient(_signer()[0])
    return builder.encrypt(DER, [pkcs7.PKCS7Options.Binary])


def part() -> bytes:
    """The mail that is signed: a text and an attachment, without the head of the one around it."""
    mail = EmailMessage()
    mail.set_content("Ondertekend door Ada, voor Tjeerd Wiarda.")
    mail.add_attachment(typeset("Plan van aanpak"), "application", "pdf", filename="plan.pdf")
    return mail.as_bytes().replace(b"\n", b"\r\n")


def around(packed: bytes, name: str = "smime.p7m", kind: str = "pkcs7-mime") -> bytes:
    """The mail as it was sent, with what is packed as its only part."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ada Bos <a.bos@testdam.nl>", "b.vos@testdam.nl", "Besluit"
    mail.set_content(packed, "application", kind, filename=name)
    return mail.as_bytes()
