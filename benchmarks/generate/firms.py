"""A world of companies: who they are, where they sit, and what they share although they are different."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.generate.brands import coin, draw_brands, with_kin
from benchmarks.generate.chance import flags, pick, pick_skewed, skewed, stage, weighted
from benchmarks.generate.identifiers import draw_identifiers
from benchmarks.generate.kinship import BRANCH, FRANCHISE, GROUP, SINGLE, Kinship, draw_kinship
from benchmarks.generate.phones import Phones, draw_lines
from benchmarks.generate.places import Sites, draw_mailbox, draw_park, draw_sites, draw_towns, fold_city, towns
from benchmarks.generate.texts import Flags, Ints, Scripted, Texts, empty, slug, texts_of
from benchmarks.generate.vocabulary import Country, countries, trades

Rates = Mapping[str, float]

PHONE_COLUMNS = ("code", "trunk", "area", "line")
SITE_COLUMNS = ("street", "street_latin", "city", "city_latin", "postal_code", *PHONE_COLUMNS)
WORD_COLUMNS = ("brand", "brand_latin", "called", "called_latin", "family")
TRADE_COLUMNS = ("trade", "trade_latin", "trade_sound", "trade_first", "industry")


@dataclass(frozen=True, slots=True)
class Names:
    """Parts of the names of n companies; `extra` says which part of a group or which branch, `alias` is another name.

    `trade_sound` is how the trade reads in Latin letters, where `trade.latin` is what it means. `family` is the name of
    the family that owns the company, "" if it is not called after one.
    """

    brand: Scripted
    called: Scripted
    family: Texts
    trade: Scripted
    trade_sound: Texts
    trade_first: Flags
    industry: Texts
    extra: Scripted
    extra_last: Flags
    with_city: Flags
    legal_form: Ints
    alias: Texts


@dataclass(frozen=True, slots=True)
class Reach:
    """How n companies are reached; `website` is "" where there is none, `own_mail` says if the domain is their own."""

    website: Texts
    domain: Texts
    email: Texts
    own_mail: Flags


@dataclass(frozen=True, slots=True)
class Firms:
    """n companies. `sites` and `phones` have 2n rows: now, and before the company moved or changed its number."""

    country: Ints
    kinship: Kinship
    names: Names
    sites: Sites
    phones: Phones
    reach: Reach
    identifier: Texts
    moved: Flags
    renumbered: Flags

    def __len__(self) -> int:
        """Return how many companies there are."""
        return len(self.country)


def draw_firms(seed: int, count: int, rates: Rates) -> Firms:
    """Draw companies; those that belong together have neighbouring positions."""
    kinship = draw_kinship(stage(seed, "kinship"), count, rates)
    country = _draw_countries(stage(seed, "countries"), kinship, rates)
    kinship = kinship.with_neighbours(stage(seed, "neighbours"), country, rates)
    town = _draw_towns(stage(seed, "towns"), country, kinship)
    names = _draw_names(stage(seed, "names"), country, kinship, town, rates)
    sites, phones = _draw_reachable(stage(seed, "sites"), country, town, kinship)
    return Firms(
        country=country,
        kinship=kinship,
        names=names,
        sites=sites,
        phones=phones,
        reach=_draw_reach(stage(seed, "reach"), country, kinship, names, sites.city.latin[:count], rates),
        identifier=draw_identifiers(stage(seed, "identifiers"), country)[kinship.identifier],
        moved=flags(stage(seed, "moved"), count, rates["moved"]),
        renumbered=flags(stage(seed, "renumbered"), count, rates["renumbered"]),
    )


def _draw_countries(rng: np.random.Generator, kinship: Kinship, rates: Rates) -> Ints:
    """Draw countries: one for a family, but some companies of a group that sit elsewhere are abroad."""
    own = weighted(rng, [country.share for country in countries()], len(kinship.leader))
    abroad = kinship.of_kind(GROUP) & (kinship.site != kinship.leader) & flags(rng, len(own), rates["group_abroad"])
    country: Ints = np.where(abroad, own, own[kinship.leader])
    return country


def _draw_towns(rng: np.random.Generator, country: Ints, kinship: Kinship) -> Ints:
    town = np.zeros(len(country), dtype=np.int64)
    for number, each in enumerate(countries()):
        there = np.flatnonzero(country == number)
        town[there] = draw_towns(rng, each, len(there))
    return town[kinship.site][kinship.phone]


def _draw_reachable(rng: np.random.Generator, country: Ints, town: Ints, kinship: Kinship) -> tuple[Sites, Phones]:
    """Draw addresses and telephone numbers of now and of before, and share them."""
    count = len(country)
    twice = np.concatenate([country, country])
    moved_away = flags(rng, count, 0.4)
    columns: dict[str, Texts] = {name: empty(2 * count) for name in SITE_COLUMNS}
    for number, each in enumerate(countries()):
        there = np.flatnonzero(twice == number)
        now = there[there < count]
        before = np.where(moved_away[now], draw_towns(rng, each, len(now)), town[now])
        sites = draw_sites(rng, each, np.concatenate([town[now], before]))
        lines = draw_lines(rng, each, sites.area)
        parts = (sites.street.native, sites.street.latin, sites.city.native, sites.city.latin, sites.postal_code)
        for name, part in zip(SITE_COLUMNS, (*parts, lines.code, lines.trunk, lines.area, lines.line), strict=True):
            columns[name][there] = part
        in_park = now[kinship.park[now]]
        park = draw_park(rng, each, len(in_park))
        columns["street"][in_park], columns["street_latin"][in_park] = park.native, park.latin
    site = np.concatenate([kinship.site, np.arange(count, 2 * count)])
    phone = np.concatenate([kinship.phone, np.arange(count, 2 * count)])
    for name in SITE_COLUMNS:
        columns[name] = columns[name][phone if name in PHONE_COLUMNS else site]
    street = Scripted(columns["street"], columns["street_latin"])
    city = Scripted(columns["city"], columns["city_latin"])
    phones = Phones(*(columns[name] for name in PHONE_COLUMNS))
    return Sites(street, city, columns["postal_code"], columns["area"]), phones


def _draw_names(rng: np.random.Generator, country: Ints, kinship: Kinship, town: Ints, rates: Rates) -> Names:
    count = len(country)
    columns: dict[str, Texts] = {name: empty(count) for name in (*WORD_COLUMNS, *TRADE_COLUMNS)}
    legal_form = np.zeros(count, dtype=np.int64)
    with_city = np.zeros(count, dtype=bool)
    for number, each in enumerate(countries()):
        there = np.flatnonzero(country == number)
        for name, texts in _draw_words(rng, each, len(there), rates).items():
            columns[name][there] = texts
        legal_form[there] = weighted(rng, [form.weight for form in each.legal_forms], len(there))
        with_city[there] = flags(rng, len(there), 0.7 if each.language == "zh" else rates["city_in_name"])
    alias = np.where(flags(rng, count, rates["trade_name"]), coin(rng, count), "")
    foreign = country[kinship.brand] != country
    for name in ("brand", "called"):
        columns[name] = np.where(foreign, columns[f"{name}_latin"][kinship.brand], columns[name][kinship.brand])
        columns[f"{name}_latin"] = columns[f"{name}_latin"][kinship.brand]
    columns["family"] = np.where(foreign, "", columns["family"][kinship.brand])
    for name in TRADE_COLUMNS:
        columns[name] = columns[name][kinship.trade]
    extra = _draw_extras(rng, country, kinship, town, columns)
    return Names(
        brand=Scripted(columns["brand"], columns["brand_latin"]),
        called=Scripted(columns["called"], columns["called_latin"]),
        family=columns["family"],
        trade=Scripted(columns["trade"], columns["trade_latin"]),
        trade_sound=columns["trade_sound"],
        trade_first=columns["trade_first"] != "",
        industry=columns["industry"],
        extra=extra,
        extra_last=kinship.of_kind(BRANCH),
        with_city=with_city & (extra.native == ""),
        legal_form=legal_form[kinship.legal_form],
        alias=alias,
    )


def _draw_words(rng: np.random.Generator, country: Country, count: int, rates: Rates) -> dict[str, Texts]:
    """Draw brands and trades for companies of a country."""
    brand, family = draw_brands(rng, country, count)
    kin = np.flatnonzero((family != "") & flags(rng, count, rates["kin_in_name"]))
    called = with_kin(rng, country, brand.native, kin)
    words = trades(country.language)
    which = skewed(rng, len(words.industry), count, bend=60.0)
    trade = words.words.take(which)
    named = ~flags(rng, count, rates["no_trade_in_name"])
    return {
        "brand": brand.native,
        "brand_latin": brand.latin,
        "called": called,
        "called_latin": called if country.language not in {"zh", "ru"} else brand.latin,
        "family": family,
        "trade": np.where(named, trade.native, ""),
        "trade_latin": np.where(named, trade.latin, ""),
        "trade_sound": np.where(named, words.reading[which], ""),
        "trade_first": words.before[which],
        "industry": words.industry[which],
    }


def _draw_extras(
    rng: np.random.Generator, country: Ints, kinship: Kinship, town: Ints, columns: dict[str, Texts]
) -> Scripted:
    """Draw which part of a group, which branch or which shop of a franchise a company is, in place of some trades."""
    count = len(country)
    native, latin = empty(count), empty(count)
    in_town = kinship.of_kind(FRANCHISE) & flags(rng, count, 0.5)
    abroad = kinship.of_kind(GROUP) & (country != country[kinship.leader])
    for number, each in enumerate(countries()):
        there = country == number
        group = np.flatnonzero(there & kinship.of_kind(GROUP) & ~abroad)
        part = each.groups.take((kinship.leader[group] + kinship.place[group]) % len(each.groups.native))
        native[group], latin[group] = part.native, part.latin
        for name in ("trade", "trade_latin", "trade_sound"):
            columns[name][group] = np.where(flags(rng, len(group), 0.6), "", columns[name][group])
        outside = np.flatnonzero(there & abroad)
        native[outside], latin[outside] = each.written[0], each.written[1]
        branch = np.flatnonzero(there & (kinship.of_kind(BRANCH) | in_town))
        native[branch], latin[branch] = _name_branches(each, kinship, branch, town[branch])
    return Scripted(native, latin)


def _name_branches(country: Country, kinship: Kinship, which: Ints, town: Ints) -> tuple[Texts, Texts]:
    """Name branches by their town or their number, shops of a franchise by their town."""
    city = towns(country.code).names.take(town)
    step = kinship.place[which] if country.language == "zh" else 0
    kind = country.branch.take((kinship.leader[which] + step) % len(country.branch.native))
    shop = kinship.kind[which] == FRANCHISE
    both = []
    for patterns, names in ((kind.native, city.native), (kind.latin, city.latin)):
        rows = zip(np.where(shop, "{}", patterns), names, strict=True)
        both.append(texts_of(pattern.replace("{}", name) for pattern, name in rows))
    return both[0], both[1]


def _draw_reach(
    rng: np.random.Generator, country: Ints, kinship: Kinship, names: Names, city: Texts, rates: Rates
) -> Reach:
    count = len(country)
    domain = _unique_domains(_draw_domains(rng, country, names, city))[kinship.domain]
    single = kinship.kind == SINGLE
    free = single & flags(rng, count, rates["free_mail"])
    hosted = free & flags(rng, count, rates["hosted_website"])
    website = np.where(free | flags(rng, count, rates["no_website"]), "", domain)
    email = empty(count)
    for number, each in enumerate(countries()):
        there = np.flatnonzero(country == number)
        email[there] = draw_mailbox(rng, each, len(there)) + "@" + domain[there]
        of_free = np.flatnonzero((country == number) & free)
        person = texts_of(name.partition(".")[0] for name in domain[of_free])
        email[of_free] = person + "@" + pick_skewed(rng, each.free_mail, len(of_free), bend=3.0)
        of_hosted = np.flatnonzero((country == number) & hosted)
        pattern = pick(rng, each.hosted, len(of_hosted))
        stem = texts_of(name.partition(".")[0] for name in domain[of_hosted])
        website[of_hosted] = texts_of(text.replace("{}", name) for text, name in zip(pattern, stem, strict=True))
    return Reach(website=website, domain=domain, email=email[kinship.email], own_mail=~free)


def _draw_domains(rng: np.random.Generator, country: Ints, names: Names, city: Texts) -> Texts:
    """Draw domains: the brand alone, or with the trade, the legal form or the city."""
    count = len(country)
    way = weighted(rng, [0.45, 0.3, 0.1, 0.15], count)
    home = texts_of(each.top_domain for each in countries())[country]
    top = np.where(
        flags(rng, count, 0.75), home, pick_skewed(rng, texts_of(["com", "net", "eu", "org", "biz"]), count, bend=0.3)
    )
    dash = np.where(flags(rng, count, 0.6), "-", "")
    forms = [each.legal_forms for each in countries()]
    parts = zip(way, names.brand.latin, names.trade.latin, country, names.legal_form, city, strict=True)
    tails = texts_of(
        ("", trade.split(" ")[0], forms[number][form].latin[0], fold_city(town))[kind]
        for kind, _, trade, number, form, town in parts
    )
    stems = zip(map(slug, names.brand.latin), dash, map(slug, tails), top, strict=True)
    return texts_of(f"{stem}{join if tail else ''}{tail}.{end}" for stem, join, tail, end in stems)


def _unique_domains(domains: Texts) -> Texts:
    """Give those who come later for a domain another one: a domain belongs to one company."""
    seen: dict[str, int] = {}
    unique = domains.copy()
    for position, domain in enumerate(domains):
        times = seen.get(domain, 0)
        seen[domain] = times + 1
        if times:
            stem, _, top = domain.partition(".")
            unique[position] = f"{stem}{'-' if times % 2 else ''}{times + 1}.{top}"
    return unique
