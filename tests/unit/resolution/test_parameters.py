"""Match models: every level of every feature has parameters in every shipped model; mistakes in files are named."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pytest

from hub.errors import InputError
from hub.resolution.candidate_pairs import CONTEXT
from hub.resolution.column_types import Aspect, ColumnType, TypedTable, read_aspects
from hub.resolution.linking import blocking_keys
from hub.resolution.parameters import MODELS, LevelTable, parse_parameters, shipped_parameters
from hub.resolution.scoring import make_scorer

NO_EVIDENCE = {ColumnType.SOURCE, ColumnType.IGNORED}
ALONE_NOTHING = NO_EVIDENCE | {ColumnType.HOUSE_NUMBER, ColumnType.MIDDLE_NAME}
PEOPLE = {ColumnType.GIVEN_NAME, ColumnType.FAMILY_NAME, ColumnType.PERSON_NAME}
"""Names of people count where records are of people."""


def aspects_of(kind: str, *types: ColumnType) -> Mapping[str, Aspect]:
    columns = {str(holds): pa.array(["a1", None], pa.string()) for holds in types}
    return read_aspects(TypedTable(columns, dict(zip(columns, types, strict=True))), kind)


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("holds", ColumnType)
def test_every_column_type_can_be_scored_in_every_kind(kind: str, holds: ColumnType) -> None:
    aspects = aspects_of(kind, holds)
    nothing = holds in ALONE_NOTHING or (holds in PEOPLE and kind != "contact")
    scorer = make_scorer(aspects, shipped_parameters(kind), 10)
    assert (not scorer.names) is nothing
    for name, table in zip(scorer.names, scorer.tables, strict=True):
        levels = next(aspect.feature.levels[name] for aspect in aspects.values() if name in aspect.feature.levels)
        assert table.names == levels
        assert len(table.m) == len(levels)


@pytest.mark.parametrize("kind", MODELS)
def test_shipped_levels_are_told_in_words_and_the_last_speaks_against_a_match(kind: str) -> None:
    for name, levels in shipped_parameters(kind).comparisons.items():
        assert all(level.words[0].islower() for level in levels.values()), name
        last = [*levels.values()][-1]
        assert last.u != "value", name
        assert np.log2(last.m / float(last.u)) < 0, name


@pytest.mark.parametrize("kind", MODELS)
def test_groups_and_rules_name_what_there_is(kind: str) -> None:
    """A name that nothing has would never be used, and nobody would be told."""
    parameters = shipped_parameters(kind)
    aspects = aspects_of(kind, *ColumnType)
    kinds = {name for aspect in aspects.values() for name in aspect.parameters.values()}
    keys = {*blocking_keys(aspects)} | {CONTEXT}
    blocking = parameters.blocking
    assert {name for group in parameters.groups for name in group.comparisons} <= kinds
    assert {group.needs for group in parameters.groups} - {None} <= kinds
    assert {name for rule in blocking.rules for name in rule} <= keys
    assert {*blocking.context, *blocking.refine_by} <= keys


@pytest.mark.parametrize("kind", MODELS)
def test_what_is_held_names_levels_there_are(kind: str) -> None:
    parameters = shipped_parameters(kind)
    for held in parameters.held:
        assert set(held.levels) <= set(parameters.comparisons[held.comparison])
        assert set(held.unless) <= set(parameters.comparisons)


@pytest.mark.parametrize("kind", MODELS)
def test_shipped_m_add_up_to_one_as_written(kind: str) -> None:
    for name, levels in shipped_parameters(kind).comparisons.items():
        assert sum(level.m for level in levels.values()) == pytest.approx(1, abs=0.01), name


def test_m_adds_up_to_one_and_missing_says_nothing() -> None:
    model = shipped_parameters("company")
    for name, levels in model.comparisons.items():
        table = LevelTable(("missing", *levels), levels)
        assert table.m[1:].sum() == pytest.approx(1), name
        assert table.m[0] == 1
        assert table.surprise(np.array([0], dtype=np.int8), np.array([20.0], dtype=np.float32)).tolist() == [0.0]


def test_surprise_is_that_of_the_value_shifted_and_bounded() -> None:
    content = {
        "name": "m",
        "comparisons": {
            "c": {
                "same": {"m": 0.5, "u": "value", "words": "same"},
                "slip": {"m": 0.3, "u": "value", "times": 4, "at_least": 0.125, "words": "slip"},
                "different": {"m": 0.2, "u": 0.5, "words": "different"},
            }
        },
    }
    levels = parse_parameters(content, "m.yaml").comparisons["c"]
    table = LevelTable(("missing", "same", "slip", "different"), levels)
    reached = np.array([1, 2, 2, 2, 3, 0], dtype=np.int8)
    bits = np.array([10, 4, 10, 1, 10, 10], dtype=np.float32)
    assert table.surprise(reached, bits).tolist() == [10, 2, 3, 0, 1, 0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"comparisons": {"c": {"same": {"m": 2, "u": 0.1, "words": "w"}}}}, "comparisons.c.same.m"),
        ({"comparisons": {"c": {"same": {"m": 0.2, "u": "valu", "words": "w"}}}}, "comparisons.c.same.u"),
        ({"comparisons": {"c": {"same": {"m": 0.2, "u": 0.1}}}}, "comparisons.c.same.words"),
        ({"groups": [{"comparisons": ["c"], "beyond": 2}]}, "groups.0.beyond"),
        ({"blockng": {}}, "blockng"),
        ({"matches": {"least": 0}}, "matches.least"),
    ],
)
def test_mistakes_in_a_model_are_named(change: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told) as error:
        parse_parameters({"name": "m", "comparisons": {}} | change, "own.yaml")
    assert str(error.value).startswith("own.yaml: ")


def test_a_model_that_lacks_a_comparison_or_a_level_says_so() -> None:
    model = parse_parameters({"name": "own", "comparisons": {"city": {}}}, "own.yaml")
    with pytest.raises(InputError, match=r"'own' lacks comparisons\.phone"):
        model.levels_of("phone", ("same",))
    half = {"city": {"same": {"m": 0.5, "u": 0.1, "words": "w"}}}
    with pytest.raises(InputError, match=r"lacks comparisons\.city\.slip"):
        parse_parameters({"name": "own", "comparisons": half}, "own.yaml").levels_of("city", ("same", "slip"))
