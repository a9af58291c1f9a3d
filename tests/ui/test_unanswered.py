"""The page of unanswered questions: a group leaves by each of three doors, in few clicks, and comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account
from faqbot.store.base import Store
from faqbot.types import Audience, Outcome
from ui.views.unanswered import page

Show = Callable[[object, Account], AppTest]
ASKED = ("駅前の自転車が撤去された", "撤去された自転車を返してほしい")
REPAIR = "冷蔵庫の修理を頼みたい"


@pytest.fixture
def asked(curation: Curation) -> Curation:
    ask_in_vain(curation, *ASKED, REPAIR)
    return curation


def ask_in_vain(curation: Curation, *texts: str) -> None:
    for text in texts:
        reply = curation.desk.ask("gomi", text, audience=Audience.PUBLIC, channel="web")
        if reply.outcome is Outcome.SUGGESTED:
            curation.desk.choose(reply.turn_id, None, audience=Audience.PUBLIC)


def press(seen: AppTest, label: str, key: str = "") -> AppTest:
    found = [each for each in seen.button if each.label == label and (not key or each.key == key)]
    found[0].click().run()
    assert not seen.exception
    return seen


def labels(seen: AppTest) -> list[str]:
    return [option.split("（")[0] for option in seen.radio[0].options]


def answered(curation: Curation, text: str) -> str:
    found = curation.desk.ask("gomi", text, audience=Audience.PUBLIC, channel="web").answer
    return found.id if found else ""


def test_needs_come_most_asked_first_with_what_is_known(asked: Curation, hanako: Account, show: Show) -> None:
    seen = show(page, hanako)
    assert labels(seen)[1] == REPAIR
    assert labels(seen)[0] in ASKED
    told = " ".join(each.value for each in seen.caption)
    assert "2回（ページ 2回）" in told
    assert "担当 ごみ課" in told
    assert "待ち" in told


def test_a_whole_group_is_another_wording_in_one_press(asked: Curation, hanako: Account, show: Show) -> None:
    seen = show(page, hanako)
    key = next(each.key for each in seen.button if each.label == "この言い換えにする")
    assert key is not None
    press(seen, "この言い換えにする", key)
    assert labels(seen) == [REPAIR]
    entry_id = key.removeprefix("reword-")
    assert [answered(asked, text) for text in ASKED] == [entry_id, entry_id]
    assert any("いまは" in each.value for each in seen.info)


def test_one_question_alone(asked: Curation, hanako: Account, show: Show) -> None:
    seen = show(page, hanako)
    seen.multiselect[0].unselect(seen.multiselect[0].value[1]).run()
    press(seen, "この言い換えにする")
    assert len(labels(seen)) == 2


def test_what_may_be_another_need_is_taken_along_by_a_press(
    asked: Curation, hanako: Account, show: Show
) -> None:
    ask_in_vain(asked, "収集車がうるさい", "収集車の音楽がうるさい", "収集車に塀を壊された")
    seen = show(page, hanako)
    assert labels(seen)[0] == "収集車がうるさい"
    sure = seen.multiselect[0].value
    others = [each.label for each in seen.button if each.label.startswith("＋")]
    assert len(sure) == 3
    assert sorted(others) == sorted(f"＋ {text}（1回）" for text in ASKED)
    press(seen, others[0])
    assert seen.multiselect[0].value[:3] == sure
    assert len(seen.multiselect[0].value) == 4
    seen.multiselect[0].set_value(sure).run()
    press(seen, "すべて加える")
    assert len(seen.multiselect[0].value) == 5
    assert not [each for each in seen.button if each.label.startswith("＋")]


def test_a_new_entry(asked: Curation, hanako: Account, show: Show) -> None:
    seen = press(show(page, hanako), "新しい項目を作る")
    seen.text_area[0].set_value("保管所でお返しします。")
    press(seen, "公開する")
    assert labels(seen) == [REPAIR]
    assert answered(asked, ASKED[0]) == answered(asked, ASKED[1]) != ""


def test_without_an_answer_it_is_refused_and_stays(asked: Curation, hanako: Account, show: Show) -> None:
    seen = press(show(page, hanako), "新しい項目を作る")
    press(seen, "公開する")
    assert len(seen.error) == 1
    assert len(labels(seen)) == 2


def test_not_ours(asked: Curation, hanako: Account, store: Store, show: Show) -> None:
    seen = press(show(page, hanako), "答えない")
    seen.text_input[0].set_value("道路課の仕事です。")
    press(seen, "一覧から外す")
    assert labels(seen) == [REPAIR]
    assert {ticket.reason for ticket in store.closed("gomi", 10)} == {"道路課の仕事です。"}


def test_not_ours_and_the_bot_says_so(asked: Curation, hanako: Account, show: Show) -> None:
    seen = press(show(page, hanako), "答えない")
    seen.selectbox[-1].select_index(1)
    seen.checkbox[0].check()
    press(seen, "一覧から外す")
    reply = asked.desk.ask("gomi", ASKED[0], audience=Audience.PUBLIC, channel="web")
    assert reply.known_unknown
    assert "ごみ課（00-0000-0000）" in reply.candidates[0].entry.answer


def test_undo_brings_the_group_back(asked: Curation, hanako: Account, show: Show) -> None:
    seen = press(show(page, hanako), "この言い換えにする")
    press(seen, "元に戻す")
    assert len(labels(seen)) == 2
    assert [answered(asked, text) for text in ASKED] == ["", ""]


def test_another_department_sees_and_cannot_touch(
    asked: Curation, hire: Callable[..., Account], show: Show
) -> None:
    ichiro = hire("ichiro", "税務課")
    seen = show(page, ichiro)
    assert len(labels(seen)) == 2
    assert [each.label for each in seen.button if each.label == "この言い換えにする"] == []
    press(seen, "答えない")
    seen.text_input[0].set_value("知りません。")
    press(seen, "一覧から外す")
    assert "ごみ課" in seen.error[0].value
    assert len(labels(seen)) == 2


def test_nothing_waits(curation: Curation, hanako: Account, show: Show) -> None:
    assert "ありません" in show(page, hanako).info[0].value


def test_what_waits_for_a_second_person_says_so_and_undoing_it_waits_too(
    asked: Curation, hanako: Account, hire: Callable[..., Account], store: Store, show: Show
) -> None:
    taro = hire("taro")
    store.set_four_eyes("ごみ課", on=True, now=taro.created_at, by="root")
    seen = press(show(page, hanako), "この言い換えにする")
    assert "承認待ち・2回" in seen.radio[0].options[0]
    assert "承認待ち" not in seen.radio[0].options[1]
    assert "hanakoさんが" in seen.info[0].value
    asked.approvals.approve(taro, store.approvals()[0].id)
    seen = press(show(page, hanako), "元に戻す")
    assert "承認を依頼しました" in seen.success[0].value
    assert len(labels(seen)) == 1
    assert "元に戻す" not in [each.label for each in seen.button]
    assert any("hanakoさんが取り消しを依頼" in each.value for each in seen.caption)
