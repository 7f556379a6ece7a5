"""Does with a publication what was asked, and notes in the log who did it, and of which release."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from woolak.case import Case
from woolak.current import DELIVERED, PACKED, is_current, state_of_case
from woolak.events import Draft
from woolak.publish.bank import Bank
from woolak.publish.delivery import Delivered, deliver
from woolak.publish.package import CHECKSUMS, listed, write_package
from woolak.publish.ready import Publication

__all__ = ["bring", "pack", "package_files"]


def pack(case: Case, publication: Publication, folder: Path, who: str, role: str = "") -> None:
    """Write the package, and note that it was made."""
    write_package(publication, folder)
    data = {"release": state_of_case(case), "files": len(publication.items), "sha256": _sum_of(folder)}
    case.log.append([Draft(PACKED, who, role, data=data)])


def bring(
    case: Case, publication: Publication, bank: Bank, said: Callable[[str], None], who: str, role: str = ""
) -> Delivered:
    """Bring it to a publicatiebank as a concept, and note that it is there."""
    done = deliver(case, publication, bank, said)
    data = {"release": state_of_case(case), "files": len(publication.items), "bank": bank.url, "url": done.url}
    case.log.append([Draft(DELIVERED, who, role, data=data)])
    return done


def package_files(case: Case, folder: Path) -> list[Path]:
    """The files of the package in a folder; none unless it is the one that was made last, of the release as it is."""
    made = case.log.since(kinds=(PACKED,))
    if not made or not (folder / CHECKSUMS).is_file() or made[-1].data["sha256"] != _sum_of(folder):
        return []
    return listed(folder) if is_current(case) and made[-1].data["release"] == state_of_case(case) else []


def _sum_of(folder: Path) -> str:
    return hashlib.sha256((folder / CHECKSUMS).read_bytes()).hexdigest()
