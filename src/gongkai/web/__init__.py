"""The Datasette plugin: pages in Chinese over the archive, beside Datasette's own tables, SQL and JSON.

```
plugin (hooks, the clock) ─► routes ─► source (which database, cached checks) ─► queries, board, diff ─► pages
```

Everything shown comes from the network once: templates escape it all, no script runs, and a strict
Content-Security-Policy stands behind both.
"""
