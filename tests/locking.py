"""Office documents with a password. LibreOffice makes them by a macro, since its command line has no word for it."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import msoffcrypto

__all__ = ["FILTERS", "locked_by_libreoffice", "locked_package"]

FILTERS = {
    "doc": ("rtf", "MS Word 97"),
    "odt": ("rtf", "writer8"),
    "xls": ("csv", "MS Excel 97"),
    "ods": ("csv", "calc8"),
}
"""By suffix: what the document is made of, and LibreOffice's name of the format."""
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Lock" script:language="StarBasic">
Sub Save(source As String, target As String, format As String, word As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = format
  how(1).Name = "Password"
  how(1).Value = word
  document.storeToURL(target, how())
  document.close(True)
End Sub
Sub All(lines As String)
  For Each line In Split(lines, "|")
    part = Split(line, ";")
    Save(part(0), part(1), part(2), part(3))
  Next
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
  library:passwordprotected="false"><library:element library:name="Lock"/></library:library>
"""


@cache
def locked_by_libreoffice(text: str, password: str) -> dict[str, bytes]:
    """By suffix a document with the text, locked with the password."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        basic = work / "profile" / "user" / "basic" / "Standard"
        _start(work, "--terminate_after_init")  # which makes the profile
        (basic / "Lock.xba").write_text(MACRO)
        (basic / "script.xlb").write_text(LIBRARY)
        (work / "bron.rtf").write_text(r"{\rtf1\ansi " + text + r"\par}")
        (work / "bron.csv").write_text(f"Naam;Bedrag\n{text};12\n")
        lines = "|".join(
            f"{(work / f'bron.{made_of}').as_uri()};{(work / f'uit.{suffix}').as_uri()};{name};{password}"
            for suffix, (made_of, name) in FILTERS.items()
        )
        _start(work, f'macro:///Standard.Lock.All("{lines}")')
        return {suffix: (work / f"uit.{suffix}").read_bytes() for suffix in FILTERS}


def _start(work: Path, *words: str) -> None:
    command = [shutil.which("soffice") or "soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}"]
    subprocess.run([*command, "--headless", "--norestore", "--nologo", *words], capture_output=True, timeout=120)


def locked_package(data: bytes, password: str) -> bytes:
    """A .docx, .xlsx or .pptx locked as Office does it ([MS-OFFCRYPTO] 2.3.4.10)."""
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()
