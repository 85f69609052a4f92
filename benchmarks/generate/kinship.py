"""Which companies belong together, and what different companies share.

Everything that is shared is a pointer: the position of the company that it belongs to, a company's own unless shared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.generate.chance import earlier, flags, runs, settle, weighted
from benchmarks.generate.texts import Flags, Ints

SINGLE, GROUP, BRANCH, FRANCHISE = range(4)
SIZES = {SINGLE: (1, 1), GROUP: (2, 6), BRANCH: (2, 6), FRANCHISE: (4, 25)}
"""How many companies belong together, at least and at most."""
PARK = (3, 15)
OFFICE = (5, 30)
"""How many companies sit in one business park, and are reached at one accountant's."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """What n companies are to each other: `kind` of family, its first company, place in it, and whose each thing is."""

    kind: Ints
    leader: Ints
    place: Ints
    brand: Ints
    trade: Ints
    legal_form: Ints
    site: Ints
    phone: Ints
    domain: Ints
    email: Ints
    identifier: Ints
    park: Flags
    office: Flags
    namesake: Flags

    def of_kind(self, kind: int) -> Flags:
        """Tell which companies follow the first of a family of this kind."""
        followers: Flags = (self.kind == kind) & (self.place > 0)
        return followers

    def with_neighbours(self, rng: np.random.Generator, country: Ints, rates: Mapping[str, float]) -> "Kinship":
        """Add what strangers share: a name, a brand, a business park, an accountant's telephone."""
        free = self.place == 0
        single = self.kind == SINGLE
        brand, trade, legal_form = self.brand.copy(), self.trade.copy(), self.legal_form.copy()
        namesake = single & flags(rng, len(free), rates["namesakes"])
        for number in np.unique(country):
            there = np.flatnonzero(free & (country == number))
            brand[there] = there[earlier(rng, len(there), rates["shared_brand"])]
            other = there[(rng.random(len(there)) * np.arange(len(there))).astype(np.int64)]
            same = namesake[there]
            for pointers in (brand, trade, legal_form):
                pointers[there[same]] = other[same]
        settled = settle(brand)
        namesake &= settled != np.arange(len(free))
        parks = free & flags(rng, len(free), rates["business_park"])
        site, park = _share(rng, self.site, parks, country, PARK)
        offices = single & ~park & flags(rng, len(free), rates["accountant"])
        phone, office = _share(rng, self.phone, offices, country, OFFICE)
        return replace(
            self,
            brand=settled,
            trade=settle(trade),
            legal_form=settle(legal_form),
            site=settle(site),
            phone=settle(phone),
            email=settle(np.where(office, phone, self.email)),
            park=park,
            office=office,
            namesake=namesake,
        )


def draw_kinship(rng: np.random.Generator, count: int, rates: Mapping[str, float]) -> Kinship:
    """Draw families of companies, one after the other, until there are `count` companies."""
    shares = [1 - rates["groups"] - rates["branches"] - rates["franchises"]]
    kinds = weighted(rng, [*shares, rates["groups"], rates["branches"], rates["franchises"]], count)
    low, high = (np.array([SIZES[kind][end] for kind in range(4)]) for end in (0, 1))
    sizes = low[kinds] + ((high - low + 1)[kinds] * rng.random(count) ** 2).astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    leader = np.repeat(starts, sizes)[:count]
    kind = np.repeat(kinds, sizes)[:count]
    return _share_in_families(rng, kind, leader, rates)


def _share_in_families(rng: np.random.Generator, kind: Ints, leader: Ints, rates: Mapping[str, float]) -> Kinship:
    own = np.arange(len(kind))
    follows = leader != own
    group, branch, franchise = (follows & (kind == which) for which in (GROUP, BRANCH, FRANCHISE))

    def shared(among: Flags, rate: float = 1.0) -> Flags:
        return among & flags(rng, len(own), rate)

    def point(*where: Flags) -> Ints:
        return np.where(np.logical_or.reduce(where), leader, own)

    same_site = shared(group, rates["group_same_site"])
    same_domain = shared(group, rates["group_same_domain"])
    none = np.zeros(len(own), dtype=bool)
    return Kinship(
        kind=kind,
        leader=leader,
        place=own - leader,
        brand=point(follows),
        trade=point(branch, franchise),
        legal_form=point(branch),
        site=point(same_site),
        phone=point(shared(same_site, rates["group_same_phone"])),
        domain=point(same_domain, branch, franchise),
        email=point(shared(same_domain, 0.4), shared(branch, 0.5), shared(franchise, 0.3)),
        identifier=point(shared(branch, rates["branch_same_identifier"])),
        park=none,
        office=none,
        namesake=none,
    )


def _share(
    rng: np.random.Generator, pointers: Ints, among: Flags, country: Ints, lengths: tuple[int, int]
) -> tuple[Ints, Flags]:
    """Let companies of one country share a thing in runs; return the pointers, and who shares."""
    chosen = np.flatnonzero(among)
    chosen = chosen[np.argsort(country[chosen], kind="stable")]
    first_there = np.searchsorted(country[chosen], country[chosen])
    starts = np.maximum(runs(rng, len(chosen), lengths), first_there)
    changed = pointers.copy()
    changed[chosen] = chosen[starts]
    sizes = np.bincount(starts, minlength=len(chosen))
    who = np.zeros(len(pointers), dtype=bool)
    who[chosen[sizes[starts] > 1]] = True
    return changed, who
