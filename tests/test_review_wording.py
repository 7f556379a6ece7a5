"""Who works in a browser is told the screen on which something is done, and no command or file."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests.building_publish import again
from tests.building_review import make_case
from woolak import zienswijze
from woolak.case import Case
from woolak.errors import (
    BankRefused,
    ChecksFailed,
    InUse,
    LeakFound,
    NotPublishable,
    OpenDecisions,
    StorageTrouble,
    UsageError,
    ViewAwaited,
    WoolakError,
)
from woolak.events import Draft
from woolak.model import Says
from woolak.removing import TAKEN_OUT
from woolak.review.office import Job
from woolak.review.wording import on_screen

DAY = datetime.date(2024, 3, 31)
TOLD: tuple[WoolakError, ...] = (
    *(NotPublishable.because([(reason, "1a")]) for reason in NotPublishable.SENTENCES),
    *(BankRefused.because(reason, "1a") for reason in BankRefused.SENTENCES),
    UsageError.unfinished(), OpenDecisions(3), ChecksFailed(["een"]), ViewAwaited([("Kadebouw", DAY)]),
    LeakFound(1, ["1a"]), StorageTrouble.full(), StorageTrouble.away("s3"), StorageTrouble.unwritable("/zaken"),
    InUse("haven"),
)  # fmt: skip
COMMANDS = r"'woolak|opdracht|zaak\.yaml|besluit\.yaml|--\w|publish_on"
"""What is for who types commands and writes files."""


@pytest.mark.parametrize("error", TOLD, ids=lambda error: str(error)[:60])
def test_no_error_that_a_screen_shows_names_a_command_or_a_file(error: WoolakError) -> None:
    assert not re.search(COMMANDS, on_screen(str(error)))


def test_neither_does_what_is_said_where_it_is_done(tmp_path: Path) -> None:
    make_case(tmp_path / "haven")
    with Case.open(tmp_path / "haven") as case:
        with pytest.raises(UsageError) as nobody:
            zienswijze.make(case, ([], None), None, "b.handelaar", DAY)  # type: ignore[arg-type]
        with pytest.raises(UsageError) as unasked:
            zienswijze.reply(case, "Kadebouw", DAY, Says.OBJECTION, "b.handelaar")
        case.log.append([Draft(TAKEN_OUT, "b.handelaar", target="memo.pdf", why="Per ongeluk.")])
        with pytest.raises(UsageError) as pending:
            again(case)
    for error in (nobody, unasked, pending):
        assert re.search(COMMANDS, str(error.value)) and not re.search(COMMANDS, on_screen(str(error.value)))


def test_a_job_says_what_its_screens_can_do() -> None:
    job = Job("release")
    job.take_in(f"Fout: {ViewAwaited([('Kadebouw', DAY)])}")
    job.take_in('{"event": "told", "sentence": "Controle: fouten 1. Zie \'woolak check\'."}')
    assert "Leg de reactie vast bij Zienswijzen, of ga daar verder met een reden." in job.trouble[0]
    assert job.said == ["Controle: fouten 1. Wat zij vond, staat bij Uitvoer."]
