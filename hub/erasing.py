"""Erasing all that a hub holds, facts and decisions included. The schema stays. There is no way back."""

from hub.opening import Hub

NODES_AT_ONCE = 5_000


def erase_everything(hub: Hub) -> int:
    """Erase everything but schema bookkeeping, some nodes at a time; returns how many nodes there were."""
    erased = 0
    while gone := _erase_some(hub):
        erased += gone
    return erased


def _erase_some(hub: Hub) -> int:
    return int(hub.database.write(lambda t: t.run("erase/everything", limit=NODES_AT_ONCE))[0]["n"])
