"""Blocking keys of records: shared by records worth comparing, few, and refined where too many share one."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.model.ids import Kind, RecordId
from hub.model.plan import Block, Member
from hub.model.record import Fields
from hub.resolution.candidate_pairs import MOST_IN_BLOCK, MOST_REFINED, find_candidates
from hub.resolution.candidates import candidate_pairs, hold_keys, size_blocks
from hub.resolution.linking import blocking_keys
from hub.resolution.match_model import read_match_models, read_records, record_keys
from hub.resolution.record_keys import FINER, RecordKeys, limit_of, own_rules, rule_of

MODELS = read_match_models()


def keys_of(kind: Kind, *fields: Fields) -> list[RecordKeys]:
    return record_keys(MODELS[kind], fields)


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        (Kind.COMPANY, {"name": ("华为技术有限公司",)}, {"name": ("Huawei Technologies Co., Ltd.",)}),
        (Kind.COMPANY, {"name": ("Haier",)}, {"name": ("Haier Group Corporation",)}),
        (Kind.COMPANY, {"name": ("CRYSTALORD LTD",)}, {"name": ("Cristalord Limited",)}),
        (Kind.COMPANY, {"name": ("IBM",)}, {"name": ("International Business Machines Corp.",)}),
        (Kind.COMPANY, {"name": ("A",), "domain": ("a.example",)}, {"name": ("B",), "email": ("info@a.example",)}),
        (Kind.COMPANY, {"identifier": ("lei:1234",), "name": ("A",)}, {"identifier": ("vat:2", "lei:1234")}),
        (Kind.CONTACT, {"name": ("王小明",)}, {"name": ("Wang Xiaoming",)}),
        (Kind.CONTACT, {"name": ("J. Smith",), "city": ("Köln",)}, {"name": ("John Smith",), "city": ("KÖLN",)}),
        (Kind.CONTACT, {"birth_date": ("1971-06-24",)}, {"birth_date": ("1971-06-24",), "name": ("Ann Lee",)}),
        (Kind.CONTACT, {"name": ("Jürgen Müller",)}, {"name": ("Juergen Mueller",)}),
        (Kind.PRODUCT, {"name": ("Helios AX200 Switch",)}, {"name": ("Switch AX200 by Helios",)}),
        (Kind.PRODUCT, {"gtin": ("09521234004271",)}, {"gtin": ("09521234004271",), "name": ("X",)}),
    ],
)  # fmt: skip
def test_records_worth_comparing_share_a_key(kind: Kind, left: Fields, right: Fields) -> None:
    one, other = keys_of(kind, left, right)
    assert one.keys & other.keys


def test_a_public_mail_host_is_no_key() -> None:
    one, other = keys_of(Kind.COMPANY, {"email": ("ann@gmail.com",)}, {"email": ("bob@gmail.com",)})
    assert not one.keys & other.keys


@pytest.mark.parametrize("kind", list(Kind))
def test_a_record_that_says_nothing_has_no_keys(kind: Kind) -> None:
    assert keys_of(kind, {}) == [RecordKeys()]


def test_a_key_names_its_kind_and_its_rule_and_not_the_value() -> None:
    [own] = keys_of(Kind.CONTACT, {"email": ("ann@acme.example",)})
    assert {rule_of(key) for key in own.keys} == {"email", "email.mailbox", "domain"}
    assert all(key.startswith("contact|") and "ann" not in key for key in own.keys)


texts = st.text(min_size=1, max_size=150)
anything = st.dictionaries(
    st.sampled_from(("name", "alias", "city", "postal_code", "company_name", "birth_date", "email", "phone")),
    texts.map(lambda text: (text,)),
)


@given(st.sampled_from(Kind), anything)
def test_keys_are_few_and_short_and_the_same_in_any_company(kind: Kind, fields: Fields) -> None:
    [own] = keys_of(kind, fields)
    assert len(own.keys) <= 60
    assert all(len(key) <= 60 for key in own.keys)
    several = keys_of(kind, {"name": ("Acme Ltd",), "phone": ("1234567", "7654321")}, fields)
    assert several[1] == own


def test_a_rule_that_adds_a_context_to_another_is_left_to_finer_keys() -> None:
    blocking = MODELS[Kind.COMPANY].parameters.blocking
    assert ("company_name.brand", "context") in blocking.rules
    assert ("company_name.brand", "context") not in own_rules(blocking).rules
    assert ("company_name.brand",) in own_rules(blocking).rules


def test_a_key_whose_block_is_too_large_is_joined_by_finer_ones_with_a_limit_of_their_own() -> None:
    [own] = keys_of(Kind.COMPANY, {"name": ("Acme Ltd",), "city": ("Leeds",), "phone": ("+441132223344",)})
    key = min(own.keys)
    finer = own.held([key]) - own.keys
    assert finer == own.finer(key)
    assert {found.partition(FINER)[0] for found in finer} == {key}
    assert len(finer) == len(own.refiners)
    assert {limit_of(found, MOST_IN_BLOCK) for found in finer} == {MOST_REFINED}
    assert limit_of(key, MOST_IN_BLOCK) == MOST_IN_BLOCK


def compared(kind: Kind, fields: Sequence[Fields], limit: int) -> set[tuple[int, int]]:
    """The pairs that records are compared in when they come all at once."""
    members = [
        Member(id=RecordId(f"r{n:04}"), kind=kind, source="s", key=str(n), arrival=n, fields=said)
        for n, said in enumerate(fields)
    ]
    own = dict(zip((member.id for member in members), keys_of(kind, *fields), strict=True))
    keys = hold_keys([], members, own, limit)
    usable = size_blocks([], members, keys, limit).usable
    everybody = np.ones(len(members), dtype=np.bool_)
    left, right = candidate_pairs([keys[member.id] for member in members], everybody, usable)
    return set(zip(left.tolist(), right.tolist(), strict=True))


TOWNS = ["Leeds", "York", "Hull", "Bath", "Derby", "Ely", "Truro", "Wells", "Ripon", "Perth"]


def test_pairs_are_those_that_linking_a_table_compares() -> None:
    names = ["Acme Ltd", "Acme Tools Ltd", "Nordwind GmbH", "海尔智家股份有限公司", "Haier"]
    fields: list[Fields] = [
        {"name": (names[n % 5],), "city": (TOWNS[n % 7],), "phone": (f"+4411322{n % 30:04}",)} for n in range(120)
    ]
    aspects = read_records(MODELS[Kind.COMPANY], fields)
    batch = find_candidates(blocking_keys(aspects), MODELS[Kind.COMPANY].parameters.blocking)
    wanted = set(zip(batch.left.tolist(), batch.right.tolist(), strict=True))
    found = compared(Kind.COMPANY, fields, MOST_IN_BLOCK)
    assert found <= wanted
    assert len(found) >= 0.9 * len(wanted)  # a context added to another rule may have larger blocks than finer keys


def test_a_block_too_large_brings_only_those_together_that_share_more() -> None:
    fields: list[Fields] = [{"name": ("Acme Ltd",), "city": (TOWNS[n],)} for n in range(9)]
    fields.append({"name": ("Acme Ltd",), "city": ("Leeds",)})
    assert len(compared(Kind.COMPANY, fields, 10)) == 45
    assert compared(Kind.COMPANY, fields, 9) == {(0, 9)}


def test_stored_blocks_count() -> None:
    [own] = keys_of(Kind.COMPANY, {"name": ("Acme Ltd",), "city": ("Leeds",)})
    new = Member(id=RecordId("r1"), kind=Kind.COMPANY, source="s", key="1", arrival=1, fields={})
    full = [Block(key=key, size=MOST_IN_BLOCK) for key in own.keys]
    assert hold_keys(full, [new], {new.id: own}, MOST_IN_BLOCK)[new.id] == own.held(own.keys)
    room = [Block(key=key, size=MOST_IN_BLOCK - 1) for key in own.keys]
    assert hold_keys(room, [new], {new.id: own}, MOST_IN_BLOCK)[new.id] == own.keys
