"""Tables: the head names the day of publishing; a line may hold several rows."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import pytest

from gongkai.platforms import read_list
from tests.platforms.pages import DATES, TITLES, URLS, page, rows

ROW = '<tr><td>{i}</td><td><a href="{url}">{title}</a></td><td>2019-01-0{i}</td><td>{date}</td></tr>'
HEAD = "<tr><th>序号</th><th>标题</th><th>{}</th><th>{}</th></tr>"


@pytest.mark.parametrize(
    "frame", ["<table>{}{}</table>", "<table><thead>{}</thead><tbody>{}</tbody></table>"]
)
@pytest.mark.parametrize("label", ["发布日期", "公开时间"])
def test_the_head_tells_the_day_of_publishing(frame: str, label: str) -> None:
    listing = read_list(page(frame.format(HEAD.format("成文日期", label), rows(ROW))))

    assert [row.date for row in listing.rows] == list(DATES)
    assert [row.title for row in listing.rows] == list(TITLES)


def test_blocks_with_a_head_of_blocks() -> None:
    body = rows(
        '<div class="row"><div>{i}</div><div><a href="{url}">{title}</a></div><div>2019-01-0{i}</div><div>{date}</div></div>'
    )
    head = '<div class="head"><div>序号</div><div>标题</div><div>成文日期</div><div>发布日期</div></div>'

    assert [row.date for row in read_list(page(f"<div>{head}{body}</div>")).rows] == list(DATES)


def test_without_a_head_the_first_day_counts_and_an_empty_cell_says_nothing() -> None:
    bare = read_list(page(f"<table>{rows(ROW)}</table>"))
    gap = rows('<tr><td>{i}</td><td><a href="{url}">{title}</a></td><td>{date}</td><td></td></tr>')
    empty = read_list(page(f"<table>{HEAD.format('成文日期', '发布日期')}{gap}</table>"))

    assert [row.date for row in bare.rows] == [f"2019-01-0{i}" for i in range(1, 7)]
    assert [row.date for row in empty.rows] == list(DATES)


def _lines(cell: str) -> str:
    cells = rows(cell + "\n").strip().split("\n")
    return (
        "<table>"
        + "".join(f"<tr>{one}{two}</tr>" for one, two in zip(cells[::2], cells[1::2], strict=True))
        + "</table>"
    )


@pytest.mark.parametrize(
    ("cell", "dates"),
    [
        ('<td><a href="{url}">{title}</a></td>', [None] * 6),
        ('<td>·<a href="{url}">{title}</a></td><td>{date}</td>', list(DATES)),
    ],
)
def test_several_rows_a_line(cell: str, dates: list[str | None]) -> None:
    listing = read_list(page(_lines(cell), hot=False))

    assert [row.url for row in listing.rows] == list(URLS)
    assert [row.date for row in listing.rows] == dates


def test_a_second_link_of_a_row_is_no_row() -> None:
    body = rows(
        '<tr><td><a href="{url}">{title}</a></td><td><a href="/zcjd/202601/t20260101_{i}.html">政策解读</a></td><td>{date}</td></tr>'
    )
    head = "<tr><th>标题</th><th>解读</th><th>发布日期</th></tr>"

    assert [row.title for row in read_list(page(f"<table>{head}{body}</table>")).rows] == list(TITLES)
