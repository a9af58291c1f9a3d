"""Five layouts written before the reading was tried on them, and not to suit it."""

from __future__ import annotations

import io

from openpyxl import Workbook

from tests.scrapers.sites import Layout, Site, pdf
from tests.scrapers.sites.first import by_row, bytes_of
from tests.scrapers.sites.pool import QUESTIONS, THINGS, named, truth


def cards() -> Site:
    """An app-like dictionary: panels with a title and a body; a page of questions as an accordion of buttons."""
    names = named(
        "もやすごみ もやさないごみ 粗大ごみ プラスチックごみ びん・缶・ペットボトル 古紙類 有害・危険ごみ 市で収集・処理できないもの"
    )
    panels = "".join(
        f"""<div class="panel panel-default"><div class="panel-heading"><a class="panel-title" data-toggle="collapse" href="#c{n}">{t.name}</a></div>
<div id="c{n}" class="panel-body"><p>{names[t.kind]}</p><p>{t.note}</p></div></div>"""
        for n, t in enumerate(THINGS)
    )
    buttons = "".join(
        f"""<div class="acc-item"><button type="button" aria-expanded="false" aria-controls="a{n}"><span>Q</span> {q}</button>
<div id="a{n}" hidden><span>A</span>{"".join(f"<p>{s}</p>" for s in a)}</div></div>"""
        for n, (q, a) in enumerate(QUESTIONS)
    )
    page = """<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title>{0}</title></head><body><div class="navbar"><a href="/">みほん市ごみアプリ</a>
<select><option>日本語</option><option>English</option></select></div><div class="container"><h1>{0}</h1>{1}</div><footer>みほん市環境課</footer></body></html>"""
    return Site(
        "cards and buttons",
        bytes_of(
            {
                "/web/bunbetsu?lang=ja": page.format("ごみ分別辞典", panels),
                "/web/benri?p=faq": page.format("よくある質問", buttons),
            }
        ),
        truth(names),
        QUESTIONS,
    )


def columns() -> Site:
    """A column a category with ○ in it; another table with a row a category that lists its things; a table in sections."""
    names = named(
        "燃えるごみ 燃えないごみ 粗大ごみ プラスチック製容器包装 びん・缶 紙類 有害ごみ 収集できないもの"
    )
    a, b, c = THINGS[:20], THINGS[20:36], THINGS[36:]
    heads = "".join(f"<th>{name}</th>" for name in names.values())
    marks = "".join(
        f"<tr><th scope='row'>{t.name}</th>{''.join('<td>○</td>' if kind == t.kind else '<td></td>' for kind in names)}<td>{t.note}</td></tr>"
        for t in a
    )
    rows = ""
    for kind, name in names.items():
        members = [t.name for t in b if t.kind == kind]
        if members:
            rows += f"<tr><th>{name}</th><td>{'、'.join(members)}など</td><td>透明または半透明の袋に入れてください。</td></tr>"
    bands = ""
    for kind, name in names.items():
        members = [t for t in c if t.kind == kind]
        if members:
            bands += f"<tr><th colspan='2'>{name}</th></tr>" + "".join(
                f"<tr><td>{t.name}</td><td>{t.note}</td></tr>" for t in members
            )
    page = f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>ごみと資源の分け方 | みほん区</title></head><body>
<header><p>みほん区</p></header><div id="breadcrumb"><ol><li><a href="/">ホーム</a></li><li><a href="/kurashi">くらし</a></li><li>ごみと資源の分け方</li></ol></div>
<main id="main"><article><h1>ごみと資源の分け方</h1><p class="date">最終更新日 令和3年3月26日</p><p>ページ番号 190728</p>
<h2>品目別の一覧</h2><table><thead><tr><th>品目</th>{heads}<th>備考</th></tr></thead><tbody>{marks}</tbody></table>
<h2>区分ごとの主な品目</h2><table><tr><th>区分</th><th>主な品目</th><th>出し方</th></tr>{rows}</table>
<h2>注意が必要なもの</h2><table><tr><th>品目</th><th>注意点</th></tr>{bands}</table>
<h2>収集日</h2><table><tr><th>区分</th><th>収集日</th></tr><tr><td>燃えるごみ</td><td>週2回</td></tr><tr><td>粗大ごみ</td><td>申込制</td></tr></table>
<section class="contact"><h2>お問い合わせ</h2><p>環境部／ごみ対策課／減量係</p><p>電話番号　03-0000-4444</p><p>ファクス　03-0000-4445</p></section></article></main></body></html>"""
    return Site(
        "marks, lists in cells, sections",
        bytes_of({"/mokuji/kurashi/004/001/d00190728.html": page}),
        truth(names),
    )


def groups() -> Site:
    """A rule page with nested lists and paragraphs of bullets, everything on one page; questions as 問 and 答 below headings."""
    names = named(
        "可燃物 不燃物 粗大ごみ 容器包装プラスチック 空きびん・空き缶 古紙・古布 有害ごみ 町では処理できないもの"
    )
    sections = ""
    for n, (kind, name) in enumerate(names.items()):
        members = [t.name for t in THINGS if t.kind == kind]
        body = "<br>".join(f"・{m}" for m in members) if n % 2 else "</li><li>".join(members)
        body = f"<p>{body}</p>" if n % 2 else f"<ul><li>{body}</li></ul>"
        sections += f"<h2>{n + 1}．{name}（週1回）</h2><h3>対象となるもの</h3>{body}<h3>出し方</h3><ul><li>中身を空にして、水ですすいでください。</li><li>指定袋に入れて出してください。</li></ul>"
    asked = "".join(
        f"<h3>問{n}　{q}</h3><p>（答）{a[0]}</p>{''.join(f'<p>{s}</p>' for s in a[1:])}"
        for n, (q, a) in enumerate(QUESTIONS, 1)
    )
    page = f"""<html lang="ja"><head><meta charset="utf-8"><title>ごみの正しい出し方 - みほん町公式ホームページ</title></head><body><a href="#honbun">メニューを飛ばして本文へ</a>
<div id="sidebar"><ul><li>可燃物</li><li>不燃物</li></ul></div><div id="honbun"><p>本文</p><h1>ごみの正しい出し方</h1><p>記事ID:0001395 更新日:2023年12月1日更新 印刷ページ表示</p>
{sections}<h2>ごみに関する質問と回答</h2>{asked}<p>このページに関するお問い合わせ先</p><p>町民生活課</p><p>Tel：0000-44-5555</p><p>Fax：0000-44-5556</p></div></body></html>"""
    return Site(
        "rules on one page, 問 and 答", bytes_of({"/site/kurashi/1395.html": page}), truth(names), QUESTIONS
    )


def letters() -> Site:
    """A page a sound in frames of tables, no header words but classes; the name has its reading in parentheses; ISO-2022-JP."""
    names = named("燃やすごみ 燃やさないごみ 粗大ごみ プラ容器 びんカン 資源紙 有害危険 市では扱わないもの")
    pages = {}
    for n, (row, things) in enumerate(by_row()):
        body = "".join(
            f"<tr valign=top><td>{t.name}({t.reading})</td><td>{names[t.kind]}</td><td>{t.note}<br></td></tr>\n"
            for t in things
        )
        pages[
            f"/gomi/50on/{n:02}.htm"
        ] = f"""<html><head><meta http-equiv="content-type" content="text/html; charset=iso-2022-jp"><title>50音別 {row}行</title></head><body bgcolor="#ffffff">
<table width=100%><tr><td><img src="t.gif" alt="みほん市"></td></tr></table><h2>50音別ごみの出し方 「{row}行」</h2>
<table border=1 cellpadding=3><tr bgcolor=#99ccff><td>品目(ふりがな)</td><td>分別の種類</td><td>出すときの注意</td></tr>{body}</table><div align=right>最終更新日：平成28年4月{n + 1}日</div>
<hr><p>[ <a href="00.htm">あ</a> | <a href="01.htm">か</a> ]</p><address>清掃課　電話(0000)55-6666</address></body></html>"""
    return Site(
        "a page a row, readings in parentheses", bytes_of(pages, "iso2022_jp", "text/html"), truth(names)
    )


def files() -> Site:
    """PDF with two tables side by side and joined category cells; Excel of questions; Excel with a sheet a category."""
    names = named(
        "燃やせるごみ 燃やせないごみ 粗大ごみ プラスチック容器 びん・缶 古紙 有害ごみ 収集しないもの"
    )
    rows = [(t.name, names[t.kind]) for t in THINGS[:24]]
    left, right = rows[:12], rows[12:]
    both = [(*x, *y) for x, y in zip(left, right, strict=True)]
    paper = pdf.document(
        [
            [
                pdf.text(40, 800, 16, "ごみ分別早見表"),
                *pdf.ruled([("品名", "出し方", "品名", "出し方"), *both], (40, 160, 290, 420, 555), 780),
            ]
        ]
    )
    asked = Workbook()
    sheet = asked.active
    sheet.title = "FAQ"
    sheet.append(["番号", "分類", "質問", "回答", "担当"])
    for n, (q, a) in enumerate(QUESTIONS, 1):
        sheet.append([n, "ごみ", q, "\n".join(a), "清掃課"])
    book = Workbook()
    book.remove(book.active)
    for kind, name in names.items():
        members = [t for t in THINGS[24:] if t.kind == kind]
        if members:
            sheet = book.create_sheet(name)
            sheet.append([f"{name}の品目一覧"])
            sheet.append(["品名", "ひらがな", "出し方の注意"])
            for t in members:
                sheet.append([t.name, t.reading, t.note])
    kind = "application/octet-stream"
    pages = {
        f"/uploads/{name}": (kind, data)
        for name, data in (("hayami.pdf", paper), ("faq.xlsx", _bytes(asked)), ("ichiran.xlsx", _bytes(book)))
    }
    return Site("files of other shapes", pages, truth(names), QUESTIONS)


def _bytes(book: Workbook) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


LAYOUTS: tuple[Layout, ...] = (cards, columns, groups, letters, files)
