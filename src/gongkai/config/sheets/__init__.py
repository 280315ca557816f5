"""The sections and units of a configuration as a spreadsheet that offices can keep, and back.

`write_workbook(config)` → bytes of an .xlsx; `read_workbook(bytes)` → cells; `draft(config, …, cells)` → what
would change in which file, or every bad cell at once. The sheet is only ever a view: everything that it has
no column for stays in the TOML files as it is.
"""

from gongkai.config.sheets.changes import Draft, draft
from gongkai.config.sheets.reading import read_workbook
from gongkai.config.sheets.rows import Change
from gongkai.config.sheets.writing import write_workbook

__all__ = ["Change", "Draft", "draft", "read_workbook", "write_workbook"]
