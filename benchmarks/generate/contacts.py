"""The set of contacts: records of five sources about people who work for companies."""

import numpy as np

from benchmarks.generate.chance import pick, stage, weighted
from benchmarks.generate.companies import write_address, write_switchboards
from benchmarks.generate.firm_names import is_abroad, read_otherwise, write_names
from benchmarks.generate.firms import Firms, draw_firms
from benchmarks.generate.phones import write_phones
from benchmarks.generate.rates import Rates, draw_sizes, read_rates
from benchmarks.generate.slips import Slips
from benchmarks.generate.staff import Staff, draw_staff, draw_titles
from benchmarks.generate.tables import Batch, LabelledWriter, deal
from benchmarks.generate.texts import Flags, Ints, Texts, alter, bare, empty, fill, spell_out, texts_of
from benchmarks.generate.vocabulary import countries, nicknames, read

FIELDS = (
    "first_name",
    "last_name",
    "company",
    "job_title",
    "email",
    "phone",
    "mobile",
    "street",
    "postal_code",
    "city",
    "country",
)
SWAPPED = (
    ("phone", "mobile"),
    ("company", "last_name"),
    ("city", "postal_code"),
    ("job_title", "company"),
    ("email", "phone"),
)
PLACEHELD = ("phone", "mobile", "company", "first_name", "street", "job_title", "postal_code")


def write_contacts(records: int, seed: int, writer: LabelledWriter) -> None:
    """Write the set, in batches."""
    rates = read_rates("contacts")
    sizes = draw_sizes(stage(seed, "sizes"), rates, records)
    firms = draw_firms(
        seed, max(int(len(sizes) / rates.world["persons_per_company"]), 20), read_rates("companies").world
    )
    staff = draw_staff(seed, firms, len(sizes), rates.world)
    for number, entity in enumerate(deal(stage(seed, "order"), sizes)):
        writer.write(make_batch(stage(seed, "batch", number), (staff, firms), entity, rates))


def make_batch(rng: np.random.Generator, world: tuple[Staff, Firms], entity: Ints, rates: Rates) -> Batch:
    """Make a record for each of these people, by their positions."""
    staff, firms = world
    source = weighted(rng, rates.share, len(entity))
    slips = Slips(rng, rates, source)
    job = entity + len(staff) * slips.strikes("former_job", staff.changed_job[entity])
    firm = staff.firm[job]
    foreign = is_abroad(firms.country[firm])
    latin = ~foreign | slips.strikes("latin_script", foreign)
    columns = _write_person(slips, staff, entity, latin)
    columns["company"] = write_names(slips, firms, firm, latin)
    columns["job_title"] = _write_titles(slips, staff, entity, firms.country[firm])
    columns["email"] = _write_mails(slips, world, entity, job)
    columns |= _write_lines(slips, world, (entity, firm), (source, rates))
    columns |= _write_places(slips, world, (entity, firm), latin)
    columns = {name: columns[name] for name in FIELDS}
    slips.miss(columns)
    slips.swap(columns, SWAPPED)
    slips.put_placeholders(columns, PLACEHELD)
    return Batch(entity=entity, source=texts_of(rates.sources)[source], columns=columns, marks=slips.marks)


def _write_person(slips: Slips, staff: Staff, entity: Ints, latin: Flags) -> dict[str, Texts]:
    """Write the names of people."""
    given, family = _write_given(slips, staff, entity, latin), _write_family(slips, staff, entity, latin)
    slips.typo("given_typo", given)
    slips.typo("family_typo", family)
    swapped = slips.strikes("names_swapped")
    given[swapped], family[swapped] = family[swapped], given[swapped]
    _join_names(slips, given, family)
    for name, change in (
        ("umlauts_of_person", spell_out),
        ("accents_of_person", bare),
        ("person_upper", str.upper),
        ("person_lower", str.lower),
    ):
        struck = slips.strikes(name)
        alter(given, struck, change)
        alter(family, struck, change)
    return {"first_name": given, "last_name": family}


def _write_given(slips: Slips, staff: Staff, entity: Ints, latin: Flags) -> Texts:
    humans = staff.humans
    given = humans.given.take(entity).in_script(latin)
    abroad = humans.abroad[entity]
    english = slips.strikes("english_name_used", latin & (abroad != ""))
    given[english] = abroad[english]
    other = slips.strikes("other_reading", latin & is_abroad(staff.country[entity]) & ~english)
    alter(given, other, read_otherwise)
    _use_nicknames(slips, given, staff.country[entity])
    second = humans.second.take(entity).in_script(latin)
    second[slips.strikes("second_name_lost", second != "")] = ""
    joined: Texts = given + np.where(second != "", pick(slips.rng, texts_of([" ", "-", " "]), len(given)) + second, "")
    one_letter = slips.strikes("initial_only", latin)
    alter(joined, one_letter, lambda name: name[:1] + slips.letters.choice(("", ".")))
    middle = slips.strikes("middle_initial", latin & ~one_letter)
    alter(joined, middle, lambda name: f"{name} {slips.letters.choice('ABCDEFGHJKLMPRSTW')}.")
    slips.change("title_before", joined, lambda name: f"{slips.letters.choice(read('jobs')['before'])} {name}", latin)
    return joined


def _use_nicknames(slips: Slips, given: Texts, country: Ints) -> None:
    known = [nicknames(each.language) for each in countries()]
    has = np.fromiter(
        (name in known[at] for name, at in zip(given, country, strict=True)), dtype=bool, count=len(given)
    )
    for position in np.flatnonzero(slips.strikes("nickname", has)):
        given[position] = slips.letters.choice(known[country[position]][given[position]])


def _write_family(slips: Slips, staff: Staff, entity: Ints, latin: Flags) -> Texts:
    family = staff.humans.family.take(entity).in_script(latin)
    former = slips.strikes("former_family", staff.changed_family[entity])
    fill(family, former, staff.former.take(entity).in_script(latin))
    double = np.fromiter(("-" in name for name in family), dtype=bool, count=len(family))
    slips.change("second_family_lost", family, lambda name: slips.letters.choice(name.split("-")), double)
    return family


def _join_names(slips: Slips, given: Texts, family: Texts) -> None:
    """Write full names where the family name belongs, in place; Chinese ones without a space."""
    for position in np.flatnonzero(slips.strikes("names_in_one_field")):
        first, last = given[position], family[position]
        if not first.isascii() and first[-1] >= "\u4e00":
            family[position] = last + first
        else:
            family[position] = slips.letters.choice(
                (f"{first} {last}", f"{first} {last}", f"{last}, {first}", f"{last} {first}")
            )
        given[position] = ""


def _write_titles(slips: Slips, staff: Staff, entity: Ints, country: Ints) -> Texts:
    titles = staff.title[entity]
    fill(titles, slips.strikes("other_title"), draw_titles(slips.rng, country))
    return titles


def _write_mails(slips: Slips, world: tuple[Staff, Firms], entity: Ints, job: Ints) -> Texts:
    """Write the address at work, of the company, or at home; who has none at work has the other ones."""
    staff, firms = world
    firm = staff.firm[job]
    email = staff.mail[job]
    slips.change("other_mail", email, _other_mail)
    own = firms.reach.own_mail[firm]
    shared = slips.strikes("shared_mailbox") | (~own & (slips.rng.random(len(entity)) < 0.4))
    fill(email, shared, firms.reach.email[firm])
    private = slips.strikes("private_mail") | (~own & ~shared)
    fill(email, private, staff.private_mail[entity])
    slips.typo("email_typo", email)
    return email


def _other_mail(email: str) -> str:
    """Write an address in another form.

    >>> _other_mail("ann.lee@acme.example"), _other_mail("alee@acme.example")
    ('a.lee@acme.example', 'a.lee@acme.example')
    """
    name, _, host = email.partition("@")
    first, _, last = name.partition(".")
    return f"{first[:1]}.{last or first[1:]}@{host}"


def _write_lines(
    slips: Slips, world: tuple[Staff, Firms], who: tuple[Ints, Ints], source: tuple[Ints, Rates]
) -> dict[str, Texts]:
    """Write telephone numbers: the switchboard's or the desk's behind it, and the mobile one."""
    staff, firms = world
    entity, firm = who
    at, rates = source
    phone = write_switchboards(slips, firms, firm, source)
    phone += np.where(staff.desk[entity] != "", pick(slips.rng, texts_of(["-", " ext. ", " x", " "]), len(phone)), "")
    phone += staff.desk[entity]
    mobile = empty(len(entity))
    for number, weights in enumerate(rates.phone_ways):
        there = np.flatnonzero(at == number)
        mobile[there] = write_phones(slips.rng, staff.mobile.take(entity[there]), weights)
    fill(phone, slips.strikes("mobile_as_phone"), mobile)
    slips.typo("phone_typo", phone)
    return {"phone": phone, "mobile": mobile}


def _write_places(slips: Slips, world: tuple[Staff, Firms], who: tuple[Ints, Ints], latin: Flags) -> dict[str, Texts]:
    """Write the company's address, or that of the home."""
    staff, firms = world
    entity, firm = who
    columns = write_address(slips, firms, firm, latin)
    home = slips.strikes("private_address")
    fill(columns["street"], home, staff.home.street.take(entity).in_script(latin))
    fill(columns["city"], home, staff.home.city.take(entity).in_script(latin))
    fill(columns["postal_code"], home, staff.home.postal_code[entity])
    return columns
