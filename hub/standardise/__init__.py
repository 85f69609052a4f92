"""Cleaning values and reading names, pure and without I/O other than reading the packaged tables once."""
