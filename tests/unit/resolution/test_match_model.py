"""Match models: the shipped ones are valid, faulty ones are refused with what is wrong."""

import pytest
import yaml

from hub.errors import InputError
from hub.model.ids import Kind
from hub.resolution.match_model import MatchModel, parse_match_model, read_match_models

MODELS = read_match_models()


def as_text(model: MatchModel, **changes: object) -> str:
    return yaml.safe_dump({**model.model_dump(mode="json"), **changes}, sort_keys=False, allow_unicode=True)


def test_every_kind_has_its_model() -> None:
    assert {kind: model.kind for kind, model in MODELS.items()} == {kind: kind for kind in Kind}


@pytest.mark.parametrize("kind", Kind)
def test_the_strongest_level_weighs_most_and_the_weakest_least(kind: Kind) -> None:
    for levels in MODELS[kind].comparisons.values():
        weights = [level.weight for level in levels.values()]
        assert max(weights) == weights[0] > 0
        assert min(weights) <= 0


def test_no_name_alone_merges_two_people() -> None:
    model = MODELS[Kind.CONTACT]
    strongest = max(level.weight for level in model.comparisons["name"].values())
    assert 1 / (1 + 2 ** -(model.prior_weight + strongest)) < model.merge_probability


def test_the_version_tells_the_content() -> None:
    model = MODELS[Kind.COMPANY]
    same = parse_match_model(as_text(model), "company.yaml")
    other = parse_match_model(as_text(model, prior=0.002), "company.yaml")
    assert same.version == model.version != other.version
    assert model.version.startswith("company-")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"prior": 1.0}, "prior: Input should be less than 1"),
        ({"review_probability": 0.99}, "review_probability is above merge_probability"),
        ({"comparisons": {"shoe_size": {}}}, "comparison shoe_size is unknown"),
        (
            {"comparisons": {"domain": {"same": {"m": 0.5, "u": 0.1, "words": "w"}}}},
            "must list the levels same, differ",
        ),
        ({"comparisons": {"domain": {"same": {"m": 0, "u": 0.1, "words": "w"}}}}, "comparisons.domain.same.m"),
        ({"threshold": 3}, "threshold: Extra inputs are not permitted"),
    ],
)
def test_faults_are_named_with_file_and_entry(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_match_model(as_text(MODELS[Kind.COMPANY], **changes), "mine.yaml")
    assert caught.value.message.startswith("mine.yaml: ")
    assert fault in caught.value.message
    assert caught.value.cure


def test_merges_only_with_must_name_a_comparison() -> None:
    domain = {
        "same": {"m": 0.5, "u": 0.1, "words": "w", "merges_only_with": ["phone"]},
        "differ": {"m": 0.1, "u": 0.5, "words": "w"},
    }
    with pytest.raises(InputError, match="names what is not compared: phone"):
        parse_match_model(as_text(MODELS[Kind.COMPANY], comparisons={"domain": domain}), "mine.yaml")


def test_text_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(InputError, match=r"mine\.yaml"):
        parse_match_model("name: [", "mine.yaml")
