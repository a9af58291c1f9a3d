"""The few selectors that a source's file may use: `tag`, `#id`, `.class`, put together, parted by spaces for what is inside."""

from __future__ import annotations

import re

_PART = re.compile(r"([#.]?)([\w-]+)")


def xpath(selector: str) -> str:
    """The XPath of a selector such as `div#main .updated`.

    Raises:
        ValueError: the selector uses something else (`>`, `[…]`, `:nth-child` …).
    """
    steps = selector.split()
    if not steps or not all(re.fullmatch(r"(?:[#.]?[\w-]+)+", step) for step in steps):
        raise ValueError(
            f"この書き方は使えません: {selector}（使えるのは「タグ」「#id」「.class」の組み合わせです）"
        )
    return "".join(_step(step) for step in steps)


def _step(step: str) -> str:
    tag, conditions = "*", ""
    for mark, name in _PART.findall(step):
        match mark:
            case "#":
                conditions += f"[@id='{name}']"
            case ".":
                conditions += f"[contains(concat(' ',normalize-space(@class),' '),' {name} ')]"
            case _:
                tag = name
    return f"//{tag}{conditions}"
