"""Polite HTTP: the one client of the project, and the only room that opens a socket.

```
get ─► closed? ─► robots ─► turn of the host ─► exchange ─► decode ─► conclude ─► Answer
       ▲                                                       │
       └────────────────── each hop of a redirect ◄────────────┘
```

`Fetcher.get` never raises for anything that a network can do: trouble is a value (`Answer`) with a short
reason for tables and a Chinese sentence for people (`reasons`).
"""

from gongkai.fetch.client import Fetcher
from gongkai.fetch.settings import FetchSettings
from gongkai.fetch.standing import Closed

__all__ = ["Closed", "FetchSettings", "Fetcher"]
