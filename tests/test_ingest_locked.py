"""Office files with a password are read with those of zaak.yaml; without the right one there is one sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.collection.offices import changed, word
from tests.ingest_files import CASE, error_of
from tests.locking import locked_by_libreoffice, locked_package
from woolak.errors import UnreadableSource
from woolak.pipeline.ingest import convert_office, ingest
from woolak.pipeline.ingest.office.unlocking import unlocked
from woolak.rules.limits import standard_limits

PASSWORD = "Kade-12 €"
OPEN = CASE.model_copy(update={"passwords": ("verkeerd", PASSWORD)})


def test_what_libreoffice_and_office_locked_is_opened_with_a_password_of_the_case(tmp_path: Path) -> None:
    files = locked_by_libreoffice("Notitie van Sieds Haanstra", PASSWORD)
    files["docx"] = locked_package(word("Notitie van Sieds Haanstra"), PASSWORD)
    paths = [tmp_path / f"slot.{suffix}" for suffix in files]
    for path in paths:
        path.write_bytes(files[path.suffix[1:]])
    made = convert_office(paths, tmp_path / "uit", OPEN.limits, OPEN.passwords)
    for path in paths:
        (found,) = ingest(path, path.name, tmp_path / "pdf", OPEN, made[path])
        assert found.document and "Sieds Haanstra" in found.document.pages[0].text, (path.name, found.error)


@pytest.mark.parametrize("suffix", ["doc", "odt", "xls", "ods", "docx"])
def test_without_the_right_password_one_sentence_says_where_to_put_it(tmp_path: Path, suffix: str) -> None:
    locked = locked_package(word(), PASSWORD) if suffix == "docx" else locked_by_libreoffice("x", PASSWORD)[suffix]
    said = error_of(tmp_path, locked, f"slot.{suffix}")
    assert "wachtwoord" in said and "zaak.yaml" in said
    with pytest.raises(UnreadableSource, match="wachtwoord"):
        unlocked(locked, ("kade-12 €", ""), standard_limits())


def test_a_locked_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "stuk.pdf"
    path.write_bytes(locked_package(word("Stuk met een verkeerde naam"), PASSWORD))
    (found,) = ingest(path, path.name, tmp_path / "pdf", OPEN)
    assert found.document and "verkeerde naam" in found.document.pages[0].text


def test_a_file_that_asks_for_endless_arithmetic_is_refused() -> None:
    locked = locked_package(word(), PASSWORD)
    endless = locked.replace(b' standalone="yes"', b"").replace(
        b'spinCount="100000"', b'spinCount="100000' + 17 * b"9" + b'"'
    )
    assert len(endless) == len(locked) and endless != locked
    with pytest.raises(UnreadableSource, match="wachtwoord"):
        unlocked(endless, (PASSWORD,), standard_limits())


def test_an_open_document_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    locked = locked_by_libreoffice("x", PASSWORD)["odt"]
    small = standard_limits().model_copy(update={"file_mb": 0})
    with pytest.raises(UnreadableSource, match="te groot"):
        unlocked(locked, (PASSWORD,), small)


def test_a_manifest_that_does_not_say_how_is_no_password(tmp_path: Path) -> None:
    locked = locked_by_libreoffice("x", PASSWORD)["odt"]
    odd = changed(locked, "META-INF/manifest.xml", lambda xml: xml.replace(b"aes256-cbc", b"rot13"), zipfile.ZIP_STORED)
    with pytest.raises(UnreadableSource, match="wachtwoord"):
        unlocked(odd, (PASSWORD,), standard_limits())


def test_what_has_no_password_stays_as_it_is() -> None:
    for data in (word(), b"PK\x03\x04 kapot", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 kapot", b"tekst"):
        assert unlocked(data, (PASSWORD,), standard_limits()) == data
