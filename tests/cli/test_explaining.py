"""`hub explain`: each answer on two records of files, how those in the hub are told, and each way to get it wrong."""

from pathlib import Path

import pytest

from tests.cli.runner import Cli, embedded_cli
from tests.cli.sources import write_sources

FIRMS = """\
id,name,street,city,phone
1,Nordwind Pumpen GmbH,Hafenweg 7,Hamburg,040 23125014
2,NORDWIND-Pumpen,Hafenweg 7,Hamburg,
3,Nordwind Service GmbH,Hafenweg 7,Hamburg,040 23125014
6,Alpenglas AG,Seestraße 12,Konstanz,07531 90014
7,Meridian Optics Ltd,Hafenweg 7,Hamburg,040 23125014
8,Alpenglass AG,Seestr. 12,Konstanz,
"""
OTHERS = """\
id,name,city
1,Kessler & Sohn OHG,Ulm
9,Castle Road Foods,Leeds
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The command line; its engine is never started."""
    return embedded_cli(tmp_path_factory.mktemp("no-hub"))


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    return written(tmp_path / "firms.csv", FIRMS)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def explain(hub: Cli, *words: str | Path) -> str:
    """Return the answer, spaces and line ends set aside."""
    return " ".join(hub.run("explain", *words, "--kind", "company").out.split())


def test_a_match_shows_values_words_bits_and_totals(hub: Cli, firms: Path) -> None:
    told = explain(hub, "1", "2", firms)
    assert "outcome same: they match, and their cluster holds together" in told
    assert "Nordwind Pumpen GmbH NORDWIND-Pumpen the same name +" in told
    assert "phone 040 23125014 not in both records" in told
    assert "Blocking rules" not in told


def test_the_answer_for_machines_adds_up_to_what_dedupe_says(hub: Cli, firms: Path, tmp_path: Path) -> None:
    answer = hub.json("explain", "1", "7", firms, "--kind", "company")
    pairs = tmp_path / "pairs.csv"
    hub.run("dedupe", firms, "--kind", "company", "--out", tmp_path / "out.csv", "--pairs", pairs)
    [line] = [line for line in pairs.read_text(encoding="utf-8").splitlines() if line.startswith("1,7,")]
    assert answer["weight"] == pytest.approx(float(line.split(",")[3]), abs=0.01)
    assert answer["steps"][-1]["total"] == pytest.approx(answer["weight"])
    assert (answer["outcome"], answer["proposed"], answer["decided"]) == ("different", True, None)
    assert [rule["rule"] for rule in answer["rules"] if rule["finding"] == "found"] == ["phone", "street"]


def test_a_pair_that_blocking_does_not_propose_is_compared_all_the_same(hub: Cli, firms: Path) -> None:
    told = explain(hub, "1", "6", firms)
    assert "no blocking rule proposes them" in told
    assert "company_name Nordwind Pumpen GmbH Alpenglas AG different names" in told
    assert "phone their keys differ" in told
    assert "email no column has such a key" in told


@pytest.mark.parametrize(
    ("label", "outcome", "words"),
    [
        ("same", "same", "a person said that they are the same"),
        ("different", "different", "a person said that they are d"),
    ],
)
def test_a_label_is_named_as_what_it_is(
    hub: Cli, firms: Path, tmp_path: Path, label: str, outcome: str, words: str
) -> None:
    labels = written(tmp_path / "labels.csv", f"id_l,id_r,label\n6,1,{label}\n")
    answer = hub.json("explain", "1", "6", firms, "--kind", "company", "--labels", labels)
    assert (answer["outcome"], answer["decided"], answer["proposed"]) == (outcome, label == "same", False)
    assert answer["because"].startswith(words)


def test_records_that_others_connect_show_the_way(hub: Cli, firms: Path, tmp_path: Path) -> None:
    labels = written(tmp_path / "labels.csv", "id_l,id_r,label\n2,8,same\n1,2,same\n6,8,same\n")
    told = explain(hub, "1", "6", firms, "--labels", labels)
    assert "they were not compared, but both belong to one cluster by way of others" in told
    assert "The way from one to the other record matches bits ─" in told
    answer = hub.json("explain", "1", "6", firms, "--kind", "company", "--labels", labels)
    assert [(link["id_l"], link["id_r"]) for link in answer["way"]] == [("1", "2"), ("2", "8"), ("8", "6")]


def test_a_match_that_was_cut_says_why(hub: Cli, tmp_path: Path) -> None:
    rows = "".join(f"{number},Nordwind Pumpen GmbH,Hafenweg 7,Hamburg\n" for number in (1, 2, 3))
    firms = written(tmp_path / "firms.csv", f"id,name,street,city\n{rows}")
    labels = written(tmp_path / "labels.csv", "id_l,id_r,label\n1,3,different\n")
    answers = [
        hub.json("explain", *pair, firms, "--kind", "company", "--labels", labels) for pair in (("1", "2"), ("2", "3"))
    ]
    [cut] = [answer for answer in answers if answer["outcome"] == "review"]
    assert cut["because"] == (
        "they match, but were cut: a person said that records of the two clusters are different (1, 3)"
    )


def test_two_records_of_a_file_without_duplicates_are_said_to_be_that(hub: Cli, firms: Path, tmp_path: Path) -> None:
    others = written(tmp_path / "others.csv", OTHERS)
    told = explain(hub, "2", "firms.csv:1", firms, others, "--unique", firms)
    assert "both are of one source without duplicates of its own" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("1", "77"), "No record has the id '77'."),
        (("1", "2"), "Several files have the id '1'."),
        (("2", "2"), "'2' and '2' are one record."),
    ],
)
def test_ids_that_do_not_name_two_records_are_refused(
    hub: Cli, firms: Path, tmp_path: Path, words: tuple[str, str], message: str
) -> None:
    others = [written(tmp_path / "others.csv", OTHERS)] if words == ("1", "2") else []
    assert message in hub.run("explain", *words, firms, *others, "--kind", "company", status=2).err


@pytest.fixture(scope="module")
def records(embedded: Cli, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The ids of records of both small sources, by their keys, once these are loaded."""
    folder = write_sources(tmp_path_factory.mktemp("world"))
    embedded.run("load", folder / "crm.yaml", folder)
    embedded.run("load", folder / "erp.yaml", folder)
    known = {"A1": "crm", "A3": "crm", "A4": "crm", "K1": "erp"}
    golden = [embedded.json("lookup", source, "company", key)["id"] for key, source in known.items()]
    golden.append(embedded.json("lookup", "crm", "contact", "C1")["id"])
    return {record["key"]: record["id"] for each in golden for record in embedded.json("records", each)}


def test_records_in_the_hub_are_told_as_those_of_files(embedded: Cli, records: dict[str, str]) -> None:
    told = " ".join(embedded.run("explain", records["A1"], records["K1"]).out.split())
    golden = embedded.json("lookup", "crm", "company", "A1")["id"]
    assert f"outcome same: they match, and their cluster holds together golden record {golden} weight" in told
    assert "company_name Siemens AG SIEMENS AKTIENGESELLSCHAFT the same name +" in told
    assert "Blocking rules" not in told
    answer = embedded.json("explain", records["A1"], records["K1"])
    assert (answer["golden_l"], answer["golden_r"]) == (golden, golden)
    assert answer["steps"][-1]["total"] == pytest.approx(answer["weight"], abs=0.02)


def test_records_in_the_hub_that_nothing_brings_together_name_the_rules(embedded: Cli, records: dict[str, str]) -> None:
    told = " ".join(embedded.run("explain", records["A1"], records["A4"]).out.split())
    assert "outcome different: no blocking rule proposes them" in told
    assert "golden records co_" in told
    assert "company_name their keys differ" in told


def test_an_open_question_about_records_in_the_hub_is_named(embedded: Cli) -> None:
    for key, country in (("T1", "GB"), ("T2", "IE")):
        words = ("name=Twofold Widgets Ltd", "email=desk@twofold.example", f"country={country}")
        embedded.run("create", "company", *words, "--source", "web", "--key", key)
    [review] = [r for r in embedded.json("reviews") if {end["key"] for end in r["records"]} == {"T1", "T2"}]
    told = " ".join(embedded.run("explain", review["left"], review["right"]).out.split())
    assert f"open question {review['id']}" in told


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("A1", "r_unknown"), 3, "There is no record r_unknown."),
        (("A1", "C1"), 2, "One is a company, the other a contact."),
        (("A1", "A1"), 2, "Both are the same record."),
        (("A1", "A3", "--kind", "company"), 2, "--kind is an option of files, and no file is given."),
        (("A1", "A3", "--threshold", "0.5"), 2, "--threshold is an option of files, and no file is given."),
    ],
)
def test_records_that_the_hub_cannot_explain_are_refused(
    embedded: Cli, records: dict[str, str], words: tuple[str, ...], status: int, message: str
) -> None:
    assert message in embedded.run("explain", *(records.get(word, word) for word in words), status=status).err


def test_files_need_to_be_told_what_they_are_about(hub: Cli, firms: Path) -> None:
    assert "--kind is missing." in hub.run("explain", "1", "2", firms, status=2).err
