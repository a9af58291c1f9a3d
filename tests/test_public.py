"""What faqbot offers is explained: every public name has a docstring, `__all__` is true, the exceptions are as drawn."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import faqbot
from faqbot import errors
from tests.conftest import ROOT

PACKAGE = ROOT / "faqbot"
# Alembic's own layout: a migration is explained by its module's docstring, and its `upgrade` is called by Alembic.
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def parse(path: object) -> ast.Module:
    return ast.parse((ROOT / str(path)).read_text("utf-8"))


def definitions(within: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """The public classes and functions of a module or a class; what is nested in a function is its own business."""
    return (n for n in within.body if isinstance(n, Definition) and not n.name.startswith("_"))


def bases(definition: Definition) -> set[str]:
    names = definition.bases if isinstance(definition, ast.ClassDef) else []
    return {ast.unparse(base).partition("[")[0] for base in names}


ALL_CLASSES = [node for path in MODULES for node in ast.walk(parse(path)) if isinstance(node, ast.ClassDef)]
CLASSES = {declared.name: declared for declared in ALL_CLASSES}
PROMISED = {
    method.name
    for declared in ALL_CLASSES
    if "Protocol" in bases(declared)
    for method in definitions(declared)
    if ast.get_docstring(method)
}
"""Methods of protocols, explained where they are promised."""


def is_override(owner: ast.ClassDef, method: str) -> bool:
    """Whether a protocol or a base class explains the method: ours do, and another library's is not ours to explain."""
    if method in PROMISED and "Protocol" not in bases(owner):
        return True
    for base in bases(owner) - {"Protocol", "BaseModel", "StrEnum"}:
        ours = CLASSES.get(base)
        if ours is None or is_override(ours, method) or method in {each.name for each in definitions(ours)}:
            return True
    return False


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_everything_public_is_explained(path: object) -> None:
    tree = parse(path)
    silent = ["the module"] if not ast.get_docstring(tree) else []
    for outer in definitions(tree):
        if not ast.get_docstring(outer):
            silent.append(outer.name)
        if isinstance(outer, ast.ClassDef):
            silent += [
                f"{outer.name}.{inner.name}"
                for inner in definitions(outer)
                if not ast.get_docstring(inner) and not is_override(outer, inner.name)
            ]
    assert silent == []


def modules_with_all() -> list[str]:
    names = [module.name for module in pkgutil.walk_packages(faqbot.__path__, "faqbot.")]
    found = (name for name in ("faqbot", *names) if ".migrations" not in name)
    return [name for name in found if hasattr(importlib.import_module(name), "__all__")]


@pytest.mark.parametrize("name", modules_with_all())
def test_all_is_sorted_and_names_what_is_there(name: str) -> None:
    module = importlib.import_module(name)
    # Constants first, as ruff keeps it (RUF022).
    assert sorted(module.__all__, key=lambda each: (not each.isupper(), each)) == module.__all__
    assert [each for each in module.__all__ if not hasattr(module, each)] == []
    made_here = {
        each
        for each, value in vars(module).items()
        if getattr(value, "__module__", None) == name and not each.startswith("_")
    }
    assert made_here <= set(module.__all__)


def test_the_exception_tree_is_as_drawn() -> None:
    def draw(kind: type, stem: str) -> Iterator[str]:
        children = kind.__subclasses__()
        for child in children:
            last = child is children[-1]
            yield f"{stem}{'└── ' if last else '├── '}{child.__name__}"
            yield from draw(child, stem + ("    " if last else "│   "))

    drawn = [re.sub(r"(\w)\s{2,}.*", r"\1", line) for line in str(errors.__doc__).splitlines()[2:] if line]
    assert drawn == ["FaqbotError", *draw(errors.FaqbotError, "")]


def test_the_version_is_one_and_stands_in_the_changelog() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?", faqbot.__version__)
    assert 'version = { attr = "faqbot.__version__" }' in (ROOT / "pyproject.toml").read_text("utf-8")
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1:2] in ([], [faqbot.__version__])
