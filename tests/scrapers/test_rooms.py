"""The scrapers' own arrows: one room reaches the network, and reading knows nothing of walking."""

from __future__ import annotations

import ast

from tests.conftest import ROOT

HOUSE = ROOT / "scrapers"
NETWORK = frozenset(
    {"httpx", "httpcore", "socket", "ssl", "requests", "urllib.request", "http.client", "ftplib", "smtplib"}
)
FETCHING = frozenset({"scrapers.page", "scrapers.fetch"})


def imports() -> list[tuple[str, str]]:
    """Pairs of a module and what it imports."""
    found = []
    for path in sorted(HOUSE.rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found += [(module, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found += [(module, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def test_only_the_room_of_fetching_reaches_the_network() -> None:
    outside = [(module, target) for module, target in imports() if not module.startswith("scrapers.fetch.")]
    assert [
        pair for pair in outside if any(f"{pair[1]}.".startswith(f"{library}.") for library in NETWORK)
    ] == []
    assert any(target.startswith("httpx") for _, target in imports())


def test_fetching_knows_pages_and_nothing_else_of_the_scrapers() -> None:
    inside = [
        (module, target)
        for module, target in imports()
        if module.startswith("scrapers.fetch.") and target.startswith("scrapers.")
    ]
    assert [pair for pair in inside if not any(pair[1].startswith(known) for known in FETCHING)] == []
