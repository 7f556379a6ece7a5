"""Whether a page looks as it did: the means of small blocks of pixels, before and after."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from woolak.model import BoxPt

__all__ = ["LOOK_DPI", "Look"]

LOOK_DPI = 72
"""Resolution at which pages are compared before and after, and hidden text is told from visible."""
BLOCK = 6
CHANGE = 22.0
"""Blocks of so many pixels whose mean differs so much (of 255) show a letter that is lost or moved; the way edges are
smoothed makes up to 12."""


@dataclass(frozen=True, slots=True)
class Look:
    """The mean colours of the blocks of a page, packed when there are many: a document may have thousands of pages."""

    blocks: bytes
    shape: tuple[int, ...]
    packed: bool

    @classmethod
    def of(cls, picture: NDArray[np.uint8], *, packed: bool) -> Look:
        blocks = _blocks(picture)
        return cls(zlib.compress(blocks.tobytes(), 1) if packed else blocks.tobytes(), blocks.shape, packed)

    def differs(self, picture: NDArray[np.uint8], boxes: Sequence[BoxPt], scale: float) -> bool:
        """Whether the page now looks otherwise, outside the boxes, in more than the way edges are smoothed."""
        blocks = zlib.decompress(self.blocks) if self.packed else self.blocks
        before = np.frombuffer(blocks, np.uint8).reshape(self.shape)
        after = _blocks(picture)
        rows, columns = min(before.shape[0], after.shape[0]), min(before.shape[1], after.shape[1])
        if max(before.shape[0] - rows, after.shape[0] - rows, before.shape[1] - columns, after.shape[1] - columns) > 1:
            return True
        apart = np.abs(before[:rows, :columns].astype(np.int16) - after[:rows, :columns])
        for box in boxes:
            y0, y1 = max(0, int((box.y0 * scale - 4) / BLOCK)), int((box.y1 * scale + 4) / BLOCK) + 1
            x0, x1 = max(0, int((box.x0 * scale - 3) / BLOCK)), int((box.x1 * scale + 3) / BLOCK) + 1
            apart[y0:y1, x0:x1] = 0
        return bool((apart > CHANGE).any())


def _blocks(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    rows, columns, channels = picture.shape[0] // BLOCK, picture.shape[1] // BLOCK, picture.shape[2]
    whole = picture[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, -1)
    beside = whole.sum(axis=1, dtype=np.uint16).reshape(-1, BLOCK * channels).astype(np.float32)
    sums = beside @ np.tile(np.eye(channels, dtype=np.float32), (BLOCK, 1))
    means: NDArray[np.uint8] = (sums / BLOCK**2 + 0.5).astype(np.uint8).reshape(rows, columns, channels)
    return means
