"""Measures the name model: persons found and false alarms, at several thresholds, beside others' when given.

    python -m training.evaluate [--data DIR] [--weights DIR] [--other NAME=FILE ...] [--texts FILE]

Sets: the three hand-written municipal tests (DIR/../test) and the part of Europeana that training does not see.
`--texts` writes all texts as JSON lists per set; `--other` reads another tool's spans ([[start, end], ...] per text)
made from that file. Recall counts a name when some letter of it is found (overlap), and when every letter is (whole);
precision counts a found span that touches a name.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training import corpora
from training.genres import Sample
from training.lists import DATA
from training.train import WEIGHTS
from woolak.pipeline.detect.model import network
from woolak.pipeline.detect.model.naming import likely_persons, pipeline, read_vocabulary

THRESHOLDS = (0.5, 0.3, 0.2, 0.15, 0.1, 0.05, 0.02)
_MARK = re.compile(r"\{(PER|ORG|LOC|MISC):([^}]*)\}")
_TITLE = re.compile(
    r"(?:(?:de\s+)?(?:dhr|mw|mevr|mvr|mr|drs|dr|ir|ing|prof|mevrouw|meneer|heer|familie|fam)\.?\s+)+", re.I
)

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Score:
    names: int
    overlap: int
    whole: int
    found: int
    right: int

    def __str__(self) -> str:
        share = [
            100 * part / max(1, of)
            for part, of in ((self.overlap, self.names), (self.whole, self.names), (self.right, self.found))
        ]
        return f"{self.names:5} {share[0]:8.1f} {share[1]:6.1f} {share[2]:10.1f}"


def written(path: Path) -> list[Sample]:
    """The samples of a hand-written test: `{PER:name}` in the text, blank lines between; titles do not count."""
    raw = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    samples = []
    for block in re.split(r"\n\s*\n", raw):
        text, spans, end = "", [], 0
        for match in _MARK.finditer(block):
            text += block[end : match.start()]
            title = _TITLE.match(match[2]) if match[1] == "PER" else None
            spans.append((len(text) + (title.end() if title else 0), len(text) + len(match[2]), match[1]))
            text += match[2]
            end = match.end()
        text += block[end:]
        if text.strip():
            samples.append((text, spans))
    return samples


def sets(data: Path) -> dict[str, list[Sample]]:
    tests = {path.stem: written(path) for path in sorted((data.parent / "test").glob("*.txt"))}
    together = [sample for samples in tests.values() for sample in samples]
    return {**tests, "municipal": together, "europeana": corpora.europeana(data, held_out=True)}


def score(samples: Sequence[Sample], found: Sequence[Spans]) -> Score:
    """Persons only."""
    names = overlap = whole = spans = right = 0
    for (text, marked), guesses in zip(samples, found, strict=True):
        gold = [(start, end) for start, end, kind in marked if kind == "PER"]
        covered = {place for start, end in guesses for place in range(start, end)}
        true = {place for start, end in gold for place in range(start, end) if text[place].isalnum()}
        for start, end in gold:
            letters = [place for place in range(start, end) if text[place].isalnum()]
            hits = sum(place in covered for place in letters)
            names, overlap, whole = names + 1, overlap + (hits > 0), whole + (hits == len(letters))
        spans += len(guesses)
        right += sum(any(place in true for place in range(start, end)) for start, end in guesses)
    return Score(names, overlap, whole, spans, right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--texts", type=Path, help="write the texts for another tool")
    parser.add_argument("--other", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--misses", action="store_true", help="show what is missed and what is a false alarm")
    options = parser.parse_args()
    all_sets = sets(options.data)
    if options.texts:
        options.texts.write_text(
            json.dumps({name: [text for text, _ in samples] for name, samples in all_sets.items()})
        )
    weights = network.Reader(network.load(options.weights / "names.npz"))
    nlp = pipeline(weights, read_vocabulary(options.weights / "vocabulary.txt"))
    others = {
        name: json.loads(Path(file).read_text()) for name, _, file in (one.partition("=") for one in options.other)
    }
    print(f"{'set':12} {'system':14} {'names':>5} {'overlap':>8} {'whole':>6} {'precision':>10}")
    for name, samples in all_sets.items():
        started = time.process_time()
        docs = [nlp(text) for text, _ in samples]
        seconds = time.process_time() - started
        sure = [[(span.start_char, span.end_char) for span in doc.ents if span.label_ == "PER"] for doc in docs]
        print(f"{name:12} {'names':14} {score(samples, sure)}")
        for threshold in THRESHOLDS:
            found = [
                sorted({(start, end) for start, end, _ in likely_persons(doc, threshold)} | set(spans))
                for doc, spans in zip(docs, sure, strict=True)
            ]
            print(f"{name:12} {f'P >= {threshold}':14} {score(samples, found)}")
            if options.misses and threshold == 0.1 and name == "municipal":
                show(samples, found)
        for other, spans in others.items():
            print(f"{name:12} {other:14} {score(samples, [[(a, b) for a, b in one] for one in spans[name]])}")
        words = sum(len(text.split()) for text, _ in samples)
        print(f"{name:12} {words} words, {1000 * seconds / words * 400:.1f} ms per 400 words (short texts)\n")


def show(samples: Sequence[Sample], found: Sequence[Spans]) -> None:
    for (text, marked), guesses in zip(samples, found, strict=True):
        covered = {place for start, end in guesses for place in range(start, end)}
        gold = {place for start, end, kind in marked if kind == "PER" for place in range(start, end)}
        for start, end, kind in marked:
            if kind == "PER" and not all(place in covered or not text[place].isalnum() for place in range(start, end)):
                print(
                    "  missed:",
                    repr(text[max(0, start - 40) : start]),
                    "[",
                    text[start:end],
                    "]",
                    repr(text[end : end + 30]),
                )
        for start, end in guesses:
            if not any(place in gold for place in range(start, end)):
                print(
                    "  false:",
                    repr(text[max(0, start - 40) : start]),
                    "[",
                    text[start:end],
                    "]",
                    repr(text[end : end + 30]),
                )


if __name__ == "__main__":
    main()
