"""What is seen of a sentence by which its wording tells an opinion or an exchange: its words, its form, its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from woolak.pipeline.detect.passages.cues import CueHit, weigh
from woolak.pipeline.detect.passages.sentences import Sentence
from woolak.pipeline.detect.passages.weights import AT_BEGIN, FIELD, passage_weights

__all__ = ["fields_of", "signs_of", "sums_of", "telling_words", "words_of"]

STEM, ENDING, LONG = 5, 4, 6
TOKEN = re.compile(r"[a-zà-ÿ]+(?:['-][a-zà-ÿ]+)*|\d+|[€%:;?!()\"“”…]")
NUMBER = re.compile(r"\d[\d.,]*")
CAPITAL = re.compile(r"(?<=[a-zà-ÿ,;:] )[A-ZÀ-Ý][\w-]+")
MOST = 2.5
KINDS = ("mail", "memo", "nota", "verslag", "plan", "brief", "rapport", "overig", "raadsstuk", "besluit")
USUAL_WORDS, SHORT = 12, 8
MOST_SHOWN, LEAST_SHOWN = 3, 0.1
TOLD = ("OPINION for", "CONSULTATION for", "CONSULTATION said")


def words_of(lowered: str) -> list[str]:
    """The words of a sentence: each whole, as it begins (`werk*`) and ends (`*ling`), and with the one behind it
    (`wij+werken`); `^` and `$` are its begin and end, `#` is any number."""
    tokens = ["#" if token[0].isdigit() else token for token in TOKEN.findall(lowered)]
    long = [token for token in tokens if len(token) >= LONG]
    return [
        *tokens,
        *map("+".join, zip(["^", *tokens], [*tokens, "$"], strict=True)),
        *[f"{token[:STEM]}*" for token in long],
        *[f"*{token[-ENDING:]}" for token in long],
    ]


def _field_hits(sentence: Sentence) -> Iterator[CueHit]:
    """The words of fields in a sentence, in order; of two in the same field the longer one."""
    reached: dict[str, int] = {}
    for hit in sorted((hit for hit in sentence.hits if hit.group[0] == FIELD), key=lambda hit: (hit.start, -hit.end)):
        if hit.group.endswith(AT_BEGIN) and hit.start > sentence.span.start:
            continue
        if hit.start >= reached.get(hit.group, -1):
            reached[hit.group] = hit.end
            yield hit


def fields_of(sentence: Sentence) -> Iterator[str]:
    """The fields of a sentence, and how they follow each other: `[judging_bad]`, `[insiders]>[thinking_other]`."""
    before, last = "^", ""
    for hit in _field_hits(sentence):
        yield hit.group
        if hit.group != last:
            yield f"{before}>{hit.group}"
        before = last = hit.group
    yield f"{before}>$"


def sums_of(sentence: Sentence) -> dict[str, float]:
    """The weight of the cues of each group, fields left out."""
    return weigh(hit for hit in sentence.hits if hit.group[0] != FIELD)


def signs_of(kind: str, internal: bool, sentence: Sentence, sums: Mapping[str, float]) -> dict[str, float]:
    """The signs of a sentence but for its words, in a document of a kind; what is nought is left out."""
    words = sentence.words
    count = len(words.split())
    numbers = len(NUMBER.findall(words))
    weights = passage_weights()
    found = {
        "internal": float(internal),
        f"kind {kind if kind in KINDS else 'other'}": 1.0,
        f"in {sentence.kind}": 1.0,
        "first": float(sentence.place == 0),
        "last": float(sentence.place == sentence.siblings - 1),
        "alone": float(sentence.siblings == 1),
        "length": math.log(count / USUAL_WORDS),
        "short": float(count < SHORT),
        "numbers": min(numbers, 3.0),
        "no number": float(not numbers),
        "names": min(len(CAPITAL.findall(words)), 3.0),
        "no end": float(words[-1] not in ".!?"),
        **{f"cues {group}": min(value, MOST) for group, value in sums.items()},
    }
    if head := sentence.head.words:
        found["head opinion"] = weights.head_weight("OPINION", head)
        found["head consultation"] = weights.head_weight("CONSULTATION", head)
    return {name: value for name, value in found.items() if value}


def telling_words(sentences: Sequence[Sentence], weights: Mapping[str, float]) -> str:
    """The words that count most for a passage, as they stand in it: a cue, a word of a field, or a plain word."""
    best: list[tuple[float, str]] = []
    for one in sentences:
        for hit in _field_hits(one):
            best.append((weights.get(hit.group, 0.0), one.flat[hit.start : hit.end]))
        for hit in one.hits:
            if hit.group in TOLD:
                best.append((hit.weight, one.flat[hit.start : hit.end]))
    shown: list[str] = []
    for weight, words in sorted(best, key=lambda one: (-one[0], -len(one[1]))):
        if weight >= LEAST_SHOWN and not any(words in other or other in words for other in shown):
            shown.append(words)
    return ", ".join(shown[:MOST_SHOWN])
