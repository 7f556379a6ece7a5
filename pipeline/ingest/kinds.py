"""What kind of document it is, by what it calls itself and by the forms that go with it."""

from __future__ import annotations

from woolak.model import Kind
from woolak.pipeline.ingest.factrules import FactRules, anywhere, pattern
from woolak.pipeline.ingest.lines import Line

__all__ = ["find_kind"]

HEAD = 0.3
MOST_MARKS = 4


def find_kind(
    title: str,
    heading: str,
    file_name: str,
    lines: list[Line],
    rules: FactRules,
    subject: bool = False,
    subtitle: str = "",
) -> tuple[Kind, str]:
    """The kind and the words that say so; 'overig' when too little does. `subject`: the title stands behind a label;
    the `subtitle` of a cover says the kind when it begins with it."""
    points = rules.points
    text = "\n".join(line.text.replace("\t", " ") for line in lines)
    # Short lines on top, such as MEMO or Collegevoorstel in a corner: read each by itself.
    head = [line.text.strip() for line in lines if line.y < HEAD and len(line.text) < 60]
    scores: dict[Kind, float] = {}
    seen: dict[Kind, list[str]] = {}

    def count(kind: Kind, value: float, words: str) -> None:
        scores[kind] = scores.get(kind, 0.0) + value
        seen.setdefault(kind, []).append(" ".join(words.split())[:40].lower())

    zones = (
        (title, points.name_in_subject if subject else points.name_in_title),
        ("" if heading == title else heading, points.name_in_head),
        (file_name, points.name_in_file),
    )
    for zone, value in zones:
        places = {kind: found for kind, cues in rules.kinds.items() if (found := pattern(cues.names).search(zone))}
        earliest = min((found.start() for found in places.values()), default=0)
        for kind, found in places.items():
            count(kind, value + (points.name_first if found.start() == earliest else 0), found[0])
    for kind, cues in rules.kinds.items():
        if named := pattern(cues.names).match(subtitle):
            count(kind, points.name_in_head, named[0])
        for line in head:
            found = pattern(cues.names).match(line)
            if found and len(line) - len(found[0]) < 30:
                bare = found.end() == len(line.rstrip(" :"))
                count(kind, points.name_in_head + (points.bare if bare else 0), found[0])
                break
        for found_by, value in ((cues.form, points.form), (cues.proof, points.proof)):
            for cue in found_by:
                if match := anywhere(cue).search(text):
                    count(kind, value, match[0])
        marks = [match[0] for cue in cues.marks if (match := anywhere(cue).search(text))]
        for words in marks[:MOST_MARKS]:
            count(kind, points.mark, words)
    best = max(scores, key=lambda kind: scores[kind], default=None)
    if best is None or scores[best] < points.minimum:
        return "overig", ""
    return best, ", ".join(dict.fromkeys(seen[best]))[:160]
