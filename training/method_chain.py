"""Fits the chain by which training/method.py weighs the sentences of a page together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from woolak.pipeline.detect.business.method_chain import LINKS, SIGNS, runs_of, signs_of
from woolak.pipeline.detect.business.method_units import Unit

__all__ = ["Chained", "Sheet", "fitted_chain"]

PENALTY, LINK_PENALTY = 0.002, 0.0005
BATCHES, ROUNDS = 12, 150
STEPS = (*LINKS, *(f"goes on {name}" for name in SIGNS))
NEVER = -1e4

Array = NDArray[Any]


class Sheet(NamedTuple):
    """The units of a page with the evidence of each, and whether it tells an approach (None: either way is right)."""

    units: Sequence[Unit]
    evidence: Sequence[Mapping[str, float]]
    labels: Sequence[bool | None]


class Chained(NamedTuple):
    """The weights of the evidence of a unit, and those of the step from one unit to the next."""

    around: dict[str, float]
    links: dict[str, tuple[float, float, float]]


class _Batch(NamedTuple):
    """Runs of about one length beside each other: which unit stands at each place of each (-1: none)."""

    evidence: csr_matrix
    steps: csr_matrix
    labels: Array
    places: Array


def _batch(runs: Sequence[tuple[Sheet, list[tuple[int, str]]]], columns: Mapping[str, int]) -> _Batch:
    places = np.full((max(len(run) for _, run in runs), len(runs)), -1)
    evidence: list[tuple[int, int, float]] = []
    steps: list[tuple[int, int, float]] = []
    labels: list[int] = []
    for number, (sheet, run) in enumerate(runs):
        for place, (at, link) in enumerate(run):
            row = len(labels)
            places[place, number] = row
            seen = {"bias": 1.0, **sheet.evidence[at]}
            evidence += [(row, columns[name], value) for name, value in seen.items() if name in columns]
            if place:
                steps += [(row, STEPS.index(name), value) for name, value in signs_of(seen, link).items()]
            label = sheet.labels[at]
            labels.append(-1 if label is None else int(label))
    return _Batch(
        _matrix(evidence, len(labels), len(columns)), _matrix(steps, len(labels), len(STEPS)), np.array(labels), places
    )


def _matrix(entries: Sequence[tuple[int, int, float]], height: int, width: int) -> csr_matrix:
    rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_matrix((np.array(values, float), (np.array(rows, int), np.array(columns, int))), shape=(height, width))


def _either(values: Array, axis: int) -> Array:
    return np.asarray(np.logaddexp.reduce(values, axis=axis))


def _all_ways(batch: _Batch, odds: Array, steps: Array, labels: Array | None = None) -> tuple[float, Array, Array]:
    """The log of the sum over all ways in which the units of a batch may tell an approach (those that the labels allow,
    when given), and how likely each unit tells one and each step is taken."""
    there = batch.places >= 0
    height, width = batch.places.shape
    told = np.zeros((height, width, 2))
    told[..., 1][there] = odds[batch.places[there]]
    if labels is not None:
        known = np.full((height, width), -1)
        known[there] = labels[batch.places[there]]
        told[..., 0][known == 1] = NEVER
        told[..., 1][known == 0] = NEVER
    taken = np.zeros((height, width, 2, 2))
    taken[there] = steps[batch.places[there]]
    above, below = told.copy(), np.zeros((height, width, 2))
    for place in range(1, height):
        on = _either(above[place - 1][:, :, None] + taken[place], 1) + told[place]
        above[place] = np.where(there[place][:, None], on, above[place - 1])
    total = _either(above[-1], 1)
    pairs = np.zeros((len(odds), 2, 2))
    for place in range(height - 1, 0, -1):
        here = there[place]
        behind = (told[place] + below[place])[:, None, :] + taken[place]
        pairs[batch.places[place][here]] = np.exp(above[place - 1][:, :, None] + behind - total[:, None, None])[here]
        below[place - 1] = np.where(here[:, None], _either(behind, 2), 0.0)
    likely = np.zeros(len(odds))
    likely[batch.places[there]] = np.exp(above[..., 1] + below[..., 1] - total)[there]
    return float(total.sum()), likely, pairs


def _of_steps(weights: Array, batch: _Batch) -> Array:
    """How heavily each step counts, by what the first and the second tell; that only the first does, for nothing."""
    both, neither, begins = (batch.steps @ weights.reshape(-1, 3)).T
    return np.stack([neither, begins, np.zeros_like(both), both], axis=1).reshape(-1, 2, 2)


def fitted_chain(sheets: Iterable[Sheet], names: Sequence[str]) -> Chained:
    """The weights under which the labels of the sheets are likeliest."""
    columns = {name: number for number, name in enumerate(["bias", *names])}
    runs = sorted(((sheet, run) for sheet in sheets for run in runs_of(sheet.units)), key=lambda one: len(one[1]))
    parts = np.array_split(np.arange(len(runs)), min(BATCHES, len(runs)))
    batches = [_batch([runs[at] for at in part], columns) for part in parts]
    size, count = len(columns), sum(int((batch.labels >= 0).sum()) for batch in batches)
    held = np.full(size + 3 * len(STEPS), 0.5 * PENALTY)
    held[0] = 0.0
    held[size : size + 3 * len(LINKS)] = 0.5 * LINK_PENALTY

    def loss(weights: Array) -> tuple[float, Array]:
        value, slope = 0.0, np.zeros_like(weights)
        for batch in batches:
            odds, steps = batch.evidence @ weights[:size], _of_steps(weights[size:], batch)
            any_, likely, pairs = _all_ways(batch, odds, steps)
            right, rightly, rightful = _all_ways(batch, odds, steps, batch.labels)
            value += any_ - right
            slope[:size] += batch.evidence.T @ (likely - rightly)
            off = pairs - rightful
            slope[size:] += (batch.steps.T @ np.stack([off[:, 1, 1], off[:, 0, 0], off[:, 0, 1]], axis=1)).ravel()
        return value / count + float((held * weights * weights).sum()), slope / count + 2 * held * weights

    found = minimize(loss, np.zeros(len(held)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x.round(3)
    around = {name: float(found[number]) for name, number in columns.items() if abs(found[number]) >= 0.005}
    links = zip(STEPS, found[size:].reshape(-1, 3).tolist(), strict=True)
    return Chained(around, {name: (both, neither, begins) for name, (both, neither, begins) in links})
