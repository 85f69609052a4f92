"""What a column holds as far as its values tell: their shape, how often they repeat, names and places among them."""

import re
from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from hub.resolution.column_types import ColumnType
from hub.resolution.features.company_words import company_words
from hub.standardise.person import nicknames
from hub.standardise.tables import read_table
from hub.standardise.words import canonical_tokens, known_places

SAMPLE = 2_000
MOSTLY = 0.6  # of the values must look it
NAME_WORDS = 3  # from so many words on a text is a phrase
FEW = 0.02  # distinct values for each record: a category
ENOUGH = 3  # numbers tell nothing of what they number if there are fewer
HARDLY_TWO_WORDS = 1.5
SOME = 0.3
# Of values, or records; tables of names and places are short, so that few of a column that holds some are known.
STREETS, PLACES, FORMS, GIVEN_NAMES, FAMILY_NAMES = 0.4, 0.12, 0.2, 0.2, 0.1
ALIKE, LETTERED = 0.9, 0.05  # postal codes
MOST = 0.9  # of the values: short codes of countries are those of many other things, too
STANDS_IN_IT = "what stands in it"

Found = tuple[ColumnType, str]

_DATE = (
    r"(?i)^\s*([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}|(19|20)[0-9]{6}"
    r"|[0-9]{1,2}[- ./]*(jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*[- ./]*[0-9]{2,4}"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? [0-9]{1,2},? [0-9]{4})([T\s].*)?$"
)
_PATTERNS = {
    ColumnType.EMAIL: r"^\s*[^@\s]+@[^@\s]+[.][^@\s]+\s*$",
    ColumnType.DOMAIN: r"(?i)^\s*(https?://|www[.])\S+\s*$"
    r"|^\s*([a-z0-9-]+[.])+(com|org|net|de|fr|cn|uk|it|es|io|eu|ru|nl|ch|at|jp|kr|pl|br|se)(/\S*)?\s*$",
    ColumnType.DATE: _DATE,
    ColumnType.YEAR: r"^\s*(1[5-9]|20)[0-9]{2}([.]0)?\s*$",
    ColumnType.POSTAL_CODE: r"(?i)^\s*([a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}|[a-z][0-9][a-z] ?[0-9][a-z][0-9]"
    r"|[0-9]{5}-[0-9]{4}|〒?[0-9]{3}-[0-9]{4}|[0-9]{2}-[0-9]{3}|[0-9]{4} ?[a-z]{2}|[0-9]{5}-[0-9]{3})\s*$",
    ColumnType.PHONE: r"^\s*([+(][0-9]|[0-9]+[ ()/.-])[0-9 ()/.+-]{6,}\s*((ext|x)\.?\s*[0-9]+)?\s*$"
    r"|^\s*0[0-9]{8,11}\s*$",
    ColumnType.NUMBER: r"^\s*[$€£¥]?\s*-?([0-9]{1,7}|[0-9]+([.,][0-9]+)+)\s*([$€£¥%]|[a-z]{3})?\s*$",
    ColumnType.STREET: r"(?i)[0-9].*\b(st|street|ave|avenue|rd|road|blvd|dr|drive|lane|ln|way|hwy|str)\b"
    r"|(straße|strasse|str[.]|weg|allee|platz|gasse)\s*[0-9]|\b(rue|via|viale|calle|avenida|ul|rua|ulica)\b"
    r"|(^|[\s,])(ул|пр|пер)[.\s]|улица|проспект|[路街道].*[0-9]|丁目"
    r"|[市区町村郡]\S*[0-9]+[-番][0-9]+|[로길] ?[0-9]",
}
_KEY_NAME = re.compile(r"(?i)(^|_|\b)(id|key|nr|no|ref|uuid)$")
_PLAIN_PHONE = r"^\s*[0-9]{7,12}\s*$"
_PLAIN_POSTAL_CODES = (r"^[0-9]{5}$", r"^[0-9]{6}$", r"^[0-9]{4}$")
"""In order of preference: any number may look like one, but hardly all of a column that repeats."""


def share_of(sample: pa.Array, pattern: str) -> float:
    """Return the share of values that match a pattern, 0..1."""
    return float(pc.mean(pc.cast(pc.match_substring_regex(sample, pattern), pa.float64())).as_py() or 0.0)


def fits(holds: ColumnType, sample: pa.Array) -> bool:
    """Tell whether values may be what the name of their column says; some names lie."""
    if holds is ColumnType.DATE:
        return share_of(sample, r"[0-9]{2}") >= MOSTLY
    if holds in {ColumnType.NUMBER, ColumnType.PHONE, ColumnType.POSTAL_CODE}:
        return share_of(sample, "[0-9]") >= SOME
    least = {ColumnType.EMAIL: 0.3, ColumnType.YEAR: 0.3}
    return holds not in least or share_of(sample, _PATTERNS[holds]) >= least[holds]


def words_of(sample: pa.Array) -> float:
    """Return how many words a value has on average; two Han characters count as one."""
    words = pc.mean(pc.count_substring_regex(sample, r"[^\s\p{Han}]+")).as_py() or 0.0
    han = pc.mean(pc.count_substring_regex(sample, r"\p{Han}")).as_py() or 0.0
    return float(words) + float(han) / 2


@dataclass(frozen=True, slots=True)
class _Seen:
    """A column as it is looked at: some distinct values, those of some records, how many there are of both."""

    name: str
    kind: str
    sample: pa.Array
    records: pa.Array
    distinct: int
    filled: int

    @property
    def is_of_people_or_firms(self) -> bool:
        return self.kind in {"company", "contact"}

    def looks_like(self, pattern: str) -> bool:
        return share_of(self.sample, pattern) >= MOSTLY


def type_by_content(name: str, values: pa.Array, sample: pa.Array, kind: str) -> tuple[ColumnType, str]:
    """Return what a column holds by its values, and why.

    Args:
        name: of the column; keys are called so.
        values: all of them, null where empty.
        sample: some distinct values.
        kind: "company", "contact", "product" or "other".
    """
    distinct = int(pc.count_distinct(values, mode="only_valid").as_py())
    records = values.drop_null()
    seen = _Seen(name, kind, sample, records.slice(0, SAMPLE), distinct, len(records))
    for find in (_key_by_numbers, _by_shape, _key, _by_known_words):
        found = find(seen)
        if found is not None:
            return found
    return _by_words(seen), STANDS_IN_IT


def _key_by_numbers(seen: _Seen) -> Found | None:
    """Find 0, 1, 2 ... or so, each once."""
    if seen.distinct < seen.filled or seen.filled < ENOUGH or share_of(seen.sample, r"^\s*[0-9]{1,9}([.]0)?\s*$") < 1:
        return None
    numbers = pc.cast(pc.cast(seen.sample, pa.float64()), pa.int64())
    spread = int(pc.subtract(pc.max(numbers), pc.min(numbers)).as_py())
    return (ColumnType.IGNORED, "it numbers the rows") if spread < 2 * len(seen.sample) else None


def _by_shape(seen: _Seen) -> Found | None:
    if seen.is_of_people_or_firms and _are_postal_codes(seen):
        return ColumnType.POSTAL_CODE, STANDS_IN_IT
    for holds, pattern in _PATTERNS.items():
        if share_of(seen.sample, pattern) >= (STREETS if holds is ColumnType.STREET else MOSTLY):
            return holds, STANDS_IN_IT
    return (ColumnType.PHONE, STANDS_IN_IT) if seen.is_of_people_or_firms and seen.looks_like(_PLAIN_PHONE) else None


def _are_postal_codes(seen: _Seen) -> bool:
    """Tell postal codes of one country, plain numbers, or of several, of which some have letters or a zero in front."""
    if seen.looks_like(_PATTERNS[ColumnType.YEAR]):
        return False
    zero, lettered = share_of(seen.sample, "^0"), share_of(seen.sample, _PATTERNS[ColumnType.POSTAL_CODE])
    if lettered + zero >= LETTERED:
        return lettered + share_of(seen.sample, "^[0-9]{4,6}$") >= ALIKE
    repeats = seen.distinct < seen.filled or zero > 0
    return repeats and any(share_of(seen.sample, pattern) >= ALIKE for pattern in _PLAIN_POSTAL_CODES)


def _key(seen: _Seen) -> Found | None:
    if _KEY_NAME.search(seen.name):
        return ColumnType.IGNORED, "its name is that of a key"
    once = seen.distinct == seen.filled and words_of(seen.sample) < HARDLY_TWO_WORDS
    return (ColumnType.IGNORED, "each value is there once, as in a key") if once and seen.looks_like("[0-9]") else None


def _by_known_words(seen: _Seen) -> Found | None:
    """Return what short texts hold where enough records have a name, a place or a legal form that the tables know."""
    if not seen.is_of_people_or_firms:
        return None
    texts = [text.strip().casefold() for text in seen.records.to_pylist()]
    if _share_known(texts, _country_names()) >= MOST:
        return ColumnType.COUNTRY, STANDS_IN_IT
    if _share_known(["".join(canonical_tokens([text])) for text in texts], known_places()) >= PLACES:
        return ColumnType.CITY, STANDS_IN_IT
    if float((company_words(seen.records)[1] > 0).mean()) >= FORMS:
        return ColumnType.COMPANY_NAME, STANDS_IN_IT
    name = _name_of_person(seen, texts) if seen.kind == "contact" else None
    return None if name is None else (name, STANDS_IN_IT)


def _name_of_person(seen: _Seen, texts: list[str]) -> ColumnType | None:
    """Return which names of people stand in a column; a column of few values, such as states, has none."""
    if seen.distinct <= FEW * seen.filled:
        return None
    if _share_known([text.split()[0] for text in texts if text], _given_names()) >= GIVEN_NAMES:
        return ColumnType.GIVEN_NAME if words_of(seen.records) < HARDLY_TWO_WORDS else ColumnType.PERSON_NAME
    one_word = words_of(seen.records) < HARDLY_TWO_WORDS
    return ColumnType.FAMILY_NAME if one_word and _share_known(texts, _family_names()) >= FAMILY_NAMES else None


def _by_words(seen: _Seen) -> ColumnType:
    words = words_of(seen.sample)
    if words >= NAME_WORDS:
        return ColumnType.PHRASE
    is_code = words < HARDLY_TWO_WORDS and seen.looks_like("[0-9].*[0-9].*[0-9].*[0-9]")
    return ColumnType.IDENTIFIER if is_code and seen.distinct > FEW * seen.filled else ColumnType.CATEGORY


def _share_known(texts: list[str], known: frozenset[str]) -> float:
    """Return the share of texts that are known, 0..1."""
    return sum(text in known for text in texts) / max(1, len(texts))


@cache
def _country_names() -> frozenset[str]:
    table = read_table("countries")
    return frozenset(name.casefold() for code, names in table.items() for name in (code, *names))


@cache
def _given_names() -> frozenset[str]:
    common = (name for names in read_table("name_shares")["given"].values() for name in names)
    return frozenset([*nicknames(), *nicknames().values(), *common])


@cache
def _family_names() -> frozenset[str]:
    return frozenset(name for names in read_table("name_shares")["family"].values() for name in names)
