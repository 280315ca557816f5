"""Every reason that the room can give has a sentence for people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gongkai.fetch
from gongkai.fetch import reasons

ROOM = Path(gongkai.fetch.__file__).parent


def test_each_word_used_in_the_room_is_in_the_table() -> None:
    """Hyphenated words in quotes are reasons, but for header names, hosts of types and the like."""
    source = "\n".join(file.read_text("utf-8") for file in ROOM.glob("*.py") if file.name != "reasons.py")
    used = set(re.findall(r"(?:answer|Trouble|BodyError)\(\s*\"([a-z0-9-]+)\"", source))
    assert len(used) > 10
    assert used <= set(reasons.REASONS) | {"http-304"}


@pytest.mark.parametrize("reason", sorted(reasons.REASONS))
def test_sentences_are_whole_and_say_what_to_do(reason: str) -> None:
    verdict, detail = reasons.REASONS[reason]
    assert verdict in {"gone", "blocked", "failed"}
    assert detail.endswith("。")
    assert detail.count("。") >= 2 or "；" in detail


@pytest.mark.parametrize("status", [401, 418, 500, 599])
def test_other_statuses_have_a_sentence(status: int) -> None:
    reason = reasons.of(f"http-{status}")
    assert reason.verdict == "failed"
    assert str(status) in reason.detail


def test_a_note_tells_the_particular_cause() -> None:
    answer = reasons.answer("tls", note="certificate has expired")
    assert answer.detail.endswith("（certificate has expired）")


def test_told_names_the_page_of_a_list_and_the_readers_own_words():
    assert reasons.told("page-3: timeout").startswith("列表第 3 页：等待超时")
    assert "503" in reasons.told("http-503")
    assert "rows filled by script" in reasons.told("rows filled by script")
