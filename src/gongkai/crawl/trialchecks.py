"""What is to be said of a section that was tried: one check after another, in plain words. Pure.

`bad` is only what a crawl could not rest on; what may well be the site's own way is `doubt`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from gongkai.archive import ListedRow
from gongkai.crawl import drift
from gongkai.crawl.doubt import another_list, same_title
from gongkai.crawl.run import said_before
from gongkai.crawl.trial import ArticleSight, Check, Level, Sight, Trial
from gongkai.fetch import reasons

FEW = 3
"""Of fewer rows no share says anything."""

_BROWSER = "请在浏览器中打开该栏目核对。"
_ANOTHER_ADDRESS = "请核对栏目网址；列表取错了的，写 selectors（见 docs/configuration.md）。"


def checks_of(trial: Trial) -> tuple[Check, ...]:
    """All that can be said of a trial, in the order in which it is best read. Where no list was seen,
    nothing is said of rows."""
    seen = (_answered, _agree)
    of_rows = (_rows, _past, _name, _titles, _addresses, _dated, _future, _second_page, _article)
    wanted: Sequence[Callable[[Trial], Check | None]] = (*seen, *of_rows) if trial.shown.understood else seen
    return tuple(check for ask in wanted if (check := ask(trial)) is not None)


def is_readable(checks: Sequence[Check]) -> bool:
    """Whether a crawl could rest on the section: no check is bad."""
    return all(check.level != "bad" for check in checks)


def _from_sentence(name: str, level: Level, sentence: str) -> Check:
    """A check from a sentence that says what happened, and then what to do."""
    what, stop, do = sentence.partition("。")
    return Check(name, level, what + stop, do)


def _answered(trial: Trial) -> Check:
    """Whether a list was received and recognised; a refusal and robots.txt are told as what they are."""
    shown = trial.shown
    if shown.reason:
        return _from_sentence("answered", "bad", shown.detail)
    listing = shown.listing
    kind = f"，按 {listing.platform} 读" if listing and listing.platform else ""
    return Check("answered", "good", f"取到了栏目页，看得懂{kind}。")


# --- two looks ----------------------------------------------------------------------------------------


def _agree(trial: Trial) -> Check | None:
    """Whether both looks showed the same."""
    one, two = trial.first, trial.second
    if two is None or not (one.understood or two.understood):
        return None
    if not (one.understood and two.understood):
        lost = "第二次" if one.understood else "第一次"
        why = (one if two.understood else two).detail.partition("。")[0]
        told = f"取了两次，{lost}没有看清：{why}。"
        return Check("agree", "bad", told, "请过一会儿再试；总是时好时坏的，采集也会时有时无，请联系网站方。")
    if one.single or two.single:
        return _agree_in_text(one, two)
    return _agree_in_rows(one, two)


def _agree_in_text(one: Sight, two: Sight) -> Check:
    texts = {(s.single.title, s.single.body) if s.single else None for s in (one, two)}
    if len(texts) == 1:
        return Check("agree", "good", "取了两次，读到的文字一样。")
    return Check("agree", "bad", "取了两次，读到的文字不同。", _SERVERS)


_SERVERS = "网站背后可能有几台内容不同步的服务器。请过一会儿再试；总是如此的，采集会时而多出、时而缺少条目。"


def _agree_in_rows(one: Sight, two: Sight) -> Check:
    before, after = one.rows, two.rows
    if _keys(before) == _keys(after):
        return Check("agree", "good", f"取了两次，读到的一样（{len(after)} 条）。")
    if [(row.title, row.date) for row in before] == [(row.title, row.date) for row in after]:
        return Check(
            "agree",
            "bad",
            "取了两次，标题都一样，网址却变了，可能带有每次不同的编号。",
            "采集会把每次的网址当作新条目。请把两次的网址（--json）告诉本系统的开发者。",
        )
    new, gone = _missing(after, before), _missing(before, after)
    if not gone and not new:
        return Check("agree", "doubt", "取了两次，条目一样，次序或日期不同。", _BROWSER)
    if new and _keys(after[: len(new)]) == _keys(new) and not _missing(before[: -len(new)], after):
        told = f"取了两次，中间新发布了 {len(new)} 条，其余一样。"
        return Check("agree", "doubt", told, "再试一次；总是如此的，是网站的几台服务器内容不同步。")
    return Check("agree", "bad", f"取了两次，第二次多 {len(new)} 条、少 {len(gone)} 条。", _SERVERS)


def _key(row: ListedRow) -> tuple[str, str, str | None]:
    return row.identity or "", row.title, row.date


def _keys(rows: Sequence[ListedRow]) -> list[tuple[str, str, str | None]]:
    return [_key(row) for row in rows]


def _missing(rows: Sequence[ListedRow], others: Sequence[ListedRow]) -> list[ListedRow]:
    """The rows that the others lack."""
    there = {row.identity or row.title for row in others}
    return [row for row in rows if (row.identity or row.title) not in there]


# --- its rows -----------------------------------------------------------------------------------------


def _rows(trial: Trial) -> Check:
    """Whether there are rows; none where some were is most likely our misreading."""
    shown, known = trial.shown, trial.known
    if shown.single is not None:
        return Check("rows", "good", "该栏目是一页文字，不是列表；这页文字就是它的条目。")
    if shown.rows:
        return Check("rows", "good", f"第一页有 {len(shown.rows)} 条。")
    if drift.rows_gone(shown.rows, known, trial.section):
        told = f"现在一条也没有，而档案里该栏目有 {len(known.rows)} 条。"
        return Check("rows", "bad", told, reasons.told(drift.ROWS_GONE).partition("。")[2])
    told = "列表里一条也没有，页面表明它是空的。"
    return Check(
        "rows", "doubt", told, "请在浏览器中核对；网页上有条目的，是列表取错了，见 docs/configuration.md。"
    )


def _past(trial: Trial) -> Check | None:
    """Whether a crawl would doubt these rows, compared with those it knows."""
    rows, known = trial.shown.rows, trial.known
    if not known.rows or not rows or said_before(known) != trial.section.said:
        return None
    if another_list(rows, known, trial.section):
        return _from_sentence("past", "bad", reasons.told("another-list"))
    if drift.dates_gone(rows, known):
        return _from_sentence("past", "bad", reasons.told(drift.DATES_GONE))
    old = sum(row.identity in known.rows for row in rows)
    return Check("past", "good", f"其中 {old} 条档案里已有，与从前所见相合。")


def _name(trial: Trial) -> Check | None:
    """Whether the column calls itself what the operator calls it."""
    listing = trial.shown.listing
    own, given = listing.section if listing else None, trial.section.name
    if not own:
        return None
    if same_title(own, given):
        return Check("name", "good", f"页面自称“{own}”，与配置相合。")
    told = f"页面自称“{own}”，配置里叫“{given}”。"
    return Check("name", "doubt", told, "请核对网址是不是这个栏目；名称只是写法不同的，不必处理。")


def _titles(trial: Trial) -> Check | None:
    """Whether titles are titles: not the column's own name, as in a menu, nor all the same."""
    rows, listing = trial.shown.rows, trial.shown.listing
    if not rows or trial.shown.single is not None:
        return None
    names = {_squeezed(trial.section.name), _squeezed((listing.section if listing else None) or "")}
    titles = [_squeezed(row.title) for row in rows]
    own = sum(title in names for title in titles)
    most, times = Counter(titles).most_common(1)[0]
    if len(rows) >= FEW and times == len(rows):
        return Check("titles", "bad", f"每一条的标题都是“{most}”。", _ANOTHER_ADDRESS)
    if own:
        level: Level = "bad" if own * 2 >= len(rows) else "doubt"
        return Check("titles", level, f"{own} 条的标题就是栏目名称，可能取到了菜单。", _ANOTHER_ADDRESS)
    return Check("titles", "good", "标题不是栏目名称。")


def _addresses(trial: Trial) -> Check | None:
    """Whether each row leads to a page of its own."""
    rows = trial.shown.rows
    if not rows:
        return None
    leading = [row.identity for row in rows if row.identity]
    if not leading:
        return Check("addresses", "bad", "没有一条带有可用的网址，取不到内容。", _ANOTHER_ADDRESS)
    twice = len(leading) - len(set(leading))
    if twice * 2 >= len(leading):
        told = f"{len(leading)} 条只有 {len(set(leading))} 个不同的网址。"
        return Check(
            "addresses", "bad", told, "可能取错了链接：写 selectors.link，见 docs/configuration.md。"
        )
    without = len(rows) - len(leading)
    if twice or without:
        odd = [f"{twice} 条的网址与别的条目相同"] if twice else []
        told = "，".join(odd + ([f"{without} 条没有可用的网址"] if without else [])) + "。"
        return Check("addresses", "doubt", told, "请在浏览器中点开核对；置顶的条目列两次是常有的，不必处理。")
    return Check("addresses", "good", "各条的网址互不相同。")


def _dated(trial: Trial) -> Check | None:
    """The share of rows with a date; without dates nothing can be said of being in time."""
    rows = trial.shown.rows
    if not rows:
        return None
    dated = sum(row.date is not None for row in rows)
    if dated == len(rows):
        return Check("dates", "good", "各条都有日期。")
    if trial.shown.single is not None:
        return Check("dates", "doubt", "这页文字没有写日期。", "不设更新期限的栏目不必处理。")
    told = f"{len(rows)} 条里 {dated} 条有日期。"
    limited = bool(trial.section.interval_days or trial.section.deadline)
    if not dated and limited and not _text_dated(trial):
        do = "没有日期就不能判断是否按时更新：网页上有日期的，写 selectors.date；没有的，请与网站方沟通。"
        return Check("dates", "bad", told, do)
    return Check("dates", "doubt", told, "没有日期的以正文里的日期为准；网页上明明有的，写 selectors.date。")


def _text_dated(trial: Trial) -> bool:
    document = trial.article.document if trial.article else None
    return document is not None and document.published is not None


def _future(trial: Trial) -> Check | None:
    """Whether dates lie after the day; a crawl does not count these."""
    dates = [row.date[:10] for row in trial.shown.rows if row.date]
    if not dates:
        return None
    today = trial.day.isoformat()
    late = sorted(day for day in dates if day > today)
    if not late:
        return Check("future", "good", f"没有晚于今天的日期，最新的是 {max(dates)}。")
    told = f"{len(late)} 条的日期晚于今天，最远的是 {late[-1]}。"
    if len(late) * 2 >= len(dates):
        return Check(
            "future", "bad", told, "可能取了截止日期之类的另一列：写 selectors.date 或 date_column。"
        )
    return Check("future", "doubt", told, "晚于今天的日期不计入更新；请核对是不是网站写错。")


# --- the next page ------------------------------------------------------------------------------------


def _second_page(trial: Trial) -> Check | None:
    """Whether page 2 is a page of its own."""
    if trial.shown.single is not None or not trial.shown.rows:
        return None
    if trial.following is None:
        return _no_second_page(trial)
    following = trial.following
    if following.verdict == "gone" and trial.next is not None and trial.next.may_end:
        return Check("page-2", "good", "第二页不存在，列表到此为止。")
    if not following.understood:
        what, _, do = following.detail.partition("。")
        return Check("page-2", "bad", f"第二页没有看清：{what}。", do)
    return _unlike(trial.shown.rows, following.rows)


def _no_second_page(trial: Trial) -> Check:
    listing, rows = trial.shown.listing, trial.shown.rows
    if trial.section.first_page_only:
        return Check("page-2", "good", "按配置（first_page_only）只看第一页。")
    if listing is None or listing.window:
        return Check("page-2", "good", "接口只给出最新的条目，没有下一页。")
    if trial.next is not None:
        told = f"下一页在别的主机上，不会去访问：{trial.next.url}。"
        return Check("page-2", "doubt", told, "如确是本网站的，请把该主机写进站点配置的 follow。")
    if listing.more or (listing.total_items or 0) > len(rows) or (listing.total_pages or 0) > 1:
        stated = f"共 {listing.total_items} 条" if listing.total_items else "后面还有"
        told = f"页面说{stated}，却没有认出下一页。"
        return Check(
            "page-2", "doubt", told, "请在浏览器中翻页核对；能翻页的，写 selectors.next 或 [sections.pages]。"
        )
    return Check("page-2", "good", "列表只有一页。")


def _unlike(first: Sequence[ListedRow], second: Sequence[ListedRow]) -> Check:
    if not second:
        return Check(
            "page-2", "doubt", "第二页上没有条目。", "请在浏览器中翻页核对；列表正好一页的，不必处理。"
        )
    new = len(_missing(second, first))
    if not new:
        do = reasons.told(drift.REPEATS).partition("。")[2]
        return Check("page-2", "bad", "第二页与第一页相同，没有一条新的。", do)
    told = f"第二页有 {len(second)} 条，其中 {new} 条第一页没有。"
    if new * 2 < len(second):
        return Check(
            "page-2", "doubt", told, "多数与第一页重复，请在浏览器中翻页核对；是置顶条目的，不必处理。"
        )
    return Check("page-2", "good", told)


# --- one item -----------------------------------------------------------------------------------------


def _article(trial: Trial) -> Check | None:
    """Whether an item could be read, and says what its row says."""
    single, sight = trial.shown.single, trial.article
    if single is not None:
        told = f"读到文字 {len(single.body)} 字。"
        return Check("article", "good" if single.body else "doubt", told, "" if single.body else _BROWSER)
    if sight is None:
        if not trial.shown.rows:
            return None
        return Check(
            "article", "doubt", "没有一条是本网站的网页或文件，没有试读正文。", "站外的只记标题、日期和网址。"
        )
    if sight.reason:
        what, _, do = sight.detail.partition("。")
        return Check("article", "bad", f"试了 {len(trial.articles)} 篇，都没有读到：{what}。", do)
    return _beside_its_row(sight, len(trial.articles) - 1)


def _beside_its_row(sight: ArticleSight, lost: int) -> Check:
    document, row = sight.document, sight.row
    if document is None:
        return Check("article", "good", "条目是文件，取得到；文字在采集时读。")
    if document.kind == "list":
        return Check(
            "article", "doubt", "这一条通向另一个列表，不是一篇正文。", "如有条目在那里，请把它也配置成栏目。"
        )
    odd = []
    if not same_title(row.title, document.title or ""):
        odd.append(f"正文的标题“{document.title or '（无）'}”与列表里的不同")
    if row.date and document.published and row.date[:10] != document.published[:10]:
        odd.append(f"正文写 {document.published[:10]}，列表写 {row.date[:10]}")
    odd += [f"另有 {lost} 篇没有读到"] if lost else []
    if odd:
        return Check("article", "doubt", f"读到了一篇，但{'；'.join(odd)}。", "请在浏览器中核对这一篇。")
    return Check("article", "good", "读到了一篇，标题和日期与列表相合。")


def _squeezed(text: str) -> str:
    return "".join(text.split())
