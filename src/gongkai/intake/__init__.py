"""What others saved, read for the archive: WARC files, of which nothing is believed that can be checked."""

from gongkai.intake.warc import WarcFile, describe

__all__ = ["WarcFile", "describe"]
