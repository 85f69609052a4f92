"""Comparisons of contacts."""

from rapidfuzz.distance import JaroWinkler

from hub.model.record import Fields
from hub.resolution.blocking import names_of
from hub.resolution.compare import MISSING, Comparison, Feature, company, each_pair
from hub.resolution.compare.company import compare_names, read_names
from hub.resolution.words import plain
from hub.standardise.person import PersonName, parse_person_name

PERSON_LEVELS = (MISSING, "same", "same_sound", "compatible", "similar", "same_family", "different")
SAME, SAME_SOUND, COMPATIBLE, SIMILAR, SAME_FAMILY, DIFFERENT = range(1, 7)
EMPLOYER_LEVELS = (MISSING, "same", "related", "differ")
MIN_SIMILARITY = 0.92


def _closest(left: tuple[PersonName, ...], right: tuple[PersonName, ...]) -> int:
    return min(_name_level(one, other) for one in left for other in right)


def _name_level(left: PersonName, right: PersonName) -> int:
    if left.full == right.full:
        return SAME
    if sorted(map(plain, left.tokens)) == sorted(map(plain, right.tokens)):
        if left.is_han and right.is_han:
            return DIFFERENT  # other characters that only sound alike
        return SAME_SOUND if left.is_han or right.is_han else SAME
    if left.family is None or right.family is None:
        return DIFFERENT
    if plain(left.family) == plain(right.family):
        return _given_level(left.given, right.given)
    alike = JaroWinkler.similarity(left.family, right.family) >= MIN_SIMILARITY and left.given == right.given
    return SIMILAR if alike and not (left.is_han or right.is_han) else DIFFERENT


def _given_level(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """Levels of given names under one family name: J. and John, John and John Paul, Jon and John, Ann and John."""
    if not left or not right:
        return COMPATIBLE
    # Where one tells more given names than the other, the shorter decides.
    if all(_fits(one, other) for one, other in zip(left, right, strict=False)):
        return COMPATIBLE
    near = JaroWinkler.similarity(" ".join(left), " ".join(right)) >= MIN_SIMILARITY
    return SIMILAR if near else SAME_FAMILY


def _fits(one: str, other: str) -> bool:
    """Equal, or one is the other's initial."""
    return one == other or (one[0] == other[0] and 1 in (len(one), len(other)))


def _parsed(fields: Fields) -> Feature | None:
    return tuple(parse_person_name(name) for name in names_of(fields)) or None


def _employer_level(left: Feature, right: Feature) -> int:
    level = int(compare_names([left], [right])[0])
    if level <= company.SIMILAR:
        return 1
    return 2 if level <= company.EXTENDED else 3


CONTACT: dict[str, Comparison] = {
    "name": Comparison(PERSON_LEVELS, _parsed, each_pair(_closest)),
    "employer": Comparison(
        EMPLOYER_LEVELS, lambda fields: read_names(fields, "company_name"), each_pair(_employer_level)
    ),
}
