"""Mail of every make."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from email.message import EmailMessage

from compressed_rtf import compress
from PIL import Image, ImageDraw, ImageFont

from tests.collection.items import Item, one, refused
from tests.collection.ole import outlook_message, written
from tests.ingest_files import typeset
from tests.signing import around, part, sealed, signed

__all__ = ["mails", "message"]

ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Overleg fietspad\r\n"
    "DTSTART:20240304T090000\r\nDTEND:20240304T100000\r\nLOCATION:Kamer 4\r\n"
    "ORGANIZER;CN=Ada Bos:mailto:a.bos@testdam.nl\r\nATTENDEE;CN=Dirk Vermaat:mailto:d.vermaat@testdam.nl\r\n"
    "DESCRIPTION:Neem de stukken mee\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
HTML_IN_RTF = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag18 <html>}{\*\htmltag64 <p>}"
    rb"\htmlrtf {\htmlrtf0 Beste Co\'eb Jansma,\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}{\*\htmltag27 </html>}}"
)
PLAIN_RTF = rb"{\rtf1\ansi\ansicpg1252 Geachte heer Tak,\par De prijs is \u8364? 5 en het caf\'e9 is dicht.\par}"


def message(subject: str = "Onderwerp", body: str = "Tot morgen, groet van Ada.") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ada Bos <a.bos@testdam.nl>", "b.vos@testdam.nl", subject
    mail["Date"] = "Tue, 03 Mar 2020 10:05:00 +0100"
    mail.set_content(body)
    return mail


def picture(text: str, kind: str = "PNG") -> bytes:
    made = Image.new("RGB", (1000, 220), "white")
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 54)
    ImageDraw.Draw(made).text((20, 70), text, fill="black", font=font)
    stream = io.BytesIO()
    made.save(stream, kind)
    return stream.getvalue()


def tnef(subject: str, body: str, name: str, data: bytes) -> bytes:
    """A winmail.dat (MS-OXTNEF 2.1) with a text and an attachment."""

    def attribute(level: int, tag: int, kind: int, value: bytes) -> bytes:
        return struct.pack("<BHHI", level, tag, kind, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    out = struct.pack("<IH", 0x223E9F78, 1)
    out += attribute(1, 0x9006, 8, struct.pack("<I", 0x10000)) + attribute(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    out += attribute(1, 0x8004, 1, subject.encode("cp1252") + b"\0")
    out += attribute(1, 0x800C, 2, body.encode("cp1252") + b"\0")
    out += attribute(2, 0x9002, 6, b"\x01\0" + b"\xff" * 12)
    out += attribute(2, 0x8010, 1, name.encode("cp1252") + b"\0")
    return out + attribute(2, 0x800F, 6, data)


def mails() -> Iterator[Item]:
    """Mail as it was sent, as Outlook keeps it, in a mailbox; whole and broken."""
    plan = typeset("Plan van aanpak voor de brug")
    for charset, words in (("utf-8", "Zoë betaalt € 5"), ("iso-8859-9", "Şahin Yılmaz"), ("cp1252", "café’s")):
        raw = f"From: a@testdam.nl\r\nSubject: tekens\r\nContent-Type: text/plain; charset={charset}\r\n"
        data = raw.encode() + b"Content-Transfer-Encoding: 8bit\r\n\r\n" + words.encode(charset)
        yield one(f"mail/tekens-{charset}.eml", data, f"letters in {charset}", words)
    mail = message()
    mail.add_attachment(plan, "application", "pdf", filename="plan.pdf")
    mail.add_attachment(plan, "application", "pdf", filename="plan.pdf")
    yield Item(
        "mail/bijlagen.eml",
        mail.as_bytes(),
        "twee bijlagen met dezelfde naam",
        (("", "Tot morgen"), ("/plan.pdf", "Plan van aanpak"), ("/plan (2).pdf", "Plan van aanpak")),
    )
    mail = message()
    mail.add_attachment(b"\x00\x01\x02", "application", "octet-stream", filename="programma.exe")
    yield Item(
        "mail/programma.eml",
        mail.as_bytes(),
        "een bijlage die geen document is",
        (("", "Tot morgen"),),
        (("/programma.exe", "'.exe'"),),
    )
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a.bos@testdam.nl", "plaatje"
    mail.set_content('<p>Zie hieronder</p><img src="cid:een"><img src="http://volg.example/x.gif">', subtype="html")
    mail.add_related(picture("Schermafdruk van Evelien"), "image", "png", cid="<een>", filename="s.png")
    yield one("mail/plaatje.eml", mail.as_bytes(), "plaatje in de tekst", "Zie hieronder", "Schermafdruk van Evelien")
    mail = message("Uitnodiging")
    mail.add_alternative(ICS, subtype="calendar")
    yield one("mail/uitnodiging.eml", mail.as_bytes(), "uitnodiging", "Overleg fietspad", "Dirk Vermaat", "Kamer 4")
    yield one("mail/afspraak.ics", ICS.encode(), "agendabestand", "Overleg fietspad", "Dirk Vermaat")
    outer = message("Buiten")
    for depth in range(3):
        inner = message(f"Binnen {depth}", f"Diep {depth} staat Dora.")
        inner.add_attachment(outer)
        outer = inner
    yield Item(
        "mail/in-mail.eml",
        outer.as_bytes(),
        "mail in mail in mail",
        (
            ("", "Diep 2"),
            ("/Binnen 1.eml", "Diep 1"),
            ("/Binnen 1.eml/Binnen 0.eml", "Diep 0"),
            ("/Binnen 1.eml/Binnen 0.eml/Buiten.eml", "Tot morgen"),
        ),
    )
    mail = message()
    mail["X-Originating-IP"], mail["Delivered-To"] = "[10.1.2.3]", "postvak.hidde@testdam.nl"
    yield one(
        "mail/kop.eml",
        mail.as_bytes(),
        "kopregels die niet worden afgedrukt",
        "postvak.hidde@testdam.nl",
        "Wat in dit bestand verborgen was",
    )
    mail = message()
    mail["Bcc"] = "Stille Sara <s.sara@testdam.nl>"
    yield one("mail/bcc.eml", mail.as_bytes(), "blinde kopie", "Stille Sara")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a.bos@testdam.nl", "winmail"
    mail.set_content("")
    mail.add_attachment(
        tnef("Over de brug", "Tekst uit winmail van Wim", "plan.pdf", plan),
        "application",
        "ms-tnef",
        filename="winmail.dat",
    )
    yield Item(
        "mail/winmail.eml",
        mail.as_bytes(),
        "winmail.dat",
        (("", "Tekst uit winmail van Wim"), ("/plan.pdf", "Plan van aanpak")),
    )
    yield Item(
        "mail/winmail.dat",
        tnef("Los", "Los winmail van Wim", "plan.pdf", plan),
        "losse winmail.dat",
        (("", "Los winmail van Wim"), ("/plan.pdf", "Plan van aanpak")),
    )
    yield one(
        "mail/outlook.msg",
        written(outlook_message("Brug", "Dag Berend, tot straks")),
        "Outlook",
        "Dag Berend",
        "Ada Bos",
        "b.vos@testdam.nl",
        "Onderwerp: Brug",
    )
    yield one(
        "mail/outlook-html.msg",
        written(outlook_message("Brug", html=b"<p>Dag <b>Hetty</b></p>")),
        "Outlook, HTML",
        "Dag Hetty",
    )
    yield one(
        "mail/outlook-rtf-html.msg",
        written(outlook_message("Brug", rtf=compress(HTML_IN_RTF))),
        "Outlook, HTML in RTF",
        "Beste Coë Jansma,",
    )
    yield one(
        "mail/outlook-rtf.msg",
        written(outlook_message("Brug", rtf=compress(PLAIN_RTF))),
        "Outlook, RTF",
        "Geachte heer Tak,",
        "€ 5",
        "café is dicht",
    )
    yield Item(
        "mail/outlook-bijlage.msg",
        written(outlook_message("B", "Zie bijlage", attachments=(("plan.pdf", plan),))),
        "Outlook met bijlage",
        (("", "Zie bijlage"), ("/plan.pdf", "Plan van aanpak")),
    )
    inner_message = outlook_message("Eerder", "Eerder schreef Greet", embedded=True)
    yield Item(
        "mail/outlook-in.msg",
        written(outlook_message("FW", "Doorgestuurd", inner=inner_message)),
        "Outlook in Outlook",
        (("", "Doorgestuurd"), ("/Eerder bericht.eml", "Eerder schreef Greet")),
    )
    yield refused(
        "mail/stuk.msg", written(outlook_message("Brug", "x"))[:900], "afgebroken Outlook-bericht", "beschadigd"
    )
    opened = (("", "voor Tjeerd Wiarda"), ("/plan.pdf", "Plan van aanpak"))
    yield Item("mail/ondertekend.eml", around(signed(part())), "ondertekende mail (S/MIME)", opened)
    yield Item("mail/ondertekend.p7m", signed(part()), "ondertekende mail, los bewaard", opened)
    yield Item(
        "mail/getekend.pdf.p7m",
        signed(plan),
        "ondertekend bestand",
        (("/getekend.pdf", "Plan van aanpak voor de brug"),),
    )
    yield Item(
        "mail/versleuteld.eml",
        around(sealed(part())),
        "versleutelde mail",
        (("", "Onderwerp: Besluit"),),
        (("/smime.p7m", "versleuteld"),),
    )
    yield refused(
        "mail/postbus.pst", b"!BDN" + bytes(range(256)) * 20, "kapotte Outlook-postbus", "geen Outlook-postbus"
    )
    box = b"".join(
        b"From a@testdam.nl Tue Mar  3 10:05:00 2020\n"
        + message(f"Bericht {i}", f"Dit is nummer {i} van Nelis.\n\nFrom hier gaat het door.").as_bytes()
        + b"\n"
        for i in range(5)
    )
    yield Item(
        "mail/postbus.mbox",
        box,
        "postbus met vijf mails",
        tuple((f"/{i + 1:04} Bericht {i}.eml", f"Dit is nummer {i} van Nelis") for i in range(5)),
    )
    for name, head in {
        "datum": "From: a@testdam.nl\r\nDate: Tue, 99 Foo 2020 99:99:99 +9999",
        "naam": 'From: "niet gesloten <a@testdam.nl>\r\nTo: ,,,;',
        "codering": "From: =?utf-8?B?kapot\r\nSubject: =?x?q?",
        "grens": "From: a@testdam.nl\r\nContent-Type: multipart/mixed; boundary=weg",
        "lang": "From: a@testdam.nl\r\nSubject: " + "een lang verhaal " * 500,
    }.items():
        yield one(f"mail/kapot-{name}.eml", f"{head}\r\n\r\nInhoud blijft\r\n".encode(), "kapotte kop", "Inhoud blijft")
    yield refused("mail/leeg.eml", b"", "leeg bestand", "leeg")
    yield one(
        "mail/zonder-naam",
        message(body="Zonder achternaam").as_bytes(),
        "mail zonder achtervoegsel",
        "Zonder achternaam",
    )
