"""The committed OpenAPI description. `python -m tests.api.description` renews it after a wanted change of the API."""

import json
from pathlib import Path
from typing import Any

from hub.api.app import create_app
from hub.graph.database import Address, Database
from hub.opening import Hub
from hub.settings import Settings

COMMITTED = Path(__file__).with_name("openapi.json")
NOWHERE = Address(uri="bolt://127.0.0.1:1", user="neo4j", password=None, database=None)


def hub_on(address: Address) -> Hub:
    """A hub that has not looked whether an engine answers at its address."""
    settings = Settings()
    return Hub(settings, Database(address))


def describe() -> dict[str, Any]:
    """The description as the app derives it; no engine is needed."""
    hub = hub_on(NOWHERE)
    try:
        return create_app(hub).openapi()
    finally:
        hub.database.close()


def main() -> None:
    """Write the committed file."""
    COMMITTED.write_text(json.dumps(describe(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
