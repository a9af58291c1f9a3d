"""What whoever watches the machine asks."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient

from faqbot.desk.desk import Desk
from faqbot.store.base import Store
from faqbot.web.app import create_app


def test_it_is_live_before_it_is_ready(store: Store, desk: Desk, make_desk: Callable[[Store], Desk]) -> None:
    fresh = make_desk(store)
    client = TestClient(create_app(fresh, collection="garbage", widget_origins=("*",)))
    assert client.get("/health").json() == {"status": "live"}
    early = client.get("/ready")
    assert (early.status_code, early.headers["retry-after"]) == (503, "1")
    fresh.warm()
    assert client.get("/ready").json() == {"status": "ready", "revision": desk.revision()}


def test_a_database_that_does_not_answer_is_not_ready_but_live(store: Store, desk: Desk) -> None:
    client = TestClient(create_app(desk, collection="garbage", widget_origins=("*",)))
    desk.warm()
    with store._writer.connect() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql("ALTER TABLE revision RENAME TO elsewhere")
        connection.commit()
    assert client.get("/ready").status_code == 503
    assert client.get("/health").status_code == 200
