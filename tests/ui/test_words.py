"""The synonyms' page: a line is tried before it is saved, holds at once, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account
from faqbot.types import Audience, Synonym, SynonymKind
from ui.views.words import page

Show = Callable[[object, Account], AppTest]
BLANKET = Synonym(SynonymKind.BOTH, "寝具", ("毛布",))


def press(seen: AppTest, label: str) -> AppTest:
    (button,) = [each for each in seen.button if each.label == label]
    button.click().run()
    assert not seen.exception
    return seen


def write(seen: AppTest, label: str, text: str) -> None:
    (field,) = [each for each in seen.text_input if each.label == label]
    field.set_value(text).run()


def finds(curation: Curation) -> list[str]:
    return [hit.entry.id for hit in curation.desk.search("gomi", "寝具の捨て方", audience=Audience.STAFF)]


@pytest.fixture
def written(curation: Curation, hanako: Account, show: Show) -> AppTest:
    """The page with a line written and not saved."""
    curation.desk.ask("gomi", "毛布", audience=Audience.PUBLIC, channel="web")
    seen = show(page, hanako)
    seen.selectbox[0].set_value("gomi").run()
    write(seen, "言葉", "寝具")
    write(seen, "言い換え", "毛布 | ")
    return seen


def test_a_line_is_tried_before_it_is_saved(curation: Curation, written: AppTest) -> None:
    press(written, "効き目を確かめる")
    assert [metric.label for metric in written.metric] == ["よくなる", "悪くなる", "変わる", "変わらない"]
    assert finds(curation) == []


def test_a_saved_line_holds_at_once(curation: Curation, written: AppTest) -> None:
    press(written, "保存して、すぐに使う")
    assert [told.value for told in written.success] == ["類義語を保存しました。いまから使われます。"]
    assert finds(curation)[:1] == ["blanket"]
    assert [field.value for field in written.text_input if field.label == "言葉"] == [""]


def test_it_can_be_taken_back(curation: Curation, written: AppTest) -> None:
    press(written, "保存して、すぐに使う")
    press(written, "この版に戻す")
    assert finds(curation) == []
    (chosen,) = [each for each in written.selectbox if each.label == "戻す版"]
    assert len(chosen.options) == 2


def test_a_line_can_be_taken_out(curation: Curation, hanako: Account, show: Show) -> None:
    curation.words.save(hanako, "gomi", [BLANKET], version=0)
    seen = show(page, hanako)
    seen.multiselect[0].select(BLANKET).run()
    press(seen, "保存して、すぐに使う")
    assert finds(curation) == []


def test_a_half_written_line_is_refused_and_stays(written: AppTest) -> None:
    write(written, "言い換え", "")
    press(written, "保存して、すぐに使う")
    assert [told.value for told in written.error] == [
        "1 行目: 「言葉」と、それとは違う「言い換え」を書いてください。"
    ]
    assert [field.value for field in written.text_input if field.label == "言葉"] == ["寝具"]


def test_other_departments_only_look(
    curation: Curation, hanako: Account, hire: Callable[..., Account], show: Show
) -> None:
    curation.words.save(hanako, "gomi", [BLANKET], version=0)
    seen = show(page, hire("taro", "情報課"))
    seen.selectbox[0].set_value("gomi").run()
    assert not seen.exception
    assert seen.button.len == 0
    assert seen.dataframe[0].value.to_dict("records") == [
        {"種類": "両方", "言葉": "寝具", "言い換え": "毛布", "備考": ""}
    ]
