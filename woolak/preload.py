"""What every worker needs, loaded once in the process that workers are forked from."""

import contextlib
import gc
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread per worker: documents go in parallel, not matrices

import pikepdf
import pymupdf
import pypdfium2

from woolak.pipeline.detect import engine

with contextlib.suppress(Exception):  # then each task fails by itself, and says where
    engine.analyzer()

# The lists and models stay as long as the worker: they need not be looked through again for what can be thrown away.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)

__all__ = ["engine", "pikepdf", "pymupdf", "pypdfium2"]
