"""Customers: the buying roles of golden companies and contacts. Nothing here writes."""

from hub.errors import NotFoundError
from hub.graph.database import Row
from hub.model.view import CustomerView, Page
from hub.opening import Hub


def list_customers(hub: Hub, cursor: str = "", limit: int = 50) -> Page[CustomerView]:
    """Return customers in the order of their ids."""
    rows = hub.database.read(lambda t: t.run("read/customers", after=cursor, limit=limit + 1))
    items = tuple(_view(row) for row in rows[:limit])
    return Page(items=items, next_cursor=items[-1].id if len(rows) > limit else None)


def get_customer(hub: Hub, customer_id: str) -> CustomerView:
    """Return one customer.

    Raises:
        NotFoundError: there is none with this id.
    """
    rows = hub.database.read(lambda t: t.run("read/customer", id=customer_id))
    if not rows:
        raise NotFoundError(f"There is no customer {customer_id}.", "List them, or look the golden record up.")
    return _view(rows[0])


def _view(row: Row) -> CustomerView:
    values = {name: value for name, value in row["customer"].items() if name != "id"}
    return CustomerView(
        id=row["customer"]["id"],
        party=row["party"],
        values={name: tuple(value) if isinstance(value, list) else (value,) for name, value in sorted(values.items())},
    )
