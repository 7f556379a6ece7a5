"""What a municipality learned from its own decisions: a YAML file of its own, outside the package (`woolak learn`)."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from woolak.rules.reading import Model, read_yaml

__all__ = ["Keep", "Lesson", "Lessons", "Wording", "read_lessons", "write_lessons"]

HEAD = (
    "# Geleerd uit beslissingen in eigen zaken ('woolak learn'). Hierin staan namen: bewaar dit als een dossier.\n"
    "# Elke les kan hier worden aangepast of geschrapt; 'woolak learn --undo' neemt de laatste terug.\n"
)


class Keep(Model):
    """What people left readable each time."""

    entity: str
    text: str


class Wording(Model):
    """A turn of phrase that people marked."""

    entity: str
    text: str


class Lesson(Model):
    """What was learned at one time."""

    learned: datetime.datetime
    cases: tuple[str, ...]
    names: tuple[str, ...] = ()
    """Persons whose names may have to go, wherever they stand."""
    keeps: tuple[Keep, ...] = ()
    wordings: tuple[Wording, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.names or self.keeps or self.wordings)


class Lessons(Model):
    """The file: the lessons, the oldest first."""

    lessons: tuple[Lesson, ...] = Field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({name for lesson in self.lessons for name in lesson.names}))

    @property
    def keeps(self) -> frozenset[Keep]:
        return frozenset(keep for lesson in self.lessons for keep in lesson.keeps)

    @property
    def wordings(self) -> frozenset[Wording]:
        return frozenset(wording for lesson in self.lessons for wording in lesson.wordings)


def read_lessons(path: Path) -> Lessons:
    """Read the file. Raises CaseFileError, naming the line, when it is wrong or not there."""
    return read_yaml(path, Lessons)


def write_lessons(path: Path, lessons: Lessons) -> None:
    """Put the file in its place at once."""
    data: dict[str, Any] = lessons.model_dump(mode="json")
    part = path.with_name(f"{path.name}.deel")
    part.write_text(HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100), encoding="utf-8")
    part.replace(path)
