"""Whether the database can be used."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def not_ready() -> str:
    """Why pages cannot be answered, in one word; "" where they can."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "database"
    return "migrations" if waiting else ""
