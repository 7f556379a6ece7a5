"""Two places with a hyphen: a line between them, or a part of a town; a double surname looks the same."""

from __future__ import annotations

from collections.abc import Sequence

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import (
    CAP,
    FIRST,
    INITIAL,
    LAST,
    LISTED,
    ROLE,
    SELDOM,
    TITLE,
    flags_of,
    is_place,
    prefixes,
)
from woolak.pipeline.detect.names.sheet import Token

__all__ = ["between_places"]


def between_places(words: Sequence[Token], before: Token | None) -> bool:
    """Whether words with a hyphen are a line between places or a part of one, and no double surname.

    'Roermond-Weert', 'Haarlem-Spaarnwoude' and 'Baarle-Nassau' are; 'Smit-Veenendaal' is not, nor is what a title,
    role, initial or given name stands before.
    """
    place, hyphen, part = " ".join(word.norm for word in words).partition("-")
    if not hyphen or not part or not words[0].flags & CAP or any(word.flags & INITIAL for word in words):
        return False
    if before is not None and (
        before.flags & (TITLE | INITIAL | ROLE) or (before.flags & FIRST and before.flags & CAP)
    ):
        return False
    whole = f"{place}-{part}"
    if is_place(whole) or is_place(whole.replace("-", " ")):
        return True
    cuts = [at for at, letter in enumerate(whole) if letter == "-"]
    if len(cuts) > 1 and any(is_place(whole[:at]) and _places(whole[at + 1 :]) for at in cuts):
        return True  # 'Nijmegen-Venlo-Roermond'
    second = part.split()[0]
    first, last = flags_of(place.title()), flags_of(second.title())
    if before is not None and before.norm in cues().before_line and (is_place(place) or is_place(part)):
        return True
    if not is_place(place):
        ends = (flags_of(phrase.split()[-1].title()) for phrase in (place, part) if " " in phrase)
        surname = any(end & LAST for end in ends)  # 'El Amrani-de Boer'
        return is_place(part) and not (first & LISTED or last & LAST or surname)
    return is_place(part) or " " in place or not last & LISTED or bool(first & SELDOM) or second in prefixes()


def _places(part: str) -> bool:
    """Whether a part of a line is one place or several."""
    return is_place(part) or any(
        is_place(part[:at]) and _places(part[at + 1 :]) for at, c in enumerate(part) if c == "-"
    )
