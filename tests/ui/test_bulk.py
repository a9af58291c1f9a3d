"""Many entries at once: ticked, or by a file; each change is shown before it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from streamlit.testing.v1 import AppTest

from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.schedule.hours import JST
from faqbot.staff.accounts import Account
from faqbot.types import Audience
from tests.ui.acting import press
from ui.views import bulk, due

Show = Callable[..., AppTest]


def tick(seen: AppTest, table: str, *rows: int) -> AppTest:
    """What the browser sends when rows are ticked."""
    seen.session_state[table] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return seen.run()


def categories(desk: Desk) -> dict[str, str]:
    return {each.id: each.category for each in desk.entries("gomi", audience=Audience.STAFF)}


def test_ticked_entries_are_changed_after_a_look(show: Show, hanako: Account, desk: Desk) -> None:
    seen = tick(show(bulk.page, hanako), "bulk-gomi", 1, 2)
    seen.selectbox[4].set_value("可燃ごみ").run()
    assert [each.label for each in seen.expander][-2:] == ["フライパン", "傘"]
    press(seen, "2 件を変える")
    assert "2 件を変えました" in seen.success[0].value
    assert [categories(desk)[name] for name in ("pan", "umbrella", "box")] == [
        "可燃ごみ",
        "可燃ごみ",
        "紙・布",
    ]


def test_what_would_not_change_is_left_alone(show: Show, hanako: Account) -> None:
    seen = tick(show(bulk.page, hanako), "bulk-gomi", 0)
    seen.selectbox[4].set_value("可燃ごみ").run()
    (button,) = [each for each in seen.button if "件を変える" in each.label]
    assert button.disabled


def test_another_department_changes_nothing(show: Show, hire: Callable[..., Account], desk: Desk) -> None:
    seen = tick(show(bulk.page, hire("jiro", "福祉課")), "bulk-gomi", 1)
    seen.selectbox[4].set_value("可燃ごみ").run()
    (button,) = [each for each in seen.button if "件を変える" in each.label]
    assert button.disabled
    assert categories(desk)["pan"] == "不燃ごみ"


def test_a_file_goes_out_and_comes_back(show: Show, hanako: Account, curation: Curation, desk: Desk) -> None:
    text = curation.files.export(hanako, "gomi", "csv").decode()
    changed = text.replace("不燃ごみです。", "燃やさないごみです。").encode()
    seen = show(bulk.page, hanako)
    seen.file_uploader[0].set_value([("items.csv", changed, "text/csv")]).run()
    assert "変わる項目 **2 件**、変わらない項目 3 件" in "".join(each.value for each in seen.markdown)
    press(seen, "2 件を取り込む")
    answers = [each.answer for each in desk.entries("gomi", audience=Audience.STAFF)]
    assert answers.count("燃やさないごみです。") == 2


def test_a_file_that_cannot_be_read_is_told(show: Show, hanako: Account) -> None:
    seen = show(bulk.page, hanako)
    seen.file_uploader[0].set_value([("items.csv", b"\x00\xff", "text/csv")]).run()
    assert seen.error
    assert not seen.exception


def test_what_is_still_right_gets_todays_date(show: Show, hanako: Account, curation: Curation) -> None:
    seen = show(due.page, hanako)
    before = len(seen.dataframe[0].value)
    tick(seen, "due-gomi", 0)
    press(seen, "選んだ 1 件は、いまも正しい")
    assert len(seen.dataframe[0].value) == before - 1
    fresh = [e.checked_on for e in curation.desk.entries("gomi", audience=Audience.STAFF)]
    assert datetime.now(UTC).astimezone(JST).date() in fresh


def test_a_tap_opens_what_is_due(show: Show, hanako: Account) -> None:
    seen = show(due.page, hanako)
    first = seen.dataframe[0].value["質問"][0]
    seen.session_state["due-gomi"] = {"selection": {"rows": [], "columns": [], "cells": [(0, "質問")]}}
    seen.run()
    assert seen.title[0].value == first
    press(seen, "一覧に戻る")
    assert seen.title[0].value == "確認の時期"
