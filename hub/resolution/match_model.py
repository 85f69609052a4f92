"""Match models: how much each level of each comparison speaks for or against a match. Packaged YAML, validated.

Fellegi and Sunter (1969): a level's weight is log2(m / u), where m is how often matching pairs reach it and u how often
others do. The weights and the prior's add up to the weight of a match; its probability is 1 / (1 + 2^-weight).
"""

from functools import cached_property
from importlib.resources import files
from math import log2
from typing import Annotated

import yaml
from pydantic import Field, ValidationError, model_validator

from hub.errors import InputError
from hub.model.base import Frozen
from hub.model.ids import Kind, content_hash
from hub.resolution.compare import MISSING
from hub.resolution.compare.registry import COMPARISONS

Probability = Annotated[float, Field(gt=0, lt=1)]


class Level(Frozen):
    """How often matches (`m`) and other pairs (`u`) reach a level, and what to tell people.

    A pair at a level with `merges_only_with` is never merged by the machine, however much else speaks for it, unless
    one of the comparisons named is at its first level: a subsidiary may share all with its parent but its number.
    """

    m: Probability
    u: Probability
    words: str
    merges_only_with: tuple[str, ...] | None = None

    @property
    def weight(self) -> float:
        """The level's weight in bits."""
        return log2(self.m / self.u)


class MatchModel(Frozen):
    """The match model of one kind. `prior` is the probability that two records in one block match."""

    name: str
    kind: Kind
    prior: Probability
    merge_probability: Probability
    review_probability: Probability
    comparisons: dict[str, dict[str, Level]]

    @cached_property
    def version(self) -> str:
        """Name and content: equal versions decide alike."""
        return f"{self.name}-{content_hash(self.model_dump(mode='json'))[:12]}"

    @cached_property
    def prior_weight(self) -> float:
        """The prior's weight in bits."""
        return log2(self.prior / (1 - self.prior))

    @model_validator(mode="after")
    def _levels_are_known(self) -> "MatchModel":
        """Each comparison must give a weight to exactly the levels its comparator can return."""
        if self.review_probability > self.merge_probability:
            raise ValueError("review_probability is above merge_probability")
        known = COMPARISONS[self.kind]
        for name, levels in self.comparisons.items():
            if name not in known:
                raise ValueError(f"comparison {name} is unknown; known are {', '.join(sorted(known))}")
            wanted = set(known[name].levels) - {MISSING}
            if wanted != levels.keys():
                raise ValueError(f"comparison {name} must have the levels {', '.join(sorted(wanted))}")
            others = {other for level in levels.values() for other in level.merges_only_with or ()}
            if not others <= self.comparisons.keys():
                raise ValueError(
                    f"comparison {name} names unknown ones in merges_only_with: {', '.join(sorted(others))}"
                )
        return self


def parse_match_model(text: str, name: str) -> MatchModel:
    """Read a match model from YAML.

    Raises:
        InputError: it is no valid model; names the file and the fault.
    """
    try:
        return MatchModel.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise InputError(f"{name} is no valid match model: {error}", "Compare it with the shipped models.") from error


def read_match_models() -> dict[Kind, MatchModel]:
    """Return the shipped models."""
    folder = files("hub.resolution").joinpath("models")
    return {
        kind: parse_match_model(folder.joinpath(f"{kind.value}.yaml").read_text(encoding="utf-8"), f"{kind.value}.yaml")
        for kind in Kind
    }
