"""Candidates are read in the order of what they could score: no reading may exceed that."""

from __future__ import annotations

import pytest

from gongkai.base.values import Page
from gongkai.platforms import naming, pager, place, rows, score
from gongkai.platforms.groups import groups
from gongkai.platforms.links import links
from gongkai.platforms.place import Scene
from gongkai.platforms.tree import build
from tests.platforms.frames import FRAMES, framed
from tests.platforms.pages import page
from tests.platforms.test_own_list import FEW
from tests.platforms.test_shapes import SHAPES

BODIES = {**SHAPES, **{name: body for name, (body, _) in FEW.items()}}


def _view(shown: Page) -> Scene:
    tree = build(shown.text)
    return place.scene(tree, shown.url, naming.names(tree), pager.positions(tree))


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", BODIES)
def test_nothing_scores_more_than_it_could(name: str, frame: str) -> None:
    view = _view(framed(frame, BODIES[name]))
    for group in groups(view.tree, links(view.tree, view.url)):
        most = score.most(view, group)
        rows.fill(view.tree, group, None)
        assert score.score(view, group) <= most


def test_a_menu_could_score_less_than_a_dated_list_does() -> None:
    row = '<li><a href="./202601/t2026010{0}_1.html">关于元旦期间值班的通知</a><span>2026-01-0{0}</span></li>'
    view = _view(page("<ul class='own'>" + "".join(row.format(i) for i in range(1, 9)) + "</ul>"))
    found = groups(view.tree, links(view.tree, view.url))
    own = next(group for group in found if group.tag == "li" and group.holder.marks == "own ")
    menu = next(group for group in found if group.tag == "li" and group is not own)
    rows.fill(view.tree, own, None)

    assert score.score(view, own) > score.most(view, menu)
