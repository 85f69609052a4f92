"""A world of people who work for companies: colleagues, families, namesakes, and those who change jobs or names."""

from dataclasses import dataclass

import numpy as np

from benchmarks.generate.chance import digits, flags, pick, skewed, stage, weighted
from benchmarks.generate.firms import Firms
from benchmarks.generate.humans import Humans, draw_family_names, draw_from_abroad, draw_humans
from benchmarks.generate.phones import Phones, draw_mobiles
from benchmarks.generate.places import Sites, draw_sites, draw_towns
from benchmarks.generate.texts import Flags, Ints, Scripted, Texts, empty, slug, texts_of
from benchmarks.generate.vocabulary import countries, read

MAILS = (
    "{first}.{last}",
    "{initial}.{last}",
    "{initial}{last}",
    "{first}",
    "{last}",
    "{first}{last}",
    "{last}.{first}",
    "{first}_{last}",
)
"""What stands before the @ of a colleague's address; a company has one way for all."""
MAIL_WEIGHTS = [45.0, 18, 14, 8, 6, 4, 3, 2]
PRIVATE = (
    "{first}.{last}",
    "{first}{last}{year}",
    "{initial}{last}{year}",
    "{last}{first}",
    "{first}{year}",
    "{first}_{last}",
)


@dataclass(frozen=True, slots=True)
class Staff:
    """n people who work. `firm` and `mail` have 2n rows: the job of now and the one before.

    `country` is the one of the name, `former` the family name before marriage, `desk` what a direct line ends in or "".
    """

    country: Ints
    humans: Humans
    former: Scripted
    firm: Ints
    changed_job: Flags
    changed_family: Flags
    title: Texts
    mail: Texts
    private_mail: Texts
    mobile: Phones
    home: Sites
    desk: Texts

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self.country)


def draw_staff(seed: int, firms: Firms, count: int, rates: dict[str, float]) -> Staff:
    """Draw people, colleagues one after the other."""
    rng = stage(seed, "staff")
    firm = _draw_employers(rng, len(firms), count)
    at_home = firms.country[firm]
    country = draw_from_abroad(rng, at_home, rates["from_abroad"])
    humans = draw_humans(stage(seed, "humans"), country, rates)
    _share_families(stage(seed, "families"), humans, country, (firm, firms), rates)
    _copy_names(stage(seed, "namesakes"), humans, country, rates["namesakes"])
    before = _draw_former_employers(rng, at_home, firm)
    local, private = _draw_mails(stage(seed, "mails"), humans, np.concatenate([firm, before]), country)
    mobile, home = _draw_private(stage(seed, "private"), at_home)
    return Staff(
        country=country,
        humans=humans,
        former=draw_family_names(stage(seed, "former"), country, humans.female),
        firm=np.concatenate([firm, before]),
        changed_job=flags(rng, count, rates["changed_job"]),
        changed_family=humans.female & flags(rng, count, rates["changed_family"]),
        title=draw_titles(rng, at_home),
        mail=local + "@" + firms.reach.domain[np.concatenate([firm, before])],
        private_mail=private,
        mobile=mobile,
        home=home,
        desk=np.where(flags(rng, count, rates["direct_line"]), digits(rng, count, 2), ""),
    )


def _draw_employers(rng: np.random.Generator, firms: int, count: int) -> Ints:
    """Give each person a company; most companies are small."""
    weights = rng.pareto(1.3, firms) + 0.3
    return np.sort(weighted(rng, weights, count))


def _draw_former_employers(rng: np.random.Generator, country: Ints, firm: Ints) -> Ints:
    """Give each person another company of the same country, where people work too."""
    before = firm.copy()
    for number in np.unique(country):
        there = np.flatnonzero(country == number)
        before[there] = firm[rng.choice(there, len(there))]
    return before


def _share_families(
    rng: np.random.Generator, humans: Humans, country: Ints, works: tuple[Ints, Firms], rates: dict[str, float]
) -> None:
    """Let some bear the family name of the owners or of the colleague beside them, in place."""
    firm, firms = works
    count = len(firm)
    owner = firms.names.family[firm]
    family = humans.family
    of_owner = (owner != "") & (firms.country[firm] == country) & flags(rng, count, rates["family_of_owner"])
    russian = np.array([each.language == "ru" for each in countries()])[country]
    of_owner &= ~russian
    family.native[of_owner] = family.latin[of_owner] = owner[of_owner]
    colleague = np.flatnonzero(
        (firm[1:] == firm[:-1])
        & (country[1:] == country[:-1])
        & (humans.female[1:] == humans.female[:-1])
        & flags(rng, count - 1, rates["family_of_colleague"])
    )
    for names in (family.native, family.latin):
        names[colleague + 1] = names[colleague]


def _copy_names(rng: np.random.Generator, humans: Humans, country: Ints, rate: float) -> None:
    """Call some like another person of their country and sex, in place."""
    kind = 2 * country + humans.female
    copies = flags(rng, len(kind), rate)
    for number in np.unique(kind):
        there = np.flatnonzero(kind == number)
        mine = there[copies[there]]
        other = rng.choice(there, len(mine))
        for names in (humans.given, humans.second, humans.family):
            names.native[mine], names.latin[mine] = names.native[other], names.latin[other]


def _draw_mails(rng: np.random.Generator, humans: Humans, firm: Ints, country: Ints) -> tuple[Texts, Texts]:
    """Draw what stands before the @ in 2n jobs, different for all colleagues, and n private addresses."""
    count = len(country)
    first = texts_of(map(slug, np.where(humans.abroad != "", humans.abroad, humans.given.latin)))
    last = texts_of(map(slug, humans.family.latin))
    way = weighted(rng, MAIL_WEIGHTS, int(firm.max(initial=0)) + 1)[firm]
    rows = zip(way, np.concatenate([first, first]), np.concatenate([last, last]), strict=True)
    local = texts_of(MAILS[at].format(first=one, last=other, initial=one[:1]) for at, one, other in rows)
    _tell_apart(local, firm)
    years = texts_of(f"{year:02d}" for year in rng.integers(55, 105, count) % 100)
    private = texts_of(PRIVATE)[rng.integers(0, len(PRIVATE), count)]
    mine = texts_of(
        form.format(first=one, last=other, initial=one[:1], year=year)
        for form, one, other, year in zip(private, first, last, years, strict=True)
    )
    host = empty(count)
    for number, each in enumerate(countries()):
        there = np.flatnonzero(country == number)
        host[there] = each.free_mail[skewed(rng, len(each.free_mail), len(there), bend=2.0)]
    return local, mine + "@" + host


def _tell_apart(local: Texts, firm: Ints) -> None:
    """Number those who would have a colleague's address, in place."""
    seen: dict[tuple[int, str], int] = {}
    for place, (number, name) in enumerate(zip(firm, local, strict=True)):
        times = seen.get((number, name), 0) + 1
        seen[number, name] = times
        if times > 1:
            local[place] = f"{name}{times}"


def _draw_private(rng: np.random.Generator, country: Ints) -> tuple[Phones, Sites]:
    """Draw mobile numbers and addresses of homes."""
    columns = {name: empty(len(country)) for name in ("code", "trunk", "area", "line", "street", "street_latin")}
    columns |= {name: empty(len(country)) for name in ("city", "city_latin", "postal_code", "region")}
    for number, each in enumerate(countries()):
        there = np.flatnonzero(country == number)
        phones = draw_mobiles(rng, each, len(there))
        sites = draw_sites(rng, each, draw_towns(rng, each, len(there)))
        parts = (phones.code, phones.trunk, phones.area, phones.line, sites.street.native, sites.street.latin)
        more = (sites.city.native, sites.city.latin, sites.postal_code, sites.area)
        for name, part in zip(columns, (*parts, *more), strict=True):
            columns[name][there] = part
    street, city = (Scripted(columns[name], columns[f"{name}_latin"]) for name in ("street", "city"))
    phones = Phones(columns["code"], columns["trunk"], columns["area"], columns["line"])
    return phones, Sites(street, city, columns["postal_code"], columns["region"])


def draw_titles(rng: np.random.Generator, country: Ints) -> Texts:
    """Draw job titles, in the language of the country or in English."""
    titles = empty(len(country))
    english = flags(rng, len(country), 0.3)
    for number, each in enumerate(countries()):
        for which, language in ((english, "en"), (~english, each.language)):
            there = np.flatnonzero((country == number) & which)
            titles[there] = _titles(rng, language, len(there))
    return titles


def _titles(rng: np.random.Generator, language: str, count: int) -> Texts:
    listed, units = (texts_of(read("jobs")[name][language]) for name in ("titles", "units"))
    drawn = listed[skewed(rng, len(listed), count)]
    pairs = zip(drawn, pick(rng, units, count), strict=True)
    return texts_of(title.replace("{unit}", unit) for title, unit in pairs)
