"""Golden ids: what a merge, a split, a retirement and an undo do to them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hub.model.golden import Identity
from hub.model.ids import GoldenId, Kind, RecordId, golden_id
from hub.resolution.identity import Assignment, Before, Part, assign_ids


class World:
    """Assigns ids step by step, as a graph would remember them."""

    def __init__(self) -> None:
        self.identities: dict[GoldenId, Identity] = {}
        self.golden: dict[RecordId, GoldenId] = {}
        self.arrival: dict[RecordId, int] = {}
        self.undone: set[str] = set()

    def step(self, *clusters: str, judgement: str | None = None) -> dict[str, GoldenId]:
        """Put records, one letter each, into the clusters given; returns the id of each cluster."""
        parts: list[Part] = [tuple(sorted(RecordId(letter) for letter in cluster)) for cluster in clusters]
        for record in sorted(record for part in parts for record in part):
            self.arrival.setdefault(record, len(self.arrival))
        assignment = assign_ids(parts, replace(self.before(), divider=lambda _home, _target: judgement))
        self.remember(assignment)
        return {"".join(part): found for part, found in assignment.ids.items()}

    def before(self) -> Before:
        return Before(
            kind=Kind.COMPANY,
            golden=dict(self.golden),
            arrival=self.arrival,
            identities=list(self.identities.values()),
            undone=frozenset(self.undone),
        )

    def remember(self, assignment: Assignment) -> None:
        self.golden = {record: found for part, found in assignment.ids.items() for record in part}
        issued = len(self.identities)
        for identity in sorted(assignment.changed, key=lambda identity: self.arrival[identity.founder]):
            issued += identity.issued is None
            number = issued if identity.issued is None else identity.issued
            self.identities[identity.id] = identity.model_copy(update={"issued": number})


def test_a_new_record_founds_its_id() -> None:
    assert World().step("a") == {"a": golden_id(Kind.COMPANY, RecordId("a"))}


def test_merge_keeps_the_older_id() -> None:
    world = World()
    before = world.step("a", "b")
    assert world.step("ab") == {"ab": before["a"]}


def test_merge_then_split_is_before() -> None:
    world = World()
    before = world.step("a", "bcd")
    world.step("abcd")
    assert world.step("a", "bcd") == before


def test_split_leaves_the_id_with_the_heavier_part() -> None:
    world = World()
    before = world.step("abc")
    after = world.step("a", "bc")
    assert after["bc"] == before["abc"]
    assert after["a"] != before["abc"]


def test_split_in_equal_parts_leaves_the_id_with_the_founder() -> None:
    world = World()
    before = world.step("ab")
    assert world.step("a", "b")["a"] == before["ab"]


def test_a_later_arrival_does_not_move_an_id() -> None:
    world = World()
    before = world.step("abc")
    after = world.step("a", "bc")
    later = world.step("adefg", "bc")
    assert later["bc"] == after["bc"] == before["abc"]
    assert later["adefg"] == after["a"]


def test_retiring_the_founder_does_not_change_the_id() -> None:
    world = World()
    before = world.step("abc")
    assert world.step("bc")["bc"] == before["abc"]


def test_a_former_id_leads_on_when_its_record_is_retired() -> None:
    world = World()
    before = world.step("a", "b")
    world.step("ab")
    world.step("a")
    former = world.identities[before["b"]]
    assert former.anchors[-1][0] == "a"


def test_a_founder_that_comes_back_after_its_id_went_on_gets_another() -> None:
    world = World()
    before = world.step("ab")
    world.step("b")
    after = world.step("b", "a")
    assert after["b"] == before["ab"]
    assert after["a"] not in before.values()


def test_undoing_a_split_and_the_judgement_that_made_it_restores_the_id() -> None:
    world = World()
    before = world.step("abc")
    world.step("a", "bc", judgement="jd_1")
    world.undone.add("jd_1")
    after = world.step("abc")
    assert after["abc"] == before["abc"]
    assert world.identities[before["abc"]].anchors == (("a", None),)


partitions = st.lists(
    st.lists(st.integers(0, 3), min_size=8, max_size=8).map(
        lambda groups: [
            "".join(letter for letter, group in zip("abcdefgh", groups, strict=True) if group == wanted)
            for wanted in sorted(set(groups))
        ]
    ),
    min_size=1,
    max_size=6,
)


@given(partitions)
def test_ids_are_unique_and_a_function_of_the_parts_and_the_ledger(history: list[list[str]]) -> None:
    world = World()
    for clusters in history:
        ids = world.step(*clusters)
        assert len(set(ids.values())) == len(clusters)
    again = world.step(*history[-1])
    assert again == ids
    assert assign_ids([tuple(sorted(map(RecordId, c))) for c in history[-1]], world.before()).changed == ()
    world.golden = {}
    assert world.step(*history[-1]) == ids


@given(partitions)
def test_an_untouched_cluster_keeps_its_id(history: list[list[str]]) -> None:
    world = World()
    ids: dict[str, GoldenId] = {}
    for clusters in history:
        after = world.step(*clusters)
        assert all(after[cluster] == ids[cluster] for cluster in ids.keys() & after.keys())
        ids = after


@given(st.permutations("abcdefgh"), st.lists(st.integers(1, 7), max_size=3))
def test_every_order_of_merges_undone_in_reverse_restores_every_id(letters: list[str], joins: list[int]) -> None:
    world = World()
    steps = [["".join(sorted(letter)) for letter in letters]]
    for join in joins:
        clusters = list(steps[-1])
        first = clusters.pop(join % len(clusters))
        second = clusters.pop(join % len(clusters)) if clusters else ""
        steps.append([*clusters, "".join(sorted(first + second))])
    seen = [world.step(*clusters) for clusters in steps]
    for clusters, ids in reversed(list(zip(steps, seen, strict=True))):
        assert world.step(*clusters) == ids
