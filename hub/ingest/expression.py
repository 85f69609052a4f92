"""Expressions of mappings: how a text comes out of a row's cells.

In: a column name, a template "{column} text {column}", a literal "=text", or a list of those. Out: small functions
over a row's cells, compiled once for each table. Standardises nothing.
"""

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, RootModel, model_validator
from pydantic_core import PydanticCustomError

Cells = dict[str, str]
Getter = Callable[[Cells], str]
"""Returns the trimmed text an expression has in a row, "" where it has none."""

EXPRESSION_SCHEMA: dict[str, Any] = {
    "description": 'A column, a template "{column} text", a literal "=text", or a list of those.',
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
}
_HOLE = re.compile(r"\{([^{}]+)\}")


def _is_literal(text: str) -> bool:
    return text.startswith("=")


def _check_text(text: str) -> str:
    if not text.strip():
        raise ValueError("the expression is empty; a template in braces needs quotes")
    if not _is_literal(text) and re.search(r"[{}]", _HOLE.sub("", text)):
        raise ValueError("unbalanced brace: write a template as {column}, a literal text as =text")
    return text


def _replace_schema(schema: dict[str, Any]) -> None:
    schema.clear()
    schema.update(EXPRESSION_SCHEMA)


class Expression(RootModel[Annotated[tuple[Annotated[str, AfterValidator(_check_text)], ...], Field(min_length=1)]]):
    """One or more alternatives, in order."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_replace_schema)

    @model_validator(mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        if isinstance(value, dict):
            raise PydanticCustomError("expression", "no expression: a template in braces needs quotes")
        return (value,) if isinstance(value, str) else value

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return tuple(column for text in self.root for column in columns_of(text))

    def each(self) -> tuple[Getter, ...]:
        """Return one function for each alternative. A template is empty where all its columns are."""
        return tuple(_compile(text, enough=any) for text in self.root)

    def first(self) -> Getter:
        """Return a function that takes the first alternative that is not empty."""
        return _first(self.each())

    def key(self) -> Getter:
        """Return the same for a key: a template is empty where any of its columns is, as half a key names nothing."""
        return _first(tuple(_compile(text, enough=all) for text in self.root))


def columns_of(text: str) -> tuple[str, ...]:
    """Return the columns that one alternative reads.

    Example:
        >>> columns_of("{street} {house_no}"), columns_of("city"), columns_of("=Berlin")
        (('street', 'house_no'), ('city',), ())
    """
    if _is_literal(text):
        return ()
    return tuple(_HOLE.findall(text)) or (text,)


def _compile(text: str, enough: Callable[[list[str]], bool]) -> Getter:
    if _is_literal(text):
        literal = text[1:].strip()
        return lambda _cells: literal
    if _HOLE.search(text):
        return _template(text, enough)
    return lambda cells: cells.get(text, "").strip()


def _template(text: str, enough: Callable[[list[str]], bool]) -> Getter:
    columns = columns_of(text)
    pattern = _HOLE.sub("%s", text.replace("%", "%%"))

    def fill(cells: Cells) -> str:
        values = [cells.get(column, "").strip() for column in columns]
        return " ".join((pattern % tuple(values)).split()) if enough(values) else ""

    return fill


def _first(getters: tuple[Getter, ...]) -> Getter:
    if len(getters) == 1:
        return getters[0]
    return lambda cells: next((text for getter in getters if (text := getter(cells))), "")
