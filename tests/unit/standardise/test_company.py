"""Company names: core, legal form, branch, places and tokens, in Chinese and Latin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.standardise.company import GROUP_TOKENS, parse_company_name

SAME_TOKENS = [
    ("华为技术有限公司", "Huawei Technologies Co., Ltd."),
    ("華為技術有限公司", "华为技术有限公司"),
    ("騰訊科技", "腾讯科技"),
    ("深圳市腾讯计算机系统有限公司", "Shenzhen Tencent Computer Systems Company Limited"),
    ("阿里巴巴（中国）有限公司", "Alibaba (China) Co., Ltd."),
    ("西门子（中国）有限公司", "Siemens Ltd., China"),
    ("中国建设银行", "China Construction Bank Corporation"),
    ("建设银行", "CCB"),
    ("中国银行股份有限公司", "Bank of China Ltd"),
    ("北京大学", "Peking University"),
    ("平安保险", "Ping An Insurance"),
    ("深圳市洛安德科技有限公司", "深圳洛安德科技有限公司"),
    ("深圳市纺织（集团）股份有限公司", "深圳市纺织集团股份有限公司"),
    ("香港安纳联合制药有限公司", "香港安納聯合制葯有限公司"),
    ("上海科学技术有限公司", "Shanghai Science & Technology Co. Ltd"),
    ("Acme Technologies", "ACME TECHNOLOGY"),
    ("Open Joint Stock Company Gazprom", "Gazprom OJSC"),
    ("Kabushiki Kaisha Toshiba", "株式会社東芝"),
    ("Sociedad Anónima Damm", "Damm S.A."),
    ("London EV Company Limited", "London EV Co., Ltd."),
    ("Foo Int'l Inc", "Foo International"),
    ("Johnson & Johnson", "Johnson and Johnson"),
    ("I.B.M. Corp", "IBM"),
    ("The New York Times Co.", "NEW YORK TIMES"),
    ("Газпром", "Gazprom"),
]
DIFFERENT_TOKENS = [
    ("双利贸易有限公司", "双柳贸易有限公司"),
    ("华为技术有限公司", "华为集团有限公司"),
    ("华为（北京）有限公司", "华为（上海）有限公司"),
    ("Tata Motors", "Tata Steel"),
]
LEGAL_FORMS = [
    ("Acme Ltd.", "acme", "ltd"),
    ("Acme Limited", "acme", "ltd"),
    ("Acme Company Limited", "acme", "co_ltd"),
    ("Acme Co., Ltd.", "acme", "co_ltd"),
    ("Acme plc", "acme", "plc"),
    ("Acme, Inc.", "acme", "inc"),
    ("Acme L.L.C.", "acme", "llc"),
    ("Müller & Söhne GmbH & Co. KG", "müller and söhne", "gmbh_co_kg"),
    ("Siemens AG", "siemens", "ag"),
    ("Nestlé S.A.", "nestlé", "sa"),
    ("Nestle S A", "nestle", "sa"),
    ("Barilla S.p.A.", "barilla", "spa"),
    ("BARILLA SPA", "barilla", "spa"),
    ("Elite Day Spa", "elite day spa", None),
    ("Philips B.V.", "philips", "bv"),
    ("Philips N.V.", "philips", "nv"),
    ("Foo Pty Ltd", "foo", "pty_ltd"),
    ("Nokia Oy", "nokia", "oy"),
    ("AB Volvo (publ)", "volvo", "ab"),
    ("A.P. Møller - Mærsk A/S", "ap møller mærsk", "as"),
    ("Foo Sp. z o.o.", "foo", "sp_zoo"),
    ("Comercial Mexicana S.A. de C.V.", "comercial mexicana", "sa_de_cv"),
    ("PT Astra International Tbk", "astra international", "pt"),
    ("ООО «Ромашка»", "ромашка", "ooo"),
    ("ПАО Газпром", "газпром", "pao"),
    ("Toyota K.K.", "toyota", "kk"),
    ("トヨタ自動車株式会社", "トヨタ自动车", "kk"),
    ("㈱日立製作所", "日立制作所", "kk"),
    ("주식회사 카카오", "카카오", "kr_jusik"),
    ("华为技术有限公司", "华为技术", "co_ltd"),
    ("小米科技有限责任公司", "小米科技", "co_ltd"),
    ("比亚迪股份有限公司", "比亚迪", "joint_stock"),
    ("中国石油天然气集团公司", "中国石油天然气集团", "company"),
    ("嘉鑫有限公司(香港)", "嘉鑫香港", "co_ltd"),
    ("韦豪股权投资基金合伙企业(有限合伙)", "韦豪股权投资基金", "partnership_cn"),
    ("张三水果店（个体工商户）", "张三水果店", "sole_trader_cn"),
    ("第一机床厂", "第一机床厂", None),
    ("Limited Brands", "limited brands", None),
    ("Limited", "limited", None),
    ("有限公司", "有限公司", None),
]
BRANCHES = [
    ("华为技术有限公司北京分公司", "华为技术", "beijing branch"),
    ("Huawei Technologies Co., Ltd. Beijing Branch", "huawei technologies", "beijing branch"),
    ("华为技术有限公司第一分公司", "华为技术", "branch 1"),
    ("华为技术有限公司上海第十二分公司", "华为技术", "shanghai branch 12"),
    ("中国建设银行江门市分行", "中国建设银行", "jiangmen branch"),
    ("中国建设银行股份有限公司江门分行", "中国建设银行", "jiangmen branch"),
    ("中国工商银行绵阳市涪城区支行", "中国工商银行", "mianyang fucheng sub-branch"),
    ("上海浦东发展银行杭州分行高新支行", "上海浦东发展银行", "hangzhou gaoxin sub-branch"),
    ("长江证券武汉营业部", "长江证券", "wuhan sales office"),
    ("索尼北京办事处", "索尼", "beijing office"),
    ("Deutsche Bank AG, Shanghai Branch", "deutsche bank", "shanghai branch"),
    ("Deutsche Bank Wuppertal Branch", "deutsche bank", "wuppertal branch"),
    ("Siemens AG Niederlassung Köln", "siemens", "cologne branch"),
    ("Siemens AG Niederlassung Wuppertal", "siemens", "wuppertal branch"),
    ("Acme Inc Branch Office", "acme", "branch"),
    ("Shell Singapore Office", "shell", "singapore office"),
    ("Ford Cologne Plant", "ford", "cologne plant"),
    ("Cheesecake Factory", "cheesecake factory", None),
    ("Olive Branch Ltd", "olive branch", None),
    ("Branch Metrics Inc", "branch metrics", None),
]
PLACES = [
    ("阿里巴巴（中国）有限公司", {"china"}),
    ("Siemens (Beijing) Ltd", {"beijing"}),
    ("Bosch Deutschland GmbH", {"germany"}),
    ("江西省宜春市制药有限公司", {"jiangxi", "yichun"}),
    ("永辉超市股份有限公司", set()),
    ("Hong Kong Electric", {"hongkong"}),
    ("Acme Ltd", set()),
]


@pytest.mark.parametrize(("left", "right"), SAME_TOKENS)
def test_one_company_has_one_set_of_tokens_in_all_scripts(left: str, right: str) -> None:
    assert parse_company_name(left).tokens == parse_company_name(right).tokens


@pytest.mark.parametrize(("left", "right"), DIFFERENT_TOKENS)
def test_two_companies_stay_two(left: str, right: str) -> None:
    assert set(parse_company_name(left).tokens) != set(parse_company_name(right).tokens)


@pytest.mark.parametrize(("text", "core", "legal_form"), LEGAL_FORMS)
def test_legal_form_is_taken_off_the_core(text: str, core: str, legal_form: str | None) -> None:
    name = parse_company_name(text)
    assert (name.core, name.legal_form) == (core, legal_form)


@pytest.mark.parametrize(("text", "core", "branch"), BRANCHES)
def test_branch_is_taken_off_the_core(text: str, core: str, branch: str | None) -> None:
    name = parse_company_name(text)
    assert (name.core, name.branch) == (core, branch)


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_places(text: str, places: set[str]) -> None:
    assert parse_company_name(text).places == places


@pytest.mark.parametrize("text", ["华为集团", "Huawei Group", "华为控股", "Huawei Holdings"])
def test_group_words_stay_in_the_tokens(text: str) -> None:
    assert GROUP_TOKENS & set(parse_company_name(text).tokens)


def test_full_keeps_the_whole_name_and_han_is_known() -> None:
    name = parse_company_name("阿里巴巴（中国）有限公司")
    assert name.full == "阿里巴巴 中国 有限公司"
    assert name.is_han
    assert not parse_company_name("Alibaba").is_han


WORDS = st.sampled_from(
    [
        "Acme",
        "华为",
        "北京",
        "有限公司",
        "Ltd",
        "Branch",
        "分公司",
        "支行",
        "(",
        "）",
        "集团",
        "AG",
        "The",
        "&",
        " ",
        "第一",
        "银行",
        "S.A.",
    ]
)


@given(st.one_of(st.text(), st.lists(WORDS).map("".join), st.lists(WORDS).map(" ".join)))
def test_any_text_can_be_read(text: str) -> None:
    name = parse_company_name(text)
    assert all(token.isascii() and token.isalnum() for token in name.tokens)
    assert name.places <= set(name.tokens)


@given(st.lists(WORDS, min_size=1).map(" ".join))
def test_a_core_is_only_empty_where_the_name_is(text: str) -> None:
    name = parse_company_name(text)
    assert bool(name.core) == bool(name.full)
