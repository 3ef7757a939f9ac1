"""Owns how a table comes out of a file: which kind of file it is, its encoding, delimiter and quotes, the cells of a workbook, and back into CSV.

Does not own what the columns mean; whoever asked for the file knows that.
"""

from portal_app.integrations.files.arriving import ArrivingFile
from portal_app.integrations.files.lines import FileLine, FileLines, entries_in, read_lines
from portal_app.integrations.files.reading import read_pasted, read_table
from portal_app.integrations.files.tables import MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_LINES, Cell, FileKind, TableFile, TableRow, text_of
from portal_app.integrations.files.writing import write_csv

__all__ = [
    "ArrivingFile", "Cell", "FileKind", "FileLine", "FileLines", "MOST_BYTES", "MOST_CELLS", "MOST_COLUMNS", "MOST_LINES", "TableFile", "TableRow",
    "entries_in", "read_lines", "read_pasted", "read_table", "text_of", "write_csv",
]  # fmt: skip
