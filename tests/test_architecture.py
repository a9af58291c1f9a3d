"""The house stands as ARCHITECTURE.md draws it: who may import whom, and which library lives in which room."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "faqbot"
EVERYTHING = frozenset({"*"})

# What each room may import of faqbot, besides itself. `store.base` is that module alone, `store` the whole room.
ARROWS: Mapping[str, frozenset[str]] = {
    "types": frozenset(),
    "errors": frozenset(),
    "settings": frozenset({"errors"}),
    "logs": frozenset({"staff"}),
    "staff": frozenset({"schedule", "types", "errors"}),
    "text": frozenset({"types", "errors"}),
    "schedule": frozenset({"text.normalize", "text.kana", "types", "errors"}),
    "search": frozenset({"text", "types", "errors"}),
    "corpus": frozenset({"schedule", "staff", "types", "errors"}),
    "reports": frozenset({"schedule", "staff", "types", "errors"}),
    "store": frozenset({"staff", "types", "errors"}),
    "identity": frozenset({"staff", "text.normalize", "store.base_identity", "types", "errors"}),
    "channels": frozenset(
        {"desk", "store.base", "store.base_trust", "text.masking", "text.normalize", "types", "errors"}
    ),
    "simulators": frozenset({"types", "errors"}),
    "desk": frozenset(
        {
            "text",
            "search",
            "schedule",
            "staff",
            "identity",
            "reports",
            "store.base",
            "store.base_staff",
            "store.base_funnel",
            "store.base_tickets",
            "types",
            "errors",
        }
    ),
    "curation": frozenset(
        {
            "desk",
            "text",
            "search",
            "schedule",
            "staff",
            "identity",
            "corpus",
            "reports",
            "evaluation",
            "store.base",
            "store.base_editing",
            "store.base_staff",
            "store.base_identity",
            "store.base_funnel",
            "store.base_tickets",
            "store.base_proof",
            "store.base_words",
            "types",
            "errors",
        }
    ),
    "operation": frozenset({"desk", "store.base", "store.base_vitals", "types", "errors"}),
    "trust": frozenset(
        {
            "corpus",
            "desk",
            "text",
            "schedule",
            "staff",
            "store.base",
            "store.base_staff",
            "store.base_trust",
            "store.copies",
            "store.key",
            "types",
            "errors",
        }
    ),
    "evaluation": frozenset({"corpus", "text", "search", "types", "errors"}),
    "web": frozenset({"desk", "channels", "identity", "staff", "reports", "types", "errors"}),
    "app": EVERYTHING - {"cli"},
    "cli": EVERYTHING,
}
CLIENTS = frozenset({"ui", "eval", "scrapers", "tests"})
"""They use faqbot; faqbot does not know them."""

# Every library has its room; a new dependency needs a line here. `cli.doctor` asks whether parts of the database and of training load.
HOMES: Mapping[str, frozenset[str]] = {
    "alembic": frozenset({"store"}),
    "argon2": frozenset({"identity"}),
    "click": frozenset({"cli"}),
    "authlib": frozenset({"identity.provider"}),
    "anyio": frozenset({"web"}),
    "fastapi": frozenset({"web"}),
    "holidays": frozenset({"schedule.holidays"}),
    "icalendar": frozenset({"schedule.ics"}),
    "httpx": frozenset({"simulators", "identity.provider", "channels.rocketchat_account"}),
    "ir_measures": frozenset({"evaluation"}),
    "jsonschema": frozenset({"simulators.line.contract"}),
    "joserfc": frozenset({"identity"}),
    "lightgbm": frozenset({"search.ranker", "cli.doctor"}),
    "linebot": frozenset({"channels"}),
    "numpy": frozenset({"search", "evaluation.folds"}),
    "onnxruntime": frozenset({"search.embedder"}),
    "openpyxl": frozenset({"corpus", "reports.spreadsheet"}),
    "openapi_schema_validator": frozenset({"simulators.line.contract", "simulators.rocketchat.contract"}),
    "PIL": frozenset({"channels.line_picture", "simulators.line.menus"}),
    "pyotp": frozenset({"identity.second_factor"}),
    "prometheus_client": frozenset({"operation.metrics", "cli.worker"}),
    "pydantic": frozenset({"web"}),
    "rank_bm25": frozenset({"search"}),
    "recurring_ical_events": frozenset({"schedule.ics"}),
    "rich": frozenset({"cli"}),
    "scipy": frozenset({"search"}),
    "sentence_transformers": frozenset({"search.embedder"}),
    "segno": frozenset({"web.signin"}),
    "sklearn": frozenset({"search"}),
    "sqlalchemy": frozenset({"store"}),
    "sqlcipher3": frozenset({"store", "cli.doctor"}),
    "sqlite_vec": frozenset({"store", "cli.doctor"}),
    "starlette": frozenset({"web", "simulators"}),
    "sudachipy": frozenset({"text"}),
    "threadpoolctl": frozenset({"search.training", "app.search"}),
    "tokenizers": frozenset({"search.embedder"}),
    "urllib3": frozenset({"channels"}),
    "uvicorn": frozenset({"cli"}),
    "yaml": frozenset({"simulators.line.contract", "simulators.rocketchat.contract"}),
}
FOR_TYPES_ONLY = {("app", "fastapi"), ("app", "starlette"), ("cli", "starlette")}
"""Rooms that may name another room's library under `if TYPE_CHECKING`."""

PURE = frozenset({"text", "search", "schedule"})
WORLD = frozenset(
    [
        "asyncio",
        "datetime",
        "glob",
        "http",
        "io",
        "logging",
        "os",
        "pathlib",
        "random",
        "secrets",
        "shutil",
        "signal",
        "socket",
        "sqlite3",
        "subprocess",
        "tempfile",
        "time",
        "urllib",
        "uuid",
    ]
)
"""What reaches a disk, a clock, a network or chance. Who needs it is in another room, or named here."""
RECKONS = frozenset({"schedule"})
"""Rooms that reckon with dates; they are told what day it is."""

READERS: Mapping[str, str] = {
    "search.embedder": "opens the folder of a model that a deployment has; an index gets the opened model",
    "search.artifact": "reads and writes the file of the trained parts; what ranks gets values",
    "text.wordlists": "reads the lists of synonyms when the program starts; the analyzer gets values",
}

SHAPES: Mapping[str, frozenset[str]] = {"search.embedder": frozenset({"Embedder", "Rows"})}
"""What the pure rooms may take from a reader all the same: the protocol and the type of what it gives."""

BROAD_EXCEPTS: Mapping[tuple[str, str], str] = {
    ("cli.main", "exit_code"): "the last edge: a defect is one line on standard error and exit code 70",
    ("cli.doctor", "_look"): "a broken installation fails in ways nobody foresees, and doctor must go on",
    ("channels.line_worker", "_made"): "a message that nobody can answer must not hold up all others",
    ("search.embedder", "__init__"): "the libraries that run models raise their own untyped errors",
    ("text.tokenizer", "_dictionary"): "sudachipy raises its own untyped errors",
    ("web.app", "__call__"): "the last edge of the web: what nobody expected becomes a problem document",
}


@dataclass(frozen=True, slots=True)
class Import:
    """`module` imports `target`; both of faqbot are written without the package's name."""

    module: str
    target: str
    line: int
    ours: bool
    typing: bool = False
    lazy: bool = False

    @property
    def room(self) -> str:
        return self.module.partition(".")[0]

    def __str__(self) -> str:
        return f"faqbot.{self.module}:{self.line} imports {self.target}"


def name_of(path: Path) -> str:
    """`text.kana` of faqbot/text/kana.py, `text` of its __init__, "" of the package's own."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


TREES = {
    name_of(path): ast.parse(path.read_text("utf-8"), str(path)) for path in sorted(PACKAGE.rglob("*.py"))
}


def imports_of(module: str) -> Iterator[Import]:
    tree = TREES[module]
    typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    lazy = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        for target in targets(node):
            ours = target.split(".")[0] == "faqbot"
            known = target.removeprefix("faqbot").removeprefix(".") if ours else target
            yield Import(
                module, known, getattr(node, "lineno", 0), ours, id(node) in typing, id(node) in lazy
            )


def targets(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module, names, level):
            assert not level, "write imports in full: `from faqbot.room import thing`"
            for alias in names:
                inner = f"{module}.{alias.name}".removeprefix("faqbot.")
                yield f"faqbot.{inner}" if inner in TREES else str(module)


IMPORTS = [found for module in TREES for found in imports_of(module)]


def may(room: str, target: str) -> bool:
    """Whether a room may import a module of faqbot. The package itself holds the version only."""
    if target in ("", room) or target.startswith(f"{room}."):
        return True
    allowed = ARROWS[room]
    if "*" in allowed:
        return room == "cli" or not target.startswith("cli")
    return any(target == each or target.startswith(f"{each}.") for each in allowed)


def test_the_arrows() -> None:
    assert [str(i) for i in IMPORTS if i.ours and i.module and not may(i.room, i.target)] == []


def test_every_room_has_its_arrows() -> None:
    assert {name.partition(".")[0] for name in TREES if name} == set(ARROWS)


def test_nobody_imports_the_clients() -> None:
    assert [str(i) for i in IMPORTS if i.target.split(".")[0] in CLIENTS] == []


def test_every_library_stays_in_its_room() -> None:
    def at_home(found: Import) -> bool:
        library = found.target.split(".")[0]
        if found.typing and (found.room, library) in FOR_TYPES_ONLY:
            return True
        return any(
            found.module == home or found.module.startswith(f"{home}.") for home in HOMES.get(library, ())
        )

    foreign = [i for i in IMPORTS if not i.ours and i.target.split(".")[0] not in sys.stdlib_module_names]
    assert [str(i) for i in foreign if not at_home(i)] == []
    assert set(HOMES) - {i.target.split(".")[0] for i in foreign} == set(), (
        "homes of libraries that nobody uses"
    )


def test_reading_and_searching_are_pure() -> None:
    worldly = [
        i
        for i in IMPORTS
        if i.room in PURE
        and i.target.split(".")[0] in WORLD
        and not (i.target == "datetime" and i.room in RECKONS)
    ]
    assert [str(i) for i in worldly if i.module not in READERS] == []
    assert {i.module for i in worldly} == set(READERS)


def test_who_reckons_with_dates_asks_no_clock() -> None:
    asks = [
        f"{module}:{node.lineno}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
        if module.partition(".")[0] in RECKONS
    ]
    assert asks == []


def test_what_ranks_knows_no_file() -> None:
    """The composition root opens the files; no module of a pure room asks for one."""
    asks = [i for i in IMPORTS if i.room in PURE and i.target in READERS and not i.typing]
    assert [str(i) for i in asks if not taken(i) <= SHAPES.get(i.target, frozenset())] == []


def taken(found: Import) -> set[str]:
    """The names that a module takes from the target of an import; the target itself if it is imported whole."""
    nodes = [node for node in ast.walk(TREES[found.module]) if getattr(node, "lineno", 0) == found.line]
    whole, parts = f"faqbot.{found.target}", [node for node in nodes if isinstance(node, ast.ImportFrom)]
    return {a.name if node.module == whole else whole for node in parts for a in node.names} or {whole}


def test_no_import_cycles() -> None:
    graph: dict[str, set[str]] = {module: set() for module in TREES}
    for found in IMPORTS:
        if found.ours and not found.typing and not found.lazy and found.target != found.module:
            graph[found.module].add(found.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"faqbot imports itself in a circle: {' → '.join(error.args[1])}")


def test_putting_together_loads_only_what_is_asked_for() -> None:
    """A command that opens the store alone must not load Sudachi, scikit-learn or the web with it."""
    first = {i.target for i in IMPORTS if i.room == "app" and not i.typing and not i.lazy}
    heavy = {target for target in first if target.split(".")[0] not in sys.stdlib_module_names | {"app"}}
    assert heavy == {"settings"}


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv"))
        or (isinstance(node, ast.ImportFrom) and {a.name for a in node.names} & {"environ", "getenv"})
    }
    assert readers == {"settings"}


def test_broad_excepts_stand_at_the_named_edges_only() -> None:
    found = {
        (module, function.name)
        for module, tree in TREES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler) and is_broad(node)
    }
    assert found == set(BROAD_EXCEPTS)


def is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or bool(re.search(r"\b(Base)?Exception\b", ast.unparse(handler.type)))


def test_modules_are_named_for_what_they_are() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
    houses = (ROOT / name for name in ("faqbot", *CLIENTS))
    assert [path for house in houses for path in house.rglob("*") if path.stem in vague] == []


def layout() -> str:
    """The first drawing of ARCHITECTURE.md."""
    return (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("```")[1]


def test_the_layout_names_every_room_and_module() -> None:
    """A room is a line `text/ …` under `faqbot/`, its modules on the next lines, parted by ` · `; a folder's stand after its name."""
    drawn = layout().split("\nfaqbot/", 1)[1]
    rooms = dict(re.findall(r"^  (\w+)/ .*\n((?:      .*\n?)+)", drawn, re.MULTILINE))
    made = [name for name in TREES if ".migrations" not in name]  # Alembic's own layout
    stand = {
        room: {part for name in made if name.startswith(f"{room}.") for part in name.split(".")[1:]}
        for room in ARROWS
        if (PACKAGE / room).is_dir()
    }
    named = {room: set(re.findall(r"\w+", modules)) for room, modules in rooms.items()}
    assert named == {room: modules for room, modules in stand.items() if modules}
    for single in PACKAGE.glob("*.py"):
        assert single.stem == "__init__" or single.name in drawn


def test_every_top_level_name_has_its_reason() -> None:
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]
    names = {path.name for path in ROOT.iterdir() if not path.is_dir() or any(path.iterdir())}
    ours = {name for name in names - {".git"} if not any(fnmatch(name, pattern) for pattern in ignored)}
    assert {name for name in ours if name not in layout()} == set()
