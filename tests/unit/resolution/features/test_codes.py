"""Model codes: found in any text, told from measures, compared without what country or colour puts behind."""

import pyarrow as pa
import pytest

from hub.resolution.features.codes import RAREST, have_codes, is_code, parse_codes
from tests.unit.resolution.features.pairs import column, judged, level, shared_keys


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("kdl40v2500", True),
        ("t8005us", True),
        ("9783161", True),
        ("500gb", False),
        ("40in", False),
        ("2nd", False),
        ("1080p", False),
        ("2026", False),  # a year or a size
        ("bravia", False),
        ("a1", False),
        ("250sheet", False),
        ("802p11n", False),
        ("in2007", False),  # words apart
    ],
)
def test_codes_are_told_from_measures(word: str, expected: bool) -> None:
    assert is_code(word) is expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Sony KDL-40V2500 Bravia", "Bravia TV KDL40V2500", "same"),
        ("海尔 BCD-500W 冰箱", "Haier BCD500W", "same"),
        ("Moto T8005US", "T8005", "stem"),
        ("Moto T8005US", "T8006US", "differ"),
        ("Optiaron VS-T8005", "vst8005", "same"),
        ("Norevaquest BNL-7506/Z", "BNL7506Z", "same"),
        ("Vitinastar EC-9488 black", "vitinastar ec 9488", "same"),
        ("Seromadis FH-V3584/R", "seromadis fh v3584/r", "same"),
        ("printer with 250-sheet tray", "printer", "missing"),
        ("Moto phone", "T8005", "missing"),
        ("500 GB disk", "500 GB disk", "missing"),
        (None, "T8005", "missing"),
    ],
)
def test_codes_of_two_texts(one: str | None, two: str, expected: str) -> None:
    assert level(parse_codes, one, two) == expected


def test_codes_are_keys() -> None:
    assert shared_keys(parse_codes, "Sony KDL-40V2500", "KDL40V2500 TV") == {"codes", "codes.stem"}
    assert shared_keys(parse_codes, "T8005US", "T8005") == {"codes.stem"}
    assert shared_keys(parse_codes, "Sony TV", "Sony TV") == set()


def test_a_code_that_many_records_have_says_less() -> None:
    common = column("Zenith MP3000 player", "MP3000 player", *["Brand MP3000 player"] * 500)
    codes = parse_codes(common).weigh(parse_codes(common).learn())
    assert judged(codes)["codes"][1] < 2
    rare = parse_codes(column("Zenith KDL4000", "KDL4000")).weigh(parse_codes(common).learn())
    assert judged(rare)["codes"] == ("same", RAREST)


def test_which_texts_have_codes() -> None:
    texts = pa.array(["Sony KDL-40V2500", None, "Sony TV", "", "Sony KDL-40V2500"], pa.string())
    assert have_codes(texts).tolist() == [True, False, False, False, True]
    assert have_codes(pa.array([None], pa.string())).tolist() == [False]
