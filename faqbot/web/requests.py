"""What the HTTP API is sent, version 1. A new field has to be optional."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from faqbot import types
from faqbot.desk.scene import MAX_QUESTION


def whole(value: Any) -> Any:
    """A lone surrogate in JSON (half an emoji) becomes �: the rest of what was typed still counts."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


Name = Annotated[str, BeforeValidator(whole), Field(max_length=100)]
Token = Annotated[str, BeforeValidator(whole), Field(max_length=64)]
Typed = Annotated[str, BeforeValidator(whole), Field(min_length=1, max_length=MAX_QUESTION)]


class _In(BaseModel):
    model_config = ConfigDict(extra="ignore")


Language = Literal["", "ja", "easy", "en"]


class Ask(_In):
    """A question. `session` is an opaque token that ties the turns of one conversation together.

    `language` is that of our sentences; empty: as before in the session.
    """

    collection: Name
    text: Typed
    session: Token = ""
    language: Language = ""


class Tapped(_In):
    """An option's action: what it does, on which turn, with what."""

    do: types.Do
    turn: Token = ""
    target: Typed | Literal[""] = ""


class Act(_In):
    """Do what was tapped."""

    collection: Name
    action: Tapped
    session: Token = ""
    language: Language = ""


_TEXT = {"type": "string", "minLength": 1}
_OF_A_TURN: dict[str, Any] = {"required": ["turn"], "properties": {"turn": _TEXT}}
_BY_CATEGORY: dict[str, Any] = {
    "required": ["collection", "entry"],
    "properties": {"collection": {"type": "string"}, "entry": {"type": "string"}},
}


class Choose(_In):
    """Either a candidate of a turn (`entry` null: none of them), or an entry picked by its category."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"anyOf": [_OF_A_TURN, _BY_CATEGORY]})

    turn: Token | None = None
    entry: Name | None = None
    collection: Name | None = None
    session: Token = ""


class Feedback(_In):
    """Whether the answer of a turn solved it."""

    turn: Token
    solved: bool
