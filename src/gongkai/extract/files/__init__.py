"""A file's bytes → `FileText`: what it says, in plain text (`reading.read_file`). Pure.

Files are hostile. What here bounds pages, rows, cells and characters keeps ordinary files in bounds; against
those made to hurt, native parsers among them, the conductor reads in a process of its own
(`crawl/filereader.py`), and imports no parser itself: this module and `reasons` bring in none.
"""

READER = "files/2"
"""Who read: another number wherever the same bytes are read otherwise."""

CONVERTED = "doc"
"""The kind that another program reads, where one is installed."""

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Larger ones are kept but not read."""
