"""A trained model: all that it takes to score any two records of a kind, frozen, so that answers do not change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

import pyarrow as pa

from hub.model.ids import content_hash
from hub.resolution.column_types import Aspect, ColumnType, TypedTable, read_aspects
from hub.resolution.features.columns import Statistics
from hub.resolution.parameters import Parameters
from hub.resolution.scoring import Scorer
from hub.resolution.shared_values import find_shared_values


@dataclass(frozen=True)
class TrainedModel:
    """What was learnt from a table.

    Attributes:
        kind: "company", "contact", "product" or "other".
        types: what each column holds.
        parameters: of the match model: levels, groups, blocking rules.
        statistics: how often values occur.
        scorer: with m and prior as trained.
    """

    kind: str
    types: Mapping[str, ColumnType]
    parameters: Parameters
    statistics: Statistics
    scorer: Scorer

    @cached_property
    def version(self) -> str:
        """The model's name and a digest of all that decides a score: another score, another version."""
        scorer = self.scorer
        said = content_hash(
            {
                "kind": self.kind,
                "columns": list(self.types.items()),
                "parameters": self.parameters.model_dump(mode="json"),
                "records": scorer.records,
                "matches": scorer.matches,
                "m": [[name, m.tolist()] for name, m in zip(scorer.names, scorer.m, strict=True)],
                "taught": [bits.tolist() for bits in scorer.taught],
                "raised": scorer.raised,
            }
        )
        digest = blake2b(said.encode(), digest_size=6)
        for name in sorted(name for name, found in self.statistics.items() if len(found.hashes)):
            digest.update(
                name.encode() + self.statistics[name].hashes.tobytes() + self.statistics[name].shares.tobytes()
            )
        return f"{self.parameters.name}-{digest.hexdigest()}"

    def read_one(self, record: Mapping[str, str | None]) -> dict[str, Aspect]:
        """Return the features of one record, given by its columns."""
        columns = {name: pa.array([record.get(name)], pa.string()) for name in self.types}
        return self.read(TypedTable(columns, self.types))

    def read(self, table: TypedTable) -> dict[str, Aspect]:
        """Return the features of records with the rarity of their values."""
        return weigh_aspects(read_aspects(table, self.kind), self.statistics)


def learn_statistics(aspects: Mapping[str, Aspect]) -> Statistics:
    """Return how often the values of records occur."""
    statistics: Statistics = {}
    for aspect in aspects.values():
        statistics |= aspect.feature.learn()
    return statistics | find_shared_values(aspects)


def weigh_aspects(aspects: Mapping[str, Aspect], statistics: Statistics) -> dict[str, Aspect]:
    """Return the aspects with the rarity of their values."""
    return {name: replace(aspect, feature=aspect.feature.weigh(statistics)) for name, aspect in aspects.items()}
