"""An e-mail becomes a PDF with its head and text, and its attachments documents of their own."""

from __future__ import annotations

import contextlib
import io
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from tests.ingest_files import CASE, PROSE, document_of, error_of, typeset
from woolak.errors import UnreadableSource
from woolak.pipeline.ingest import ingest
from woolak.pipeline.ingest.mail import print_mail, read_mail
from woolak.rules.limits import standard_limits

HEAD = (
    "From: =?utf-8?B?R8O8bMWfYWggWcSxbGTEsXLEsW0=?= <g.yildirim@testdam.nl>\r\n"
    'To: "Wiśniewski, Łukasz" <l.wisniewski@testdam.nl>, p.smit@bureaukompas.nl\r\n'
    "Subject: =?iso-8859-1?Q?Re:_co=F6rdinatie?=\r\nDate: Tue, 3 Mar 2020 10:05:00 +0100\r\n"
)


def message(subject: str = "Onderwerp", body: str = "Beste allen,\n\nTot morgen.\n") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ada Bos <a.bos@testdam.nl>", "b.vos@testdam.nl", subject
    mail["Date"] = "Tue, 03 Mar 2020 10:05:00 +0100"
    mail.set_content(body)
    return mail


def word() -> bytes:
    made = docx.Document()
    made.add_paragraph("Bijgevoegd stuk")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def all_of(tmp_path: Path, data: bytes):
    (tmp_path / "post.eml").write_bytes(data)
    return ingest(tmp_path / "post.eml", "map/post.eml", tmp_path / "pdf", CASE)


def text_of(tmp_path: Path, data: bytes) -> str:
    return "".join(page.text for page in document_of(tmp_path, data, "post.eml").pages)


def test_the_head_stands_above_the_text_with_full_names(tmp_path: Path) -> None:
    body = b"Content-Type: text/plain; charset=utf-8\r\n\r\nDag,\r\n\r\n\xe2\x82\xac 5\r\n"
    text = text_of(tmp_path, HEAD.encode() + body)
    assert text == (
        "Van: Gülşah Yıldırım <g.yildirim@testdam.nl>\n"
        'Aan: "Wiśniewski, Łukasz" <l.wisniewski@testdam.nl>, p.smit@bureaukompas.nl\n'
        "Onderwerp: Re: coördinatie\n"
        "Datum: dinsdag 3 maart 2020 10:05 +0100\n"
        "Dag,\n€ 5\n"
    )


def test_the_mail_and_its_attachments_are_a_family(tmp_path: Path) -> None:
    mail, inner = message(), message("Eerder bericht", "Diep binnenin staat Dora.")
    mail.add_attachment(typeset("Plan"), maintype="application", subtype="pdf", filename="plan.pdf")
    mail.add_attachment(typeset("Ander"), maintype="application", subtype="pdf", filename="plan.pdf")
    kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    mail.add_attachment(word(), maintype="application", subtype=kind, filename="../../stuk.docx")
    inner.add_attachment(b"x", maintype="application", subtype="zip", filename="pakket.zip")
    mail.add_attachment(inner)
    parent, *children = all_of(tmp_path, mail.as_bytes())
    assert parent.document and "Bijlagen: plan.pdf; plan (2).pdf;" in parent.document.pages[0].text
    assert [child.source for child in children] == [
        "map/post.eml/plan.pdf",
        "map/post.eml/plan (2).pdf",
        "map/post.eml/_.._stuk.docx",
        "map/post.eml/Eerder bericht.eml",
        "map/post.eml/Eerder bericht.eml/pakket.zip",
    ]
    assert [child.document.parent_id for child in children[:4]] == [parent.document.id] * 4
    assert "Dora" in children[3].document.pages[0].text
    assert children[4].document is None and "geen archief" in children[4].error
    assert "Bijgevoegd stuk" in children[2].document.pages[0].text


def test_a_mail_within_the_municipality_is_internal_and_a_mail_from_a_company_is_not(tmp_path: Path) -> None:
    facts = document_of(tmp_path, message("RE: FW: Planning").as_bytes(), "a.eml").facts
    assert (facts.kind, facts.origin, facts.internal_deliberation, facts.title) == ("mail", "own", True, "Planning")
    assert str(facts.date) == "2020-03-03"
    outside = message()
    outside.replace_header("From", "P. Smit <p.smit@bureaukompas.nl>")
    facts = document_of(tmp_path, outside.as_bytes(), "b.eml").facts
    assert (facts.origin, facts.internal_deliberation) == ("third_party", False)
    outside.replace_header("From", "Agent <a.gent@politie.nl>")
    assert document_of(tmp_path, outside.as_bytes(), "c.eml").facts.origin == "other_government"


HTML = """<html><head><style>p {color: red}</style><title>weg</title></head><body onload="x()">
<script>alert('weg')</script><div>Hallo <b>Bram</b>,</div><div><br></div>
<table><tr><td><table><tr><td>Naam</td><td>Uren</td></tr><tr><td>Carla</td><td>12</td></tr></table></td></tr></table>
<img src="http://ergens.example/volg.gif" alt="volgplaatje"><img src="cid:plaatje1">
<ul><li>een</li><li>twee</li></ul><a href="https://example.org/p.peters">hier</a><p>Groet &amp; tot ziens</p>
<div style="display:none">verborgen Hilde</div></body></html>"""


def test_of_html_the_structure_is_kept_and_nothing_is_loaded_or_run(tmp_path: Path, monkeypatch) -> None:
    import socket

    monkeypatch.setattr(socket, "socket", None)
    picture = Image.new("L", (900, 200), 255)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 60)
    ImageDraw.Draw(picture).text((20, 60), "Schermafdruk van Evelien", fill=0, font=font)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a.bos@testdam.nl", "html"
    mail.set_content(HTML, subtype="html")
    mail.add_related(stream.getvalue(), "image", "png", cid="<plaatje1>", filename="scherm.png")
    (result,) = all_of(tmp_path, mail.as_bytes())
    text = result.document.pages[0].text
    assert "Hallo Bram,\n" in text and "Carla\t12\n" in text and "Groet & tot ziens\n" in text
    assert "een\n" in text and "twee\n" in text and "verborgen Hilde" in text
    assert "alert" not in text and "weg" not in text
    assert "Schermafdruk van Evelien" in text
    assert "https://example.org/p.peters" in result.document.hidden_texts


@pytest.mark.parametrize(
    ("charset", "body", "expected"),
    [
        ("utf-8", "Zoë €".encode(), "Zoë €"),
        ("us-ascii", "Zoë".encode("cp1252"), "Zoë"),
        ("onbekend-8", "Zoë".encode(), "Zoë"),
        ("iso-8859-1", b"prijs \x80 5", "prijs"),
        ("iso-8859-9", "Şahin Yılmaz".encode("iso-8859-9"), "Şahin Yılmaz"),
        ("iso-8859-2", "Wójcik Dvořák".encode("iso-8859-2"), "Wójcik Dvořák"),
        ("utf-16", "Zoë".encode("utf-16"), "Zoë"),
    ],
)
def test_odd_character_sets_survive(tmp_path: Path, charset: str, body: bytes, expected: str) -> None:
    head = f"From: a@testdam.nl\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
    if charset == "utf-16":
        import base64

        head = head.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
        body = base64.b64encode(body)
    assert expected in text_of(tmp_path, head + body)


@pytest.mark.parametrize(
    "head",
    [
        "From: =?utf-8?B?kapot",
        "From: <<a@b>>\r\nTo: undisclosed-recipients:;",
        'From: "niet gesloten <a@testdam.nl>\r\nTo: ,,,;',
        "From: a@testdam.nl\r\nDate: gisteren om vijf uur",
        "From: a@testdam.nl\r\nDate: Tue, 99 Foo 2020 99:99:99 +9999",
        'From: a@testdam.nl\r\nContent-Type: text/plain; charset="\r\nSubject: x',
        "From: a@testdam.nl\r\nContent-Type: multipart/mixed; boundary=weg",
        "From: a@testdam.nl\r\nContent-Transfer-Encoding: base64\r\nSubject: geen base64 !!",
        "Subject: \x00\x01\x02 stuurtekens",
        "Subject: " + "een lang verhaal " * 1000,
    ],
)
def test_a_broken_head_does_not_stop_a_mail(tmp_path: Path, head: str) -> None:
    assert "Inhoud" in text_of(tmp_path, f"{head}\r\n\r\nInhoud\r\n".encode()) or "base64" in head


def test_a_long_mail_is_set_on_as_many_pages_as_it_needs_and_nothing_falls_off(tmp_path: Path) -> None:
    lines = [f"Regel {i} " + "onderzoeksvoorstel" * 8 for i in range(300)]
    document = document_of(tmp_path, message(body="\n".join(lines)).as_bytes(), "lang.eml")
    text = "".join("".join(page.text.split()) for page in document.pages)
    assert len(document.pages) > 5
    assert all(f"Regel{i}" + "onderzoeksvoorstel" * 8 in text for i in range(300))
    assert all(word.box_pt.x1 < page.width_pt for page in document.pages for word in page.words)


def test_a_signature_of_the_sender_is_named_and_not_read(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"\x30\x80", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    (only,) = all_of(tmp_path, mail.as_bytes())
    assert "Bijlagen: smime.p7s" in only.document.pages[0].text


def test_what_is_no_mail_is_refused(tmp_path: Path) -> None:
    assert "leeg" in error_of(tmp_path, b"", "leeg.eml")
    assert "geen e-mail" in error_of(tmp_path, bytes(range(256)), "plaatje.eml")


KINDS = ["text/plain", "text/html", "multipart/mixed; boundary=b", "message/rfc822"]


@given(st.binary(max_size=400), st.sampled_from(KINDS))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_reading_a_mail_crash(body: bytes, kind: str) -> None:
    data = HEAD.encode() + f"Content-Type: {kind}\r\n\r\n".encode() + body
    with contextlib.suppress(UnreadableSource):
        print_mail(read_mail(data), standard_limits())


def test_mail_to_pdf_is_the_same_every_time(tmp_path: Path) -> None:
    data = message(body=PROSE * 5).as_bytes()
    assert print_mail(read_mail(data), standard_limits()) == print_mail(read_mail(data), standard_limits())


def test_lines_broken_in_sending_only_are_made_whole(tmp_path: Path) -> None:
    head = "From: a@testdam.nl\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
    body = "Ik sprak Jan van der \r\nBerg gisteren.\r\n> geciteerd \r\n> stuk\r\n-- \r\nAda\r\n"
    assert "Ik sprak Jan van der Berg gisteren.\n" in text_of(tmp_path, (head + body).encode())


def test_an_attachment_that_needs_a_missing_program_fails_alone(tmp_path: Path, monkeypatch) -> None:
    mail = message()
    kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    mail.add_attachment(word(), maintype="application", subtype=kind, filename="stuk.docx")
    monkeypatch.setenv("PATH", str(tmp_path))
    parent, child = all_of(tmp_path, mail.as_bytes())
    assert parent.document and child.document is None and "LibreOffice" in child.error


def test_an_invitation_that_no_program_understands_is_printed_as_it_is(tmp_path: Path) -> None:
    mail = message()
    mail.add_alternative("BEGIN:VCALENDAR\r\nATTENDEE:mailto:d.vermaat@testdam.nl\r\n", subtype="calendar")
    (only,) = all_of(tmp_path, mail.as_bytes())
    assert "ATTENDEE:mailto:d.vermaat@testdam.nl" in only.document.pages[0].text


def test_of_text_in_several_parts_all_parts_are_shown(tmp_path: Path) -> None:
    data = (
        "From: a@testdam.nl\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n"
        "--g\r\nContent-Type: text/plain\r\n\r\nZie hieronder.\r\n"
        "--g\r\nContent-Type: multipart/alternative; boundary=h\r\n\r\n"
        "--h\r\nContent-Type: text/plain\r\n\r\n \r\n"
        "--h\r\nContent-Type: text/html\r\n\r\n<p>Doorgestuurd</p>\r\n--h--\r\n"
        "--g\r\nContent-Type: text/html\r\n\r\n<p>Disclaimer</p>\r\n--g--\r\n"
    )
    assert text_of(tmp_path, data.encode()).endswith("Zie hieronder.\nDoorgestuurd\nDisclaimer\n")


def test_what_only_the_form_with_markup_of_a_mail_says_is_told_behind_it(tmp_path: Path) -> None:
    mail = message(body="Beste allen,\n\nDe vergadering is op dinsdag. Tot dan.\n")
    mail.add_alternative(
        "<p>Beste allen,</p><div>De vergadering is op <b>dins</b>dag.</div><p>Tot&nbsp;dan.</p>"
        "<table><tr><td>Voorzitter</td><td>Duco Vermaat</td></tr></table>",
        subtype="html",
    )
    first, behind = document_of(tmp_path, mail.as_bytes(), "post.eml").pages
    assert "Vermaat" not in first.text and "Duco Vermaat" in behind.text
    assert "Staat alleen in de opgemaakte vorm van dit bericht" in behind.text
    assert "dinsdag" not in behind.text and "Tot dan" not in behind.text


def test_a_mail_that_says_the_same_in_both_its_forms_gets_no_page_more(tmp_path: Path) -> None:
    mail = message(body="Beste allen,\n\nDe vergadering is op dinsdag.\n")
    mail.add_alternative("<p>Beste allen,</p><p>De verga&shy;dering is <i>op</i> dinsdag.<br></p>", subtype="html")
    assert len(document_of(tmp_path, mail.as_bytes(), "post.eml").pages) == 1
