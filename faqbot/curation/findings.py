"""What does a chart say? One sentence a figure, for whoever has a minute, or does not see the chart."""

from __future__ import annotations

from faqbot.curation.sections import Helped, Missing, Progress, Published
from faqbot.curation.tabulating import WEEKDAYS, named
from faqbot.reports.document import duration
from faqbot.staff.funnel import Along, Funnel

NOTHING = "この期間の質問は、まだありません。期間をひろげるか、しぼりこみを外してみてください。"


def funnel_said(section: Progress) -> str:
    """How many questions, how many reached an answer, and whether that is more than before."""
    whole = section.whole
    if whole.reached is None:
        return NOTHING
    said = f"{whole.received:,} 件の質問のうち、{whole.shown:,} 件（{whole.reached:.0%}）が答えに届きました。"
    return said + _compared(whole, section.before)


def weeks_said(section: Progress) -> str:
    """The best and the worst week."""
    weeks = [week for week in section.along[Along.WEEK] if week.received]
    if len(weeks) < 2:
        return "1 週間分の数字です。2 週間分たまると、変わり方が見えます。"
    low, high = (choose(weeks, key=lambda week: week.reached or 0) for choose in (min, max))
    return (
        f"届いた割合がいちばん高いのは {high.key} の週（{high.reached:.0%}）、"
        f"低いのは {low.key} の週（{low.reached:.0%}）です。"
    )


def groups_said(section: Progress, along: Along) -> str:
    """Which group asks most."""
    groups = section.along[along]
    if not groups:
        return NOTHING
    most = max(groups, key=lambda group: group.received)
    name = named(section, along).get(most.key, most.key) or "－"
    share = most.received / section.whole.received
    return f"いちばん多いのは「{name}」で、全体の {share:.0%} です。"


def slots_said(section: Progress) -> str:
    """When most is asked."""
    if not section.slots:
        return NOTHING
    most = max(section.slots, key=lambda slot: slot.received)
    return f"質問がいちばん多いのは {WEEKDAYS[most.weekday]}曜日の {most.hour} 時台（{most.received:,} 件）です。"


def worst_said(section: Helped) -> str:
    """Which entry to look at first."""
    if not section.worst:
        return "「解決しない」と言われた項目はありません。"
    worst = section.worst[0]
    return (
        f"まず見なおしたいのは「{section.titles[worst.collection, worst.entry_id]}」です。"
        f"返事をした {worst.solved + worst.not_solved:,} 人のうち {worst.not_solved:,} 人が「解決しない」と答えました。"
    )


def viewed_said(section: Helped) -> str:
    """What is looked at most."""
    if not section.viewed:
        return "この期間に見られた項目は、まだありません。"
    most = section.viewed[0]
    return (
        f"いちばん見られたのは「{section.titles[most.collection, most.entry_id]}」（{most.count:,} 回）です。"
    )


def unmet_said(section: Missing) -> str:
    """What to answer first."""
    waiting = [each for each in section.unmet if each.state == "open"]
    if not section.unmet:
        return "答えに届かなかった質問はありません。"
    if not waiting:
        return "よく聞かれて届かなかった質問は、どれも対応がすんでいます。"
    most = waiting[0]
    return f"まだ答えのない質問でいちばん多いのは「{most.text}」（{most.count:,} 回）です。"


def terms_said(section: Missing) -> str:
    """Which word no answer has."""
    if not section.terms:
        return "3 人以上が使って届かなかった言葉はありません。"
    words = "・".join(f"「{each.term}」" for each in section.terms[:3])
    return f"答えに届かなかった質問に多い言葉は {words} です。"


def waiting_said(section: Missing) -> str:
    """How long it takes until somebody sees to what had no answer."""
    waiting = section.waiting
    left = f"いま {waiting.open:,} 件が未回答です。"
    if waiting.median_seconds is None or waiting.nine_in_ten_seconds is None:
        return f"この期間に対応のすんだ質問はありません。{left}"
    middle, nine = duration(waiting.median_seconds), duration(waiting.nine_in_ten_seconds)
    return f"{waiting.ended:,} 件の対応がすみました。半分は {middle} 以内、10 件のうち 9 件は {nine} 以内です。{left}"


def effects_said(section: Published) -> str:
    """Which publication has gained most."""
    if not section.effects:
        return "この期間に公開した項目はありません。"
    most = section.effects[0]
    title = section.titles[most.collection, most.entry_id]
    if most.after <= most.before:
        return "公開の前と後で、届いた質問が増えた項目はまだありません。公開から日が浅いと、少なく出ます。"
    return f"いちばん効いたのは「{title}」で、4 週間に届いた質問が {most.before:,} 件から {most.after:,} 件になりました。"


def _compared(whole: Funnel, before: Funnel) -> str:
    if whole.reached is None or before.reached is None:
        return ""
    points = round((whole.reached - before.reached) * 100)
    if points == 0:
        return f"その前の同じ日数（{before.reached:.0%}）と変わりません。"
    return f"その前の同じ日数（{before.reached:.0%}）より {abs(points)} ポイント{'高い' if points > 0 else '低い'}です。"
