"""Every operation of the OpenAPI document is asked what nobody would ask, and answers as the document says (schemathesis).

`FUZZ=1000 python -m pytest tests/web/test_schema.py` asks longer (`make fuzz`).
"""

from __future__ import annotations

import os

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok

from faqbot.desk.desk import Desk
from faqbot.web.app import create_app

EXAMPLES = int(os.environ.get("FUZZ", "500"))
PATIENT = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def test_every_operation_does_as_the_document_says(desk: Desk) -> None:
    app = create_app(desk, collection="gomi", widget_origins=("*",))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    asked = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        check(found.ok())
        asked += 1
    assert asked >= 5


def check(operation: schemathesis.APIOperation) -> None:  # type: ignore[type-arg]
    """All of schemathesis' checks on requests that follow the document, and on such that do not."""
    takes = any(True for _ in operation.iter_parameters()) or bool(operation.body)
    for mode in schemathesis.GenerationMode:
        if mode is schemathesis.GenerationMode.NEGATIVE and not takes:
            continue  # nothing to get wrong

        @given(operation.as_strategy(generation_mode=mode))
        @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=PATIENT)
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate()

        ask()
