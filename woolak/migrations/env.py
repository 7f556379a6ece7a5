"""Alembic's way in: the connection is given by woolak.migrating, and the whole way up is one transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
