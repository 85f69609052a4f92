"""The set of persons: figures out of an encyclopedia, several badly kept records of most of them."""

import numpy as np

from benchmarks.generate.chance import stage, weighted
from benchmarks.generate.figures import Figures, draw_figures
from benchmarks.generate.places import CODES_OF_CITY, towns
from benchmarks.generate.rates import Rates, draw_sizes, read_rates
from benchmarks.generate.slips import Slips
from benchmarks.generate.tables import Batch, LabelledWriter, deal
from benchmarks.generate.texts import Ints, Texts, alter, empty, texts_of
from benchmarks.generate.vocabulary import countries, nicknames, people, read

FIELDS = (
    "first_and_surname",
    "full_name",
    "first_name",
    "surname",
    "dob",
    "birth_place",
    "postcode_fake",
    "gender",
    "occupation",
)
NEAR_DAYS = (-9, -2, -1, 1, 2, 7, 365, -365, 3652, 30)


def write_persons(records: int, seed: int, writer: LabelledWriter) -> None:
    """Write the set, in batches."""
    rates = read_rates("persons")
    sizes = draw_sizes(stage(seed, "sizes"), rates, records)
    figures = draw_figures(seed, len(sizes), rates.world)
    for number, entity in enumerate(deal(stage(seed, "order"), sizes)):
        writer.write(make_batch(stage(seed, "batch", number), figures, entity, rates))


def make_batch(rng: np.random.Generator, figures: Figures, entity: Ints, rates: Rates) -> Batch:
    """Make a record for each of these figures, by their positions."""
    source = weighted(rng, rates.share, len(entity))
    slips = Slips(rng, rates, source)
    columns = _write_names(slips, figures, entity)
    columns["dob"] = _write_dates(slips, figures, entity)
    columns |= _write_places(slips, figures, entity)
    gender = np.where(figures.humans.female[entity] ^ slips.strikes("gender_wrong"), "female", "male")
    columns["gender"] = gender.astype(object)
    columns["occupation"] = _write_occupations(slips, figures, entity)
    columns = {name: columns[name] for name in FIELDS}
    slips.miss(columns)
    return Batch(entity=entity, source=texts_of(rates.sources)[source], columns=columns, marks=slips.marks)


def _write_names(slips: Slips, figures: Figures, entity: Ints) -> dict[str, Texts]:
    given, surname = _write_parts(slips, figures, entity)
    rank = figures.rank[entity]
    rank[~slips.strikes("rank_written", rank != "")] = ""
    titles = empty(len(entity))
    struck = np.flatnonzero(slips.strikes("title_before"))
    for position in struck:
        sex = "female" if figures.humans.female[entity[position]] else "male"
        titles[position] = slips.letters.choice(read("figures")["titles"]["en"][sex])
    second = figures.humans.second.latin[entity]
    second[slips.strikes("second_name_lost", second != "")] = ""
    rows = zip(titles, given, second, surname, strict=True)
    full = texts_of(" ".join(part for part in row if part) for row in rows)
    full += np.where(rank != "", ", " + rank, "")
    short = texts_of(" ".join(part for part in row if part) for row in zip(given, surname, strict=True))
    first = texts_of(name.split(" ")[0] for name in given)
    return {"first_and_surname": short, "full_name": full, "first_name": first, "surname": surname}


def _write_parts(slips: Slips, figures: Figures, entity: Ints) -> tuple[Texts, Texts]:
    """Write given names and surnames, under which the figure is known here."""
    humans = figures.humans
    given, surname = humans.given.latin[entity], humans.family.latin[entity]
    known = [nicknames(each.language) for each in countries()]
    pairs = zip(given, figures.country[entity], strict=True)
    has = np.fromiter((name in known[at] for name, at in pairs), dtype=bool, count=len(given))
    for position in np.flatnonzero(slips.strikes("nickname", has)):
        given[position] = slips.letters.choice(known[figures.country[entity[position]]][given[position]])
    misread = slips.strikes("other_given_name")
    for position in np.flatnonzero(misread):
        names = people(countries()[figures.country[entity[position]]].language)
        given[position] = slips.letters.choice((names.female if humans.female[entity[position]] else names.male).latin)
    pen_name = figures.pen_name[entity]
    for position in np.flatnonzero(slips.strikes("pen_name_used", pen_name != "")):
        given[position], _, surname[position] = pen_name[position].partition(" ")
    slips.change("initial_only", given, lambda name: f"{name[:1]}.")
    slips.typo("given_typo", given)
    slips.typo("surname_typo", surname)
    swapped = slips.strikes("names_swapped")
    given[swapped], surname[swapped] = surname[swapped], given[swapped]
    surname[slips.strikes("surname_lost")] = ""
    return given, surname


def _write_dates(slips: Slips, figures: Figures, entity: Ints) -> Texts:
    """Write dates of birth, as year-month-day."""
    near = np.where(slips.strikes("dob_near"), slips.rng.choice(NEAR_DAYS, len(entity)), 0)
    days = (figures.born[entity] + near).astype("datetime64[D]")
    dates: Texts = np.datetime_as_string(days).astype(object)
    slips.change("year_only", dates, lambda date: date[:4] + "-01-01")
    slips.change(
        "day_month_swapped", dates, lambda date: f"{date[:5]}{date[8:]}-{date[5:7]}" if date[8:] < "13" else date
    )
    slips.change("dob_typo", dates, lambda date: _other_digit(slips, date))
    return dates


def _other_digit(slips: Slips, date: str) -> str:
    place = slips.letters.choice((2, 3, 3, 6, 9, 9))
    return date[:place] + slips.letters.choice("0123456789") + date[place + 1 :]


def _write_places(slips: Slips, figures: Figures, entity: Ints) -> dict[str, Texts]:
    """Write birth places, and a postal code of each place that has nothing to do with its time."""
    place, code = empty(len(entity)), empty(len(entity))
    town = np.where(slips.strikes("other_place"), (figures.town[entity] + 1) % 300, figures.town[entity])
    # Everybody has a postal code of their own in their town, and sometimes another one.
    column = (entity * 7 + slips.strikes("postcode_other") * slips.rng.integers(1, 50, len(entity))) % CODES_OF_CITY
    for number, country in enumerate(countries()):
        there = np.flatnonzero(figures.country[entity] == number)
        place[there] = towns(country.code).names.latin[town[there]]
        code[there] = towns(country.code).codes[town[there], column[there]]
    slips.typo("place_typo", place)
    slips.typo("postcode_typo", code)
    alter(place, slips.rng.random(len(place)) < 0.3, str.lower)
    return {"birth_place": place, "postcode_fake": code}


def _write_occupations(slips: Slips, figures: Figures, entity: Ints) -> Texts:
    occupations = figures.occupation[entity]
    kindred = read("figures")["kindred"]
    has = np.fromiter((name in kindred for name in occupations), dtype=bool, count=len(occupations))
    slips.change("occupation_kindred", occupations, lambda name: slips.letters.choice(kindred[name]), has)
    return occupations
