"""Reads a release that somebody else made, and reports what is wrong with its redactions; it corrects nothing."""

from woolak.audit.auditing import Report, audit
from woolak.audit.telling import report_lines, write_json
from woolak.audit.workbook import write_workbook

__all__ = ["Report", "audit", "report_lines", "write_json", "write_workbook"]
