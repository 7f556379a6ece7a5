"""python -m tests.leaks [--naive] [--peers ENVIRONMENT] [way ...]: the table of ways, and what each recipe leaves.

With --peers, checkers of others look at the same outputs and at those of the samples (see tests/leaks/peers.py).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import pymupdf

from tests.leaks import ways_file, ways_hidden, ways_more, ways_pixels, ways_text, ways_unseen  # noqa: F401 - each registers its ways
from tests.leaks.building import SECRET, WAYS, Draft
from tests.leaks.checker import leaks_of, lost_words
from tests.leaks.peers import ask_peers
from tests.leaks.recipes import naive, woolak
from tests.sampled import samples
from woolak.pipeline.redact import default_style, redact


def table(names: list[str], by_recipe: bool, folder: Path) -> list[Path]:
    """Print a line per way; gives the files that were made and would be released."""
    leaking = losing = failing = refused = rasters = 0
    made = []
    for name in names:
        source, out = folder / f"{name}.pdf", folder / f"{name}.out.pdf"
        draft = Draft()
        WAYS[name](draft)
        source.write_bytes(draft.save())
        note = ""
        try:
            if by_recipe:
                naive(source, out)
                made.append(out)
            else:
                done, proof = woolak(source, out)
                rasters += bool(done.rasterised_pages)
                note = " rasterised" if done.rasterised_pages else ""
                if proof.ok:
                    made.append(out)
                else:
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
    return made


def peers(environment: Path, made: list[Path], folder: Path) -> None:
    files: list[tuple[Path, list[str]]] = [(path, [SECRET]) for path in made]
    for number, sample in enumerate(samples()):
        out = folder / f"sample{number}.pdf"
        redact(sample.pdf, out, sample.redactions, title="Document", style=default_style(), secrets=sample.secrets,
               kept_texts=sample.kept_texts)  # fmt: skip
        kept = " ".join(sample.kept_texts)
        files.append((out, [text for text in sample.secrets if not any(part in kept for part in text.split())]))
    told = ask_peers(environment, files)
    if told is None:
        print(f"peers are not installed in {environment}: see tests/leaks/peers.py")
        return
    for path, found in told.items():
        if found:
            print(f"{path.name:40} {', '.join(found)}")
    counts = {peer: sum(peer in found for found in told.values()) for peer in ("x-ray", "pdfminer")}
    print(
        f"{len(told)} files ({len(made)} ways, {len(told) - len(made)} samples) by peers, something found in: {counts}"
    )


def main() -> None:
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--naive", action="store_true")
    parser.add_argument("--peers", type=Path)
    parser.add_argument("ways", nargs="*")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = table(asked.ways or list(WAYS), asked.naive, Path(folder))
        if asked.peers:
            peers(asked.peers, made, Path(folder))


main()
