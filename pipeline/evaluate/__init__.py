"""Evaluate: how the proposals of a case compare with what a person says is right.

read_truths(folder)          what is right, per document
evaluate(answers, truths)    the comparison
report_lines(report)         the comparison as Dutch text
"""

from woolak.pipeline.evaluate.compare import Answer, Report, evaluate
from woolak.pipeline.evaluate.report import report_lines
from woolak.pipeline.evaluate.truth import Truth, read_truths

__all__ = ["Answer", "Report", "Truth", "evaluate", "read_truths", "report_lines"]
