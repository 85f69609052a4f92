"""Company names on columns: what two names have to do with each other, in Latin, in Chinese and across scripts."""

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.features.columns import learn_frequencies, read_column
from hub.resolution.features.company_names import LEVELS, TRADE_NAME, parse_company_names
from hub.resolution.features.company_words import WordKind, company_words, word_kind
from hub.resolution.features.hashing import hash_words
from tests.unit.resolution.features.pairs import bits, column, level, shared_keys

PIECES = (
    *("Siemens", "Nordwind", "Nordwnd", "Haier", "Energy", "Pumpen", "Berlin", "China", "Group", "Branch", "2", "of", "and"),
    *("AG", "GmbH", "Ltd", "Co", "Inc", "S.p.A.", "IBM", "First", "&"),
    *("海尔", "西门子", "双利", "双柳", "科技", "机械", "集团", "上海", "北京", "第一", "分公司", "有限公司", "（中国）"),
)  # fmt: skip
names = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(" ".join) | st.lists(
    st.sampled_from([piece for piece in PIECES if not piece.isascii()]), min_size=1, max_size=5
).map("".join)
EXAMPLES = settings(max_examples=50, deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Siemens AG", "SIEMENS Aktiengesellschaft", "same"),
        ("Acme", "Acme Ltd.", "same"),
        ("Rossi S.p.A.", "ROSSI", "same"),
        ("Kessler & Sohn OHG", "Kessler und Sohn", "same"),
        ("Müller GmbH", "Mueller GmbH", "same"),
        ("Société Générale", "Societe Generale SA", "same"),
        ("Good Will Ltd", "Goodwill Ltd", "same"),
        ("Tech Intl Corp", "Technology International Corporation", "same"),
        ("Acme GmbH", "Acme AG", "form_differs"),
        ("Pumpen Nordwind GmbH", "Nordwind Pumpen GmbH", "same_words"),
        ("Nordwind Pumpen GmbH", "Nordwnd Pumpen GmbH", "slip"),
        ("Apex Logistics Ltd", "Apex Logitsics", "slip"),
        ("Nordwind Pumpen GmbH", "Nordw Pumpen GmbH", "slip"),  # cut short
        ("CRYSTALORD LTD", "Cristalord Limited", "slip"),
        ("IBM", "International Business Machines Corp.", "acronym"),
        ("Bayerische Motoren Werke AG", "BMW AG", "acronym"),
        ("Kestrel Technologies Ltd", "Kestrel", "short_form"),
        ("Crystal Electric", "Crystal Electronic", "trade_differs"),  # two known words are no slip
        ("Netbonard Services", "Netobonard", "brand_slip"),
        ("Nordwind Pumpen GmbH", "Nordwind Pumpen Hamburg GmbH", "place_added"),
        ("IBM China", "IBM", "place_differs"),
        ("Nordwind Pumpen Berlin", "Nordwind Pumpen Hamburg", "place_differs"),
        ("Nordwind Holding GmbH", "Nordwind GmbH", "group_differs"),
        ("Siemens AG", "Siemens Healthineers AG", "extended"),
        ("Palm", "Palm Too", "extended"),  # no legal form of Kazakhstan
        ("Canter's Delicatessen", "Canter's", "short_form"),
        ("The Steak House", "Steakhouse", "informal"),
        ("Siemens Energy AG", "Siemens Mobility GmbH", "related"),
        ("Texas Instruments", "Texas Roadhouse", "related"),
        ("Deutsche Bank AG Filiale Hamburg", "Deutsche Bank AG Filiale Berlin", "branch_differs"),
        ("Nordwind Pumpen", "Nordwind Pumpen Branch Office", "branch_differs"),
        ("Fund 1 Ltd", "Fund 2 Ltd", "number_differs"),
        ("Nordwind Solar II GmbH", "Nordwind Solar III GmbH", "number_differs"),
        ("First National Bank", "Second National Bank", "number_differs"),
        ("Nordwind Chemie", "Alpenglas AG", "different"),
        (None, "Alpenglas AG", "missing"),
        ("", "Alpenglas AG", "missing"),
        ("---", "???", "missing"),
    ],
)  # fmt: skip
def test_latin_names(one: str | None, two: str, expected: str) -> None:
    assert level(parse_company_names, one, two) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("臺灣積體電路製造股份有限公司", "台湾积体电路制造股份有限公司", "same"),
        ("中國工商銀行", "中国工商银行", "informal"),
        ("深圳市纺织集团股份有限公司", "深圳市纺织（集团）股份有限公司", "same"),
        ("トヨタ自動車株式会社", "トヨタ自動車", "same"),
        ("삼성전자 주식회사", "삼성전자", "same"),
        ("腾讯科技（深圳）有限公司", "深圳市腾讯科技有限公司", "same_words"),
        ("北京双利东方游轮城有限公司", "北京双利东方邮轮城有限公司", "slip"),  # six characters, one of the same sound
        ("腾讯科技有限公司", "腾讯", "short_form"),
        ("华为技术有限公司", "深圳华为技术有限公司", "place_added"),
        ("华为技术有限公司", "华为技术（深圳）有限公司", "place_added"),
        ("江苏恒瑞机械有限公司", "浙江恒瑞机械有限公司", "place_differs"),
        ("海尔集团公司", "海尔", "group_differs"),
        ("天地实业发展有限公司", "天地实业发展集团有限公司", "group_differs"),
        ("上海华为技术有限公司第一分公司", "上海华为技术有限公司", "branch_differs"),
        ("中国工商银行上海分行", "中国工商银行北京分行", "branch_differs"),
        ("中国建设银行上海浦东支行", "中国建设银行上海静安支行", "branch_differs"),
        ("中国建设银行上海分行浦东支行", "中国建设银行上海浦东支行", "short_form"),
        ("上海华为技术有限公司第一分公司", "上海华为技术有限公司第二分公司", "number_differs"),
        ("长春第一汽车制造厂", "长春第四汽车制造厂", "number_differs"),
        ("双利科技有限公司", "双柳科技有限公司", "related"),
        ("北京双利科技有限公司", "北京双柳科技有限公司", "related"),
        ("拓搏", "拓博", "different"),
        ("海尔", "西门子", "different"),
    ],
)  # fmt: skip
def test_names_in_han_and_other_scripts(one: str, two: str, expected: str) -> None:
    assert level(parse_company_names, one, two) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Haier Group", "海尔集团", "informal"),
        ("IBM（中国）有限公司", "IBM China Ltd", "same"),
        ("汇丰银行", "HSBC Bank", "informal"),
        ("ООО Ромашка", "Romashka", "same"),
        ("比亚迪股份有限公司", "BYD", "same"),
        ("青岛海尔股份有限公司", "Qingdao Haier Co. Ltd.", "same"),
        ("华为技术有限公司", "Huawei Technologies Co., Ltd.", "other_script"),
        ("上海华为技术有限公司", "Shanghai Huawei Technologies", "other_script"),
        ("江苏恒瑞机械", "Jiangsu Hengrui Jixie", "other_script"),
        ("双利科技上海分公司", "Shuangli Technology Shanghai Branch", "other_script"),
        ("西门子（中国）有限公司", "Siemens AG", "place_differs"),
        ("阿里巴巴集团", "Alibaba", "group_differs"),
        ("上海华为技术有限公司", "Beijing Huawei Technologies", "related"),  # two places
        ("双利科技上海分公司", "Shuangli Technology Beijing Branch", "branch_differs"),
        ("华为技术深圳分公司", "Huawei Technologies", "branch_differs"),
        ("双利科技第一有限公司", "Shuangli Technology 2", "number_differs"),
        ("双利科技", "Shuangliu Technology", "related"),
        ("上汽大众汽车有限公司", "SAIC Volkswagen Automotive Co., Ltd.", "untranslated"),
        ("海尔", "Siemens", "different"),
    ],
)  # fmt: skip
def test_names_across_scripts(one: str, two: str, expected: str) -> None:
    assert level(parse_company_names, one, two) == expected


@EXAMPLES
@given(st.lists(names, min_size=2, max_size=6))
def test_comparing_is_symmetric(several: list[str]) -> None:
    feature = parse_company_names(column(*several))
    one, two = np.array([*combinations(range(len(several)), 2)], dtype=np.int32).T
    levels, surprise = feature.compare(feature, one, two)
    back, surprise_back = feature.compare(feature, two, one)
    assert levels.tolist() == back.tolist()
    assert np.allclose(surprise, surprise_back)


@EXAMPLES
@given(names)
def test_a_name_is_the_same_as_itself_in_any_case(name: str) -> None:
    """A name of nothing but joining words, such as "of", is none."""
    words, _, _ = company_words(pa.array([name]))
    tells = any(word_kind(words.vocabulary[code]) is not WordKind.JOINING for code in words.codes)
    assert level(parse_company_names, name, name.upper()) in ({"same", "informal"} if tells else {"missing"})


def test_records_with_several_names_are_as_alike_as_their_nearest_ones() -> None:
    slots = [pa.array(["Nordwind Pumpen", "Alpenglas AG"]), pa.array(["Haier", "海尔"])]
    feature = parse_company_names(read_column(slots))
    levels, _ = feature.compare(feature, np.array([0], dtype=np.int32), np.array([1], dtype=np.int32))
    assert LEVELS[levels[0, 0]] == "informal"


def test_names_in_one_script_say_more_than_names_that_sound_alike_in_two() -> None:
    slots = [
        pa.array(["华为投资控股有限公司", "华为终端有限公司"]),
        pa.array(["Huawei Holding Ltd", "Huawei Device Ltd"]),
    ]
    feature = parse_company_names(read_column(slots))
    levels, _ = feature.compare(feature, np.array([0], dtype=np.int32), np.array([1], dtype=np.int32))
    assert LEVELS[levels[0, 0]] in {"trade_differs", "group_differs"}


@pytest.mark.parametrize(
    ("one", "two", "keys"),
    [
        ("Siemens AG", "SIEMENS", {"name", "name.words", "name.brand", "name.rare", "name.head", "name.tail"}),
        ("Pumpen Nordwind", "Nordwind Pumpen", {"name.words", "name.rare"}),
        ("IBM", "International Business Machines", {"name.acronym"}),
        ("Crystalord Optics", "Kristallord", {"name.brand"}),
    ],
)  # fmt: skip
def test_names_that_may_be_one_share_a_key(one: str, two: str, keys: set[str]) -> None:
    assert keys <= shared_keys(parse_company_names, one, two)


def test_names_across_scripts_share_a_key() -> None:
    assert shared_keys(parse_company_names, "双利科技有限公司", "Shuangli Technology Ltd")


def test_unlike_names_share_no_key() -> None:
    assert shared_keys(parse_company_names, "Nordwind Chemie", "Alpenglas AG") == set()
    assert shared_keys(parse_company_names, None, None) == set()


def test_a_rare_name_says_more_than_a_common_one() -> None:
    """In a table in which every firm is called after the river."""
    river = [f"Elbe w{number}x" for number in range(1_000)]
    learnt = parse_company_names(column(*river)).learn()
    common = bits(parse_company_names, "Elbe Optik", "Elbe Chemie", learnt)
    rare = bits(parse_company_names, "Nordwind Optik", "Nordwind Chemie", learnt)
    assert common < 0.1
    assert rare == 13


def test_a_name_that_only_tells_a_trade_says_little_without_a_legal_form() -> None:
    assert bits(parse_company_names, "Steak House", "Steakhouse") == TRADE_NAME
    assert bits(parse_company_names, "Kestrel Steak House", "Kestrel Steakhouse") > TRADE_NAME
    assert bits(parse_company_names, "Steak House Ltd", "Steakhouse Ltd") > TRADE_NAME


def test_a_town_that_the_table_knows_is_a_place_in_a_name() -> None:
    town = hash_words(["konstanz"])
    known = {"city.words": learn_frequencies(town, np.array([100]), 1_000, 0, 30)}
    one, two = "Alpenglas Konstanz", "Alpenglas"
    assert level(parse_company_names, one, two) == "extended"
    assert level(lambda values: parse_company_names(values).weigh(known), one, two) == "place_added"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("nordwind", WordKind.DISTINCTIVE),
        ("双利", WordKind.DISTINCTIVE),
        ("technology", WordKind.TRADE),
        ("berlin", WordKind.PLACE),
        ("集团", WordKind.GROUP),
        ("holding", WordKind.GROUP),
        ("分公司", WordKind.BRANCH),
        ("branch", WordKind.BRANCH),
        ("第四", WordKind.NUMBER),
        ("first", WordKind.NUMBER),
        ("iii", WordKind.NUMBER),
        ("42", WordKind.NUMBER),
        ("und", WordKind.JOINING),
    ],
)
def test_kinds_of_words(word: str, kind: WordKind) -> None:
    assert word_kind(word) is kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rossi S. p. A.", ["rossi"]),
        ("Acme Company Limited", ["acme"]),
        ("株式会社トヨタ", ["toyota"]),
        ("上海华为技术有限公司", ["shanghai", "华为", "technology"]),
        ("Deutsche Bank AG Filiale Hamburg", ["deutsche", "bank", "branch", "hamburg"]),
        ("Limited", ["limited"]),  # one word stays
        (None, []),
    ],
)
def test_words_without_legal_forms(name: str | None, expected: list[str]) -> None:
    words, _, _ = company_words(pa.array([name], pa.string()))
    assert [words.vocabulary[code] for code in words.codes] == expected
