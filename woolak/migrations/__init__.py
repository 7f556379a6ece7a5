"""The steps by which the database of a case moves along with the program; Alembic takes them in order."""
