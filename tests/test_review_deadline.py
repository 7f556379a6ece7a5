"""When the decision is due."""

from __future__ import annotations

import datetime

import pytest

from woolak.review.deadline import Suspension, deadline, next_working_day

Date = datetime.date


@pytest.mark.parametrize(("received", "extended", "due"), [
    (Date(2022, 4, 21), False, Date(2022, 5, 19)),
    (Date(2022, 4, 21), True, Date(2022, 6, 2)),
    (Date(2024, 11, 27), False, Date(2024, 12, 27)),  # 25 and 26 December are holidays
    (Date(2025, 3, 21), False, Date(2025, 4, 22)),  # Good Friday, weekend, Easter Monday
    (Date(2025, 3, 29), False, Date(2025, 4, 28)),  # King's Day on Saturday because the 27th is a Sunday
])  # fmt: skip
def test_four_weeks_and_two_more_end_on_a_working_day(received: Date, extended: bool, due: Date) -> None:
    assert deadline(received, received, extended, ()).due == due


def test_a_suspension_moves_the_last_day_and_an_open_one_says_so() -> None:
    closed = [Suspension(Date(2026, 3, 10), Date(2026, 3, 20))]
    assert deadline(Date(2026, 3, 2), Date(2026, 3, 25), False, closed).due == Date(2026, 4, 9)
    still = deadline(Date(2026, 3, 2), Date(2026, 3, 12), False, [Suspension(Date(2026, 3, 10), None)])
    assert still.suspended


def test_whit_monday_is_no_working_day() -> None:
    assert next_working_day(Date(2026, 5, 23)) == Date(2026, 5, 26)
