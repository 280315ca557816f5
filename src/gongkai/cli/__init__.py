"""The command line: thin click commands over the rooms.

```
config ─► crawl ─► lists ─► articles ─► archive ─► check ─► status · search · show · serve
```

Exit status: 0 done, 1 the command could not do its work, 2 wrong usage or configuration, 75 another
crawl (or backup, restore, compact) holds the lock. Commands are imported when they are called, so that a
small one starts fast.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, cast

import click

from gongkai import __version__
from gongkai.base.errors import GongkaiError
from gongkai.cli.context import Context

COMMANDS = {
    "backup": "gongkai.cli.keeping:backup_command",
    "calendar": "gongkai.cli.calendar:calendar_group",
    "category": "gongkai.cli.category:category_command",
    "check": "gongkai.cli.checking:check_command",
    "classify": "gongkai.cli.classifying:classify_command",
    "compact": "gongkai.cli.compacting:compact_command",
    "config": "gongkai.cli.setup:config_group",
    "crawl": "gongkai.cli.crawling:crawl_command",
    "demo": "gongkai.cli.demo:demo_command",
    "discover": "gongkai.cli.discovering:discover_command",
    "evidence": "gongkai.cli.evidence:evidence_command",
    "export": "gongkai.cli.exporting:export_group",
    "extract": "gongkai.cli.read:extract_command",
    "finding": "gongkai.cli.findings:finding_group",
    "import": "gongkai.cli.importing:import_command",
    "init": "gongkai.cli.setup:init_command",
    "listing": "gongkai.cli.read:listing_command",
    "purge": "gongkai.cli.withholding:purge_command",
    "record": "gongkai.cli.recording:record_command",
    "reextract": "gongkai.cli.rereading:reextract_command",
    "restore": "gongkai.cli.keeping:restore_command",
    "schedule": "gongkai.cli.schedule:schedule_command",
    "search": "gongkai.cli.looking:search_command",
    "serve": "gongkai.cli.serving:serve_command",
    "show": "gongkai.cli.looking:show_command",
    "stamp": "gongkai.cli.stamp:stamp_command",
    "status": "gongkai.cli.judging:status_command",
    "try": "gongkai.cli.trying:try_command",
    "verify": "gongkai.cli.verifying:verify_command",
    "withhold": "gongkai.cli.withholding:withhold_command",
}


class LazyGroup(click.Group):
    """Imports a command when it is asked for, and ends every error of ours as one clear message."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command = getattr(importlib.import_module(module), name)
        return cast(click.Command, command)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GongkaiError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_status)
        except KeyboardInterrupt:
            click.echo("已中止；已经看到的都已保存，下次会接着做。", err=True)
            ctx.exit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "config_folder",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="GONGKAI_CONFIG",
    help="配置目录，默认为当前目录下的 config/（如有）。",
)
@click.option(
    "--archive",
    "archive_folder",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="GONGKAI_ARCHIVE",
    help="档案目录，默认取 gongkai.toml 的 [archive] path。",
)
@click.version_option(__version__, prog_name="gongkai")
@click.pass_context
def main(ctx: click.Context, config_folder: Path | None, archive_folder: Path | None) -> None:
    """gongkai（公开）：采集、存档并检查区县与街道乡镇的政务公开页面。

    \b
    例：
      gongkai init                      写出一份带说明的 config/
      gongkai crawl                     采集到期的栏目与条目
      gongkai status                    各单位、各类别是否按时公开
      gongkai serve                     在浏览器中查看
    """
    ctx.obj = Context(config_folder, archive_folder)
