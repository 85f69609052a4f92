"""Questions to people: which pairs of records to look at, side by side. What `hub dedupe --ask` does.

In: what deduplication found. Out: a table to be filled in and given back as labels.
"""

import pyarrow as pa

from hub.deduping import Deduped, find_judged
from hub.errors import InputError
from hub.ingest.labels import COLUMNS, Label
from hub.preparing import Records
from hub.resolution.asking import Scored, choose_questions
from hub.resolution.grouping import Pairs


def ask(records: Records, found: Deduped, count: int, labels: tuple[Label, ...] = ()) -> pa.Table:
    """Return up to `count` pairs whose answers teach most, none of them labelled or implied by labels.

    Columns: id_l, id_r, label (empty, to be filled in), then each column of the records twice, such as name_l and
    name_r; columns that no record of the questions has are left out.

    Raises:
        InputError: the count is not positive, or a label is wrong.
    """
    if count < 1:
        raise InputError("Ask at least one question.", "Use a number from 1 on.")
    candidates = found.linked.candidates
    scored = Scored(Pairs(candidates.left, candidates.right, found.linked.weight), found.linked.levels)
    chosen = choose_questions(scored, find_judged(labels, records), count)
    left, right = (pa.array(side[chosen]) for side in (candidates.left, candidates.right))
    columns = {"id_l": records.ids.take(left), "id_r": records.ids.take(right), "label": pa.repeat("", len(chosen))}
    for name, values in records.table.columns.items():
        sides = values.take(left), values.take(right)
        if any(side.null_count < len(side) for side in sides) and not {f"{name}_l", f"{name}_r"} & set(COLUMNS):
            columns |= {f"{name}_l": sides[0], f"{name}_r": sides[1]}
    return pa.table(columns)
