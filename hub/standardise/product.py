"""Product names, read into their parts.

In: a product name in any script. Out: its Latin tokens and the model codes among them. Decides nothing about two names.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProductName:
    """The parts of a product name.

    Attributes:
        full: the name folded.
        tokens: Latin tokens in order; "GTXPro" and "GTX Pro" give the same ones.
        codes: the tokens with digits, units aside, such as "1080" in "gtx-1080".
        is_han: the name has Han characters.
    """

    full: str
    tokens: tuple[str, ...]
    codes: frozenset[str]
    is_han: bool


def parse_product_name(text: str) -> ProductName:
    """Return the parts of the product name `text`."""
    raise NotImplementedError
