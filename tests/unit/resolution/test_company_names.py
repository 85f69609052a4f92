"""Company names: what is one company, a short form of it, or a relative, in Latin, in Chinese and across scripts."""

import pytest

from hub.resolution.compare.company_names import COMPANY_NAME


def level(left: str | tuple[str, ...], right: str | tuple[str, ...]) -> str:
    """The level of two companies with these names, which must not depend on their order."""
    one, other = ((name,) if isinstance(name, str) else name for name in (left, right))
    prepared = [COMPANY_NAME.prepare(one)], [COMPANY_NAME.prepare(other)]
    there, back = COMPANY_NAME.compare(*prepared), COMPANY_NAME.compare(*reversed(prepared))
    assert there.tolist() == back.tolist()
    return COMPANY_NAME.levels[int(there[0])]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Siemens AG", "SIEMENS Aktiengesellschaft", "same"),
        ("Weißbach Optik GmbH", "WEISSBACH OPTIK G.M.B.H.", "same"),
        ("Brandt & Söhne GmbH", "BRANDT & SOEHNE GMBH", "same_core"),
        ("Brandt & Söhne GmbH", "Brandt und Sohne", "same_core"),
        ("The Homs Refinery Company", "Homs Refinery Corporation", "same_core"),
        ("Huawei Technologies Co., Ltd.", "Huawei Technology", "same_core"),
        ("Good Will Ltd", "Goodwill Ltd", "same_core"),
        ("northstar freight", "Northstar Freight", "same_talk"),
        ("Bolt & Newman Inc", "Newman and Bolt Inc", "same_words"),
        ("CRYSTALORD LTD", "Cristalord Limited", "slip"),
        ("Apex Logistics Ltd", "Apex Logitsics", "slip"),
        ("Management Company", "Management Ltd", "generic"),
        ("IBM", "International Business Machines Corp.", "acronym"),
        ("Huawei", "Huawei Technologies Co., Ltd.", "short_form"),
        ("Lakeshore Medical Inc", "Lakeshore Medical Group Inc", "group_form"),
        ("Kestrel", "Kestrel Analytics Ltd.", "beginning"),
        ("Siemens AG", "Siemens Healthineers AG", "extended"),
        ("KUKA AG", "KUKA Systems GmbH", "extended"),
        ("Acme GmbH", "Acme Deutschland GmbH", "extended"),
        ("Siemens Energy AG", "Siemens Mobility GmbH", "related"),
        ("Tactical Missiles JSC", "Tactical Kittens JSC", "related"),
        ("Volkswagen AG", "Siemens AG", "different"),
        ("Fund 1 Ltd", "Fund 2 Ltd", "different"),
    ],
)  # fmt: skip
def test_latin_names(left: str, right: str, expected: str) -> None:
    assert level(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("华为技术有限公司", "華為技術有限公司", "same"),
        ("深圳市纺织集团股份有限公司", "深圳市纺织（集团）股份有限公司", "same"),
        ("德邦证券有限公司", "德邦证券股份有限公司", "same_core"),
        ("中国光大银行", "光大银行股份有限公司", "same_core"),
        ("北京市北辰商贸有限公司", "北京北辰商贸有限公司", "same_core"),
        ("(香港)中国投资有限公司", "中國投資（香港）有限公司", "same_words"),
        ("恒锐达", "苏州恒锐达精密机械有限公司", "short_form"),
        ("天地实业发展有限公司", "天地实业发展集团有限公司", "group_form"),
        ("西门子", "西门子（中国）有限公司", "beginning"),
        ("西门子股份公司", "西门子（中国）有限公司", "extended"),
        ("上海双利电子有限公司", "上海双柳电子有限公司", "different"),
        ("上海双利电子有限公司", "上海双丽电子有限公司", "different"),
    ],
)  # fmt: skip
def test_chinese_names_go_by_characters(left: str, right: str, expected: str) -> None:
    assert level(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("华为技术有限公司", "Huawei Technologies Co., Ltd.", "other_script"),
        ("西门子（中国）有限公司", "Siemens Ltd., China", "other_script"),
        ("华为技术有限公司", "Huawei Investment Co., Ltd.", "related"),
        ("青岛海尔股份有限公司", "Siemens AG", "different"),
    ],
)
def test_names_across_scripts(left: str, right: str, expected: str) -> None:
    assert level(left, right) == expected


def test_the_closest_pair_of_names_counts() -> None:
    assert level(("GE Appliances", "Haier US Appliance Solutions, Inc."), "HAIER US APPLIANCE SOLUTIONS INC") == "same"
