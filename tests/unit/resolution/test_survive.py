"""Which claims survive, and why."""

from hypothesis import given
from hypothesis import strategies as st

from hub.model.golden import GoldenValue
from hub.model.ids import Kind, RecordId
from hub.model.judgement import Override
from hub.model.plan import Member, SourceTrust
from hub.model.record import Fields
from hub.resolution.survive import survive

TRUSTS = {
    "registry": SourceTrust(source="registry", trust=0.9),
    "crm": SourceTrust(source="crm", trust=0.5, attribute_trust={"email": 0.9}, half_life_days=365),
    "erp": SourceTrust(source="erp", trust=0.5, half_life_days=365),
}


def said(source: str, key: str = "1", as_of: str | None = None, **values: str) -> Member:
    fields: Fields = {name: (value,) for name, value in values.items()}
    return Member(
        id=RecordId(f"r_{source}{key}"), kind=Kind.COMPANY, source=source, key=key, arrival=0, fields=fields, as_of=as_of
    )  # fmt: skip


def golden(*members: Member, overrides: tuple[Override, ...] = ()) -> dict[str, GoldenValue]:
    return survive(Kind.COMPANY, members, TRUSTS, overrides)


def pin(attribute: str, value: str, number: int = 1, ended_at: str | None = None) -> Override:
    return Override(
        id=f"ov_{number}", number=number, record=RecordId("r_crm1"), attribute=attribute, values=(value,), by="ann",
        at="2026-01-01", ended_at=ended_at,
    )  # fmt: skip


def test_the_more_trusted_source_wins() -> None:
    value = golden(said("registry", name="Acme Ltd"), said("crm", name="ACME"))["name"]
    assert (value.values, value.rule) == (("Acme Ltd",), "strongest")
    assert [claim.source for claim in value.claims] == ["registry", "crm"]


def test_sources_that_agree_outweigh_one_that_is_trusted_more() -> None:
    value = golden(said("registry", industry="steel"), said("crm", industry="Iron"), said("erp", industry="iron"))["industry"]  # fmt: skip
    assert (value.values[0].casefold(), value.rule) == ("iron", "agreement")


def test_a_source_that_repeats_itself_counts_once() -> None:
    value = golden(said("registry", industry="steel"), said("crm", "1", industry="iron"), said("crm", "2", industry="iron"))["industry"]  # fmt: skip
    assert value.values == ("steel",)


def test_of_equal_trust_the_newer_claim_wins() -> None:
    old, new = said("crm", industry="old", as_of="2020-01-01"), said("erp", industry="new", as_of="2025-06-30")
    assert golden(old, new)["industry"].values == ("new",)


def test_many_valued_attributes_keep_all() -> None:
    value = golden(said("erp", email="b@x.example"), said("crm", email="a@x.example"))["email"]
    assert (value.values, value.rule) == (("a@x.example", "b@x.example"), "all")


def test_an_address_comes_from_one_record() -> None:
    values = golden(
        said("registry", street="Weg 1", city="Kiel", postal_code="24103"), said("crm", street="Allee 2", city="Bonn"),
        said("erp", street="Allee 2", city="Bonn", country="DE"),
    )  # fmt: skip
    told = {name: values[name].values for name in ("street", "city", "postal_code") if name in values}
    assert told == {"street": ("Weg 1",), "city": ("Kiel",), "postal_code": ("24103",)}
    assert "country" not in values or values["country"].values == ("DE",)


def test_an_address_is_completed_by_who_names_the_same_town_otherwise() -> None:
    told = golden(
        said("registry", street="Domstraße 1", city="München"), said("crm", city="Munich", postal_code="80333")
    )
    assert {name: value.values for name, value in told.items()} == {
        "street": ("Domstraße 1",), "city": ("München",), "postal_code": ("80333",),
    }  # fmt: skip


def test_a_pinned_value_wins_and_keeps_the_claims() -> None:
    value = golden(said("crm", city="Bonn"), overrides=(pin("city", "Kiel"),))["city"]
    assert (value.values, value.rule, len(value.claims)) == (("Kiel",), "pinned", 1)


def test_the_newest_pin_wins_and_an_ended_one_counts_no_more() -> None:
    pins = (pin("city", "Kiel", 1), pin("city", "Ulm", 2), pin("city", "Jena", 3, ended_at="2026-02-02"))
    assert golden(said("crm", city="Bonn"), overrides=pins)["city"].values == ("Ulm",)


members = st.lists(
    st.builds(
        said,
        st.sampled_from(["registry", "crm", "erp"]),
        st.sampled_from("12345"),
        st.none() | st.sampled_from(["2020", "2024-05", "2025-01-01T10:00:00Z"]),
        name=st.sampled_from(["Acme", "ACME", "Acme Ltd"]),
        city=st.sampled_from(["Kiel", "Bonn"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda item: item.id,
)


@given(members, st.randoms())
def test_order_does_not_matter(claims: list[Member], random: object) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert golden(*shuffled) == golden(*claims)
