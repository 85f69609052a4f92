"""The base of every value the hub passes around: frozen, and closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value; two with equal fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")
