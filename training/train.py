"""Trains the name model and writes its weights into the package.

    python -m training.train [--data DIR] [--epochs N] [--pages N] [--out DIR]

One core, some ten minutes; the same seed gives the same weights. DIR is described in docs/model-card.md.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from thinc.api import Adam, fix_random_seed, warmup_linear

from training import corpora
from training.genres import LINE_WIDTHS, Sample, Writer, damaged, wrapped
from training.lists import DATA, ROOT
from woolak.pipeline.detect.model import features, network
from woolak.pipeline.detect.model.tokens import split

SEED = 20260
WEIGHTS = ROOT / "pipeline" / "detect" / "model" / "weights"
MINIMUM_COUNT = 4
"""A word gets a number of its own when it occurs this often outside names."""
BATCH_WORDS = 1600
LEARNING_RATE = 0.002
DROPOUT = 0.2
HIDDEN_SHARE = 0.3
"""Share of the words, per text, of which the model may not see on which list they are."""
WORD_DROPOUT = 0.08
"""Share of the words whose own number is hidden, so that shape, ends and neighbours must do."""

UNSURE = -1
"""The label of words of which nothing is to be learnt."""

SMOOTHING = 0.02
"""Share of the probability that the truth leaves to the other labels, so that a doubt stays visible as one."""

Example = tuple[list[str], list[bool], NDArray[np.int64]]


def labelled(sample: Sample) -> Example:
    """The words and spaces of a text, and the label of each word that is not white space."""
    text, spans = sample
    words, spaces = split(text)
    labels, place, spans_left = [], 0, sorted(spans)
    started: tuple[int, int, str] | None = None
    for word, space in zip(words, spaces, strict=True):
        end = place + len(word)
        if not features.is_gap(word):
            span = next(((a, b, kind) for a, b, kind in spans_left if a < end and b > place), None)
            labels.append("O" if span is None else f"{'I' if span == started else 'B'}-{span[2]}")
            started = span
        place = end + space
    numbers = [network.LABELS.index(label) if label[-1] != "?" else UNSURE for label in labels]
    return words, spaces, np.array(numbers, dtype=np.int64)


def vocabulary(examples: list[Example]) -> list[str]:
    """Words that occur often enough outside persons' names: only these are known by themselves."""
    counts: Counter[str] = Counter()
    for words, _, labels in examples:
        seen = [word for word in words if not features.is_gap(word)]
        counts.update(features.word_key(word) for word, label in zip(seen, labels, strict=True) if label == 0)
    frequent = [word for word, count in counts.most_common(features.COLUMNS["word"] - 2) if count >= MINIMUM_COUNT]
    return sorted(frequent)


def real_texts(data: Path, seed: int) -> list[Sample]:
    """The open annotated texts, and the same with other people in them."""
    writer = Writer(seed)
    real = corpora.europeana(data, held_out=False) + corpora.ud_weak(data)
    unsure = corpora.ud_unsure(data)
    mixed = real + unsure + corpora.swapped(real, writer.people, writer.rng)
    mixed += corpora.personified(real + unsure, writer.people, writer.rng)
    writer.rng.shuffle(mixed)
    grouped = corpora.regrouped(mixed, writer.rng)
    return [damaged((wrapped(text, writer.rng.choice(LINE_WIDTHS)), spans), writer.rng) for text, spans in grouped]


def batches(
    examples: list[Example], known: dict[str, int], rng: Random
) -> Iterator[tuple[features.Rows, NDArray[np.float32]]]:
    """Rows and wanted probabilities of some texts at a time; each time other words are hidden."""
    order = list(range(len(examples)))
    rng.shuffle(order)
    rows, wanted, size = [], [], 0
    for index in order:
        words, spaces, labels = examples[index]
        if not len(labels):
            continue
        secret = rng.random()
        share = 0.0 if secret < 0.15 else HIDDEN_SHARE
        # A name in small letters is only to be found when a list knows it: unknown small words are mostly no names.
        hidden = {word for word in dict.fromkeys(words) if word[0].isupper() and rng.random() < share}
        found = features.rows(features.seen(words, spaces), known, hidden.__contains__)
        found[[rng.random() < WORD_DROPOUT for _ in labels], 0] = 0
        rows.append(found)
        wanted.append(labels)
        size += len(labels)
        if size >= BATCH_WORDS:
            yield _batch(rows, wanted)
            rows, wanted, size = [], [], 0
    if rows:
        yield _batch(rows, wanted)


def _batch(rows: list[features.Rows], wanted: list[NDArray[np.int64]]) -> tuple[features.Rows, NDArray[np.float32]]:
    joined, places = network.join(rows)
    truth = np.zeros((len(joined), len(network.LABELS)), dtype=np.float32)
    for place, labels in zip(places, wanted, strict=True):
        sure = labels != UNSURE
        truth[np.arange(place.start, place.stop)[sure], labels[sure]] = 1.0
    return joined, truth


def train(data: Path, epochs: int, pages: int, out: Path) -> None:
    fix_random_seed(SEED)
    rng = Random(SEED)
    real = [labelled(sample) for sample in real_texts(data, SEED)] if data.is_dir() else []
    writer = Writer(SEED + 1)
    first = [labelled(writer.page()) for _ in range(pages)]
    words = vocabulary(real + first)
    known = {word: number for number, word in enumerate(words, start=2)}
    model = network.network(dropout=DROPOUT)
    steps = epochs * (sum(len(labels) for _, _, labels in real + first) // BATCH_WORDS + 1)
    optimizer = Adam(
        warmup_linear(LEARNING_RATE, min(300, steps // 10), int(steps * 1.03)),
        L2=1e-5,
        grad_clip=1.0,
        use_averages=True,
    )
    print(f"{len(words)} words, {steps} steps", flush=True)
    for epoch in range(epochs):
        started, loss, count = time.time(), 0.0, 0
        fresh = first if epoch == 0 else [labelled(writer.page()) for _ in range(pages)]
        for rows, truth in batches(real + fresh, known, rng):
            guesses, backward = model.begin_update(rows)
            mask = truth.any(axis=1, keepdims=True)
            loss -= float(np.log(guesses[truth > 0] + 1e-9).sum())
            count += int(mask.sum())
            backward((guesses - truth * (1 - SMOOTHING) - SMOOTHING / len(network.LABELS)) * mask)
            model.finish_update(optimizer)
            optimizer.step_schedules()
        print(f"epoch {epoch + 1}: loss {loss / count:.4f}, {time.time() - started:.0f} s", flush=True)
        out.mkdir(parents=True, exist_ok=True)
        with model.use_params(optimizer.averages):
            network.save(model, out / "names.npz")
        (out / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with europeana_nl/ and ud_weak.jsonl")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--pages", type=int, default=16000, help="generated pages per epoch, new ones each time")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    train(options.data, options.epochs, options.pages, options.out)


if __name__ == "__main__":
    main()
