"""The commands as a person types them: real processes, their output, their exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import httpx
import pytest

from faqbot.app import open_store_only
from faqbot.cli import main
from faqbot.corpus.areas import read_areas
from faqbot.corpus.collection import read_collection
from faqbot.settings import Settings
from tests.conftest import CORPUS, SHARED

FAQBOT = [sys.executable, "-c", "from faqbot.cli.main import main; main()"]


def faqbot(
    *arguments: str | Path, data: Path | None = None, stdin: str | bytes = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [*FAQBOT, *map(str, arguments)],
        input=given,
        capture_output=True,
        env=os.environ | {"FAQBOT_DATA": str(data)} | environment if data else os.environ | environment,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with every corpus that the project ships."""
    made = tmp_path_factory.mktemp("cli") / "var"
    done = faqbot("init", CORPUS, data=made)
    assert done.returncode == 0, done.stderr
    return made


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "numpy scipy sklearn sudachipy sqlalchemy fastapi rank_bm25 pydantic"
    code = f"import faqbot, faqbot.types, faqbot.cli.main, sys; print([m for m in '{heavy}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_sigterm_closes_what_is_open_before_it_ends_the_process() -> None:
    code = """if True:
        import os, signal
        import click
        from faqbot.cli import main

        @main.cli.command()
        def held():
            try:
                os.kill(os.getpid(), signal.SIGTERM)
            finally:
                click.echo("closed")
        main.main()
    """
    done = subprocess.run([sys.executable, "-c", code, "held"], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("closed\n", "", -signal.SIGTERM)


def test_a_command_is_found_where_the_list_says() -> None:
    context = click.Context(main.cli)
    for path in Path(main.__file__).parent.glob("*.py"):
        import_module(f"faqbot.cli.{path.stem}")
    assert set(main.cli.commands) - {"scrape", "panel"} == set(main._COMMANDS)
    for name, module in main._COMMANDS.items():
        command = main.cli.get_command(context, name)
        assert command
        assert command.callback
        assert command.callback.__module__ == f"faqbot.cli.{module}"


def test_a_command_imports_no_other() -> None:
    code = "import sys; sys.argv = ['faqbot', 'ask', '--help']\nfrom faqbot.cli.main import main\ntry: main()\nexcept SystemExit: pass\nprint(*(m for m in sys.modules if m.startswith('faqbot.cli.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()) == {"faqbot.cli.main", "faqbot.cli.asking"}


def test_ask_gives_the_contract(data: Path) -> None:
    done = faqbot("ask", "--collection", "garbage", "--json", "ペットボトルのふた", data=data)
    assert done.returncode == 0
    reply = json.loads(done.stdout)
    assert {"query", "status", "confidence", "answer", "candidates", "handoff"} <= set(reply)
    assert reply["query"] == "ペットボトルのふた"
    assert reply["status"] == "answered"
    assert {"id", "question", "text", "category", "source_url", "checked_on"} <= set(reply["answer"])
    assert reply["answer"]["category"] == "プラスチック製容器包装"
    assert {"id", "question", "text", "category", "score"} <= set(reply["candidates"][0])
    assert reply["handoff"] is None


def test_ask_speaks_to_people_too(data: Path) -> None:
    assert "不燃ごみ" in faqbot("ask", "--collection", "garbage", "傘", data=data).stdout
    assert "1. 市指定ごみ袋に入って" in faqbot("ask", "--collection", "garbage", "毛布", data=data).stdout
    said = faqbot("ask", "--collection", "garbage", "消火器", data=data).stdout
    assert "06-6843-3512" in said


def test_batch_mode_answers_every_line_in_order(data: Path) -> None:
    lines = ["フライパン", "", "傘の\u2028捨て方", "あ" * 600, "消火器", "\x00", "🗑️"]
    done = faqbot("ask", "--collection", "garbage", "--jsonl", data=data, stdin="\n".join(lines) + "\n")
    assert done.returncode == 0, done.stderr
    replies = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert len(replies) == len(lines)
    assert [r["status"] for r in replies[:2]] == ["answered", "unanswered"]
    assert replies[2]["answer"]["question"] == "傘"
    assert replies[3]["status"] == "unanswered"
    assert replies[4]["handoff"]["phone"] == "06-6843-3512"


def test_batch_mode_reads_bytes_that_are_no_text(data: Path) -> None:
    done = faqbot("ask", "--collection", "garbage", "--jsonl", data=data, stdin=b"\xff\xfe\n\x80abc\n")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--collection", "garbage"),
        ("ask", "--collection", "nowhere", "毛布"),
        ("ask", "--collection", "garbage", "あ" * 501),
        ("import", "no-such-file.csv", "--collection", "garbage"),
        ("import", CORPUS / "garbage" / "collection.toml", "--collection", "garbage"),
        ("export", "--collection", "nowhere"),
        ("init", "."),
        ("account", "add", "taro", "--department", "市民課"),
        ("account", "password", "nobody"),
        ("account", "disable", "nobody"),
        ("no-such-command",),
        ("--no-such-option",),
        ("serve", "--port", "99999"),
        ("eval", "--corpus", "x", "--queries", "x", "--qrels", "x"),
    ],
)
def test_a_mistake_is_one_line_and_a_non_zero_exit(
    data: Path, tmp_path: Path, arguments: tuple[object, ...]
) -> None:
    done = faqbot(*map(str, arguments), data=data)
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.startswith("faqbot: ")
    assert done.stderr.count("\n") == 1


def test_data_may_stand_before_or_after_the_command(data: Path) -> None:
    for arguments in (("--data", data, "doctor"), ("doctor", "--data", data)):
        assert "garbage" in faqbot(*map(str, arguments)).stdout


def test_import_says_what_it_did_to_each_row(tmp_path: Path) -> None:
    file = tmp_path / "items.csv"
    file.write_bytes(
        "品目,よみ,分別区分,備考\r\n傘,かさ,不燃ごみ,はみ出てよい\r\n,,,\r\n,よみ,x,y\r\n毛布,もうふ,可燃ごみ,\r\n".encode(
            "cp932"
        )
    )
    arguments = ("import", file, "--collection", "try", "--audience", "public")
    first = faqbot(*arguments, data=tmp_path / "var")
    assert first.returncode == 0, first.stderr
    assert "2 行目 n0001: 追加" in first.stdout
    assert "5 行目 n0002: 追加" in first.stdout
    assert "4 行目は取り込めません" in first.stderr
    (tmp_path / "more.csv").write_text("品目,分別区分\nカサ,不燃ごみ\n", encoding="utf-8")
    more = faqbot("import", tmp_path / "more.csv", "--collection", "try", data=tmp_path / "var")
    assert "似た項目: n0001 傘" in more.stdout
    again = faqbot(*arguments, data=tmp_path / "var")
    assert "追加" not in again.stdout
    assert "同じ 2 件" in again.stdout
    assert "傘" in faqbot("ask", "--collection", "try", "かさ", data=tmp_path / "var").stdout


def test_a_dry_run_or_an_unreadable_file_makes_no_collection(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("質問,答え\n傘,不燃ごみ\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_bytes(b"")
    dry = faqbot("import", tmp_path / "good.csv", "--collection", "try", "--dry-run", data=tmp_path / "var")
    assert "追加 1 件（試し。書き込んでいません）" in dry.stdout
    assert (
        faqbot("import", tmp_path / "bad.csv", "--collection", "try", data=tmp_path / "var").returncode == 1
    )
    assert faqbot("export", "--collection", "try", data=tmp_path / "var").returncode == 1


@pytest.mark.parametrize("name", ["garbage", "chat"])
def test_export_gives_back_what_went_in(data: Path, tmp_path: Path, name: str) -> None:
    done = faqbot("export", "--collection", name, "--output", tmp_path / "out.csv", data=data)
    assert done.returncode == 0
    assert (tmp_path / "out.csv").read_bytes() == (CORPUS / name / "entries.csv").read_bytes()


def test_export_gives_back_the_areas(data: Path, tmp_path: Path) -> None:
    done = faqbot(
        "export", "--collection", "garbage", "--areas", "--output", tmp_path / "areas.csv", data=data
    )
    assert done.returncode == 0
    described = read_collection(CORPUS / "garbage")
    categories = [category.name for category in described.categories]
    assert read_areas(tmp_path / "areas.csv", categories) == described.areas


def test_doctor(data: Path, tmp_path: Path) -> None:
    done = faqbot("doctor", "--json", data=data)
    assert done.returncode == 0
    findings = {f["name"]: f["state"] for f in json.loads(done.stdout)}
    assert findings["日本語辞書"] == findings["データベース"] == findings["索引 garbage"] == "ok"
    missing = faqbot("doctor", data=tmp_path / "none")
    assert missing.returncode == 0
    assert "まだありません" in missing.stdout
    assert not (tmp_path / "none").exists()


def test_a_wrong_key_is_one_sentence_and_no_new_database(data: Path) -> None:
    done = faqbot("ask", "--collection", "garbage", "毛布", data=data, FAQBOT_KEY="wrong")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "鍵" in done.stderr
    assert faqbot("doctor", data=data, FAQBOT_KEY="wrong").returncode == 1


def test_a_bad_setting_is_one_sentence(data: Path) -> None:
    done = faqbot("doctor", data=data, FAQBOT_PORT="many")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "FAQBOT_PORT" in done.stderr


@pytest.mark.shared
def test_eval_prints_one_flat_object(tmp_path: Path) -> None:
    """Over the first questions and all that is relevant to them: learning from every entry takes half a minute."""
    names = ("corpus.json", "queries.dev.json", "qrels.dev.json")
    folder = SHARED / "data" / "localgovfaq"
    corpus, queries, qrels = (json.loads((folder / name).read_text("utf-8")) for name in names)
    asked = [*queries][:60]
    relevant = {entry for query in asked for entry in qrels[query]}
    kept = (
        {entry: text for entry, text in corpus.items() if entry in relevant},
        {query: queries[query] for query in asked},
        {query: qrels[query] for query in asked},
    )
    for name, content in zip(names, kept, strict=True):
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    options = zip(("--corpus", "--queries", "--qrels"), names, strict=True)
    given = [word for option, name in options for word in (option, tmp_path / name)]
    measures = json.loads(faqbot("eval", *given, "--json", data=tmp_path / "var").stdout)
    assert {"nDCG@10", "R@10", "Success@1", "Success@3", "RR"} <= set(measures)
    assert measures["queries"] == 60
    assert measures["nDCG@10"] > 0.45


def test_too_few_questions_for_folds_are_told_in_one_line(tmp_path: Path) -> None:
    contents = {"c": {"a": "Question: 傘\nAnswer: 不燃"}, "q": {"1": "かさ"}, "r": {"1": {"a": 2}}}
    for name, content in contents.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    files = ("--corpus", tmp_path / "c", "--queries", tmp_path / "q", "--qrels", tmp_path / "r")
    done = faqbot("eval", *files, "--folds", "2", data=tmp_path / "var")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "4 件以上" in done.stderr


class Serving:
    """`faqbot serve` as a process of its own."""

    def __init__(self, data: Path) -> None:
        self.process = subprocess.Popen(
            [*FAQBOT, "--data", str(data), "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        self.address = said[said.index("http") :].strip()

    def __enter__(self) -> Serving:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop(signal.SIGKILL)

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return self.process.wait(timeout=30)


def test_serve_prints_its_address_answers_and_stops_politely(data: Path) -> None:
    with Serving(data) as serving:
        body = {"collection": "garbage", "text": "フライパン"}
        reply = httpx.post(f"{serving.address}api/v1/ask", json=body, timeout=30)
        assert reply.json()["status"] == "answered"
        assert serving.stop(signal.SIGTERM) in (0, -signal.SIGTERM)


def test_kill_nine_during_an_import_leaves_all_or_nothing(tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    rows = "".join(f"i{n},品目{n}番,よみ{n},可燃ごみ,説明{n}\n" for n in range(1500))
    file.write_text("ID,品目,よみ,分別区分,備考\n" + rows, encoding="utf-8")
    data = tmp_path / "var"
    for patience in (0.4, 0.7, 1.0, 1.4, 1.8):
        process = subprocess.Popen(
            [*FAQBOT, "--data", str(data), "import", str(file), "--collection", "many"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with open_store_only(Settings(data=data)) as store:
            assert len(store.entries("many")) in (0, 1500)
    assert faqbot("import", file, "--collection", "many", data=data).returncode == 0
    reply = json.loads(faqbot("ask", "--collection", "many", "--json", "品目777番", data=data).stdout)
    assert reply["candidates"][0]["id"] == "i777"
