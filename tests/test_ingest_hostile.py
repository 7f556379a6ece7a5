"""Files that are out to harm ask for more than the limits allow, or reach for what is not theirs: they get neither."""

from __future__ import annotations

import resource
import socket
import stat
import threading
import time
import zipfile
from pathlib import Path

import pymupdf
import pytest

from tests.collection.hostile import hostile, zipped
from tests.collection.offices import changed, word
from tests.collection.reading import CASE, read_all
from tests.ingest_files import PROSE, typeset
from tests.test_collection import check
from woolak import tasks
from woolak.errors import UnreadableSource
from woolak.packing import PackedPages
from woolak.pipeline.ingest import ingest
from woolak.pipeline.ingest.office import converting, preparing
from woolak.pipeline.limiting import alive, limited
from woolak.pool import Died, each
from woolak.rules.casefile import CaseFile
from woolak.rules.limits import standard_limits

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def linked_odt(url: str) -> bytes:
    """A text whose picture is elsewhere: LibreOffice by itself would fetch it."""
    names = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible", "manifest": "manifest"}
    spaces = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in names.items())
    head = f'{spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
    image = f'<draw:image xlink:href="{url}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
    frame = f'<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm">{image}</draw:frame>'
    body = f"<office:body><office:text><text:p>x{frame}</text:p></office:text></office:body>"
    mime = "application/vnd.oasis.opendocument.text"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    listed = entry.format("/", mime) + entry.format("content.xml", "text/xml")
    return zipped(
        {
            "mimetype": mime.encode(),
            "content.xml": f"<office:document-content {head}>{body}</office:document-content>".encode(),
            "META-INF/manifest.xml": f"<manifest:manifest {spaces}>{listed}</manifest:manifest>".encode(),
        },
        zipfile.ZIP_STORED,
    )


@pytest.mark.slow
def test_hostile_files_are_refused_in_one_sentence_each(tmp_path: Path) -> None:
    before = set(Path("/tmp").glob("ontsnapt*"))
    check(read_all(hostile(), tmp_path))
    assert set(Path("/tmp").glob("ontsnapt*")) == before


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    """A document, a page, a mail and an RTF that point at a server: nobody knocks on its door."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    port, knocks, done = server.getsockname()[1], [], threading.Event()

    def listen() -> None:
        while not done.is_set():
            try:
                knocks.append(server.accept()[1])
            except TimeoutError:
                continue

    listener = threading.Thread(target=listen)
    listener.start()
    url = f"http://127.0.0.1:{port}/spion.png"
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:link="rIdX" xmlns:r="{}"/></v:shape>'
    drawing = f"</w:p><w:p><w:r><w:pict>{shape.format(REL[:-1])}</w:pict></w:r></w:p></w:body>"
    linked = changed(word(), "word/document.xml", lambda xml: xml.replace(b"</w:p></w:body>", drawing.encode()))
    relation = f'<Relationship Id="rIdX" Type="{REL}image" Target="{url}" TargetMode="External"/></Relationships>'
    linked = changed(
        linked, "word/_rels/document.xml.rels", lambda x: x.replace(b"</Relationships>", relation.encode())
    )
    files = {
        "stuk.odt": linked_odt(url),
        "stuk.docx": linked,
        "pagina.html": f'<html><body>x<img src="{url}"><link rel=stylesheet href="{url}"></body></html>'.encode(),
        "mail.eml": f'From: a@b.nl\r\nContent-Type: text/html\r\n\r\n<p>x<img src="{url}">'.encode(),
        "tekst.rtf": rb'{\rtf1 x {\field{\*\fldinst INCLUDEPICTURE "' + url.encode() + rb'" \\d}{\fldrslt y}}}',
    }
    try:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
            (one, *_) = ingest(tmp_path / name, name, tmp_path / "pdf", CASE)
            assert one.document, one.error
    finally:
        done.set()
        listener.join()
        server.close()
    assert knocks == []


def test_libreoffice_starts_without_network_and_within_its_memory(tmp_path: Path, monkeypatch) -> None:
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nulimit -v > " + f"{tmp_path}/memory\n" + f"cat /proc/net/dev > {tmp_path}/net\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    path = tmp_path / "a.docx"
    path.write_bytes(word())
    limits = standard_limits().model_copy(update={"office_mb": 512})
    assert isinstance(converting.convert_office([path], tmp_path / "uit", limits)[path], UnreadableSource)
    assert int((tmp_path / "memory").read_text()) == 512_000_000 // 1024
    if converting._alone():
        interfaces = [line.partition(":")[0].strip() for line in (tmp_path / "net").read_text().splitlines()[2:]]
        assert interfaces == ["lo"]


def test_macros_do_not_reach_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "m.docm"
    path.write_bytes(changed(word(), "word/vbaProject.bin", lambda _: b"macro"))
    _, _, data = preparing.prepare(path, standard_limits())
    assert b"vbaProject" not in data


def _loop(seconds: int) -> None:
    with limited(seconds, standard_limits().memory_mb):
        while True:
            pass


def _sleep_in_a_library(seconds: int) -> None:
    """Processor time that never comes back to Python."""
    with limited(seconds, standard_limits().memory_mb):
        sum(range(10**12))


def test_reading_without_progress_is_stopped_and_the_rest_goes_on() -> None:
    (one,) = [result for _, result in each(_loop, [1], 1)]
    assert isinstance(one, UnreadableSource) and "gestopt" in str(one)
    (one,) = [result for _, result in each(_sleep_in_a_library, [1], 1)]
    assert isinstance(one, Died)


def test_each_page_that_comes_ready_gives_new_time() -> None:
    with limited(1, standard_limits().memory_mb):
        for _ in range(4):
            until = time.process_time() + 0.5
            while time.process_time() < until:
                pass
            alive()


def test_memory_of_reading_is_limited_and_given_back() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with limited(standard_limits().silent_seconds, 300), pytest.raises(MemoryError):
        bytearray(2_000_000_000)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_case_sets_its_own_limits(tmp_path: Path) -> None:
    case = CaseFile.model_validate({"limits": {"pages": 2, "files": 1}})
    (tmp_path / "lang.pdf").write_bytes(typeset("#pagebreak()\n" * 4))
    (only,) = ingest(tmp_path / "lang.pdf", "lang.pdf", tmp_path / "pdf", case)
    assert "'pages'" in (only.error or "")
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"Een", "b.txt": b"Twee"}))
    first, second = ingest(tmp_path / "a.zip", "a.zip", tmp_path / "pdf", case)
    assert first.document and "'files'" in (second.error or "")


def long_pdf(pages: int) -> bytes:
    one = pymupdf.open(stream=typeset(PROSE * 30))
    many = pymupdf.open()
    for _ in range(pages):
        many.insert_pdf(one)
    return bytes(many.tobytes(garbage=3, deflate=True))


def _memory_of(job: tuple[str, str]) -> int:
    """Kilobytes at the peak of reading a file, in a process of its own."""
    path, out = Path(job[0]), Path(job[1])
    (one,) = ingest(path, path.name, out, CaseFile())
    assert one.document is not None and isinstance(one.document.pages, PackedPages)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.slow
def test_a_long_document_takes_little_more_memory_than_a_shorter_one(tmp_path: Path) -> None:
    peaks = []
    for pages in (400, 1200):
        path = tmp_path / f"{pages}.pdf"
        path.write_bytes(long_pdf(pages))
        peaks += [result for _, result in each(_memory_of, [(str(path), str(tmp_path / "pdf"))], 1)]
    assert peaks[1] - peaks[0] < 800 * 180  # kB; unpacked it would be 300 a page and more


def test_the_files_of_the_collection_do_not_linger(tmp_path: Path) -> None:
    before = set(Path("/tmp").iterdir())
    path = tmp_path / "a.docx"
    path.write_bytes(word())
    tasks.ingest(tasks.IngestJob(path, "a.docx", "", "", tmp_path / "pdf", CASE, None, {}))
    assert not [left for left in set(Path("/tmp").iterdir()) - before if left.name.startswith("woolak-office-")]
