"""Pages of みほん市 that change between crawls. The words are ours."""

from __future__ import annotations

from hashlib import sha256

from tests.scrapers.server import Answer, Asked, Reply, html

CATEGORIES = {"燃やさないごみ": "不燃ごみ", "燃やすごみ": "可燃ごみ"}


def page(body: str, title: str = "ごみの分け方", updated: str = "令和8年4月1日") -> Answer:
    """A page that is not sent again to whoever has it."""
    text = (
        f"<!doctype html><html lang='ja'><head><title>{title}｜みほん市</title></head><body>"
        f"<div id='main'><h1>{title}</h1><p>更新日：{updated}</p>{body}</div></body></html>"
    )
    etag = f'"{sha256(text.encode()).hexdigest()[:16]}"'

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        return html(text, ETag=etag)

    return answer


def table(*rows: tuple[str, ...]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table><tr><th>品目</th><th>分別区分</th><th>備考</th></tr>\n{cells}</table>"


def faq(question: str, answer: str) -> str:
    return f"<dl><dt>Q {question}</dt><dd>A {answer}</dd></dl>"


def links(*paths: str) -> str:
    return "".join(f'<p><a href="{path}">{path}</a></p>' for path in paths)
