"""The name model as a spaCy component, and the pipeline around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from woolak.pipeline.detect.model import decoding, features, network
from woolak.pipeline.detect.model.tokens import WORDS, Tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["NAMING", "Naming", "likely_persons", "load", "pipeline", "read_vocabulary"]

NAMING = "woolak_names"
MOST_WORDS = 20_000
"""Words (with the white space before them) of which is kept what the first layer of the network makes of them."""
GAPS = "woolak_gaps"
"""Where a Doc keeps which of its tokens are words, and the kind of white space before each of those."""


def _register() -> None:
    from spacy.tokens import Doc, Token

    for name in ("person_probability", "person_begins"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())
    if not Token.has_extension("person_probability"):
        Token.set_extension("person_probability", getter=_of_token)


def _of_token(token: object) -> float:
    probabilities = token.doc._.person_probability  # type: ignore[attr-defined]
    return float(probabilities[token.i]) if probabilities else 0.0  # type: ignore[attr-defined]


def _words(doc: Doc) -> tuple[list[str], list[bool]]:
    """The words of a doc, and whether a space follows each."""
    if WORDS in doc.user_data:
        words, spaces = doc.user_data[WORDS]
        return words, spaces
    return [token.text for token in doc], [bool(token.whitespace_) for token in doc]


def _trimmed(words: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """A run of words without the punctuation at its ends; empty when less than two letters are left."""
    while first < last and not any(map(str.isalnum, words[first])):
        first += 1
    while last > first and not any(map(str.isalnum, words[last - 1])):
        last -= 1
    letters = sum(map(str.isalpha, "".join(words[first:last])))
    return (first, last) if letters > 1 else (first, first)


class Naming:
    """Sets `doc.ents` (PER, ORG, LOC), and per token the probability of being part of a person's name.

    White space is skipped, so a name that a line end breaks is one name; a blank line or a tab ends a name.
    """

    def __init__(self, weights: network.Reader, vocabulary: dict[str, int]) -> None:
        self.weights = weights
        self.vocabulary = vocabulary
        self._places: dict[features.Seen, int] = {}
        self._alone = np.empty((MOST_WORDS, network.WIDTH), dtype=np.float32)

    def _read(self, seen: Sequence[features.Seen]) -> NDArray[np.float32]:
        """What the first layer makes of each word; of words that were seen before it is kept (8 MB at most)."""
        new = [word for word in dict.fromkeys(seen) if word not in self._places]
        if len(self._places) + len(new) > MOST_WORDS:
            self._places.clear()
            new = list(dict.fromkeys(seen))
        if len(new) > MOST_WORDS:  # a text of more words than are kept
            return self.weights.alone(features.rows(seen, self.vocabulary))
        if new:
            first = len(self._places)
            self._alone[first : first + len(new)] = self.weights.alone(features.rows(new, self.vocabulary))
            self._places.update((word, first + number) for number, word in enumerate(new))
        return self._alone[[self._places[word] for word in seen]]

    def __call__(self, doc: Doc) -> Doc:
        from spacy.tokens import Span

        words, spaces = _words(doc)
        seen = features.seen(words, spaces)
        gaps = [gap for _, gap in seen]
        places = [index for index, word in enumerate(words) if not word.isspace()]
        person, begins, entities = np.zeros(len(words)), np.zeros(len(words), dtype=bool), []
        if places:
            edge = [features.PADDED] * network.DEPTH
            probabilities = self.weights.predict(self._read([*edge, *seen, *edge]))[network.DEPTH : -network.DEPTH]
            begin, inside = (
                probabilities[:, network.LABELS.index(label)].astype(np.float64) for label in ("B-PER", "I-PER")
            )
            person[places], begins[places] = np.minimum(1.0, begin + inside), begin > inside
            for first, last, kind in decoding.best(probabilities, gaps):
                start, end = _trimmed(words, places[first], places[last - 1] + 1)
                if start < end:
                    entities.append(Span(doc, start, end, label=kind))
        doc.ents = tuple(entities)
        doc._.person_probability, doc._.person_begins = person.tolist(), begins.tolist()
        doc.user_data[GAPS] = (places, gaps)
        return doc


def likely_persons(doc: Doc, threshold: float) -> list[tuple[int, int, float]]:
    """Runs of words (first character, last + 1, highest probability) that may be a person's name.

    Every word in it has at least the threshold's probability. Empty when the name model did not read this doc.
    """
    probabilities, starts = doc._.person_probability, doc._.person_begins
    if not probabilities:
        return []
    words, _ = _words(doc)
    places, gaps = doc.user_data[GAPS]
    person = [probabilities[place] for place in places]
    begins = [starts[place] for place in places]
    found = []
    for first, last, _ in decoding.likely(person, begins, gaps, threshold):
        start, end = _trimmed(words, places[first], places[last - 1] + 1)
        if start < end:
            last_word = doc[end - 1]
            found.append((doc[start].idx, last_word.idx + len(last_word), max(person[first:last])))
    return found


def read_vocabulary(path: Path) -> dict[str, int]:
    """The words known by themselves; 0 is for all others, 1 for padding."""
    return {word: number for number, word in enumerate(path.read_text(encoding="utf-8").split("\n"), start=2) if word}


def pipeline(weights: network.Reader, vocabulary: dict[str, int]) -> Language:
    """A spaCy pipeline for Dutch of our tokenizer and the name model."""
    from spacy.lang.nl import Dutch
    from spacy.language import Language

    _register()
    if not Language.has_factory(NAMING):
        Language.factory(NAMING, func=lambda nlp, name: Naming(None, {}))  # type: ignore[arg-type]
    nlp = Dutch(create_tokenizer=lambda nlp: Tokenizer(nlp.vocab))
    component = nlp.add_pipe(NAMING)
    component.weights, component.vocabulary = weights, vocabulary  # type: ignore[attr-defined]
    return nlp


@cache
def load() -> Language:
    """The shipped pipeline; the same object for the whole process."""
    with resources.as_file(resources.files("woolak.pipeline.detect.model") / "weights") as folder:
        weights = network.Reader(network.load(folder / "names.npz"))
        return pipeline(weights, read_vocabulary(folder / "vocabulary.txt"))
