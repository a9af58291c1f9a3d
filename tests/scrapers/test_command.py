"""`faqbot scrape` as an operator types it, on a site of this machine; only the waiting is left out."""

from __future__ import annotations

import email
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from email.policy import default
from pathlib import Path

import click
import pytest

from faqbot.app import open_desk
from faqbot.cli import main
from faqbot.settings import Settings
from faqbot.types import Audience
from scrapers import app
from scrapers.command import BUSY, LOOK, scrape
from scrapers.sources import SHIPPED, find_sources, read_source
from tests.conftest import GOMI, ROOT
from tests.scrapers.conftest import Hands
from tests.scrapers.mihon import faq, links, page, table
from tests.scrapers.server import Reply, Site

Faqbot = Callable[..., tuple[int, str, str]]
TOP, A = "/gomi/index.html", "/gomi/a.html"
ROWS = [
    ("アイロン台", "燃やさないごみ", "布ははずす。"),
    ("編み機", "燃やさないごみ", ""),
    ("犬小屋", "粗大ごみ", ""),
]


@pytest.fixture
def faqbot(
    tmp_path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Faqbot:
    """The command in this process: its exit code, what it prints, and what it complains of."""
    monkeypatch.setattr(app, "WATCH", hands)
    monkeypatch.setitem(main.cli.commands, "scrape", scrape)
    monkeypatch.setenv("FAQBOT_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("FAQBOT_KEY", raising=False)
    with open_desk(Settings(data=tmp_path / "var")) as desk:
        desk.describe(GOMI)

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["faqbot", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main.main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


@pytest.fixture
def mihon(site: Site, tmp_path: Path) -> Path:
    """A source of a small site, enabled."""
    site.pages |= {
        TOP: page(links(A) + faq("ごみは何時までに出しますか。", "朝8時までです。")),
        A: page(table(*ROWS)),
    }
    file = tmp_path / "var" / "sources" / "mihon.toml"
    file.parent.mkdir(parents=True)
    file.write_text(source(site), "utf-8")
    return file


def source(site: Site) -> str:
    return (
        f'title = "みほん市"\nstart = ["{site.url(TOP)}"]\nnetworks = ["127.0.0.1/32"]\ncollection = "gomi"\n'
        'department = "ごみ課"\ncontact = "gomi@city.example.jp"\npublish = "tables"\n[categories]\n"燃やさないごみ" = "不燃ごみ"\n'
    )


def test_a_site_becomes_answers(faqbot: Faqbot, site: Site, tmp_path: Path) -> None:
    site.pages |= {
        TOP: page(links(A) + faq("ごみは何時までに出しますか。", "朝8時までです。")),
        A: page(table(*ROWS)),
    }
    arguments = ("--contact", "gomi@city.example.jp", "--collection", "gomi", "--network", "127.0.0.1/32")
    code, out, err = faqbot("scrape", "new", site.url(TOP), "--name", "mihon", *arguments)
    assert (code, err) == (0, "")
    file = tmp_path / "var" / "sources" / "mihon.toml"
    assert str(file) in out
    text = file.read_text("utf-8")
    assert "品目 3 件、よくある質問 1 件" in text
    assert '"燃やさないごみ" = "燃やさないごみ"  # 2 件' in text
    made = read_source(file)
    assert (made.enabled, made.publish, made.include) == (False, "never", ("/gomi/*",))
    code, out, err = faqbot("scrape", "try", "mihon")
    assert code == 0
    assert "アイロン台" in out
    assert "2 ページから、4 件を読み取りました。" in out
    assert faqbot("scrape", "run", "--all")[1].endswith("取り込むサイトはありませんでした。\n")
    file.write_text(text.replace("enabled = false", "enabled = true"), "utf-8")
    code, out, err = faqbot("scrape", "run", "--all")
    assert (code, err) == (0, "")
    assert out.startswith("[faqbot] サイトの取り込み: 確認待ち 4 件\n\n")
    with open_desk(Settings(data=tmp_path / "var")) as desk:
        for waiting in desk.proposals.list():
            desk.proposals.accept(waiting.id, by="hanako")
        reply = desk.ask("gomi", "アイロン台", audience=Audience.PUBLIC, channel="test")
        assert reply.answer is not None
        assert reply.answer.source_url == site.url(A)
    code, out, err = faqbot("scrape", "new", site.url(TOP), "--name", "mihon", *arguments)
    assert (code, err.count("\n")) == (1, 1)


def test_a_run_is_due_once_a_day(faqbot: Faqbot, site: Site, mihon: Path, hands: Hands) -> None:
    assert "自動で公開: 3 件" in faqbot("scrape", "run", "--all")[1]
    asked = len(site.asked)
    assert "ありませんでした" in faqbot("scrape", "run", "--all")[1]
    assert len(site.asked) == asked
    hands.passed += 23 * 60 * 60
    code, out, _ = faqbot("scrape", "run", "--all")
    assert (code, "変わっていないページ 2" in out) == (0, True)
    assert faqbot("scrape", "run", "mihon")[0] == 0
    rows = [line for line in faqbot("scrape", "status")[1].splitlines() if "mihon" in line]
    assert len(rows) == 1
    assert "gomi" in rows[0]


def test_what_needs_a_look_has_an_exit_code(faqbot: Faqbot, site: Site, mihon: Path) -> None:
    faqbot("scrape", "run", "mihon")
    site.pages[A] = page("<p>準備中です。</p>")
    code, out, _ = faqbot("scrape", "run", "mihon")
    assert code == LOOK
    assert "3 件 から 0 件 に減りました" in out
    site.pages = {}
    site.otherwise = Reply(b"", 503)
    code, out, _ = faqbot("scrape", "run", "mihon")
    assert code == 1
    assert "取り込めませんでした" in out
    assert "FAQ は前のままです" in out


def test_why_a_site_cannot_be_read_is_told(faqbot: Faqbot, site: Site, mihon: Path, hands: Hands) -> None:
    text = mihon.read_text("utf-8")
    mihon.write_text("hours = [1, 2]\n" + text, "utf-8")
    assert "訪ねてよい時間ではない" in faqbot("scrape", "run", "mihon")[1]
    assert faqbot("scrape", "try", "mihon")[0] == 0
    mihon.write_text(text.replace('networks = ["127.0.0.1/32"]', ""), "utf-8")
    code, out, err = faqbot("scrape", "try", "mihon")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "閉じたネットワーク" in err
    mihon.write_text(text, "utf-8")
    site.pages["/robots.txt"] = Reply(
        b"User-agent: *\nDisallow: /gomi/", headers={"Content-Type": "text/plain"}
    )
    assert "robots.txt" in faqbot("scrape", "try", "mihon")[2]


def test_a_link_that_leads_nowhere_is_no_alarm(faqbot: Faqbot, site: Site, mihon: Path) -> None:
    site.pages[TOP] = page(links(A, "/gomi/nowhere.html", "http://127.0.0.1:9/"))
    code, out, _ = faqbot("scrape", "run", "mihon")
    assert (code, "注意" in out) == (0, False)
    del site.pages[TOP]
    assert faqbot("scrape", "run", "mihon")[0] == LOOK


def test_one_bad_file_does_not_stop_the_others(faqbot: Faqbot, mihon: Path) -> None:
    (mihon.parent / "broken.toml").write_text("start = ", "utf-8")
    code, out, _ = faqbot("scrape", "run", "--all")
    assert code == 1
    assert "broken.toml を TOML として読めません" in out
    assert "自動で公開: 3 件" in out
    code, out, err = faqbot("scrape", "status")
    assert (code, "mihon" in out, "broken.toml" in err) == (0, True, True)


def test_the_summary_is_a_mail(faqbot: Faqbot, mihon: Path) -> None:
    code, out, _ = faqbot("scrape", "run", "mihon", "--mail-to", "gomi@city.example.jp")
    message = email.message_from_string(out, policy=default)
    assert (code, message["To"]) == (0, "gomi@city.example.jp")
    assert message["Subject"] == "[faqbot] サイトの取り込み: 確認待ち 1 件"
    assert "朝8時までです。" in message.get_content()


def test_one_run_at_a_time(faqbot: Faqbot, mihon: Path, tmp_path: Path) -> None:
    folder = tmp_path / "var" / "scrape"
    folder.mkdir(parents=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, out, err = faqbot("scrape", "run", "--all")
        assert (code, out, err.count("\n")) == (BUSY, "", 1)
    assert faqbot("scrape", "run", "--all")[0] == 0


@pytest.mark.parametrize(
    "change",
    [
        ("contact", "kontakt"), ('start = ["http', 'start = ["ftp'), ('publish = "tables"', 'publish = "all"'),
        ('collection = "gomi"', 'collection = "nowhere"'), ("[categories]", "hours = [22]\n[categories]"), ('start = [', "starts = ["),
        ("[categories]", "colour = 1\n[categories]"), ("[categories]", "include = 5\n[categories]"),
        ("[categories]", "[hints]\nmain = 'div > p'\n[categories]"), ("127.0.0.1/32", "127.0.0.1/99"),
        ("[categories]", "[hints.columns]\n'排出先' = 'kubun'\n[categories]"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(faqbot: Faqbot, mihon: Path, change: tuple[str, str]) -> None:
    mihon.write_text(mihon.read_text("utf-8").replace(*change), "utf-8")
    code, out, err = faqbot("scrape", "run", "mihon")
    assert code == 1
    assert "取り込めませんでした" in out or err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("run",), ("run", "--all", "x"), ("run", "nowhere"), ("try", "nowhere")]
)
def test_a_wrong_command_line_is_one_line(faqbot: Faqbot, arguments: tuple[str, ...]) -> None:
    code, out, err = faqbot("scrape", *arguments)
    assert (out, err.count("\n")) == ("", 1)
    assert code in (1, 2)


def test_what_a_page_says_is_data(faqbot: Faqbot, site: Site, mihon: Path, tmp_path: Path) -> None:
    nasty = [
        ("[bold]札[/bold]", "不燃ごみ", "[link=https://example.com]x[/link]"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "不燃ごみ", ""),
    ]
    site.pages[A] = page(table(*ROWS, *nasty))
    code, out, _ = faqbot("scrape", "try", "mihon")
    assert code == 0
    assert "[bold]札[/bold]" in out
    faqbot("scrape", "run", "mihon")
    with open_desk(Settings(data=tmp_path / "var")) as desk:
        assert "<script>alert(1)</script>" in {e.question for e in desk.hand_over("gomi")}


def test_the_shipped_sources_can_be_read() -> None:
    shipped = {path.stem for path in SHIPPED.glob("*.toml")}
    assert shipped == set(find_sources(Path("nowhere")))
    for path in SHIPPED.glob("*.toml"):
        assert not read_source(path).enabled


def test_the_command_names_itself_by_its_entry_point(tmp_path: Path) -> None:
    """As an installed project does; no module of faqbot names the scrapers."""
    about = tmp_path / "mihon-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: mihon\nVersion: 1\n", "utf-8")
    (about / "entry_points.txt").write_text("[faqbot.commands]\nscrape = scrapers.command:scrape\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from faqbot.cli.main import main; main()", "scrape", "--help"],
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"},
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "status" in done.stdout
    assert isinstance(scrape, click.Group)
