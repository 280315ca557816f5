"""The archive in the forms of others. Reads only."""

from gongkai.export.files import MAX_BYTES
from gongkai.export.selection import Selection
from gongkai.export.warc import About, Exported, export_warc

__all__ = ["MAX_BYTES", "About", "Exported", "Selection", "export_warc"]
