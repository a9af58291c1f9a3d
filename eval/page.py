"""A page that needs nothing but itself: tables, pictures as data, one style sheet, light and dark."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2937; --soft: #6b7280; --line: #e5e7eb; --page: #fff; --band: #f9fafb;
        --bad: #b91c1c; --good: #15803d }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e7eb; --soft: #9ca3af; --line: #374151; --page: #111827;
        --band: #1f2937; --bad: #f87171; --good: #4ade80 } }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--page); color: var(--ink);
       font: 16px/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", sans-serif }
h1 { font-size: 1.6rem; margin: 0 } h2 { margin: 3rem 0 .5rem; padding-top: 1rem; border-top: 2px solid var(--line) }
h3 { margin: 1.8rem 0 .4rem; font-size: 1.05rem } p { margin: .4rem 0; max-width: 46rem } .soft { color: var(--soft) }
nav { margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem } a { color: inherit }
.scroll { overflow-x: auto } table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
thead th { position: sticky; top: 0; background: var(--band); font-weight: 600; white-space: nowrap }
tbody tr:hover { background: var(--band) } .n { text-align: right; white-space: nowrap }
.bad { color: var(--bad); font-weight: 600 } .good { color: var(--good) }
figure { margin: 0 }
.pictures { margin: 1.2rem 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)) }
figure img { width: 100%; max-width: 40rem; background: #fff; border-radius: 6px }
"""


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that is safe to put on the page as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    number: bool = False


def document(title: str, lead: str, sections: Sequence[tuple[str, Html]]) -> str:
    """The whole page; `sections` have a title and their content."""
    links = "".join(f'<a href="#s{i}">{escape(name)}</a>' for i, (name, _) in enumerate(sections))
    body = "".join(f'<h2 id="s{i}">{escape(name)}</h2>{part.text}' for i, (name, part) in enumerate(sections))
    return (
        f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style>'
        f'<h1>{escape(title)}</h1><p class="soft">{escape(lead)}</p><nav>{links}</nav>{body}</html>\n'
    )


def join(*parts: Html) -> Html:
    return Html("".join(part.text for part in parts))


def heading(text: str) -> Html:
    return Html(f"<h3>{escape(text)}</h3>")


def paragraph(text: str) -> Html:
    return Html(f'<p class="soft">{escape(text)}</p>')


def tone(text: str, kind: str) -> Html:
    """A text in a colour: `bad` or `good`."""
    return Html(f'<span class="{kind}">{escape(text)}</span>')


def table(columns: Sequence[Column], rows: Iterable[Sequence[str | Html]]) -> Html:
    head = "".join(f"<th{_class(column)}>{escape(column.title)}</th>" for column in columns)
    body = "".join(
        "<tr>"
        + "".join(f"<td{_class(c)}>{_cell(v)}</td>" for c, v in zip(columns, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return Html(
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def pictures(images: Iterable[tuple[str, bytes]]) -> Html:
    """PNG pictures side by side; each has a text for those who do not see it."""
    shown = (
        f'<figure><img alt="{escape(said)}" src="data:image/png;base64,{base64.b64encode(data).decode()}"></figure>'
        for said, data in images
    )
    return Html(f'<div class="pictures">{"".join(shown)}</div>')


def _class(column: Column) -> str:
    return ' class="n"' if column.number else ""


def _cell(value: str | Html) -> str:
    return value.text if isinstance(value, Html) else escape(value)
