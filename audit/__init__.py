"""Reads a release that somebody else made, and reports what is wrong with its redactions; it corrects nothing."""
