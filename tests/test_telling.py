"""What a user or a script reads of a run while it works."""

from __future__ import annotations

import io
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from woolak.telling import Records


class Slow(io.StringIO):
    """A stream on which another thread gets its turn after each piece that is written."""

    def write(self, text: str) -> int:
        written = super().write(text)
        time.sleep(0.002)
        return written


def test_stages_that_tell_at_the_same_time_keep_each_record_on_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Slow()
    monkeypatch.setattr(sys, "stderr", stream)
    told = Records()
    with ThreadPoolExecutor(2) as both:
        list(both.map(told, [f"Documenten zoeken, deel {number}" for number in range(12)]))
    monkeypatch.undo()
    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert sorted(one["sentence"] for one in records) == sorted(f"Documenten zoeken, deel {n}" for n in range(12))
