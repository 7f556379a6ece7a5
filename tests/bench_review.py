"""Measures the review application on a large case: `python -m tests.bench_review`.

2,000 pages in 200 documents, 20,000 proposals, of which 500 are the same name. Prints what a reviewer waits for, and
the memory of the server.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pymupdf

from woolak.case import Case
from woolak.model import BoxPt, Document, DocumentFacts, Page, Proposal, Word

DOCUMENTS, PAGES, ON_PAGE, SAME = 200, 10, 10, 500
LINES, WORDS = 45, 9
SYLLABLES = ("ka", "lo", "ver", "din", "ge", "mo", "ster", "wa", "bel", "ri", "tu", "no")


def _page(index: int, chance: random.Random) -> Page:
    words, text = [], ""
    for row in range(LINES):
        x, y = 60.0, 60.0 + 16 * row
        for _ in range(WORDS):
            word = "".join(chance.choices(SYLLABLES, k=chance.randint(1, 4)))
            width = 5.0 * len(word)
            edges = tuple(x + 5.0 * i for i in range(len(word) + 1))
            words.append(Word(len(text), len(text) + len(word), BoxPt(x, y, x + width, y + 11), edges))
            text += word + " "
            x += width + 4
        text = text[:-1] + "\n"
    return Page(index, 595.0, 842.0, text, tuple(words), "text")


def make(folder: Path) -> None:
    """The case, with real PDFs under it."""
    chance = random.Random(1)
    places = set(chance.sample(range(DOCUMENTS * PAGES * ON_PAGE), SAME))
    count = 0
    with Case.open(folder, create=True) as case:
        for number in range(DOCUMENTS):
            pages = tuple(_page(index, chance) for index in range(PAGES))
            id_ = f"{number:012x}"
            facts = DocumentFacts(f"Document {number}", None, "brief", "own", False)
            document = Document(id_, f"map/{number:03}.pdf", None, facts, pages)
            case.store_ingested(document.source, "00", "v1", [(id_, document.source, document, None)])
            found = []
            for page in pages:
                for word in sorted(chance.sample(page.words, ON_PAGE), key=lambda one: one.start):
                    text = "Klaas de Vries" if count in places else page.text[word.start : word.end] + str(count)
                    count += 1
                    score = round(chance.random(), 2)
                    found.append(
                        Proposal(
                            page.page_index, word.start, word.end, text, (word.box_pt,), ("5.1(2)e",), "redact",
                            "PERSON", score, "Naam van een persoon.",
                        )
                    )  # fmt: skip
            case.store_findings(id_, "f", ())
            case.store_proposals(id_, "g", found)
            with pymupdf.open() as pdf:
                for page in pages:
                    pdf.new_page(width=595, height=842).insert_text((60, 70), page.text.split("\n"), fontsize=9)
                pdf.save(case.pdf_dir / f"{id_}.pdf")


def _timed(what: str, limit_ms: int, call: Callable[[], httpx.Response], times: int = 5) -> httpx.Response:
    """Print the median of some calls."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        answer = call()
        took.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, (what, answer.status_code, answer.text[:200])
    print(f"{what:60} {sorted(took)[len(took) // 2]:7.0f} ms   (at most {limit_ms})", flush=True)
    return answer


def _memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def main() -> None:
    with TemporaryDirectory() as root:
        folder = Path(root) / "groot"
        start = time.perf_counter()
        make(folder)
        print(f"case of {DOCUMENTS * PAGES} pages, {DOCUMENTS * PAGES * ON_PAGE} proposals made in "
              f"{time.perf_counter() - start:.0f} s", flush=True)  # fmt: skip
        start = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", "woolak.cli", "review", str(folder)], stderr=subprocess.PIPE, text=True
        )
        try:
            assert server.stderr
            link = re.search(r"http\S+", server.stderr.readline())[0]  # type: ignore[index]
            base = link.split("/start")[0]
            with httpx.Client(base_url=base, headers={"origin": base}, timeout=60, follow_redirects=True) as browser:
                page = browser.get(link).text
                print(f"{'server started, first overview':60} {(time.perf_counter() - start) * 1000:7.0f} ms")
                browser.headers["x-woolak-token"] = re.search(r'token" content="([^"]+)"', page)[1]  # type: ignore[index]
                _measure(browser)
            print(f"{'memory of the server, at its highest':60} {_memory_mb(server.pid):7.0f} MB   (at most 500)")
        finally:
            server.terminate()
            server.wait(10)


def _measure(browser: httpx.Client) -> None:
    _timed("overview of 200 documents", 1000, lambda: browser.get("/zaak/groot"))
    pages = iter(range(100))

    def turn() -> httpx.Response:
        number = next(pages)
        where = f"/api/groot/document/{number:012x}/page/{number % PAGES}"
        words = browser.get(f"{where}.json")
        assert words.status_code == 200
        return browser.get(f"{where}.jpg?dpi=110")

    _timed("a page that nobody looked at: picture and words", 300, turn)
    opened = iter(range(100, 200))
    _timed("document screen with 100 proposals", 300, lambda: browser.get(f"/zaak/groot/document/{next(opened):012x}"))
    group = re.findall(r'data-document="(\w+)" data-mark="(\w+)"', _timed(
        "groups", 1000, lambda: browser.get("/zaak/groot/groepen"), 3).text)  # fmt: skip
    document, mark = group[0]
    verdicts = iter(["approve", "reject"] * 5)

    def decide() -> httpx.Response:
        body = {
            "seq": 10**9,
            "action": {"kind": "decide", "targets": [mark], "verdict": next(verdicts), "scope": "case"},
        }
        answer = browser.post(f"/api/groot/document/{document}/action", json=body)
        assert answer.json()["changed"] >= SAME, answer.text[:200]
        return answer

    _timed(f"group decision over {SAME} places", 500, decide)
    undo = {"seq": 0, "action": {"kind": "undo"}}
    _timed("undo of it", 500, lambda: browser.post("/api/groot/action", json=undo), 3)
    _timed("search in all text (first time included)", 1000, lambda: browser.get("/api/groot/search?q=kaloverdin"))
    _timed(
        "search by pattern",
        1000,
        lambda: browser.get("/api/groot/search", params={"q": r"\bwabel\w+", "how": "pattern"}),
    )


if __name__ == "__main__":
    main()
