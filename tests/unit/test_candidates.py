"""Candidates become the same fields that sources become."""

import pytest

from hub.candidates import standardise_candidate
from hub.errors import InputError, ValueProblem
from hub.model.ids import Kind


def test_values_are_standardised_and_blank_ones_left_out() -> None:
    raw = {"name": ["  Siemens   AG "], "email": ["Info@Siemens.example", "info@siemens.example"], "city": [" "]}
    fields = standardise_candidate(Kind.COMPANY, raw)
    assert fields["email"] == ("info@siemens.example",)
    assert fields["name"] == ("Siemens AG",)
    assert "city" not in fields


def test_an_identifier_keeps_its_scheme() -> None:
    fields = standardise_candidate(Kind.COMPANY, {"identifier": ["VAT: DE 129273398"]})
    assert fields["identifier"] == ("vat:DE129273398",)


def test_the_country_that_is_said_tells_how_a_telephone_number_is_read() -> None:
    fields = standardise_candidate(Kind.COMPANY, {"phone": ["089 636 48018"], "country": ["Germany"]})
    assert fields["phone"] == ("+498963648018",)


def test_of_several_values_an_attribute_for_one_keeps_the_first() -> None:
    fields = standardise_candidate(Kind.COMPANY, {"name": ["One Ltd", "Two Ltd"], "alias": ["Uno", "Due"]})
    assert fields["name"] == ("One Ltd",)
    assert len(fields["alias"]) == 2


@pytest.mark.parametrize("raw", [{"shoe_size": ["44"]}, {"identifier": ["129273398"]}, {"email": ["grace(at)navy"]}])
def test_what_cannot_be_read_names_the_attribute_and_never_the_value(raw: dict[str, list[str]]) -> None:
    [(name, [value])] = raw.items()
    with pytest.raises(ValueProblem, match=name) as problem:
        standardise_candidate(Kind.COMPANY, raw)
    assert value not in f"{problem.value.message} {problem.value.cure}"


def test_a_candidate_of_whom_nothing_is_said_is_refused() -> None:
    with pytest.raises(InputError):
        standardise_candidate(Kind.CONTACT, {"name": ["  "]})
