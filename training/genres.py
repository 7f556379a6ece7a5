"""Writes sentences and pages as municipalities write them, with every name marked: the generated part of the training data.

The wordings are templates in training/templates/*.yaml: one per line, `\\n` and `\\t` for line ends and tabs,
`[a|b|]` picks one, `{slot}` is filled by the functions below. A slot with a label (PER, ORG, LOC) is marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import yaml

from training.people import People
from woolak.pipeline.detect.model.lists import entries

__all__ = ["Sample", "Writer"]

Span = tuple[int, int, str]
Sample = tuple[str, list[Span]]
Filled = tuple[str, str]
"""Text and label ('' for none)."""

TEMPLATES = Path(__file__).resolve().parent / "templates"
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


def _read() -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, float]]:
    genres: dict[str, list[str]] = {}
    vocabulary: dict[str, list[str]] = {}
    weights: dict[str, float] = {}
    for path in sorted(TEMPLATES.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem.startswith("words"):
            for key, text in data.items():
                vocabulary[key] = [part.strip() for part in text.split(";") if part.strip()]
        else:
            for key, part in data.items():
                genres[key] = [
                    line.replace("\\n", "\n").replace("\\t", "\t") for line in part["lines"].splitlines() if line
                ]
                weights[key] = part["weight"]
    return genres, vocabulary, weights


class Writer:
    """A source of samples, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.people = People(self.rng)
        self.genres, self.words, self.weights = _read()
        self.towns = sorted(entries("places"))
        self.nouns = sorted(word for word in entries("dictionary") if 4 < len(word) < 20 and word.isalpha())
        self.slots: dict[str, Callable[[], Filled]] = {
            name.removeprefix("_slot_"): getattr(self, name) for name in dir(self) if name.startswith("_slot_")
        }

    # -- what may stand in a slot ------------------------------------------------------------------------------

    def pick(self, key: str) -> str:
        return self.people.pick(self.words[key])

    def _person(self, *forms: str) -> Filled:
        return self.people.name(self.rng.choice(forms)), "PER"

    def _slot_full(self) -> Filled:
        return self._person("full", "full", "full", "full", "fullini")

    def _slot_ini(self) -> Filled:
        return self._person(*["ini"] * 12, "paren")

    def _slot_last(self) -> Filled:
        return self._person("last")

    def _slot_first(self) -> Filled:
        return self._person("first")

    def _slot_rev(self) -> Filled:
        return self._person("rev", "rev", "revfull")

    def _slot_official(self) -> Filled:
        return self._person("official", "official", "full")

    def _slot_abbr(self) -> Filled:
        return self._person("abbr")

    def _slot_any(self) -> Filled:
        return self._person("full", "full", "full", "ini", "ini", "last")

    def _slot_who(self) -> Filled:
        return self._person("full", "full", "first", "first", "last", "ini")

    def _slot_title(self) -> Filled:
        return self.pick("title"), ""

    def _slot_tp(self) -> Filled:  # a title with a name: only the name is marked, see _fill
        return self._person("last", "last", "ini", "ini", "full")

    def _slot_city(self) -> Filled:
        town = self.people.pick(self.towns)
        return (town.upper() if self.rng.random() < 0.06 else re.sub(r" \(.*\)", "", town)), "LOC"

    def _slot_loc(self) -> Filled:
        return self._slot_city() if self.rng.random() < 0.6 else (self.pick("place"), "LOC")

    def _slot_street(self) -> Filled:
        rng, people = self.rng, self.people
        kind = rng.random()
        if kind < 0.35:
            text = people.pick(self.nouns).capitalize() + self.pick("street_end")
        elif kind < 0.5:
            text = re.sub(r" \(.*\)", "", people.pick(self.towns)) + self.pick("street_end")
        elif kind < 0.8:
            before = self.pick("street_before") + " " if rng.random() < 0.75 else ""
            given = (
                people.initials() + " "
                if rng.random() < 0.15
                else people.first("dutch") + " "
                if rng.random() < 0.25
                else ""
            )
            last = people.alone(people.last(rng.choice(["dutch", "dutch", "dutch", "frisian", "english"]))).split("-")[
                0
            ]
            text = before + given + last + rng.choice(["", "", "", " ", ""]) + self.pick("street_end")
        elif kind < 0.9:
            text = people.first("dutch") + self.pick("street_end")
        else:
            text = self.pick("street")
        return (text.upper() if rng.random() < 0.03 else text), "LOC"

    def _slot_number(self) -> Filled:
        return (
            f"{self.rng.randint(1, 420)}{self.rng.choice(['', '', '', '', 'a', 'b', ' A', '-1', '-II', ' hs', ' bis', 'C'])}",
            "",
        )

    def _slot_postcode(self) -> Filled:
        letters = "".join(self.rng.choice("ABCDEGHJKLMNPRSTVWXZ") for _ in range(2))
        return f"{self.rng.randint(1000, 9999)}{self.rng.choice([' ', ' ', ''])}{letters}", ""

    def _slot_org(self) -> Filled:
        rng, people = self.rng, self.people
        kind = rng.random()
        last = people.alone(people.last())
        match int(kind * 10):
            case 0:
                text = f"{self.pick('trade')} {last}{self._legal()}"
            case 1:
                text = f"{last} {self.pick('branch')}{self._legal()}"
            case 2:
                text = f"{last}{rng.choice([' & ', ' en ', '-', ', '])}{people.alone(people.last())}{rng.choice([' ', ' ', ''])}{self.pick('branch')}"
            case 3:
                text = f"{self.pick('body')} {rng.choice([self._slot_city()[0], self.pick('region')])}"
            case 4:
                text = f"{self.pick('club')} {self.pick('club_name')}"
            case 5:
                name = people.name("full") if rng.random() < 0.6 else last
                text = (
                    f"{name.title() if name.isupper() else name}{rng.choice([' ', ' ', '-'])}{self.pick('institute')}"
                )
            case 6:
                text = f"{self.pick('institute_before')} {people.name('full') if rng.random() < 0.5 else people.first('dutch') + self.pick('institute_end')}"
            case 7:
                text = (
                    self.people.pick(self.nouns).capitalize()
                    + rng.choice(["", " "])
                    + self.pick("company_end")
                    + self._legal()
                )
            case _:
                text = self.pick("org")
        return text, "ORG"

    def _legal(self) -> str:
        return f" {self.pick('legal')}" if self.rng.random() < 0.5 else ""

    def _slot_noun(self) -> Filled:
        return self.people.pick(self.nouns), ""

    def _slot_Noun(self) -> Filled:
        return self.people.pick(self.nouns).capitalize(), ""

    def _slot_heading(self) -> Filled:
        words = [self.people.pick(self.nouns).capitalize() for _ in range(self.rng.randint(1, 3))]
        text = " ".join([*words, *self.rng.sample(self.words["heading_end"], 1)])
        return (text.upper() if self.rng.random() < 0.15 else text), ""

    def _slot_date(self) -> Filled:
        rng = self.rng
        day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1998, 2026)
        named = self.words["month"][month - 1]
        return rng.choice(
            [f"{day} {named} {year}", f"{day} {named} {year}", f"{day:02}-{month:02}-{year}", f"{day} {named}", f"{day}/{month}/{year % 100:02}",
             f"{year}-{month:02}-{day:02}", f"{self.pick('weekday')} {day} {named}", f"{named} {year}", f"{named.capitalize()} {year}"]
        ), ""  # fmt: skip

    def _slot_time(self) -> Filled:
        return f"{self.rng.randint(7, 22)}{self.rng.choice([':', '.', ':'])}{self.rng.randint(0, 59):02}", ""

    def _slot_n(self) -> Filled:
        return str(self.rng.choice([self.rng.randint(1, 12), self.rng.randint(1, 99), self.rng.randint(100, 3000)])), ""

    def _slot_tel(self) -> Filled:
        rng = self.rng
        return rng.choice([f"06-{rng.randint(10**7, 10**8 - 1)}", f"06 {rng.randint(1000, 9999)} {rng.randint(1000, 9999)}",
                           f"0{rng.randint(10, 99)}-{rng.randint(10**6, 10**7 - 1)}", f"+31 6 {rng.randint(10**7, 10**8 - 1)}",
                           f"(0{rng.randint(100, 599)}) {rng.randint(100000, 999999)}", f"14 0{rng.randint(10, 599)}"]), ""  # fmt: skip

    def _slot_mail(self) -> Filled:
        local = re.sub(r"[^a-z.]", "", self.people.name("ini").lower().replace(" ", "")).strip(".") or "info"
        return f"{self.rng.choice([local, local, 'info', 'gemeente', 'secretariaat'])}@{self._domain()}", ""

    def _domain(self) -> str:
        return re.sub(r"[^a-z]", "", self.people.pick(self.nouns)) + self.rng.choice([".nl", ".nl", ".com", ".org"])

    def _slot_url(self) -> Filled:
        return self.rng.choice(["www.", "https://www.", "https://"]) + self._domain(), ""

    def _slot_nr(self) -> Filled:
        rng = self.rng
        return rng.choice([f"Z-{rng.randint(2010, 2026)}-{rng.randint(1000, 99999)}", str(rng.randint(10**4, 10**8)),
                           f"D/{rng.randint(10, 26)}/{rng.randint(10**4, 10**6)}", f"{rng.randint(2010, 2026)}/{rng.randint(100, 9999)}",
                           f"{self.people.pick('ABDRUVWZ')}{rng.randint(10, 26)}.{rng.randint(1000, 99999)}"]), ""  # fmt: skip

    def _slot_eur(self) -> Filled:
        rng = self.rng
        amount = rng.choice(
            [
                f"{rng.randint(10, 999)},-",
                f"{rng.randint(1, 99)}.{rng.randint(100, 999)},00",
                f"{rng.randint(10, 999)},{rng.randint(10, 99)}",
            ]
        )
        return rng.choice(["€ ", "€", "EUR "]) + amount, ""

    def _slot_file(self) -> Filled:
        return self.pick("file_end"), ""

    # -- filling ---------------------------------------------------------------------------------------------------

    def fill(self, template: str) -> Sample:
        """One template with its choices made and its slots filled."""
        while "[" in template:
            chosen = _CHOICE.sub(lambda match: self.rng.choice(match[1].split("|")), template, count=1)
            if chosen == template:
                break
            template = chosen
        text, spans, end = "", [], 0
        for match in _SLOT.finditer(template):
            text += template[end : match.start()]
            end = match.end()
            slot = match[1]
            if slot in ("tp", "Tp"):
                title = self.pick("title")
                text += (title[0].upper() + title[1:] if slot == "Tp" else title) + " "
                slot = "tp"
            filled, label = self.slots[slot]() if slot in self.slots else (self.pick(slot), "")
            if slot == "last" and text and text[-1] == " " and self.rng.random() < 0.3:
                filled = filled[0].upper() + filled[1:]
            if label:
                spans.append((len(text), len(text) + len(filled), label))
            text += filled
        return text + template[end:], spans

    def sample(self) -> Sample:
        """One filled template of a genre, drawn by the genres' weights."""
        genre = self.rng.choices(list(self.weights), list(self.weights.values()))[0]
        return self.fill(self.people.pick(self.genres[genre]))

    def page(self) -> Sample:
        """Several samples under each other as on a page, wrapped and damaged as pages are."""
        rng = self.rng
        text, spans = "", []
        for _ in range(rng.randint(2, 7)):
            part, found = self.sample()
            if "\n" not in part and len(part) > 60 and rng.random() < 0.6:
                part = wrapped(part, rng.choice([35, 45, 60, 75, 85, 95, 110]))
            if text:
                text += rng.choice(["\n", "\n", "\n", "\n\n", " ", "\t" if len(part) < 40 else "\n"])
            spans += [(start + len(text), end + len(text), label) for start, end, label in found]
            text += part
        return damaged((text, spans), rng)


def wrapped(text: str, width: int) -> str:
    """The text with spaces turned into line ends where a line of this many characters is full."""
    lines, start = list(text), 0
    last_space = -1
    for place, letter in enumerate(text):
        if letter == " ":
            last_space = place
        if place - start >= width and last_space > start:
            lines[last_space] = "\n"
            start = last_space + 1
    return "".join(lines)


_LOOKALIKES = {
    "l": "1I",
    "I": "l1",
    "O": "0",
    "o": "0",
    "e": "c",
    "c": "e",
    "i": "l",
    "S": "5",
    "B": "8",
    "n": "u",
    "u": "n",
    "a": "o",
    "t": "f",
}


def damaged(sample: Sample, rng: Random) -> Sample:
    """Now and then: all capitals, all small letters, or letters misread as OCR does."""
    text, spans = sample
    chance = rng.random()
    if chance < 0.025 and len(text.upper()) == len(text):
        return text.upper(), spans
    if chance < 0.05 and len(text.lower()) == len(text):
        return text.lower(), spans
    if chance < 0.08:
        letters = [rng.choice(_LOOKALIKES[x]) if x in _LOOKALIKES and rng.random() < 0.03 else x for x in text]
        return "".join(letters), spans
    return text, spans
