"""Values that several people use: a switchboard's number, an office mailbox. They speak of a place, not of a person."""

from collections.abc import Mapping

import numpy as np

from hub.resolution.column_types import Aspect
from hub.resolution.features.columns import Frequencies, Statistics
from hub.resolution.features.hashing import NOTHING, Hashes, combine, starts_of_runs

ONE_PERSON = 0.6
"""A value is one person's if so large a share of the records that have it share a name."""


def find_shared_values(aspects: Mapping[str, Aspect]) -> Statistics:
    """Return the addresses and telephone numbers that people of different names have; nothing where no people are."""
    names = aspects.get("person_name")
    if names is None:
        return {}
    sounds = names.feature.keys()["sounds"]
    return {
        f"{name}.shared": _listed(used_by_several(aspects[name].feature.keys()[name], sounds))
        for name in ("email", "phone")
        if name in aspects
    }


def used_by_several(values: Hashes, names: Hashes) -> Hashes:
    """Return the values that records of different names have, ascending.

    Args:
        values: of n records, in one or more slots (n x slots), 0 for none.
        names: hashes of given name and family name of each record, in any order (n x 2), 0 for none.
    """
    named = (names != NOTHING).any(axis=1)
    records, sizes = _count(np.where(named[:, None], values, NOTHING))
    both = combine(values[:, :, None], names[:, None, :]).reshape(len(values), -1)
    owner = np.repeat(values, names.shape[1], axis=1)
    shared_name, uses = _count(both)
    value_of = _first_with(both.ravel(), owner.ravel(), shared_name)
    commonest = np.zeros(len(records), dtype=np.int64)
    np.maximum.at(commonest, np.searchsorted(records, value_of), uses)
    return records[(sizes > 1) & (commonest < ONE_PERSON * sizes)]


def _count(hashes: Hashes) -> tuple[Hashes, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Return the distinct hashes, ascending, without 0, and how often each is there."""
    ordered = np.sort(hashes[hashes != NOTHING], axis=None)
    starts = starts_of_runs(ordered)
    return ordered[starts], np.diff(np.append(starts, len(ordered)))


def _first_with(keys: Hashes, owners: Hashes, wanted: Hashes) -> Hashes:
    """Return, for each of the wanted keys, the owner of one of its places."""
    order = np.argsort(keys, kind="stable")
    found: Hashes = owners[order[np.searchsorted(keys[order], wanted)]]
    return found


def _listed(hashes: Hashes) -> Frequencies:
    return Frequencies(hashes, np.ones(len(hashes), dtype=np.float32))
