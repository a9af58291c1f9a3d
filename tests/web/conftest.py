"""A client of a real server over every corpus that the project ships."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from faqbot.desk.desk import Desk
from tests.serving import serving


@pytest.fixture(scope="session")
def address(full_desk: Desk) -> Iterator[str]:
    with serving(full_desk, "garbage") as url:
        yield url


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as made:
        yield made
