"""Learning end to end: questions, labels and trained models, on a generated world whose truth is known."""

import numpy as np
import pyarrow as pa
import pytest

from hub.asking import ask
from hub.deduping import Deduped, Options, dedupe, dedupe_records
from hub.errors import InputError
from hub.indexing import Index
from hub.ingest.labels import Label
from hub.model_columns import fit_records
from hub.model_files import model_from_text, model_to_text
from hub.preparing import Input, Records, prepare
from hub.resolution.column_types import ColumnType
from hub.resolution.match_index import MatchIndex
from hub.resolution.training import probabilities
from hub.training import Trained, train_records

WORDS = ("Alpen", "Nord", "Sued", "Stern", "Berg", "Fluss", "Tal", "Wald", "Glas", "Metall", "Optik", "Pumpen")
TOWNS = ("Hamburg", "Konstanz", "Leeds", "Lyon", "Ulm")


def world(size: int = 400, seed: int = 3) -> tuple[pa.Table, list[int]]:
    """Clubs of two towns with one name are two clubs, and nobody has told the hub so; colours mean nothing."""
    rng = np.random.default_rng(seed)
    rows, truth = [], []
    for thing in range(size):
        first, second = WORDS[thing // 2 % 12], WORDS[thing // 24 % 12]
        name, town = f"{first} {second} {thing // 288}", TOWNS[thing % 2 + thing // 2 % 3]
        for copy in range(2):
            rows.append(
                {"id": f"{thing}.{copy}", "name": name, "colour": str(rng.choice(["red", "blue"])), "town": town}
            )
            truth.append(thing)
    return pa.Table.from_pylist(rows), truth


def records() -> Records:
    return prepare([Input(world()[0])], "other", chosen={"name": "title", "colour": "category", "town": "category"})


def answered(table: pa.Table) -> tuple[Label, ...]:
    """Answer questions as somebody does who knows."""
    rows = table.select(["id_l", "id_r"]).to_pylist()
    return tuple(
        Label(row["id_l"], row["id_r"], row["id_l"].split(".")[0] == row["id_r"].split(".")[0]) for row in rows
    )


def right_pairs(found: Deduped) -> float:
    """Pairwise F1 against the truth."""
    truth, label = np.array(world()[1]), found.linked.clusters.label
    together, true = label[:, None] == label, truth[:, None] == truth
    np.fill_diagonal(together, val=False)
    np.fill_diagonal(true, val=False)
    return 2 * float((together & true).sum()) / float(together.sum() + true.sum())


def train(labels: tuple[Label, ...] = ()) -> Trained:
    return train_records(records(), Options(labels=labels))


def questions() -> pa.Table:
    found = dedupe_records(records(), Options())
    return ask(records(), found, 60)


def test_answers_teach_what_the_model_did_not_know() -> None:
    before = dedupe_records(records(), Options())
    labels = answered(questions())
    after = dedupe_records(records(), Options(labels=labels))
    assert after.linked.scorer.taught
    assert right_pairs(after) > right_pairs(before) + 0.05


def test_questions_show_both_records_and_wait_for_an_answer() -> None:
    table = questions()
    assert table.column_names[:5] == ["id_l", "id_r", "label", "name_l", "name_r"]
    assert set(table.column("label").to_pylist()) == {""}
    by_id = {row["id"]: row for row in world()[0].to_pylist()}
    for row in table.to_pylist():
        assert (row["name_l"], row["colour_r"]) == (by_id[row["id_l"]]["name"], by_id[row["id_r"]]["colour"])


def test_what_was_answered_is_not_asked_again() -> None:
    labels = answered(questions())
    found = dedupe_records(records(), Options(labels=labels))
    again = ask(records(), found, 60, labels)
    settled = {frozenset((label.id_l, label.id_r)) for label in labels}
    assert not settled & {frozenset((row["id_l"], row["id_r"])) for row in again.to_pylist()}


def test_at_least_one_question_is_asked() -> None:
    with pytest.raises(InputError, match="at least one"):
        ask(records(), dedupe_records(records(), Options()), 0)


@pytest.mark.parametrize("taught", [False, True])
def test_a_trained_model_gives_on_its_own_records_what_training_gave(taught: bool) -> None:
    labels = answered(questions()) if taught else ()
    model = model_from_text(model_to_text(train(labels).model))
    with_model = dedupe_records(records(), Options(model=model))
    trained = dedupe_records(records(), Options(labels=labels))
    known = {frozenset((label.id_l, label.id_r)) for label in labels}
    one, two = (
        {
            frozenset((row["id_l"], row["id_r"])): row["weight"]
            for row in found.pairs.select(["id_l", "id_r", "weight"]).to_pylist()
        }
        for found in (with_model, trained)
    )
    assert {pair: weight for pair, weight in one.items() if pair not in known} == {
        pair: weight for pair, weight in two.items() if pair not in known
    }


def test_an_index_with_a_taught_model_scores_as_linking_does() -> None:
    model = train(answered(questions())).model
    found = dedupe_records(records(), Options(model=model))
    index = MatchIndex(model)
    index.add(records().table, records().ids.to_pylist())
    rows = {row["id"]: {name: row[name] for name in model.types} for row in world()[0].to_pylist()}
    sure = [row for row in found.pairs.to_pylist() if row["weight"] > -4]
    for pair in sure[:40]:
        weights = {match.id: match.weight for match in Index(index, "id").match(rows[pair["id_l"]], pair["id_l"])}
        if probabilities(np.array([pair["weight"]], dtype=np.float32))[0] >= 0.01:
            assert weights[pair["id_r"]] == pytest.approx(pair["weight"], abs=1e-4)


def test_labels_do_not_change_what_a_trained_model_learnt() -> None:
    model = train().model
    found = dedupe_records(records(), Options(labels=answered(questions()), model=model))
    assert found.linked.scorer is model.scorer


def test_training_anew_takes_nothing_from_what_was_learnt() -> None:
    labels = answered(questions())
    again = train_records(records(), Options(model=train(labels).model))
    assert again.model.version == train().model.version
    assert (again.taught, train(labels).taught, train(labels).labels) == (False, True, len(labels))


def test_a_model_is_used_with_its_own_columns() -> None:
    model = train().model
    table = world()[0].drop_columns(["town"]).append_column("shop", pa.array(["x"] * 800))
    fitted = fit_records(prepare([Input(table)], "other"), model)
    assert dict(fitted.table.types) == dict(model.types)
    assert fitted.table.columns["town"].null_count == 800
    said = {item.column: item.holds for item in fitted.columns}
    assert said == {"name": ColumnType.TITLE, "colour": ColumnType.CATEGORY, "shop": ColumnType.IGNORED}


def test_a_model_of_other_columns_or_another_kind_is_refused() -> None:
    model = train().model
    other = world()[0].rename_columns(["id", "a", "b", "c"])
    with pytest.raises(InputError, match="No file has a column"):
        dedupe(other, model=model)
    with pytest.raises(InputError, match="about other, not company"):
        dedupe(world()[0], kind="company", model=model)


def test_doubts_are_told() -> None:
    """Each of 60 firms is there ten times."""
    rows = range(600)
    names = [f"{WORDS[row % 12]}{WORDS[row // 12 % 5].lower()} GmbH" for row in rows]
    phones = [f"040 77{row % 60:05d}" for row in rows]
    found = dedupe(pa.table({"id": [str(row) for row in rows], "name": names, "phone": phones}), kind="company")
    assert found.summary.doubts == ("more matches for each record than are plausible",)
    assert dedupe(world()[0]).summary.doubts == ()
