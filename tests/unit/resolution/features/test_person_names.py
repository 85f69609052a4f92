"""Names of people on columns: in either order, by nickname and initial, in Han and in Latin letters."""

from math import log2

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.features.person_names import PersonNames, parse_person_names
from hub.resolution.features.person_words import PersonParts, complete_by_mailbox, person_parts, split_full_names
from hub.resolution.parameters import shipped_parameters
from tests.unit.resolution.features.pairs import judged

EXAMPLES = settings(max_examples=50, deadline=None, derandomize=True)
GIVEN = ("Ann", "Anne", "Robert", "Bob", "R.", "Jean-Luc", "小明", "Xiaoming", "伟", "Иван", "")
FAMILY = ("Smith", "Smyth", "Smith-Jones", "van Beethoven", "Ann", "王", "Wang", "欧阳", "Петров", "")


def parse(*full: str | None) -> PersonNames:
    return parse_person_names([person_parts(None, None, None, pa.array(full, pa.string()), len(full))])


def of_parts(*parts: tuple[str, str]) -> PersonNames:
    given_names, families = zip(*parts, strict=True)
    return parse_person_names([PersonParts(pa.array(given_names), pa.array(families))])


def levels(names: PersonNames) -> tuple[str, str]:
    found = judged(names)
    return found["given_name"][0], found["family_name"][0]


def total(names: PersonNames) -> float:
    return sum(bits for _, bits in judged(names).values())


@pytest.mark.parametrize(
    ("one", "two", "given_level", "family_level"),
    [
        ("Ann Smith", "SMITH, ANN", "same", "same"),
        ("Dr. Ann Smith", "Ann Smith PhD", "same", "same"),
        ("Ann Smith (Sales)", "Ann Smith", "same", "same"),
        ("François Müller", "Francois Mueller", "same", "same"),
        ("Иван Петров", "Ivan Petrov", "same", "same"),
        ("Jean-Luc Picard", "Jean Luc Picard", "same", "same"),
        ("Ludwig van Beethoven", "Ludwig Beethoven", "same", "same"),
        ("Nguyễn Văn An", "Nguyen Van An", "same", "same"),
        ("Robert Miller", "Bob Miller", "nickname", "same"),
        ("Catherine Jones", "Katherine Jones", "nickname", "same"),
        ("Maria Elena Rossi", "Elena Rossi", "nickname", "same"),  # a second name
        ("Robert Miller", "R. Miller", "initial", "same"),
        ("Ann Smith", "Ann Smtih", "same", "slip"),
        ("Ann Smith-Jones", "Ann Smith", "same", "part"),
        ("Carlos García López", "Carlos Garcia", "same", "part"),  # the first of two surnames
        ("Carlos García López", "Carlos Lopez", "same", "same"),
        ("Иванов Иван Иванович", "Ivan Ivanov", "same", "same"),
        ("Ann Smith", "Smith Ann", "swapped", "swapped"),
        ("Ann Smith", "Bob Smith", "different", "same"),
        ("Ann Smith", "Ann Miller", "same", "different"),
        ("Smith", "Ann Smith", "missing", "same"),
        ("Person1 Smith", "Person2 Smith", "different", "same"),
        ("Desk Support1", "Desk Support2", "same", "different"),
        ("J0hn Smith", "John Smith", "slip", "same"),
        (None, "Ann Smith", "missing", "missing"),
    ],
)
def test_names_of_people(one: str | None, two: str, given_level: str, family_level: str) -> None:
    assert levels(parse(one, two)) == (given_level, family_level)


@pytest.mark.parametrize(
    ("one", "two", "given_level", "family_level"),
    [
        ("王小明", "Xiaoming Wang", "same", "same"),
        ("王小明", "Wang Xiaoming", "swapped", "swapped"),
        ("欧阳娜娜", "Nana Ouyang", "same", "same"),
        ("歐陽娜娜", "欧阳娜娜", "same", "same"),
        ("张伟", "張偉", "same", "same"),
        ("王小明", "王小名", "slip", "same"),  # two names of one sound
        ("张伟", "章伟", "same", "slip"),
        ("王小明", "李小明", "same", "different"),
        ("王小明先生", "王小明", "same", "same"),
        ("欧阳小明 总经理", "Ouyang Xiaoming", "swapped", "swapped"),
        ("王先生", "王伟", "missing", "same"),
        ("王小明", "王建国", "different", "same"),
        ("佐藤一郎", "佐藤 一郎", "same", "same"),
        ("高橋陽子", "高桥 阳子", "same", "same"),
        ("佐々木健太", "佐々木 健太", "same", "same"),
        ("石川さくら", "石川 さくら", "same", "same"),
        ("石川さくら", "石川 一郎", "different", "same"),
        ("김민수", "김 민수", "same", "same"),
        ("김민수", "박민수", "same", "different"),
        ("David 王", "王大卫", "different", "same"),
    ],
)
def test_names_of_people_in_han(one: str, two: str, given_level: str, family_level: str) -> None:
    assert levels(parse(one, two)) == (given_level, family_level)


def test_a_name_without_any_word_is_none() -> None:
    assert levels(of_parts(("?", "Smith"), ("!", "Smith"))) == ("missing", "same")
    assert levels(of_parts(("Ann", "?"), ("Ann", "!"))) == ("same", "missing")


@EXAMPLES
@given(st.lists(st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILY)), min_size=2, max_size=2))
def test_comparing_is_symmetric_and_a_name_is_the_same_as_itself(people: list[tuple[str, str]]) -> None:
    judged(of_parts(*people))  # compares in both directions
    person = people[0]
    assert set(levels(of_parts(person, person))) <= {"same", "missing", "initial"}


def test_names_in_columns_of_their_own_are_put_together() -> None:
    nothing = pa.nulls(4, pa.string())
    parts = person_parts(
        pa.array(["Ann", None, "Ann", None]),
        pa.array(["Mary", None, None, None]),
        pa.array(["Smith", "Ann Smith", None, None]),
        pa.array([None, None, "Bob Miller", "王小明"]),
        4,
    )
    assert parts.given.to_pylist() == ["Ann Mary", "ann", "Ann", "小明"]
    assert parts.family.to_pylist() == ["Smith", "smith", "", "王"]
    assert person_parts(None, None, nothing, None, 4).given.to_pylist() == [""] * 4


def test_a_full_name_completes_its_parts() -> None:
    parts = person_parts(
        pa.array(["Kelly", None, "Ann", None]),
        None,
        pa.array([None, "Johnson", None, None]),
        pa.array(["Kelly Moore", "Dr. Vincent William Johnson", "Bob Miller", None]),
        4,
    )
    assert parts.given.to_pylist() == ["Kelly", "vincent william", "Ann", ""]
    assert parts.family.to_pylist() == ["moore", "Johnson", "", ""]


@pytest.mark.parametrize(
    ("name", "given_name", "family"),
    [
        ("Ann Mary Smith", "ann mary", "smith"),
        ("van Beethoven, Ludwig", "ludwig", "van beethoven"),
        ("Ann Smith, PhD", "ann", "smith"),
        ("Smith, PhD", "", "smith"),
        ("Петрова Анна Ивановна", "анна ивановна", "петрова"),
        ("王小明", "小明", "王"),
        ("欧阳 娜娜", "娜娜", "欧阳"),
        ("诸葛亮", "亮", "诸葛"),
        ("Prof. Dr. Smith", "", "smith"),
        (None, "", ""),
    ],
)
def test_full_names_are_taken_apart(name: str | None, given_name: str, family: str) -> None:
    parts = split_full_names(pa.array([name], pa.string()))
    assert (parts.given.to_pylist(), parts.family.to_pylist()) == ([given_name], [family])


@pytest.mark.parametrize(
    ("given_name", "family", "email", "completed"),
    [
        ("", "", "ann.smith@acme.example", ("ann", "smith")),
        ("Ann", "", "ann.smith@acme.example", ("Ann", "smith")),
        ("", "Smith", "a.smith@acme.example", ("a", "Smith")),
        ("Ann", "Smith", "bob.miller@acme.example", ("Ann", "Smith")),
        ("", "", "sales.office@acme.example", ("", "")),
        ("", "", "asmith@acme.example", ("", "")),
        ("", "", None, ("", "")),
    ],
)
def test_a_mailbox_completes_a_name(
    given_name: str, family: str, email: str | None, completed: tuple[str, str]
) -> None:
    parts = PersonParts(pa.array([given_name]), pa.array([family]))
    found = complete_by_mailbox(parts, pa.array([email], pa.string()))
    assert (found.given[0].as_py(), found.family[0].as_py()) == completed


def test_a_full_name_that_many_have_says_less_than_its_parts() -> None:
    people = [("Wei", "Zhang")] * 60 + [(f"G{n}a", f"F{n}a") for n in range(1_940)]
    learnt = of_parts(*people).learn()
    namesakes = of_parts(("Wei", "Zhang"), ("Wei", "Zhang")).weigh(learnt)
    assert total(namesakes) == pytest.approx(5.1, abs=0.2)  # 60 of 2,000
    assert total(of_parts(("Adelheid", "Brückmoser"), ("Adelheid", "Brückmoser")).weigh(learnt)) == 22


def test_names_that_are_common_everywhere_say_less_though_the_data_have_few_of_them() -> None:
    learnt = of_parts(*((f"G{n}a", f"F{n}a") for n in range(100))).learn()
    rare = total(of_parts(("Adelheid", "Brückmoser"), ("Adelheid", "Brückmoser")).weigh(learnt))
    common = [(("John", "Smith"), ("Bob", "Smith")), (("伟", "王"), ("Wei", "Wang")), (("Maria", "Garcia"),) * 2]
    assert all(total(of_parts(*names).weigh(learnt)) < rare - 5 for names in common)


def test_a_swap_is_one_event_for_both_names() -> None:
    """What it costs is told by the family name; the given name then says what it says when nothing is swapped."""
    levels = shipped_parameters("contact").comparisons["given_name"]
    swapped, same = (log2(levels[name].m / levels[name].times) for name in ("swapped", "same"))
    assert abs(swapped - same) < 2


def test_keys_bring_names_together_in_any_order_and_script() -> None:
    def shared(one: str, two: str) -> set[str]:
        keys = parse(one, two).keys()
        return {name for name, found in keys.items() if {*found[0].tolist()} & {*found[1].tolist()} - {0}}

    assert "full" in shared("Ann Smith", "Smith Ann")
    assert "full" in shared("王小明", "Xiaoming Wang")
    assert {"formal", "family"} <= shared("Robert Miller", "Bob Miller")
    assert {"initial", "family"} <= shared("Robert Miller", "R. Miller")
    assert {"given", "family.sound", "sounds"} <= shared("Ann Smith", "Ann Smyth")
    assert shared("Ann Smith", "Bob Miller") == set()
