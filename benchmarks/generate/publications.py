"""The set of publications: the entries of two libraries, half of them of what the other library has too."""

import random
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.generate.brands import coin
from benchmarks.generate.chance import stage, weighted
from benchmarks.generate.humans import Humans, draw_humans
from benchmarks.generate.pairs import deal_pairs
from benchmarks.generate.rates import Rates, draw_sizes, read_rates
from benchmarks.generate.slips import Slips, mistype
from benchmarks.generate.tables import Batch, LabelledWriter
from benchmarks.generate.texts import Ints, Texts, bare, texts_of
from benchmarks.generate.vocabulary import countries, read

FIELDS = ("title", "authors", "venue", "year")
HOMES = {"US": 0.4, "DE": 0.15, "CN": 0.15, "IT": 0.1, "GB": 0.08, "FR": 0.07, "ES": 0.05}
FIRST_YEAR, LAST_YEAR = 1985, 2015
COLUMNS = (
    "Editorial",
    "Guest Editor's Introduction",
    "Letter from the Editor",
    "Chair's Message",
    "Book Review Column",
)
SMALL_WORDS = (("in", "for"), ("for", "in"), ("over", "on"), ("A ", ""), ("An ", ""), ("the ", ""))


@dataclass(frozen=True, slots=True)
class Author:
    """An author: given names, the second "" if there is none, and family name, in Latin letters."""

    given: str
    second: str
    family: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication; `venue` is the ways to write where it appeared, in full first."""

    title: str
    task: str
    authors: tuple[Author, ...]
    venue: tuple[str, ...]
    year: int


def write_publications(records: int, seed: int, writer: LabelledWriter) -> None:
    """Write the set, in batches."""
    rates = read_rates("publications")
    sizes = draw_sizes(stage(seed, "sizes"), rates, records)
    publications = draw_publications(seed, len(sizes), rates.world)
    for number, (entity, source) in enumerate(deal_pairs(stage(seed, "order"), sizes)):
        writer.write(make_batch(stage(seed, "batch", number), publications, (entity, source), rates))


def draw_publications(seed: int, count: int, rates: dict[str, float]) -> list[Publication]:
    """Draw publications; those that resemble another come behind it."""
    rng = stage(seed, "publications")
    authors = _draw_authors(rng, max(count // 2, 20), rates)
    names = coin(rng, count)
    letters = random.Random(seed)
    publications: list[Publication] = []
    for name in names:
        kind = letters.random()
        if publications and kind < rates["extended"]:
            publications.append(_extend(publications[-1], letters))
        elif publications and kind < rates["extended"] + rates["same_authors"]:
            last = publications[-1]
            publications.append(_make(letters, str(name), last.authors, last.task, rates))
        else:
            team = tuple(letters.sample(authors, letters.choices(range(1, 7), (15, 30, 28, 15, 8, 4))[0]))
            publications.append(_make(letters, str(name), team, "", rates))
    return publications


def _draw_authors(rng: np.random.Generator, count: int, rates: dict[str, float]) -> list[Author]:
    country = weighted(rng, [HOMES.get(each.code, 0.0) for each in countries()], count)
    humans: Humans = draw_humans(rng, country, rates)
    parts = zip(humans.given.latin, humans.second.latin, humans.family.latin, strict=True)
    return [Author(*part) for part in parts]


def _make(
    letters: random.Random, name: str, authors: tuple[Author, ...], task: str, rates: dict[str, float]
) -> Publication:
    """Make a publication by these authors, on this task if one is given."""
    words = read("publications")
    task = task or letters.choice(words["tasks"])
    title = letters.choice(words["patterns"]).format(
        method=letters.choice(words["methods"]), task=task, object=letters.choice(words["objects"]), name=name
    )
    if letters.random() < rates["column"]:
        title, authors = letters.choice(COLUMNS), authors[:1]
    venues = words["journals" if letters.random() < rates["journal"] else "conferences"]
    year = letters.randint(FIRST_YEAR, LAST_YEAR)
    return Publication(title, task, authors, tuple(letters.choice(venues)), year)


def _extend(publication: Publication, letters: random.Random) -> Publication:
    """Make the journal version of a publication."""
    others = [venue for venue in read("publications")["journals"] if tuple(venue) != publication.venue]
    return replace(publication, venue=tuple(letters.choice(others)), year=publication.year + letters.randint(1, 2))


def make_batch(
    rng: np.random.Generator, publications: list[Publication], whose: tuple[Ints, Ints], rates: Rates
) -> Batch:
    """Make an entry of each of these publications, by their positions, in these libraries."""
    entity, source = whose
    slips = Slips(rng, rates, source)
    listed = [publications[position] for position in entity]
    columns = {
        "title": _write_titles(slips, listed),
        "authors": _write_authors(slips, listed),
        "venue": _write_venues(slips, listed),
        "year": _write_years(slips, listed),
    }
    slips.miss(columns)
    return Batch(entity=entity, source=texts_of(rates.sources)[source], columns=columns, marks=slips.marks)


def _write_titles(slips: Slips, publications: list[Publication]) -> Texts:
    titles = texts_of(publication.title for publication in publications)
    parted = np.fromiter((": " in title or " - " in title for title in titles), dtype=bool, count=len(titles))
    slips.change("subtitle_cut", titles, lambda title: title.split(": ")[0].split(" - ")[0], parted)
    slips.change("title_words", titles, lambda title: title.replace(*slips.letters.choice(SMALL_WORDS), 1))
    slips.typo("title_typo", titles)
    slips.change("title_lower", titles, str.capitalize)
    return titles


def _write_authors(slips: Slips, publications: list[Publication]) -> Texts:
    names = ("initials", "middle_name_lost", "family_first", "authors_cut", "authors_reordered")
    struck = zip(*(slips.strikes(name) for name in names), strict=True)
    authors = texts_of(
        _write_team(slips, publication.authors, dict(zip(names, map(bool, flags), strict=True)))
        for publication, flags in zip(publications, struck, strict=True)
    )
    slips.change("author_typo", authors, lambda text: bare(mistype(text, slips.letters)))
    return authors


def _write_team(slips: Slips, authors: tuple[Author, ...], struck: dict[str, bool]) -> str:
    team = list(authors)
    if struck["authors_reordered"]:
        slips.letters.shuffle(team)
    written = [_write_author(author, struck) for author in team]
    if struck["authors_cut"] and len(written) > 2:
        return f"{written[0]} et al."
    return ("; " if struck["family_first"] else ", ").join(written)


def _write_author(author: Author, struck: dict[str, bool]) -> str:
    second = "" if struck["middle_name_lost"] else author.second
    given = [name[0] + "." if struck["initials"] else name for name in (author.given, second) if name]
    if struck["family_first"]:
        return f"{author.family}, {' '.join(given)}"
    return f"{' '.join(given)} {author.family}"


def _write_venues(slips: Slips, publications: list[Publication]) -> Texts:
    venues = texts_of(publication.venue[0] for publication in publications)
    for place in np.flatnonzero(slips.strikes("venue_short")):
        venues[place] = slips.letters.choice(publications[place].venue[1:])
    return venues


def _write_years(slips: Slips, publications: list[Publication]) -> Texts:
    off = np.where(slips.strikes("year_off"), slips.rng.choice([-1, 1], len(publications)), 0)
    return texts_of(str(publication.year + step) for publication, step in zip(publications, off, strict=True))
