"""Match models: how much each level of each comparison speaks for or against a match. Packaged YAML, validated.

In: the text of a model. Out: a `MatchModel`. Fellegi and Sunter (1969): a level's weight is log2(m / u), where m is
how often matching pairs reach it and u how often other pairs do. The weights and the prior's add up to the weight of a
match; its probability is 1 / (1 + 2^-weight). Knows no record.
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
    words: Annotated[str, Field(min_length=1)]
    merges_only_with: tuple[str, ...] | None = None

    @property
    def weight(self) -> float:
        """The level's weight in bits."""
        return log2(self.m / self.u)


class MatchModel(Frozen):
    """The match model of one kind. `prior` is the probability that two records which share a blocking key match."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9_-]+$")]
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
    def _thresholds_are_ordered(self) -> "MatchModel":
        if self.review_probability > self.merge_probability:
            raise ValueError("review_probability is above merge_probability")
        return self

    @model_validator(mode="after")
    def _levels_are_known(self) -> "MatchModel":
        """Each comparison must list exactly the levels it can reach, strongest first, as it names them itself."""
        known = COMPARISONS[self.kind]
        for name, levels in self.comparisons.items():
            if name not in known:
                raise ValueError(f"comparison {name} is unknown; known are {', '.join(sorted(known))}")
            wanted = tuple(level for level in known[name].levels if level != MISSING)
            if tuple(levels) != wanted:
                raise ValueError(f"comparison {name} must list the levels {', '.join(wanted)}, in this order")
        return self

    @model_validator(mode="after")
    def _supporters_are_compared(self) -> "MatchModel":
        levels = [level for comparison in self.comparisons.values() for level in comparison.values()]
        unknown = {name for level in levels for name in level.merges_only_with or ()} - self.comparisons.keys()
        if unknown:
            raise ValueError(f"merges_only_with names what is not compared: {', '.join(sorted(unknown))}")
        return self


def parse_match_model(text: str, name: str) -> MatchModel:
    """Read a match model from YAML; `name` is the file's, for messages.

    Raises:
        InputError: it is no valid model; names the file, the entries at fault and what is wrong with them.
    """
    try:
        return MatchModel.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise InputError(f"{name}: {error}", "Correct the YAML.") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'model'}: {fault['msg']}" for fault in error.errors())
        cure = "Correct these entries; hub/resolution/match_model.py says what each means."
        raise InputError(f"{name}: {faults}", cure) from error


def read_match_models() -> dict[Kind, MatchModel]:
    """Return the shipped models.

    Raises:
        InputError: one of them is no valid model, or is another kind's than its name says.
    """
    folder = files("hub.resolution").joinpath("models")
    models: dict[Kind, MatchModel] = {}
    for kind in Kind:
        name = f"{kind.value}.yaml"
        models[kind] = parse_match_model(folder.joinpath(name).read_text(encoding="utf-8"), name)
        if models[kind].kind is not kind:
            raise InputError(f"{name}: this is a model of {models[kind].kind.value}", f"Write kind: {kind.value}.")
    return models
