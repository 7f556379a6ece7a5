"""Benchmarks on the pages of samples/: `python3 dev.py bench [detect]` prints them. CPU time, one core, medians."""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests import bench_growth, bench_redact, bench_review, bench_scans, bench_scope, bench_streams, bench_whole
from tests.bench_doubles import doubles
from tests.bench_facts import facts
from woolak.model import Document
from woolak.pipeline import ingest
from woolak.rules.casefile import CaseFile, read_case_file

SAMPLES = Path(__file__).parent.parent / "samples" / "in"
REPEAT = 5


def timed(action: Callable[[], object]) -> float:
    """Median CPU milliseconds of a few runs, after one that does not count."""
    action()
    spent = []
    for _ in range(REPEAT):
        began = time.process_time()
        action()
        spent.append(time.process_time() - began)
    return 1000 * statistics.median(spent)


def documents(case: CaseFile) -> list[Document]:
    with tempfile.TemporaryDirectory() as folder:
        read = [
            one.document
            for path in sorted(SAMPLES.iterdir())
            if path.suffix in (".pdf", ".eml")
            for one in ingest.ingest(path, path.name, Path(folder), case)
        ]
    return [document for document in read if document]


def resident() -> float:
    """Memory of this process that is in use, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def detect() -> None:
    """What each recognizer costs per page, and all of them together with the name model."""
    from woolak.pipeline.detect import engine

    case = read_case_file(SAMPLES / "zaak.yaml")
    looked_at = documents(case)
    before, began = resident(), time.process_time()
    analyzer = engine.analyzer()
    loaded = resident() - before
    gc.freeze()  # as each worker does (woolak/preload.py): what is loaded is not looked through for what can go
    gc.set_threshold(50_000, 20, 20)
    print(
        f"loading spaCy, Presidio, the name model and recognizers: {time.process_time() - began:.1f} s, {loaded:.0f} MB"
    )
    pages = [(document, page) for document in looked_at for page in document.pages if page.text.strip()]
    words = sum(len(page.words) for _, page in pages)
    print(f"{len(pages)} pages, {words / len(pages):.0f} words a page; below: ms per page of 400 words")
    scale = 400 / words

    def prepared(document: Document, text: str, page: object) -> object:
        artifacts = analyzer.nlp_engine.process_text(text, "nl")
        artifacts.tokens._.page, artifacts.tokens._.document, artifacts.tokens._.case = page, document, case
        return artifacts

    at_start = resident()
    ready = [(page.text, prepared(document, page.text, page)) for document, page in pages]
    took = resident() - at_start
    rows = [("name model", timed(lambda: [prepared(document, page.text, page) for document, page in pages]), took)]
    for recognizer in analyzer.registry.recognizers:
        entities = recognizer.supported_entities
        at_start = resident()
        for text, artifacts in ready:
            recognizer.analyze(text, entities, artifacts)
        took = resident() - at_start
        spent = timed(lambda: [recognizer.analyze(text, entities, artifacts) for text, artifacts in ready])  # noqa: B023
        rows.append((type(recognizer).__name__, spent, took))
    print(f"  {'':32}{'ms':>8}{'MB':>8}   (lists are counted with the first recognizer that reads them)")
    for name, spent, took in sorted(rows, key=lambda row: -row[1]):
        print(f"  {name:32}{spent * scale:8.2f}{max(took, 0.0):8.1f}")
    print(f"  {'each by itself, summed':32}{sum(spent for _, spent, _ in rows) * scale:8.2f}")
    whole = timed(lambda: [engine.find(document, case) for document in looked_at])
    print(f"  {'the stage, through Presidio':32}{whole * scale:8.2f}")
    print(f"memory of the process: {resident():.0f} MB, peak {peak():.0f} MB (with what ingest needs)")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    chosen = {
        "detect": detect,
        "doubles": doubles,
        "facts": facts,
        "growth": bench_growth.growth,
        "redact": bench_redact.run,
        "scans": bench_scans.scans,
        "scope": bench_scope.run,
        "streams": bench_streams.run,
    }
    chosen["review"] = bench_review.main
    chosen["whole"] = bench_whole.main
    parser.add_argument("what", nargs="?", choices=chosen)
    named = parser.parse_args().what
    for what in [named] if named else chosen:
        chosen[what]()


if __name__ == "__main__":
    main()
