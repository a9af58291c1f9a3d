"""The first administrator comes from the command line, and the password from nowhere that others can read."""

from __future__ import annotations

import json
from pathlib import Path

from faqbot.app import open_office
from faqbot.settings import ROLES, Settings
from faqbot.staff.accounts import Role
from tests.cli.test_cli import faqbot

PASSWORD = "窓口で待つ人に、すぐに答えよう"
ADD = ("account", "add", "Hanako", "--role", "administrator", "--department", "情報課")


def test_the_first_administrator(tmp_path: Path) -> None:
    data = tmp_path / "var"
    assert faqbot("account", "list", data=data).stdout == ""
    assert "管理者がいません" in accounts_of(data)["detail"]
    refused = faqbot(*ADD, data=data, stdin="みじかい\n")
    assert refused.returncode == 1
    assert "15 文字以上" in refused.stderr
    assert faqbot(*ADD, data=data, stdin=f"{PASSWORD}\n").stdout.startswith(
        "アカウント「hanako」を作りました（管理者"
    )
    assert accounts_of(data) == {"name": "アカウント", "state": "ok", "detail": "1 人"}
    with open_office(Settings(data=data)) as office:
        assert office.accounts.sign_in("hanako", PASSWORD).account.role is Role.ADMINISTRATOR
    last = faqbot("account", "disable", "hanako", data=data)
    assert last.stderr == "faqbot: 最後の管理者は止められません。先に、別の管理者を作ってください。\n"
    assert PASSWORD.encode() not in (data / "faqbot.db").read_bytes()


def accounts_of(data: Path) -> dict[str, str]:
    findings = json.loads(faqbot("doctor", "--json", data=data).stdout)
    (found,) = [finding for finding in findings if finding["name"] == "アカウント"]
    return dict(found)


def test_another_place_a_lost_phone_and_signing_somebody_out(tmp_path: Path) -> None:
    data = tmp_path / "var"
    faqbot(*ADD, data=data, stdin=f"{PASSWORD}\n")
    faqbot("account", "add", "taro", "--department", "市民課", data=data, stdin=f"{PASSWORD}\n")
    moved = faqbot("account", "place", "taro", "--role", "curator", data=data)
    assert moved.stdout == "アカウント「taro」は、いま 編集、市民課 です。\n"
    assert "サインアウトしました" in faqbot("account", "sign-out", "taro", data=data).stdout
    assert "確認アプリの設定を消しました" in faqbot("account", "reset-code", "taro", data=data).stdout
    assert "nobody" in faqbot("account", "reset-code", "nobody", data=data).stderr


def test_the_settings_know_the_roles() -> None:
    assert tuple(Role) == ROLES
