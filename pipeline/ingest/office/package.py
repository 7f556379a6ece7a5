"""A document that is a zip of XML (OOXML, ODF): opened within limits, read without expanding, written again.

What is refused here never reaches LibreOffice: packages that unpack without end, XML that defines its own entities.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.received import MB
from woolak.rules.limits import Limits

__all__ = ["OLE", "Package", "is_ole", "ole_streams"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True)
SMALL = 20 * MB
LOADED = re.compile(r"/(?:image|oleObject|attachedTemplate|externalLink|externalLinkPath|frame|subDocument|video|audio|"
                    r"media|package|mailMergeSource|mailMergeHeaderSource|recipientData|transform)$")  # fmt: skip
MACROS = re.compile(
    r"(?:^|/)(?:vbaProject\.bin|vbaProjectSignature\.bin|vbaData\.xml)$|^Basic/|^Scripts/", re.IGNORECASE
)
ELSEWHERE = re.compile(r"^(?:https?:|ftp:|file:|smb:|//|\\\\|\.\./\.\.|[A-Za-z]:[\\/]|/)", re.IGNORECASE)
XLINK = "{http://www.w3.org/1999/xlink}href"
TEXT_LINK = (
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}a",
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}a",
)


def is_ole(data: bytes) -> bool:
    return data[:4] == OLE[:4]


def ole_streams(data: bytes) -> set[str]:
    """The names in the top folder of an OLE file; none when it cannot be opened."""
    from olefile import OleFileIO

    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            return {path[0] for path in ole.listdir(streams=True, storages=True)}
    except Exception:
        return set()


class Package:
    """The parts of a document by name, checked when it is opened."""

    def __init__(self, parts: dict[str, bytes], noun: str) -> None:
        self.parts, self.noun = parts, noun

    @classmethod
    def open(cls, data: bytes, limits: Limits, noun: str) -> Package:
        """Raises UnreadableSource: damaged, locked, too large, or out to harm."""
        if not data:
            raise UnreadableSource.empty()
        if is_ole(data):  # what Office makes of a document with a password
            raise UnreadableSource.encrypted()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
                if any(info.flag_bits & 1 for info in infos):
                    raise UnreadableSource.encrypted()
                cls._check_sizes(infos, len(data), limits)
                return cls({info.filename: cls._drawn(archive, info, limits) for info in infos}, noun)
        except UnreadableSource:
            raise
        except Exception:
            raise UnreadableSource.damaged(noun) from None

    @staticmethod
    def _check_sizes(infos: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
        total = sum(info.file_size for info in infos)
        if len(infos) > limits.files:
            raise UnreadableSource.too_large("files")
        if total > limits.file_mb * MB:
            raise UnreadableSource.too_large("unpacked_mb")
        if total > SMALL and total > limits.ratio * packed:
            raise UnreadableSource.too_large("ratio")
        if any(_is_xml(info.filename) and info.file_size > limits.xml_mb * MB for info in infos):
            raise UnreadableSource.too_large("xml_mb")

    @staticmethod
    def _drawn(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
        with archive.open(info) as stream:
            content = stream.read(info.file_size + 1)  # no more than the head says
        if len(content) > info.file_size:
            raise UnreadableSource.too_large("ratio")
        if _is_xml(info.filename) and re.search(rb"<!(?:DOCTYPE|ENTITY)", content[:100_000].replace(b"\0", b"")):
            raise UnreadableSource.unsafe()
        return content

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None when there is no such part. Raises UnreadableSource."""
        if name not in self.parts:
            return None
        try:
            return etree.fromstring(self.parts[name], PARSER)
        except etree.XMLSyntaxError:
            raise UnreadableSource.damaged(self.noun) from None

    def put(self, name: str, root: etree._Element) -> None:
        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def names(self, pattern: str) -> list[str]:
        """The parts whose whole name matches, in the order of the numbers in them."""
        found = [name for name in self.parts if re.fullmatch(pattern, name)]
        return sorted(found, key=lambda name: [int(n) if n.isdigit() else n for n in re.split(r"(\d+)", name)])

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """The relations of a part: id → (kind, target part)."""
        folder, _, file = name.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found = {}
        for one in root if root is not None else ():
            target = str(one.get("Target") or "")
            if one.get("TargetMode") != "External":
                target = _joined(folder, target)
            found[str(one.get("Id"))] = (str(one.get("Type")).rpartition("/")[2], target)
        return found

    def tamed(self) -> list[str]:
        """Take out what would be loaded from elsewhere, and macros; returns what was pointed to."""
        outside: list[str] = []
        for name in [name for name in self.parts if MACROS.search(name)]:
            del self.parts[name]
        for name in list(self.parts):
            if name.endswith(".rels"):
                outside += self._without_outside(name)
            elif name.endswith(("content.xml", "styles.xml")) and "word/" not in name and "xl/" not in name:
                outside += self._without_links(name)
        return list(dict.fromkeys(outside))

    def has_macros(self) -> bool:
        return any(MACROS.search(name) for name in self.parts)

    def _without_outside(self, name: str) -> list[str]:
        root = self.xml(name)
        if root is None:
            return []
        found: list[str] = []
        changed = False
        for one in list(root):
            kind, target = str(one.get("Type") or ""), str(one.get("Target") or "")
            gone = MACROS.search(target) is not None
            if (one.get("TargetMode") == "External" and LOADED.search(kind)) or (
                not kind.endswith("/hyperlink") and ELSEWHERE.match(target) and not target.startswith("/")
            ):
                found.append(target)
                gone = True
            if gone:
                root.remove(one)
                changed = True
        if changed:
            self.put(name, root)
        return found

    def _without_links(self, name: str) -> list[str]:
        root = self.xml(name)
        if root is None:
            return []
        found = []
        for one in root.iter():
            target = one.get(XLINK)
            if target and one.tag not in TEXT_LINK and ELSEWHERE.match(target):
                found.append(target)
                one.set(XLINK, "")
        if found:
            self.put(name, root)
        return found

    def data(self) -> bytes:
        """The package written again."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            if "mimetype" in self.parts:
                archive.writestr("mimetype", self.parts["mimetype"], zipfile.ZIP_STORED)
            for name, content in self.parts.items():
                if name != "mimetype":
                    archive.writestr(name, content)
        return stream.getvalue()


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".rdf"))


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in (".", ""):
            parts.append(step)
    return "/".join(parts)
