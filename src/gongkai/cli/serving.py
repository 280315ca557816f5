"""`gongkai serve`: the archive in a browser."""

from __future__ import annotations

from datetime import date

import click

from gongkai.cli.context import CHINA_DATE, Context


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址；默认只有本机能打开。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 表示任一空闲端口。"
)
@click.option("--as-of", type=CHINA_DATE, help="页面默认截至哪一天，默认今天。")
@click.option("--open/--no-open", "open_browser", default=False, help="是否同时打开浏览器。")
@click.pass_obj
def serve_command(context: Context, host: str, port: int, as_of: date | None, open_browser: bool) -> None:
    """查看：在浏览器中打开档案（Datasette）。

    \b
    例：
      gongkai serve
      gongkai serve --port 8080 --as-of 2026-09-30 --open
    """
    from gongkai.check import state_rules
    from gongkai.web.serving import make_datasette, run

    config = context.config()
    datasette = make_datasette(context.archive(config), as_of=as_of, rules=state_rules(config.rules))
    run(datasette, host, port, open_browser=open_browser)
