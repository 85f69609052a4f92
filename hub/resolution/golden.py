"""From the members of one cluster to its golden record."""

from collections.abc import Mapping, Sequence

from hub.model.attributes import CUSTOMER_ATTRIBUTES
from hub.model.golden import GoldenRecord, GoldenValue
from hub.model.ids import GoldenId
from hub.model.plan import Member, Neighbourhood
from hub.resolution.survive import survive
from hub.standardise.text import to_latin

NAMED_BY = ("name", "alias", "email", "phone", "identifier", "domain", "gtin", "sku", "customer_number")
"""What a golden record goes by, first one present."""

SEARCHED_BY = (
    "name",
    "alias",
    "company_name",
    "email",
    "phone",
    "identifier",
    "domain",
    "gtin",
    "sku",
    "customer_number",
    "city",
)
"""What a full-text search looks at."""


def make_golden(
    golden_id: GoldenId, members: Sequence[Member], former_ids: tuple[GoldenId, ...], context: Neighbourhood
) -> GoldenRecord:
    """Derive the golden record `golden_id` of a cluster; `context` brings trust and overrides."""
    ids = {member.id for member in members}
    overrides = [override for override in context.overrides if override.record in ids]
    trusts = {trust.source: trust for trust in context.trusts}
    values = survive(context.kind, members, trusts, overrides)
    return GoldenRecord(
        id=golden_id,
        kind=context.kind,
        name=_name(values, golden_id),
        values=values,
        members=tuple(sorted(ids)),
        former_ids=former_ids,
        customer_values={name: value.values for name, value in values.items() if name in CUSTOMER_ATTRIBUTES},
        search_text=_search_text(values),
    )


def _name(values: Mapping[str, GoldenValue], golden_id: GoldenId) -> str:
    return next((values[name].values[0] for name in NAMED_BY if name in values), golden_id)


def _search_text(values: Mapping[str, GoldenValue]) -> str:
    """Every name that any record gives it, as written and in Latin letters, and how to reach and identify it."""
    texts: set[str] = set()
    for name in SEARCHED_BY:
        if name in values:
            texts |= {text for claim in values[name].claims for text in claim.values} | set(values[name].values)
    latin = {to_latin(text) for text in texts}
    return " ".join(sorted(texts | latin))
