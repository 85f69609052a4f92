"""Why two records in the hub are, or are not, one: each answer, on both engines, and true to what the graph holds."""

from itertools import combinations

import pytest

from hub.errors import GoneError, InputError, NotFoundError
from hub.explaining_records import explain_records
from hub.graph.neighbourhood import fetch_matches
from hub.listing import list_reviews
from hub.matching import write_records
from hub.model.explanation import Explanation, PairOutcome
from hub.model.ids import Kind, RecordId
from hub.model.judgement import Verdict
from hub.model.plan import ReviewReason
from hub.model.record import Fields, RecordRef, Role, SourceRecord, Statement
from hub.opening import Hub
from hub.resolution.explanation import FOUND, KEYS_DIFFER
from hub.stewardship import Opinion, judge, undo_judgement
from tests.engines import GraphAddress
from tests.hubs import empty_hub
from tests.worlds import retire

VATS = "vat:DE129273398", "vat:DE811128135"


def company(source: str, key: str, name: str, **fields: str) -> SourceRecord:
    values: Fields = {"name": (name,), **{attribute: (value,) for attribute, value in fields.items()}}
    return SourceRecord(source=source, kind=Kind.COMPANY, key=key, fields=values)


def contact(source: str, key: str, account: str = "", **fields: str) -> SourceRecord:
    values: Fields = {attribute: (value,) for attribute, value in fields.items()}
    target = RecordRef(source=source, kind=Kind.COMPANY, key=account)
    statements = (Statement(role=Role.WORKS_AT, target=target),) if account else ()
    return SourceRecord(source=source, kind=Kind.CONTACT, key=key, fields=values, statements=statements)


HUAWEI = company("sap", "A", "华为技术有限公司", city="深圳")
HUAWEI_IN_CRM = company("crm", "X", "Huawei Technologies Co., Ltd.", city="Shenzhen")
ZHANG, ZHANG_IN_CRM = contact("sap", "1", "A", name="张建国"), contact("crm", "9", "X", name="Jianguo Zhang")
CRYSTAL, CRISTAL = company("sap", "1", "Crystalord Ltd"), company("crm", "1", "Cristalord Ltd")
SIEMENS, HEALTH = (
    company("sap", "2", "Siemens AG", city="Köln"),
    company("crm", "2", "Siemens Healthineers AG", city="Köln"),
)
KESTREL, KESTREL_TECH = company("sap", "3", "Kestrel Ltd"), company("crm", "3", "Kestrel Technologies Ltd")
TWIN, OTHER_TWIN = (
    company(source, "4", "Zwillingswerk GmbH", email="post@zwilling.example", identifier=vat)
    for source, vat in zip(("sap", "crm"), VATS, strict=True)
)
STRANGER = company("sap", "5", "Meridian Optics OHG")


def load(hub: Hub, *batches: list[SourceRecord]) -> None:
    """Write records, a batch at a time, and resolve until nothing waits."""
    for batch in batches:
        write_records(hub, batch, "test")
        for _plan in hub.resolver.resolve_pending("test"):
            pass


def explained(hub: Hub, left: SourceRecord, right: SourceRecord) -> Explanation:
    """The explanation, held to be the same the other way round, and to be true to what the graph holds."""
    found, turned = explain_records(hub, left.id, right.id), explain_records(hub, right.id, left.id)
    same = {"outcome", "because", "weight", "decided", "proposed", "rules", "judgement", "review"}
    assert found.model_dump(include=same) == turned.model_dump(include=same)
    assert [(step.left, step.right) for step in found.steps] == [(step.right, step.left) for step in turned.steps]
    assert found.steps[-1].total == pytest.approx(found.weight, abs=0.02)
    assert found.steps[-1].total == pytest.approx(found.prior + sum(step.counts for step in found.steps))
    assert (found.outcome is PairOutcome.SAME) == (found.golden_l == found.golden_r)
    pair = tuple(sorted((left.id, right.id)))
    stored = [match for match in hub.database.read(lambda t: fetch_matches(t, [left.id])) if match.pair == pair]
    assert not stored or (found.weight, found.probability) == (stored[0].weight, stored[0].probability)
    return found


def asked(hub: Hub) -> dict[str, set[RecordId]]:
    """The open questions: the two records of each."""
    return {review.id: {review.left, review.right} for review in list_reviews(hub)}


def test_two_records_of_one_golden_record_match(hub: Hub) -> None:
    load(hub, [HUAWEI, HUAWEI_IN_CRM])
    found = explained(hub, HUAWEI, HUAWEI_IN_CRM)
    assert (found.outcome, found.because) == (PairOutcome.SAME, "they match, and their cluster holds together")
    assert found.weight >= found.threshold
    [name] = [step for step in found.steps if step.comparison == "company_name"]
    assert (name.left, name.right) == (HUAWEI.fields["name"], HUAWEI_IN_CRM.fields["name"])
    assert name.words == "the same name in another script"
    assert (found.proposed, found.decided, found.judgement, found.review, found.way) == (True, None, None, None, ())


def test_employers_count_as_they_did_when_contacts_were_resolved(hub: Hub) -> None:
    load(hub, [HUAWEI, HUAWEI_IN_CRM], [ZHANG, ZHANG_IN_CRM])
    found = explained(hub, ZHANG, ZHANG_IN_CRM)
    employer = explain_records(hub, HUAWEI.id, HUAWEI_IN_CRM.id).golden_l
    [step] = [step for step in found.steps if step.comparison == "employer"]
    assert (found.outcome, step.left, step.right) == (PairOutcome.SAME, (employer,), (employer,))
    assert step.words == "work for the same company, found to be one"


def test_large_employers_say_less(graph_address: GraphAddress) -> None:
    with empty_hub(graph_address, max_block_size=3) as hub:
        john, namesake = contact("sap", "1", "A", name="John Smith"), contact("crm", "9", "X", name="John Smith")
        others = [contact("sap", str(number), "A", name=f"Ann Lee {number}") for number in range(2, 5)]
        load(hub, [HUAWEI, HUAWEI_IN_CRM], [john, namesake])
        small = explained(hub, john, namesake)
        load(hub, others)
        large = explained(hub, john, namesake)
        assert (small.outcome, large.outcome) == (PairOutcome.SAME, PairOutcome.REVIEW)
        assert large.weight < small.weight
        [step] = [step for step in large.steps if step.comparison == "employer"]
        golden = explain_records(hub, HUAWEI.id, HUAWEI_IN_CRM.id).golden_l
        assert step.left == step.right == (golden,)


@pytest.mark.parametrize(
    ("pair", "because"),
    [
        ((CRYSTAL, CRISTAL), "they may be the same, not surely enough to merge them without a person"),
        (
            (SIEMENS, HEALTH),
            "only a person may merge them (one name adds to the other: perhaps another firm of the group)",
        ),
        ((TWIN, OTHER_TWIN), "their numbers of one register differ (vat)"),
    ],
)
def test_what_a_person_is_asked_about_says_why(hub: Hub, pair: tuple[SourceRecord, SourceRecord], because: str) -> None:
    load(hub, [*pair])
    found = explained(hub, *pair)
    assert (found.outcome, found.because) == (PairOutcome.REVIEW, because)
    assert asked(hub) == {found.review: {record.id for record in pair}}


def test_a_pair_below_the_threshold_says_from_where_on_a_person_is_asked(hub: Hub) -> None:
    load(hub, [KESTREL, KESTREL_TECH])
    found = explained(hub, KESTREL, KESTREL_TECH)
    assert found.outcome is PairOutcome.DIFFERENT
    assert found.because == "they do not match: a person is asked from -1.2 bits on"
    assert found.weight < -1.2
    assert (found.proposed, found.review) == (True, None)


def test_a_pair_that_shares_no_key_is_compared_all_the_same(hub: Hub) -> None:
    load(hub, [SIEMENS, STRANGER])
    found = explained(hub, SIEMENS, STRANGER)
    assert found.outcome is PairOutcome.DIFFERENT
    assert found.because == "no blocking rule proposes them, and no other record connects them"
    assert {rule.rule: rule.finding for rule in found.rules}["company_name"] == KEYS_DIFFER
    assert (found.proposed, found.weight < 0) == (False, True)


def test_a_block_that_is_too_large_is_told_and_what_narrows_it_down(graph_address: GraphAddress) -> None:
    with empty_hub(graph_address, max_block_size=3) as hub:
        towns = ["Kiel", "Kiel", "Bonn", "Köln"]
        firms = [company("sap", str(number), "Acme Ltd", city=town) for number, town in enumerate(towns)]
        load(hub, firms)
        kiel, other_kiel, bonn, _koeln = firms
        near, far = explained(hub, kiel, other_kiel), explained(hub, kiel, bonn)
        assert {rule.rule: rule.finding for rule in near.rules}["company_name"] == FOUND
        told = {rule.rule: rule.finding for rule in far.rules}["company_name"]
        assert told == "they share a key, but 4 records do, and no further key narrows these down"
        assert (near.proposed, far.proposed) == (True, False)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.DIFFERENT, "{left} and {right} are different"),
        (Verdict.SUBSIDIARY, "{left} is a subsidiary of {right}"),
        (Verdict.SIBLING, "{left} and {right} are branches or sisters"),
        (Verdict.SUCCESSOR, "{left} was succeeded by {right}"),
    ],
)
def test_a_judgement_that_parts_two_is_named_with_who_and_when(hub: Hub, verdict: Verdict, words: str) -> None:
    load(hub, [HUAWEI, HUAWEI_IN_CRM])
    judgement, _plans = judge(hub, Opinion(HUAWEI.id, HUAWEI_IN_CRM.id, verdict, "ann"))
    found = explained(hub, HUAWEI, HUAWEI_IN_CRM)
    said = words.format(left=HUAWEI.id, right=HUAWEI_IN_CRM.id)
    assert (found.outcome, found.decided, found.judgement) == (PairOutcome.DIFFERENT, False, judgement)
    assert found.because == f"ann said on {judgement.at[:10]} that {said}"
    undo_judgement(hub, judgement.id, "ann")
    assert explained(hub, HUAWEI, HUAWEI_IN_CRM).judgement is None


def test_a_judgement_that_joins_two_outweighs_their_numbers_and_the_contradiction_is_told(hub: Hub) -> None:
    load(hub, [TWIN, OTHER_TWIN])
    judgement, _plans = judge(hub, Opinion(TWIN.id, OTHER_TWIN.id, Verdict.SAME, "ann"))
    found = explained(hub, TWIN, OTHER_TWIN)
    assert (found.outcome, found.decided, found.way) == (PairOutcome.SAME, True, ())
    assert found.because.startswith(f"ann said on {judgement.at[:10]} that {TWIN.id} and {OTHER_TWIN.id} are the same;")
    assert "people's decisions outweigh that" in found.because
    assert found.because.endswith("have different numbers of one register (vat)")
    assert asked(hub).keys() == {found.review}


def test_an_unsure_judgement_closes_the_question_and_leaves_the_rest(hub: Hub) -> None:
    load(hub, [CRYSTAL, CRISTAL])
    judge(hub, Opinion(CRYSTAL.id, CRISTAL.id, Verdict.UNSURE, "ann"))
    found = explained(hub, CRYSTAL, CRISTAL)
    assert (found.outcome, found.decided, found.review) == (PairOutcome.DIFFERENT, None, None)
    assert found.because.startswith("they may be the same, not surely enough to merge them without a person; ann said")


def test_a_match_that_a_judgement_cut_names_that_judgement(hub: Hub) -> None:
    firms = [company(source, "1", "Nordwind Pumpen GmbH", city="Kiel") for source in ("crm", "erp", "sap")]
    load(hub, firms)
    judge(hub, Opinion(firms[0].id, firms[2].id, Verdict.DIFFERENT, "ann"))
    found = [explained(hub, *pair) for pair in combinations(firms, 2) if pair != (firms[0], firms[2])]
    [cut] = [item for item in found if item.outcome is PairOutcome.REVIEW]
    assert cut.because.startswith("they match, but were cut: ann said on ")
    assert cut.because.endswith(f"that {firms[0].id} and {firms[2].id} are different")
    assert asked(hub) == {cut.review: {cut.id_l, cut.id_r}}


def test_a_match_that_a_contradiction_cut_names_the_numbers(hub: Hub) -> None:
    between = company("erp", "4", "Zwillingswerk GmbH", email="post@zwilling.example")
    load(hub, [TWIN, OTHER_TWIN, between])
    found = [explained(hub, record, between) for record in (TWIN, OTHER_TWIN)]
    [cut] = [item for item in found if item.outcome is PairOutcome.REVIEW]
    assert "they match, but were cut: " in cut.because
    assert "have different numbers of one register (vat)" in cut.because
    assert cut.review in asked(hub)


def test_a_match_that_would_join_what_only_a_person_may_join_names_the_two(hub: Hub) -> None:
    between = company("erp", "2", "Siemens AG", city="Köln", alias="Siemens Healthineers AG")
    load(hub, [SIEMENS, HEALTH, between])
    found = [explained(hub, record, between) for record in (SIEMENS, HEALTH)]
    [cut] = [item for item in found if item.outcome is PairOutcome.REVIEW]
    assert cut.because.startswith("they match, but were cut: only a person may merge r_")
    assert cut.because.endswith("(one name adds to the other: perhaps another firm of the group)")
    assert cut.review in asked(hub)


def test_a_weak_link_tells_of_both_sides_and_of_the_question(hub: Hub) -> None:
    place = {"city": "Kiel", "company_name": "Nord"}
    initials = [contact("crm", key, name="J. Smith", country="GB", **place) for key in "12"]
    born = {"birth_date": "1971-01-02", "country": "GB"}
    johns = [contact("erp", key, name="John Smith", **born, **place) for key in "345"]
    jane = contact("sap", "6", name="Jane Smith", birth_date="1985-11-20", **place)
    load(hub, [*initials, *johns, jane])
    apart = [
        found
        for pair in combinations([*initials, *johns, jane], 2)
        if (found := explained(hub, *pair)).because.startswith("they match, but were cut")
    ]
    [review] = [review for review in list_reviews(hub) if review.reason is ReviewReason.WEAK_LINK]
    assert {(found.outcome, found.review) for found in apart} == {(PairOutcome.REVIEW, review.id)}
    [own] = [found for found in apart if {found.id_l, found.id_r} == {review.left, review.right}]
    sides = "the records of both sides ({} and {}), taken together, speak against it"
    assert own.because.removeprefix("they match, but were cut: ") in {sides.format(5, 1), sides.format(1, 5)}
    [other] = [found for found in apart if found is not own]
    assert other.because.endswith(
        f"; a person is asked about {review.left} and {review.right}, the strongest match between them"
    )


def test_two_that_others_join_show_the_way(hub: Hub) -> None:
    load(hub, [HUAWEI, HUAWEI_IN_CRM, STRANGER])
    judge(hub, Opinion(HUAWEI.id, STRANGER.id, Verdict.SAME, "ann"))
    found = explained(hub, HUAWEI_IN_CRM, STRANGER)
    assert found.outcome is PairOutcome.SAME
    assert found.because == "no blocking rule proposes them; yet both belong to one cluster by way of others"
    assert [(link.id_l, link.id_r) for link in found.way] == [
        (HUAWEI_IN_CRM.id, HUAWEI.id),
        (HUAWEI.id, STRANGER.id),
    ]
    assert found.way[0].weight == explained(hub, HUAWEI, HUAWEI_IN_CRM).weight


def test_a_record_that_waits_is_told_what_becomes_of_it(hub: Hub) -> None:
    load(hub, [HUAWEI])
    write_records(hub, [HUAWEI_IN_CRM], "test")
    found = explained(hub, HUAWEI, HUAWEI_IN_CRM)
    assert found.outcome is PairOutcome.SAME


def test_the_model_in_force_explains(hub: Hub) -> None:
    load(hub, [HUAWEI, HUAWEI_IN_CRM, SIEMENS, HEALTH, CRYSTAL, CRISTAL])
    before = explained(hub, HUAWEI, HUAWEI_IN_CRM)
    hub.resolver.rebuild("test", anew=True)
    after = explained(hub, HUAWEI, HUAWEI_IN_CRM)
    assert after.weight != before.weight


def test_what_cannot_be_explained_is_refused(hub: Hub) -> None:
    load(hub, [HUAWEI, HUAWEI_IN_CRM, ZHANG])
    with pytest.raises(NotFoundError, match="There is no record r_nobody"):
        explain_records(hub, HUAWEI.id, RecordId("r_nobody"))
    with pytest.raises(InputError, match="One is a company, the other a contact"):
        explain_records(hub, HUAWEI.id, ZHANG.id)
    with pytest.raises(InputError, match="Both are the same record"):
        explain_records(hub, HUAWEI.id, HUAWEI.id)
    retire(hub, [HUAWEI_IN_CRM.id])
    with pytest.raises(GoneError, match="has been retired"):
        explain_records(hub, HUAWEI.id, HUAWEI_IN_CRM.id)
