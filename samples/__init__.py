"""A fictional municipality with its own Woo request: the dossier, what must go from it, and how both are made."""
