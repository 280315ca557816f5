"""What can befall a make-believe site, as acts of a timeline."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.crawl.fault_server import EVERYTHING, MISSING, Harm, Talk, head
from tests.extract.filemaking import make_docx
from tests.judge.scenes.language import Act, Timeline, each, on
from tests.judge.scenes.pages import Item, Look, list_page
from tests.judge.scenes.stage import HTML, Stage
from tests.loopback import Reply


def publish(
    name: str = "", column: str = "gzdt", *, day: str | None = None, ahead: int = 0, **more: Any
) -> Act:
    """An item more, dated the day on which it appears unless said, or so many days ahead of it;
    `day=""`: without any date. In an address `{n}` stands for its number."""

    def act(stage: Stage) -> None:
        today = (stage.today + timedelta(days=ahead)).isoformat()
        stated = on(day).isoformat() if day else today if day is None else ""
        fields = {"title": "", "body": ""} | more
        number = stage.new_name()
        fields["url"] = fields.get("url", "").format(n=number)
        stage.add(Item(name or number, column, day=stated, **fields))

    return act


def calm(first: str = "12-08", last: str = "04-15", step: int = 10, **more: Any) -> Timeline:
    """A unit that publishes as it should, from one day to another."""
    return each(step, first, last, publish(**more))


def publish_many(count: int, oldest: str, column: str = "gzdt", *, title: str, formed: bool = False) -> Act:
    """A migration: so many old items at once, three days apart, each with the day on which it was formed."""

    def act(stage: Stage) -> None:
        for number in range(count):
            day = (on(oldest) + timedelta(days=3 * number)).isoformat()
            facts = (
                (("成文日期", (on(oldest) + timedelta(days=3 * number - 90)).isoformat()),) if formed else ()
            )
            stage.new_name()
            stage.add(Item(f"m{number}", column, f"{title}第{number + 1}号", day, "", facts=facts))

    return act


def change(name: str, **fields: Any) -> Act:
    return lambda stage: stage.change(name, **fields)


def change_all(names: tuple[str, ...], **fields: Any) -> Act:
    def act(stage: Stage) -> None:
        for name in names:
            stage.change(name, **fields)

    return act


def take_down(*names: str) -> Act:
    """Row and page are gone."""
    return change_all(names, listed=False, there=False)


def put_back(*names: str) -> Act:
    return change_all(names, listed=True, there=True)


def put_all_back(stage: Stage) -> None:
    put_back(*stage.items)(stage)


def delist(*names: str) -> Act:
    """The rows are gone; the pages stay."""
    return change_all(names, listed=False)


def empty_out(column: str = "gzdt") -> Act:
    """No row is left; the pages stay."""

    def act(stage: Stage) -> None:
        for item in stage.listed(column):
            stage.change(item.name, listed=False)

    return act


def replace_text(name: str, old: str, new: str) -> Act:
    def act(stage: Stage) -> None:
        body = stage.items[name].body
        assert old in body, (name, old)
        stage.change(name, body=body.replace(old, new))

    return act


def attach(name: str, file: str, words: str) -> Act:
    """A file, or other bytes under the address it has; the page names it."""

    def act(stage: Stage) -> None:
        stage.files[file] = make_docx([words])
        stage.change(name, files=((file, file.rpartition("/")[2]),))

    return act


def undate_pages(stage: Stage) -> None:
    """The pages state no date; only the list does."""
    for name in stage.items:
        stage.change(name, printed="")


def count_visitors(stage: Stage) -> None:
    """Every page prints a higher count."""
    for item in list(stage.items.values()):
        stage.change(item.name, hits=item.hits + 17)


def link_by_second_address(stage: Stage) -> None:
    """The list names every page by the address of the second server."""
    for item in list(stage.items.values()):
        stage.change(item.name, url=f"{stage.servers[1].base}{item.path[1:]}")


def look(column: str = "gzdt", **fields: Any) -> Act:
    return lambda stage: stage.look(column, **fields)


# --- servers and networks


def harm(how: Harm, path: str = EVERYTHING) -> Act:
    return lambda stage: stage.harm(path, how)


def heal(path: str = EVERYTHING) -> Act:
    return lambda stage: stage.harm(path, None)


def shut(stage: Stage) -> None:
    stage.servers[0].shut()


def reopen(stage: Stage) -> None:
    stage.servers[0].open()


def our_network_fails(stage: Stage) -> None:
    stage.offline = True


def our_network_is_back(stage: Stage) -> None:
    stage.offline = False


def no_crawl(stage: Stage) -> None:
    stage.away = True


def crawl_again(stage: Stage) -> None:
    stage.away = False


def etags_for_ever(stage: Stage) -> None:
    """From now on everything bears one and the same mark, and is "not modified" whoever asks with it."""
    stage.etags = True


def answer(status: int, words: str = "", **headers: str) -> Harm:
    page = f"<html><head><title>{words}</title></head><body><p>{words}</p></body></html>"
    return lambda talk: talk.serve(
        Reply(page, status, HTML | {k.replace("_", "-"): v for k, v in headers.items()})
    )


def halved(talk: Talk) -> None:
    """The first half, as if that were all."""
    data = talk.reply.bytes()
    talk.serve(Reply(data[: len(data) // 2], 200, talk.reply.headers))


def wrong_clock(talk: Talk) -> None:
    """Right pages from a server that takes it to be another year."""
    dates = dict.fromkeys(("Date", "Last-Modified"), "Wed, 01 Jan 2020 00:00:00 GMT")
    talk.serve(Reply(talk.reply.bytes(), talk.reply.status, talk.reply.headers | dates))


def no_bytes(talk: Talk) -> None:
    talk.serve(Reply("", 200, HTML))


def plain_text(words: str) -> Harm:
    return lambda talk: talk.serve(Reply(words, 200, {"Content-Type": "text/plain"}))


def strange_list() -> Reply:
    """A list that reads well and has nothing to do with this site."""
    items = [
        Item(f"z{n}", "gzdt", f"临江县气象台第{n}号预报产品说明", f"2025-03-{n:02d}", "")
        for n in range(20, 10, -1)
    ]
    return Reply(list_page("预报产品", items, Look()), 200, HTML)


def cut_off(talk: Talk) -> None:
    """Half of what the length promises."""
    data = talk.reply.bytes()
    talk.send(head(talk.reply, length=len(data)) + data[: len(data) // 2])


def reset(talk: Talk) -> None:
    talk.reset()


def yesterdays(days: int, path: str = "/gzdt/") -> Act:
    """From now on a cache serves the list as it was so many days ago."""

    def act(stage: Stage) -> None:
        stage.harm(path, lambda talk: talk.serve(stage.old_pages(days)[talk.path]))

    return act


def freeze(days: int, path: str = "/gzdt/") -> Act:
    """From now on a cache serves the list as it was on that day so many days ago, however much time
    passes."""

    def act(stage: Stage) -> None:
        frozen = stage.old_pages(days)
        stage.harm(path, lambda talk: talk.serve(frozen.get(talk.path, MISSING)))

    return act


def second_server(by: str) -> Act:
    """From now on a second server answers beside the first, and stays as it was the day before: for
    every second request of a path, or in every second crawl, or in one crawl of the week."""

    def act(stage: Stage) -> None:
        frozen = stage.old_pages(1)

        def talks(talk: Talk) -> None:
            turn = {"request": talk.number % 2 == 0, "crawl": stage.second_crawl,
                    "week": stage.second_crawl and stage.today.weekday() == 2}[by]  # fmt: skip
            talk.serve(frozen.get(talk.path, MISSING) if turn else talk.reply)

        stage.harm(EVERYTHING, talks)

    return act


# --- what the operator does


def configure(column: str = "gzdt", **fields: Any) -> Act:
    def act(stage: Stage) -> None:
        stage.sections[column] = (stage.sections.get(column) or {}) | fields

    return act


def retire(column: str = "gzdt") -> Act:
    def act(stage: Stage) -> None:
        stage.sections[column] = None

    return act


def accept(column: str = "gzdt") -> Act:
    """The operator says that what is there now is right (`crawl --accept`)."""
    return lambda stage: stage.accepted.add(f"{stage.scene.id}/{column}")


def move_house(*, redirect: bool, told: bool) -> Act:
    """The whole site answers at another address; the old one leads there, or knows nothing. `told`: the
    operator changes the configuration on the same day."""

    def act(stage: Stage) -> None:
        new = stage.add_server()
        base = stage.servers[new].base

        def leads(talk: Talk) -> None:
            talk.serve(Reply("", 301, {"Location": base + talk.path[1:]}) if redirect else MISSING)

        stage.harm(EVERYTHING, leads, server=0)
        if told:
            follow_house(stage)

    return act


def follow_house(stage: Stage) -> None:
    """The operator writes the new address."""
    stage.asked_at, stage.names = 1, (1, 0)
