"""The door of the panel: own pages only, and headers that hold. The panel is a process of its own, as an operator starts it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from faqbot.app import make_office, open_store_only
from faqbot.settings import Settings
from faqbot.staff.accounts import Role, cookie_name
from faqbot.staff.audit import AuditSought, Deed
from tests.conftest import ROOT
from tests.ui.conftest import PASSWORD

START = "from faqbot.cli.main import cli; from ui.command import panel; cli.add_command(panel); cli()"


PROXIED = {"x-forwarded-for": "198.51.100.9, 192.0.2.7"}
"""What the proxy adds is the last; what is before it, anybody may have written."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("panel")


@pytest.fixture(scope="module")
def panel(data: Path) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", START, "--data", str(data), "panel", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={
            "PATH": str(Path(sys.executable).parent),
            "FAQBOT_PANEL_PATH": "/panel/",
            "FAQBOT_PROXIES": "127.0.0.1",
        },
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
    assert "strict-transport-security" not in page.headers
    assert (
        "max-age"
        in httpx.get(f"{panel}/", headers={"x-forwarded-proto": "https"}).headers["strict-transport-security"]
    )


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


def run(talk: ClientConnection, pressed: str = "") -> dict[str, str]:
    """Have the page run, with a button pressed; gives the ids of the buttons by what stands on them."""
    asked = BackMsg()
    asked.rerun_script.SetInParent()
    if pressed:
        asked.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)
    talk.send(asked.SerializeToString())
    buttons = {}
    while True:
        told = ForwardMsg()
        told.ParseFromString(bytes(talk.recv(timeout=60)))
        element = told.delta.new_element
        if element.HasField("button"):
            buttons[element.button.label] = element.button.id
        if told.HasField("script_finished"):
            return buttons


def test_the_audit_says_from_where_somebody_acts(panel: str, data: Path) -> None:
    with open_store_only(Settings(data=data)) as store:
        accounts = make_office(store).accounts
        accounts.create("hanako", PASSWORD, role=Role.CURATOR, department="ごみ課")
        token = accounts.sign_in("hanako", PASSWORD).token
        headers = PROXIED | {"cookie": f"{cookie_name(secure=False)}={token}"}
        origin: Any = panel.removesuffix("/panel")
        with connect(stream(panel), origin=origin, additional_headers=headers) as talk:
            run(talk, run(talk)["サインアウト"])
        (ended,) = store.audited(AuditSought(deed=Deed.SIGNED_OUT))
    assert (ended.who, ended.address) == ("hanako", "192.0.2.7")
    assert ended.request


def test_no_other_page_uploads(panel: str) -> None:
    address = f"{panel}/_stcore/upload_file/session/file"
    sent = httpx.put(address, headers={"origin": "https://evil.example"}, files={"file": b"x"})
    assert sent.status_code == 403
