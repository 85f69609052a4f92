"""The HTTP API: thin routes over the same functions that the command line calls."""
