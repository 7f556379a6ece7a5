"""The same tasks on a cluster: the release is the same, whatever happens to workers and scheduler on the way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest

from tests.test_run import CASE, LETTER, fingerprints, woolak, write_pdf

DASK = (sys.executable, "-m", "dask")
ENV = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "3", "OMP_NUM_THREADS": "1"}
S3 = {"AWS_ACCESS_KEY_ID": "sleutel", "AWS_SECRET_ACCESS_KEY": "geheim", "AWS_DEFAULT_REGION": "us-east-1"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(port: int) -> None:
    """Wait until something answers at a port of this machine."""
    until = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.1)


class Cluster:
    """A scheduler and workers, each a process that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = self._scheduler()
        self.workers = [self._worker(number) for number in range(3)]

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        return subprocess.Popen([*DASK, *words], cwd=self.folder, env=os.environ | ENV, stdout=quiet, stderr=quiet)

    def _scheduler(self) -> subprocess.Popen[bytes]:
        return self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")

    def _worker(self, number: int) -> subprocess.Popen[bytes]:
        return self._start(
            "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "120",
            "--local-directory", str(self.folder / f"werker{number}"),
        )  # fmt: skip

    def kill_worker(self, number: int) -> None:
        self.workers[number].send_signal(signal.SIGKILL)
        self.workers[number].wait()
        self.workers[number] = self._worker(number)

    def restart_scheduler(self) -> None:
        self.scheduler.send_signal(signal.SIGKILL)
        self.scheduler.wait()
        self.scheduler = self._scheduler()

    def stop(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()


@contextmanager
def started(folder: Path) -> Iterator[Cluster]:
    from distributed import Client

    made = Cluster(folder)
    try:
        with Client(made.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(3, timeout=120)
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with started(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verzoek")
    (folder / "zaak.yaml").write_text(CASE, encoding="utf-8")
    note = docx.Document()
    note.add_paragraph("Besproken met mevrouw F. Terpstra-Kaya.")
    note.save(str(folder / "nota.docx"))
    for number in range(12):
        write_pdf(folder / f"brief {number}.pdf", LETTER.replace("vergunning", f"vergunning {number}"))
    return folder


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    case = tmp_path_factory.mktemp("zaken") / "zaak"
    assert woolak("run", source, "--case", case, "--accept-proposals").returncode == 0
    return fingerprints(case / "release")


@contextmanager
def trouble(action: object, every_s: float) -> Iterator[None]:
    """Do something nasty again and again, beside what is tested."""
    stop = threading.Event()

    def go() -> None:
        count = 0
        while not stop.wait(every_s):
            action(count)  # type: ignore[operator]
            count += 1

    thread = threading.Thread(target=go)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.mark.slow
def test_a_cluster_makes_the_same_release(
    cluster: Cluster, source: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    told = woolak("run", source, "--case", tmp_path / "zaak", "--accept-proposals", "--scheduler", cluster.address)
    assert told.returncode == 0, told.stderr
    assert fingerprints(tmp_path / "zaak" / "release") == undisturbed


@pytest.mark.slow
def test_workers_that_do_not_share_the_folder_get_the_files_through_a_store(
    cluster: Cluster, source: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "opslag"
    store.mkdir()
    told = woolak(
        "run", source, "--case", tmp_path / "zaak", "--accept-proposals",
        "--scheduler", cluster.address, "--storage", store.as_uri(),
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert fingerprints(tmp_path / "zaak" / "release") == undisturbed
    assert not any(store.iterdir()), "nothing of the case stays behind in the store"


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An S3 server with an empty bucket; its address and key are in the environment, as in the field."""
    import boto3

    port = free_port()
    log = (tmp_path_factory.mktemp("s3") / "log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log
    )
    kept = dict(os.environ)
    os.environ.update(S3 | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"})
    try:
        answers(port)
        boto3.client("s3").create_bucket(Bucket="emmer")
        yield "emmer"
    finally:
        server.kill()
        server.wait()
        log.close()
        os.environ.clear()
        os.environ.update(kept)


@pytest.mark.slow
def test_a_bucket_of_an_s3_server_is_a_store_too(
    bucket: str, source: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    import boto3

    with started(tmp_path) as cluster:
        told = woolak(
            "run", source, "--case", tmp_path / "zaak", "--accept-proposals",
            "--scheduler", cluster.address, "--storage", f"s3://{bucket}/woolak",
        )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert fingerprints(tmp_path / "zaak" / "release") == undisturbed
    assert boto3.client("s3").list_objects_v2(Bucket=bucket)["KeyCount"] == 0, "nothing stays behind in the store"


def test_an_s3_server_that_is_off_and_a_folder_that_is_not_there_are_told_before_the_work(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (S3 | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}"}).items():
        monkeypatch.setenv(name, value)
    for store in ("s3://emmer/woolak", (tmp_path / "nergens").as_uri()):
        told = woolak(
            "run", source, "--case", tmp_path / "zaak", "--scheduler", "tcp://127.0.0.1:1", "--storage", store
        )
        assert told.returncode == 1
        assert f"De opslag {store} is niet bereikbaar" in told.stderr


@pytest.mark.slow
def test_killed_workers_and_a_scheduler_that_is_started_anew_cost_nothing(
    cluster: Cluster, source: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    def nasty(count: int) -> None:
        if count == 1:
            cluster.restart_scheduler()
        else:
            cluster.kill_worker(count % 3)

    with trouble(nasty, 10.0):
        told = woolak("run", source, "--case", tmp_path / "zaak", "--accept-proposals", "--scheduler", cluster.address)
    assert told.returncode == 0, told.stderr
    assert fingerprints(tmp_path / "zaak" / "release") == undisturbed


def test_a_scheduler_that_is_not_there_is_told(source: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    told = woolak("run", source, "--case", tmp_path / "zaak", "--scheduler", f"tcp://127.0.0.1:{free_port()}")
    assert told.returncode == 2
    assert "niet bereikbaar" in told.stderr
    assert time.monotonic() - began < 300
    told = woolak("run", source, "--case", tmp_path / "zaak", "--storage", "file:///tmp")
    assert told.returncode == 2
    assert "--scheduler" in told.stderr


def test_a_store_of_a_kind_that_cannot_be_reached_is_told_before_the_work(source: Path, tmp_path: Path) -> None:
    told = woolak(
        "run", source, "--case", tmp_path / "zaak", "--scheduler", "tcp://127.0.0.1:1", "--storage", "wolk://zaken"
    )
    assert told.returncode == 2
    assert "wolk://zaken is van een soort die hier niet kan" in told.stderr
