"""The words around names (rules/cues/names.yaml), checked, and made fit for look-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache

from woolak.pipeline.detect.names.spelling import normal
from woolak.rules.reading import Model, read_rules

__all__ = ["Cues", "cues", "name_cues"]


class Labels(Model):
    strong: tuple[str, ...]
    weak: tuple[str, ...]


class NameCues(Model):
    """rules/cues/names.yaml, as it is written."""

    honorifics: tuple[str, ...]
    academic: tuple[str, ...]
    greetings: tuple[str, ...]
    closings: tuple[str, ...]
    signing: tuple[str, ...]
    labels: Labels
    parts_of_names: tuple[str, ...]
    no_values: tuple[str, ...]
    column_heads: tuple[str, ...]
    other_heads: tuple[str, ...]
    labels_of_initials: tuple[str, ...]
    labels_without_colon: tuple[str, ...]
    mail_heads: tuple[str, ...]
    wrote: tuple[str, ...]
    parts: tuple[str, ...]
    attendance: tuple[str, ...]
    attendance_with_colon: tuple[str, ...]
    roles: tuple[str, ...]
    kin: tuple[str, ...]
    carers: tuple[str, ...]
    called: tuple[str, ...]
    before_initials: tuple[str, ...]
    before_letter: tuple[str, ...]
    between_talks: tuple[str, ...]
    talks_of: tuple[str, ...]
    asking: tuple[str, ...]
    asked: tuple[str, ...]
    handling: tuple[str, ...]
    before_signed: tuple[str, ...]
    spoken: tuple[str, ...]
    addressed: tuple[str, ...]
    selves: tuple[str, ...]
    foreign_greetings: tuple[str, ...]
    by_letter: tuple[str, ...]
    whose: tuple[str, ...]
    speech: tuple[str, ...]
    does: tuple[str, ...]
    says_little: tuple[str, ...]
    behind_names: tuple[str, ...]
    names_person: tuple[str, ...]
    talks: tuple[str, ...]
    before_place: tuple[str, ...]
    before_village: tuple[str, ...]
    where: tuple[str, ...]
    behind_verb: tuple[str, ...]
    address: tuple[str, ...]
    never: tuple[str, ...]
    rare_surnames: tuple[str, ...]
    ends_of_things: tuple[str, ...]
    ends_of_departments: tuple[str, ...]
    ends_of_surnames: tuple[str, ...]
    seldom: tuple[str, ...]
    articles: tuple[str, ...]
    prepositions: tuple[str, ...]
    strong_prefixes: tuple[str, ...]
    second_prefixes: tuple[str, ...]
    parting: tuple[str, ...]
    commands: tuple[str, ...]
    abbreviations: tuple[str, ...]
    dotted: tuple[str, ...]
    never_given: tuple[str, ...]
    never_behind_hyphen: tuple[str, ...]
    prefixes_behind_hyphen: tuple[str, ...]
    no_prefix: tuple[str, ...]
    before_line: tuple[str, ...]
    estate_links: tuple[str, ...]
    bodies: tuple[str, ...]
    role_ends: tuple[str, ...]
    houses: tuple[str, ...]
    names_after_all: tuple[str, ...]
    turned_titles: tuple[str, ...]
    signed: tuple[str, ...]
    classes: tuple[str, ...]
    no_homes: tuple[str, ...]
    no_homes_beside: tuple[str, ...]
    no_homes_below: tuple[str, ...]
    called_after: tuple[str, ...]
    only_with_dot: tuple[str, ...]
    file_heads: tuple[str, ...]
    employers: tuple[str, ...]
    contractors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The single words, in their normal spelling without a final dot."""

    honorifics: frozenset[str]
    academic: frozenset[str]
    roles: frozenset[str]
    kin: frozenset[str]
    carers: frozenset[str]
    foreign_greetings: frozenset[str]
    before_initials: frozenset[str]
    before_letter: frozenset[str]
    between_talks: frozenset[str]
    talks_of: frozenset[str]
    asking: frozenset[str]
    asked: frozenset[str]
    before_signed: frozenset[str]
    spoken: frozenset[str]
    addressed: frozenset[str]
    selves: frozenset[str]
    by_letter: frozenset[str]
    whose: frozenset[str]
    speech: frozenset[str]
    does: frozenset[str]
    says_little: frozenset[str]
    behind_names: frozenset[str]
    names_person: frozenset[str]
    talks: frozenset[str]
    parts_of_names: frozenset[str]
    no_values: frozenset[str]
    column_heads: frozenset[str]
    other_heads: frozenset[str]
    labels_of_initials: frozenset[str]
    before_place: frozenset[str]
    before_village: frozenset[str]
    where: frozenset[str]
    behind_verb: frozenset[str]
    address: frozenset[str]
    never: frozenset[str]
    rare_surnames: frozenset[str]
    seldom: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    strong_prefixes: frozenset[str]
    second_prefixes: frozenset[str]
    parting: frozenset[str]
    commands: frozenset[str]
    abbreviations: frozenset[str]
    dotted: frozenset[str]
    never_given: frozenset[str]
    never_behind_hyphen: frozenset[str]
    prefixes_behind_hyphen: frozenset[str]
    no_prefix: frozenset[str]
    before_line: frozenset[str]
    estate_links: frozenset[str]
    bodies: frozenset[str]
    names_after_all: frozenset[str]
    ends_of_surnames: frozenset[str]
    ends_of_things: tuple[str, ...]
    ends_of_departments: tuple[str, ...]

    def is_department(self, norm: str) -> bool:
        """Whether a word is by its end where somebody works, or what he is: 'vergunningen', 'communicatie'."""
        return norm.endswith(self.ends_of_departments) or self.is_thing(norm)

    def is_thing(self, norm: str) -> bool:
        """Whether a word in its normal spelling is a compound of a thing: 'wijkoverleg'."""
        return norm.endswith(self.ends_of_things)


def _bare(words: Iterable[str]) -> frozenset[str]:
    return frozenset(normal(word).rstrip(".") for word in words)


def name_cues() -> NameCues:
    """The file itself. Raises CaseFileError when it is wrong."""
    read: NameCues = read_rules("cues/names.yaml", NameCues)
    return read


@cache
def cues() -> Cues:
    read = name_cues()
    ends = ("ends_of_things", "ends_of_departments")
    single = {field.name: _bare(getattr(read, field.name)) for field in fields(Cues) if field.name not in ends}
    return Cues(**single, ends_of_things=read.ends_of_things, ends_of_departments=read.ends_of_departments)
