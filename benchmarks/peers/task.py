"""What a contestant is to do.

Runs in the peers' own environments, so it must not import the hub.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Task:
    """Find the duplicates among `records`, of a set of that name and kind, by that tool.

    A folder `out` gets what is found: clusters.csv (id, cluster), where records alone may be missing, and pairs.parquet
    (id_l, id_r, and probability or weight), which may hold pairs below the tool's own threshold, too.
    """

    tool: str
    set_name: str
    kind: str
    records: Path
    out: Path

    @property
    def clusters(self) -> Path:
        """Where clusters are written."""
        return self.out / "clusters.csv"

    @property
    def pairs(self) -> Path:
        """Where scored pairs are written."""
        return self.out / "pairs.parquet"

    @property
    def stages(self) -> Path:
        """Where a peer's runner writes what its stages cost."""
        return self.out / "stages.json"
