"""Which documents may be alike, in time that grows with their number and not with its square.

Of all runs of four words a fixed part is kept by its hash ('FracMinHash': Irber et al., bioRxiv
2022.01.11.475838).
Unlike a MinHash of fixed length it tells containment as well as likeness, however much longer the other document is:
a mail in a thread, an attachment in a bundle.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Candidate", "candidates", "shingles", "sketch"]

Hashes = npt.NDArray[np.uint64]

RUN = 4
"""Words in a row."""
KEPT = 4
"""One in so many runs is kept."""
CROWD = 256
"""A run of words in more documents than this is a phrase or a letterhead; it pairs with its first document only."""
FIRSTS = 16
"""Another run pairs all its documents with so many of the first."""
CHUNK = 4_000_000
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)


def shingles(words: Sequence[str]) -> Hashes:
    """The hash of every run of four words, in order; a shorter text is one run."""
    if not words:
        return np.zeros(0, np.uint64)
    codes = np.fromiter(map(zlib.crc32, " ".join(words).encode().split(b" ")), np.uint64, len(words))
    if len(codes) < RUN:
        codes = np.pad(codes, (0, RUN - len(codes)))
    size = len(codes) - RUN + 1
    mixed = np.zeros(size, np.uint64)
    for place in range(RUN):
        mixed = (mixed ^ codes[place : place + size]) * _FACTORS[place]
        mixed ^= mixed >> np.uint64(29)
    return mixed


def sketch(hashes: Hashes) -> Hashes:
    """The part of the runs by which a document is known, each once, in order."""
    kept = np.sort(hashes[hashes < np.uint64(2**64 // KEPT)])  # np.unique would load all that numpy has for masked ones
    return kept[np.flatnonzero(np.diff(kept, prepend=~kept[:1]))]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two documents, by their place in the list of sketches (first < second), and what they seem to share."""

    first: int
    second: int
    part: float
    """The share of the smaller one's kept runs that the other has too."""


def _codes(places: npt.NDArray[np.int64], starts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64], count: int
           ) -> tuple[Hashes, npt.NDArray[np.int64]]:  # fmt: skip
    """Pairs of documents as one number, with how many runs they share, over some runs of words."""
    found = []
    for rank in range(FIRSTS):
        allowed = sizes > rank + 1
        if rank:
            allowed &= sizes <= CROWD
        if not allowed.any():
            break
        begins, lengths = starts[allowed], sizes[allowed] - rank - 1
        leaders = np.repeat(places[begins + rank], lengths)
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        others = places[np.repeat(begins + rank + 1, lengths) + offsets]
        found.append(leaders.astype(np.uint64) * np.uint64(count) + others.astype(np.uint64))
    if not found:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    codes, shared = np.unique(np.concatenate(found), return_counts=True)
    return codes, shared.astype(np.int64)


def candidates(sketches: Sequence[Hashes], least: float) -> list[Candidate]:
    """Every pair of which the smaller seems to share at least this part with the other."""
    lengths = np.array([len(one) for one in sketches], np.int64)
    count = len(sketches)
    if count < 2 or not lengths.sum():
        return []
    hashes = np.concatenate(sketches)
    places = np.repeat(np.arange(count, dtype=np.int64), lengths)
    order = np.argsort(hashes, kind="stable")  # of one run the documents stay in order
    hashes, places = hashes[order], places[order]
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    sizes = np.diff(np.append(starts, len(hashes)))
    starts, sizes = starts[sizes > 1], sizes[sizes > 1]
    if not len(starts):
        return []
    work = np.cumsum(sizes * np.minimum(sizes, FIRSTS))
    pieces = np.split(np.arange(len(starts)), np.searchsorted(work, np.arange(CHUNK, work[-1], CHUNK)))
    codes, shared = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    for piece in pieces:
        more, counts = _codes(places, starts[piece], sizes[piece], count)
        codes, where = np.unique(np.concatenate((codes, more)), return_inverse=True)
        shared = np.bincount(where, weights=np.concatenate((shared, counts)), minlength=len(codes)).astype(np.int64)
    first, second = (codes // np.uint64(count)).astype(np.int64), (codes % np.uint64(count)).astype(np.int64)
    part = shared / np.maximum(1, np.minimum(lengths[first], lengths[second]))
    enough = np.flatnonzero(part >= least)
    return [Candidate(int(first[at]), int(second[at]), float(part[at])) for at in enough]
