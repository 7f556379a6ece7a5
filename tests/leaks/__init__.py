"""Ways in which a redacted PDF can leak: built here by script, burned, and checked by code of its own."""
