"""Arguments and options that several commands take, worded once."""

from pathlib import Path
from typing import Annotated

import typer

from hub.model.ids import Kind

Golden = Annotated[str, typer.Argument(metavar="ID", help="Golden id, current or former.")]
KindName = Annotated[Kind, typer.Argument(metavar="KIND", help="What it is: company, contact or product.")]
Source = Annotated[str, typer.Argument(metavar="SOURCE", help="The source, such as crm.")]
Key = Annotated[str, typer.Argument(metavar="KEY", help="The key by which the source knows it.")]
MappingName = Annotated[
    str, typer.Argument(metavar="MAPPING", help="A mapping file, or the name of a shipped one; see hub mappings.")
]
Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE",
        exists=True,
        readable=True,
        help="Files to read; a folder stands for the files the mapping takes.",
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Each file holds all its source has: what it lacks is retired.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many at most.")]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="Only of this kind; may be given more than once.")]
Values = Annotated[
    list[str],
    typer.Argument(metavar="ATTRIBUTE=VALUE", help="What is known, such as name=Siemens identifier=vat:DE129273398."),
]
Why = Annotated[str, typer.Option("--why", help="The reason, for the audit trail.")]
DryRun = Annotated[bool, typer.Option("--preview", help="Show what it would change, and change nothing.")]
Cursor = Annotated[str, typer.Option("--cursor", help="Go on where the page before ended (its next_cursor).")]
