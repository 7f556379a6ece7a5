"""The process in which Tesseract reads pictures: it is started once and reads one after the other.

It is run by its path, so that it loads nothing of Woolak; recogniser.py starts it and talks with it. Whatever a picture
does to Tesseract, it does to this process alone.
"""

from __future__ import annotations

import json
import os
import struct
import sys

import tesserocr

__all__ = ["words_of"]

LEGACY = "osd"
"""Which side is up is told by the data of that name, and not by those of a language."""


def main(tessdata: str, picture: int) -> None:
    """Read the picture in the file `picture` for each line that comes in, and answer with its length and its words."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    started: dict[str, tesserocr.PyTessBaseAPI] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        language, columns, rows = asked["language"], asked["columns"], asked["rows"]
        if language not in started:
            started[language] = tesserocr.PyTessBaseAPI(path=tessdata + os.sep, lang=language)
        api = started[language]
        api.SetPageSegMode(asked["mode"])
        api.SetImageBytes(os.pread(picture, columns * rows, 0), columns, rows, 1, columns)
        api.SetSourceResolution(asked["dpi"])
        told = _upright(api) if language == LEGACY else words_of(api)
        api.Clear()
        data = told.encode()
        answers.write(struct.pack("<I", len(data)) + data)
        answers.flush()


def words_of(api: tesserocr.PyTessBaseAPI) -> str:
    """The table of words; of an empty page that has none. Raises RuntimeError: then this process ends, and the picture
    was not read."""
    if not api.Recognize():
        raise RuntimeError("not recognised")
    return str(api.GetTSVText(0))


def _upright(api: tesserocr.PyTessBaseAPI) -> str:
    return json.dumps(api.DetectOrientationScript())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
    os._exit(0)  # nothing is left to be put away
