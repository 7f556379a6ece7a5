"""The inventory list in every form in which somebody wants to read it."""
