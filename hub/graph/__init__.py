"""The graph: the only package that knows the driver. Queries are in `cypher/`, one file each."""
