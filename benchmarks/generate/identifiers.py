"""Identifiers that authorities give companies, with valid check digits, and the ways in which systems hold them."""

from collections.abc import Callable

import numpy as np
from stdnum import luhn
from stdnum.br import cnpj
from stdnum.cn import uscc
from stdnum.es import cif
from stdnum.iso7064 import mod_11_10
from stdnum.ru import inn

from benchmarks.generate.texts import Ints, Texts, texts_of
from benchmarks.generate.vocabulary import countries

DRAWN_DIGITS = 12
BRITISH = (8, 7, 6, 5, 4, 3, 2)
DUTCH = (9, 8, 7, 6, 5, 4, 3, 2)
POLISH = (6, 5, 7, 2, 3, 4, 5, 6, 7)


def _german(drawn: str) -> str:
    return f"DE{drawn[:8]}{mod_11_10.calc_check_digit(drawn[:8])}"


def _french(drawn: str) -> str:
    siren = drawn[:8] + luhn.calc_check_digit(drawn[:8])
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def _italian(drawn: str) -> str:
    number = f"{drawn[:7]}{int(drawn[7:9]) + 1:03d}"
    return f"IT{number}{luhn.calc_check_digit(number)}"


def _spanish(drawn: str) -> str:
    return f"ESB{drawn[:7]}{cif.calc_check_digits('B' + drawn[:7])[0]}"


def _dutch(drawn: str) -> str:
    number, check = _skip_ten(drawn[:8], DUTCH)
    return f"NL{number}{check}B01"


def _polish(drawn: str) -> str:
    number, check = _skip_ten(drawn[:9], POLISH)
    return f"PL{number}{check}"


def _american(drawn: str) -> str:
    return f"{drawn[:2]}-{drawn[2:9]}"


def _british(drawn: str) -> str:
    return f"GB{drawn[:7]}{97 - _weigh(drawn[:7], BRITISH) % 97:02d}"


def _brazilian(drawn: str) -> str:
    number = f"{drawn[:8]}0001"
    number += str(cnpj.calc_check_digits(number))
    return f"{number[:2]}.{number[2:5]}.{number[5:8]}/{number[8:12]}-{number[12:]}"


def _russian(drawn: str) -> str:
    return drawn[:9] + str(inn.calc_company_check_digit(drawn[:9]))


def _chinese(drawn: str) -> str:
    number = f"91{drawn[:6]}MA{drawn[5:12]}"
    return number + str(uscc.calc_check_digit(number))


def _skip_ten(number: str, weights: tuple[int, ...]) -> tuple[str, int]:
    """Return the next number whose check digit by weights modulo 11 is one digit, and this digit."""
    while (check := _weigh(number, weights) % 11) == 10:
        number = str((int(number) + 1) % 10 ** len(number)).zfill(len(number))
    return number, check


def _weigh(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))


MAKERS: dict[str, Callable[[str], str]] = {
    "DE": _german,
    "FR": _french,
    "IT": _italian,
    "ES": _spanish,
    "NL": _dutch,
    "PL": _polish,
    "US": _american,
    "GB": _british,
    "BR": _brazilian,
    "RU": _russian,
    "CN": _chinese,
}


def draw_identifiers(rng: np.random.Generator, country: Ints) -> Texts:
    """Draw an identifier for each company, by the number of its country."""
    makers = [MAKERS[each.code] for each in countries()]
    drawn = rng.integers(10 ** (DRAWN_DIGITS - 1), 10**DRAWN_DIGITS, len(country))
    return texts_of(makers[at](str(number)) for at, number in zip(country, drawn, strict=True))


def loosen(identifier: str) -> str:
    """Write an identifier as people do: without its country, or in groups.

    >>> loosen("DE123456788"), loosen("12-3456789"), loosen("PL1234563218")
    ('DE 123 456 788', '123456789', 'PL 123 456 321 8')
    """
    if not identifier[:2].isalpha():
        return "".join(filter(str.isalnum, identifier))
    number = identifier[2:]
    return f"{identifier[:2]} " + " ".join(number[at : at + 3] for at in range(0, len(number), 3))


def without_country(identifier: str) -> str:
    """Write an identifier without the code of its country.

    >>> without_country("DE123456788")
    '123456788'
    """
    return identifier[2:] if identifier[:2].isalpha() else identifier
