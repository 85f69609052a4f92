"""Splink models: for known sets as in its example notebooks, for others by kind in its idiom for CRM data.

A model may only use columns that are there, so those of a kind are put together from what a set has. Two traps that
kill Splink at a million records are avoided: blocking on first word and city, and training on domains of free mail.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import splink.comparison_level_library as levels
import splink.comparison_library as compare
from splink import block_on
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_creator import ComparisonCreator

from benchmarks.peers.columns import without_size

Columns = Collection[str]
Rule = BlockingRuleCreator | str

COLUMN = re.compile(r"[a-z]\w*\b(?!\()")
SWAPPED_NAMES = "l.first_name = r.last_name and l.last_name = r.first_name"
RARE_WORDS = (
    block_on("rare_1"),
    block_on("rare_2"),
    "l.rare_1 = r.rare_2",
    "l.rare_2 = r.rare_1",
    "l.rare_1 = r.rare_3",
    "l.rare_3 = r.rare_1",
)


@dataclass(frozen=True, slots=True)
class Model:
    """What a user of Splink states.

    `certain` are the rules by which pairs are the same for sure, of which they find the share `certain_recall`; from
    that follows how probable it is that any two records match. `training` are the rules on whose pairs the comparisons
    learn, `words_of` the column that words are taken from. A `linked` model compares records of different sources only.
    """

    comparisons: Sequence[ComparisonCreator]
    blocking: Sequence[Rule]
    certain: Sequence[Rule]
    certain_recall: float
    training: Sequence[Rule]
    sampled_pairs: float = 1e6
    words_of: str | None = None
    linked: bool = False


def model_of(set_name: str, kind: str, columns: Columns) -> Model:
    """Return the model of a set: its own, or one that its kind and its columns allow."""
    name = without_size(set_name)
    if name in OF_SET:
        return OF_SET[name]()
    if kind == "company" and len(columns) > 1:
        return _companies(columns)
    if kind == "contact" and {"first_name", "last_name"} <= set(columns):
        return _contacts(columns)
    return _texts(columns)


def _febrl() -> Model:
    return Model(
        comparisons=[
            compare.NameComparison("given_name"),
            compare.NameComparison("surname"),
            compare.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            compare.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            _exact("street_number"),
            _exact("postcode"),
        ],
        blocking=[
            block_on("soc_sec_id"),
            block_on("given_name"),
            block_on("surname"),
            block_on("date_of_birth"),
            block_on("postcode"),
        ],
        certain=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
            "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
        ],
        certain_recall=0.9,
        training=[block_on("date_of_birth"), block_on("postcode")],
    )


def _fake_1000() -> Model:
    return Model(
        comparisons=[
            _name("first_name"),
            _name("surname"),
            compare.DateOfBirthComparison("dob", input_is_string=True),
            _exact("city"),
            compare.EmailComparison("email"),
        ],
        blocking=[
            block_on("first_name"),
            block_on("surname"),
            block_on("dob"),
            block_on("email"),
            "l.first_name = r.surname and l.surname = r.first_name",
        ],
        certain=[block_on("first_name", "surname", "dob"), block_on("email")],
        certain_recall=0.7,
        training=[block_on("first_name", "surname"), block_on("dob")],
    )


def _restaurants() -> Model:
    return Model(
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.92, 0.8]),
            compare.JaroWinklerAtThresholds("addr", [0.92, 0.8]),
            compare.DamerauLevenshteinAtThresholds("phone", [1]),
            _exact("city"),
        ],
        blocking=[
            block_on("phone"),
            block_on("name"),
            block_on("addr"),
            block_on("substr(name,1,3)", "city"),
            block_on("substr(addr,1,6)"),
        ],
        certain=[block_on("phone"), block_on("name", "addr")],
        certain_recall=0.9,
        training=[block_on("name"), block_on("phone"), block_on("substr(addr,1,6)")],
    )


def _publications() -> Model:
    return Model(
        comparisons=[
            compare.JaroWinklerAtThresholds("title", [0.95, 0.88]),
            compare.JaroWinklerAtThresholds("authors", [0.9, 0.75]),
            compare.ExactMatch("year"),
        ],
        blocking=[
            block_on("title"),
            block_on("rare_1"),
            block_on("first_words", "year"),
            block_on("rare_2", "year"),
            block_on("authors"),
        ],
        certain=[block_on("title", "year")],
        certain_recall=0.8,
        training=[block_on("title"), block_on("authors")],
        words_of="title",
        linked=True,
    )


def _historical_persons() -> Model:
    """Return the model of Splink's own example of historical persons."""
    return Model(
        comparisons=[
            compare.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="first_and_surname"
            ),
            compare.DateOfBirthComparison("dob", input_is_string=True, invalid_dates_as_null=True),
            compare.PostcodeComparison("postcode_fake"),
            _exact("birth_place"),
            _exact("occupation"),
        ],
        blocking=[
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake,1,3)", "dob"),
            block_on("substr(postcode_fake,1,3)", "first_name"),
            block_on("substr(postcode_fake,1,3)", "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
        ],
        certain=[
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            block_on("dob", "postcode_fake"),
        ],
        certain_recall=0.6,
        training=[block_on("first_name", "surname"), block_on("dob")],
    )


def _products() -> Model:
    return Model(
        comparisons=[_words(), _exact("first_word"), _exact("manufacturer"), _price()],
        blocking=[*RARE_WORDS, block_on("first_words")],
        certain=[block_on("words"), block_on("rare_1", "rare_2")],
        certain_recall=0.5,
        training=[block_on("first_word"), block_on("rare_1")],
        words_of="name",
    )


def _business_names() -> Model:
    return Model(
        comparisons=[_words(), _exact("first_word"), _exact("rare_1")],
        blocking=[*RARE_WORDS, block_on("first_word")],
        certain=[block_on("words")],
        certain_recall=0.5,
        training=[block_on("first_word"), block_on("rare_1")],
        words_of="name",
        linked=True,
    )


OF_SET: dict[str, Callable[[], Model]] = {
    "febrl3": _febrl,
    "splink_fake1000": _fake_1000,
    "fodors_zagat": _restaurants,
    "dblp_acm": _publications,
    "secondstring_business": _business_names,
    "persons": _historical_persons,
    "products": _products,
    "publications": lambda: replace(_publications(), linked=False),
}


def _companies(columns: Columns) -> Model:
    comparisons = {
        "name": _similar("name", 0.96, 0.88, 0.8).configure(term_frequency_adjustments=True),
        "street": _similar("street", 0.92, 0.8),
        "city": _similar("city", 0.88).configure(term_frequency_adjustments=True),
        "postcode": _typed("postcode").configure(term_frequency_adjustments=True),
        "phone": _typed("phone").configure(term_frequency_adjustments=True),
        "domain": _exact("domain"),
        "tax_id": _typed("tax_id"),
        "country": _exact("country"),
    }
    return Model(
        comparisons=[comparison for column, comparison in comparisons.items() if column in columns],
        blocking=_rules(
            columns,
            ("tax_id",),
            ("domain", "split_part(name,' ',1)"),
            ("domain", "city"),
            ("phone",),
            ("name",),
            ("postcode", "substr(name,1,3)"),
            ("street", "city"),
            ("substr(name,1,10)", "city"),
            ("postcode", "street"),
        ),
        certain=_rules(columns, ("tax_id",), ("name", "domain"), ("name", "postcode"), ("name", "phone")),
        certain_recall=0.75,
        training=_rules(columns, ("name",), ("domain",), ("phone",)),
        sampled_pairs=1e7,
    )


def _contacts(columns: Columns) -> Model:
    """Put together a model of people; city and country say the same as the company does, which would count twice."""
    place = "company" if "company" in columns else "city"
    comparisons = {
        "first_name": _first_name(),
        "last_name": _name("last_name"),
        "email": compare.EmailComparison("email"),
        "phone": _typed("phone").configure(term_frequency_adjustments=True),
        "birth_date": compare.DateOfBirthComparison("birth_date", input_is_string=True, invalid_dates_as_null=True),
        place: _similar(place, 0.92, 0.8).configure(term_frequency_adjustments=True),
    }
    return Model(
        comparisons=[comparison for column, comparison in comparisons.items() if column in columns],
        blocking=[
            *_rules(
                columns,
                ("email",),
                ("first_name", "last_name"),
                ("phone", "last_name"),
                ("phone", "first_name"),
                ("company", "last_name"),
                ("company", "first_name"),
                ("birth_date", "last_name"),
                ("last_name", "city"),
                ("substr(first_name,1,3)", "substr(last_name,1,4)"),
            ),
            SWAPPED_NAMES,
        ],
        certain=_rules(
            columns,
            ("email", "last_name"),
            ("first_name", "last_name", "company"),
            ("first_name", "last_name", "phone"),
            ("first_name", "last_name", "birth_date"),
        ),
        certain_recall=0.7,
        training=_rules(columns, ("first_name", "last_name"), ("email",)),
        sampled_pairs=1e7,
    )


def _texts(columns: Columns) -> Model:
    """Put together a model of whatever has a name or a title, compared word by word."""
    text = next((name for name in ("name", "title") if name in columns), min(columns))
    others = sorted(set(columns) - {text})
    return Model(
        comparisons=[
            _words(),
            _exact("first_word"),
            *(_similar(column, 0.9, 0.75) for column in others),
        ],
        blocking=[*RARE_WORDS, block_on("first_words")],
        certain=[block_on("rare_1", "rare_2")],
        certain_recall=0.5,
        training=[block_on("first_word"), block_on("rare_1")],
        words_of=text,
    )


def _rules(columns: Columns, *keys: tuple[str, ...]) -> list[Rule]:
    """Return the rules, each of expressions that must be equal, whose columns are there."""
    return [block_on(*key) for key in keys if {name for part in key for name in COLUMN.findall(part)} <= set(columns)]


def _exact(column: str) -> ComparisonCreator:
    return compare.ExactMatch(column).configure(term_frequency_adjustments=True)


def _name(column: str) -> ComparisonCreator:
    return compare.NameComparison(column).configure(term_frequency_adjustments=True)


def _similar(column: str, *thresholds: float) -> ComparisonCreator:
    return compare.JaroWinklerAtThresholds(column, list(thresholds))


def _typed(column: str) -> ComparisonCreator:
    """Compare what is copied by typing, which may go wrong in one place."""
    return compare.DamerauLevenshteinAtThresholds(column, [1])


def _first_name() -> ComparisonCreator:
    initial = (
        "substr(first_name_l,1,1) = substr(first_name_r,1,1) and (length(first_name_l)=1 or length(first_name_r)=1)"
    )
    return compare.CustomComparison(
        output_column_name="first_name",
        comparison_levels=[
            levels.NullLevel("first_name"),
            levels.ExactMatchLevel("first_name").configure(tf_adjustment_column="first_name"),
            levels.JaroWinklerLevel("first_name", 0.9),
            {"sql_condition": initial, "label_for_charts": "initial"},
            levels.JaroWinklerLevel("first_name", 0.7),
            levels.ElseLevel(),
        ],
    )


def _price() -> ComparisonCreator:
    """Compare prices by how far they are apart, as a share of the higher one."""
    ours, theirs = "try_cast(price_l as double)", "try_cast(price_r as double)"
    apart = f"abs({ours} - {theirs}) / nullif(greatest({ours}, {theirs}), 0)"
    nothing = {"sql_condition": f"{apart} is null", "label_for_charts": "null", "is_null_level": True}
    near = [{"sql_condition": f"{apart} < {most}", "label_for_charts": f"< {most}"} for most in (0.01, 0.1, 0.3)]
    return compare.CustomComparison(output_column_name="price", comparison_levels=[nothing, *near, levels.ElseLevel()])


def _words() -> ComparisonCreator:
    """Compare the words of two texts: the share of all that both have, then of the shorter one's, then of all again."""
    ours, theirs = "string_split(words_l,' ')", "string_split(words_r,' ')"
    shared = f"len(list_intersect({ours},{theirs}))::double"
    of_all = f"({shared} / len(list_distinct(list_concat({ours},{theirs}))))"
    of_shorter = f"({shared} / least(len({ours}),len({theirs})))"
    shares = [(of_all, 0.7), (of_all, 0.5), (of_shorter, 0.8), (of_all, 0.35), (of_all, 0.2)]
    return compare.CustomComparison(
        output_column_name="words",
        comparison_levels=[
            levels.NullLevel("words"),
            levels.ExactMatchLevel("words"),
            *({"sql_condition": f"{share} >= {least}", "label_for_charts": f"{least}"} for share, least in shares),
            levels.ElseLevel(),
        ],
    )
