"""The door of the panel: own pages only, and headers that hold. The panel is a process of its own, as an operator starts it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.conftest import ROOT

START = "from faqbot.cli.main import cli; from ui.command import panel; cli.add_command(panel); cli()"


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = str(tmp_path_factory.mktemp("panel"))
    process = subprocess.Popen(
        [sys.executable, "-c", START, "--data", data, "panel", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PATH": str(Path(sys.executable).parent), "FAQBOT_PANEL_PATH": "/panel/"},
    )
    assert process.stdout
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found
    yield found[0].rstrip("/")
    process.terminate()
    process.wait(30)
    process.stdout.close()


def stream(panel: str) -> str:
    return panel.replace("http://", "ws://") + "/_stcore/stream"


def test_the_page_cannot_be_framed_nor_ask_elsewhere(panel: str) -> None:
    page = httpx.get(f"{panel}/")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "://" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "server" not in page.headers


PAGE = {"accept": "text/html,*/*;q=0.8"}
"""As a browser asks for a page."""


@pytest.mark.parametrize("path", ["", "entries", "history", "guide"])
def test_its_pages_say_that_they_are_japanese(panel: str, path: str) -> None:
    """Fails when Streamlit words its page otherwise: then look at `ui/addresses.py`."""
    page = httpx.get(f"{panel}/{path}", headers=PAGE)
    assert page.status_code == 200
    assert '<html lang="ja">' in page.text
    assert "<title>FAQ の編集</title>" in page.text
    assert "JavaScript を有効に" in page.text
    assert "You need" not in page.text
    script = re.search(r'src="\./(static/js/[^"]+)"', page.text)
    assert script
    assert httpx.get(f"{panel}/{script[1]}").status_code == 200


@pytest.mark.parametrize("path", ["nowhere", "entries/blanket", "index.html", "unanswered/x", "../nowhere"])
def test_any_other_address_is_a_japanese_page(panel: str, path: str) -> None:
    page = httpx.get(f"{panel}/{path}", headers=PAGE)
    assert page.status_code == 404
    assert '<html lang="ja">' in page.text
    assert 'href="/panel/"' in page.text
    assert page.headers["x-frame-options"] == "DENY"


def test_the_first_page_has_the_address_of_the_panel(panel: str) -> None:
    for path in ("unanswered", "unanswered/"):
        led = httpx.get(f"{panel}/{path}?a=b", headers=PAGE)
        assert (led.status_code, led.headers["location"]) == (307, "/panel/?a=b")


def test_what_is_no_page_is_streamlits_own(panel: str) -> None:
    assert httpx.get(f"{panel}/_stcore/health").text == "ok"
    assert "html" not in httpx.get(f"{panel}/favicon.png").headers["content-type"]


def test_its_own_page_is_let_in(panel: str) -> None:
    origin = panel.removesuffix("/panel")
    with connect(stream(panel), origin=origin):  # type: ignore[arg-type]
        pass


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:1", "http://127.0.0.1:1", "null", None]
)
def test_no_other_page_is_let_in(panel: str, origin: str | None) -> None:
    """Another port of this machine is another site too."""
    with pytest.raises(InvalidStatus) as refused, connect(stream(panel), origin=origin):  # type: ignore[arg-type]
        pass
    assert refused.value.response.status_code == 403


def test_no_other_page_uploads(panel: str) -> None:
    address = f"{panel}/_stcore/upload_file/session/file"
    sent = httpx.put(address, headers={"origin": "https://evil.example"}, files={"file": b"x"})
    assert sent.status_code == 403
