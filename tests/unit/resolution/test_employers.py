"""Graph evidence: which employers contacts are compared by, and from when on an employer counts as large."""

from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.plan import Block, Member
from hub.resolution.employers import all_evidence, evidence_of, large_employers
from hub.resolution.match_model import record_keys, train_model, untrained_model

MODEL = untrained_model(Kind.CONTACT)
A, B = GoldenId("co_a"), GoldenId("co_b")


def contact(number: int, *employers: GoldenId, active: bool = True) -> Member:
    return Member(
        id=RecordId(f"r{number}"),
        kind=Kind.CONTACT,
        source="s",
        key=str(number),
        arrival=number,
        fields={"name": ("Ann Lee",)},
        employers=employers,
        active=active,
    )


def test_a_record_without_employer_is_compared_as_it_stands() -> None:
    assert evidence_of(contact(1), {A}) == {"name": ("Ann Lee",)}


def test_employers_are_evidence_in_their_order_and_marked_where_large() -> None:
    assert evidence_of(contact(1, B, A), {A}) == {"name": ("Ann Lee",), "employer": ("co_b", "co_a+")}


def test_an_employer_is_large_when_its_block_is() -> None:
    [own] = record_keys(MODEL, [{"employer": (A,)}])
    [key] = own.keys
    oversized = [Block(key=key, size=41), Block(key="contact|full:1", size=50)]
    assert large_employers(MODEL, [contact(1, A, B)], oversized) == {A}
    assert large_employers(MODEL, [contact(1, A, B)], oversized[1:]) == frozenset()
    assert large_employers(MODEL, [contact(1)], oversized) == frozenset()


def test_a_model_learns_by_the_same_limit() -> None:
    fields = {member.id: member.fields for member in [contact(number) for number in range(5)]}
    employers = {RecordId("r0"): (A,), RecordId("r1"): (A,), RecordId("r2"): (A, B), RecordId("r3"): (B,)}
    told = [said.get("employer") for said in all_evidence(fields, employers, 2)]
    assert told == [("co_a+",), ("co_a+",), ("co_a+", "co_b"), ("co_b",), None]
    assert all_evidence(fields, employers, 3)[0]["employer"] == ("co_a",)


def test_employers_of_records_that_are_retired_do_not_count() -> None:
    fields = {RecordId("r0"): contact(0).fields, RecordId("r1"): contact(1).fields}
    employers = {RecordId(f"r{number}"): (A,) for number in range(3)}
    assert [said["employer"] for said in all_evidence(fields, employers, 2)] == [("co_a",)] * 2


def test_a_model_keeps_no_golden_ids() -> None:
    fields = {RecordId(f"r{number}"): contact(number).fields for number in range(200)}
    employers = {record: (A if number % 2 else B,) for number, record in enumerate(fields)}
    learnt = train_model(Kind.CONTACT, all_evidence(fields, employers, 40), {})
    assert "employer" in learnt.scorer.names
    assert "employer" not in learnt.statistics
