"""The conductor: lists before articles, newest first; everything found is committed as it is found.

```
plan ──► visit each due section ──► read each due item, newest first ──► conclude removals ──► states
          (one host at a time per host, hosts side by side)
```
"""

from gongkai.crawl.conductor import crawl
from gongkai.crawl.lock import crawl_lock, make_folder
from gongkai.crawl.plan import Rhythm
from gongkai.crawl.run import CrawlOptions, CrawlSummary, Reporter

__all__ = ["CrawlOptions", "CrawlSummary", "Reporter", "Rhythm", "crawl", "crawl_lock", "make_folder"]
