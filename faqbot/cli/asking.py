"""`faqbot ask`: one question, or one a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from faqbot.app import open_desk
from faqbot.cli.main import cli, with_settings
from faqbot.errors import InvalidInput
from faqbot.settings import Settings
from faqbot.types import Audience, Contact, Entry, Hit, Outcome, Reply


@cli.command()
@click.option("--collection", required=True, help="どの窓口に聞くか（garbage、chat など）")
@click.option("--json", "as_json", is_flag=True, help="答えを JSON で出す")
@click.option("--jsonl", is_flag=True, help="標準入力から 1 行に 1 問を読み、1 行に 1 つの JSON で答える")
@click.argument("text", nargs=-1)
@with_settings
def ask(settings: Settings, collection: str, as_json: bool, jsonl: bool, text: tuple[str, ...]) -> None:
    """質問に答えます。"""
    if not jsonl and not text:
        raise click.UsageError("質問を書いてください。例: faqbot ask --collection garbage 毛布")
    with open_desk(settings) as desk:
        known = desk.collection(collection, audience=Audience.STAFF)
        for question in _lines() if jsonl else (" ".join(text),):
            try:
                reply = desk.ask(collection, question, audience=Audience.STAFF, channel="cli")
            except InvalidInput as error:
                if not jsonl:
                    raise
                reply = _refused(question, str(error), known.contact(""))
            shown = as_json or jsonl
            click.echo(json.dumps(_object(reply), ensure_ascii=False) if shown else _text(reply))


def _lines() -> Iterator[str]:
    """Lines end at \\n alone: U+2028 and its like may stand inside a question."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n").lstrip("\ufeff")


def _refused(question: str, reason: str, contact: Contact) -> Reply:
    return Reply(
        turn_id="",
        query=question,
        outcome=Outcome.UNANSWERED,
        confidence=0.0,
        message=reason,
        handoff=contact,
    )


def _object(reply: Reply) -> dict[str, Any]:
    """The JSON of the contract, `known_unknown`, `message` and `turn` added."""
    return {
        "query": reply.query,
        "status": reply.outcome.value,
        "confidence": round(reply.confidence, 4),
        "answer": _answer(reply.answer) if reply.answer else None,
        "candidates": [_candidate(hit) for hit in reply.candidates],
        "handoff": _handoff(reply.handoff) if reply.handoff else None,
        "known_unknown": reply.known_unknown,
        "message": reply.message,
        "turn": reply.turn_id,
    }


def _answer(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "question": entry.question,
        "condition": entry.condition,
        "text": entry.answer,
        "category": entry.category,
        "source_title": entry.source_title,
        "source_url": entry.source_url,
        "checked_on": entry.checked_on.isoformat() if entry.checked_on else None,
    }


def _candidate(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.entry.id,
        "question": hit.entry.question,
        "condition": hit.entry.condition,
        "text": hit.entry.answer,
        "category": hit.entry.category,
        "score": round(hit.score, 4),
    }


def _handoff(contact: Contact) -> dict[str, str]:
    return {
        "department": contact.department,
        "phone": contact.phone,
        "hours": contact.hours,
        "note": contact.note,
    }


def _text(reply: Reply) -> str:
    lines = [reply.message]
    if reply.answer:
        lines += ["", f"■ {_title(reply.answer)}【{reply.answer.category}】", reply.answer.answer]
        lines += [f"出典: {reply.answer.source_title} {reply.answer.source_url}".rstrip()]
    elif reply.outcome is Outcome.SUGGESTED:
        lines += [f"  {i}. {_title(h.entry)}" for i, h in enumerate(reply.candidates, start=1)]
    elif reply.known_unknown:
        lines += ["", reply.candidates[0].entry.answer]
    if reply.handoff:
        lines += ["", f"連絡先: {reply.handoff.department} {reply.handoff.phone}".rstrip()]
    return "\n".join(lines)


def _title(entry: Entry) -> str:
    return f"{entry.question}（{entry.condition}）" if entry.condition else entry.question
