"""What a tap does on LINE: post an action back, say something, open a page, phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from faqbot.channels.line_flex import Part, cut, units
from faqbot.channels.line_labels import MOST
from faqbot.channels.line_postback import Taps
from faqbot.types import Do, Option

_SAID_MOST = 300
"""Characters of a message action's text, and of what the talk shows of a postback."""
_URI_MOST = 1000
# Numbers as they stand in answers. Not part of a name (「中毒110番」), an hour or a year.
_PHONE = re.compile(
    r"(?<![\d#＃/-])(?:[#＃]\d{4}|0\d{1,4}-\d{1,4}-\d{3,4}|11[089]|171|189)(?![\d番時年月日円-])"
)
_PAGE = re.compile(r"https://[!-~]+")
_BULLET = re.compile(r"^[・•]\s*(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Tapping:
    """Makes the actions of one talk."""

    taps: Taps
    session: str

    def option(self, option: Option, label: str = "", most: int = 40) -> Part:
        """The action of an option, under its label or a shorter one; the talk shows the whole."""
        shown = cut(label or option.label, most)
        if option.action.do is Do.SAY and units(option.action.target) <= _SAID_MOST:
            return {"type": "message", "label": shown, "text": option.action.target}
        said = cut(option.label, _SAID_MOST)
        data = self.taps.write(option.action, self.session)
        if not data:
            return {"type": "message", "label": shown, "text": said}
        return {"type": "postback", "label": shown, "data": data, "displayText": said}


def page(uri: str, label: str) -> Part | None:
    """Open an address; None if LINE would not."""
    plain = quote(uri, safe=":/?#[]@!$&'()*+,;=%-._~")
    if not uri.startswith(("https://", "http://")) or units(plain) > _URI_MOST:
        return None
    return {"type": "uri", "label": cut(label, MOST), "uri": plain}


def phone(number: str, label: str) -> Part:
    """Dial a number (RFC 3966; `#` is written %23)."""
    digits = "".join(char for char in number.replace("＃", "#") if char in "0123456789#+*")
    return {"type": "uri", "label": cut(label, 40), "uri": f"tel:{quote(digits, safe='+')}"}


def phones(text: str) -> Iterator[tuple[str, str]]:
    """Each number in a text once, with what its line calls it (「・よりそいホットライン 0120-…」), or ""."""
    seen = set()
    for line in text.splitlines():
        for match in _PHONE.finditer(line):
            if match.group() in seen:
                continue
            seen.add(match.group())
            bullet = _BULLET.match(line[: match.start()])
            yield match.group(), bullet.group(1) if bullet else ""


def pages(text: str) -> tuple[str, ...]:
    """Each address in a text, once."""
    return tuple(dict.fromkeys(_PAGE.findall(text)))
