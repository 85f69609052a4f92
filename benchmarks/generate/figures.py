"""A world of figures out of an encyclopedia: families over generations, namesakes, ranks and pen names."""

from dataclasses import dataclass

import numpy as np

from benchmarks.generate.chance import flags, pick, pick_skewed, skewed, stage, weighted
from benchmarks.generate.humans import Humans, draw_humans
from benchmarks.generate.places import CODES_OF_CITY, towns
from benchmarks.generate.texts import Floats, Ints, Texts, texts_of
from benchmarks.generate.vocabulary import countries, people, read

HOMES = {"GB": 0.62, "US": 0.12, "FR": 0.08, "DE": 0.1, "IT": 0.04, "NL": 0.04}
"""Where figures come from."""
FIRST_YEAR, LAST_YEAR = 1720, 1990
GENERATION = (20, 45)


@dataclass(frozen=True, slots=True)
class Figures:
    """n figures. `town` is the position of the birth place among the towns of the country, `born` days since 1970."""

    country: Ints
    humans: Humans
    born: Ints
    town: Ints
    occupation: Texts
    rank: Texts
    pen_name: Texts

    def __len__(self) -> int:
        """Return how many figures there are."""
        return len(self.country)


def draw_figures(seed: int, count: int, rates: dict[str, float]) -> Figures:
    """Draw figures; children come behind their parents."""
    rng = stage(seed, "figures")
    codes = [each.code for each in countries()]
    weights: Floats = np.array([HOMES.get(code, 0.0) for code in codes])
    child = flags(rng, count, rates["family_line"])
    child[0] = False
    parent = np.where(child, np.arange(count) - 1, np.arange(count))
    country = weighted(rng, weights, count)
    line = np.maximum.accumulate(np.where(child, 0, np.arange(count)))
    country = country[line]
    humans = draw_humans(stage(seed, "humans"), country, rates)
    year = (FIRST_YEAR + (LAST_YEAR - FIRST_YEAR) * rng.random(count) ** 0.8).astype(np.int64)[line]
    steps = np.where(child, rng.integers(*GENERATION, count), 0)
    # Where a line goes on for generations, its years add up from the first of the line on.
    year += np.cumsum(steps) - np.cumsum(steps)[line]
    town = skewed(rng, CODES_OF_CITY * 5, count, bend=8.0)[line] % len(towns("GB").area)
    _follow_parents(rng, humans, line, parent, rates["same_given_name"])
    _copy_strangers(rng, (humans, town), country, rates)
    return Figures(
        country=country,
        humans=humans,
        born=_days(rng, np.minimum(year, 2000)),
        town=town,
        occupation=pick_skewed(rng, texts_of(read("figures")["occupations"]), count),
        rank=np.where(humans.female, "", _draw_ranks(rng, town, rates["rank"])),
        pen_name=_draw_pen_names(rng, humans, rates["pen_name"]),
    )


def _follow_parents(rng: np.random.Generator, humans: Humans, line: Ints, parent: Ints, same: float) -> None:
    """Give children the family's name and some of them the parent's given name, in place."""
    family, given = humans.family, humans.given
    for names in (family.native, family.latin):
        names[:] = names[line]
    alike = np.flatnonzero((humans.female == humans.female[parent]) & flags(rng, len(line), same))
    for child in alike:
        given.native[child], given.latin[child] = given.native[parent[child]], given.latin[parent[child]]


def _copy_strangers(
    rng: np.random.Generator, whose: tuple[Humans, Ints], country: Ints, rates: dict[str, float]
) -> None:
    """Call some like a stranger, born elsewhere or in the same place, in place."""
    humans, town = whose
    kind = 2 * country + humans.female
    copies = flags(rng, len(kind), rates["namesakes"])
    for number in np.unique(kind):
        there = np.flatnonzero(kind == number)
        mine = there[copies[there]]
        other = rng.choice(there, len(mine))
        for names in (humans.given, humans.family):
            names.native[mine], names.latin[mine] = names.native[other], names.latin[other]
        near = flags(rng, len(mine), rates["same_place"])
        town[mine[near]] = town[other[near]]


def _days(rng: np.random.Generator, year: Ints) -> Ints:
    start = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    days: Ints = start + rng.integers(0, 365, len(year))
    return days


def _draw_ranks(rng: np.random.Generator, town: Ints, rate: float) -> Texts:
    ranks = pick(rng, texts_of(read("figures")["ranks"]), len(town))
    places = towns("GB").names.native[town]
    written = texts_of(rank.replace("{}", place) for rank, place in zip(ranks, places, strict=True))
    chosen: Texts = np.where(flags(rng, len(town), rate), written, "")
    return chosen


def _draw_pen_names(rng: np.random.Generator, humans: Humans, rate: float) -> Texts:
    """Draw other names that figures are known by; half of them keep their family name."""
    names, count = people("en"), len(humans.female)
    given = np.where(humans.female, pick(rng, names.female.native, count), pick(rng, names.male.native, count))
    family = np.where(flags(rng, count, 0.5), humans.family.latin, pick(rng, names.family.native, count))
    chosen: Texts = np.where(flags(rng, count, rate), given + " " + family, "")
    return chosen
