"""Whatever departments send: each file of the collection comes out as documents, or is named with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collection.__main__ import rows
from tests.collection.hostile import archives
from tests.collection.mails import mails
from tests.collection.papers import texts
from tests.collection.reading import everything, read_all


def check(outcomes) -> None:
    wrong = [line for line, one in zip(rows(outcomes)[1:], outcomes, strict=True) if one.wrong]
    assert not wrong, "\n".join(wrong)


def test_mail_archives_and_texts_lose_nothing(tmp_path: Path) -> None:
    check(read_all([*mails(), *archives(), *texts()], tmp_path))


@pytest.mark.slow
def test_of_the_whole_collection_nothing_is_lost(tmp_path: Path) -> None:
    items = everything()
    assert len(items) >= 150 and len({item.name for item in items}) == len(items)
    check(read_all(items, tmp_path))
