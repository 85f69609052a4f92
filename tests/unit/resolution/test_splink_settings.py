"""Reading models of Splink: files that three versions of it saved, and every form of SQL that its library writes."""

import json

import pytest

from hub.errors import InputError
from hub.resolution.splink_settings import Agreement, SharedKey, columns_of, parse_splink
from tests.unit.resolution.splink_files import VERSIONS, settings_of

EXACT, REVERSED, CLOSE, PART, WEAK, ELSE = Agreement

EPOCH = "ABS(EPOCH(try_strptime(\"dob_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"dob_r\", '%Y-%m-%d')))"
DATEDIFF = "abs(datediff(date(try_to_timestamp(`dob_l`, 'yyyy-MM-dd')), date(try_to_timestamp(`dob_r`, 'yyyy-MM-dd'))))"
POSTGRES = "ABS(EXTRACT(EPOCH FROM try_cast_date(\"dob_l\", 'Y')) - EXTRACT(EPOCH FROM try_cast_date(\"dob_r\", 'Y')))"
PERCENT = '(ABS("p_l" - "p_r") / (CASE WHEN "p_r" > "p_l" THEN "p_r" ELSE "p_l" END))'
MAILBOX = "NULLIF(regexp_extract(\"{0}\", '^[^@]+', 0), '')"


def agreement(sql: str) -> dict[str, Agreement] | None:
    """Return how well columns agree under a condition; None if its form is unknown."""
    level = {"sql_condition": sql, "m_probability": 0.5}
    model = parse_splink({"comparisons": [{"output_column_name": "c", "comparison_levels": [level]}]}, "m.json")
    [read] = model.comparisons[0].levels
    return dict(read.agreement) if read.known else None


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ('"name_l" = "name_r"', {"name": EXACT}),
        ("name_l = name_r", {"name": EXACT}),
        ("`first name_l` = `first name_r`", {"first name": EXACT}),
        ('"名_l" = "名_r"', {"名": EXACT}),
        ('lower("code_l") = lower("code_r")', {"code": EXACT}),
        ('jaro_winkler_similarity("name_l", "name_r") >= 0.92', {"name": CLOSE}),
        ("jaro_winkler(`name_l`, `name_r`) >= 0.7", {"name": WEAK}),
        ("jaro_sim(`name_l`, `name_r`) >= 0.9", {"name": CLOSE}),
        ('jaccard("name_l", "name_r") >= 0.9', {"name": CLOSE}),
        ('levenshtein("name_l", "name_r") <= 1', {"name": CLOSE}),
        ('levenshtein_distance("name_l", "name_r") <= 5', {"name": WEAK}),
        ('damerau_levenshtein("name_l", "name_r") <= 2', {"name": CLOSE}),
        ('array_length(list_intersect("tags_l", "tags_r")) >= 1', {"tags": EXACT}),
        ("SIZE(ARRAY_INTERSECT(`tags_l`, `tags_r`)) >= 2", {"tags": EXACT}),
        ('"a b_l" = "c d_r" AND "a b_r" = "c d_l"', {"a b": REVERSED, "c d": REVERSED}),
        (f"{EPOCH} <= 2629800.0", {"dob": CLOSE}),
        (f"{EPOCH} <= 31557600.0", {"dob": WEAK}),
        (f"{EPOCH} <= 315576000.0", {"dob": ELSE}),
        (f"{DATEDIFF} <= floor(31557600.0 / 86400)", {"dob": WEAK}),
        (f"{POSTGRES}<= 864000", {"dob": CLOSE}),
        ("abs(date_diff('month', \"dob_l\", \"dob_r\")) <= 1", {"dob": CLOSE}),
        (f"{PERCENT} < 0.01", {"p": CLOSE}),
        (f"{PERCENT} < 0.1", {"p": WEAK}),
        ('ABS("p_l" - "p_r") <= 5', {"p": WEAK}),
        (f"{MAILBOX.format('mail_l')} = {MAILBOX.format('mail_r')}", {"mail": PART}),
        ('("a_l" = "a_r") AND ("b_l" = "b_r")', {"a": EXACT, "b": EXACT}),
        (
            '(jaro_winkler("a_l", "a_r") >= 0.9) AND (levenshtein("b_l", "b_r") <= 7)',
            {"a": CLOSE, "b": WEAK},
        ),
        ('myfunction("x_l", "x_r") >= 0.5', None),
        ("\"p_l\" = '3' AND \"p_r\" = '3'", None),
        ('"a_l" = "a_r" OR "b_l" = "b_r"', None),
        ('cast(acos(sin(radians("lat_l")) * sin(radians("lat_r"))) * 6371 as float) <= 1', None),
    ],
)  # fmt: skip
def test_conditions_are_recognised_by_their_form(sql: str, wanted: dict[str, Agreement] | None) -> None:
    assert agreement(sql) == wanted


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ('l."first_name" = r."first_name"', (SharedKey("first_name"),)),
        ("l.a = r.a and l.b = r.b", (SharedKey("a"), SharedKey("b"))),
        (
            '(SUBSTRING(l.first_name, 1, 3) = SUBSTRING(r.first_name, 1, 3)) AND (l."dob" = r."dob")',
            (SharedKey("first_name", 3), SharedKey("dob")),
        ),
        ("lower(l.`town name`) = lower(r.`town name`)", (SharedKey("town name"),)),
        ("l.a = r.b and l.b = r.a", None),
        ("l.a = r.a and levenshtein(l.b, r.b) <= 1", None),
        ("l.a = r.a or l.b = r.b", None),
    ],
)  # fmt: skip
def test_blocking_rules_are_read_as_what_two_records_share(sql: str, wanted: tuple[SharedKey, ...] | None) -> None:
    level = {"sql_condition": "ELSE"}
    for written in (sql, {"blocking_rule": sql, "sql_dialect": "duckdb"}):
        content = {
            "comparisons": [{"comparison_levels": [level]}],
            "blocking_rules_to_generate_predictions": [written],
        }
        assert parse_splink(content, "m.json").rules[0].shared == wanted


@pytest.mark.parametrize("version", VERSIONS)
def test_models_that_splink_saved_are_read_whole(version: int) -> None:
    model = parse_splink(settings_of(version), "model.json")
    assert [*columns_of(model)] == ["first_name", "surname", "dob", "postcode_fake", "birth_place", "occupation"]
    for comparison in model.comparisons:
        assert len(comparison.levels) > 1
        assert all(level.known for level in comparison.levels), comparison.name
        assert comparison.levels[-1].condition == "ELSE"
        if comparison.name != "occupation":
            assert sum(level.m or 0.0 for level in comparison.levels) == pytest.approx(1.0, abs=0.01)
    assert [comparison.name for comparison in model.comparisons if comparison.by_frequency] == [
        "first_name", "surname", "birth_place",
    ]  # fmt: skip
    assert model.probability == pytest.approx(0.0022, abs=0.0002)
    assert (len(model.rules), sum(rule.shared is None for rule in model.rules)) == (6, 1)


def test_levels_that_were_not_trained_say_nothing() -> None:
    model = parse_splink(settings_of(5), "model.json")
    [occupation] = [comparison for comparison in model.comparisons if comparison.name == "occupation"]
    assert [level.m is None for level in occupation.levels] == [False, True, False]
    level = {"sql_condition": "ELSE", "m_probability": "level not observed in training dataset"}
    odd = parse_splink({"comparisons": [{"comparison_levels": [level]}]}, "m.json")
    assert odd.comparisons[0].levels[0].m is None


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ([], "it"),
        ({}, "comparisons"),
        ({"comparisons": []}, "comparisons"),
        ({"comparisons": [{"comparison_levels": [{}]}]}, "comparisons.0.comparison_levels.0.sql_condition"),
    ],
)
def test_what_is_no_model_of_splink_is_told_where(content: object, place: str) -> None:
    with pytest.raises(InputError, match=f"no model of Splink: {place}:"):
        parse_splink(json.loads(json.dumps(content)), "m.json")
