"""A process that loads a file, to be killed: `python -m tests.contract.loader MAPPING FILE`.

Prints, one to a line, each position that the hub has acknowledged, and waits for a line in return or for the end of its
input. The hub is that of the environment's settings.
"""

import sys
from pathlib import Path

from hub.ingest.mapping import read_mapping
from hub.loading import LoadRequest, load_file
from hub.model.load import Load
from hub.opening import open_hub
from hub.settings import read_settings


def main() -> None:
    """Load and tell."""
    mapping, file = map(Path, sys.argv[1:])
    with open_hub(read_settings()) as hub:
        load_file(hub, LoadRequest(path=file, mapping=read_mapping(mapping)), tell)


def tell(load: Load, _share: float) -> None:
    """Print how far the load is; go on when that has been noted."""
    print(load.position, flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    main()
