"""Reading clusters, truths and scored pairs: what they have in common is ids."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hub.errors import FileError
from hub.evaluating import judge_files, read_clusters, read_ids, read_pairs, read_truth

IDS = ["1", "2", "3", "4"]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_clusters_and_pairs_become_labels(tmp_path: Path) -> None:
    clusters = written(tmp_path / "c.csv", "id,cluster,note\n2,x,\n4,x,\n9,x,\n")
    pairs = written(tmp_path / "p.csv", "id_l;id_r\n2;4\n9;1\n")
    for path in (clusters, pairs):
        assert read_truth(path, IDS).tolist() == [0, 1, 2, 1]
    assert read_clusters(clusters, IDS).tolist() == [0, 1, 2, 1]


def test_numbers_and_texts_are_the_same_ids(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1, 2], "cluster": [7, 7], "name": ["a", "b"]}), tmp_path / "c.parquet")
    assert read_ids(tmp_path / "c.parquet") == ["1", "2"]
    assert read_clusters(tmp_path / "c.parquet", IDS).tolist() == [0, 0, 2, 3]


def test_pairs_come_best_first_by_weight(tmp_path: Path) -> None:
    table = pa.table({"id_l": ["1", "4"], "id_r": ["2", "3"], "probability": [1.0, 1.0], "weight": [20.0, 30.0]})
    pq.write_table(table, tmp_path / "p.parquet")
    pairs = read_pairs(tmp_path / "p.parquet", IDS)
    assert (pairs.left.tolist(), pairs.right.tolist(), pairs.score.tolist()) == ([2, 0], [3, 1], [30.0, 20.0])
    assert read_pairs(written(tmp_path / "p.csv", "id_l,id_r,probability\n1,2,0.5\n"), IDS).score.tolist() == [0.5]


def test_records_that_only_the_truth_names_are_alone(tmp_path: Path) -> None:
    clusters = written(tmp_path / "c.csv", "id,cluster,source\n1,a,crm\n2,a,erp\n")
    verdict = judge_files(clusters, written(tmp_path / "t.csv", "id,cluster\n1,a\n2,a\n3,a\n"))
    assert (verdict.records, verdict.missing) == (3, 1)
    assert verdict.accuracy.pairwise.recall == pytest.approx(1 / 3)
    assert [item.source for item in verdict.by_source] == ["crm", "erp"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id_l,id_r\n1,2\n", "no column 'weight' or 'probability'"),
        ("id_l,weight\n1,2\n", "no column 'id_r'"),
        ("id_l,id_r,weight\n1,7,1\n", "1 pairs are of records that are not known"),
        ("id_l,id_r,weight\n1,2,1\n1,,1\n", "row 2, id_r: it is empty"),
    ],
)
def test_what_is_wrong_names_the_file(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FileError, match=told) as error:
        read_pairs(written(tmp_path / "p.csv", text), IDS)
    assert "p.csv" in error.value.message
    assert error.value.cure
