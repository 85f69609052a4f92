"""Labelled sets are the same for one seed, say the truth about every record, and are as hard as their rates say."""

import doctest
import importlib
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from rapidfuzz.distance import OSA
from stdnum.cn import uscc
from stdnum.de import vat
from stdnum.it import iva
from stdnum.pl import nip

from benchmarks.generate import companies, contacts, persons
from benchmarks.generate.__main__ import SETS
from benchmarks.generate.chance import earlier, stage
from benchmarks.generate.figures import draw_figures
from benchmarks.generate.firms import Firms, draw_firms
from benchmarks.generate.kinship import BRANCH, FRANCHISE, GROUP
from benchmarks.generate.rates import read_rates
from benchmarks.generate.slips import Slips, mistype
from benchmarks.generate.staff import Staff, draw_staff
from benchmarks.generate.tables import Batch, LabelledWriter
from benchmarks.generate.texts import Ints
from benchmarks.generate.vocabulary import countries

FIRMS = 3_000
RECORDS = 6_000


def make(name: str, records: int, seed: int, folder: Path) -> tuple[pa.Table, pa.Table]:
    """Make a set; return its records and its truth."""
    with LabelledWriter(folder) as writer:
        SETS[name](records, seed, writer)
    return parquet.read_table(folder / "records.parquet"), parquet.read_table(folder / "truth.parquet")


@cache
def firms() -> Firms:
    """A world of companies."""
    return draw_firms(7, FIRMS, read_rates("companies").world)


@cache
def staff() -> Staff:
    """People who work for them."""
    return draw_staff(7, firms(), FIRMS, read_rates("contacts").world)


@cache
def batch(name: str) -> Batch:
    """Records of entities drawn at random."""
    rng = stage(7, "test", name)
    entity = rng.integers(0, FIRMS, RECORDS)
    rates = read_rates(name)
    if name == "companies":
        return companies.make_batch(rng, firms(), entity, rates)
    if name == "contacts":
        return contacts.make_batch(rng, (staff(), firms()), entity, rates)
    return persons.make_batch(rng, draw_figures(7, FIRMS, rates.world), entity, rates)


@pytest.mark.parametrize("name", SETS)
def test_a_seed_makes_the_same_set_again_and_another_seed_another(name: str, tmp_path: Path) -> None:
    records, truth = make(name, 300, 1, tmp_path / "one")
    assert (records, truth) == make(name, 300, 1, tmp_path / "again")
    assert records != make(name, 300, 2, tmp_path / "other")[0]


@pytest.mark.parametrize("name", SETS)
def test_the_truth_names_every_record_once(name: str, tmp_path: Path) -> None:
    records, truth = make(name, 501, 3, tmp_path)
    ids = records["id"].to_pylist()
    assert len(set(ids)) == len(ids) == 501
    assert truth["id"].to_pylist() == ids
    assert records.column_names[:2] == ["id", "source"]
    assert set(records.schema.types) == {pa.string()}
    assert truth["cluster"].null_count == 0
    assert "" not in {value for column in records.columns for value in column.to_pylist()}


@pytest.mark.parametrize("name", SETS)
def test_clusters_are_as_large_as_the_rates_say(name: str, tmp_path: Path) -> None:
    _, truth = make(name, 4_000, 4, tmp_path)
    sizes = Counter(Counter(truth["cluster"].to_pylist()).values())
    clusters = sum(sizes.values())
    for size, rate in enumerate(read_rates(name).records, start=1):
        assert sizes[size] / clusters == pytest.approx(rate, abs=0.045)


@pytest.mark.parametrize("name", ["companies", "contacts", "persons"])
def test_sources_leave_empty_what_the_rates_say(name: str) -> None:
    rates, made = read_rates(name), batch(name)
    assert set(made.columns) == set(rates.filled)
    for field, filled in rates.filled.items():
        for number, source in enumerate(rates.sources):
            share = np.mean(made.columns[field][made.source == source] != "")
            assert share <= filled[number] + 0.06, (field, source)
            if filled[number] > 0.1:
                assert share > 0.4 * filled[number], (field, source)


@pytest.mark.parametrize("name", ["companies", "contacts", "persons"])
def test_every_slip_happens_and_none_more_often_than_its_rate(name: str) -> None:
    rates, made = read_rates(name), batch(name)
    assert set(made.marks) == set(rates.slips)
    for slip, rate in rates.slips.items():
        expected = float(np.dot(rate, rates.share) / sum(rates.share))
        happened = float(np.mean(made.marks[slip]))
        assert 0 < happened < 1.25 * expected + 0.01, slip


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("companies", "name_typo"),
        ("companies", "no_legal_form"),
        ("companies", "street_shortened"),
        ("contacts", "family_typo"),
        ("contacts", "names_in_one_field"),
        ("persons", "dob_typo"),
    ],
)
def test_a_slip_that_can_happen_to_all_happens_at_its_rate(name: str, slip: str) -> None:
    rates, made = read_rates(name), batch(name)
    for number, source in enumerate(rates.sources):
        assert np.mean(made.marks[slip][made.source == source]) == pytest.approx(rates.slips[slip][number], abs=0.045)


def test_companies_of_a_group_share_address_telephone_and_domain_and_are_different() -> None:
    world, kinship = firms(), firms().kinship
    parts = np.flatnonzero(kinship.of_kind(GROUP))
    leader = kinship.leader[parts]
    rates = read_rates("companies").world
    assert np.mean(kinship.site[parts] == kinship.site[leader]) == pytest.approx(rates["group_same_site"], abs=0.12)
    same = parts[kinship.domain[parts] == kinship.domain[leader]]
    assert set(world.reach.domain[same]) <= set(world.reach.domain[leader])
    assert (world.names.brand.latin[parts] == world.names.brand.latin[leader]).all()
    assert np.mean(world.names.extra.latin[parts] != "") > 0.9


@pytest.mark.parametrize("kind", [BRANCH, FRANCHISE])
def test_branches_and_franchises_share_name_and_domain_but_no_address(kind: int) -> None:
    world, kinship = firms(), firms().kinship
    followers = np.flatnonzero(kinship.of_kind(kind))
    assert len(followers)
    leader = kinship.leader[followers]
    assert (world.reach.domain[followers] == world.reach.domain[leader]).all()
    assert (world.names.trade.latin[followers] == world.names.trade.latin[leader]).all()
    assert np.mean(world.sites.street.native[followers] == world.sites.street.native[leader]) < 0.1


@pytest.mark.parametrize("rate", ["business_park", "accountant"])
def test_strangers_share_an_address_or_a_telephone(rate: str) -> None:
    kinship = firms().kinship
    who, whose = (kinship.park, kinship.site) if rate == "business_park" else (kinship.office, kinship.phone)
    assert np.mean(who) == pytest.approx(read_rates("companies").world[rate], abs=0.025)
    assert max(Counter(whose[who].tolist()).values()) >= 3


def test_namesakes_are_there_at_a_stable_rate_and_the_vocabulary_grows() -> None:
    small, large = draw_firms(5, 1_000, read_rates("companies").world), firms()
    for world in (small, large):
        assert 0.004 < np.mean(world.kinship.namesake) < 0.03
    brands = [len(set(world.names.brand.native)) for world in (small, large)]
    assert brands[1] > 2.4 * brands[0]


def test_the_frequency_of_brands_follows_zipf() -> None:
    times = np.bincount(earlier(stage(1, "zipf"), 100_000, 0.5))
    ranked = np.sort(times[times > 0])[::-1]
    assert len(ranked) == pytest.approx(50_000, rel=0.02)
    assert ranked[0] > 10 * ranked[100] > 50


def test_names_are_written_in_other_scripts() -> None:
    made, world = batch("companies"), firms()
    chinese = world.country[made.entity] == [each.code for each in countries()].index("CN")
    names = [name for name, there in zip(made.columns["name"], chinese, strict=True) if there and name]
    latin = [name for name in names if name.isascii()]
    assert 0.15 < len(latin) / len(names) < 0.6
    assert any("Co., Ltd." in name for name in latin)
    assert any("Youxian" in name for name in latin)
    assert any(name.endswith("有限公司") for name in names)


@pytest.mark.parametrize(
    ("code", "is_valid"),
    [("DE", vat.is_valid), ("IT", iva.is_valid), ("PL", nip.is_valid), ("CN", uscc.is_valid)],
)
def test_identifiers_have_valid_check_digits(code: str, is_valid: Callable[[str], bool]) -> None:
    there = firms().country == [each.code for each in countries()].index(code)
    assert there.any()
    assert [number for number in firms().identifier[there] if not is_valid(number)] == []


def test_a_domain_belongs_to_one_company_and_those_who_share_it() -> None:
    kinship, domains = firms().kinship, firms().reach.domain
    assert len(set(domains)) == len(set(kinship.domain.tolist()))


def test_a_typo_is_one_edit() -> None:
    letters = Slips(stage(1, "typo"), read_rates("companies"), np.zeros(1, dtype=np.int64)).letters
    edits = Counter(OSA.distance("Schneider", mistype("Schneider", letters)) for _ in range(300))
    assert set(edits) <= {0, 1}
    assert edits[1] > 280


def test_colleagues_share_domain_and_switchboard_but_no_address_of_their_own() -> None:
    people, kinship = staff(), firms().kinship
    now = people.firm[: len(people)]
    alone = np.isin(kinship.domain[now], np.flatnonzero(np.bincount(kinship.domain, minlength=FIRMS) == 1))
    assert max(Counter(now.tolist()).values()) > 5
    assert len(set(people.mail[: len(people)][alone])) == int(alone.sum())


def test_people_change_jobs_and_family_names_and_have_namesakes() -> None:
    people, rates = staff(), read_rates("contacts").world
    assert np.mean(people.changed_job) == pytest.approx(rates["changed_job"], abs=0.02)
    assert np.mean(people.changed_family[people.humans.female]) == pytest.approx(rates["changed_family"], abs=0.02)
    names = Counter(zip(people.humans.given.latin, people.humans.family.latin, strict=True))
    assert sum(times for times in names.values() if times > 1) > rates["namesakes"] * len(people)


def test_contacts_are_called_by_nicknames_initials_and_full_names() -> None:
    made = batch("contacts")
    given = made.columns["first_name"]
    assert any(len(name.removesuffix(".")) == 1 for name in given)
    joined = made.marks["names_in_one_field"] & (made.columns["last_name"] != "")
    assert np.mean([" " in name or not name.isascii() for name in made.columns["last_name"][joined]]) > 0.95


def test_figures_have_children_of_the_same_name_and_place() -> None:
    world = draw_figures(2, 2_000, read_rates("persons").world)
    family, born = world.humans.family.latin, world.born
    child = np.flatnonzero((family[1:] == family[:-1]) & (world.town[1:] == world.town[:-1])) + 1
    assert len(child) / 2_000 == pytest.approx(read_rates("persons").world["family_line"], abs=0.03)
    years = (born[child] - born[child - 1]) / 365
    assert np.median(years) > 18


@pytest.mark.parametrize("name", ["products", "publications"])
def test_no_source_of_two_has_anything_twice(name: str, tmp_path: Path) -> None:
    records, truth = make(name, 1_500, 6, tmp_path)
    pairs = Counter(zip(records["source"].to_pylist(), truth["cluster"].to_pylist(), strict=True))
    assert set(pairs.values()) == {1}
    assert len({source for source, _ in pairs}) == 2


def test_products_have_variants_of_the_same_code_and_other_colour(tmp_path: Path) -> None:
    records, truth = make("products", 1_500, 6, tmp_path)
    clusters: dict[str, set[str]] = {}
    for name, cluster in zip(records["name"].to_pylist(), truth["cluster"].to_pylist(), strict=True):
        for word in name.split():
            if "-" in word and any(map(str.isdigit, word)) and not word.endswith("inch"):
                clusters.setdefault(word, set()).add(cluster)
    assert sum(len(sharing) > 1 for sharing in clusters.values()) > 20


def test_a_conference_paper_and_its_journal_version_are_different(tmp_path: Path) -> None:
    records, truth = make("publications", 1_500, 6, tmp_path)
    titles: dict[str, set[str]] = {}
    for title, cluster in zip(records["title"].to_pylist(), truth["cluster"].to_pylist(), strict=True):
        titles.setdefault(title.lower(), set()).add(cluster)
    shared = sum(len(clusters) > 1 for clusters in titles.values()) / len(titles)
    assert 0.04 < shared < 0.25


def test_entities_are_dealt_without_order() -> None:
    made: Ints = batch("companies").entity
    assert abs(float(np.corrcoef(made, np.arange(len(made)))[0, 1])) < 0.05


@pytest.mark.parametrize("name", sorted(path.stem for path in Path(companies.__file__).parent.glob("[a-z]*.py")))
def test_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"benchmarks.generate.{name}")).failed == 0
