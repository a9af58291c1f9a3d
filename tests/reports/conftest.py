"""A month of 2,400 inquiries, put in once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from faqbot.desk.reports import Reports
from faqbot.store import open_store
from faqbot.store.base import Store
from tests.conftest import Clock
from tests.staff import month
from tests.staff.hours import Weekdays


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("month"))
    month.put(opened, 2400)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def reports(busy: Store) -> Reports:
    return Reports(busy, hours=lambda system: Weekdays() if system == "kiosk" else None, clock=Clock())
