"""A name that is seen once, in the head of a mail, is found in every other place of the case, in a real run."""

from __future__ import annotations

import json
from pathlib import Path

import pymupdf
import pytest

from tests.test_run import woolak, write_pdf
from woolak.case import Case

MAIL = """From: =?utf-8?q?Quadvlieg=2C_Dieuwertje?= <d.quadvlieg@waterlo.nl>
To: Team Wonen <wonen@waterlo.nl>
Subject: planning
Date: Mon, 3 May 2021 09:12:00 +0200
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

De planning volgt in juni.
"""
FORMS = {
    "in running text": ("De planning is besproken en volgens Quadvlieg kan het.", "Quadvlieg"),
    "in capitals": ("LIJST VAN DEELNEMERS AAN DE BEZICHTIGING\nDIEUWERTJE QUADVLIEG", "DIEUWERTJE QUADVLIEG"),
    "over two lines": ("Dat de kade moet worden vernieuwd is wat Quad-\nvlieg in mei al voorstelde.", "Quad-\nvlieg"),
    "as an address": ("Stuur opmerkingen voor 1 juni naar quadvlieg@waterlo.nl.", "quadvlieg"),
    "as a user name": ("Het bestand is gesloten door gebruiker dquadvlieg.", "dquadvlieg"),
    "turned around": ("Voorstel ingediend door Quadvlieg, D.", "Quadvlieg, D."),
    "by the first name": ("Het voorstel van Dieuwertje is aangenomen.", "Dieuwertje"),
}
SCANNED = "Besproken met Quadvlleg en de aannemer.\nDe kade wordt in het voorjaar vernieuwd."


def scan(path: Path, text: str) -> None:
    """A page that is only a picture, with the name as a bad scan shows it."""
    with pymupdf.open() as typed, pymupdf.open() as scanned:
        typed.new_page().insert_text((60, 100), text.split("\n"), fontsize=14)
        picture = typed[0].get_pixmap(dpi=200)
        scanned.new_page().insert_image(typed[0].rect, pixmap=picture)
        scanned.save(path)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("overal")
    source, folder = root / "bron", root / "zaak"
    source.mkdir()
    (source / "zaak.yaml").write_text("municipality: {name: Waterlo, domain: waterlo.nl}\n", encoding="utf-8")
    (source / "planning.eml").write_text(MAIL, encoding="utf-8")
    for name, (text, _) in FORMS.items():
        write_pdf(source / f"{name}.pdf", f"Memo\n\n{text}\n")
    write_pdf(source / "opmerkingen_quadvlieg_v2.pdf", "De kade wordt in het voorjaar vernieuwd.\n")
    scan(source / "scan.pdf", SCANNED)
    done = woolak("run", source, "--case", folder, "--accept-proposals", "--workers", "2")
    assert done.returncode == 0, done.stderr
    return folder


def redacted(case: Path) -> dict[str, list[str]]:
    with Case.open(case, shared=True) as opened:
        names = {one.id: one.source for one in opened.documents()}
        found: dict[str, list[str]] = {name: [] for name in names.values()}
        for one in opened.all_proposals():
            if one.proposal.action == "redact":
                found[names[one.document_id]].append(one.proposal.text)
    return found


@pytest.mark.parametrize("form", FORMS)
def test_name_of_a_mail_head_is_found_in_another_document(case: Path, form: str) -> None:
    assert FORMS[form][1] in redacted(case)[f"{form}.pdf"]


def test_it_is_found_where_it_was_seen(case: Path) -> None:
    assert any("Quadvlieg" in text for text in redacted(case)["planning.eml"])


def test_it_is_found_as_the_scan_misread_it(case: Path) -> None:
    assert "Quadvlleg" in redacted(case)["scan.pdf"]


def test_it_is_not_in_the_name_of_a_released_file_nor_in_a_title(case: Path) -> None:
    manifest = json.loads((case / "release" / "manifest.json").read_text(encoding="utf-8"))
    (entry,) = (one for one in manifest["documents"] if one["source"] == "opmerkingen_quadvlieg_v2.pdf")
    assert entry["output"]
    assert "quadvlieg" not in f"{entry['title']} {entry['output']}".lower()
