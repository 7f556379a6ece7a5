"""A long document is looked at by several tasks at once; what comes of it is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from tests.test_run import CASE, LETTER, fingerprints
from woolak import run as running
from woolak.case import Case
from woolak.model import Document
from woolak.pipeline import detect
from woolak.pipeline.detect import memory
from woolak.release import accept_proposals, release
from woolak.rules.casefile import CaseFile
from woolak.telling import Quiet

PAGES = 7
HEAD = "3. Plan van aanpak"
TABLE_HEAD = ("Activiteit", "Uren", "Tarief", "Bedrag")
ROWS = [
    ("Inventarisatie van het gebied", "16", "95,00", "1.520,00"),
    ("Opstellen van het ontwerp", "24", "95,00", "2.280,00"),
    ("Overleg met bewoners", "8", "110,00", "880,00"),
    ("Begeleiden van de uitvoering", "40", "95,00", "3.800,00"),
]


def write_offer(path: Path) -> Path:
    """An offer of which a table of costs and a head go on over the pages."""
    with pymupdf.open() as document:
        for number in range(PAGES):
            page = document.new_page()
            lines = LETTER.split("\n") if number in (0, 4) else []
            if number == 1:
                lines = ["Offerte", "Bureau Veldkamp B.V. biedt u aan:", "", HEAD]
            lines += ["Wij inventariseren eerst het gebied en spreken daarna met Joost Hoekstra en de bewoners."]
            page.insert_text((60, 60), lines, fontsize=10)
            for place, row in enumerate(([TABLE_HEAD] if number == 1 else []) + ROWS * 2):
                for x, cell in zip((60, 300, 380, 460), row, strict=True):
                    page.insert_text((x, 520 + 22 * place if number else 700 + 14 * place), cell, fontsize=10)
        document.save(path)
    return path


@dataclass
class Here:
    """Does tasks in this process, the last one first, as some cluster may; stops after so many, like a power cut."""

    at_most: int = 1 << 30
    done: list[Any] = field(default_factory=list)

    def each(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for item in reversed(list(items)):
            if len(self.done) == self.at_most:
                raise KeyboardInterrupt
            self.done.append(item)
            forget()
            yield item, function(item)


def forget() -> None:
    """What a process remembers of the pages that it looked at before."""
    memory._at_hand.clear()
    memory._values.clear()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "verzoek"
    folder.mkdir()
    (folder / "zaak.yaml").write_text(
        CASE + "documents: {offerte.pdf: {origin: third_party, kind: offerte}}\n", "utf-8"
    )
    write_offer(folder / "offerte.pdf")
    return folder


def made(source: Path, case: Path, engine: Here) -> dict[str, str]:
    with Case.open(case, create=True) as opened:
        _, register = running.prepare(opened, source, None, engine, Quiet())
        accept_proposals(opened)
        release(opened, register, engine, Quiet())
    return fingerprints(case / "release")


def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LONG_PAGES", 3)
    monkeypatch.setattr(running, "PART_PAGES", 2)


def test_a_document_looked_at_in_parts_gives_the_same_release(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made(source, tmp_path / "heel", Here())
    in_parts(monkeypatch)
    engine = Here()
    assert made(source, tmp_path / "delen", engine) == whole
    parts = [job.part for job in engine.done if getattr(job, "part", None)]
    assert sorted(map(tuple, parts)) == [(0, 1), (2, 3), (4, 5), (6,)]


@pytest.mark.parametrize("after", [2, 4])
def test_cut_off_between_parts_a_run_goes_on(
    after: int, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made(source, tmp_path / "heel", Here())
    in_parts(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        made(source, tmp_path / "delen", Here(at_most=after))
    assert made(source, tmp_path / "delen", Here()) == whole


def test_a_part_that_fails_takes_the_document_with_it(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(Here):
        def each(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
            for item, result in super().each(function, items):
                yield item, ValueError() if getattr(item, "part", None) == range(2, 4) else result

    in_parts(monkeypatch)
    with Case.open(tmp_path / "zaak", create=True) as opened:
        summary, _ = running.prepare(opened, source, None, Failing(), Quiet())
    assert [source for source, _ in summary.failed] == ["offerte.pdf"]


def document_of(source: Path, case: Path) -> tuple[Document, CaseFile]:
    with Case.open(case, create=True) as opened:
        running.prepare(opened, source, None, Here(), Quiet())
        (one,) = opened.documents()
        return opened.document(one.id), running.facts_of(opened)


def test_a_page_is_found_on_alike_whichever_pages_were_looked_at_before(source: Path, tmp_path: Path) -> None:
    document, case = document_of(source, tmp_path / "zaak")
    whole = detect.find(document, case)
    amounts = {one.page_index for one in whole if one.entity == "RATE"}
    assert {2, 3} <= amounts, "the table goes on: else this test says nothing"
    found = []
    for index in reversed(range(len(document.pages))):
        forget()
        found += detect.find(document, case, range(index, index + 1))
    assert detect.in_order(found) == whole
