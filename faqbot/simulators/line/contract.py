"""LINE's own contract (messaging-api.yml, webhook.yml of line/line-openapi) as a check of requests, replies and events.

The files are not part of this project; where they are, every exchange is held against them in addition to our own rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jsonschema.validators import extend
from openapi_schema_validator import OAS30Validator

from faqbot.simulators.line.faults import Fault

_HERE = "#/components/schemas/"


class Contract:
    """The schemas of one OpenAPI file."""

    def __init__(self, path: Path) -> None:
        text = path.read_text("utf-8")
        self._components = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))["components"]
        _part_bases(self._components["schemas"])

    def check(self, value: Any, schema: str) -> Iterator[Fault]:
        """Faults of a JSON value against the schema of that name (`ReplyMessageRequest`)."""
        validator = _VALIDATOR({"$ref": _HERE + schema, "components": self._components})
        for error in validator.iter_errors(value):
            yield Fault(str(error.message)[:200], _place(error.absolute_path))


def _part_bases(schemas: dict[str, Any]) -> None:
    """Let what derives from a base refer to the base's own fields only.

    A base like `Message` names by its discriminator which schema an object has; that schema includes the base again by
    `allOf`, and following the discriminator there would never end.
    """
    bases = [name for name, schema in schemas.items() if "discriminator" in schema]
    for name in bases:
        schemas[f"{name}.own"] = {k: v for k, v in schemas[name].items() if k != "discriminator"}
    for schema in schemas.values():
        for part in schema.get("allOf", ()):
            if str(part.get("$ref", "")).removeprefix(_HERE) in bases:
                part["$ref"] += ".own"


def _follow(validator: Any, discriminator: dict[str, Any], value: Any, _: Any) -> Iterator[Any]:
    """The discriminator as a rule of its own; JSON Schema has none. What it does not name is left to the other rules."""
    if isinstance(value, dict):
        schema = discriminator["mapping"].get(value.get(discriminator["propertyName"]))
        if schema is not None:
            yield from validator.descend(value, {"$ref": schema})


def _place(path: Any) -> str:
    """`messages[0].text` of the path messages, 0, text."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).removeprefix(".")


_VALIDATOR = extend(OAS30Validator, {"discriminator": _follow})
