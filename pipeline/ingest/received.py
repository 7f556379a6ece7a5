"""A file as it came in, what its reader is given, and what the reader makes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from woolak.errors import MissingProgram, UnreadableSource

if TYPE_CHECKING:
    from woolak.pipeline.ingest.mail import Mail
    from woolak.rules.casefile import CaseFile
    from woolak.rules.limits import Limits

__all__ = ["Budget", "Converted", "Given", "Held", "Read", "Reader", "Received", "Section"]

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """A file as received, or one that another holds."""

    data: bytes
    source: str
    """Path within SOURCE; of a file within a file `mail.eml/attachment.pdf`."""
    parent_id: str | None = None
    """The document that holds it. An archive or mailbox is none: what is in it belongs to whom it belongs to."""
    depth: int = 0

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.source).suffix.lower()

    @property
    def name(self) -> str:
        return PurePosixPath(self.source).name

    @property
    def stem(self) -> str:
        return PurePosixPath(self.source).stem

    @property
    def identity(self) -> str:
        return hashlib.sha256(self.source.encode("utf-8", "surrogateescape") + b"\0" + self.data).hexdigest()[:12]


@dataclass(slots=True)
class Budget:
    """What all that comes out of one source may still take; counted down while it is unpacked."""

    limits: Limits
    bytes_left: int = field(init=False)
    files_left: int = field(init=False)

    def __post_init__(self) -> None:
        self.bytes_left = self.limits.unpacked_mb * MB
        self.files_left = self.limits.files

    def take(self, size: int) -> None:
        """Raises UnreadableSource when there is no room for so many bytes more."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise UnreadableSource.too_large("unpacked_mb")

    def take_file(self) -> None:
        """Raises UnreadableSource when there is no room for a file more."""
        self.files_left -= 1
        if self.files_left < 0:
            raise UnreadableSource.too_large("files")


@dataclass(frozen=True, slots=True)
class Converted:
    """What LibreOffice made of a document, and its package with all that the pages do not show."""

    pdf: Path
    package: Path


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader may use."""

    case: CaseFile
    budget: Budget
    converted: Converted | UnreadableSource | MissingProgram | None = None
    """What LibreOffice made of the file, when that was done beforehand."""

    @property
    def limits(self) -> Limits:
        return self.case.limits


@dataclass(frozen=True, slots=True)
class Section:
    """Something that a file hides, for the pages that are added at the end."""

    what: str
    """A key of `headings` in rules/hidden.yaml."""
    lines: tuple[str, ...]
    where: str = ""
    """The sheet or slide."""


Held = tuple[str, bytes | UnreadableSource]
"""A file within a file: its name (folders with slashes), and its content or why there is none."""


@dataclass(slots=True)
class Read:
    """What a file holds. Without a PDF it is a container only: an archive, a mailbox."""

    pdf: bytes | None = None
    sections: list[Section] = field(default_factory=list)
    """What no page shows and a reviewer has to see."""
    hidden_texts: list[str] = field(default_factory=list)
    """What no page shows and only the search for names needs: properties, targets of links."""
    held: Iterable[Held] = ()
    mail: Mail | None = None


Reader = Callable[[Received, Given], Read]
