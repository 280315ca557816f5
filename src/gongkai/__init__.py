"""gongkai (公开): crawl, archive and check the disclosure pages of Chinese local governments."""

__version__ = "0.2.0"
