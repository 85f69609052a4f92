// Indexes that are still being filled. Neo4j only: see hub/graph/dialect.py.
// Args: none
// Returns:
//   name
SHOW INDEXES YIELD name, state
WHERE state <> 'ONLINE'
RETURN name
