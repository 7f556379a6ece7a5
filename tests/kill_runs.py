"""`python -m tests.kill_runs [200]`: so many runs are killed at a random moment and given again; what was lost?

Each case is run, killed, and given the same command, until one run comes to its end; its release is compared with
that of a run that nobody disturbed, byte for byte.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.test_run import CASE, LETTER, WOOLAK, fingerprints, woolak, write_pdf


def write_source(folder: Path) -> None:
    folder.mkdir()
    (folder / "zaak.yaml").write_text(CASE, encoding="utf-8")
    for number in range(3):
        write_pdf(folder / f"brief {number}.pdf", LETTER.replace("vergunning", f"vergunning {number}"))


def killed(command: list[str], after_s: float) -> bool:
    """Run, and kill it with all its workers after a while; False when it was done before."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def main(wanted: int) -> None:
    chosen = random.Random(8)
    kills = cases = lost = 0
    with tempfile.TemporaryDirectory(prefix="woolak-") as made:
        folder, source = Path(made), Path(made) / "verzoek"
        write_source(source)
        began = time.monotonic()
        done = woolak("run", source, "--case", folder / "heel", "--accept-proposals")
        whole_s = time.monotonic() - began
        assert done.returncode == 0, done.stderr
        undisturbed = fingerprints(folder / "heel" / "release")
        while kills < wanted:
            case = folder / "zaak"
            command = [*map(str, WOOLAK), "run", str(source), "--case", str(case), "--accept-proposals"]
            for _ in range(8):
                if not killed(command, chosen.uniform(0.02, whole_s)):
                    break
                kills += 1
            done = woolak("run", source, "--case", case, "--accept-proposals")
            cases += 1
            if done.returncode or fingerprints(case / "release") != undisturbed:
                lost += 1
                print(f"case {cases}: exit {done.returncode}: {done.stderr[-300:]}", flush=True)
            shutil.rmtree(case)
            print(f"{kills} runs killed, {cases} cases brought to their end: {lost} differ", flush=True)
    sys.exit(bool(lost))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
