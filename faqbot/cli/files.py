"""`faqbot init`, `import` and `export`: corpus files in and out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from faqbot.app import open_desk, open_house
from faqbot.cli.main import cli, with_settings
from faqbot.corpus import formats, gomi5374, gomidata
from faqbot.corpus.areas import areas_to_csv
from faqbot.corpus.collection import FILE, read_collection
from faqbot.corpus.reader import Reading, read_entries
from faqbot.corpus.scenario import scenario_to_toml
from faqbot.corpus.triage import read_triage
from faqbot.corpus.writer import to_csv, to_jsonl
from faqbot.desk.desk import Desk
from faqbot.desk.intake import Effect, Intake
from faqbot.errors import CorpusError, NotFound
from faqbot.settings import Settings
from faqbot.types import Audience, Collection, Entry

NO_OWNER = "（未設定）"
TWINS_TOLD = 500
"""New entries that are compared with the others: a whole new dictionary has no twins that matter."""

_SAID = {
    Effect.ADDED: "追加",
    Effect.CHANGED: "変更",
    Effect.UNCHANGED: "同じ",
    Effect.KEPT: "そのまま（画面で直されているため）",
}


@cli.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_settings
def init(settings: Settings, folder: Path) -> None:
    """フォルダにあるすべてのコーパスを取り込みます（何度実行してもかまいません）。"""
    folders = sorted(path.parent for path in folder.glob(f"*/{FILE}"))
    if not folders:
        raise CorpusError(f"{folder} の下に {FILE} が 1 つもありません。")
    console = Console()
    with open_house(settings) as (desk, office, _), Progress(console=console, transient=True) as progress:
        task = progress.add_task("コーパスを取り込んでいます", total=len(folders))
        for path in folders:
            collection = read_collection(path)
            desk.describe(collection)
            if triage := read_triage(path, collection):
                office.faults.take_in(triage)
            reading = read_entries(path / "entries.csv", collection.name, department=collection.owner)
            made = desk.take_in(collection.name, reading.entries, keep_edited=True)
            progress.advance(task)
            console.print(f"{collection.title}（{collection.name}）: {_summary(made, reading)}")
            _tell_problems(reading)


@cli.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--collection", "name", required=True, help="取り込み先の窓口")
@click.option(
    "--format",
    "form",
    type=click.Choice(formats.FORMATS),
    help="ファイルの形（なければ自動で見分ける）。5374 はデータのフォルダを指定",
)
@click.option(
    "--mapping",
    multiple=True,
    metavar="列名=項目",
    help="列の対応（例: ごみの名前=質問）。何度でも",
)
@click.option(
    "--audience",
    type=click.Choice([a.value for a in Audience]),
    default=Audience.STAFF.value,
    help="新しい窓口を作るとき、だれが見てよいか（既定 staff）",
)
@click.option("--dry-run", is_flag=True, help="何が変わるかを見るだけで、書き込まない")
@with_settings
def import_(
    settings: Settings,
    file: Path,
    name: str,
    form: str | None,
    mapping: tuple[str, ...],
    audience: str,
    dry_run: bool,
) -> None:
    """CSV・Excel・JSONL、5374 のフォルダ、gomidata の JSON を取り込みます。

    読めない行は理由を示して飛ばし、ほかの行は取り込みます。
    """
    with open_desk(settings) as desk:
        known = _known(desk, name)
        owner = known.owner if known else NO_OWNER
        reading = formats.read(file, name, department=owner, form=form or "", mapping=_mapping(mapping))
        if not (known or dry_run):
            _make(desk, name, Audience(audience), reading)
        made = desk.take_in(name, reading.entries, dry_run=dry_run)
        twins = {} if dry_run else _twins(desk, name, made)
    for line, entry_id, effect in zip(reading.lines, made.ids, made.effects, strict=True):
        if effect is not Effect.UNCHANGED:
            click.echo(f"{line} 行目 {entry_id}: {_SAID[effect]}{twins.get(entry_id, '')}")
    _tell_problems(reading)
    click.echo(_summary(made, reading) + ("（試し。書き込んでいません）" if dry_run else ""))
    if reading.problems and not reading.entries:
        raise CorpusError("取り込める行が 1 つもありませんでした。")


@cli.command()
@click.option("--collection", required=True, help="書き出す窓口")
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "5374", "gomidata"]), default="csv")
@click.option("--areas", is_flag=True, help="項目のかわりに、地区と収集日（areas.csv）を書き出す")
@click.option(
    "--scenario", is_flag=True, help="項目のかわりに、選んで探すメニュー（scenario.toml）を書き出す"
)
@click.option("--output", type=click.Path(path_type=Path), help="書き出すファイル（5374 はフォルダ）")
@click.option("--municipality", metavar="コード=名前", help="gomidata に書く市区町村（例: 000000=みほん市）")
@with_settings
def export(
    settings: Settings,
    collection: str,
    form: str,
    areas: bool,
    scenario: bool,
    output: Path | None,
    municipality: str | None,
) -> None:
    """窓口のすべての項目を書き出します。csv と jsonl は、取り込み直せば同じ内容になります。"""
    with open_desk(settings) as desk:
        described = desk.collection(collection, audience=Audience.STAFF)
        entries = () if areas or scenario else desk.hand_over(collection)
    if areas:
        text = areas_to_csv(described.areas, [category.name for category in described.categories])
    elif scenario:
        text = scenario_to_toml(described.topics)
    elif form == "5374":
        _write_folder(gomi5374.write(entries, described), output)
        return
    else:
        text = _as_text(form, entries, described, municipality)
    if output:
        output.write_text(text, encoding="utf-8", newline="")
    else:
        click.echo(text.encode(), nl=False)


def _as_text(form: str, entries: Sequence[Entry], described: Collection, municipality: str | None) -> str:
    if form != "gomidata":
        return to_csv(entries) if form == "csv" else to_jsonl(entries)
    code, sign, name = (municipality or "").partition("=")
    if not (code and sign and name):
        raise click.UsageError("gomidata には --municipality 市区町村コード=名前 が要ります。")
    return gomidata.write(entries, described, code=code, name=name)


def _write_folder(files: Mapping[str, str], folder: Path | None) -> None:
    if folder is None or folder.is_file():
        raise click.UsageError("5374 は複数のファイルなので、--output にフォルダを指定してください。")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _known(desk: Desk, name: str) -> Collection | None:
    try:
        return desk.collection(name, audience=Audience.STAFF)
    except NotFound:
        return None


def _make(desk: Desk, name: str, audience: Audience, reading: Reading) -> None:
    described = Collection(name=name, title=name, audience=audience, owner=NO_OWNER)
    desk.describe(replace(described, categories=reading.categories, areas=reading.areas))
    click.echo(f"窓口「{name}」を作りました（見てよい人: {audience.value}）。", err=True)


def _twins(desk: Desk, collection: str, made: Intake) -> dict[str, str]:
    """What to say of new entries that ask nearly what another one asks."""
    added = [i for i, effect in zip(made.ids, made.effects, strict=True) if effect is Effect.ADDED]
    found = {i: desk.twins(collection, i) for i in added[:TWINS_TOLD]}
    return {i: f"（似た項目: {twins[0].id} {twins[0].question}）" for i, twins in found.items() if twins}


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    split = [pair.partition("=") for text in pairs for pair in text.split(",")]
    if any(not (column and sign and field) for column, sign, field in split):
        raise click.UsageError("--mapping は「列名=項目」の形で書いてください。")
    return {column.strip(): field.strip() for column, _, field in split}


def _summary(made: Intake, reading: Reading) -> str:
    counts = Counter(made.effects)
    parts = [f"{_SAID[effect]} {counts[effect]} 件" for effect in Effect if counts[effect]]
    if reading.problems:
        parts.append(f"読めない行 {len(reading.problems)} 件")
    return "、".join(parts) or "行がありません"


def _tell_problems(reading: Reading) -> None:
    for problem in reading.problems:
        click.echo(f"{problem.line} 行目は取り込めません: {problem.reason}", err=True)
