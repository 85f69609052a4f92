"""Hierarchies and paths: who owns whom, and how two parties are connected."""

import json
from collections.abc import Callable

from hub.errors import NotFoundError
from hub.graph.database import Row, Transaction
from hub.model.golden import GoldenRecord
from hub.model.ids import GoldenId
from hub.model.view import Hierarchy, HierarchyNode, PartyRef, Path
from hub.opening import Hub
from hub.reading import require_current

MAX_DEPTH = 30
MAX_NODES = 20_000


def get_hierarchy(hub: Hub, golden_id: str) -> Hierarchy:
    """Return the owners and the holdings of a company, level by level; cycles are walked once."""

    def work(transaction: Transaction) -> Hierarchy:
        golden = require_current(transaction, golden_id)
        up, top, cut_up = _walk(transaction, golden, "read/owning", _owner)
        down, _leaves, cut_down = _walk(transaction, golden, "read/owned", _owned)
        return Hierarchy(
            company=PartyRef(id=golden.id, kind=golden.kind, name=golden.name),
            ultimate_parents=tuple(
                PartyRef(id=node.id, kind=golden.kind, name=node.name) for node in up if node.id in top
            ),
            ancestors=up,
            descendants=down,
            cut=cut_up or cut_down,
        )

    return hub.database.read(work)


def find_path(hub: Hub, start: str, end: str) -> Path:
    """Return a shortest path between two golden records, at most ten relations long.

    Raises:
        NotFoundError: one of them is unknown, or there is no such path.
    """

    def work(transaction: Transaction) -> Path:
        first, last = require_current(transaction, start), require_current(transaction, end)
        if first.id == last.id:
            return Path(nodes=(PartyRef(id=first.id, kind=first.kind, name=first.name),), steps=())
        rows = transaction.run("read/path", start=first.id, end=last.id)
        if not rows:
            raise NotFoundError("No path of ten relations or fewer connects the two.", "")
        return Path.model_validate(rows[0])

    return hub.database.read(work)


def _owner(row: Row) -> tuple[GoldenId, str, GoldenId]:
    return row["owner"], row["owner_name"], row["owned"]


def _owned(row: Row) -> tuple[GoldenId, str, GoldenId]:
    return row["owned"], row["owned_name"], row["owner"]


def _walk(
    transaction: Transaction,
    golden: GoldenRecord,
    query: str,
    ends: Callable[[Row], tuple[GoldenId, str, GoldenId]],
) -> tuple[tuple[HierarchyNode, ...], set[GoldenId], bool]:
    """Go level by level: one query for each, each company once. Also returns where the walk ended for good."""
    found: dict[GoldenId, HierarchyNode] = {}
    final: set[GoldenId] = set()
    level = [golden.id]
    for depth in range(1, MAX_DEPTH + 1):
        rows = transaction.run_rows(query, level, "ids")
        final |= set(level) - {ends(row)[2] for row in rows} - {golden.id}
        level = []
        for row in rows:
            near, name, via = ends(row)
            if near not in found and near != golden.id:
                share = json.loads(row["properties"]).get("share")
                found[near] = HierarchyNode(id=near, name=name, depth=depth, via=via, share=share)
                level.append(near)
        if not level or len(found) >= MAX_NODES:
            break
    return tuple(found.values()), final, bool(level)
