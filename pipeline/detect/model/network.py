"""The network of the name model: embeddings of the rows, four windowed layers, and a probability per label.

It is one function over all words of a text at once; numpy's matrix product is used because the one bundled with
thinc is some three times slower on common servers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from woolak.pipeline.detect.model.features import COLUMNS, PADDING, Rows

__all__ = ["DEPTH", "LABELS", "Network", "Reader", "join", "load", "network", "save"]

Network = Any
"""A thinc Model from Rows to probabilities; thinc's own types do not carry that far."""

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
WIDTH = 96
DEPTH = 4
TILE = 64
_EMBEDDING = {
    "word": 96,
    "suffix4": 64,
    "suffix3": 48,
    "suffix2": 32,
    "prefix3": 48,
    "shape": 32,
    "known": 24,
    "role": 24,
    "gap": 16,
}
"""The width of each column's embedding."""


def network(dropout: float = 0.0, chance: Any = None) -> Network:
    """A new network with weights by chance (seed numpy first), or as `chance` makes them."""
    from thinc.api import Embed, Maxout, NumpyOps, Softmax, chain, clone, concatenate, expand_window, residual

    columns: list[Any] = [
        Embed(_EMBEDDING[name], size, column=place, dropout=dropout or None, initializer=chance)
        for place, (name, size) in enumerate(COLUMNS.items())
    ]
    wide, wider = sum(_EMBEDDING.values()), 3 * WIDTH
    mixed = Maxout(WIDTH, wide, nP=3, normalize=True, dropout=dropout, init_W=chance)
    layer = Maxout(WIDTH, wider, nP=3, normalize=True, dropout=dropout, init_W=chance)
    window = residual(chain(expand_window(1), layer))
    model: Network = chain(concatenate(*columns), mixed, clone(window, DEPTH), Softmax(len(LABELS), WIDTH))
    operations = NumpyOps(use_blis=False)
    for node in model.walk():
        node.ops = operations
    model.initialize(X=np.array([PADDING], dtype=np.int64))
    return model


def join(texts: Sequence[Rows]) -> tuple[Rows, list[slice]]:
    """The rows of several texts as one, with padding between, and where each text is."""
    padding = np.array([PADDING] * DEPTH, dtype=np.int64)
    parts, places, start = [padding], [], DEPTH
    for text in texts:
        parts += [text, padding]
        places.append(slice(start, start + len(text)))
        start += len(text) + DEPTH
    return np.concatenate(parts), places


def _parameters(model: Network) -> list[tuple[Any, str]]:
    return [(node, name) for node in model.walk() for name in sorted(node.param_names)]


def save(model: Network, path: Path) -> None:
    """Write the weights with two bytes each."""
    arrays: dict[str, NDArray[np.float16]] = {
        f"{number:03}": node.get_param(name).astype(np.float16)
        for number, (node, name) in enumerate(_parameters(model))
    }
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def load(path: Path) -> Network:
    """A network with the weights of a file. Raises ValueError when they are of another network."""
    from thinc.api import zero_init

    model = network(chance=zero_init)
    with np.load(path, allow_pickle=False) as arrays:
        parameters = _parameters(model)
        if len(arrays.files) != len(parameters):
            raise ValueError(f"{path.name}: weights of another network")
        for number, (node, name) in enumerate(parameters):
            weights = arrays[f"{number:03}"].astype(np.float32)
            if weights.shape != node.get_param(name).shape:
                raise ValueError(f"{path.name}: weights of another network")
            node.set_param(name, weights)
    return model


Floats = NDArray[np.float32]


class Reader:
    """The network for reading only: the same sums in numpy, without what thinc does for training."""

    def __init__(self, model: Network) -> None:
        nodes = list(model.walk())
        self.tables: list[Floats] = [node.get_param("E") for node in nodes if node.name == "embed"]
        weights = [(node.get_param("W"), node.get_param("b")) for node in nodes if node.name == "maxout"]
        norms = [(node.get_param("G"), node.get_param("b")) for node in nodes if node.name == "layernorm"]
        (self.end,) = [(node.get_param("W"), node.get_param("b")) for node in nodes if node.name == "softmax"]
        self.layers = [
            (np.ascontiguousarray(w.transpose(1, 0, 2).reshape(-1, w.shape[2]).T), b.T.reshape(-1), gain, shift)
            for (w, b), (gain, shift) in zip(weights, norms, strict=True)
        ]

    def alone(self, rows: Rows) -> Floats:
        """What the first layer makes of rows, which is the same whatever stands beside them.

        As many at a time as fill the matrix product's tiles: then each number is the same, to its last bit, in
        whatever company a row is.
        """
        filled = np.zeros((len(rows) + -len(rows) % TILE, rows.shape[1]), dtype=rows.dtype)
        filled[: len(rows)] = rows
        x = np.hstack([table[filled[:, place]] for place, table in enumerate(self.tables)])
        return self._layer(x, self.layers[0])[: len(rows)]

    def predict(self, x: Floats) -> Floats:
        """A probability per label for each word of a text, of which `alone` gave these."""
        windows = self.layers[1:]
        seen = np.zeros((len(x), 3, x.shape[1]), dtype=x.dtype)  # the word before, itself, the word behind
        for layer in windows:
            seen[1:, 0], seen[:, 1], seen[:-1, 2] = x[:-1], x, x[1:]
            x = x + self._layer(seen.reshape(len(x), -1), layer)
        weights, bias = self.end
        scores = x @ weights.T + bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Floats = scores / scores.sum(axis=1, keepdims=True)
        return shares

    @staticmethod
    def _layer(x: Floats, layer: tuple[Floats, Floats, Floats, Floats]) -> Floats:
        """Maxout (its pieces side by side) and layer norm."""
        weights, bias, gain, shift = layer
        y = x @ weights
        y += bias
        width = len(gain)
        best: Floats = np.maximum(y[:, :width], y[:, width : 2 * width])
        for piece in range(2 * width, y.shape[1], width):
            np.maximum(best, y[:, piece : piece + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        best /= np.sqrt(np.einsum("ij,ij->i", best, best)[:, None] / width + 1e-8)
        best *= gain
        best += shift
        return best
