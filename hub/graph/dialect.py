"""What the two engines do differently, all of it. A test fails when a difference disappears."""

import time

from hub.graph.database import Database
from hub.graph.embedded import sql

_EMBEDDED_FULL_TEXT = (
    "CREATE VERTEX TYPE Golden IF NOT EXISTS",
    "CREATE PROPERTY Golden.search_text IF NOT EXISTS STRING",
    """
    CREATE INDEX golden_text IF NOT EXISTS ON Golden (search_text)
    FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
    """,
)


def create_full_text_index(database: Database) -> None:
    """Create the full-text index over golden records, for Latin and CJK text.

    The embedded engine has no CREATE FULLTEXT INDEX in Cypher, only in its SQL.
    """
    if database.address.is_embedded:
        for command in _EMBEDDED_FULL_TEXT:
            sql(database.address, command)
    else:
        database.run_schema("schema/neo4j_full_text")
        _await_indexes(database)


def _await_indexes(database: Database) -> None:
    """Neo4j fills new indexes in the background; a search before that would find nothing."""
    deadline = time.monotonic() + 60
    while database.read(lambda transaction: transaction.run("schema/neo4j_indexes_building")):
        if time.monotonic() > deadline:
            return
        time.sleep(0.05)
