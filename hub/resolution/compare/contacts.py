"""Comparisons of contacts: the table of all of them, and their employers."""

from collections.abc import Sequence

import numpy as np

from hub.resolution.compare import MISSING, Comparison, Levels, best_of_each, values_of
from hub.resolution.compare.company_names import (
    GENERIC,
    RELATED,
    SHORT_FORM,
    SLIP,
    ComparableName,
    comparable_names,
    compare_single_names,
)
from hub.resolution.compare.contact_points import PERSON_EMAIL, PHONE
from hub.resolution.compare.person_names import PERSON_NAME
from hub.resolution.compare.places import ADDRESS
from hub.resolution.compare.values import BIRTH_DATE, exact

_EMPLOYER_BY_NAME = np.full(RELATED + 2, 3, dtype=np.int8)
_EMPLOYER_BY_NAME[1 : SHORT_FORM + 1] = 1
_EMPLOYER_BY_NAME[GENERIC] = 2
_EMPLOYER_BY_NAME[SHORT_FORM + 1 : RELATED + 1] = 2
_EMPLOYER_BY_NAME[SLIP] = 1


def _compare_employers(left: Sequence[ComparableName], right: Sequence[ComparableName]) -> Levels:
    """1 the same employer or a short form of it, 2 employers of one group, 3 different ones."""
    levels: Levels = _EMPLOYER_BY_NAME[compare_single_names(left, right)]
    return levels


CONTACT: dict[str, Comparison] = {
    "name": PERSON_NAME,
    "email": PERSON_EMAIL,
    "phone": PHONE,
    "birth_date": BIRTH_DATE,
    "employer": Comparison(
        (MISSING, "same", "related", "differ"),
        values_of("company_name"),
        best_of_each(_compare_employers),
        prepare=comparable_names,
    ),
    "address": ADDRESS,
    "country": exact("country"),
}
