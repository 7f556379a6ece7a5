"""A PDF made to harm what reads it costs at most one document, some seconds and a sentence."""

from __future__ import annotations

import io
import resource
import time
import zlib
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Stream

from tests.leaks.building import Draft
from tests.leaks.recipes import woolak
from woolak.errors import UnreadableSource
from woolak.pipeline.redact import Redacted, confined, default_style, redact
from woolak.pipeline.verify import verify
from woolak.pool import Died, each

MUCH = b"0 0 m " * 170_000


def saved(draft: Draft, path: Path) -> Path:
    buffer = io.BytesIO()
    draft.pdf.save(buffer)
    path.write_bytes(buffer.getvalue())
    return path


def unpacking(path: Path, megabytes: int) -> Path:
    """A few kilobytes that become hundreds of megabytes of content."""
    draft, packer = Draft(), zlib.compressobj(9)
    once = b"".join(packer.compress(MUCH) for _ in range(megabytes)) + packer.flush()
    draft.page.Contents = Stream(draft.pdf, zlib.compress(once, 9), Filter=Array([Name.FlateDecode, Name.FlateDecode]))
    return saved(draft, path)


def endless(path: Path) -> Path:
    """Forms that paint each other thirty times, fourteen deep."""
    draft = Draft()
    form = draft.form("0 0 1 1 re f")
    for _ in range(14):
        form = draft.form("/F Do " * 30, Resources=Dictionary(XObject=Dictionary(F=form)))
    draft.xobject("F", form)
    draft.page.Contents = draft.stream("/F Do")
    return saved(draft, path)


def burn(path: Path) -> Redacted:
    with confined(1, seconds=2):
        return woolak(path, path.with_suffix(".uit.pdf"))[0]


def test_what_takes_too_much_memory_is_stopped_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="tijd of geheugen"), confined(1, seconds=60, megabytes=100):
        bytes(500 << 20)


def test_a_bomb_of_packed_content_is_refused_or_burned_within_the_limits(tmp_path: Path) -> None:
    bomb = unpacking(tmp_path / "a.pdf", 400)
    assert bomb.stat().st_size < 1_000_000
    try:
        with confined(1, seconds=60, megabytes=300):
            assert woolak(bomb, tmp_path / "b.pdf")[1].ok
    except UnreadableSource as refused:
        assert str(refused).endswith(".")


def test_what_takes_too_long_is_stopped_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="tijd of geheugen"), confined(1, seconds=0.5):
        while True:
            time.monotonic()


def test_what_hangs_in_a_library_costs_only_its_own_document(tmp_path: Path) -> None:
    sound = saved(Draft(), tmp_path / "goed.pdf")
    results = dict(each(burn, [endless(tmp_path / "eindeloos.pdf"), sound], 2))
    assert isinstance(results[sound], Redacted)
    assert isinstance(results[tmp_path / "eindeloos.pdf"], (Died, UnreadableSource))


def test_the_limits_end_with_the_document(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with confined(1, seconds=0.2):
        pass
    time.sleep(0)
    assert sum(range(3_000_000)) > 0
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_picture_that_says_it_is_huge_is_not_believed(tmp_path: Path) -> None:
    draft = Draft()
    image = draft.stream(
        zlib.compress(b"\0" * 1000), Type=Name.XObject, Subtype=Name.Image, Width=100_000, Height=100_000,
        BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.FlateDecode,
    )  # fmt: skip
    draft.xobject("Im", image)
    draft.page.Contents = draft.stream("\n".join([*draft.content, "q 300 0 0 300 60 400 cm /Im Do Q"]))
    with confined(1, seconds=60, megabytes=1500):
        assert woolak(saved(draft, tmp_path / "a.pdf"), tmp_path / "b.pdf")[1].ok


@pytest.mark.parametrize("nested", ["[", "<</A ", "("])
def test_what_is_nested_without_end_is_refused_or_burned(nested: str, tmp_path: Path) -> None:
    draft = Draft()
    closed = {"[": "]", "<</A ": ">>", "(": ")"}[nested]
    draft.page.Contents = draft.stream("\n".join(draft.content) + nested * 100_000 + closed * 100_000 + " Tj")
    with confined(1, seconds=60):
        try:
            assert woolak(saved(draft, tmp_path / "a.pdf"), tmp_path / "b.pdf")[1].ok
        except UnreadableSource as refused:
            assert str(refused).endswith(".")


@pytest.mark.slow
def test_ten_thousand_pages_take_no_more_memory_than_they_need(tmp_path: Path) -> None:
    draft, peaks = Draft(), []
    draft.page.Contents = draft.stream("\n".join(draft.content))
    for count in (1_000, 10_000):
        while len(draft.pdf.pages) < count:
            draft.pdf.pages.append(draft.page)
        source, out = saved(draft, tmp_path / "a.pdf"), tmp_path / "b.pdf"
        redact(source, out, [], title="Lang", style=default_style())
        assert verify(out, [], secrets=["Wagenvoort"], kept_texts=[""] * count).ok
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
    print(f"peak MB at 1,000 and 10,000 pages: {peaks}")
    assert peaks[1] - peaks[0] < 600
