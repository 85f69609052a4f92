"""Customers: the buying roles of golden companies and contacts. Nothing here writes."""

from hub.errors import GoneError, NotFoundError
from hub.graph.database import Row, Transaction
from hub.model.ids import GOLDEN_PREFIXES, customer_id
from hub.model.view import CustomerView, Page
from hub.opening import Hub


def list_customers(hub: Hub, cursor: str = "", limit: int = 50) -> Page[CustomerView]:
    """Return customers in the order of their ids."""
    rows = hub.database.read(lambda t: t.run("read/customers", after=cursor, limit=limit + 1))
    items = tuple(_view(row) for row in rows[:limit])
    return Page(items=items, next_cursor=items[-1].id if len(rows) > limit else None)


def get_customer(hub: Hub, wanted: str) -> CustomerView:
    """Return the customer that `wanted` stands for now; a customer's id leads on as its golden record's does.

    Raises:
        NotFoundError: there is none with this id.
        GoneError: its golden record has been retired.
    """

    def work(transaction: Transaction) -> CustomerView:
        rows = transaction.run("read/customer", id=wanted)
        rows = rows or transaction.run("read/customer", id=_current_id(transaction, wanted))
        if not rows:
            raise NotFoundError(f"There is no customer {wanted}.", "List them, or look the golden record up.")
        return _view(rows[0])

    return hub.database.read(work)


def _current_id(transaction: Transaction, wanted: str) -> str:
    """Follow the golden id that a customer id is made of; where it leads nowhere, the id stays as it is."""
    rest = wanted.removeprefix("cu_")
    golden_ids = [f"{prefix}_{rest}" for prefix in GOLDEN_PREFIXES.values() if rest != wanted]
    for golden_id in golden_ids:
        for row in transaction.run("read/current_id", id=golden_id):
            if row["current"] is None:
                raise GoneError(f"The golden record of customer {wanted} has been retired.", "")
            return customer_id(row["current"])
    return wanted


def _view(row: Row) -> CustomerView:
    values = {name: value for name, value in row["customer"].items() if name != "id"}
    return CustomerView(
        id=row["customer"]["id"],
        party=row["party"],
        values={name: tuple(value) if isinstance(value, list) else (value,) for name, value in sorted(values.items())},
    )
