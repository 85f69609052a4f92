"""How a company's name gets into a record: which parts, in which order, script and length."""

import numpy as np

from benchmarks.generate.firms import Firms
from benchmarks.generate.slips import Slips, break_letters, initials, shorten, swap_words
from benchmarks.generate.texts import Flags, Ints, Texts, alter, bare, fill, spell_out, texts_of
from benchmarks.generate.vocabulary import Country, LegalForm, countries

CUT = 35
SHORTEST_ACRONYM = 3
OTHER_READING = (
    ("Shch", "Sch"),
    ("Zh", "J"),
    ("zh", "j"),
    ("Kh", "H"),
    ("kh", "h"),
    ("ts", "c"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("y", "i"),
)
NOTES = (
    "{} (inactive)",
    "{} (alt)",
    "{} *GESPERRT*",
    "zzz {}",
    "c/o {}",
    "{} - DO NOT USE",
    "{} (new)",
    "{} / HQ",
    "Fa. {}",
    "{} (EUR)",
)


def is_abroad(country: Ints) -> Flags:
    """Tell which companies have names in another script than Latin."""
    foreign = np.array([each.language in {"zh", "ru"} for each in countries()])
    return foreign[country]


def write_names(slips: Slips, firms: Firms, which: Ints, latin: Flags) -> Texts:
    """Write the names of companies, by their positions; `latin` says whose are to be in Latin letters."""
    parts = _choose_parts(slips, firms, which, latin)
    chinese = np.array([each.language == "zh" for each in countries()])[firms.country[which]] & ~latin
    russian = np.array([each.language == "ru" for each in countries()])[firms.country[which]]
    names = texts_of(
        _join_han(row) if han else _join(row, form_first)
        for han, form_first, row in zip(chinese, russian & ~latin, zip(*parts, strict=True), strict=True)
    )
    used = slips.strikes("trade_name_used", firms.names.alias[which] != "")
    names[used] = firms.names.alias[which][used]
    _shorten_to_letters(slips, names, parts[:4], ~used & ~chinese)
    _slip(slips, names, firms.country[which])
    return names


def _choose_parts(slips: Slips, firms: Firms, which: Ints, latin: Flags) -> tuple[Texts, ...]:
    """Return the parts that are written: city, brand and trade in their order, extra, legal form, extra behind it."""
    names = firms.names
    otherwise = slips.strikes("other_reading", latin)
    trade = names.trade.take(which).in_script(latin)
    trade = np.where(otherwise, names.trade_sound[which], trade)
    trade[slips.strikes("no_trade", trade != "")] = ""
    brand = names.called.take(which).in_script(latin)
    alter(brand, otherwise & _russian(firms.country[which]), read_otherwise)
    extra = names.extra.take(which).in_script(latin)
    behind = names.extra_last[which]
    extra[slips.strikes("no_extra", behind)] = ""
    city = np.where(names.with_city[which], firms.sites.city.take(which).in_script(latin), "")
    trade_first = names.trade_first[which]
    first, second = np.where(trade_first, trade, brand), np.where(trade_first, brand, trade)
    form = _write_legal_forms(slips, firms, which, latin)
    return city, first, second, np.where(behind, "", extra), form, np.where(behind, extra, "")


def _russian(country: Ints) -> Flags:
    return np.array([each.language == "ru" for each in countries()])[country]


def read_otherwise(text: str) -> str:
    """Transliterate Russian by another standard.

    >>> read_otherwise("Zhukov"), read_otherwise("Yuliya")
    ('Jukov', 'Yuliia')
    """
    for one, other in OTHER_READING:
        text = text.replace(one, other)
    return text


def _write_legal_forms(slips: Slips, firms: Firms, which: Ints, latin: Flags) -> Texts:
    """Write legal forms: as usual, in full, in another way, or not at all."""
    full = slips.strikes("legal_form_in_full")
    other = slips.strikes("legal_form_otherwise", ~full)
    way = np.where(full, 1, np.where(other, slips.rng.integers(2, 7, len(which)), 0))
    forms: list[list[LegalForm]] = [list(each.legal_forms) for each in countries()]
    rows = zip(firms.country[which], firms.names.legal_form[which], way, latin, strict=True)
    written = texts_of(_way(forms[number][form], at, in_latin=in_latin) for number, form, at, in_latin in rows)
    written[slips.strikes("no_legal_form")] = ""
    return written


def _way(form: LegalForm, way: int, *, in_latin: bool) -> str:
    ways = form.latin if in_latin else form.native
    return ways[way] if way < len(ways) else ways[way % len(ways)]


def _join(row: tuple[str, ...], form_first: bool) -> str:  # noqa: FBT001 - one row of a table
    city, first, second, extra, form, behind = row
    if form_first:
        core = " ".join(part for part in (first, second, extra, city) if part)
        return " ".join(part for part in (form, f"«{core}»" if form else core, behind) if part)
    if form and form[0] in "&a" and form != "a" and second == "":
        return " ".join(part for part in (first, city, extra, form, behind) if part)
    return " ".join(part for part in (first, second, city, extra, form, behind) if part)


def _join_han(row: tuple[str, ...]) -> str:
    city, first, second, extra, form, behind = row
    if extra:
        return f"{first}{extra}{second}{form}{behind}"
    if city and len(first) % 2:
        return f"{first}（{city}）{second}{form}{behind}"
    return f"{city}{first}{second}{form}{behind}"


def _shorten_to_letters(slips: Slips, names: Texts, words: tuple[Texts, ...], among: Flags) -> None:
    """Write initials of the words other than the legal form, in place, where there are at least three."""
    short = texts_of(initials(" ".join(row)) for row in zip(*words, strict=True))
    enough = np.fromiter((len(text) >= SHORTEST_ACRONYM for text in short), dtype=bool, count=len(short))
    fill(names, slips.strikes("acronym", among & enough), short)


def _slip(slips: Slips, names: Texts, country: Ints) -> None:
    """Do to names what systems and people do to them, in place."""
    _shorten_words(slips, names, country)
    spaced = texts_of(" " if text.count(" ") > 1 else "" for text in names) != ""
    slips.change("words_swapped", names, swap_words, spaced)
    slips.typo("name_typo", names)
    slips.change("umlauts_spelt_out", names, spell_out)
    slips.change("accents_lost", names, bare)
    slips.change("letters_broken", names, break_letters)
    slips.change("name_note", names, lambda name: slips.letters.choice(NOTES).format(name))
    upper = slips.strikes("name_upper")
    alter(names, upper, str.upper)
    slips.change("name_lower", names, str.lower, ~upper)
    slips.change("name_cut", names, lambda name: name[:CUT].rstrip(), _can_be_cut(names))


def _can_be_cut(names: Texts) -> Flags:
    """Tell which names are too long, unless nothing but the legal form would be left."""
    return np.fromiter((len(name) > CUT and name.find("«") < CUT // 2 for name in names), dtype=bool, count=len(names))


def _shorten_words(slips: Slips, names: Texts, country: Ints) -> None:
    struck = slips.strikes("words_shortened")
    for position in np.flatnonzero(struck):
        names[position] = shorten(names[position], countries()[country[position]].short, slips.letters)


def shorten_streets(slips: Slips, streets: Texts, country: Ints) -> None:
    """Write streets in a shorter way, or another that is usual, in place."""
    struck = slips.strikes("street_shortened")
    for position in np.flatnonzero(struck):
        streets[position] = shorten(streets[position], countries()[country[position]].street_short, slips.letters)


def write_country(rng: np.random.Generator, country: Ints, own_way: Flags) -> Texts:
    """Write countries: as their two letters, or in another way where the flag says so."""
    each: tuple[Country, ...] = countries()
    ways = rng.integers(0, 5, len(country))
    rows = zip(country, ways, own_way, strict=True)
    return texts_of(each[at].written[way % len(each[at].written)] if own else each[at].code for at, way, own in rows)
