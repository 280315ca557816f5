"""What is too much for any cap, asked for with the caps as shipped, one after another; prints the peak.

python -m tests.crawl.fault_defaults
"""

from __future__ import annotations

import asyncio
import json
import sys

from gongkai.base.values import FetchKind, Request
from gongkai.fetch import Fetcher, FetchSettings
from tests.crawl import fault_harms as harms
from tests.crawl.fault_nights import peak_mib
from tests.crawl.fault_server import fault_site
from tests.fetch.wire import clock

TOO_MUCH = {
    "endless": harms.endless_body,
    "bomb": harms.gzip_bomb,
    "header": harms.huge_header,
    "headers": harms.many_headers,
}
KINDS: tuple[FetchKind, ...] = ("robots", "list", "article", "attachment", "home")


async def ask_all(base: str) -> dict[str, str]:
    settings = FetchSettings(
        "gongkai-test/0 (tests)", pause_seconds=0, retries=0, private_hosts=frozenset("*")
    )
    async with Fetcher(settings, clock) as fetcher:
        return {
            f"{name} {kind}": (await fetcher.get(Request(f"{base}{name}", kind))).reason
            for name in TOO_MUCH
            for kind in KINDS
        }


def main() -> None:
    with fault_site() as site:
        site.harms |= {f"/{name}": harm for name, harm in TOO_MUCH.items()}
        for path in site.harms:
            site.put(path, "<html><title>云岭区</title><body>")
        before = peak_mib()
        told = asyncio.run(ask_all(site.base))
        json.dump({"told": told, "before": before, "peak_mib": peak_mib()}, sys.stdout)


if __name__ == "__main__":
    main()
