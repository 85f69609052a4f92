"""People's names: nicknames, initials, order, scripts; relatives and namesakes."""

import pytest

from hub.resolution.compare.person_names import PERSON_NAME


def level(left: str, right: str) -> str:
    """The level of two people with these names, which must not depend on their order."""
    prepared = [PERSON_NAME.prepare((left,))], [PERSON_NAME.prepare((right,))]
    there, back = PERSON_NAME.compare(*prepared), PERSON_NAME.compare(*reversed(prepared))
    assert there.tolist() == back.tolist()
    return PERSON_NAME.levels[int(there[0])]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Ludwig van Beethoven", "van Beethoven, Ludwig", "same_long"),
        ("Dr. Thomas Brandt", "Brandt, Thomas", "same"),
        ("Dan Hargreaves", "Daniel Hargreaves", "same"),
        ("Isabelle Kaminskas", "Kaminskas Isabelle", "same"),
        ("Jürgen Müller", "Juergen Mueller", "same"),
        ("J. Müller", "Juergen Mueller", "initials"),
        ("王伟先生", "王伟", "same"),
        ("Xiao-Ming Wang", "Wang Xiaoming", "same"),
        ("王小明", "Wang Xiaoming", "same_sound"),
        ("Ilie Bolojan", "Ilie Gabriel Bolojan", "fits"),
        ("J. Smith", "John Smith", "initials"),
        ("Emanuel Macron", "Emmanuel Macron", "slip"),
        ("Olaf Scholze", "Olaf Scholz", "slip"),
        ("Thorpe", "Liam Thorpe", "half"),
        ("Isobella Kaminsky", "Isabela Kaminski", "alike"),
        ("Tom Wang", "王小明", "other_given"),
        ("Megan Fraser", "Megan Whitlock", "same_given"),
        ("Susanne Wagner", "Jörg Wagner", "same_family"),
        ("Peter Collins", "Paul Collins", "same_family"),
        ("Daniel Huber", "Daniela Huber", "same_family"),
        ("William W. Frost", "William G. Frost", "same_family"),
        ("李强", "李小雨", "same_family"),
        ("王伟", "王维", "same_family"),
        ("Ute Zimmermann", "Markus Seidel", "different"),
    ],
)  # fmt: skip
def test_names_of_people(left: str, right: str, expected: str) -> None:
    assert level(left, right) == expected
