"""Rocket.Chat's own contract (messaging.yaml of Rocket.Chat-Open-API) as a check of what the bot posts.

The file is not part of this project; where it is, every request is held against it in addition to our own rules.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from openapi_schema_validator import OAS30Validator


class Contract:
    """The bodies of requests of one OpenAPI file, by path."""

    def __init__(self, path: Path) -> None:
        whole = yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self._components, self._paths = whole["components"], whole["paths"]

    def faults(self, path: str, body: Any) -> list[str]:
        """What is wrong with a JSON body posted to a path."""
        content = self._paths[path]["post"]["requestBody"]["content"]["application/json"]
        validator = OAS30Validator({**content["schema"], "components": self._components})
        return [str(error.message)[:200] for error in validator.iter_errors(body)]
