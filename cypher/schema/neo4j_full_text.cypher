// Full-text index over golden records, for Latin and CJK text. Neo4j only: see hub/graph/dialect.py.
// Args: none
// Returns: nothing
CREATE FULLTEXT INDEX golden_text IF NOT EXISTS FOR (g:Golden) ON EACH [g.search_text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
