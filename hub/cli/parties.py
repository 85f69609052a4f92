"""Commands on how parties hang together: hierarchy and shortest path."""

from collections import defaultdict
from typing import Annotated

import typer

from hub.cli.arguments import Golden
from hub.cli.opening import opened
from hub.cli.output import Branch, table, tree
from hub.cli.session import session_of
from hub.hierarchy import find_path, get_hierarchy
from hub.model.ids import GoldenId
from hub.model.view import Hierarchy, HierarchyNode

PANEL = "Read"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("tree", rich_help_panel=PANEL)(draw_tree)
    app.command("path", rich_help_panel=PANEL)(show_path)


def draw_tree(context: typer.Context, golden_id: Golden) -> None:
    """Draw the corporate hierarchy around a company: its owners above, its holdings below."""
    session = session_of(context)
    with opened(session) as hub:
        hierarchy = get_hierarchy(hub, golden_id)
    session.output.show(hierarchy, *(tree(root) for root in roots(hierarchy)))
    if hierarchy.cut:
        session.output.note("The hierarchy goes on beyond what is drawn.")


def show_path(
    context: typer.Context,
    start: Annotated[str, typer.Argument(metavar="FROM", help="Golden id to begin at.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Golden id to arrive at.")],
) -> None:
    """Show the shortest way between two golden records over their relations."""
    session = session_of(context)
    with opened(session) as hub:
        path = find_path(hub, start, end)
    ways = [
        f"{'→' if step.start == node.id else '←'} {step.role}"
        for node, step in zip(path.nodes, path.steps, strict=False)
    ]
    rows = [(node.id, node.name, way) for node, way in zip(path.nodes, [*ways, ""], strict=True)]
    session.output.show(path, table(("id", "name", "then"), rows))


def roots(hierarchy: Hierarchy) -> list[Branch]:
    """Return a tree for each ultimate owner, down to the company, with all its holdings below it."""
    company = hierarchy.company
    below = _children(hierarchy.descendants)
    own = Branch(f"* {company.name}  {company.id}", _branches(company.id, below))
    owned_by_owner: dict[GoldenId, list[GoldenId]] = defaultdict(list)
    for node in hierarchy.ancestors:
        owned_by_owner[node.id].append(node.via)
    known = {node.id: node for node in hierarchy.ancestors}
    tops = [node for node in hierarchy.ancestors if node.id not in {other.via for other in hierarchy.ancestors}]
    return [_down(top, known, owned_by_owner, own, company.id) for top in tops] or [own]


def _down(
    node: HierarchyNode,
    known: dict[GoldenId, HierarchyNode],
    owned: dict[GoldenId, list[GoldenId]],
    own: Branch,
    company: GoldenId,
) -> Branch:
    children = tuple(own if via == company else _down(known[via], known, owned, own, company) for via in owned[node.id])
    return Branch(f"{node.name}  {node.id}", children)


def _children(nodes: tuple[HierarchyNode, ...]) -> dict[GoldenId, list[HierarchyNode]]:
    found: dict[GoldenId, list[HierarchyNode]] = defaultdict(list)
    for node in nodes:
        found[node.via].append(node)
    return found


def _branches(above: GoldenId, below: dict[GoldenId, list[HierarchyNode]]) -> tuple[Branch, ...]:
    return tuple(
        Branch(f"{node.name}  {node.id}{f'  {node.share}' if node.share else ''}", _branches(node.id, below))
        for node in below[above]
    )
