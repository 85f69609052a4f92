"""Dates and times as people write them.

In: clean text such as "2024年1月2日", "2 Jan 2024" or "2024-01-02T08:00+08:00". Out: ISO 8601: a year, year-month,
day, or time in UTC. 01/02/2024 has two readings and is refused.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from unicodedata import normalize

from hub.standardise.cleaning import UnreadableError

_TIME = (
    r"(?:(?:t|,?\s)\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>am|pm)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?)?"
)
_MONTH_NAME = r"(?P<name>[^\W\d_]{3,9})\.?"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<year>\d{4})年?",
        r"(?P<year>\d{4})(?P<separator>[-/.])(?P<month>\d{1,2})(?:(?P=separator)(?P<day>\d{1,2})" + _TIME + ")?",
        r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?[日号]?" + _TIME + ")?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:t?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>z)?)?",
        r"(?P<first>\d{1,2})(?P<separator>[-/.])(?P<second_part>\d{1,2})(?P=separator)(?P<year>\d{4})" + _TIME,
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]" + _MONTH_NAME + r",?[\s-](?P<year>\d{4})" + _TIME,
        _MONTH_NAME + r"\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})" + _TIME,
        _MONTH_NAME + r"[\s-](?P<year>\d{4})",
    )
)
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january januar janvier enero jan",
            "february februar février febrero feb",
            "march märz mars marzo mar mär",
            "april avril abril apr",
            "may mai mayo",
            "june juni juin junio jun",
            "july juli juillet julio jul",
            "august août agosto aug",
            "september septembre septiembre sep sept",
            "october oktober octobre octubre oct okt",
            "november novembre noviembre nov",
            "december dezember décembre diciembre dec dez",
        ),
        1,
    )
    for name in names.split()
}
_CURE = "Write it as 2024-02-01; a year or year and month will do."
_LAST_MONTH = 12


@lru_cache(maxsize=16_384)
def read_date(text: str) -> str:
    """Return `text` as ISO 8601. A time without a zone is taken as UTC, and midnight without one as a mere day.

    >>> read_date("2024年1月2日"), read_date("31.12.2023"), read_date("2024-01-02T08:00+08:00")
    ('2024-01-02', '2023-12-31', '2024-01-02T00:00:00Z')

    Raises:
        UnreadableError: it is no date, no day of the calendar, or has two readings.
    """
    plain = normalize("NFKC", text).casefold()
    found = next((match for shape in _SHAPES if (match := shape.fullmatch(plain))), None)
    if found is None:
        raise UnreadableError("is not a date", _CURE)
    parts = {name: part for name, part in found.groupdict().items() if part}
    month, day = _month_and_day(parts)
    try:
        return _write(parts, month, day)
    except (ValueError, OverflowError):
        raise UnreadableError("is no day or time of the calendar", _CURE) from None


def _month_and_day(parts: dict[str, str]) -> tuple[int | None, int | None]:
    if "name" in parts:
        if parts["name"] not in _MONTHS:
            raise UnreadableError("names a month that is not known", _CURE)
        return _MONTHS[parts["name"]], _number(parts, "day")
    if "first" in parts:
        return _in_order(int(parts["first"]), int(parts["second_part"]), dotted=parts["separator"] == ".")
    return _number(parts, "month"), _number(parts, "day")


def _in_order(first: int, second: int, *, dotted: bool) -> tuple[int, int]:
    """Return month and day. With dots the day comes first wherever dots are in use; else one must exceed 12."""
    if dotted or first > _LAST_MONTH or first == second:
        return second, first
    if second > _LAST_MONTH:
        return first, second
    raise UnreadableError("is ambiguous: day and month could be swapped", _CURE)


def _number(parts: dict[str, str], name: str) -> int | None:
    return int(parts[name]) if name in parts else None


def _write(parts: dict[str, str], month: int | None, day: int | None) -> str:
    year = int(parts["year"])
    start = date(year, 1 if month is None else month, 1 if day is None else day)
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    if "hour" not in parts:
        return start.isoformat()
    clock = time(_hour(parts), int(parts["minute"]), int(parts.get("second", 0)))
    if "zone" not in parts and clock == time():
        return start.isoformat()
    moment = datetime.combine(start, clock, _zone(parts.get("zone", "z"))).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def _hour(parts: dict[str, str]) -> int:
    hour = int(parts["hour"])
    if "half" not in parts:
        return hour
    return hour % 12 + (12 if parts["half"] == "pm" else 0)


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:] if len(text) > len("+08") else 0)
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))


def guess_date(text: str) -> str | None:
    """Return a date as yyyymmdd, with 00 for what is not told; None where `text` holds none.

    Where day and month could be either way, the day is taken to come first unless it can only be the month: one table
    writes all its dates alike, so that what is taken wrong is taken wrong everywhere.

    >>> [guess_date(text) for text in ("1971-06-24", "24.6.1971", "19710624", "1971", "06/24/1971")]
    ['19710624', '19710624', '19710624', '19710000', '19710624']
    """
    parts = re.findall(r"\d+", text)[:3]
    if len(parts) == 1:
        return _guess_joined(parts[0])
    if len(parts) == 2:  # noqa: PLR2004 - year and month
        return _guess_month(*parts)
    return _guess_day(*parts) if parts else None


def _guess_joined(digits: str) -> str | None:
    if len(digits) == 4:  # noqa: PLR2004 - a year
        return f"{digits}0000"
    if len(digits) != 8:  # noqa: PLR2004 - year, month and day
        return None
    return digits if 10 <= int(digits[:2]) <= 21 else digits[4:] + digits[2:4] + digits[:2]  # noqa: PLR2004 - centuries


def _guess_month(first: str, second: str) -> str | None:
    year, month = (first, second) if len(first) > 2 else (second, first)  # noqa: PLR2004 - digits of a month
    return f"{year}{month:0>2}00" if len(year) == 4 and len(month) <= 2 else None  # noqa: PLR2004


def _guess_day(first: str, second: str, third: str) -> str | None:
    year, month, day = (first, second, third) if len(first) > 2 else (third, second, first)  # noqa: PLR2004 - digits
    if int(month) > 12:  # noqa: PLR2004 - months
        month, day = day, month
    return f"{year}{month:0>2}{day:0>2}" if len(year) == 4 and len(month) <= 2 and len(day) <= 2 else None  # noqa: PLR2004
