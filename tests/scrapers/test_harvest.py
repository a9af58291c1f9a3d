"""A site that changes between crawls: what is proposed, what is published, and what is not believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from faqbot.desk.desk import Desk
from faqbot.store.base import Store
from faqbot.types import Audience, Proposal, ProposalKind, Sentence, Status
from scrapers import app
from scrapers.extract import extract
from scrapers.harvest.report import Report, body, subject
from scrapers.harvest.run import run
from scrapers.sources import Source
from tests.conftest import Clock, entry
from tests.scrapers.conftest import Hands
from tests.scrapers.mihon import CATEGORIES, faq, links, page, table
from tests.scrapers.server import Reply, Site, redirect

TOP, A, B = "/gomi/index.html", "/gomi/a.html", "/gomi/b.html"
ROWS_A = [
    ("アイロン台", "燃やさないごみ", "布ははずす。"),
    ("編み機", "燃やさないごみ", ""),
    ("犬小屋", "粗大ごみ", ""),
]
ROWS_B = [(f"{name}の品", "燃やすごみ", "") for name in "紙木布竹草花葉皮"]
WHEN = "ごみは何時までに出しますか。"


def top(until: str = "朝8時", a: str = A) -> str:
    return links(a, B) + faq(WHEN, f"{until}までに出してください。前の夜には出さないでください。")


Crawl = Callable[..., Report]


@pytest.fixture
def crawl(
    site: Site, hands: Hands, desk: Desk, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Crawl:
    """Crawls of the site with all of the machinery but the waiting."""
    monkeypatch.setattr(app, "WATCH", hands)
    site.pages |= {TOP: page(top()), A: page(table(*ROWS_A)), B: page(table(*ROWS_B))}
    source = Source(
        name="mihon",
        start=(site.url(TOP),),
        hosts=(site.host,),
        networks=("127.0.0.1/32",),
        collection="gomi",
        department="ごみ課",
        contact="gomi@city.example.jp",
        title="みほん市 ごみの分け方",
        categories=CATEGORIES,
    )

    def once(**changes: object) -> Report:
        made = replace(source, **changes)  # type: ignore[arg-type]

        def walk(source: Source, known: object) -> app.Walk:
            return app.Walk(source, tuple(known), tmp_path / "mihon")  # type: ignore[arg-type]

        return run(made, desk, tmp_path / "mihon" / "memory", crawl=walk, extract=extract, now=clock)

    return once


def kinds(report: Report) -> dict[str, ProposalKind]:
    return {
        p.said.question if p.said else p.base.question if p.base else p.url: p.kind for p in report.waiting
    }


def accept_all(desk: Desk) -> None:
    for waiting in desk.proposals.list():
        desk.proposals.accept(waiting.id, by="hanako")


def answer(desk: Desk, text: str) -> str | None:
    reply = desk.ask("gomi", text, audience=Audience.PUBLIC, channel="test")
    return reply.answer and reply.answer.answer


def only(report: Report) -> Proposal:
    (proposal,) = report.waiting
    return proposal


def test_a_new_site_is_proposed_and_accepted_and_the_bot_answers(
    crawl: Crawl, desk: Desk, store: Store
) -> None:
    report = crawl()
    assert (report.read, report.unchanged, report.things, report.published) == (3, 0, 12, ())
    assert len(report.waiting) == 12
    assert set(kinds(report).values()) == {ProposalKind.NEW}
    assert answer(desk, "アイロン台") is None
    accept_all(desk)
    assert answer(desk, "アイロン台") == "「不燃ごみ」です。\n布ははずす。"
    assert (
        answer(desk, "ごみは何時までに出しますか")
        == "朝8時までに出してください。前の夜には出さないでください。"
    )


def test_an_unchanged_site_costs_a_conditional_request_a_page(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl()
    site.asked.clear()
    report = crawl()
    asked = [each for each in site.asked if each.path in (TOP, A, B)]
    assert sorted(each.path for each in asked) == [A, B, TOP]
    assert all("if-none-match" in each.headers for each in asked)
    assert (report.read, report.unchanged, report.waiting, report.things) == (0, 3, (), 12)
    assert len(desk.proposals.list()) == 12


def test_a_changed_sentence_is_shown_and_the_entry_keeps_its_id(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl()
    accept_all(desk)
    site.pages[TOP] = page(top("朝7時30分"))
    report = crawl()
    assert (report.read, report.unchanged) == (1, 2)
    change = only(report)
    assert change.kind is ProposalKind.CHANGED
    assert change.sentences == (
        Sentence("kept", f"■ {WHEN}"),
        Sentence("removed", "朝8時までに出してください。"),
        Sentence("added", "朝7時30分までに出してください。"),
        Sentence("kept", "前の夜には出さないでください。"),
    )
    stored = desk.proposals.accept(change.id, by="hanako")
    assert stored is not None
    assert (stored.id, stored.version) == (change.entry_id, 2)
    assert (
        answer(desk, "ごみは何時までに出しますか")
        == "朝7時30分までに出してください。前の夜には出さないでください。"
    )


def test_what_a_curator_wrote_is_not_overwritten(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl(publish="tables")
    board = next(e for e in desk.hand_over("gomi") if e.question == "アイロン台")
    mine = replace(
        board, answer="「不燃ごみ」です。\n布をはがしてください。", phrasings=("アイロンをかける台",)
    )
    desk.take_in("gomi", [mine])
    site.pages[A] = page(table(("アイロン台", "粗大ごみ", ""), *ROWS_A[1:]))
    report = crawl(publish="tables")
    assert report.published == ()
    assert desk.proposals.preview(only(report).id).conflicts == ("answer",)
    assert answer(desk, "アイロンをかける台") == mine.answer
    stored = desk.proposals.accept(only(report).id, by="hanako")
    assert stored is not None
    assert (stored.answer, stored.phrasings) == ("「粗大ごみ」です。", mine.phrasings)


def test_tables_are_published_at_once_where_that_is_switched_on(
    crawl: Crawl, site: Site, desk: Desk, store: Store
) -> None:
    first = crawl(publish="tables")
    assert len(first.published) == 11
    assert only(first).said is not None
    site.pages[A] = page(table(("アイロン台", "粗大ごみ", ""), *ROWS_A[1:], ("植木ばち", "不燃ごみ", "")))
    report = crawl(publish="tables")
    assert (len(report.published), report.waiting) == (2, ())
    assert answer(desk, "アイロン台") == "「粗大ごみ」です。"
    assert answer(desk, "植木ばち") == "「不燃ごみ」です。"
    assert set(store.authors("gomi").values()) == {"import", "scrape:mihon"}


def test_what_has_gone_waits_for_a_person_even_then(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl(publish="tables")
    site.pages[A] = page(table(*ROWS_A[1:]))
    gone = only(crawl(publish="tables"))
    assert (gone.kind, gone.after) == (ProposalKind.GONE, "")
    assert answer(desk, "アイロン台") is not None
    desk.proposals.accept(gone.id, by="hanako")
    assert answer(desk, "アイロン台") is None
    site.pages[A] = page(table(*ROWS_A))
    assert kinds(crawl()) == {"アイロン台": ProposalKind.NEW}
    accept_all(desk)
    assert answer(desk, "アイロン台") is not None
    assert len({e.id for e in desk.hand_over("gomi") if e.question == "アイロン台"}) == 1


def test_what_moves_to_another_page_keeps_its_id(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl(publish="tables")
    accept_all(desk)
    before = {e.question: e.id for e in desk.hand_over("gomi")}
    del site.pages[A]
    site.pages["/new/a.html"] = page(table(*ROWS_A))
    site.pages[TOP] = page(top(a="/new/a.html"))
    report = crawl()
    assert kinds(report) == dict.fromkeys(("アイロン台", "編み機", "犬小屋"), ProposalKind.MOVED)
    assert report.waiting[0].after == site.url("/new/a.html")
    accept_all(desk)
    assert {e.question: e.id for e in desk.hand_over("gomi")} == before
    assert crawl().waiting == ()
    site.pages["/new/a.html"] = page(table(("アイロン台", "粗大ごみ", ""), *ROWS_A[1:]))
    assert only(crawl()).entry_id == before["アイロン台"]


def test_a_redirect_is_a_move(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl(publish="tables")
    site.pages["/new/a.html"], site.pages[A] = page(table(*ROWS_A)), redirect("/new/a.html")
    assert set(kinds(crawl()).values()) == {ProposalKind.MOVED}


@pytest.mark.parametrize("broken", ["<p>ただいま準備中です。</p>", table(ROWS_B[0]), table(*ROWS_B[:3])])
def test_a_page_that_says_far_less_takes_nothing_away(
    crawl: Crawl, site: Site, desk: Desk, broken: str
) -> None:
    crawl(publish="tables")
    accept_all(desk)
    site.pages[B] = page(broken)
    report = crawl(publish="tables")
    assert kinds(report) == {site.url(B): ProposalKind.SUSPICIOUS}
    assert report.needs_a_look
    assert answer(desk, "葉の品") is not None
    assert crawl().waiting == ()
    assert len(desk.proposals.list()) == 1
    site.pages[B] = page(table(*ROWS_B))
    assert crawl().waiting == ()


def test_a_person_may_say_that_it_is_right(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl(publish="tables")
    accept_all(desk)
    site.pages[B] = page(table(*ROWS_B[:2]))
    desk.proposals.accept(only(crawl()).id, by="hanako")
    report = crawl()
    assert set(kinds(report).values()) == {ProposalKind.GONE}
    assert len(report.waiting) == 6
    assert crawl().waiting == ()


def test_a_site_that_loses_most_of_its_pages_is_not_believed(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl(publish="tables")
    accept_all(desk)
    del site.pages[A], site.pages[B]
    report = crawl()
    assert kinds(report) == {"": ProposalKind.SUSPICIOUS}
    assert "サイト全体" in body([report])
    desk.proposals.accept(only(report).id, by="hanako")
    assert len(crawl().waiting) == 11


@pytest.mark.parametrize("status", [500, 503, 403])
def test_a_page_that_fails_changes_nothing(crawl: Crawl, site: Site, status: int) -> None:
    crawl()
    site.pages[A] = Reply(b"", status)
    report = crawl()
    assert (report.waiting, report.things, len(report.refused)) == ((), 12, 1)
    site.pages[A] = page(table(*ROWS_A))
    assert crawl().waiting == ()


def test_a_crawl_that_was_broken_off_takes_nothing_away_and_goes_on(
    crawl: Crawl, site: Site, desk: Desk
) -> None:
    crawl(publish="tables")
    site.pages[TOP] = page(links(*(f"/gomi/{n}.html" for n in range(9)), A, B) + faq(WHEN, "朝8時までです。"))
    site.pages |= {f"/gomi/{n}.html": Reply(b"", 503) for n in range(9)}
    report = crawl()
    assert any("途中でやめました" in problem for problem in report.problems)
    assert set(kinds(report).values()) == {ProposalKind.NEW}
    assert report.things == 12
    site.pages |= {f"/gomi/{n}.html": page(table((f"{n}番の品", "粗大ごみ", ""))) for n in range(9)}
    site.asked.clear()
    assert set(kinds(crawl())) == {f"{n}番の品" for n in range(9)}
    assert TOP not in site.paths


def test_what_changes_twice_is_compared_with_what_was_settled(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl(publish="tables")
    accept_all(desk)
    for category in ("粗大ごみ", "資源"):
        site.pages[A] = page(table(("アイロン台", category, ""), *ROWS_A[1:]))
        report = crawl()
    (waiting,) = desk.proposals.list()
    assert waiting == only(report)
    assert "不燃ごみ" in waiting.before
    assert "資源" in waiting.after
    assert desk.proposals.preview(waiting.id).conflicts == ()
    site.pages[A] = page(table(*ROWS_A))
    assert crawl().waiting == ()
    assert desk.proposals.list() == ()


def test_a_rejected_change_is_not_asked_again(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl(publish="tables")
    accept_all(desk)
    site.pages[A] = page(table(("アイロン台", "粗大ごみ", ""), *ROWS_A[1:]))
    desk.proposals.reject(only(crawl()).id, by="hanako")
    site.pages[A] = page(table(("アイロン台", "粗大ごみ", ""), *ROWS_A[1:], ("植木ばち", "資源", "")))
    assert kinds(crawl()) == {"植木ばち": ProposalKind.NEW}


def test_what_is_there_already_is_not_put_in_twice(crawl: Crawl, site: Site, desk: Desk) -> None:
    desk.take_in(
        "gomi", [entry("mine", "犬小屋", "『粗大ごみ』です。予約してください。", category="粗大ごみ")]
    )
    desk.take_in("gomi", [entry("wrong", "編み機", "粗大ごみです。", category="粗大ごみ")])
    found = kinds(crawl())
    assert "犬小屋" not in found
    assert found["編み機"] is ProposalKind.CHANGED
    (change,) = (p for p in desk.proposals.list() if p.entry_id == "wrong")
    assert desk.proposals.preview(change.id).conflicts == ("answer", "category")
    assert change.before == "■ 編み機\n分類: 粗大ごみ\n粗大ごみです。"
    site.pages[A] = page(table(*ROWS_A[:2], ("犬小屋", "収集しません", "")))
    assert [p.entry_id for p in crawl().waiting] == ["mine"]


def test_what_two_pages_say_is_one_entry(crawl: Crawl, site: Site, desk: Desk) -> None:
    site.pages[B] = page(table(*ROWS_B, ("編み機", "燃やさないごみ", "金属のもの"), ("犬小屋", "資源", "")))
    report = crawl(publish="tables")
    assert len(report.published) == 11
    assert report.problems == (
        f"「犬小屋」の分類が、ページによって違います: 粗大ごみ（{site.url(A)}）と 資源（{site.url(B)}）",
    )
    site.pages[A] = page(table(ROWS_A[0], ("編み機", "資源", ""), ROWS_A[2]))
    site.pages[B] = page(table(*ROWS_B, ("編み機", "資源", "金属のもの"), ("犬小屋", "資源", "")))
    assert len(crawl(publish="tables").published) == 1
    assert [e.category for e in desk.hand_over("gomi") if e.question == "編み機"] == ["資源"]
    site.pages[A] = page(table(ROWS_A[0], ROWS_A[2]))
    assert crawl().waiting == ()


def test_what_is_read_in_two_ways_is_two_things(crawl: Crawl, site: Site, desk: Desk) -> None:
    kana = table(("色紙", "資源", "いろがみ"), ("毛布", "可燃ごみ", "もうふ")).replace("備考", "よみ")
    site.pages[A] = page(kana)
    site.pages[B] = page(kana.replace("いろがみ", "しきし").replace("資源", "可燃ごみ"))
    assert crawl(publish="tables").problems == ()
    found = {(e.reading, e.category) for e in desk.hand_over("gomi") if e.question == "色紙"}
    assert found == {("いろがみ", "資源"), ("しきし", "可燃ごみ")}


def test_other_hints_read_the_same_page_again(crawl: Crawl) -> None:
    crawl()
    report = crawl(categories={"燃やさないごみ": "埋立ごみ", "燃やすごみ": "可燃ごみ"})
    assert (report.read, report.unchanged) == (3, 0)
    assert {p.said.category for p in report.waiting if p.said} == {"埋立ごみ"}


def test_a_crash_before_remembering_asks_nothing_twice(crawl: Crawl, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "mihon" / "memory").mkdir(parents=True)
    with pytest.raises(OSError, match="memory"):
        crawl()
    assert len(desk.proposals.list()) == 12
    (tmp_path / "mihon" / "memory").rmdir()
    assert crawl().unchanged == 0
    assert len(desk.proposals.list()) == 12
    assert len(desk.proposals.list(state="superseded")) == 12


def test_a_damaged_memory_loses_nothing(crawl: Crawl, desk: Desk, tmp_path: Path) -> None:
    crawl(publish="tables")
    accept_all(desk)
    before = desk.hand_over("gomi")
    (tmp_path / "mihon" / "memory").write_text("{", "utf-8")
    assert crawl(publish="tables").waiting == ()
    assert desk.hand_over("gomi") == before
    assert all(e.status is Status.PUBLISHED for e in before)


def test_the_mail_says_what_to_decide(crawl: Crawl, site: Site, desk: Desk) -> None:
    crawl(publish="tables")
    accept_all(desk)
    site.pages[A] = page(table(("アイロン台", "粗大ごみ", "布ははずす。"), *ROWS_A[1:]))
    site.pages[B] = page("<p>準備中</p>")
    report = crawl()
    assert subject([report]) == "[faqbot] サイトの取り込み: 注意 1 件、確認待ち 2 件"
    text = body([report])
    assert f"{site.url(B)} の中身が 8 件 から 0 件 に減りました。消さずに、前のまま残しています。" in text
    assert "－ 分類: 不燃ごみ\n  － 「不燃ごみ」です。\n  ＋ 分類: 粗大ごみ\n  ＋ 「粗大ごみ」です。" in text
    assert "ごみ課" in text
