"""What a browser says where a sentence tells what to type: on the screens everything has a place of its own."""

from __future__ import annotations

from woolak.rules.reading import Model, read_beside

__all__ = ["on_screen"]


class Instead(Model):
    typed: str
    shown: str


class Wording(Model):
    """review/instead.yaml"""

    instead: tuple[Instead, ...]


def on_screen(sentence: str) -> str:
    """The sentence, with the screen where it names a command or a file."""
    words: Wording = read_beside("woolak.review", "instead.yaml", Wording)
    for one in words.instead:
        sentence = sentence.replace(one.typed, one.shown)
    return sentence
