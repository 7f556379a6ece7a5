"""The words that make a number an account, an order or a birthday, read from rules/cues and found in one pass.

One Aho-Corasick automaton holds every cue of the family: a page is read once (0.1 ms), whatever the number of words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from woolak.pipeline.detect.identifiers.secret_cues import secrets
from woolak.pipeline.detect.identifiers.special_cues import words_of_signs
from woolak.rules.reading import Model, read_rules

__all__ = [
    "Contact",
    "Cue",
    "Cues",
    "Health",
    "Labelled",
    "Numbers",
    "PublicBodies",
    "Special",
    "contact",
    "cues_in",
    "health",
    "numbers",
    "public",
    "special",
]


class Labelled(Model):
    """One kind of number that is known by the words before it; see rules/cues/identifiers.yaml."""

    entity: str
    evidence: str
    keep: str | None = None
    stems: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    value: Literal["code", "digits"]
    lengths: tuple[int, ...] = ()
    gap: int = 0
    bare: bool = True
    strong: bool = False
    ledger: bool = False
    opens: bool = False

    def labels(self, heads: Iterable[str]) -> Iterator[str]:
        """Every way to write the label."""
        yield from self.phrases
        for stem in self.stems:
            for head in heads:
                yield from (f"{stem}{head}", f"{stem} {head}", f"{stem}-{head}")


class Numbers(Model):
    heads: tuple[str, ...]
    labelled: tuple[Labelled, ...]
    theirs: tuple[str, ...]
    theirs_plain: tuple[str, ...]
    ours: tuple[str, ...]
    ours_plain: tuple[str, ...]
    cards: tuple[str, ...]
    own_papers: tuple[str, ...]
    own_proposals: tuple[str, ...]
    stamped: tuple[str, ...]
    id_documents: tuple[str, ...]
    id_beside: tuple[str, ...]
    id_heads: tuple[str, ...]
    birth: tuple[str, ...]
    board: tuple[str, ...]
    birth_not: tuple[str, ...]
    plate: tuple[str, ...]
    plate_heads: tuple[str, ...]
    plate_not: tuple[str, ...]
    account: tuple[str, ...]
    user: tuple[str, ...]
    printed: tuple[str, ...]
    not_user: tuple[str, ...]
    officers: tuple[str, ...]
    not_of_officer: tuple[str, ...]
    children: tuple[str, ...]


class Contact(Model):
    general_boxes: tuple[str, ...]
    private_providers: tuple[str, ...]
    phone: tuple[str, ...]
    phone_general: tuple[str, ...]
    phone_direct: tuple[str, ...]
    extension: tuple[str, ...]
    not_phone: tuple[str, ...]
    street_ends: tuple[str, ...]
    street_ends_weak: tuple[str, ...]
    street_not: tuple[str, ...]
    roads: tuple[str, ...]
    not_towns: tuple[str, ...]
    numbers_of_things: tuple[str, ...]
    address_label: tuple[str, ...]
    home: tuple[str, ...]
    object: tuple[str, ...]
    public_streets: tuple[str, ...]
    english_streets: tuple[str, ...]
    address_heads: Mapping[str, tuple[str, ...]]
    who_heads: tuple[str, ...]
    particles: tuple[str, ...]
    titles: tuple[str, ...]
    first_words: tuple[str, ...]
    compass: tuple[str, ...]
    stop_words: tuple[str, ...]
    boxes: tuple[str, ...]
    person: tuple[str, ...]
    attention: tuple[str, ...]
    public_body: tuple[str, ...]
    company: tuple[str, ...]
    registration: tuple[str, ...]
    department: tuple[str, ...]
    address_fields: tuple[str, ...]
    person_fields: tuple[str, ...]
    firm_fields: tuple[str, ...]


class PublicBodies(Model):
    domains: tuple[str, ...]
    domain_starts: tuple[str, ...]
    domain_names: tuple[str, ...]
    municipalities: tuple[str, ...]
    handles: tuple[str, ...]


class Special(Model):
    states: Mapping[str, tuple[str, ...]]
    things: Mapping[str, tuple[str, ...]]
    harmed: tuple[str, ...]
    by_whom: tuple[str, ...]
    taken: tuple[str, ...]
    by_police: tuple[str, ...]
    police: tuple[str, ...]
    caught: tuple[str, ...]
    having: tuple[str, ...]
    whose: tuple[str, ...]
    leads: tuple[str, ...]
    having_behind: tuple[str, ...]
    one_person: tuple[str, ...]
    anybody: tuple[str, ...]
    away: tuple[str, ...]
    outsiders: tuple[str, ...]
    unfit: tuple[str, ...]
    doctors: tuple[str, ...]
    care: tuple[str, ...]
    kin: tuple[str, ...]
    ways_to_be: tuple[str, ...]
    beside: tuple[str, ...]
    keeps_going: tuple[str, ...]
    church_offices: tuple[str, ...]
    cv: tuple[str, ...]
    topics: tuple[str, ...]
    taught: tuple[str, ...]
    topics_behind: tuple[str, ...]
    no_subjects: tuple[str, ...]
    heads: tuple[str, ...]
    matters: tuple[str, ...]
    with_police: tuple[str, ...]
    meeting_papers: tuple[str, ...]
    absent: tuple[str, ...]


class Health(Model):
    """Words of somebody's health; see rules/cues/identifiers_health.yaml."""

    illness: Mapping[str, tuple[str, ...]]
    soft: tuple[str, ...]
    body: tuple[str, ...]
    ailments: tuple[str, ...]
    parts: tuple[str, ...]
    ails: tuple[str, ...]
    places: tuple[str, ...]
    prisons: tuple[str, ...]
    staying: tuple[str, ...]
    going: tuple[str, ...]
    at_work: tuple[str, ...]
    transport: tuple[str, ...]
    moving: tuple[str, ...]
    hardly: tuple[str, ...]
    of_things: tuple[str, ...]
    doctors: tuple[str, ...]
    seen: tuple[str, ...]
    specialists: tuple[str, ...]
    visits: tuple[str, ...]
    orders: tuple[str, ...]
    taken_in: tuple[str, ...]
    broken: tuple[str, ...]
    bones: tuple[str, ...]
    findings: tuple[str, ...]
    degrees: tuple[str, ...]
    dose: tuple[str, ...]
    given_in: tuple[str, ...]

    def illnesses(self) -> Iterator[str]:
        """Every word that tells illness by itself."""
        for words in self.illness.values():
            yield from words
            yield from (f"{word}{who}" for word in words if " " not in word for who in ("patiënt", "patiënte"))
        for part in self.body:
            yield from (f"{part}{ailment}" for ailment in self.ailments)


class Cue(NamedTuple):
    """A cue as it stands in the text; `kind` is a key of a cue file, or `label:<index in Numbers.labelled>`."""

    start: int
    end: int
    kind: str


def numbers() -> Numbers:
    rules: Numbers = read_rules("cues/identifiers.yaml", Numbers)
    return rules


def contact() -> Contact:
    rules: Contact = read_rules("cues/identifiers_contact.yaml", Contact)
    return rules


def special() -> Special:
    rules: Special = read_rules("cues/identifiers_special.yaml", Special)
    return rules


def health() -> Health:
    rules: Health = read_rules("cues/identifiers_health.yaml", Health)
    return rules


def public() -> PublicBodies:
    rules: PublicBodies = read_rules("cues/identifiers_public.yaml", PublicBodies)
    return rules


NUMBER_KINDS = ("id_documents", "birth", "plate", "account", "user")
SECRET_KINDS = (
    "secret", "meeting", "camera", "camera_place", "way_in", "way_in_beside", "guarded", "entry_heads", "keeper_heads",
)  # fmt: skip
CONTACT_KINDS = (
    "phone", "phone_general", "phone_direct", "extension", "not_phone", "address_label", "home", "object", "boxes",
    "person", "attention", "public_body", "company", "department", "registration", "address_fields",
    "person_fields", "firm_fields",
)  # fmt: skip
SPECIAL_KINDS = (
    "harmed", "by_whom", "taken", "by_police", "having", "having_behind", "one_person", "anybody", "unfit", "doctors",
    "care",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one text, per kind, in order of place."""

    by_kind: Mapping[str, tuple[Cue, ...]]

    def of(self, kind: str) -> tuple[Cue, ...]:
        return self.by_kind.get(kind, ())

    def between(self, kind: str, start: int, end: int) -> tuple[Cue, ...]:
        """Cues of a kind that begin in start:end."""
        found = self.of(kind)
        if not found:
            return ()
        return found[bisect_left(found, (start,)) : bisect_left(found, (end,))]

    def any_between(self, kind: str, start: int, end: int) -> bool:
        return bool(self.between(kind, start, end))


@cache
def _automaton() -> Any:
    import ahocorasick

    kinds: dict[str, set[str]] = {}
    read: tuple[tuple[Model, tuple[str, ...]], ...] = (
        (numbers(), NUMBER_KINDS), (secrets(), SECRET_KINDS), (contact(), CONTACT_KINDS), (special(), SPECIAL_KINDS),
    )  # fmt: skip
    for rules, chosen in read:
        for name in chosen:
            for phrase in getattr(rules, name):
                kinds.setdefault(phrase.lower(), set()).add(name)
    for index, kind in enumerate(numbers().labelled):
        for phrase in kind.labels(numbers().heads):
            kinds.setdefault(phrase.lower(), set()).add(f"label:{index}")
    for name in ("states", "things"):
        for category, phrases in getattr(special(), name).items():
            for phrase in phrases:
                kinds.setdefault(phrase.lower(), set()).add(f"{name}:{category}")
    for phrase in numbers().board:
        kinds.setdefault(phrase, set()).add("board")
    for own in (f"{whose} {kin}" for whose in special().whose for kin in special().kin):
        kinds.setdefault(own, set()).add("one_person")
        kinds.setdefault(f"door {own}", set()).add("by_whom")
        for what in special().ways_to_be:
            kinds.setdefault(f"{what} van {own}", set()).add("states:gezondheid")
    for phrase in health().illnesses():
        kinds.setdefault(phrase.lower(), set()).update(("illness", "things:gezondheid"))
    for phrase in health().illness["medicine"]:
        kinds[phrase.lower()].add("medicine")
    for phrase in health().soft:
        kinds.setdefault(phrase.lower(), set()).update(("soft", "things:gezondheid"))
    for name in ("places", "prisons", "ails", "specialists", "taken_in", "broken"):
        for phrase in getattr(health(), name):
            kinds.setdefault(phrase.lower(), set()).add(f"health:{name}")
    loose: dict[str, set[tuple[bool, bool, str]]] = {}
    for word, name in words_of_signs():
        if "*" in word:
            loose.setdefault(word.strip("*"), set()).add((word.startswith("*"), word.endswith("*"), name))
        else:
            kinds.setdefault(word, set()).add(name)
    automaton = ahocorasick.Automaton()
    for phrase in {**kinds, **loose}:
        whole, parts = kinds.get(phrase, ()), loose.get(phrase, ())
        automaton.add_word(phrase, (len(phrase), tuple(sorted(whole)), tuple(sorted(parts))))
    automaton.make_automaton()
    return automaton


def _whole_word(folded: str, start: int, end: int, before: bool, behind: bool) -> tuple[int, int] | None:
    """The word around a part of it, when letters may go before it or behind it."""
    first, last = start, end
    while first and (folded[first - 1].isalnum() or folded[first - 1] == "-"):
        first -= 1
    while last < len(folded) and (folded[last].isalnum() or folded[last] == "-"):
        last += 1
    return (first, last) if before >= (first < start) and behind >= (last > end) else None


def cues_in(folded: str) -> Cues:
    """Every cue in a text that was lower-cased character by character: whole words, and those a star lets go on."""
    found: dict[str, list[Cue]] = {}
    last = len(folded)
    for final, (length, names, loose) in _automaton().iter(folded):
        start, end = final - length + 1, final + 1
        for before, behind, name in loose:
            if cue := _whole_word(folded, start, end, before, behind):
                found.setdefault(name, []).append(Cue(*cue, name))
        if (start and folded[start - 1].isalnum()) or (
            end < last and folded[end].isalnum() and folded[end - 1].isalnum()
        ):
            continue
        for name in names:
            found.setdefault(name, []).append(Cue(start, end, name))
    return Cues({name: tuple(sorted(hits)) for name, hits in found.items()})
