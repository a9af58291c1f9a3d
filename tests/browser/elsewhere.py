"""Another site on another port: pages that are not ours, with styles of their own, and the one line of the widget."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PLAIN = """
  body { display: flex; flex-direction: column; gap: 16px; margin: 0; font: 16px/1.8 sans-serif; color: #222; }
  header { padding: 20px 48px; border-bottom: 3px solid #35507a; font-size: 22px; font-weight: 700; }
  main { max-width: 720px; padding: 24px 48px; }
  h1 { font-size: 28px; }
"""
HOSTILE = """
  :root { font-size: 40px; --accent: red; --ground: red; --ink: red; }
  * { all: unset !important; }
  *, *::before, *::after {
    color: red !important; background: yellow !important; font: 40px/0.5 cursive !important; letter-spacing: .5em !important;
    direction: rtl !important; text-transform: uppercase !important; word-spacing: 2em !important; cursor: none !important;
    border: 5px dotted lime !important; opacity: .9 !important; pointer-events: none !important;
  }
  button, dialog, input, div, [role] { display: inline !important; position: static !important; visibility: hidden !important; }
"""


def page(style: str, script: str = "") -> str:
    """A page of a site; `script` is the address of the widget, if it has one (if not, the element is there but empty)."""
    source = f'src="{script}" data-collection="garbage" async' if script else ""
    return f"""<!doctype html>
<html lang="ja">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>見本のホームページ</title><link rel="icon" href="data:,"><style>{style}</style></head>
<body>
<header>見本のホームページ</header>
<main><h1>ごみとリサイクル</h1><p>ここは、ほかのサイトのページの見本です。</p><p><button type="button">このページのボタン</button></p></main>
<script {source}></script>
</body>
</html>"""


@contextmanager
def site(pages: Mapping[str, str]) -> Iterator[str]:
    """The address of a site with these pages, by path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
