"""Hierarchies as trees: each ultimate owner on top, the company marked, its holdings below it."""

from hub.cli.output import Branch
from hub.cli.parties import roots
from hub.model.ids import GoldenId, Kind
from hub.model.view import Hierarchy, HierarchyNode, PartyRef


def node(name: str, via: str, depth: int = 1, share: str | None = None) -> HierarchyNode:
    return HierarchyNode(id=GoldenId(name), name=name.upper(), depth=depth, via=GoldenId(via), share=share)


def hierarchy(ancestors: tuple[HierarchyNode, ...] = (), descendants: tuple[HierarchyNode, ...] = ()) -> Hierarchy:
    company = PartyRef(id=GoldenId("me"), kind=Kind.COMPANY, name="ME")
    return Hierarchy(company=company, ultimate_parents=(), ancestors=ancestors, descendants=descendants)


def labels(branch: Branch) -> object:
    return (branch.label.split("  ")[0], [labels(child) for child in branch.children])


def test_a_company_alone_is_a_tree_of_one() -> None:
    assert [labels(root) for root in roots(hierarchy())] == [("* ME", [])]


def test_holdings_grow_below_the_company_with_their_shares() -> None:
    [root] = roots(hierarchy(descendants=(node("a", "me", share="51"), node("b", "a", 2))))
    assert labels(root) == ("* ME", [("A", [("B", [])])])
    assert root.children[0].label.endswith("51")


def test_each_ultimate_owner_has_a_tree_down_to_the_company() -> None:
    drawn = roots(hierarchy(ancestors=(node("p", "me"), node("q", "me"), node("top", "p", 2))))
    assert [labels(root) for root in drawn] == [("Q", [("* ME", [])]), ("TOP", [("P", [("* ME", [])])])]


def test_two_that_own_each_other_are_drawn_once() -> None:
    [root] = roots(hierarchy(ancestors=(node("a", "me"),), descendants=(node("a", "me"),)))
    assert labels(root) == ("A", [("* ME", [("A", [])])])
