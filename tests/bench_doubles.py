"""`python3 dev.py bench doubles`: how well doubles, families and versions are found, and what 10,000 documents cost."""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.double_sets import SYLLABLES, base_documents, labelled, relate, score
from woolak.pipeline.relate import Sheet, find_relations, words_of

SEEDS = (1, 2, 3)
PART_DOUBLE = 0.4
SMALL, LARGE = 1_000, 10_000


def quality() -> None:
    """Precision and recall on the samples and the dossiers of the tests, made double in ten ways."""
    documents = base_documents()
    total: dict[str, list[int]] = {}
    count = 0
    for seed in SEEDS:
        items = list(labelled(documents, seed))
        count += len(items)
        for what, one in score(items, relate(items)).items():
            before = total.setdefault(what, [0, 0, 0])
            total[what] = [before[0] + one.right, before[1] + one.wrong, before[2] + one.wanted]
    print(f"{len(documents)} documents, with what became of them {count} in {len(SEEDS)} sets")
    for what, (right, wrong, wanted) in total.items():
        precision = (
            f"precision {right / max(1, right + wrong):.3f}" if what in ("dubbel", "opgenomen", "versie") else ""
        )
        print(f"  {what:18} recall {right / max(1, wanted):.3f} of {wanted:4}  {precision}")


def _texts(count: int, seed: int) -> Iterator[tuple[list[str], str]]:
    """Documents of one to six pages, with a letterhead in common; of every ten, four are a double of an earlier one."""
    random_ = random.Random(seed)
    vocabulary = ["".join(random_.choices(SYLLABLES, k=random_.randint(1, 4))) for _ in range(30_000)]
    weights = [1 / (rank + 5) for rank in range(len(vocabulary))]
    head = "Gemeente Testdam Postbus 12 1234 AB Testdam telefoon 14 0123 www.testdam.example ons kenmerk"
    recent: list[list[str]] = []
    for at in range(count):
        if recent and random_.random() < PART_DOUBLE:
            pages = list(random_.choice(recent))
            how = random_.choice(("same", "head", "scan"))
            if how == "head":
                pages[0] = f"INGEKOMEN {random_.randint(1, 28)} maart\nregistratie {at}\n{pages[0]}"
            elif how == "scan":
                pages = ["".join("c" if c == "e" and random_.random() < 0.03 else c for c in page) for page in pages]
            yield pages, how
            continue
        words = random_.choices(vocabulary, weights, k=random_.randint(80, 2_200))
        pages = []
        for start in range(0, len(words), 380):
            body = words[start : start + 380]
            lines = [" ".join(body[line : line + 11]) for line in range(0, len(body), 11)]
            pages.append(
                f"{head}\n{random_.randint(1, 9999)} {at}\n" + "\n".join(lines) + f"\nPagina {start // 380 + 1}"
            )
        recent.append(pages)
        yield pages, ""


def _one_size(count: int) -> tuple[float, float, int, int, int]:
    stored: dict[str, list[str]] = {}
    sheets: list[Sheet] = []
    hows: Counter[str] = Counter()
    pages_in_all = 0
    for at, (pages, how) in enumerate(_texts(count, seed=7)):
        stored[str(at)] = pages
        pages_in_all += len(pages)
        hows[how] += 1
        sheets.append(Sheet(str(at), f"{at}.pdf", None, "", f"stuk {at}", "rapport", None, how == "scan"))

    def words(id_: str) -> Sequence[str]:
        return words_of(stored[id_])

    began = time.process_time()
    found = find_relations(((sheet, words(sheet.id)) for sheet in sheets), words)
    spent = time.process_time() - began
    doubles = sum(one.what == "dubbel" for one in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent, peak, doubles, count - hows[""], pages_in_all


def growth() -> None:
    """Time and memory of 1,000 and of 10,000 synthetic documents of which 40% are doubles."""
    rows = {}
    for count in (SMALL, LARGE):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        spent, peak, doubles, wanted, pages = _one_size(count)
        rows[count] = spent
        print(f"  {count:6} documents, {pages} pages: {spent:.1f} s ({1000 * spent / pages:.2f} ms a page);")
        print(f"         {doubles} of {wanted} doubles found")
        print(f"         peak memory {peak:.0f} MB (before {before:.0f}), texts included")
    print(f"  ten times as many documents take {rows[LARGE] / rows[SMALL]:.1f} times as long")


def doubles() -> None:
    """Doubles, families and versions: precision, recall, and growth."""
    quality()
    growth()


if __name__ == "__main__":
    doubles()
