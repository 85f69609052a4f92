"""The command line `hub`: commands in, flows called, answers as tables or JSON. Holds no rule of its own.

`hub.cli.app:main` is the entry point; one module for each concern registers its commands there.
"""

from hub.cli.app import main

__all__ = ["main"]
