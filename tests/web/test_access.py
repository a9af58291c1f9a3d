"""Each request has an id that its log line, its audit and its answer share, and the log has no word of what was said."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from faqbot import logs
from faqbot.staff.audit import AuditSought, Deed
from faqbot.store.base import Store
from faqbot.web.access import network
from tests.web.test_desk_api import CALL, client, get, post, stranger  # noqa: F401  (fixtures)


@pytest.fixture
def access_log(tmp_path: Path) -> Iterator[Path]:
    root, requests = logging.getLogger(), logging.getLogger(logs.ACCESS)
    before = list(root.handlers), root.level, list(requests.handlers), requests.level, requests.propagate
    logs.begin(tmp_path / "access.log")
    yield tmp_path / "access.log"
    for handler in requests.handlers:
        handler.close()
    root.handlers, requests.handlers = before[0], before[2]
    root.setLevel(before[1])
    requests.setLevel(before[3])
    requests.propagate = before[4]


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_a_request_is_one_line_without_what_was_asked(access_log: Path, stranger: TestClient) -> None:  # noqa: F811
    asked = stranger.post(
        "/api/v1/ask", json={"collection": "gomi", "question": "毛布の捨て方", "session": "s-1"}
    )
    stranger.get("/api/v1/suggest", params={"collection": "gomi", "q": "もうふ"})
    stranger.get("/もうふ")
    first, second, third = lines(access_log)
    assert (first["method"], first["route"], first["status"]) == ("POST", "/api/v1/ask", asked.status_code)
    assert first["request"] == asked.headers["x-request-id"]
    assert len({each["request"] for each in (first, second, third)}) == 3
    assert (third["route"], third["status"]) == ("", 404)
    written = access_log.read_text("utf-8")
    assert not any(word in written for word in ("毛布", "もうふ", "s-1", "%E3"))


def test_what_staff_see_and_take_away_is_audited_with_the_request(
    client: TestClient,  # noqa: F811
    store: Store,
) -> None:
    post(client, "record", CALL)
    seen = client.get("/api/v1/desk/inquiry", params={"id": "c1"})
    get(client, "inquiries")
    client.get("/api/v1/desk/report/log", params={"first": "2026-11-01", "last": "2026-11-30"})
    report, listed, looked = store.audited(AuditSought(limit=3))
    assert (looked.deed, looked.thing, looked.who) == (Deed.LOOKED, "1", "taro")
    assert looked.request == seen.headers["x-request-id"]
    assert looked.address == "127.0.0.1"
    assert (listed.deed, listed.thing) == (Deed.LOOKED, "1")
    assert (report.deed, report.kind, report.thing) == (
        Deed.EXPORTED,
        "reports",
        "log 2026-11-01/2026-11-30",
    )
    (recorded,) = store.audited(AuditSought(kind="inquiry_changes"))
    assert (recorded.who, recorded.address) == ("taro", "127.0.0.1")


def test_an_error_is_told_by_its_place_and_not_by_its_words() -> None:
    record = logging.LogRecord("faqbot", logging.ERROR, __file__, 1, "failed", None, None)
    try:
        raise ValueError("毛布の捨て方")
    except ValueError as error:
        record.exc_info = (ValueError, error, error.__traceback__)
    line = json.loads(logs.JsonLines().format(record))
    assert (line["level"], line["message"], line["error"]) == ("error", "failed", "ValueError")
    assert "test_an_error" in line["trace"][0]
    assert "毛布" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize(
    ("address", "shown"),
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("unix", ""), ("", "")],
)
def test_of_a_resident_only_the_network_is_known(address: str, shown: str) -> None:
    assert network(address) == shown
