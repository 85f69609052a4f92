"""Parameters of matching: what each level of each comparison says. Packaged YAML, validated.

Fellegi and Sunter (1969): a level's weight is log2(m / u), where m is how often records of one thing reach it and u how
often records of two do. Where two records agree on a value, u is that value's own share (Winkler 1989: "frequency-based
matching"). The weights of independent comparisons add up; those of one group depend on each other and add up to less.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import log2
from typing import Annotated, Literal, TypeVar, get_args

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from hub.errors import InputError
from hub.model.base import Frozen

Share = Annotated[float, Field(gt=0, le=1)]
Table = NDArray[np.float32]

Kind = Literal["company", "contact", "product", "other"]
MODELS = get_args(Kind)
Wanted = TypeVar("Wanted", bound=Frozen)

SECOND_SIGN, FURTHER_SIGN = 0.4, 0.2
"""How much the second strongest sign of a group counts, and each further one."""
AGAINST = 0.8
"""How much signs against a match count within a group."""


class LevelParameters(Frozen):
    """Of a level: m, and u as a number or as the share of the value agreed on, `times` so much, `at_least` so much."""

    m: Share
    u: Share | Literal["value"]
    times: Annotated[float, Field(gt=0)] = 1.0
    at_least: Share = 2.0**-30
    words: Annotated[str, Field(min_length=1)]


class Group(Frozen):
    """Comparisons that depend on each other.

    Together with the prior they reach at most `at_most` bits, and of each bit beyond these `beyond` counts. `needs`
    names the comparison without which there is no group.
    """

    comparisons: tuple[str, ...]
    at_most: float | None = None
    beyond: Annotated[float, Field(ge=0, le=1)] = 0.0
    needs: str | None = None


class Held(Frozen):
    """Levels of a comparison at which only a person may merge, unless one of `unless` is the same.

    With `apart` the machine does not merge the two through a third record either.
    """

    comparison: str
    levels: Annotated[tuple[str, ...], Field(min_length=1)]
    unless: tuple[str, ...] = ()
    apart: bool = False


class Blocking(Frozen):
    """Which keys two records must share to be compared.

    Attributes:
        rules: lists of names of keys; `context` in one stands for each of `context` in turn.
        context: keys that narrow others down.
        refine_by: keys that a block too large is split by; `context` without them.
    """

    context: tuple[str, ...] = ()
    refine_by: tuple[str, ...] = ()
    rules: tuple[tuple[str, ...], ...] = ()


class Matches(Frozen):
    """How many others of the same thing a record has on average: between so many, whatever the data suggest."""

    least: Annotated[float, Field(gt=0)] = 0.15
    most: Annotated[float, Field(gt=0)] = 6.0


class Parameters(Frozen):
    """All parameters of a kind.

    Attributes:
        name: of the model.
        matches: how many others of the same thing a record has.
        seldom: a source is taken to have no duplicates if, of its records that match elsewhere, no more than this share
            match as well within.
        comparisons: comparison -> level -> parameters.
        groups: of comparisons that depend on each other.
        blocking: the rules.
        merge_probability: from it on the hub merges by itself.
        review_probability: from it on it asks a person.
        held: what the hub asks a person about, however probable.
        expected_records: among so many records an untrained model takes matches to be looked for.
    """

    name: str
    matches: Matches = Matches()
    seldom: Share = 0.035
    merge_probability: Share = 0.95
    review_probability: Share = 0.3
    comparisons: dict[str, dict[str, LevelParameters]]
    groups: tuple[Group, ...] = ()
    blocking: Blocking = Blocking()
    held: tuple[Held, ...] = ()
    expected_records: Annotated[int, Field(ge=1)] = 1_000

    def levels_of(self, comparison: str, levels: Sequence[str]) -> dict[str, LevelParameters]:
        """Return the parameters of a comparison.

        Raises:
            InputError: there are none, or not of each of these levels.
        """
        known = self.comparisons.get(comparison, {})
        missing = [level for level in levels if level not in known]
        if missing:
            what = f"{comparison}.{missing[0]}" if known else comparison
            raise InputError(f"The model {self.name!r} lacks comparisons.{what}.", "Add it, or use another model.")
        return known


@cache
def shipped_parameters(name: str) -> Parameters:
    """Return the shipped parameters of a kind: "company", "contact", "product" or "other"."""
    return complete_parameters(parse_parameters(_read(f"{name}.yaml"), f"{name}.yaml"))


def complete_parameters(own: Parameters) -> Parameters:
    """Return parameters with those comparisons added that all kinds share and these leave out."""
    common = parse_parameters({"name": "common", **_read("common.yaml")}, "common.yaml")
    return own.model_copy(update={"comparisons": common.comparisons | own.comparisons})


def parse_parameters(content: object, name: str) -> Parameters:
    """Validate parameters; `name` is the file's, for messages.

    Raises:
        InputError: they are no valid parameters; names the entries at fault.
    """
    return parse_as(Parameters, content, name)


def parse_as(wanted: type[Wanted], content: object, name: str) -> Wanted:
    """Validate what is to be a match model; `name` is the file's, for messages.

    Raises:
        InputError: it is none; names the entries at fault.
    """
    try:
        return wanted.model_validate(content)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'model'}: {fault['msg']}" for fault in error.errors())
        raise InputError(
            f"{name}: {faults}", "Correct these entries; docs/matching.md says what each means."
        ) from error


def _read(name: str) -> dict[str, object]:
    content: dict[str, object] = yaml.safe_load(
        files("hub.resolution").joinpath("match_models", name).read_text(encoding="utf-8")
    )
    return content


class LevelTable:
    """The parameters of one comparison as arrays over its levels; level 0, "missing", says nothing."""

    def __init__(self, levels: tuple[str, ...], parameters: dict[str, LevelParameters]) -> None:
        chosen = [parameters[level] for level in levels[1:]]
        self.names = levels
        self.m = np.array([1.0, *(level.m for level in chosen)])
        self.of_value = np.array([False, *(level.u == "value" for level in chosen)])
        self.shift = np.array([0.0, *(log2(level.times) for level in chosen)], dtype=np.float32)
        self.most = np.array([0.0, *(-log2(level.at_least) for level in chosen)], dtype=np.float32)
        self.fixed = np.array([0.0, *(0.0 if level.u == "value" else -log2(level.u) for level in chosen)], np.float32)
        self.m[1:] /= self.m[1:].sum()

    def surprise(self, levels: NDArray[np.int8], bits: Table) -> Table:
        """Return -log2 u of pairs at these levels, given the bits of the values that they agree on."""
        of_value = np.minimum(np.maximum(bits - self.shift[levels], 0.0), self.most[levels])
        surprise: Table = np.where(self.of_value[levels], of_value, self.fixed[levels]).astype(np.float32)
        return surprise
