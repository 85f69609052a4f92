"""The set of companies: records of five sources about a world of companies."""

import numpy as np

from benchmarks.generate.brands import draw_families
from benchmarks.generate.chance import flags, pick, skewed, stage, weighted
from benchmarks.generate.firm_names import is_abroad, shorten_streets, write_country, write_names
from benchmarks.generate.firms import Firms, draw_firms
from benchmarks.generate.identifiers import loosen, without_country
from benchmarks.generate.phones import add_extension, write_phones
from benchmarks.generate.places import towns
from benchmarks.generate.rates import Rates, draw_sizes, read_rates
from benchmarks.generate.slips import Slips
from benchmarks.generate.tables import Batch, LabelledWriter, deal
from benchmarks.generate.texts import Flags, Ints, Texts, alter, empty, fill, slug, texts_of
from benchmarks.generate.vocabulary import countries, people

FIELDS = ("name", "street", "postal_code", "city", "country", "phone", "website", "email", "vat", "industry")
SWAPPED = (
    ("name", "street"),
    ("city", "postal_code"),
    ("phone", "email"),
    ("website", "email"),
    ("street", "city"),
    ("phone", "vat"),
)
PLACEHELD = ("phone", "email", "street", "postal_code", "vat", "website", "city")
CODES = {"logistics": "4941", "machinery": "2899", "software": "6201", "trade": "4690", "construction": "4120"}
"""What is written for an industry by systems that keep numbers (NACE)."""


def write_companies(records: int, seed: int, writer: LabelledWriter) -> None:
    """Write the set, in batches."""
    rates = read_rates("companies")
    sizes = draw_sizes(stage(seed, "sizes"), rates, records)
    firms = draw_firms(seed, len(sizes), rates.world)
    for number, entity in enumerate(deal(stage(seed, "order"), sizes)):
        writer.write(make_batch(stage(seed, "batch", number), firms, entity, rates))


def make_batch(rng: np.random.Generator, firms: Firms, entity: Ints, rates: Rates) -> Batch:
    """Make a record for each of these companies, by their positions."""
    source = weighted(rng, rates.share, len(entity))
    slips = Slips(rng, rates, source)
    latin = ~is_abroad(firms.country[entity]) | slips.strikes("latin_script", is_abroad(firms.country[entity]))
    columns = {"name": write_names(slips, firms, entity, latin)}
    columns |= write_address(slips, firms, entity, latin)
    columns |= _write_reach(slips, firms, entity, (source, rates))
    columns["vat"] = _write_identifiers(slips, firms, entity)
    columns["industry"] = _write_industries(slips, firms, entity)
    columns = {name: columns[name] for name in FIELDS}
    slips.miss(columns)
    slips.swap(columns, SWAPPED)
    slips.put_placeholders(columns, PLACEHELD)
    return Batch(entity=entity, source=texts_of(rates.sources)[source], columns=columns, marks=slips.marks)


def write_address(slips: Slips, firms: Firms, entity: Ints, latin: Flags) -> dict[str, Texts]:
    """Write addresses, of now or of before."""
    country = firms.country[entity]
    site = entity + len(firms) * slips.strikes("old_address", firms.moved[entity])
    street = firms.sites.street.take(site).in_script(latin)
    shorten_streets(slips, street, country)
    slips.typo("street_typo", street)
    city = firms.sites.city.take(site).in_script(latin)
    slips.typo("city_typo", city)
    other = slips.strikes("city_of_district")
    for position in np.flatnonzero(other):
        names = towns(countries()[country[position]].code).names
        city[position] = slips.letters.choice(names.latin if latin[position] else names.native)
    postal_code = firms.sites.postal_code[site]
    slips.typo("postal_code_typo", postal_code)
    own_way = flags(slips.rng, len(entity), 0.35)
    return {
        "street": street,
        "postal_code": postal_code,
        "city": city,
        "country": write_country(slips.rng, country, own_way),
    }


def write_switchboards(slips: Slips, firms: Firms, entity: Ints, source: tuple[Ints, Rates]) -> Texts:
    """Write telephone numbers of companies, in the ways of each source."""
    at, rates = source
    line = entity + len(firms) * slips.strikes("old_phone", firms.renumbered[entity])
    phone = empty(len(entity))
    for number, weights in enumerate(rates.phone_ways):
        there = np.flatnonzero(at == number)
        phone[there] = write_phones(slips.rng, firms.phones.take(line[there]), weights)
    return phone


def _write_reach(slips: Slips, firms: Firms, entity: Ints, source: tuple[Ints, Rates]) -> dict[str, Texts]:
    phone = write_switchboards(slips, firms, entity, source)
    longer = slips.strikes("phone_extension")
    phone[longer] += add_extension(slips.rng, int(longer.sum()))
    slips.typo("phone_typo", phone)
    website = firms.reach.website[entity]
    slips.change("website_full", website, lambda text: _full_website(slips, text), website != "")
    return {"phone": phone, "website": website, "email": _write_emails(slips, firms, entity)}


def _full_website(slips: Slips, text: str) -> str:
    return slips.letters.choice(
        ("www.{}", "http://www.{}", "https://www.{}/", "https://{}", "WWW.{}", "http://{}/index.html")
    ).format(text)


def _write_emails(slips: Slips, firms: Firms, entity: Ints) -> Texts:
    """Write the company's mailbox, or that of somebody who works there, or somebody's free mail."""
    email = firms.reach.email[entity]
    person = slips.strikes("email_of_person", firms.reach.own_mail[entity] & ~firms.kinship.office[entity])
    free = slips.strikes("email_of_free_mail", person)
    for number, country in enumerate(countries()):
        there = np.flatnonzero((firms.country[entity] == number) & person)
        family = draw_families(slips.rng, country.language, len(there)).latin
        first = people(country.language).male.latin
        given = first[skewed(slips.rng, len(first), len(there))]
        host = np.where(free[there], pick(slips.rng, country.free_mail, len(there)), firms.reach.domain[entity[there]])
        dot = pick(slips.rng, texts_of([".", ".", "", "_"]), len(there))
        pairs = zip(given, dot, family, host, strict=True)
        email[there] = texts_of(f"{slug(one)}{join}{slug(other)}@{end}" for one, join, other, end in pairs)
    slips.typo("email_typo", email)
    return email


def _write_identifiers(slips: Slips, firms: Firms, entity: Ints) -> Texts:
    identifier = firms.identifier[entity]
    loose = slips.strikes("vat_loose")
    bare_number = loose & flags(slips.rng, len(entity), 0.5)
    alter(identifier, bare_number, without_country)
    alter(identifier, loose & ~bare_number, loosen)
    slips.typo("vat_typo", identifier)
    return identifier


def _write_industries(slips: Slips, firms: Firms, entity: Ints) -> Texts:
    """Write industries: in English words, as a number, or as the word of the name."""
    industry = texts_of(map(str.capitalize, firms.names.industry[entity]))
    way = slips.rng.random(len(entity))
    numbered = texts_of(CODES.get(text, str(7000 + 13 * len(text))) for text in firms.names.industry[entity])
    fill(industry, way < 0.3, numbered)
    fill(industry, (way > 0.8) & (firms.names.trade.native[entity] != ""), firms.names.trade.native[entity])
    return industry
