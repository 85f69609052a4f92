"""Two small sources that overlap: a CRM with accounts, contacts and orders, and an ERP with customers."""

from pathlib import Path

CRM = """\
source: crm
title: Small CRM
defaults: {country: DE, currency: EUR}
files:
  accounts:
    pattern: "accounts*.csv"
    required: [account]
    records:
      - kind: company
        key: account
        attributes:
          name: name
          email: email
          identifier: {vat: vat}
          founded: founded
        statements:
          - {role: OWNED_BY, key: parent}
  contacts:
    pattern: "contacts*.csv"
    records:
      - kind: contact
        key: contact
        attributes: {name: name, email: email, company_name: company}
        statements:
          - {role: WORKS_AT, key: account}
  orders:
    pattern: "orders*.csv"
    interactions:
      - type: Order
        key: order
        at: at
        amount: amount
        parties: [{kind: company, key: account}]
"""
ERP = """\
source: erp
trust: 0.8
defaults: {country: DE}
files:
  customers:
    pattern: "customers*.csv"
    records:
      - kind: company
        key: number
        attributes: {name: name, email: email, identifier: {vat: vat}, customer_number: number}
"""
VATS = {"siemens": "DE129273398", "bosch": "DE811128135", "haier": "DE136695976"}
ACCOUNTS = f"""\
account,name,email,vat,founded,parent
A1,Siemens AG,info@siemens.example,{VATS["siemens"]},1847-10-01,
A2,Siemens Mobility GmbH,rail@mobility.example,,,A1
A3,Robert Bosch GmbH,hello@bosch.example,{VATS["bosch"]},1886,
A4,海尔智家股份有限公司,haier@haier.example,{VATS["haier"]},,A9
"""
CONTACTS = """\
contact,name,email,company,account
C1,Grace Hopper,grace@siemens.example,Siemens AG,A1
C2,Ada Lovelace,ada@bosch.example,Robert Bosch GmbH,A3
"""
ORDERS = """\
order,at,amount,account
O1,2024-03-01,120.50,A1
O2,2024-05-07,80,A1
"""
CUSTOMERS = f"""\
number,name,email,vat
K1,SIEMENS AKTIENGESELLSCHAFT,info@siemens.example,{VATS["siemens"]}
K2,Bosch Robert GmbH,hello@bosch.example,{VATS["bosch"]}
"""
FILES = {
    "crm.yaml": CRM,
    "erp.yaml": ERP,
    "accounts.csv": ACCOUNTS,
    "contacts.csv": CONTACTS,
    "orders.csv": ORDERS,
    "customers.csv": CUSTOMERS,
}


def write_sources(folder: Path) -> Path:
    """Write mappings and files."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def edit(file: Path, old: str, new: str) -> None:
    """Change a text in a file; it must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def write_table(folder: Path, source: str, names: dict[str, str], table: str = "main") -> tuple[Path, Path]:
    """Write a mapping of companies with two tables, and a file of names by key for one of them; return both paths."""
    tables = "".join(
        f"  {name}:\n    pattern: '{source}-{name}*.csv'\n    records:\n"
        f"      - {{kind: company, key: key, attributes: {{name: name}}}}\n"
        for name in ("main", "more")
    )
    mapping, file = folder / f"{source}.yaml", folder / f"{source}-{table}.csv"
    mapping.write_text(f"source: {source}\nfiles:\n{tables}", encoding="utf-8")
    rows = "".join(f"{key},{name}\n" for key, name in names.items())
    file.write_text(f"key,name\n{rows}", encoding="utf-8")
    return mapping, file
