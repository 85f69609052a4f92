"""A process that uses the embedded engine: `python engine_user.py FOLDER`.

Prints the engine's address as one line of JSON and stays a user until its standard input ends.
"""

import json
import sys
from pathlib import Path

from hub.graph.embedded import join_engine


def main() -> None:
    """Join, tell, wait."""
    with join_engine(Path(sys.argv[1]), heap_mb=512, start_seconds=120) as engine:
        print(json.dumps({"uri": engine.bolt_uri, "password": engine.password, "pid": engine.pid}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
