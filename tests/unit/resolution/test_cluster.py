"""Clusters: connected, constrained, and the same in any order."""

from collections.abc import Sequence

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from hub.model.evidence import Match, Outcome
from hub.model.ids import RecordId
from hub.model.judgement import Judgement, Verdict
from hub.resolution.cluster import Component, Pair, cluster_records, same_edges, standing_judgements

LETTERS = [RecordId(letter) for letter in "abcdefgh"]


def match(pair: str, weight: float = 5.0, outcome: Outcome = Outcome.SAME) -> Match:
    left, right = sorted(pair)
    return Match(
        left=RecordId(left),
        right=RecordId(right),
        weight=weight,
        probability=0.9,
        comparisons=(),
        levels=(),
        weights=(),
        outcome=outcome,
        model="m",
    )


def judgement(pair: str, verdict: Verdict, number: int = 1, undone: bool = False) -> Judgement:
    return Judgement(
        id=f"jd_{number}",
        number=number,
        left=RecordId(pair[0]),
        right=RecordId(pair[1]),
        verdict=verdict,
        by="ann",
        at="2026-01-01",
        undone_at="2026-01-02" if undone else None,
    )


def cluster(
    ids: str, matches: Sequence[Match], judgements: Sequence[Judgement] = (), conflicts: Sequence[str] = ()
) -> tuple[Component, ...]:
    pairs = [(RecordId(pair[0]), RecordId(pair[1])) for pair in conflicts]

    def inside(members: Sequence[RecordId]) -> list[Pair]:
        return [pair for pair in pairs if set(pair) <= set(members)]

    standing = standing_judgements(judgements)
    edges = same_edges(matches, standing)
    return cluster_records([RecordId(letter) for letter in ids], edges, standing, inside)


def parts(*args: object, **kwargs: object) -> list[str]:
    found = cluster(*args, **kwargs)  # type: ignore[arg-type]
    return sorted("".join(part) for component in found for part in component.parts)


def test_matches_chain_into_one_cluster() -> None:
    assert parts("abcd", [match("ab"), match("bc")]) == ["abc", "d"]


def test_a_review_is_no_edge() -> None:
    assert parts("ab", [match("ab", outcome=Outcome.REVIEW)]) == ["a", "b"]


def test_a_person_joins_what_the_machine_did_not() -> None:
    assert parts("ab", [], [judgement("ab", Verdict.SAME)]) == ["ab"]


def test_a_person_parts_what_the_machine_joined() -> None:
    assert parts("ab", [match("ab")], [judgement("ab", Verdict.DIFFERENT)]) == ["a", "b"]


def test_a_subsidiary_is_not_a_duplicate() -> None:
    assert parts("ab", [match("ab")], [judgement("ba", Verdict.SUBSIDIARY)]) == ["a", "b"]


def test_an_undone_judgement_does_not_count() -> None:
    assert parts("ab", [match("ab")], [judgement("ab", Verdict.DIFFERENT, undone=True)]) == ["ab"]


def test_the_newest_judgement_on_a_pair_counts() -> None:
    both = [judgement("ab", Verdict.DIFFERENT, 1), judgement("ab", Verdict.SAME, 2)]
    assert parts("ab", [], both) == ["ab"]


def test_unsure_leaves_the_machine_its_say() -> None:
    assert parts("ab", [match("ab")], [judgement("ab", Verdict.UNSURE)]) == ["ab"]


def test_a_contradiction_is_cut_at_its_cheapest_edge() -> None:
    chain = [match("ab", 9.0), match("bc", 2.0), match("cd", 9.0)]
    assert parts("abcd", chain, [judgement("ad", Verdict.DIFFERENT)]) == ["ab", "cd"]
    [component] = cluster("abcd", chain, [judgement("ad", Verdict.DIFFERENT)])
    assert (component.cuts, component.causes) == ((("b", "c"),), (("a", "d"),))


def test_an_identifier_conflict_is_cut() -> None:
    assert parts("abc", [match("ab", 9.0), match("bc", 2.0)], conflicts=["ac"]) == ["ab", "c"]


def test_a_person_outranks_an_identifier_conflict() -> None:
    found = cluster("ab", [], [judgement("ab", Verdict.SAME)], ["ab"])
    assert found[0].parts == (("a", "b"),)
    assert found[0].contradictions == (("a", "b"),)


def test_a_persons_different_holds_against_a_chain_of_their_sames() -> None:
    judged = [judgement("ab", Verdict.SAME, 1), judgement("bc", Verdict.SAME, 2), judgement("ac", Verdict.DIFFERENT, 3)]
    assert parts("abc", [], judged) == ["a", "bc"]  # the older `same` gives way


edges = st.lists(
    st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS), st.integers(1, 9)).filter(lambda e: e[0] != e[1]),
    max_size=14,
)
pairs = st.lists(
    st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda e: e[0] != e[1]), max_size=4
)


@given(edges)
def test_without_contradictions_clusters_are_connected_components(found: list[tuple[str, str, int]]) -> None:
    graph = nx.Graph([(left, right) for left, right, _weight in found])
    graph.add_nodes_from(LETTERS)
    expected = sorted("".join(sorted(nodes)) for nodes in nx.connected_components(graph))
    assert parts("abcdefgh", [match(left + right, weight) for left, right, weight in found]) == expected


@given(edges, pairs, st.randoms())
def test_no_part_holds_a_contradiction_and_order_is_irrelevant(
    found: list[tuple[str, str, int]], apart: list[tuple[str, str]], random: object
) -> None:
    unique = {tuple(sorted(edge[:2])): edge[2] for edge in found}
    matches = [match("".join(pair), weight) for pair, weight in unique.items()]
    conflicts = ["".join(sorted(pair)) for pair in apart]
    expected = parts("abcdefgh", matches, conflicts=conflicts)
    assert all(not set(conflict) <= set(part) for part in expected for conflict in conflicts)
    shuffled = list(matches)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert parts("hgfedcba", shuffled, conflicts=conflicts[::-1]) == expected
