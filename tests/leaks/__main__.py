"""python -m tests.leaks [--naive] [way ...]: the table of ways, and what each recipe leaves."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pymupdf

from tests.leaks import ways_file, ways_hidden, ways_more, ways_pixels, ways_text  # noqa: F401 - they register their ways
from tests.leaks.building import SECRET, WAYS, Draft
from tests.leaks.checker import leaks_of, lost_words
from tests.leaks.recipes import naive, woolak


def main() -> None:
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    names = [name for name in sys.argv[1:] if not name.startswith("-")] or list(WAYS)
    by_recipe = "--naive" in sys.argv
    leaking = losing = failing = refused = rasters = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            source, out = Path(folder) / f"{name}.pdf", Path(folder) / f"{name}.out.pdf"
            draft = Draft()
            WAYS[name](draft)
            source.write_bytes(draft.save())
            note = ""
            try:
                if by_recipe:
                    naive(source, out)
                else:
                    done, proof = woolak(source, out)
                    rasters += bool(done.rasterised_pages)
                    note = " rasterised" if done.rasterised_pages else ""
                    if not proof.ok:
                        refused += 1
                        note += f" REFUSED {sorted({leak.surface for leak in proof.leaks})}"
                leaks, lost = leaks_of(out, SECRET), lost_words(out, draft.survivors)
            except Exception as error:
                failing += 1
                print(f"{name:32} FAILS {type(error).__name__}: {str(error)[:90]}")
                continue
            leaking += bool(leaks)
            losing += bool(lost)
            told = f"LEAKS {', '.join(leaks)}" if leaks else "clean"
            told += f" LOST {', '.join(lost)}" if lost else ""
            print(f"{name:32} {told}{note}", flush=True)
    counts = f"{leaking} leak, {losing} lose text, {failing} fail, {refused} refused, {rasters} rasterised"
    print(f"{len(names)} ways: {counts}")


main()
