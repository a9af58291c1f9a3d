"""The documents tell the truth: their commands run, their requests are answered as they say, their links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from http import HTTPStatus
from pathlib import Path
from typing import Any

import click
import httpx
import pytest

from faqbot import settings
from faqbot.cli import asking, main
from faqbot.desk.desk import Desk
from faqbot.types import Audience
from scrapers.command import scrape
from tests.conftest import CORPUS, ROOT
from tests.serving import serving as serve_desk
from ui.command import panel

for brought in (panel, scrape):  # as their entry points do where the project is installed
    main.cli.add_command(brought)

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
READMES = ("README.md", "README.ja.md")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and its text."""

    language: str
    text: str


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str) -> list[Block]:
    return [Block(*found) for found in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def prose(text: str) -> str:
    """The text without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def code(text: str) -> list[str]:
    """What stands in code: the lines of fenced blocks, and `spans`."""
    lines = [line for block in blocks(text) for line in block.text.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", prose(text))


# Commands


def commands(text: str) -> Iterator[list[str]]:
    """The arguments of every `faqbot …` that a document spells out."""
    for line in code(text):
        if found := re.match(r"(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?faqbot ((?:-|\w).*)", line):
            yield shlex.split(re.split(" [<|] ", found[1])[0], comments=True)


def walk(arguments: list[str]) -> tuple[click.Command, dict[str, Any]]:
    """The command that arguments name and the options they give it.

    Raises:
        click.UsageError: there is no such command or option, or one lacks what it needs.
    """
    group = main.cli
    context = click.Context(group)
    given, rest, _ = group.make_parser(context).parse_args(list(arguments))
    if not rest:
        return group, given
    command: click.Command | None = group
    while isinstance(command, click.Group) and rest:
        name, *rest = rest
        command = command.get_command(context, name)
        if command is None:
            raise click.UsageError(f"no command {name}")
    assert command is not None
    given, left, _ = command.make_parser(click.Context(command)).parse_args(rest)
    if left:
        raise click.UsageError(f"{command.name} takes no {left}")
    for option in command.params:
        value = given.get(str(option.name))
        if isinstance(option.type, click.Choice | click.IntRange) and isinstance(value, str):
            option.type.convert(value, option, None)
    return command, given


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_the_documents_exists(path: Path) -> None:
    for arguments in commands(path.read_text("utf-8")):
        walk(arguments)


def leaves(group: click.Group) -> Iterator[click.Command]:
    """The commands that do something, those of groups in groups too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from leaves(command)
        else:
            yield command


def test_every_command_and_option_has_an_example() -> None:
    shown: dict[click.Command, set[str]] = {}
    for arguments in commands(read("docs/cli.md")):
        command, given = walk(arguments)
        if not isinstance(command, click.Group):
            words = {word.partition("=")[0] for word in arguments if word.startswith("-")}
            shown.setdefault(command, set()).update(words)
        assert given is not None
    assert set(shown) == set(leaves(main.cli))
    for command, words in shown.items():
        ours = {opt for p in command.params for opt in p.opts if isinstance(p, click.Option)}
        assert ours - {"--data"} <= words, command.name


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the examples expect it: the corpora, and the files that docs/cli.md shows."""
    folder = tmp_path_factory.mktemp("workshop")
    (folder / "corpus").symlink_to(CORPUS)
    shown = r"((?:[^\n]+\n)+)\n```(?:csv|json|text)\n(.*?)```"
    for paragraph, text in re.findall(shown, read("docs/cli.md"), re.DOTALL):
        *_, name = re.findall(r"`(\w+\.\w+)`", paragraph)
        (folder / name).write_text(text, "utf-8")
    return folder


def run(line: str) -> str:
    """What a command prints, standard error among it as in a terminal."""
    words, _, source = line.partition(" < ")
    stdin = Path(source.strip()).read_bytes() if source else b""
    shown = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["faqbot", *shlex.split(words)[1:]])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
            with pytest.raises(SystemExit) as stop:
                main.main()
            assert stop.value.code == 0, shown.buffer.getvalue().decode()  # type: ignore[attr-defined]
    return shown.buffer.getvalue().decode()  # type: ignore[attr-defined]


def sessions(text: str) -> Iterator[tuple[str, str]]:
    """Each `$ command` of the console blocks with the output below it, empty where none is shown."""
    for block in blocks(text):
        if block.language == "console":
            for session in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                line, _, output = session.partition("\n")
                yield line, output


@pytest.fixture
def at_work(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workshop)
    monkeypatch.delenv("FAQBOT_KEY", raising=False)
    monkeypatch.setenv("FAQBOT_DATA", str(workshop / "var"))


@pytest.mark.usefixtures("at_work")
def test_the_examples_of_the_command_line_run() -> None:
    for line, output in sessions(read("docs/cli.md")):
        said = run(line)
        if output.startswith(("{\n", "[\n", '{"nDCG')):
            assert_alike(json.loads(output), json.loads(said), line)
        elif output:
            assert said.lstrip("\n") == output, line  # a bar of progress that has ended leaves an empty line


@pytest.mark.usefixtures("at_work")
def test_a_batch_gives_an_object_a_line() -> None:
    run("faqbot init corpus")
    said = run("faqbot ask --collection garbage --jsonl < questions.txt")
    asked = Path("questions.txt").read_text("utf-8").splitlines()
    assert [json.loads(line)["query"] for line in said.splitlines()] == asked


@pytest.mark.parametrize("name", READMES)
def test_the_answer_in_the_readme_is_what_the_desk_says(name: str, full_desk: Desk) -> None:
    (line, output), *others = sessions(read(name))
    *_, question = shlex.split(line)
    reply = full_desk.ask("garbage", question, audience=Audience.PUBLIC, channel="test")
    assert reply.answer is not None
    assert output == asking._text(reply) + "\n"
    assert not others


# Settings


def test_the_settings_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| `(FAQBOT_\w+)` \| (.*?) \|", read("docs/settings.md"), re.MULTILINE)
    defaults = {field.name: getattr(settings.Settings(), field.name) for field in fields(settings.Settings)}
    assert dict(rows) == {
        variable: shown_default(defaults[field]) for variable, field in settings.VARIABLES.items()
    }
    assert set(settings.VARIABLES.values()) == set(defaults)


def shown_default(value: object) -> str:
    """A path of the source tree is shown from its root."""
    if isinstance(value, dict):
        value = tuple(f"{left}={right}" for left, right in value.items())
    text = " ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
    return f"`{text.replace(f'{ROOT}/', '')}`" if text else "(なし / none)"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_variable_in_the_documents_exists(path: Path) -> None:
    assert set(re.findall(r"FAQBOT_[A-Z_]+", path.read_text("utf-8"))) <= set(settings.VARIABLES)


# Links, paths, make


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    text = prose(path.read_text("utf-8"))
    for link in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text):
        if "://" in link or link.startswith("mailto:"):
            continue
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), f"{path.name} → {link}"
        assert not anchor or anchor in anchors(target), f"{path.name} → {link}"


def anchors(path: Path) -> set[str]:
    """What GitHub makes of the headings: lower case, spaces to hyphens, signs dropped."""
    titles = re.findall(r"^#+ (.+)$", prose(path.read_text("utf-8")), re.MULTILINE)
    return {"".join(filter(is_kept, title.lower().replace(" ", "-"))) for title in titles}


def is_kept(char: str) -> bool:
    return char in "-_" or unicodedata.category(char)[0] in "LNM"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_in_the_documents_exists(path: Path) -> None:
    rooms = "|".join(("faqbot", "corpus", "docs", "eval", "requirements", "tests", r"\.ci"))
    for span in code(path.read_text("utf-8")):
        if re.fullmatch(rf"(?:{rooms})/[\w./-]*", span) and span != "faqbot/channels/":
            assert (ROOT / span).exists(), f"{path.name}: {span}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_in_the_documents_exists(path: Path) -> None:
    rules = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = {
        found[1] for span in code(path.read_text("utf-8")) if (found := re.match(r"make ([a-z]+)", span))
    }
    assert named <= rules


# The API


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a reply as the document writes it."""

    start: tuple[str, str]
    headers: Mapping[str, str]
    body: Any

    @classmethod
    def of(cls, text: str) -> Message:
        head, _, body = text.partition("\n\n")
        first, *lines = head.splitlines()
        headers = dict(line.split(": ", 1) for line in lines)
        one, two, _ = first.split(" ", 2)
        return cls((one, two), headers, json.loads(body) if body.strip() else None)


def test_the_requests_of_the_api_are_answered_as_documented(full_desk: Desk) -> None:
    messages = [Message.of(b.text) for b in blocks(read("docs/api.md")) if b.language == "http"]
    turns: dict[str, str] = {}
    with serve_desk(full_desk, "garbage") as address, httpx.Client(base_url=address, timeout=30) as client:
        for request, reply in zip(messages[::2], messages[1::2], strict=True):
            method, path = request.start
            real = client.request(method, path, json=with_real_turn(request.body, turns))
            assert real.status_code == int(reply.start[1]) in set(HTTPStatus), real.text
            assert real.headers["content-type"] == reply.headers["content-type"]
            assert_alike(reply.body, real.json(), path)
            if "turn" in reply.body:
                turns[reply.body["turn"]] = real.json()["turn"]


def with_real_turn(body: Any, turns: Mapping[str, str]) -> Any:
    """A request on a turn, or with an action on one, as it is sent: the token that the server gave."""
    if not isinstance(body, dict):
        return body
    real = {key: with_real_turn(value, turns) for key, value in body.items()}
    return real | {"turn": turns[body["turn"]]} if body.get("turn") else real


def test_every_address_of_the_api_has_an_example(full_desk: Desk) -> None:
    with serve_desk(full_desk, "garbage") as address:
        described = httpx.get(f"{address}/api/v1/openapi.json").json()["paths"]
    operations = {(method.upper(), path) for path, methods in described.items() for method in methods}
    starts = [Message.of(b.text).start for b in blocks(read("docs/api.md")) if b.language == "http"]
    assert {(method, path.partition("?")[0]) for method, path in starts if path.startswith("/")} == operations


def assert_alike(documented: Any, real: Any, where: str) -> None:
    """The same keys, types and texts; of a list the first element. Tokens, figures and `…` stand for any of their kind."""
    match documented:
        case dict():
            assert set(documented) == set(real), where
            for key, value in documented.items():
                check: Callable[[Any, Any, str], None] = assert_same_type if key in ANY else assert_alike
                check(value, real[key], f"{where}.{key}")
        case list():
            assert isinstance(real, list), where
            assert bool(documented) == bool(real), where
            for one, other in zip(documented[:1], real[:1], strict=True):
                assert_alike(one, other, f"{where}[0]")
        case str() if documented != "…":
            assert documented == real, where
        case _:
            assert_same_type(documented, real, where)


ANY = frozenset({"turn", "version", "collections"})


def assert_same_type(documented: Any, real: Any, where: str) -> None:
    if isinstance(documented, bool) or documented is None:
        assert documented is real, where
    else:
        kind = (int, float) if isinstance(documented, int | float) else type(documented)
        assert isinstance(real, kind), where
