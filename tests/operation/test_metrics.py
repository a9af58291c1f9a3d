"""What an operator watches: counted over all processes, and nothing about anybody."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
import yaml
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from faqbot.app import metrics_reader
from faqbot.desk.desk import Desk
from faqbot.errors import SettingsError, StoreError
from faqbot.identity.api_keys import ApiKeys
from faqbot.operation.chores import Chore, done, last_done
from faqbot.operation.metrics import Counted, Watched, shown
from faqbot.settings import Settings
from faqbot.staff.credentials import Scope
from faqbot.store.base import Store
from faqbot.types import Audience
from tests.conftest import ROOT
from tests.operation.serving import Served, seeded

RULES = ROOT / "deploy" / "prometheus" / "alerts.yml"
WHEN_TOLD = ROOT / "tests" / "operation" / "alerts.test.yml"
with_promtool = pytest.mark.skipif(
    not shutil.which("promtool"), reason="promtool is not here (Debian: prometheus)"
)


def promtool(*arguments: str | Path, given: str = "") -> str:
    """What it complains of."""
    done = subprocess.run(["promtool", *map(str, arguments)], input=given, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def values(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.mark.parametrize("workers", ["1", "2"])
def test_answers_of_all_processes_are_counted(tmp_path: Path, workers: str) -> None:
    port = free_port()
    environment = {"FAQBOT_METRICS_PORT": str(port)}
    with Served(seeded(tmp_path), "--workers", workers, environment=environment) as served:
        for text in ("フライパン", "フライパン", "税金の払い方"):
            body = {"collection": "garbage", "text": text}
            httpx.post(f"{served.address}/api/v1/ask", json=body, timeout=60).raise_for_status()
        shown_text = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=60).text
        assert httpx.get(f"{served.address}/metrics", timeout=60).status_code == 404
    found = values(shown_text)
    assert found["faqbot_answers_total", "answered", "web"] == 2
    assert found["faqbot_answers_total", "unanswered", "web"] == 1
    assert found["faqbot_answer_seconds_count", "web"] == 3
    assert (found["faqbot_tickets_open",], found["faqbot_store_up",], found["faqbot_entries",]) == (1, 1, 4)
    assert "フライパン" not in shown_text
    assert not shutil.which("promtool") or promtool("check", "metrics", given=shown_text) == ""


def test_the_store_is_asked_when_somebody_looks(desk: Desk, store: Store, tmp_path: Path) -> None:
    registry = CollectorRegistry()
    registry.register(Watched(store, tmp_path))
    before = values(generate_latest(registry).decode())
    desk.ask("gomi", "パスポートの写真", audience=Audience.PUBLIC, channel="test")
    after = values(generate_latest(registry).decode())
    assert after["faqbot_tickets_open",] == before["faqbot_tickets_open",] + 1
    assert after["faqbot_turns_undecided",] == 0
    assert after["faqbot_disk_free_bytes",] > 0


class Gone:
    def vitals(self) -> None:
        raise StoreError("いまは使えません。")


def test_a_database_that_does_not_answer_is_one_of_the_figures(tmp_path: Path) -> None:
    registry = CollectorRegistry()
    registry.register(Watched(Gone(), tmp_path))  # type: ignore[arg-type]
    assert values(generate_latest(registry).decode())["faqbot_store_up",] == 0


def test_a_port_in_use_is_told() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(SettingsError, match="FAQBOT_METRICS_PORT"),
        shown(CollectorRegistry(), "127.0.0.1", taken.getsockname()[1]),
    ):
        raise AssertionError("unreachable")


def test_alerts_name_metrics_that_exist(store: Store, tmp_path: Path) -> None:
    registry = CollectorRegistry()
    registry.register(Watched(store, tmp_path))
    Counted(registry)
    known = {family.name for family in registry.collect()}
    rules = RULES.read_text("utf-8")
    named = {re.sub(r"_(total|bucket|count|sum)$", "", name) for name in re.findall(r"\bfaqbot_\w+", rules)}
    optional = {"faqbot_saved_timestamp_seconds", "faqbot_oldest_ticket_timestamp_seconds"}
    assert named
    assert named <= known | optional


def test_every_alert_has_a_test_of_when_it_is_told_and_when_not() -> None:
    (group,) = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    tested = [
        each
        for case in yaml.safe_load(WHEN_TOLD.read_text("utf-8"))["tests"]
        for each in case["alert_rule_test"]
    ]
    alerts = {rule["alert"] for rule in group["rules"]}
    assert {each["alertname"] for each in tested if each["exp_alerts"]} == alerts
    assert {each["alertname"] for each in tested if not each["exp_alerts"]} == alerts


@with_promtool
def test_prometheus_reads_the_alerts_and_tells_them_in_time() -> None:
    assert promtool("check", "rules", RULES) == ""
    assert promtool("test", "rules", WHEN_TOLD) == ""


def test_what_timers_do_is_seen_whoever_did_it(tmp_path: Path, store: Store) -> None:
    registry = CollectorRegistry()
    registry.register(Watched(store, tmp_path))
    assert values(generate_latest(registry).decode())["faqbot_chore_timestamp_seconds", "backup"] == 0
    before = (tmp_path / "begun").touch() or (tmp_path / "begun").stat().st_mtime
    for _ in range(2):
        done(tmp_path, Chore.BACKUP)
        (tmp_path / "chores" / "backup").chmod(0o000)
    shown_values = values(generate_latest(registry).decode())
    assert shown_values["faqbot_chore_timestamp_seconds", "backup"] >= before
    assert shown_values["faqbot_chore_timestamp_seconds", "retention"] == 0


def test_a_chore_that_cannot_be_noted_is_done_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "chores").write_text("a file where the folder should be")
    done(tmp_path, Chore.RETENTION)
    assert last_done(tmp_path, Chore.RETENTION) == 0


def test_metrics_are_read_from_their_networks_or_with_a_key(store: Store) -> None:
    keys = ApiKeys(store)
    sent = {scope: keys.create("監視", [scope], days=1)[1] for scope in Scope}
    inside, outside = (
        metrics_reader(Settings(metrics_networks=(network,)), store)
        for network in ("127.0.0.0/8", "10.0.0.0/8")
    )
    with shown(CollectorRegistry(), "127.0.0.1", 0, inside) as port:
        assert httpx.get(f"http://127.0.0.1:{port}/metrics").status_code == 200
    with shown(CollectorRegistry(), "127.0.0.1", 0, outside) as port:
        statuses = [
            httpx.get(f"http://127.0.0.1:{port}/metrics", headers=headers).status_code
            for headers in (
                {},
                *({"authorization": f"Bearer {sent[scope]}"} for scope in (Scope.ASK, Scope.METRICS)),
            )
        ]
    assert statuses == [403, 403, 200]
