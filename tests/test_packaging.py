"""What is installed is what was meant: locks with hashes and no index, every dependency declared, every file in the wheel."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from email.parser import Parser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import faqbot
from tests.conftest import ROOT

PACKAGE = ROOT / "faqbot"
PACKAGES = (PACKAGE, ROOT / "scrapers", ROOT / "ui")
"""What is installed: the program, and the clients that bring their own commands."""
LOCKS = ("run.lock", "dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PARTS_OF = {
    "httpcore": "httpx",
    "jsonschema": "openapi-schema-validator",
    "pdfminer": "pdfplumber",
    "anyio": "fastapi",
    "pydantic": "fastapi",
    "starlette": "fastapi",
    "urllib3": "line-bot-sdk",
}
"""Libraries that we import as parts of another one, which says what version of them it goes with."""
OPTIONAL = frozenset({"onnxruntime", "sentence_transformers", "tokenizers"})
"""They run an embedding model that a deployment may have; whoever has one installs them."""


def lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text("utf-8")


def pinned(name: str) -> Mapping[str, tuple[Requirement, int]]:
    """Each requirement of a lock file by its name, with the number of its hashes."""
    whole = re.sub(r"\\\n\s*", " ", lock(name))
    lines = [line for line in whole.splitlines() if line and not line.lstrip().startswith("#")]
    found = [(Requirement(line.split(" --hash", 1)[0]), line.count("--hash=sha256:")) for line in lines]
    return {canonicalize_name(requirement.name): (requirement, hashes) for requirement, hashes in found}


def given(requirements: list[str]) -> dict[str, Requirement]:
    made = map(Requirement, requirements)
    return {canonicalize_name(requirement.name): requirement for requirement in made}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index(name: str) -> None:
    text = lock(name)
    assert "://" not in text
    assert not re.search(r"^\s*-(?:i|f|-[\w-]*(?:index|links|host)[\w-]*)\b", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_one_version_with_hashes(name: str) -> None:
    for requirement, hashes in pinned(name).values():
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], requirement
        assert hashes, requirement


def test_the_locks_agree() -> None:
    run, dev = pinned("run.lock"), pinned("dev.lock")
    assert {name: str(run[name][0].specifier) for name in run} == {
        name: str(dev[name][0].specifier) for name in run if name in dev
    }


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("run.lock", PROJECT["project"]["dependencies"]), ("dev.lock", PROJECT["dependency-groups"]["dev"])],
)
def test_what_the_project_asks_for_is_locked(name: str, wanted: list[str]) -> None:
    locked = pinned(name)
    for asked, requirement in given(wanted).items():
        assert asked in locked
        (version,) = (specifier.version for specifier in locked[asked][0].specifier)
        assert requirement.specifier.contains(version), requirement


def test_what_is_imported_is_asked_for() -> None:
    declared = set(given(PROJECT["project"]["dependencies"]))
    providers = packages_distributions()
    imported = {
        name.split(".")[0]
        for package in PACKAGES
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in names_of(node)
    }
    libraries = imported - set(sys.stdlib_module_names) - {package.name for package in PACKAGES}
    assert libraries >= OPTIONAL
    for library in libraries - set(PARTS_OF) - OPTIONAL:
        assert declared & {canonicalize_name(each) for each in providers.get(library, ())}, library
    assert set(PARTS_OF.values()) <= declared


def names_of(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names):
            return [alias.name for alias in names]
        case ast.ImportFrom(str(module)):
            return [module]
        case _:
            return []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel made from a copy: setuptools would leave its traces in the tree, and take up those of an older build."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for package in PACKAGES:
        shutil.copytree(package, source / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = "pip wheel --quiet --no-deps --no-build-isolation --no-index --disable-pip-version-check"
    subprocess.run(
        [sys.executable, "-m", *command.split(), "--wheel-dir", made, source], check=True, timeout=120
    )
    (file,) = made.glob("*.whl")
    return zipfile.ZipFile(file)


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    files = {path.relative_to(ROOT) for package in PACKAGES for path in package.rglob("*") if path.is_file()}
    ours = {str(path) for path in files if "__pycache__" not in path.parts}
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == ours
    assert {
        "faqbot/web/static/index.html",
        "faqbot/store/migrations/script.py.mako",
        "faqbot/py.typed",
    } <= packed


def test_the_wheel_says_who_it_is(wheel: zipfile.ZipFile) -> None:
    (place,) = {Path(name).parts[0] for name in wheel.namelist() if ".dist-info/" in name}
    about = Parser().parsestr(wheel.read(f"{place}/METADATA").decode())
    assert (about["Name"], about["Version"]) == ("faqbot", faqbot.__version__)
    assert about["License-Expression"] == "Apache-2.0"
    assert f"{place}/licenses/LICENSE" in wheel.namelist()
    entries = wheel.read(f"{place}/entry_points.txt").decode()
    assert "[console_scripts]\nfaqbot = faqbot.cli.main:main" in entries
    assert "[faqbot.commands]\npanel = ui.command:panel\nscrape = scrapers.command:scrape" in entries
