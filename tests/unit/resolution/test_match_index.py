"""An index gives the answers that linking the whole table gives, whatever was added and removed before."""

from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pytest

from hub.errors import InputError
from hub.indexing import Index, build
from hub.ingest.tables import as_texts, read_table_file
from hub.preparing import Input, prepare
from hub.resolution.linking import Request, link
from hub.resolution.match_index import Match

LEAST = 0.0001
DEMO = Path(__file__).parents[3] / "demo"
COMPANIES: dict[str, list[str | None]] = {
    "name": [
        "Siemens AG",
        "SIEMENS Aktiengesellschaft",
        "Bosch GmbH",
        "北京华为技术有限公司",
        "华为技术 北京",
        None,
        "Boschh GmbH",
    ],
    "city": ["München", "Munich", "Stuttgart", "北京", "Beijing", "Köln", "Stuttgart"],
    "phone": ["+49 89 6361234", "089 6361234", None, "+86 10 82882468", "010-82882468", None, "0711 4001234"],
    "street": ["Werner-von-Siemens-Str. 1", None, "Robert-Bosch-Platz 1", None, None, None, "Robert Bosch Pl 1"],
}


def companies(rows: list[int]) -> pa.Table:
    columns = {name: [values[row] for row in rows] for name, values in COMPANIES.items()}
    return pa.table({"id": [str(row) for row in rows], **columns}).cast(
        pa.schema([(name, pa.string()) for name in ("id", *COMPANIES)])
    )


def cells(table: pa.Table, row: int) -> dict[str, str | None]:
    return {name: values[0] for name, values in as_texts(table).drop_columns(["id"]).slice(row, 1).to_pydict().items()}


def rounded(matches: list[Match]) -> dict[str, float]:
    return {match.id: round(match.weight, 2) for match in matches}


@pytest.mark.parametrize("file", sorted(path.name for path in DEMO.glob("**/*.csv")))
def test_each_record_has_the_pairs_and_weights_of_linking_the_whole_table(file: str) -> None:
    [path] = DEMO.glob(f"**/{file}")
    table = read_table_file(path).table
    numbered = table.drop_columns([name for name in ("id",) if name in table.column_names])
    numbered = numbered.append_column("id", pa.array([str(row) for row in range(table.num_rows)]))
    records = prepare([Input(numbered)], "company")
    linked = link(Request(records.table, "company"))
    wanted: dict[int, dict[str, float]] = defaultdict(dict)
    pairs = zip(linked.candidates.left.tolist(), linked.candidates.right.tolist(), strict=True)
    for (left, right), weight, probability in zip(pairs, linked.weight, linked.probability, strict=True):
        if probability >= LEAST:
            wanted[left][str(right)] = wanted[right][str(left)] = round(float(weight), 2)
    index = build(numbered, kind="company")
    for row in range(table.num_rows):
        assert rounded(index.match(cells(numbered, row), own_id=str(row), least=LEAST)) == wanted[row]


def trained() -> Index:
    return build(companies(list(range(7))), kind="company")


def answers(index: Index) -> list[dict[str, float]]:
    table = companies(list(range(7)))
    return [rounded(index.match(cells(table, row), least=LEAST)) for row in range(7)]


def test_what_is_removed_is_no_match_and_is_one_again_once_it_is_added() -> None:
    index = trained()
    before = answers(index)
    assert "1" in before[0]
    index.remove(["1", "4"])
    assert len(index) == 5
    assert all(not {"1", "4"} & set(found) for found in answers(index))
    index.add(companies([4]))
    index.add(companies([1]))
    assert answers(index) == before


def test_a_record_added_again_takes_the_place_of_the_one_before() -> None:
    index = trained()
    changed = companies([0]).set_column(1, "name", pa.array(["Acme Inc."]))
    index.add(changed)
    assert len(index) == 7
    assert "0" not in rounded(index.match({"name": "Siemens AG"}, least=LEAST))
    assert "0" in rounded(
        index.match({"name": "ACME Incorporated", "street": "Werner-von-Siemens-Str. 1"}, least=LEAST)
    )


def test_records_added_one_by_one_are_found_like_those_added_at_once() -> None:
    index = trained()
    before = answers(index)
    index.remove([str(row) for row in range(7)])
    assert answers(index) == [{}] * 7
    for row in range(7):
        index.add(companies([row]))
    assert answers(index) == before


def test_a_match_is_explained_in_words_and_bits() -> None:
    best = trained().match({"name": "Siemens", "phone": "089/6361234"}, least=LEAST)[0]
    assert {evidence.comparison for evidence in best.evidence} == {"company_name", "phone"}
    assert all(evidence.words and evidence.weight for evidence in best.evidence)


def test_nothing_is_like_a_record_without_any_value() -> None:
    assert trained().match({}) == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda index: index.match({"nmae": "Siemens"}), "There is no column 'nmae'."),
        (lambda index: index.remove(["77"]), "There is no record '77'."),
        (lambda index: index.add(pa.table({"name": ["Acme"]})), "Not every record has an id."),
    ],
)
def test_mistakes_are_named(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(InputError, match=message):
        call(trained())
