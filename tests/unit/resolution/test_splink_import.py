"""What becomes of a Splink model: m go to the hub's levels, rules to its keys, and every item is accounted for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.errors import InputError
from hub.resolution.parameters import MODELS, Parameters, shipped_parameters
from hub.resolution.splink_import import Imported, Outcome, import_splink
from hub.resolution.splink_settings import parse_splink
from tests.unit.resolution.splink_files import VERSIONS, settings_of

JARO_WINKLER = 'jaro_winkler_similarity("{0}_l", "{0}_r") >= {1}'
EQUAL = '"{0}_l" = "{0}_r"'


def level(sql: str, m: float | None = None) -> dict[str, object]:
    return {"sql_condition": sql, "m_probability": m}


def imported(*levels: dict[str, object], kind: str = "contact", rule: str = "", **options: object) -> Imported:
    """Import a model of one comparison, and perhaps a blocking rule."""
    rules = [rule] if rule else []
    content = {
        "comparisons": [{"output_column_name": "c", "comparison_levels": [*levels]}],
        "blocking_rules_to_generate_predictions": rules,
        "probability_two_random_records_match": 0.001,
        "link_type": options.pop("link_type", "dedupe_only"),
    }
    return import_splink(parse_splink(content, "m.json"), kind, **options)  # type: ignore[arg-type]


def m_of(parameters: Parameters, comparison: str) -> dict[str, float]:
    return {name: entry.m for name, entry in parameters.comparisons[comparison].items()}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_item_of_a_saved_model_is_accounted_for(version: int) -> None:
    model = parse_splink(settings_of(version), "model.json")
    found = import_splink(model, "contact")
    assert len(found.items) == len(model.comparisons) + len(model.rules) + 1
    assert {item.outcome for item in found.items} == {*Outcome}
    assert all(item.note for item in found.items)


def test_m_goes_to_the_levels_that_fall_under_what_splink_tells_apart() -> None:
    levels = (
        level(EQUAL.format("surname"), 0.6),
        level(JARO_WINKLER.format("surname", 0.9), 0.2),
        level(JARO_WINKLER.format("surname", 0.7), 0.05),
        level("ELSE", 0.15),
    )
    m = m_of(imported(*levels).parameters, "family_name")
    assert m["same"] == pytest.approx(0.6, abs=0.001)
    assert m["slip"] + m["swapped"] == pytest.approx(0.2, abs=0.001)
    assert m["similar"] + m["part"] == pytest.approx(0.05, abs=0.001)
    assert m["different"] == pytest.approx(0.15, abs=0.001)


def test_what_splink_does_not_tell_apart_falls_to_the_next_weaker() -> None:
    m = m_of(imported(level(EQUAL.format("city"), 0.7), level("ELSE", 0.3)).parameters, "city")
    shipped = m_of(shipped_parameters("contact"), "city")
    assert m["same"] == pytest.approx(0.7, abs=0.001)
    others = {name: share for name, share in shipped.items() if name != "same"}
    for name, share in others.items():
        assert m[name] == pytest.approx(0.3 * share / sum(others.values()), abs=0.001)


def test_a_comparison_of_two_columns_is_split() -> None:
    both = f"({EQUAL.format('first_name')}) AND ({EQUAL.format('surname')})"
    levels = (level(both, 0.5), level(EQUAL.format("surname"), 0.3), level("ELSE", 0.2))
    found = imported(*levels)
    assert m_of(found.parameters, "family_name")["same"] == pytest.approx(0.8, abs=0.001)
    assert m_of(found.parameters, "given_name")["same"] == pytest.approx(0.5, abs=0.001)
    assert [item.outcome for item in found.items[:2]] == [Outcome.APPROXIMATED] * 2


def test_columns_that_are_compared_alike_share_the_mean() -> None:
    both = [
        {"output_column_name": name, "comparison_levels": [level(EQUAL.format(name), m), level("ELSE", 1 - m)]}
        for name, m in (("home_phone", 0.8), ("office_phone", 0.4))
    ]
    found = import_splink(
        parse_splink({"comparisons": both}, "m.json"), "contact", dict.fromkeys(("home_phone", "office_phone"), "phone")
    )
    m = m_of(found.parameters, "phone")
    assert m["same"] + m["shared"] == pytest.approx(0.6, abs=0.001)


shares = st.floats(0.0, 1.0, allow_nan=False)
conditions = st.sampled_from(
    [EQUAL.format("x"), JARO_WINKLER.format("x", 0.9), JARO_WINKLER.format("x", 0.7), "other(x_l, x_r)"]
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(conditions, shares), max_size=5),
    shares,
    st.sampled_from(
        ["given_name", "company_name", "street", "date", "email", "title", "number", "person_name", "phone"]
    ),
    st.sampled_from(MODELS),
)
def test_a_match_model_comes_of_anything_that_splink_may_say(
    levels: list[tuple[str, float]], rest: float, holds: str, kind: str
) -> None:
    shipped = shipped_parameters(kind)
    names = ("given_name", "family_name") if holds == "person_name" else (holds,)
    if any(name not in shipped.comparisons for name in names):
        return
    found = imported(
        *(level(sql, m) for sql, m in levels), level("ELSE", rest), kind=kind, columns={"x": holds} if levels else {}
    )
    for name in names:
        m = m_of(found.parameters, name)
        assert all(0 < share <= 1 for share in m.values())
        assert m.keys() == shipped.comparisons[name].keys()
        if m != m_of(shipped, name):
            assert sum(m.values()) == pytest.approx(1.0, abs=0.001)


ANY = (level(EQUAL.format("surname"), 0.9), level("ELSE", 0.1))


@pytest.mark.parametrize(
    ("rule", "names", "outcome"),
    [
        ("l.surname = r.surname", ("family",), Outcome.TAKEN),
        ("l.dob = r.dob and l.first_name = r.first_name", ("date", "given"), Outcome.TAKEN),
        (
            "substr(l.dob,1,4) = substr(r.dob,1,4) and l.surname = r.surname",
            ("date.year", "family"),
            Outcome.APPROXIMATED,
        ),
        ("substr(l.first_name,1,2) = substr(r.first_name,1,2)", ("initial",), Outcome.APPROXIMATED),
        ("l.surname = r.first_name", None, Outcome.LEFT_OUT),
        ("l.hair = r.hair", None, Outcome.LEFT_OUT),
        ("substr(l.email,1,2) = substr(r.email,1,2)", None, Outcome.LEFT_OUT),
    ],
)
def test_blocking_rules_go_to_keys_beside_the_own_ones(
    rule: str, names: tuple[str, ...] | None, outcome: Outcome
) -> None:
    found = imported(*ANY, rule=rule)
    assert found.items[1].outcome is outcome
    own = shipped_parameters("contact").blocking.rules
    rules = found.parameters.blocking.rules
    assert rules == own if names is None else {*rules} == {*own, names}


def test_a_column_of_unknown_meaning_is_left_out_until_it_is_said() -> None:
    levels = (level(EQUAL.format("hair"), 0.9), level("ELSE", 0.1))
    assert imported(*levels).items[0].outcome is Outcome.LEFT_OUT
    found = imported(*levels, columns={"hair": "category"})
    assert found.items[0].outcome is Outcome.TAKEN
    assert m_of(found.parameters, "category")["same"] == pytest.approx(0.9, abs=0.001)


@pytest.mark.parametrize(("link_type", "matches"), [("dedupe_only", 1.0), ("link_only", 0.5)])
def test_the_prior_follows_where_the_number_of_records_is_known(link_type: str, matches: float) -> None:
    found = imported(*ANY, link_type=link_type, records=1_001)
    assert found.parameters.matches.least < matches < found.parameters.matches.most
    assert found.parameters.matches.least == pytest.approx(matches / 2, rel=0.01)
    assert imported(*ANY, link_type=link_type).parameters.matches == shipped_parameters("contact").matches


@pytest.mark.parametrize(
    ("columns", "message"), [({"nose": "city"}, "no column 'nose'"), ({"surname": "x"}, "hold 'x'")]
)
def test_wrong_columns_are_refused(columns: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        imported(*ANY, columns=columns)
