"""Search: golden records by what somebody types. Nothing here writes.

What is typed is read in every way it may be meant, as a name, e-mail address, telephone number, identifier or article
number; records that hold one of these readings exactly come first, those that a full-text search finds behind them.
"""

import re
from collections.abc import Iterator, Sequence

from hub.errors import ValueProblem
from hub.graph.database import Row, Transaction
from hub.graph.rows import golden_from
from hub.model.attributes import ATTRIBUTES, Attribute, ValueType
from hub.model.golden import GoldenRecord
from hub.model.ids import Kind
from hub.opening import Hub
from hub.resolution.match_model import record_keys
from hub.resolution.record_keys import rule_of
from hub.resolution.trained_model import TrainedModel
from hub.standardise.legal_forms import split_words, strip_latin_form
from hub.standardise.text import to_latin
from hub.standardise.values import Defaults, standardise_value

MAX_EXACT = 200
MIN_PREFIX = 3
_LUCENE_SYNTAX = re.compile(r'[+\-&|!(){}\[\]^"~*?:\\/<>=]')
_PHONE = re.compile(r"(?=(?:\D*\d){5})[\d\s()+./-]+")
EXACT: dict[Kind, dict[str, frozenset[str]]] = {
    Kind.COMPANY: {
        "name": frozenset({"company_name"}),
        "identifier": frozenset({"identifier"}),
        "email": frozenset({"email"}),
        "phone": frozenset({"phone"}),
    },
    Kind.CONTACT: {"name": frozenset({"full"}), "email": frozenset({"email"}), "phone": frozenset({"phone"})},
    Kind.PRODUCT: {
        "name": frozenset({"title"}),
        "gtin": frozenset({"identifier", "identifier1"}),
        "sku": frozenset({"identifier", "identifier1"}),
    },
}
"""The attributes that are searched exactly, and the blocking rules by which their values are found."""


def search(
    hub: Hub, text: str, kinds: Sequence[Kind] = tuple(Kind), skip: int = 0, limit: int = 20
) -> list[GoldenRecord]:
    """Find golden records by name, e-mail, telephone number or identifier, in Latin letters or Chinese, best first."""
    query = _lucene(text)
    wanted = [kind.value for kind in kinds]

    def work(transaction: Transaction) -> list[Row]:
        models = hub.resolver.policy_in(transaction).models
        keys = sorted({key for kind in kinds for key in _keys(models[kind], kind, text)})
        exact = transaction.run("read/search_keys", keys=keys, kinds=wanted, limit=MAX_EXACT)
        shown = exact[skip : skip + limit]
        if not query or len(shown) == limit:
            return shown
        place = {"skip": max(0, skip - len(exact)), "limit": limit - len(shown)}
        known = [row["id"] for row in exact]
        return shown + transaction.run("read/search_text", text=query, kinds=wanted, without=known, **place)

    return [golden_from(row["body"]) for row in hub.database.read(work)]


def _keys(model: TrainedModel, kind: Kind, text: str) -> Iterator[str]:
    """Blocking keys of records that hold `text` as a value of their own, or as a name in whatever script and order."""
    readings = list(_readings(kind, text))
    for (name, _value), own in zip(readings, record_keys(model, [{n: (v,)} for n, v in readings]), strict=True):
        yield from (key for key in own.keys if rule_of(key) in EXACT[kind][name])


def _readings(kind: Kind, text: str) -> Iterator[tuple[str, str]]:
    """Every attribute and value that `text` may stand for."""
    for name in EXACT[kind]:
        attribute = ATTRIBUTES[kind][name]
        if attribute.type is ValueType.IDENTIFIER:
            yield name, f":{text}"
        elif attribute.type is ValueType.PHONE:
            yield from ((name, number) for number in _PHONE.findall(text) if number == text)
        else:
            yield from ((name, value) for value in _standardised(attribute, text))


def _standardised(attribute: Attribute, text: str) -> Iterator[str]:
    try:
        value = standardise_value(attribute, text, Defaults())
    except ValueProblem:
        return
    if value:
        yield value


def _lucene(text: str) -> str:
    """Every word in any place, the last one perhaps cut short, as when somebody is still typing; or all of it as one.

    Golden records hold each run of Chinese as one word of pinyin, and numbers without spaces.
    """
    words = _without_legal_form(_LUCENE_SYNTAX.sub(" ", text).split(), text)
    if not words:
        return ""
    *first, last = (f'"{word}"' for word in words)
    query = " AND ".join([*first, f"({last} OR {words[-1].lower()}*)"])
    joined = to_latin(text).replace(" ", "")
    return f"({query}) OR {joined}*" if len(joined) >= MIN_PREFIX else query


def _without_legal_form(words: Sequence[str], text: str) -> Sequence[str]:
    """Leave out what half of all companies are called: it finds nobody, costs most, and "Siemens GmbH" means the AG."""
    kept, _code = strip_latin_form(split_words(text), text)
    return [word for word in words if set(kept).intersection(split_words(word))] or words
