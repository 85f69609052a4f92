"""Comparison of people's names: the same, one that fits, or a relative's?

In: the names of two people. Out: a level. Names sound alike across scripts more often than they are one: 王伟 and 王维
are both Wang Wei, so characters decide where both have them.
"""

from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz.distance import OSA

from hub.resolution.compare import MISSING, Comparison, Feature, best_of_each, each_pair, names_of
from hub.resolution.compare.slips import MIN_LENGTH, is_slip
from hub.resolution.words import plain
from hub.standardise.person import PersonName, parse_person_name
from hub.standardise.words import is_pinyin

NAME_LEVELS = (
    MISSING, "same_long", "same", "same_sound", "fits", "initials", "slip", "half", "alike",
    "other_given", "same_given", "same_family", "different",
)  # fmt: skip
(
    SAME_LONG, SAME, SAME_SOUND, FITS, INITIALS, SLIP, HALF, ALIKE, OTHER_GIVEN, SAME_GIVEN, SAME_FAMILY, DIFFERENT
) = range(1, 13)  # fmt: skip
LONG_NAME = 3  # words
MIN_MISTYPED_NAME = 9  # letters
MIN_BADLY_TYPED = 0.65

Given = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparablePerson:
    """A person's name with what comparing needs, worked out once.

    `words` are its Latin words in alphabetic order, `turned` the same had the family name come first, which matters to
    nicknames; `joined` are its words in order, and `spelled` is the name as written, both without spaces.
    """

    parts: PersonName
    words: tuple[str, ...]
    turned: tuple[str, ...]
    joined: str
    spelled: str


def comparable_people(feature: Feature) -> tuple[ComparablePerson, ...]:
    """Prepare all names of a person."""
    return tuple(map(_comparable_person, feature))


def _comparable_person(text: str) -> ComparablePerson:
    parts = parse_person_name(text)
    first, *rest = parts.full.split() or [""]
    turned = parse_person_name(" ".join((*rest, first))) if rest and not parts.is_han else parts
    return ComparablePerson(
        parts=parts,
        words=tuple(sorted(map(plain, parts.tokens))),
        turned=tuple(sorted(map(plain, turned.tokens))),
        joined="".join(map(plain, parts.tokens)),
        spelled=parts.full.replace(" ", ""),
    )


def _name_level(left: ComparablePerson, right: ComparablePerson) -> int:
    if _is_equal(left, right):
        return _level_of_equal(left, right)
    mine, theirs = left.parts, right.parts
    if mine.family is None or theirs.family is None:
        return _level_of_half(left, right)
    if plain(mine.family) == plain(theirs.family):
        return _level_of_given(left, right)
    if _is_mistyped(left, right):
        return SLIP
    if _is_alike(left, right):
        return ALIKE
    return SAME_GIVEN if mine.given == theirs.given and not (mine.is_han or theirs.is_han) else DIFFERENT


def _is_equal(left: ComparablePerson, right: ComparablePerson) -> bool:
    return left.joined == right.joined or left.words in (right.words, right.turned) or left.turned == right.words


def _level_of_equal(left: ComparablePerson, right: ComparablePerson) -> int:
    if left.parts.is_han and right.parts.is_han:
        return SAME if left.parts.full == right.parts.full else SAME_FAMILY
    if left.parts.is_han or right.parts.is_han:
        return SAME_SOUND
    if len(left.words) == 1 == len(right.words):
        return HALF
    return SAME_LONG if len(left.words) >= LONG_NAME else SAME


def _level_of_half(left: ComparablePerson, right: ComparablePerson) -> int:
    """One of the names is a single word: does the other one hold it?"""
    short, long = sorted((left, right), key=lambda name: len(name.words))
    if len(short.words) == 1 and short.words[0] in long.words:
        return HALF
    if _is_mistyped(left, right):
        return SLIP
    return ALIKE if _is_alike(left, right) else DIFFERENT


def _level_of_given(person: ComparablePerson, other: ComparablePerson) -> int:
    """Levels of given names under one family name: John Paul and John, J. and John, Jon and John, Ann and John."""
    left, right = person.parts, other.parts
    if not left.given or not right.given:
        return HALF
    if left.is_han and right.is_han:
        return SAME_FAMILY
    if _fits(left.given, right.given):
        return INITIALS if _by_initial(left.given, right.given) else FITS
    if _is_mistyped(person, other):
        return SLIP
    if _is_alike(person, other):
        return ALIKE
    languages = {is_pinyin("".join(given)) for given in (left.given, right.given)}
    return OTHER_GIVEN if is_pinyin(left.family or "") and len(languages) > 1 else SAME_FAMILY


def _fits(left: Given, right: Given) -> bool:
    """Tell whether the shorter list is, in order, what the longer one says, perhaps in initials."""
    short, long = sorted((left, right), key=len)
    if all(_same_start(one, other) for one, other in zip_longest(short, long[: len(short)], fillvalue="")):
        return True
    rest = iter(long)
    return all(len(name) > 1 and name in rest for name in short)


def _same_start(one: str, other: str) -> bool:
    return one == other or (one[:1] == other[:1] and 1 in (len(one), len(other)))


def _by_initial(left: Given, right: Given) -> bool:
    """Tell whether the first given name is told by its initial alone on one side."""
    return left[0] != right[0] and 1 in (len(left[0]), len(right[0]))


def _is_mistyped(left: ComparablePerson, right: ComparablePerson) -> bool:
    """Tell whether two names differ by one slip, in whatever order their words stand and wherever these end."""
    if left.parts.is_han or right.parts.is_han or min(len(left.spelled), len(right.spelled)) < MIN_MISTYPED_NAME:
        return False
    mine, theirs = set(left.words) - set(right.words), set(right.words) - set(left.words)
    if len(mine) == len(theirs) == 1 < len(left.words):
        families = mine == {plain(left.parts.family or "")} and theirs == {plain(right.parts.family or "")}
        return is_slip(*mine, *theirs) if families else _is_mistyped_given(*mine, *theirs)
    near = OSA.distance(left.spelled, right.spelled, score_cutoff=1) <= 1
    return near and not (is_pinyin(left.spelled) and is_pinyin(right.spelled))


def _is_mistyped_given(left: str, right: str) -> bool:
    """Tell whether a given name is the other, mistyped. Its last vowel is no slip: Daniel and Daniela are two."""
    if left.rstrip("aeio") == right.rstrip("aeio"):
        return False
    dropped_letter = min(len(left), len(right)) == MIN_LENGTH - 1 and len(left) != len(right)
    if dropped_letter and OSA.distance(left, right) == 1:
        return not (is_pinyin(left) and is_pinyin(right))
    return is_slip(left, right)


def _is_alike(left: ComparablePerson, right: ComparablePerson) -> bool:
    """Tell whether every word of the shorter name is, badly typed or whole, one of the longer name's."""
    if left.parts.is_han or right.parts.is_han:
        return False
    short, long = sorted((left, right), key=lambda name: (len(name.words), name.words))
    left_over = list(long.words)
    for word in short.words:
        twin = next((other for other in left_over if _is_badly_typed(word, other)), None)
        if twin is None:
            return False
        left_over.remove(twin)
    return True


def _is_badly_typed(left: str, right: str) -> bool:
    if left == right:
        return True
    if min(len(left), len(right)) < MIN_LENGTH or left.rstrip("aeio") == right.rstrip("aeio"):
        return False
    near = OSA.normalized_similarity(left, right, score_cutoff=MIN_BADLY_TYPED) > 0
    return near and not (is_pinyin(left) and is_pinyin(right))


PERSON_NAME = Comparison(NAME_LEVELS, names_of, best_of_each(each_pair(_name_level)), prepare=comparable_people)
