"""Source files of any size for measurements: companies with addresses, a share of them duplicates of earlier rows."""

import csv
import random
from pathlib import Path

HEADER = ("KUNNR", "NAME1", "STRAS", "PSTLZ", "ORT01", "LAND1", "TELF1", "SMTP_ADDR", "ERDAT", "MUTTER")
SYLLABLES = ("ba", "ko", "li", "mar", "no", "pe", "ru", "sta", "ti", "vel", "wes", "zan", "dor", "fel", "gra", "hol")
TRADES = ("Logistik", "Maschinenbau", "Software", "Handel", "Pharma", "Energie", "Bau", "Textil")
TOWNS = (
    ("Kiel", "24103"),
    ("Bonn", "53111"),
    ("Ulm", "89073"),
    ("Jena", "07743"),
    ("Köln", "50667"),
    ("Bremen", "28195"),
)
DUPLICATES = 0.2
CHILDREN = 0.3
MAPPING = """
source: erp
defaults: {country: DE}
files:
  customers:
    pattern: "*.csv"
    records:
      - kind: company
        key: KUNNR
        as_of: ERDAT
        attributes:
          name: NAME1
          street: STRAS
          postal_code: PSTLZ
          city: ORT01
          country: LAND1
          phone: TELF1
          email: SMTP_ADDR
        statements:
          - {role: OWNED_BY, key: MUTTER}
"""


def write_customers(path: Path, rows: int, seed: int = 1) -> None:
    """Write `rows` customers; the same seed gives the same file."""
    random_ = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        recent: list[tuple[str, ...]] = []
        for number in range(rows):
            if recent and random_.random() < DUPLICATES:
                row = _dirty(random_.choice(recent), random_)
            else:
                row = _firm(number, random_)
                recent = [*recent[-200:], row]
            parent = str(random_.randrange(number)) if number and random_.random() < CHILDREN else ""
            writer.writerow((number, *row, f"20{random_.randrange(10, 26)}-0{random_.randrange(1, 9)}-11", parent))


def _firm(number: int, random_: random.Random) -> tuple[str, ...]:
    brand = "".join(random_.choices(SYLLABLES, k=4)).capitalize()
    town, code = random_.choice(TOWNS)
    domain = f"{brand.lower()}{number}.example"
    street = f"{''.join(random_.choices(SYLLABLES, k=2)).capitalize()}straße {random_.randrange(1, 200)}"
    phone = f"030 {random_.randrange(1_000_000, 9_999_999)}"
    return f"{brand} {random_.choice(TRADES)} GmbH", street, code, town, "DE", phone, f"info@{domain}"


def _dirty(row: tuple[str, ...], random_: random.Random) -> tuple[str, ...]:
    name, street, code, town, country, phone, email = row
    return random_.choice(
        [
            (name.upper(), street, code, town, country, "", email),
            (name.removesuffix(" GmbH"), street.replace("straße", "str."), code, town, country, phone, ""),
            (name, "", "", town, country, phone, email),
        ]
    )
