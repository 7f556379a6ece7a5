"""Damaged and hostile files: refused with a sentence, or burned without a leak; never a crash without a message."""

from __future__ import annotations

import io
import os
import random
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest

from tests.leaks import ways_file, ways_hidden, ways_more, ways_pixels, ways_text, ways_unseen  # noqa: F401 - each registers its ways
from tests.leaks.building import SECRET, STAYS, WAYS, Draft
from tests.leaks.checker import leaks_of
from tests.leaks.recipes import woolak
from woolak.errors import UnreadableSource

SECONDS, BYTES = 60, 3 << 30
CLEAN, WITHHELD, REFUSED, LEAKS, BROKEN = 0, 10, 11, 12, 13
TOKENS = (
    b"obj", b"endobj", b"stream", b"endstream", b"/Length", b"/Kids", b"/Parent", b"/Resources", b"/Contents", b"/Font",
    b"R", b"<<", b">>", b"[", b"]", b"Tj", b"q", b"Q", b"cm", b"Do", b"BT", b"ET", b"/Filter", b"/Type", b"0", b"-1",
    b"99999999999", b"null", b"(", b")", b"xref", b"trailer",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes, tokens or pieces changed, moved, doubled or cut."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(max(1, len(out)))
        kind = chance.randrange(8)
        if kind == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            out[at : at + chance.randrange(1, 60)] = b""
        elif kind == 2:
            piece = out[at : at + chance.randrange(1, 200)]
            place = chance.randrange(max(1, len(out)))
            out[place:place] = piece
        elif kind == 3:
            token = chance.choice(TOKENS)
            found = out.find(token, at)
            if found >= 0:
                out[found : found + len(token)] = chance.choice(TOKENS)
        elif kind == 4:
            out[at:at] = b" " + chance.choice(TOKENS) + b" "
        elif kind == 5 and chance.random() < 0.2:
            del out[at:]
        elif kind == 6:
            digits = [place for place in range(at, min(len(out), at + 400)) if 48 <= out[place] < 58]
            if digits:
                out[chance.choice(digits)] = 48 + chance.randrange(10)
        else:
            out[at : at + 4] = bytes(chance.randrange(256) for _ in range(4))
    return bytes(out)


def _wrong(chance: random.Random, pdf: pikepdf.Pdf, holder: Any, holders: list[Any]) -> Any:
    """A value of any type, mostly not the one that belongs there."""
    kind = chance.randrange(8)
    if kind == 0:
        return chance.choice(holders)
    if kind == 1:
        return pdf.make_indirect(pikepdf.Array([holder, holder])) if holder.is_indirect else 0
    if kind == 2:
        return chance.choice((0, -1, 2**31, 10**15, 0.5, True))
    if kind == 3:
        return pikepdf.Name(chance.choice(("/X", "/Type0", "/Type3", "/Identity-H", "/Pattern", "/Form")))
    if kind == 4:
        return pikepdf.String("x" * chance.choice((0, 1, 5000)))
    if kind == 5:
        return pikepdf.Array([chance.randrange(-5, 900) for _ in range(chance.randrange(9))])
    if kind == 6:
        return pikepdf.Dictionary()
    return pdf.make_stream(bytes(chance.randrange(256) for _ in range(200)))


def altered(data: bytes, chance: random.Random) -> bytes:
    """The file with objects of a wrong type, in a circle, missing, or with numbers that cannot be."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        holders = [value for value in pdf.objects if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream))]
        for _ in range(chance.choice((1, 1, 2, 4, 10))):
            holder = chance.choice(holders)
            keys = [key for key in holder.keys() if key != "/Length"]  # noqa: SIM118 - not a mapping
            if not keys:
                continue
            inner = holder[chance.choice(keys)]
            if isinstance(inner, pikepdf.Dictionary) and len(inner) and chance.random() < 0.5:
                holder, keys = inner, list(inner.keys())
            key = chance.choice(keys)
            if chance.random() < 0.25:
                del holder[key]
                continue
            holder[key] = _wrong(chance, pdf, holder, holders)
        buffer = io.BytesIO()
        pdf.save(buffer, compress_streams=False)
    return buffer.getvalue()


def outcome(source: Path, out: Path) -> int:
    """Redact and verify in a process of its own, with limits; its exit status, or minus the signal that ended it."""
    child = os.fork()
    if not child:
        status = BROKEN
        try:
            signal.alarm(SECONDS)
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            _, proof = woolak(source, out)
            status = WITHHELD
            if proof.ok:
                status = LEAKS if leaks_of(out, SECRET, sight=False) else CLEAN
        except (UnreadableSource, MemoryError):
            status = REFUSED
        except BaseException as error:
            (out.parent / "fout.txt").write_text(f"{type(error).__name__}: {error}"[:500])
        finally:
            os._exit(status)
    _, told = os.waitpid(child, 0)
    return -os.WTERMSIG(told) if os.WIFSIGNALED(told) else os.WEXITSTATUS(told)


def sources() -> list[bytes]:
    made = []
    for name in sorted(WAYS):
        draft = Draft()
        WAYS[name](draft)
        made.append(draft.save())
    return made


def run(
    count: int, seed: int, folder: Path, change: Callable[[bytes, random.Random], bytes] = mutated
) -> dict[int, int]:
    chance, files = random.Random(seed), sources()
    told: dict[int, int] = {}
    for number in range(count):
        source, out = folder / "bron.pdf", folder / "uitvoer.pdf"
        try:
            source.write_bytes(change(chance.choice(files), chance))
        except (pikepdf.PdfError, RuntimeError, TypeError, ValueError, NotImplementedError):
            continue  # a change that cannot be made of this file
        out.unlink(missing_ok=True)
        status = outcome(source, out)
        told[status] = told.get(status, 0) + 1
        if status in (LEAKS, BROKEN):
            kept = folder / f"geval-{seed}-{number}.pdf"
            kept.write_bytes(source.read_bytes())
            reason = (folder / "fout.txt").read_text() if status == BROKEN else "leak"
            pytest.fail(f"{kept}: {reason}")
    return told


def test_damaged_files_are_refused_or_clean(tmp_path: Path) -> None:
    told = run(25, 1, tmp_path)
    assert set(told) & {CLEAN, REFUSED}


def test_files_of_wrong_objects_are_refused_or_clean(tmp_path: Path) -> None:
    told = run(15, 1, tmp_path, altered)
    assert set(told) & {CLEAN, REFUSED}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 8))
def test_six_hundred_files_of_wrong_objects_are_refused_or_clean(seed: int, tmp_path: Path) -> None:
    print(run(100, seed, tmp_path, altered))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 22))
def test_two_thousand_damaged_files_are_refused_or_clean(seed: int, tmp_path: Path) -> None:
    told = run(100, seed, tmp_path)
    print(told)


def _letter(folder: Path) -> bytes:
    draft = Draft()
    draft.named()
    return draft.save()


def test_a_file_without_its_end_is_repaired_or_refused(tmp_path: Path) -> None:
    whole = _letter(tmp_path)
    (tmp_path / "a.pdf").write_bytes(whole[: len(whole) * 3 // 4])
    assert outcome(tmp_path / "a.pdf", tmp_path / "b.pdf") in (CLEAN, REFUSED)


def test_a_broken_cross_reference_table_is_repaired(tmp_path: Path) -> None:
    whole = _letter(tmp_path)
    (tmp_path / "a.pdf").write_bytes(whole.replace(b"0000000", b"0000009"))
    assert outcome(tmp_path / "a.pdf", tmp_path / "b.pdf") == CLEAN
    text = "".join(page.get_text() for page in pymupdf.open(tmp_path / "b.pdf"))
    assert all(word in text for word in STAYS)


def test_a_form_that_paints_itself_ends(tmp_path: Path) -> None:
    draft = Draft()
    form = draft.form("/Zelf Do")
    form["/Resources"]["/XObject"] = {"/Zelf": form}
    draft.xobject("Zelf", form)
    draft.content.append("/Zelf Do")
    (tmp_path / "a.pdf").write_bytes(draft.save())
    assert outcome(tmp_path / "a.pdf", tmp_path / "b.pdf") in (CLEAN, REFUSED)


def test_a_huge_page_is_refused(tmp_path: Path) -> None:
    draft = Draft()
    draft.page.obj["/MediaBox"] = [0, 0, 9_000_000, 9_000_000]
    (tmp_path / "a.pdf").write_bytes(draft.save())
    assert outcome(tmp_path / "a.pdf", tmp_path / "b.pdf") == REFUSED
