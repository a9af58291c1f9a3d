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
from faqbot.types import Audience, Entry, Handoff, Hit, Option, Outcome, Reply


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
        contact = desk.contact(collection, audience=Audience.STAFF)
        for question in _lines() if jsonl else (" ".join(text),):
            try:
                reply = desk.ask(collection, question, audience=Audience.STAFF, channel="cli")
            except InvalidInput as error:
                if not jsonl:
                    raise
                reply = _refused(question, str(error), contact)
            shown = as_json or jsonl
            click.echo(json.dumps(_object(reply, contact), ensure_ascii=False) if shown else _text(reply))


def _lines() -> Iterator[str]:
    """Lines end at \\n alone: U+2028 and its like may stand inside a question."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n").lstrip("\ufeff")


def _refused(question: str, reason: str, contact: Handoff) -> Reply:
    return Reply(
        turn_id="",
        query=question,
        outcome=Outcome.UNANSWERED,
        confidence=0.0,
        message=reason,
        handoff=contact,
    )


def _object(reply: Reply, contact: Handoff) -> dict[str, Any]:
    """The JSON of the contract, and what it leaves free: `shape`, `options`, `parts` …

    Whatever is unanswered names whom to phone, a greeting too: a script must not have to ask twice.
    """
    unanswered = reply.outcome is Outcome.UNANSWERED
    handoff = reply.handoff or (contact if unanswered else None)
    return {
        "query": reply.query,
        "status": reply.outcome.value,
        "confidence": round(reply.confidence, 4),
        "answer": _answer(reply.answer) if reply.answer else None,
        "candidates": [_candidate(hit) for hit in reply.candidates],
        "handoff": _handoff(handoff) if handoff else None,
        "shape": reply.shape.value,
        "options": [_option(option) for option in reply.options],
        "parts": [_object(part, contact) for part in reply.parts],
        "days": [day.isoformat() for day in reply.days],
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


def _option(option: Option) -> dict[str, str]:
    action = option.action
    return {
        "label": option.label,
        "hint": option.hint,
        "do": action.do.value,
        "turn": action.turn,
        "target": action.target,
    }


def _handoff(contact: Handoff) -> dict[str, Any]:
    return {
        "department": contact.department,
        "phone": contact.phone,
        "hours": contact.hours,
        "note": contact.note,
        "open": contact.open,
        "opening": contact.opening,
    }


def _text(reply: Reply) -> str:
    lines = [reply.message] if reply.message else []
    for part in reply.parts:
        lines += ["", f"― {part.query} ―", _text(part)]
    if reply.answer and not reply.parts:
        lines += ["", f"■ {_title(reply.answer)}【{reply.answer.category}】", reply.answer.answer]
        lines += [f"出典: {reply.answer.source_title} {reply.answer.source_url}".rstrip()]
    elif reply.known_unknown:
        lines += ["", reply.candidates[0].entry.answer]
    elif not reply.handoff:
        lines += [f"  {i}. {_label(option)}" for i, option in enumerate(reply.options, start=1)]
    if reply.handoff:
        contact = reply.handoff
        lines += ["", f"連絡先: {contact.department} {contact.phone}".rstrip(), contact.opening]
    return "\n".join(lines).rstrip()


def _label(option: Option) -> str:
    return f"{option.label} → {option.hint}" if option.hint else option.label


def _title(entry: Entry) -> str:
    return f"{entry.question}（{entry.condition}）" if entry.condition else entry.question
