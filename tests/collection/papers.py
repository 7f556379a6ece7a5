"""PDFs, scans, pictures, plain text and web pages."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterator

import numpy as np
import pikepdf
import pymupdf
from PIL import Image, ImageFilter

from tests.collection.items import Item, one, refused
from tests.collection.mails import picture
from tests.ingest_files import PROSE, scanned, scribble, typeset

__all__ = ["papers"]

LETTER = typeset(f"#set text(size: 12pt)\nGeachte mevrouw Zwaluwstaart,\n\n{PROSE * 6}\n\nMet vriendelijke groet,")
NAME = "Zwaluwstaart"


def _saved(document: pymupdf.Document, **options: object) -> bytes:
    return bytes(document.tobytes(**options))


def _image(data: bytes, dpi: int = 200) -> Image.Image:
    shot = pymupdf.open(stream=data)[0].get_pixmap(dpi=dpi)
    return Image.frombytes("RGB", (shot.width, shot.height), shot.samples)


def _as(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _photo() -> Image.Image:
    """The letter on a table, with a shadow over it and a little askew, as a telephone sees it."""
    image = _image(LETTER, 220).convert("L").rotate(2.5, expand=True, fillcolor=120, resample=Image.Resampling.BICUBIC)
    shade = np.linspace(1.0, 0.45, image.width)[None, :] * np.linspace(1.0, 0.8, image.height)[:, None]
    noisy = np.asarray(image) * shade + np.random.default_rng(3).normal(0, 4, (image.height, image.width))
    return Image.fromarray(noisy.clip(0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(0.8)).convert("RGB")


def _with_exif(image: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x010E] = "Fotodoos", "Fotograaf Femke", "Bij het huis van Joop"
    exif[0x8825] = {1: "N", 2: (52.0, 22.0, 12.0), 3: "E", 4: (5.0, 13.0, 30.0)}
    return _as(image, "JPEG", quality=85, exif=exif)


def pdfs() -> Iterator[Item]:
    source = pymupdf.open(stream=typeset("Achter slot ligt Lotte"))
    for name, options in {
        "gebruiker": {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "user_pw": "geheim12", "owner_pw": "baas"},
        "rc4": {"encryption": pymupdf.PDF_ENCRYPT_RC4_128, "user_pw": "geheim12", "owner_pw": "baas"},
        "eigenaar": {"encryption": pymupdf.PDF_ENCRYPT_AES_128, "owner_pw": "baas"},
    }.items():
        yield one(f"pdf/slot-{name}.pdf", _saved(source, **options), "met een wachtwoord uit zaak.yaml", "Lotte")
    locked = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "user_pw": "onbekend", "owner_pw": "baas"}
    yield refused("pdf/slot-onbekend.pdf", _saved(source, **locked), "wachtwoord onbekend", "wachtwoord")
    source = pymupdf.open(stream=typeset("Zie de bijlagen"))
    source.embfile_add("een", typeset("Inhoud van de bijlage"), filename="bijlage.pdf")
    source.embfile_add("twee", b"naam;plaats\nJan;Sneek", filename="../lijst.csv")
    yield Item(
        "pdf/map.pdf",
        _saved(source),
        "PDF met bijlagen (portfolio)",
        (("", "Zie de bijlagen"), ("/bijlage.pdf", "Inhoud van de bijlage"), ("/_lijst.csv", "Sneek")),
    )
    source = pymupdf.open(stream=typeset("Formulier"))
    field = pymupdf.Widget()
    field.field_type, field.field_name, field.field_value = pymupdf.PDF_WIDGET_TYPE_TEXT, "naam", "Ingevuld door Ilse"
    field.rect = pymupdf.Rect(100, 200, 300, 220)
    source[0].add_widget(field)
    yield one("pdf/formulier.pdf", _saved(source), "formulier", "Ingevuld door Ilse")
    field.field_name, field.field_value, field.field_display = "weg", "Verborgen veld van Veld", 1
    source[0].add_widget(field)
    yield one("pdf/formulier-verborgen.pdf", _saved(source), "formulier met verborgen veld", "Verborgen veld van Veld")
    source = pymupdf.open(stream=typeset("Met een notitie"))
    note = source[0].add_text_annot((300, 300), "Dit moet weg, zegt Nico")
    note.set_info(title="Notitiemaker")
    note.update()
    yield one("pdf/notitie.pdf", _saved(source), "notitie die opent bij een klik", "zegt Nico")
    whole = typeset("Eerste bladzijde\n#pagebreak()\nTweede bladzijde")
    at = whole.rindex(b"startxref")
    yield one("pdf/zonder-register.pdf", whole[:at] + b"startxref\n99999999\n%%EOF", "register weg: hersteld", "Tweede")
    yield one("pdf/rommel-ervoor.pdf", b"rommel\r\n" * 40 + whole, "rommel voor het bestand", "Eerste", "Tweede")
    yield one("pdf/rommel-erna.pdf", whole + b"\0" * 3000, "nullen achter het bestand", "Tweede")
    yield refused("pdf/half.pdf", LETTER[: len(LETTER) // 2], "afgebroken", "beschadigd")
    yield refused("pdf/geen.pdf", b"dit is geen pdf", "geen PDF", "beschadigd")
    yield refused("pdf/leeg.pdf", b"", "leeg bestand", "leeg")
    turned = pymupdf.open(stream=typeset("Gedraaide bladzijde van Gijs"))
    for turn in (90, 180, 270):
        turned[0].set_rotation(turn)
        yield one(f"pdf/gedraaid-{turn}.pdf", _saved(turned), f"{turn} graden gedraaid", "Gijs")
    mixed = pymupdf.open(stream=typeset("Voor de bijlage van Bea"))
    mixed.insert_pdf(pymupdf.open(stream=scanned(LETTER)))
    mixed.insert_pdf(pymupdf.open(stream=typeset("Na de bijlage van Bea")))
    yield one("pdf/scan-ertussen.pdf", _saved(mixed), "scan tussen tekst", "Voor de bijlage", NAME, "Na de bijlage")
    wrong = pymupdf.open(stream=scanned(LETTER))
    wrong[0].insert_text((50, 100), "qz xw vbk rtp mnx " * 6 + "\n" + "zxc bnm qwr tpl " * 8, render_mode=3, fontsize=8)
    yield one("pdf/slechte-tekstlaag.pdf", _saved(wrong), "onzin achter de scan", NAME)
    for version in ("1.3", "1.7", "2.0"):
        stream = io.BytesIO()
        with pikepdf.open(io.BytesIO(typeset(f"Versie {version} van Vic"))) as opened:
            modern = pikepdf.ObjectStreamMode.generate if version != "1.3" else pikepdf.ObjectStreamMode.disable
            opened.save(stream, force_version=version, object_stream_mode=modern)
        yield one(f"pdf/versie-{version}.pdf", stream.getvalue(), f"PDF {version}", "Vic")


def scans() -> Iterator[Item]:
    for name, skew in {"recht": 0.0, "scheef": 1.2, "erg-scheef": -5.0}.items():
        yield one(f"scan/{name}.pdf", scanned(LETTER, skew=skew), f"scan, {skew} graden", NAME)
    yield one("scan/op-zijn-kant.pdf", scanned(LETTER, turn=90), "scan op zijn kant", NAME)
    yield one("scan/ondersteboven.pdf", scanned(LETTER, turn=180), "scan ondersteboven", NAME)
    signed = scanned(LETTER, draw=lambda image: scribble(image, (80, 500, 220, 560)))
    yield one("scan/getekend.pdf", signed, "scan met handtekening", NAME)
    english = typeset(
        "Dear Mr Nightingale,\n\n" + "The council has decided that the bridge will be closed for repairs. " * 6
    )
    yield one("scan/engels.pdf", scanned(english), "scan in het Engels", "Nightingale")
    yield one("beeld/brief.png", _as(_image(LETTER), "PNG", dpi=(200, 200)), "PNG", NAME)
    yield one("beeld/foto.jpg", _as(_photo(), "JPEG", quality=80), "foto van een brief, met schaduw", NAME)
    yield one(
        "beeld/plaats.jpg", _with_exif(_image(LETTER)), "foto met plaats en maker", "52.37000, 5.22500", "Femke", "Joop"
    )
    pages = [_image(typeset(f"Bladzijde {i} van Tjalling"), 150).convert("1") for i in range(3)]
    tiff = _as(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(150, 150))
    yield one("beeld/fax.tiff", tiff, "TIFF van drie bladzijden", "Bladzijde 0", "Bladzijde 2 van Tjalling")
    import pillow_heif

    pillow_heif.register_heif_opener()
    yield one("beeld/telefoon.heic", _as(_image(LETTER, 150), "HEIF", quality=80), "HEIC", NAME)
    yield one("beeld/plat.webp", _as(_image(LETTER, 150), "WEBP", quality=85), "WebP", NAME)
    yield one("beeld/grijs16.tiff", _as(_image(LETTER).convert("I;16"), "TIFF", dpi=(200, 200)), "16 bits", NAME)
    yield one("beeld/scherm.gif", picture("Schermafdruk van Sjaak", "GIF"), "GIF", "Sjaak")
    yield one("beeld/scherm.bmp", picture("Schermafdruk van Siem", "BMP"), "BMP", "Siem")
    yield one("beeld/doorzichtig.png", _as(_image(LETTER).convert("RGBA"), "PNG"), "doorzichtig", NAME)
    yield refused("beeld/half.jpg", _as(_image(LETTER), "JPEG")[:900], "afgebroken", "beschadigd")


def texts() -> Iterator[Item]:
    for name, charset in {"utf8": "utf-8", "windows": "cp1252", "bom": "utf-8-sig", "utf16": "utf-16"}.items():
        yield one(f"tekst/{name}.txt", "Verslag van Zoë\n€ 5".encode(charset), f"tekst in {charset}", "Zoë", "€ 5")
    yield one("tekst/lang.txt", ("Een regel van Lotje\n" * 3000).encode(), "drieduizend regels", "Een regel van Lotje")
    yield one("tekst/logboek.log", b"2024-01-01 melding van Milou", "logboek", "melding van Milou")
    yield one("tekst/opmaak.md", b"# Kop\n\n- punt van Puck", "Markdown", "punt van Puck")
    yield one("tekst/LEESMIJ", b"Tekst zonder achtervoegsel van Toos", "zonder achtervoegsel", "Toos")
    yield refused("tekst/geen.txt", bytes(range(256)) * 4, "geen tekst", "beschadigd")
    yield refused("tekst/onbekend.xyz", b"iets", "onbekend soort", "'.xyz'")
    shot = b64encode(picture("Ingebouwd plaatje van Ingmar")).decode()
    page = (
        "<!DOCTYPE html><html><head><meta charset=utf-8><script>weg()</script></head><body><h1>Pagina van Pien</h1>"
        '<p style="display:none">verborgen Hilde</p><table><tr><td>Naam</td><td>Uren</td></tr></table>'
        f'<img src="http://volg.example/spion.png" alt="spion"><img src="data:image/png;base64,{shot}">'
        "<!-- Opmerking van de bouwer Bouke --></body></html>"
    )
    words = ("Pagina van Pien", "verborgen Hilde", "Ingmar", "bouwer Bouke", "volg.example")
    yield one("tekst/pagina.html", page.encode(), "webpagina", *words)
    saved = (
        "From: <Saved by a browser>\r\nSubject: Pagina\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
        'boundary="g"; type="text/html"\r\n\r\n--g\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: '
        'http://x.example/\r\n\r\n<html><body><p>Bewaarde pagina van Bart</p><img src="http://x.example/p.png"></body></html>'
        "\r\n--g\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://x.example/p.png"
        f"\r\n\r\n{b64encode(picture('Bewaard plaatje Pleun')).decode()}\r\n--g--\r\n"
    )
    yield one("tekst/pagina.mht", saved.encode(), "opgeslagen webpagina", "Bewaarde pagina van Bart", "Pleun")


def papers() -> Iterator[Item]:
    yield from pdfs()
    yield from scans()
    yield from texts()
