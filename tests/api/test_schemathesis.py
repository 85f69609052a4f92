"""Schemathesis calls every operation in the ways its description allows and in ways it forbids.

It finds no server error, no answer that the description does not have, and nothing taken that should be refused.
Deterministic: the same calls each time. The hub holds what the description's examples speak of.
"""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from hub.api.description import read_examples
from tests.api.description import COMMITTED
from tests.api.sending import post, put

CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "enabled": False,
            "not_a_server_error": {"enabled": True},
            "status_code_conformance": {"enabled": True},
            "content_type_conformance": {"enabled": True},
            "response_headers_conformance": {"enabled": True},
            "response_schema_conformance": {"enabled": True},
            "negative_data_rejection": {"enabled": True},
            "missing_required_header": {"enabled": True},
            "unsupported_method": {"enabled": True},
            "allow_header_conformance": {"enabled": True},
        },
    }
)
SCHEMA = schemathesis.openapi.from_path(COMMITTED, config=CONFIG)
EXAMPLES = 15


@pytest.fixture(scope="module")
def filled(api: httpx.Client) -> str:
    """The address of a hub that holds what the examples speak of."""
    examples = read_examples()
    put(api, "erp/company/0000100001", examples["put_record"]["request"]["attributes"])
    put(api, "erp/product/SIM-1", {"name": "SIMATIC S7-1500"})
    post(api, "/v1/sources/crm/records", examples["post_records"]["request"])
    post(api, "/v1/sources/shop/interactions", examples["post_interactions"]["request"])
    return str(api.base_url)


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_to_its_description(case: schemathesis.Case[Any], filled: str) -> None:
    case.call_and_validate(base_url=filled)
