"""The last five layouts: ordinary mixtures of what cities do."""

from __future__ import annotations

from tests.scrapers.sites import Layout, Site, pdf
from tests.scrapers.sites.first import by_row, bytes_of
from tests.scrapers.sites.pool import QUESTIONS, THINGS, named
from tests.scrapers.sites.pool import truth as all_of
from tests.scrapers.sites.third import ASKED, truth
from tests.scrapers.sites.third import THINGS as OTHERS


def tabs() -> Site:
    """Sections of sounds with a heading each, a table with ruby for readings; questions grouped by theme, h4 with p."""
    names = named(
        "可燃ごみ 不燃ごみ 粗大ごみ プラスチック類 飲料用びん・缶 新聞・雑誌・段ボール 有害ごみ 市で収集しないごみ"
    )
    body = ""
    for row, things in by_row():
        rows = "".join(
            f"<tr><td data-label='品目'><ruby>{t.name}<rp>（</rp><rt>{t.reading}</rt><rp>）</rp></ruby></td><td data-label='分け方'><span class='tag'>{names[t.kind]}</span></td><td data-label='メモ'>{t.note}</td></tr>"
            for t in things
        )
        body += f"<section id='{row}'><h2>{row}行</h2><div class='table-scroll'><table><thead><tr><th>品目</th><th>分け方</th><th>メモ</th></tr></thead><tbody>{rows}</tbody></table></div><p class='pagetop'><a href='#top'>ページの先頭へ</a></p></section>"
    asked = ""
    for theme, part in (("収集について", QUESTIONS[:5]), ("そのほか", QUESTIONS[5:])):
        asked += f"<h3>{theme}</h3>" + "".join(f"<h4>{q}</h4><p>{'</p><p>'.join(a)}</p>" for q, a in part)
    frame = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{0} - みほん市ウェブサイト</title><meta name="viewport" content="width=device-width"></head><body><div class="skip"><a href="#c">本文へ</a></div><header role="banner"><a href="/">みほん市</a><nav><ul><li>くらし</li></ul></nav></header>
<div id="c" role="main"><nav aria-label="パンくず"><ol class="c-breadcrumb"><li><a href="/">ホーム</a></li><li>{0}</li></ol></nav><h1>{0}</h1><dl class="meta"><dt>更新日</dt><dd>2025年3月3日</dd><dt>ページ番号</dt><dd>1234567</dd></dl>{1}<div class="c-contact"><h2>担当課・お問い合わせ先</h2><dl><dt>担当課</dt><dd>環境局 資源循環課</dd><dt>電話</dt><dd>044-000-0000</dd></dl></div></div><footer>Copyright © みほん市</footer></body></html>"""
    pages = {
        "/kurashi/gomi/jiten.html": frame.format("ごみ分別辞典", body),
        "/kurashi/gomi/faq.html": frame.format("ごみに関するよくある質問", asked),
    }
    return Site("ruby, themes of questions", bytes_of(pages), all_of(names), QUESTIONS)


def categories() -> Site:
    """A page a category: what it is, h3 and lists of things, what is not taken; a page of the rest as a definition list."""
    words = "燃やせるごみ 燃やせないごみ リサイクル資源 粗大ごみ 市が収集できないごみ".split()
    pages = {}
    for kind, name in enumerate(words[:4]):
        members = [t for t in OTHERS if int(t[2]) == kind]
        listed = "".join(
            f"<li>{t[0]}<br>※{t[3]}</li>" if t[3].strip() else f"<li>{t[0]}</li>" for t in members
        )
        pages[
            f"/soshiki/12/{100 + kind}.html"
        ] = f"""<html lang="ja"><head><meta charset="utf-8"><title>{name}の出し方／みほん市</title></head><body><p class="skip">本文へ移動</p><div id="breadcrumb">現在位置　ホーム　くらし</div><div class="mainblock"><h1>{name}の出し方</h1><p>更新日：令和5年10月{kind + 1}日</p>
<p>{name}は、週に1回収集します。朝8時までに出してください。</p><h2>{name}とは</h2><h3>主なもの</h3><ul>{listed}</ul><h2>出し方のルール</h2><ol><li>透明の袋に入れます。</li><li>袋の口をしばります。</li></ol><h2>よくあるお問い合わせ</h2>
<details><summary>{ASKED[kind][0]}</summary><p>{"</p><p>".join(ASKED[kind][1])}</p></details><h2>この記事に関するお問い合わせ先</h2><p>廃棄物対策課<br>電話番号：0299-00-0000</p></div></body></html>"""
    terms = "".join(
        f"<dt>{t[0]}</dt><dd>{words[4]}{'（' + t[3].strip() + '）' if t[3].strip() else ''}</dd>"
        for t in OTHERS
        if t[2] == "4"
    )
    pages["/soshiki/12/200.html"] = (
        f"<html lang='ja'><head><meta charset='utf-8'><title>市が収集できないもの／みほん市</title></head><body><div class='mainblock'><h1>注意が必要なもの</h1><dl>{terms}</dl></div></body></html>"
    )
    return Site(
        "pages of categories, a few questions on each", bytes_of(pages), truth(" ".join(words)), ASKED[:4]
    )


def mobile() -> Site:
    """A page a thing with definition terms; questions as 【Q1】 and 【A1】 in paragraphs, EUC-JP declared in the header."""
    names = named("もえるごみ もえないごみ 粗大ごみ プラごみ びん・かん 古紙 有害ごみ 収集しないもの")
    pages = {}
    for n, t in enumerate(THINGS[:24]):
        pages[f"/dic/item.php?id={n}"] = (
            f"""<html><head><title>{t.name}｜ごみ分別検索｜みほん市</title></head><body><div class="hd">ごみ分別検索</div><div class="detail"><h2>{t.name}</h2><dl><dt>よみがな</dt><dd>{t.reading}</dd><dt>分別区分</dt><dd>{names[t.kind]}</dd><dt>出し方・注意点</dt><dd>{t.note or "収集日の朝に出してください。"}</dd></dl><p><a href="index.php">検索画面に戻る</a></p></div></body></html>"""
        )
    asked = "".join(
        f"<p>【Q{n}】{q}</p><p>【A{n}】{'<br>'.join(a)}</p>" for n, (q, a) in enumerate(QUESTIONS, 1)
    )
    pages["/dic/faq.php"] = (
        f"<html><head><title>ごみ質問箱｜みほん市</title></head><body><div class='hd'>ごみ分別検索</div><div><h2>ごみ質問箱</h2>{asked}</div></body></html>"
    )
    return Site(
        "a page a thing, definition terms",
        bytes_of(pages, "euc_jp", "text/html; charset=EUC-JP"),
        all_of(names, THINGS[:24]),
        QUESTIONS,
    )


def booklet() -> Site:
    """A PDF with a table a category under headings, and questions as 問 and 答; the page tells only where it is."""
    words = "燃やすごみ 燃やさないごみ 資源 粗大ごみ 収集できないもの".split()
    pages_of_pdf: list[list[str]] = []
    for kind, name in enumerate(words):
        rows = [(t[0], t[3].strip()) for t in OTHERS if int(t[2]) == kind]
        pages_of_pdf.append(
            [
                pdf.text(50, 800, 18, name),
                *pdf.ruled([("品目", "出し方のポイント"), *rows], (50, 230, 520), 770, 10),
            ]
        )
    lines, y = [pdf.text(50, 800, 18, "ごみの質問箱")], 760.0
    for n, (question, answer) in enumerate(ASKED, 1):
        for part in (
            f"問{n}　{question}",
            *(f"{'答　' if i == 0 else '　　'}{s}" for i, s in enumerate(answer)),
        ):
            lines.append(pdf.text(50, y, 11, part))
            y -= 17
    pages_of_pdf.append(lines)
    page = "<html lang='ja'><head><meta charset='utf-8'><title>ごみガイドブック</title></head><body><main><h1>ごみガイドブック</h1><p>更新日：2024年3月29日</p><p>冊子を配っています。<a href='/d/guide.pdf'>ごみガイドブック（PDF：1.2MB）</a></p></main></body></html>"
    pages = bytes_of({"/guide.html": page}) | {
        "/d/guide.pdf": ("application/pdf", pdf.document(pages_of_pdf))
    }
    return Site("a booklet as PDF", pages, truth(" ".join(words)), ASKED)


def mixed() -> Site:
    """One long page: a table with two rows of header, lists in parentheses, a numbered list of questions in definition terms."""
    names = named("可燃ごみ 不燃ごみ 粗大ごみ プラ製容器包装 資源物 古紙類 危険ごみ 処理困難物")
    a, b = THINGS[:30], THINGS[30:]
    rows = "".join(
        f"<tr><td>{t.reading[0]}</td><td>{t.name}</td><td>{names[t.kind]}</td><td>{t.note}</td><td>{'○' if t.kind == 'bulky' else ''}</td></tr>"
        for t in a
    )
    listed = "".join(f"<li>{t.name}（{names[t.kind]}）</li>" for t in b)
    asked = "".join(
        f"<dt>質問{n}：{q}</dt><dd>回答：{'<br>'.join(x)}</dd>" for n, (q, x) in enumerate(ASKED, 1)
    )
    page = f"""<?xml version="1.0" encoding="Shift_JIS"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml" lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS" /><title>ごみの分別と出し方｜みほん町</title></head><body>
<div id="headerArea"><h1><img src="logo.gif" alt="みほん町" /></h1></div><div id="mainArea"><h2>ごみの分別と出し方</h2><p>最終更新日　平成２８年４月１日</p><h3>分別早見表</h3>
<table summary="早見表"><tr><th rowspan="2">50音</th><th rowspan="2">品名</th><th colspan="2">出すとき</th><th rowspan="2">予約</th></tr><tr><th>区分</th><th>注意</th></tr>{rows}</table><h3>そのほかの品目</h3><ul>{listed}</ul>
<h3>質問コーナー</h3><dl>{asked}</dl><h3>収集日程</h3><table><tr><th>地区</th><th>可燃ごみ</th></tr><tr><td>南</td><td>月・木</td></tr></table><p>問い合わせ先　環境水道課　電話　0000-99-1234（直通）</p></div></body></html>"""
    return Site(
        "two rows of header, lists in parentheses",
        bytes_of({"/gomi/index.html": page}, "cp932", "text/html"),
        all_of(names),
        ASKED,
    )


LAYOUTS: tuple[Layout, ...] = (tabs, categories, mobile, booklet, mixed)
