"""What may stand in a slot of a template: people, organisations, places, numbers, words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

from training.people import STEMS, People
from woolak.pipeline.detect.model.lists import entries

__all__ = ["Filled", "Slots"]

Filled = tuple[str, str]
"""Text, and its label ('' for none)."""

PERSON_FORMS = {
    "full": ["full"] * 7 + ["fullini"],
    "ini": ["ini"] * 12 + ["paren"],
    "last": ["last"],
    "first": ["first"],
    "rev": ["rev", "rev", "revfull"],
    "official": ["official", "official", "full"],
    "abbr": ["abbr"],
    "any": ["full", "full", "full", "ini", "ini", "last"],
    "who": ["full", "full", "first", "first", "last", "ini"],
    "tp": ["last", "last", "ini", "ini", "full"],
}
"""Slots for a person, and the forms of a name that may stand there; `tp` and `Tp` have a title before it."""


class Slots:
    """Fills slots, in the same way for the same `rng`. `words` are the lists of templates/words.yaml."""

    def __init__(self, rng: Random, people: People, words: Mapping[str, list[str]]) -> None:
        self.rng, self.people, self.words = rng, people, words
        self.towns = sorted({re.sub(r" \(.*\)", "", town) for town in entries("places") if len(town) > 2})
        self.nouns = sorted(word for word in entries("dictionary") if 4 < len(word) < 20 and word.isalpha())
        self.english = sorted(word for word in entries("english") if word.isalpha())
        self.own = {
            "city": self._city,
            "loc": self._place,
            "street": self._street,
            "org": self._organisation,
            "brand": self._brand,
            "thing": self._object,
        }
        self.plain = {
            "noun": self.noun,
            "Noun": lambda: self.noun().capitalize(),
            "en": self._english,
            "En": lambda: self._english().capitalize(),
            "heading": self._heading,
            "date": self._date,
            "number": self._number,
            "postcode": self._postcode,
            "n": self._small,
            "mail": self._mail,
            "url": self._url,
        }

    def fill(self, slot: str) -> Filled:
        """A text for a slot. Raises KeyError when there is no such slot."""
        if slot in PERSON_FORMS:
            return self.people.name(self.people.pick(PERSON_FORMS[slot])), "PER"
        if slot in self.own:
            text = self.own[slot]()
            text = text.upper() if self.rng.random() < 0.04 else text
            return text, "LOC" if slot in ("city", "loc", "street", "thing") else "ORG"
        return self.plain[slot]() if slot in self.plain else self.word(slot), ""

    def word(self, key: str) -> str:
        """An entry of a list, with each '#' a digit by chance."""
        return re.sub("#", lambda _: str(self.rng.randint(0, 9)), self.people.pick(self.words[key]))

    def noun(self) -> str:
        """An ordinary word: of the dictionary, of offices, or a compound of two that no dictionary has."""
        chance = self.rng.random()
        if chance < 0.15:
            return self.word("office_word") + self.people.pick(["", "s", "s"]) + self.people.pick(self.nouns)
        return self.people.pick(self.nouns) if chance < 0.55 else self.word("office_word")

    def _city(self) -> str:
        """One in seven is a town that no list has."""
        if self.rng.random() < 0.15:
            return self.people.pick(STEMS) + self.people.pick(["", "", "er", "e"]) + self.word("town_end")
        return self.people.pick(self.towns)

    def _object(self) -> str:
        """The name of a bridge, building or project, as it stands after the word for it."""
        start = self.word("object_start")
        return f"{start} {self.people.pick(self.nouns).capitalize()}" if start else self.noun().capitalize()

    def _place(self) -> str:
        return self._city() if self.rng.random() < 0.6 else self.word("place")

    def _street(self) -> str:
        """Four in ten are named after a person."""
        chance = self.rng.random()
        if chance < 0.33:
            return self.people.pick(self.nouns).capitalize() + self.word("street_end")
        if chance < 0.47:
            return self._city() + self.word("street_end")
        if chance < 0.57:
            return self.people.first("dutch") + self.word("street_end")
        if chance < 0.68:
            return self.word("street")
        before = self.word("street_before") + " " if self.rng.random() < 0.75 else ""
        given = self.people.pick(["", "", "", "", self.people.first("dutch") + " ", self.people.initials() + " "])
        last = self.people.alone(self.people.last(self.people.pick(["dutch", "dutch", "frisian", "english"])))
        return before + given + last.split("-")[0] + self.people.pick(["", "", "", " "]) + self.word("street_end")

    def _organisation(self) -> str:
        """Seven in ten hold the name of a person or place."""
        people = self.people
        last = people.alone(people.last())
        legal = f" {self.word('legal')}" if self.rng.random() < 0.5 else ""
        match self.rng.randint(0, 10):
            case 0:
                return f"{self.word('trade')} {last}{legal}"
            case 1:
                return f"{last} {self.word('branch')}{legal}"
            case 2:
                between, other = people.pick([" & ", " en ", "-", ", "]), people.alone(people.last())
                return f"{last}{between}{other}{people.pick([' ', ' ', ''])}{self.word('branch')}"
            case 3:
                return f"{self.word('body')} {people.pick([self._city(), self.word('region')])}"
            case 4:
                return f"{self.word('club')} {self.word('club_name')}"
            case 5:
                name = people.name("full") if self.rng.random() < 0.6 else last
                return (
                    f"{name.title() if name.isupper() else name}{people.pick([' ', ' ', '-'])}{self.word('institute')}"
                )
            case 6:
                house = people.first("dutch") + self.word("institute_end")
                return f"{self.word('institute_before')} {people.pick([people.name('full'), house])}"
            case 7:
                start = people.pick(self.nouns).capitalize() + people.pick(["", " "])
                return f"{start}{self.word('company_end')}{legal}"
            case 8:
                return self.word("company")
            case _:
                return self.word("org")

    def _english(self) -> str:
        return self.people.pick(self.english) if self.rng.random() < 0.6 else self.word("english_office")

    def _brand(self) -> str:
        """A firm of one word that is in no dictionary."""
        name = self.word("brand_start") + self.word("brand_end")
        return name if self.rng.random() < 0.7 else self.people.pick(self.nouns).capitalize()

    def _heading(self) -> str:
        text = " ".join([*(self.noun().capitalize() for _ in range(self.rng.randint(1, 3))), self.word("heading_end")])
        return text.upper() if self.rng.random() < 0.15 else text

    def _date(self) -> str:
        rng = self.rng
        day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1998, 2027)
        name = self.words["month"][month - 1]
        forms = [f"{day} {name} {year}"] * 3 + [f"{day} {name}", f"{name} {year}", f"{name.capitalize()} {year}"]
        forms += [f"{day:02}-{month:02}-{year}", f"{day}/{month}/{year % 100:02}", f"{year}-{month:02}-{day:02}"]
        return self.people.pick([*forms, f"{self.word('weekday')} {day} {name}"])

    def _number(self) -> str:
        addition = self.people.pick(["", "", "", "", "a", "b", " A", "-1", "-II", " hs", " bis"])
        return f"{self.rng.randint(1, 420)}{addition}"

    def _postcode(self) -> str:
        letters = "".join(self.rng.choice("ABCDEGHJKLMNPRSTVWXZ") for _ in range(2))
        return f"{self.rng.randint(1000, 9999)}{self.people.pick([' ', ' ', ''])}{letters}"

    def _small(self) -> str:
        return str(self.rng.choice([self.rng.randint(1, 12), self.rng.randint(1, 99), self.rng.randint(100, 3000)]))

    def _domain(self) -> str:
        return re.sub(r"[^a-z]", "", self.people.pick(self.nouns)) + self.people.pick([".nl", ".nl", ".com", ".org"])

    def _mail(self) -> str:
        local = re.sub(r"[^a-z.]", "", self.people.name("ini").lower().replace(" ", "")).strip(".") or "info"
        return f"{self.people.pick([local, local, 'info', 'gemeente', 'secretariaat'])}@{self._domain()}"

    def _url(self) -> str:
        return self.people.pick(["www.", "https://www.", "https://"]) + self._domain()
