"""Writes the comparison of a case with the truth as lines of text: figures first, then every miss in its context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from woolak.pipeline.evaluate.compare import Report, SpanResult
from woolak.rules.reading import Model, read_rules

__all__ = ["report_lines"]


class Table(Model):
    title: str
    columns: tuple[str, ...]


class Texts(Model):
    """rules/texts/evaluation.yaml"""

    head: str
    absent: str
    kinds: Table
    entities: Table
    all: str
    total: str
    pictures: str
    passages: str
    noise: str
    misses: str
    excesses: str
    other_ground: str
    passages_missed: str
    left: str
    instead: str
    no_ground: str
    more: str
    none: str


def report_lines(report: Report, limit: int = 40) -> list[str]:
    """The report for a terminal; of each list of misses at most `limit` lines."""
    texts = read_rules("texts/evaluation.yaml", Texts)
    lines = [texts.head.format(documents=report.documents, spans=len(report.spans))]
    if report.absent:
        lines.append(texts.absent.format(documents=", ".join(report.absent)))
    lines += ["", *_kinds(report, texts), "", *_entities(report, texts), "", *_totals(report, texts)]
    missed = sorted((span for span in report.spans if not span.full), key=lambda span: (not span.missed, span.document))
    lines += _listed(texts.misses, texts, limit, (_miss(span, texts) for span in missed))
    lines += _listed(texts.excesses, texts, limit, (
        f"{excess.document} {', '.join(excess.entities)}: "
        f"…{excess.before[-40:]} [[{excess.text[:90]}]] {excess.after[:40]}…"
        for excess in report.excesses
    ))  # fmt: skip
    lines += _listed(texts.other_ground, texts, limit, (
        f"{_place(span)} [[{span.span.text[:60]}]] "
        + texts.instead.format(shown=" / ".join(span.grounds) or texts.no_ground, right=span.span.g[0])
        for span in report.spans if not span.missed and not span.ground_right
    ))  # fmt: skip
    lines += _listed(texts.passages_missed, texts, limit, (
        f"{passage.document} {passage.span.where} {passage.span.g[0]}: {passage.span.text[:110]}"
        for passage in report.passages if not passage.found
    ))  # fmt: skip
    return lines


def _percent(part: int, whole: int, texts: Texts) -> str:
    return f"{100 * part / whole:.1f}" if whole else texts.none


def _row(name: str, cells: Iterable[object]) -> str:
    return f"{name:24}" + "".join(f"{cell:>15}" for cell in cells)


def _kinds(report: Report, texts: Texts) -> list[str]:
    def cells(spans: Sequence[SpanResult]) -> list[object]:
        full, missed = sum(span.full for span in spans), sum(span.missed for span in spans)
        right = sum(span.ground_right for span in spans if not span.missed)
        share, grounds = _percent(full, len(spans), texts), _percent(right, len(spans) - missed, texts)
        return [len(spans), full, len(spans) - full - missed, missed, share, grounds]

    lines = [_row(texts.kinds.title, texts.kinds.columns)]
    for kind in sorted({span.span.k for span in report.spans}):
        lines.append(_row(kind, cells([span for span in report.spans if span.span.k == kind])))
    return [*lines, _row(texts.all, cells(report.spans))]


def _entities(report: Report, texts: Texts) -> list[str]:
    lines = [_row(texts.entities.title, texts.entities.columns)]
    for entity, (words, wrong) in report.by_entity.items():
        lines.append(_row(entity, [words, wrong, _percent(words - wrong, words, texts)]))
    return lines


def _totals(report: Report, texts: Texts) -> list[str]:
    spans, keep = report.spans, report.keep_words
    found = [span for span in spans if not span.missed]
    words = sum(span.found for span in spans)
    lines = [
        texts.total.format(
            recall=_percent(sum(span.full for span in spans), len(spans), texts),
            precision=_percent(words, words + report.keep_redacted, texts),
            grounds=_percent(sum(span.ground_right for span in found), len(found), texts),
            keep=keep,
            over=_percent(report.keep_redacted, keep, texts),
        )
    ]
    if report.pictures:
        lines.append(texts.pictures.format(found=sum(report.pictures), pictures=len(report.pictures)))
    for ground in sorted({passage.span.g[0] for passage in report.passages}):
        of_ground = [passage for passage in report.passages if passage.span.g[0] == ground]
        found_passages = sum(passage.found for passage in of_ground)
        lines.append(texts.passages.format(ground=ground, found=found_passages, passages=len(of_ground)))
    return [*lines, texts.noise.format(noise=_percent(report.keep_suggested, keep, texts))]


def _place(span: SpanResult) -> str:
    return f"{span.document} {span.span.where} {span.span.k}:"


def _miss(result: SpanResult, texts: Texts) -> str:
    span = result.span
    line = f"{_place(result)} …{span.ctx_before[-45:]} [[{span.text[:70]}]] {span.ctx_after[:40]}…"
    return line if result.missed else f"{line} {texts.left.format(words=result.left[:60])}"


def _listed(title: str, texts: Texts, limit: int, lines: Iterable[str]) -> list[str]:
    every = list(lines)
    if not every:
        return []
    more = [texts.more.format(count=len(every) - limit)] if len(every) > limit else []
    return ["", title.format(count=len(every)), *(f"  {line}" for line in [*every[:limit], *more])]
