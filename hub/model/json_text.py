"""JSON as text: what the graph keeps in properties that hold more than one value, and what ids and hashes stand for."""

import orjson


def to_json(value: object) -> str:
    """Return `value` as compact JSON, keys in their own order."""
    return orjson.dumps(value).decode()


def canonical_json(value: object) -> str:
    """Return `value` as compact JSON, the same text for equal values whatever the order of their keys."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
