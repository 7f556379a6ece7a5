"""One step per version of the schema; the revision is the number that the case remembers."""
