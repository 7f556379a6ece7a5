"""One PDF of many documents is split where that is clear; a person shifts the boundaries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from tests.bench_streams import bundles, synthetic
from tests.ingest_files import CASE, PROSE, typeset
from woolak import splitting
from woolak.case import Case
from woolak.errors import UsageError
from woolak.model import Page
from woolak.pipeline.ingest import ingest
from woolak.pipeline.ingest.streams import find_stream, ranges, signs_of


def letter(town: str, pages: int, size: int) -> bytes:
    numbering = "footer: context [Pagina #counter(page).display() van #counter(page).final().first()]"
    body = f"Gemeente {town} \\ T.a.v. mevrouw Jansen\n\n{town}, 3 maart 2024\n\nBetreft: de brug\n\nGeachte heer,\n\n"
    text = "\n\n".join([PROSE * 5] * (7 * pages - 5))
    return typeset(f"#set page({numbering})\n#set text(size: {size}pt)\n{body}{text}\n\nMet vriendelijke groet,")


def bundle(tmp_path: Path, count: int = 5) -> tuple[Path, list[int]]:
    """A file of letters, and the pages on which they begin."""
    whole, starts = pymupdf.open(), []
    for number in range(count):
        part = pymupdf.open(stream=letter(f"Stad{'abcdef'[number]}", 1 + number % 3, 10 + number % 2))
        starts.append(whole.page_count + 1)
        whole.insert_pdf(part)
    path = tmp_path / "bundel.pdf"
    path.write_bytes(whole.tobytes())
    return path, starts


def test_a_bundle_becomes_its_documents(tmp_path: Path) -> None:
    path, starts = bundle(tmp_path)
    found = ingest(path, "bundel.pdf", tmp_path / "pdf", CASE)
    firsts = [int(one.source.rpartition(" ")[2].partition("-")[0]) for one in found]
    assert firsts == starts and all(one.source.startswith("bundel.pdf/blz ") for one in found)
    for number, one in enumerate(found):
        assert one.document and f"Stad{'abcdef'[number]}" in one.document.pages[0].text
        assert [page.page_index for page in one.document.pages] == list(range(len(one.document.pages)))
        assert one.pdf and pymupdf.open(one.pdf).page_count == len(one.document.pages)
    assert found[0].stream and set(found[0].stream.cuts) == set(starts[1:])


def test_a_person_shifts_the_boundaries_and_takes_them_away(tmp_path: Path) -> None:
    path, _ = bundle(tmp_path)
    found = ingest(path, "bundel.pdf", tmp_path / "pdf", CASE, cuts={"bundel.pdf": (3,)})
    assert found[0].source == "bundel.pdf/blz 001-002.pdf" and len(found) == 2
    (whole,) = ingest(path, "bundel.pdf", tmp_path / "pdf", CASE, cuts={"bundel.pdf": ()})
    assert whole.source == "bundel.pdf" and whole.stream and whole.stream.by_person and whole.stream.proposed


def test_a_part_keeps_its_identity_when_another_boundary_is_shifted(tmp_path: Path) -> None:
    path, _ = bundle(tmp_path)
    cut = [ingest(path, "b.pdf", tmp_path / "pdf", CASE, cuts={"b.pdf": at}) for at in ((3, 5), (4, 5))]
    assert cut[0][-1].document and cut[0][-1].document.id == cut[1][-1].document.id
    assert cut[0][0].document.id != cut[1][0].document.id


def test_the_case_remembers_what_was_proposed_and_decided(tmp_path: Path) -> None:
    path, starts = bundle(tmp_path)
    with Case.open(tmp_path / "zaak", create=True) as case:
        splitting.store(case, "bundel.pdf", ingest(path, "bundel.pdf", tmp_path / "pdf", CASE))
        (known,) = splitting.bundles(case)
        assert known.source == "bundel.pdf" and set(known.cuts) == set(starts[1:]) and not known.by_person
        assert all(reasons for _, _, reasons in known.proposed)
        splitting.decide(case, "bundel.pdf", (3, 1, 3), "tester")
        assert splitting.cuts_within(splitting.decided(case), "bundel.pdf") == {"bundel.pdf": (3,)}
        assert [event.kind for event in case.log.since(0)] == ["split"]
        with pytest.raises(UsageError, match="bladzijden"):
            splitting.decide(case, "bundel.pdf", (99,), "tester")
        with pytest.raises(UsageError, match="geen bestand"):
            splitting.decide(case, "ander.pdf", (2,), "tester")


def test_one_document_is_not_split(tmp_path: Path) -> None:
    assert not [signs for signs in synthetic(15) if find_stream(signs).cuts]


def test_boundaries_are_told_well_enough_to_help() -> None:
    documents = synthetic(25)
    hit = found = true = 0
    for pages, starts in bundles(documents, 30, 0.15):
        told = {one.page for one in find_stream(pages).proposed}
        hit, found, true = hit + len(told & starts), found + len(told), true + len(starts)
    assert hit / found > 0.9 and hit / true > 0.85


def test_cuts_outside_the_document_are_no_cuts() -> None:
    assert ranges((4, 9, 4, 99, 1), 12) == [(1, 3), (4, 8), (9, 12)]


def test_in_what_is_clearly_a_bundle_less_is_asked_of_a_boundary() -> None:
    page = signs_of(Page(0, 595.0, 842.0, "", (), "text"))
    inside = replace(page, blank=False, margins=frozenset({"gemeente testdam"}))
    letter = replace(inside, number=1, total=1, openings=1)
    memo = replace(inside, kind_on_top=True, margins=frozenset({"bureau kompas"}))
    assert not find_stream([inside, memo, letter, inside, inside, inside]).cuts
    assert find_stream([inside, memo, letter, letter, letter, inside]).cuts == (2, 3, 4, 5)


def test_a_second_letter_of_the_same_sender_is_told_from_the_end_of_the_first() -> None:
    page = signs_of(Page(0, 595.0, 842.0, "", (), "text"))
    first = replace(page, blank=False, margins=frozenset({"gemeente testdam"}), closed=True)
    second = replace(first, openings=2, closed=False)
    assert [one.page for one in find_stream([first, second]).proposed] == [2]
    assert not find_stream([replace(first, closed=False), second]).proposed
