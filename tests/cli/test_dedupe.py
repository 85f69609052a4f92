"""`hub dedupe`: real files in, real files out; each use of it, and each way to get it wrong."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hub.assets import demo_dir
from hub.cli.files import RecordKind
from hub.resolution.column_types import ColumnType
from hub.resolution.parameters import MODELS
from tests.cli.runner import Cli, Result, embedded_cli

FIRMS = """\
id,name,street,city
1,Siemens AG,Werner-von-Siemens-Str. 1,München
2,SIEMENS Aktiengesellschaft,Werner von Siemens Straße 1,München
3,Robert Bosch GmbH,Robert-Bosch-Platz 1,Gerlingen
4,Bosch Robert GmbH,Robert-Bosch-Platz 1,Gerlingen
5,Haier Deutschland GmbH,Konrad-Zuse-Platz 6,München
"""
PARTNERS = """\
id,firma,ort
1,Robert Bosch GmbH,Gerlingen
2,Nordwind Pumpen GmbH,Hamburg
"""
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The command line; its engine is never started."""
    return embedded_cli(tmp_path_factory.mktemp("no-hub"))


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    return written(tmp_path / "firms.csv", FIRMS)


@pytest.fixture
def partners(tmp_path: Path) -> Path:
    return written(tmp_path / "partners.csv", PARTNERS)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def groups_in(path: Path) -> set[frozenset[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(path):
        members[row["cluster"]].add(row["id"])
    assert all(cluster in ids for cluster, ids in members.items()), "a cluster is called by one of its ids"
    return {frozenset(ids) for ids in members.values()}


def groups(*ids: str) -> set[frozenset[str]]:
    """Return groups written as "1 2", "3"."""
    return {frozenset(group.split()) for group in ids}


def dedupe(hub: Cli, *words: str | Path, kind: str = "company", status: int = 0) -> tuple[Result, Path]:
    """Deduplicate into a file beside the first one."""
    out = Path(words[0]).with_name("clusters.csv")
    return hub.run("dedupe", *words, "--kind", kind, "--out", out, status=status), out


ALL_FIRMS = groups("1 2", "3 4", "5")


def test_clusters_come_in_the_order_of_the_records_and_are_called_by_their_first(hub: Cli, firms: Path) -> None:
    said, out = dedupe(hub, firms)
    assert out.read_text(encoding="utf-8") == "id,cluster\n1,1\n2,1\n3,3\n4,3\n5,5\n"
    assert said.out == ""


def test_what_columns_hold_and_what_came_of_it_is_told(hub: Cli, firms: Path) -> None:
    told = " ".join(dedupe(hub, firms)[0].err.split())
    assert "name company_name its name street street its name city city its name" in told
    assert "records 5 " in told
    assert "clusters 3 " in told
    assert "records in clusters of two or more 4 " in told


def test_machines_get_one_answer(hub: Cli, firms: Path, tmp_path: Path) -> None:
    answer = hub.json("dedupe", firms, "--kind", "company", "--out", tmp_path / "out.csv")
    assert {name: answer[name] for name in ("records", "clusters", "together", "rejected")} == {
        "records": 5, "clusters": 3, "together": 4, "rejected": 0,
    }  # fmt: skip
    assert answer["columns"][0] == {"column": "name", "holds": "company_name", "because": "its name"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_encoding_and_delimiter_will_do(hub: Cli, tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = written(tmp_path / "odd.csv", FIRMS.replace(",", delimiter), encoding)
    assert groups_in(dedupe(hub, file)[1]) == ALL_FIRMS


def test_parquet_json_lines_and_excel_say_the_same(hub: Cli, firms: Path, tmp_path: Path) -> None:
    rows = rows_of(firms)
    table = pa.table({name: [row[name] for row in rows] for name in rows[0]})
    pq.write_table(table.set_column(0, "id", pa.array(range(1, 6))), tmp_path / "firms.parquet")
    written(tmp_path / "firms.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    book = openpyxl.Workbook()
    for cells in [list(rows[0]), *(list(row.values()) for row in rows)]:
        book.worksheets[0].append(cells)
    book.save(tmp_path / "firms.xlsx")
    for name in ("firms.parquet", "firms.jsonl", "firms.xlsx"):
        assert groups_in(dedupe(hub, tmp_path / name)[1]) == ALL_FIRMS, name


def test_clusters_can_be_parquet(hub: Cli, firms: Path, tmp_path: Path) -> None:
    out = tmp_path / "clusters.parquet"
    hub.run("dedupe", firms, "--kind", "company", "--out", out)
    assert pq.read_table(out).to_pylist()[1] == {"id": "2", "cluster": "1"}


def test_the_column_of_ids_can_be_named_and_is_kept_as_it_is(hub: Cli, tmp_path: Path) -> None:
    text = FIRMS.replace("id,", "Kürzel ①,").replace("\n1,", "\nⅧ,").replace("\n2,", "\nn/a,")
    _, out = dedupe(hub, written(tmp_path / "firms.csv", text), "--id", "Kürzel ①")
    assert [row["id"] for row in rows_of(out)] == ["Ⅷ", "n/a", "3", "4", "5"]


def test_rows_are_numbered_where_there_are_no_ids(hub: Cli, tmp_path: Path) -> None:
    file = written(tmp_path / "names.csv", "firma\nSiemens AG\nBosch GmbH\nSIEMENS\n")
    said, out = dedupe(hub, file)
    assert groups_in(out) == groups("1 3", "2")
    assert "ids are the numbers of its rows" in said.err


def test_ids_in_capitals_are_found(hub: Cli, tmp_path: Path) -> None:
    file = written(tmp_path / "firms.csv", FIRMS.replace("id,", "ID,").replace("\n1,", "\nA1,"))
    assert rows_of(dedupe(hub, file)[1])[0]["id"] == "A1"


def test_files_may_have_their_ids_in_columns_of_different_names(hub: Cli, firms: Path, tmp_path: Path) -> None:
    one = written(tmp_path / "one.csv", FIRMS.replace("id,", "number,"))
    two = written(tmp_path / "two.csv", PARTNERS.replace("id,", "key,").replace("\n2,", "\nP2,"))
    _, out = dedupe(hub, one, two, "--id", "number", "--id", "key")
    assert len(rows_of(out)) == 7
    said, _ = dedupe(hub, one, firms, "--id", "number", "--id", "nmber", status=2)
    assert "no file has a column 'nmber'" in said.err


def test_two_files_are_linked_whatever_their_columns_are_called(hub: Cli, firms: Path, tmp_path: Path) -> None:
    others = written(tmp_path / "others.csv", PARTNERS.replace("\n1", "\nP1").replace("\n2", "\nP2"))
    said, out = dedupe(hub, firms, others)
    assert groups_in(out) == groups("1 2", "3 4 P1", "5", "P2")
    assert {row["file"] for row in rows_of(out)} == {"firms.csv", "others.csv"}
    assert "share ids" not in said.err


def test_ids_that_files_share_are_written_with_the_file(hub: Cli, firms: Path, partners: Path) -> None:
    said, out = dedupe(hub, firms, partners)
    assert "such as firms.csv:1" in said.err
    assert "partners.csv:1" in next(iter(g for g in groups_in(out) if "firms.csv:3" in g))
    last = rows_of(out)[-1]
    assert last == {"id": "partners.csv:2", "cluster": "partners.csv:2", "file": "partners.csv", "file_id": "2"}


def test_titles_are_compared_across_files_under_any_name(hub: Cli, tmp_path: Path) -> None:
    one = written(tmp_path / "one.csv", "id,title,price\na,Canon EOS 500D digital camera,500\nb,Nikon D90 body,700\n")
    two = written(tmp_path / "two.csv", "id,name,preis\nx,canon eos 500d camera,499\ny,Sony Alpha 230,400\n")
    said, out = dedupe(hub, one, two, kind="product")
    assert groups_in(out) == groups("a x", "b", "y")
    assert "compared with title" in said.err
    assert "compared with price" in said.err


def test_a_file_said_to_be_unique_keeps_its_records_apart(hub: Cli, firms: Path, tmp_path: Path) -> None:
    assert groups_in(dedupe(hub, firms, "--unique", firms)[1]) == groups("1", "2", "3", "4", "5")
    others = written(tmp_path / "others.csv", "id,name,city\nx,Siemens AG,München\n")
    found = groups_in(dedupe(hub, firms, others, "--unique", firms)[1])
    assert len(found) == 5
    assert any("x" in group and group & {"1", "2"} for group in found)


def test_labels_outrank_scores(hub: Cli, firms: Path, tmp_path: Path) -> None:
    labels = written(tmp_path / "labels.csv", "id_l,id_r,label\n1,2,different\n5,3,Same\n4,3,1\n")
    assert groups_in(dedupe(hub, firms, "--labels", labels)[1]) == groups("1", "2", "3 4 5")


def test_labels_of_files_that_share_ids_name_the_file(hub: Cli, firms: Path, partners: Path, tmp_path: Path) -> None:
    labels = written(tmp_path / "labels.csv", "id_l,id_r,label\nfirms.csv:5,partners.csv:2,yes\n")
    found = groups_in(dedupe(hub, firms, partners, "--labels", labels)[1])
    assert frozenset({"firms.csv:5", "partners.csv:2"}) in found
    vague = written(tmp_path / "vague.csv", "id_l,id_r,label\n5,2,yes\n")
    said, _ = dedupe(hub, firms, partners, "--labels", vague, status=2)
    assert "vague.csv, row 1, id_r: several files have the id '2'" in said.err
    assert "firms.csv:2" in said.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id_l,id_r,label\n1,2,same\n1,99,same\n", "labels.csv, row 2, id_r: no record has the id '99'"),
        ("id_l,id_r,label\n1,2,perhaps\n", "labels.csv, row 1, label: it says neither yes nor no"),
        ("id_l,id_r,label\n1,,same\n", "labels.csv, row 1, id_r: it is empty"),
        ("id_l,id_r,label\n1,2,same\n2,1,no\n", "labels.csv, row 2, label: another one says the contrary"),
        ("id_l,id_r,label\n1,2\n", "labels.csv, row 1: 2 cells where the header has 3"),
        ("left,right,label\n1,2,1\n", "labels.csv has no column 'id_l'"),
    ],
)
def test_a_wrong_label_is_told_with_its_row(hub: Cli, firms: Path, text: str, told: str) -> None:
    labels = written(firms.with_name("labels.csv"), text)
    said, out = dedupe(hub, firms, "--labels", labels, status=2)
    assert told in said.err
    assert len(said.err.splitlines()) >= 2
    assert not out.exists()


def test_the_threshold_decides(hub: Cli, firms: Path) -> None:
    assert groups_in(dedupe(hub, firms, "--threshold", "0.9999999999")[1]) == groups("1", "2", "3", "4", "5")
    said, _ = dedupe(hub, firms, "--threshold", "1.5", status=2)
    assert "between 0 and 1" in said.err


def test_every_pair_is_explained(hub: Cli, firms: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.parquet"
    dedupe(hub, firms, "--pairs", pairs)
    table = pq.read_table(pairs)
    found = {(row["id_l"], row["id_r"]): row for row in table.to_pylist()}
    pair = found["1", "2"]
    assert pair["outcome"] == "same"
    assert pair["probability"] > 0.9
    assert pair["level_city"] == "same"
    assert pair["weight_company_name"] > 5
    compared = {name.removeprefix("level_") for name in table.column_names if name.startswith("level_")}
    assert compared == {name.removeprefix("weight_") for name in table.column_names if name.startswith("weight_")}


def test_pairs_can_be_csv(hub: Cli, firms: Path, tmp_path: Path) -> None:
    dedupe(hub, firms, "--pairs", tmp_path / "pairs.csv")
    assert {"id_l", "id_r", "probability", "weight", "outcome"} <= rows_of(tmp_path / "pairs.csv")[0].keys()


def test_rows_that_cannot_be_read_are_kept(hub: Cli, tmp_path: Path) -> None:
    file = written(tmp_path / "firms.csv", FIRMS + "6,too,few\n,No Id GmbH,Weg 1,Ulm\n")
    said, out = dedupe(hub, file, status=5)
    assert groups_in(out) == ALL_FIRMS
    refused = rows_of(tmp_path / "clusters.rejected.csv")
    assert [(row["file"], row["row"], row["reason"]) for row in refused] == [
        ("firms.csv", "6", "3 cells where the header has 4"),
        ("firms.csv", "7", "it has no id"),
    ]
    assert refused[0]["raw"] == "6,too,few"
    assert "clusters.rejected.csv" in said.err
    written(file, FIRMS)
    dedupe(hub, file)
    assert not (tmp_path / "clusters.rejected.csv").exists()


def test_the_number_of_a_row_counts_those_that_were_refused(hub: Cli, tmp_path: Path) -> None:
    file = written(tmp_path / "names.csv", "firma,ort\nSiemens AG,Ulm\nodd\nBosch GmbH,Ulm\n")
    assert [row["id"] for row in rows_of(dedupe(hub, file, status=5)[1])] == ["1", "3"]


def test_ids_that_are_not_unique_are_an_error(hub: Cli, tmp_path: Path) -> None:
    file = written(tmp_path / "firms.csv", FIRMS.replace("\n2,", "\n1,"))
    said, out = dedupe(hub, file, status=2)
    assert "firms.csv has ids that are not unique: 1" in said.err
    assert "--id" in said.err
    assert not out.exists()


def test_columns_can_be_told(hub: Cli, firms: Path) -> None:
    said, out = dedupe(
        hub, firms, "--column", "name=ignored", "--column", "street=ignored", "--column", "city=ignored", status=2
    )
    assert "No column holds anything that can be compared" in said.err
    assert not out.exists()
    said, _ = dedupe(hub, firms, "--column", "city=COMPANY_NAME")
    assert "you said so" in said.err


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("name", "not of the form NAME=TYPE"),
        ("nme=city", "There is no column 'nme'"),
        ("name=firm", "A column cannot hold 'firm'"),
    ],
)
def test_a_wrong_column_is_told(hub: Cli, firms: Path, word: str, told: str) -> None:
    assert told in dedupe(hub, firms, "--column", word, status=2)[0].err


def test_help_names_every_type_and_kind(hub: Cli) -> None:
    told = " ".join(hub.run("dedupe", "--help").out.replace("│", " ").split())
    assert [name for name in (*ColumnType, *RecordKind) if name not in told] == []
    assert tuple(kind.value for kind in RecordKind) == MODELS


def test_nothing_that_was_read_is_overwritten(hub: Cli, firms: Path, tmp_path: Path) -> None:
    before = firms.read_bytes()
    (tmp_path / "link.csv").symlink_to(firms)
    link, other = tmp_path / "link.csv", tmp_path / "c.csv"
    uses: list[tuple[str | Path, ...]] = [("--out", firms), ("--out", link), ("--out", other, "--pairs", firms)]
    for words in uses:
        assert "is an input" in hub.run("dedupe", firms, "--kind", "company", *words, status=2).err
    corrected = written(tmp_path / "clusters.rejected.csv", FIRMS)
    assert "is an input" in dedupe(hub, corrected, status=2)[0].err
    assert firms.read_bytes() == before
    assert corrected.exists()


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("clusters.txt", "no format that can be written"),
        ("nowhere/clusters.csv", "cannot be written"),
        ("pairs.parquet", "is to be written twice"),
    ],
)
def test_where_to_write_is_looked_at_first(hub: Cli, firms: Path, tmp_path: Path, out: str, told: str) -> None:
    words = ("--out", tmp_path / out, "--pairs", tmp_path / "pairs.parquet")
    assert told in hub.run("dedupe", firms, "--kind", "company", *words, status=2).err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["firms.csv"]


def test_a_file_cannot_be_named_twice_nor_be_unique_without_being_read(hub: Cli, firms: Path, partners: Path) -> None:
    assert "named twice" in dedupe(hub, firms, firms, status=2)[0].err
    assert "none of the files" in dedupe(hub, firms, "--unique", partners, status=2)[0].err


def test_files_of_one_name_are_called_by_their_path(hub: Cli, firms: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    other = written(tmp_path / "more" / "firms.csv", PARTNERS)
    _, out = dedupe(hub, firms, other)
    assert {row["file"] for row in rows_of(out)} == {str(firms), str(other)}


def test_nothing_but_answers_is_left_behind(hub: Cli, firms: Path, tmp_path: Path) -> None:
    dedupe(hub, firms, "--pairs", tmp_path / "pairs.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clusters.csv", "firms.csv", "pairs.parquet"]


def test_one_record_and_none(hub: Cli, tmp_path: Path) -> None:
    file = written(tmp_path / "firms.csv", "id,name\n1,Siemens AG\n")
    assert groups_in(dedupe(hub, file)[1]) == groups("1")
    said, _ = dedupe(hub, written(tmp_path / "none.csv", "id,name\n"), status=2)
    assert "No column holds anything" in said.err


def test_a_model_can_be_chosen_or_written(hub: Cli, firms: Path, tmp_path: Path) -> None:
    assert groups_in(dedupe(hub, firms, "--model", "company")[1]) == ALL_FIRMS
    assert "There is no model 'firm'" in dedupe(hub, firms, "--model", "firm", status=2)[0].err
    own = written(tmp_path / "own.yaml", "name: own\ncomparisons: {}\nblocking: {rules: [[city]]}\n")
    assert groups_in(dedupe(hub, firms, "--model", own)[1]) <= ALL_FIRMS
    wrong = written(tmp_path / "wrong.yaml", "name: own\ncomparison: {}\n")
    assert "comparison" in dedupe(hub, firms, "--model", wrong, status=2)[0].err
    assert "no YAML" in dedupe(hub, firms, "--model", written(tmp_path / "no.yaml", "a: [\n"), status=2)[0].err
    assert "cannot be read" in dedupe(hub, firms, "--model", tmp_path / "gone.yaml", status=2)[0].err


def test_mappings_say_what_columns_hold(hub: Cli, tmp_path: Path) -> None:
    sources = demo_dir() / "sources"
    words = ("--kind", "company", "--mapping", sources / "crm.yaml", "--mapping", sources / "erp.yaml")
    out = tmp_path / "clusters.csv"
    files = (sources / "crm" / "accounts.csv", sources / "erp" / "customers.csv")
    answer = hub.json("dedupe", *files, *words, "--out", out, status=5)
    columns = {item["column"]: (item["holds"], item["because"]) for item in answer["columns"]}
    assert columns["STCEG"] == ("identifier", "the mapping: identifier.vat; compared with vat_id")
    assert columns["owner"][0] == "ignored"
    assert answer["clusters"] < answer["records"] - 50
    assert "not used of the mapping: values" in hub.run("dedupe", *files, *words, "--out", out, status=5).err
    told = hub.run("dedupe", *files, *words[2:], "--kind", "other", "--out", out, status=2).err
    assert "no records of kind other" in told
    assert (
        "no table takes" in hub.run("dedupe", sources / "shop" / "products.parquet", *words, "--out", out, status=2).err
    )


def test_blocking_tells_what_each_rule_contributes(hub: Cli, firms: Path) -> None:
    answer = hub.json("blocking", firms, "--kind", "company")
    assert (answer["records"], answer["possible_pairs"]) == (5, 10)
    assert 2 <= answer["pairs"] <= 10
    assert sum(rule["alone"] for rule in answer["rules"]) <= answer["pairs"]
    assert {"company_name", "street"} <= {rule["rule"] for rule in answer["rules"]}
    assert hub.json("blocking", firms, "--kind", "company", "--unique", firms)["pairs"] == 0
    assert "by this rule alone" in hub.run("blocking", firms, "--kind", "company").out


def test_clusters_are_judged_against_a_truth(hub: Cli, firms: Path, tmp_path: Path) -> None:
    _, out = dedupe(hub, firms)
    truth = written(tmp_path / "truth.csv", "id,cluster\n1,a\n2,a\n3,b\n4,c\n")
    found = hub.json("evaluate", out, truth)
    assert found["records"] == 5
    assert found["accuracy"]["pairwise"] == {"precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3)}
    assert found["by_source"] == []
    pairs = written(tmp_path / "pairs.csv", "id_l,id_r,label\n1,2,1\n3,4,1\n1,5,0\n9,5,1\n")
    found = hub.json("evaluate", out, pairs)
    assert (found["records"], found["missing"]) == (6, 1)
    assert found["accuracy"]["pairwise"]["recall"] == pytest.approx(2 / 3)
    assert "in no cluster" in hub.run("evaluate", out, pairs).err


def test_clusters_are_judged_by_source(hub: Cli, firms: Path, partners: Path, tmp_path: Path) -> None:
    _, out = dedupe(hub, firms, partners)
    found = hub.json("evaluate", out, out)
    assert [item["source"] for item in found["by_source"]] == ["firms.csv", "partners.csv"]
    assert found["by_source"][0]["with_others"]["f1"] == 1.0
    assert "By source" in hub.run("evaluate", out, out).out
    wrong = written(tmp_path / "wrong.csv", "key,cluster\n1,2\n")
    assert "wrong.csv has no column 'id'" in hub.run("evaluate", out, wrong, status=2).err


CHAIN = """\
id,name,street,city,vat
1,Nordwind Pumpen GmbH,Hafenweg 7,Hamburg,DE811111111
2,Nordwind Pumpen GmbH,Hafenweg 7,Hamburg,
3,Nordwind Pumpen GmbH,Hafenweg 7,Hamburg,DE922222222
"""


def test_what_to_review_says_why_a_match_was_cut(hub: Cli, tmp_path: Path) -> None:
    firms = written(tmp_path / "firms.csv", CHAIN)
    labels = written(tmp_path / "labels.csv", "id_l,id_r,label\n1,3,different\n")
    review = tmp_path / "review.csv"
    said, out = dedupe(hub, firms, "--labels", labels, "--review", review)
    assert len(groups_in(out)) == 2
    assert "- a person said that records of the two clusters are different 1" in " ".join(said.err.split())
    [row] = rows_of(review)
    assert (row["reason"], row["because_l"], row["because_r"], row["mean_weight"]) == ("decision", "1", "3", "")
    answer = hub.json("dedupe", firms, "--kind", "company", "--out", out, "--labels", labels)
    assert answer["cut_by"] == {"decision": 1}


def test_what_to_review_is_no_input(hub: Cli, firms: Path) -> None:
    said, _ = dedupe(hub, firms, "--review", firms, status=2)
    assert "is an input" in said.err


def test_questions_go_out_and_come_back_as_labels(hub: Cli, firms: Path, tmp_path: Path) -> None:
    dedupe(hub, firms, "--ask", "3")
    questions = tmp_path / "questions.csv"
    asked = rows_of(questions)
    assert 0 < len(asked) <= 3
    assert {row["label"] for row in asked} == {""}
    assert {"name_l", "name_r", "street_l", "city_r"} <= asked[0].keys()
    filled = tmp_path / "filled.csv"
    said = "".join(f"{row['id_l']},{row['id_r']},{'no' if place == 0 else ''}\n" for place, row in enumerate(asked))
    written(filled, "id_l,id_r,label\n" + said)
    _, out = dedupe(hub, firms, "--labels", filled)
    parted = {asked[0]["id_l"], asked[0]["id_r"]}
    assert not any(parted <= group for group in groups_in(out))


def test_answers_are_not_written_over(hub: Cli, firms: Path, tmp_path: Path) -> None:
    dedupe(hub, firms, "--ask", "3", "--questions", tmp_path / "q.csv")
    told, _ = dedupe(hub, firms, "--ask", "3", "--questions", tmp_path / "q.csv", status=2)
    assert "answers in it would be lost" in told.err
    told, _ = dedupe(hub, firms, "--questions", tmp_path / "r.csv", status=2)
    assert "--ask" in told.err


def test_a_trained_model_is_kept_and_used_as_it_is(hub: Cli, firms: Path, tmp_path: Path) -> None:
    model = tmp_path / "firms.yaml"
    answer = hub.json("train", firms, "--kind", "company", "--out", model)
    assert (answer["records"], answer["taught"], answer["doubts"]) == (5, False, [])
    assert (tmp_path / answer["frequencies"]).is_file()
    _, out = dedupe(hub, firms, "--model", model)
    assert groups_in(out) == ALL_FIRMS
    _, out = dedupe(hub, firms, "--model", model, "--retrain")
    assert groups_in(out) == ALL_FIRMS
    told, _ = dedupe(hub, firms, "--model", model, kind="contact", status=2)
    assert "The model is about company" in told.err


def test_a_model_is_trained_into_yaml(hub: Cli, firms: Path, tmp_path: Path) -> None:
    hub.run("train", firms, "--kind", "company", "--out", tmp_path / "firms.csv", status=2)
