"""Blocking keys of source records: what two of them must share to be compared.

The same rules and limits as `candidate_pairs`, key by key: a key that more records hold than a block may have does not
pair them; instead, each of them holds finer keys, which add a value that narrows down. So which pairs are compared
depends on the records alone, not on the order in which they came.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.resolution.candidate_pairs import CONTEXT, MOST_REFINED, refiner_keys, rule_keys
from hub.resolution.column_types import Aspect
from hub.resolution.features.hashing import NOTHING, Hashes
from hub.resolution.linking import blocking_keys
from hub.resolution.parameters import Blocking

FINER = "~"


def own_rules(blocking: Blocking) -> Blocking:
    """Return the rules that make keys of their own.

    A rule that adds a context to another rule says nothing that the finer keys of that one do not say.
    """
    rules = set(blocking.rules)
    kept = [rule for rule in blocking.rules if not (CONTEXT in rule and _without_context(rule) in rules)]
    return blocking.model_copy(update={"rules": tuple(kept)})


def _without_context(rule: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rule without its first context."""
    place = rule.index(CONTEXT)
    return rule[:place] + rule[place + 1 :]


@dataclass(frozen=True, slots=True)
class RecordKeys:
    """The keys of a record, each "kind|rule:hash", and the values that narrow them down."""

    keys: frozenset[str] = frozenset()
    refiners: tuple[str, ...] = ()

    def finer(self, key: str) -> frozenset[str]:
        """Return the keys that stand for a key whose block is too large."""
        return frozenset(f"{key}{FINER}{refiner}" for refiner in self.refiners)

    def held(self, large: Iterable[str]) -> frozenset[str]:
        """Return all keys that the record holds, given the keys whose blocks are too large."""
        return self.keys.union(*(self.finer(key) for key in self.keys.intersection(large)))


def find_keys(kind: str, aspects: Mapping[str, Aspect], blocking: Blocking, size: int) -> list[RecordKeys]:
    """Return the keys of `size` records of a kind."""
    pool = blocking_keys(aspects)
    keys: list[set[str]] = [set() for _ in range(size)]
    for _rule, label, hashes in labelled_rules(kind, pool, blocking):
        for held, row in zip(keys, hashes.tolist(), strict=True):
            held.update(f"{label}{key:x}" for key in row if key)
    refiners = [hashes.tolist() for hashes in refiner_keys(pool, blocking)]
    return [
        RecordKeys(
            frozenset(held),
            tuple(f"{number:x}.{column[row]:x}" for number, column in enumerate(refiners) if column[row] != NOTHING),
        )
        for row, held in enumerate(keys)
    ]


def labelled_rules(
    kind: str, pool: Mapping[str, Sequence[Hashes]], blocking: Blocking
) -> Iterator[tuple[str, str, Hashes]]:
    """Yield each rule that makes keys of its own, with what these begin with and their hashes; one for each column."""
    seen: Counter[str] = Counter()
    for rule, hashes in rule_keys(pool, own_rules(blocking)):
        yield rule, f"{kind}|{rule.replace(' ', '')}{seen[rule] or ''}:", hashes
        seen[rule] += 1


def rule_of(key: str) -> str:
    """Return the rule that made a key."""
    return key.partition("|")[2].partition(":")[0]


def limit_of(key: str, max_block_size: int) -> int:
    """Return how many records may hold a key for it to pair them."""
    return min(MOST_REFINED, max_block_size) if FINER in key else max_block_size
