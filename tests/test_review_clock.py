"""The screens tell the time that was on the clock in the office, in summer and in winter."""

from __future__ import annotations

import pytest

from woolak.review.clock import on_the_clock


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("2026-07-01T10:05:09.123+00:00", "01-07-2026 12:05"),
        ("2026-01-31T23:30:00+00:00", "01-02-2026 00:30"),
        ("", ""),
    ],
)
def test_a_decision_is_shown_at_the_time_of_the_office(kept: str, shown: str) -> None:
    assert on_the_clock(kept) == shown
