"""Names of people in Chinese and Latin, in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.standardise.person import parse_person_name

SAME_TOKENS = [
    ("王小明", "Wang Xiaoming"),
    ("王小明", "Xiaoming Wang"),
    ("王小明", "Wang Xiao Ming"),
    ("王小明", "Xiao-Ming Wang"),
    ("王小明", "WANG, Xiaoming"),
    ("王小明", "王小明先生"),
    ("王小明", "王小明 (Tom)"),
    ("歐陽娜娜", "Nana Ouyang"),
    ("吕布", "Lyu Bu"),
    ("曾国藩", "Zeng Guofan"),
    ("单雄信", "Shan Xiongxin"),
    ("Li Wang", "Wang Li"),
    ("Robert Smith", "Mr. Bob Smith"),
    ("Robert Smith", "Smith, Bob"),
    ("William Gates", 'William "Bill" Gates'),
    ("Anna Schmidt", "Prof. Dr. med. Anna Schmidt"),
    ("John Smith", "John Smith, Jr., PhD"),
    ("Jean-Pierre Dupont", "JEAN PIERRE DUPONT"),
    ("Hans Müller", "Muller, Hans"),
    ("Иван Иванов", "Ivan Ivanov"),
    ("Liam O'Brien", "OBrien, Liam"),
]
PARTS = [
    ("王小明", ("xiaoming",), "wang"),
    ("欧阳娜娜", ("nana",), "ouyang"),
    ("司马 光", ("guang",), "sima"),
    ("约翰·史密斯", ("yuehan",), "shimisi"),
    ("山田 太郎", ("tailang",), "shantian"),
    ("Ludwig van Beethoven", ("ludwig",), "van beethoven"),
    ("van der Berg, Vincent", ("vincent",), "van der berg"),
    ("Juan de la Cruz", ("juan",), "de la cruz"),
    ("Jack Ma", ("john",), "ma"),
    ("Mei-Mei Johns", ("mei", "mei"), "johns"),
    ("J. K. Rowling", ("j", "k"), "rowling"),
    ("Madonna", ("madonna",), None),
    ("王总", ("wang",), None),
    ("Dr.", ("dr",), None),
    ("", (), None),
]


@pytest.mark.parametrize(("left", "right"), SAME_TOKENS)
def test_one_person_has_the_same_tokens(left: str, right: str) -> None:
    assert sorted(parse_person_name(left).tokens) == sorted(parse_person_name(right).tokens)


@pytest.mark.parametrize(("left", "right"), [("王小明", "王小民"), ("Robert Smith", "Roberta Smith")])
def test_two_people_stay_two(left: str, right: str) -> None:
    assert parse_person_name(left).tokens != parse_person_name(right).tokens


@pytest.mark.parametrize(("text", "given_names", "family"), PARTS)
def test_given_and_family_name(text: str, given_names: tuple[str, ...], family: str | None) -> None:
    name = parse_person_name(text)
    assert (name.given, name.family) == (given_names, family)


def test_full_is_without_titles_and_initials_are_of_the_tokens() -> None:
    name = parse_person_name("Dr. Bob Smith")
    assert name.full == "bob smith"
    assert name.initials == {"r", "s"}
    assert parse_person_name("王小明").is_han


@given(st.one_of(st.text(), st.text("王小明欧阳 ·先生abcvan.,-()\"'总", max_size=12)))
def test_any_text_can_be_read(text: str) -> None:
    name = parse_person_name(text)
    assert all(token.isascii() and token.isalnum() for token in name.tokens)
    assert name.tokens == (*name.given, *(name.family or "").split())


@pytest.mark.parametrize("text", ["wang li", "li xiaoming", "ouyang na", "susan wang"])
def test_the_order_of_pinyin_names_does_not_matter(text: str) -> None:
    first, last = text.split()
    assert parse_person_name(f"{first} {last}") != parse_person_name(first)
    assert parse_person_name(f"{first} {last}").tokens == parse_person_name(f"{last} {first}").tokens
