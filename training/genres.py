"""Writes sentences and pages as municipalities write them, with every name marked, to train on.

The wordings are templates in training/templates/*.yaml: one per line, `\\n` and `\\t` for line ends and tabs,
`[a|b|]` picks one, `{slot}` is filled by training/slots.py; a person, organisation or place in it is marked.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import yaml

from training.people import People
from training.slots import Slots

__all__ = ["Sample", "Writer"]

Span = tuple[int, int, str]
Sample = tuple[str, list[Span]]

TEMPLATES = Path(__file__).resolve().parent / "templates"
LINE_WIDTHS = (35, 45, 60, 75, 85, 95, 110)
"""Letters per line of columns, letters and landscape pages."""
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_LOOKALIKES = {
    **{"l": "1I", "I": "l1", "O": "0", "o": "0", "e": "c", "c": "e", "i": "l"},
    **{"S": "5", "B": "8", "n": "u", "u": "n", "a": "o", "t": "f"},
}
"""Letters that OCR takes for another."""


def _words() -> dict[str, list[str]]:
    data: dict[str, str] = yaml.safe_load((TEMPLATES / "words.yaml").read_text(encoding="utf-8"))
    return {key: [part.strip() for part in text.split(";") if part.strip()] for key, text in data.items()}


def _genres() -> dict[str, tuple[float, list[str]]]:
    """The templates and the weight of each genre."""
    found = {}
    for path in sorted(TEMPLATES.glob("*.yaml")):
        if path.name != "words.yaml":
            for genre, part in yaml.safe_load(path.read_text(encoding="utf-8")).items():
                lines = [line.replace("\\n", "\n").replace("\\t", "\t") for line in part["lines"].splitlines() if line]
                found[genre] = (float(part["weight"]), lines)
    return found


class Writer:
    """A source of samples, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.people = People(self.rng)
        self.slots = Slots(self.rng, self.people, _words())
        self.genres = _genres()
        self.weights = [weight for weight, _ in self.genres.values()]

    def fill(self, template: str) -> Sample:
        """One template with its choices made and its slots filled. Raises KeyError for an unknown slot."""
        chosen = _CHOICE.search(template)
        while chosen:
            template = template[: chosen.start()] + self.people.pick(chosen[1].split("|")) + template[chosen.end() :]
            chosen = _CHOICE.search(template)
        text, spans, end = "", [], 0
        for match in _SLOT.finditer(template):
            text += template[end : match.start()]
            end = match.end()
            if match[1] in ("tp", "Tp"):
                title = self.slots.word("title")
                text += (title[0].upper() + title[1:] if match[1] == "Tp" else title) + " "
            filled, label = self.slots.fill("tp" if match[1] == "Tp" else match[1])
            if label:
                spans.append((len(text), len(text) + len(filled), label))
            text += filled
        return text + template[end:], spans

    def sample(self) -> Sample:
        """One filled template of a genre, drawn by the genres' weights."""
        _, templates = self.rng.choices(list(self.genres.values()), self.weights)[0]
        return self.fill(self.people.pick(templates))

    def page(self) -> Sample:
        """Several samples under each other as on a page, wrapped and damaged as pages are."""
        text, spans = "", []
        for _ in range(self.rng.randint(2, 7)):
            part, found = self.sample()
            if "\n" not in part and len(part) > 40 and self.rng.random() < 0.6:
                part = wrapped(part, self.rng.choice(LINE_WIDTHS))
            if text:
                text += self.people.pick(["\n", "\n", "\n", "\n\n", " ", "\t" if len(part) < 40 else "\n"])
            spans += [(start + len(text), end + len(text), label) for start, end, label in found]
            text += part
        return damaged((text, spans), self.rng)


def wrapped(text: str, width: int) -> str:
    """The text with spaces turned into line ends where a line of this many characters is full."""
    letters, start, last_space = list(text), 0, -1
    for place, letter in enumerate(text):
        if letter == " ":
            last_space = place
        if place - start >= width and last_space > start:
            letters[last_space] = "\n"
            start = last_space + 1
    return "".join(letters)


def damaged(sample: Sample, rng: Random) -> Sample:
    """Now and then: all capitals, all small letters, letters misread as OCR does, a name broken at a line end."""
    text, spans = sample
    chance = rng.random()
    if chance < 0.025 and len(text.upper()) == len(text):
        return text.upper(), spans
    if chance < 0.05 and len(text.lower()) == len(text):
        return text.lower(), spans
    if chance < 0.08:
        letters = [rng.choice(_LOOKALIKES[x]) if x in _LOOKALIKES and rng.random() < 0.03 else x for x in text]
        return "".join(letters), spans
    if chance < 0.14:
        words = [match.span() for match in re.finditer(r"[^\W\d_]{7,}", text)]
        named = [word for word in words if any(a <= word[0] and word[1] <= b for a, b, _ in spans)]
        if words:
            start, end = rng.choice(named if named and rng.random() < 0.6 else words)
            place = rng.randint(start + 3, end - 3)
            broken = [(a + 2 * (a >= place), b + 2 * (b >= place), kind) for a, b, kind in spans]
            return f"{text[:place]}-\n{text[place:]}", broken
    return text, spans
