"""Typed cells of Parquet and Excel files as text, the way a CSV export would write them."""

import datetime as dt
import json
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any


def to_text(value: object) -> str:
    """Return a cell as text: dates in ISO 8601, whole numbers without a point, "" for nothing."""
    return _WRITERS.get(type(value), str)(value)


def _float(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() else repr(value)


def _datetime(value: dt.datetime) -> str:
    # Excel has no type for days, only for moments; midnight is what a day looks like there.
    return value.date().isoformat() if value.time() == dt.time() else value.isoformat()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=to_text)


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    bool: lambda value: "true" if value else "false",
    float: _float,
    Decimal: lambda value: format(value, "f"),
    dt.datetime: _datetime,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
    bytes: bytes.hex,
    list: _json,
    dict: _json,
}
