"""The inline markup of a sample's source: what must go, what may go, and what should be suggested.

    [[persoon|Karin de Wit]]                  must go, under the usual ground of its kind
    [[kenmerk|5.1(1)c,5.1(2)f|KB-118]]        must go, under the first ground; the others are right as well
    [[free|mevrouw]]                          may go or stay
    [[opvatting|Ik raad dit af.]]             a passage that is suggested to a person
    [[keep logo|image:...]]                   a picture that stays
    [[handtekening|image:...]]                a picture that must go

Marks may stand within marks; a word belongs to the innermost one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["GROUND_OF", "Label", "Mark", "MarkupError", "Text", "labelled", "parse", "rendered"]

Label = Literal["must", "free", "keep", "suggest"]

GROUND_OF = {
    "persoon": "5.1(2)e", "email": "5.1(2)e", "telefoon": "5.1(2)e", "adres": "5.1(2)e", "iban": "5.1(2)e",
    "geboortedatum": "5.1(2)e", "kenteken": "5.1(2)e", "handtekening": "5.1(2)e", "bsn": "5.1(1)e",
    "bedrijfsnaam": "5.1(1)c", "product": "5.1(1)c", "url": "5.1(1)c", "logo": "5.1(1)c", "bedrag": "5.1(1)c",
    "tarief": "5.1(1)c", "aantal": "5.1(1)c", "percentage": "5.1(1)c", "doorlooptijd": "5.1(1)c",
    "kenmerk": "5.1(1)c", "kvk": "5.1(1)c", "btwnummer": "5.1(1)c", "plaats": "5.1(1)c", "methode": "5.1(1)c",
    "ordernummer": "5.1(2)f", "wachtwoord": "5.1(2)h", "bijzonder": "5.1(1)d",
    "opvatting": "5.2(1)", "vertrouwelijk": "5.1(2)i", "buiten_scope": "buiten_scope",
}  # fmt: skip
"""Kind of a mark -> its usual ground (policy of the municipality)."""

SUGGESTED = {"opvatting", "vertrouwelijk", "buiten_scope"}

_GROUND = r"(?:5\.[12]\(\d\)[a-l]?|buiten_scope)"
_OPEN = re.compile(
    rf"\[\[(?P<way>suggest |keep )?(?P<kind>free|{'|'.join(GROUND_OF)})\|(?:(?P<grounds>{_GROUND}(?:,{_GROUND})*)\|)?"
)
_TOKEN = re.compile(rf"(?P<open>{_OPEN.pattern})|(?P<close>\]\])")


class MarkupError(ValueError):
    """The markup of a source, or what came of it, is not right."""


@dataclass(frozen=True)
class Mark:
    """One span of the truth; numbered from 1 in the order of the source."""

    number: int
    label: Label
    kind: str
    grounds: tuple[str, ...]
    parent: int | None
    content: tuple[Text, ...] = ()

    @property
    def image(self) -> str | None:
        """What picture is meant, when the mark is around a picture."""
        text = self.content[0] if self.content else None
        return text.removeprefix("image:") if isinstance(text, str) and text.startswith("image:") else None


Text = str | Mark


def parse(source: str, first: int = 1) -> tuple[Text, ...]:
    """Read the markup; the marks are numbered from `first`. Raises MarkupError when a mark is not closed."""
    number = first
    stack: list[tuple[int, re.Match[str]]] = []
    contents: list[list[Text]] = [[]]
    place = 0
    for token in _TOKEN.finditer(source):
        if token["close"] and not stack:
            continue  # a `]]` of the layout language
        contents[-1].append(source[place : token.start()])
        place = token.end()
        if token["open"]:
            stack.append((number, token))
            contents.append([])
            number += 1
            continue
        own, opened = stack.pop()
        content = tuple(part for part in contents.pop() if part != "")
        contents[-1].append(_mark(own, opened, stack[-1][0] if stack else None, content))
    if stack:
        raise MarkupError(f"mark is not closed: {stack[-1][1].group(0)}{source[stack[-1][1].end() :][:40]}")
    contents[0].append(source[place:])
    return tuple(part for part in contents[0] if part != "")


def _mark(number: int, opened: re.Match[str], parent: int | None, content: tuple[Text, ...]) -> Mark:
    kind = opened["kind"]
    label: Label = "must"
    if kind == "free":
        label = "free"
    elif opened["way"] == "keep ":
        label = "keep"
    elif opened["way"] == "suggest " or kind in SUGGESTED:
        label = "suggest"
    grounds = tuple((opened["grounds"] or GROUND_OF.get(kind, "")).split(","))
    return Mark(number, label, kind, grounds, parent, content)


def rendered(texts: tuple[Text, ...], wrap: Callable[[Mark, str], str]) -> str:
    """The source with each mark as `wrap` writes it, given what is in it."""
    return "".join(t if isinstance(t, str) else wrap(t, rendered(t.content, wrap)) for t in texts)


def labelled(texts: tuple[Text, ...], around: Mark | None = None) -> Iterator[tuple[str, Mark | None]]:
    """Pieces of plain text with the innermost mark around each."""
    for text in texts:
        if isinstance(text, str):
            yield text, around
        else:
            yield from labelled(text.content, text)


def marks_in(texts: tuple[Text, ...]) -> Iterator[Mark]:
    """All marks, in the order of their numbers."""
    for text in texts:
        if isinstance(text, Mark):
            yield text
            yield from marks_in(text.content)
