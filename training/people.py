"""Invents people: names of every origin that lives in the Netherlands, in every form in which an office writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from training.lists import LISTS
from woolak.pipeline.detect.model.lists import entries

__all__ = ["STEMS", "People"]

SHARES = {
    **{"dutch": 57, "frisian": 4, "flemish": 1, "moroccan": 7, "turkish": 7, "hindustani": 4, "creole": 2.5},
    **{"javanese_indonesian": 2.5, "moluccan": 1, "antillean": 1.5, "polish": 3.5, "chinese": 1.5, "vietnamese": 0.7},
    **{"ukrainian": 1.5, "russian": 0.7, "eritrean": 1.5, "somali": 0.7, "arabic": 2, "iranian_afghan": 1.5},
    **{"bulgarian_romanian": 1, "african": 1.5, "greek_armenian_kurdish": 0.7, "south_asian": 1, "german": 1.2},
    **{"english": 1.2, "french": 0.8, "spanish": 0.7, "italian": 0.6, "portuguese": 0.5, "croatian": 0.6},
    **{"slovak": 0.3, "hungarian": 0.3, "swedish": 0.2},
}
"""Origins and how often each is drawn; more of the small ones than in the population, since each must be found."""

FIRST_OF = {
    "javanese_indonesian": "indonesian_moluccan",
    "moluccan": "indonesian_moluccan",
    "flemish": "dutch",
    "greek_armenian_kurdish": "hebrew_greek_armenian_kurdish",
}
"""Origins of surnames whose first names stand under another word."""

PREFIXES = [
    *["van"] * 40, *["van de"] * 36, *["van der"] * 36, *["van den"] * 30, *["de"] * 55, *["den"] * 5, *["ter"] * 9,
    *["ten"] * 5, *["te"] * 4, *["Van", "Van de", "Van der", "De"] * 3, "in 't", "in het", "op de", "op den", "van 't",
    "van het", "'t", "uit de", "aan de", "bij de", "onder de", "voor de", "von", "van ter", "v.d.", "v/d", "vd", "v d",
    "op 't", "in de", "uit den", "la", "le", "du", "da", "dos", "Van", "Van de", "Van der", "De", "Van den", "vander",
    "tot", "der", "des", "el",
]  # fmt: skip

STEMS = """
    Brand Hoog Wester Ooster Zuider Noorder Dijk Veen Klein Groot Oude Nieuw Kram Fok Hui Bol Rei Wie Sie Tim Lam Ree
    Steen Eik Elz Lind Kruis Molen Ho Scha Pas Wes Kuip Bu Dol Mei Rui Wol Zand Ber Had Har Hei Ol Roe Sla Vel Wan Zwa
    Bron Dom Ger Gro Hage Heer Kaal Kert Kni Koek Kor Lang Leng Lut Maat Moer Nij Oor Pel Pot Raad Rijk Schel Spro Stam
    Tel Uil Voge Vos Weer Wijn Zeel
""".split()  # noqa: SIM905
ENDINGS = """
    stra ma sma inga huis man mans sen ink berg veld huizen kamp meijer brink hof horst laar dijk hout beek bos boer
    maker stede gaard ers aart wijk bergen donk hoven kens linck enga sema voort ing je link ter ga nga loo mond schot
    daal vliet broek
""".split()  # noqa: SIM905
"""Halves of surnames that no list has."""


def _sections(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    title = ""
    for line in (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            title = line[3:]
        elif line and line[0] != "#":
            found.setdefault(title, []).append(line)
    return found


@dataclass(frozen=True)
class Person:
    first: str
    last: str
    """With its tussenvoegsel."""


class People:
    """A source of people, the same ones for the same `rng`."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.firsts, self.lasts = _sections("first_names"), _sections("surnames")
        dictionary = entries("dictionary")
        self.ordinary = [name for name in self.lasts["dutch"] if name.lower() in dictionary and len(name) > 2]
        self.ordinary_firsts = [name for name in self.firsts["dutch"] if name.lower() in dictionary and len(name) > 2]
        self.nicknames = [name for name in self.firsts["dutch"] if 2 < len(name) < 6]
        self.origins, self.weights = list(SHARES), list(SHARES.values())

    def pick(self, choices: Sequence[str]) -> str:
        return choices[int(self.rng.random() * len(choices))]

    def first(self, origin: str | None = None) -> str:
        origin = origin or self.rng.choices(self.origins, self.weights)[0]
        chance = self.rng.random()
        if origin == "dutch" and chance < 0.06:
            return self.pick(self.ordinary_firsts)
        if origin == "dutch" and chance < 0.2:
            name = self.pick(self.nicknames)
        else:
            name = self.pick(self.firsts.get(FIRST_OF.get(origin, origin)) or self.firsts["dutch"])
        if chance > 0.95:
            name += self.pick(["-", "-", " "]) + self.pick(self.firsts["dutch"])
        return name

    def _dutch_last(self) -> str:
        chance = self.rng.random()
        if chance < 0.48:
            return self.pick(self.lasts["dutch"])
        if chance < 0.56:
            return self.pick(self.ordinary)
        if chance < 0.68:
            return self.pick(STEMS) + self.pick(ENDINGS)
        if chance < 0.72:
            return self.pick(PREFIXES) + " " + self.pick(STEMS) + self.pick(ENDINGS)
        after = self.lasts["dutch_after_tussenvoegsel"] if chance < 0.9 else self.ordinary
        return self.pick(PREFIXES) + " " + self.pick(after)

    def last(self, origin: str | None = None) -> str:
        origin = origin or self.rng.choices(self.origins, self.weights)[0]
        if origin == "dutch":
            name = self._dutch_last()
        elif origin == "moroccan" and self.rng.random() < 0.3:
            name = self.pick(["El ", "El ", "el ", "El-", "Ben ", "Ait ", "Aït ", "Oulad "]) + self.pick(
                self.lasts["moroccan_with_el"]
            )
        elif origin == "arabic" and self.rng.random() < 0.4:
            name = self.pick(["Al ", "al-", "Al-", "Al", "El "]) + self.pick(self.lasts["arabic_with_al"])
        elif origin == "creole" and self.rng.random() < 0.12:
            name = self.pick(self.lasts["creole_several"]).replace("-", self.pick(["-", " "]))
        else:
            name = self.pick(self.lasts[origin]).replace("-", " " if origin == "flemish" else "-")
        if self.rng.random() < 0.08:
            name += self.pick(["-", "-", "-", " - ", "–"]) + self._dutch_last()
        return name

    def person(self) -> Person:
        origin = self.rng.choices(self.origins, self.weights)[0]
        other = self.rng.random()
        return Person(
            self.first(origin if other > 0.12 else "dutch"),
            self.last(origin if other < 0.93 else "dutch"),
        )

    def initials(self, first: str = "") -> str:
        rng = self.rng
        letters = [first[0].upper()] if first and first[0].isalpha() else []
        wanted = rng.choices([1, 2, 3, 4], [45, 33, 17, 5])[0]
        while len(letters) < wanted:
            letters.append(self.pick("ABCDEFGHIJKLMNOPRSTVWYZ"))
        if rng.random() < 0.06:
            letters[0] = self.pick(["Th", "Ch", "Chr", "Joh", "Fr", "IJ", "Ph", "Sj", "Tj"])
        style = rng.random()
        if style < 0.78:
            return ".".join(letters) + "."
        if style < 0.87:
            return ". ".join(letters) + "."
        if style < 0.95:
            return "".join(letters)
        return " ".join(letters)

    def alone(self, last: str) -> str:
        """A surname without anything before it: the tussenvoegsel mostly gets a capital."""
        return last[0].upper() + last[1:] if self.rng.random() < 0.75 else last

    def name(self, form: str) -> str:
        """One name in a form: full, ini, last, first, rev, revfull, official, fullini, abbr or paren."""
        rng, person = self.rng, self.person()
        first, last = person.first, person.last
        prefix, _, stem = self._split(last)
        match form:
            case "full":
                text = f"{first} {last}"
            case "ini":
                text = f"{self.initials(first)}{'' if rng.random() < 0.07 else ' '}{last}"
            case "last":
                text = self.alone(last)
            case "first":
                text = first
            case "rev" | "revfull":
                given = self.initials(first) if form == "rev" else first
                given += f" {self.initials()}" if form == "revfull" and rng.random() < 0.15 else ""
                given += f" ({first})" if form == "rev" and rng.random() < 0.12 else ""
                style = rng.random()
                if prefix and style < 0.45:
                    text = f"{stem}, {given} {prefix}"
                elif prefix and style < 0.6:
                    text = f"{stem} {prefix}, {given}"
                elif prefix and style < 0.7:
                    text = f"{stem}, {prefix}, {given}"
                elif style > 0.93:
                    text = f"{last} {given}"
                else:
                    text = f"{last}, {given}"
            case "official":
                text = " ".join([first, *(self.first("dutch") for _ in range(rng.choice([1, 1, 2, 3])))]) + f" {last}"
            case "fullini":
                text = f"{first} {self.initials()} {last}"
            case "paren":
                text = f"{self.initials(first)} ({first}) {last}"
            case "abbr":
                middle = "".join(part[0] for part in prefix.split())
                text = f"{first[0]}{middle if rng.random() < 0.8 else ''}{stem[:1]}"
                text = text if rng.random() < 0.7 else text.upper()
            case _:
                raise ValueError(form)
        return self._cased(text, form)

    def _split(self, last: str) -> tuple[str, str, str]:
        match = re.match(r"((?:[a-z'./]+ )+)(\S.*)$", last)
        return (match[1].strip(), " ", match[2]) if match else ("", "", last)

    def _cased(self, text: str, form: str) -> str:
        chance = self.rng.random()
        if form == "abbr":
            return text
        if chance < 0.03:
            return text.upper()
        if chance < 0.05 and " " in text:
            head, _, tail = text.rpartition(" ")
            return f"{head} {tail.upper()}"
        if chance < 0.075 and form in ("full", "first", "last"):
            return text.lower()
        return text
