"""Why a file cannot be read, and what to do: one sentence for each reason."""

from portal_app.kernel.i18n import message

EMPTY = message("This file is empty. Please choose one with at least one line.")
NOTHING_PASTED = message("There is nothing to read. Please paste at least one line.")
TOO_LARGE = message("This is more than {most} MB. Please divide it into several files.")
TOO_MANY_LINES = message("These are more than {most} lines. Please divide them into several files.")
TOO_MANY_COLUMNS = message("This table has more than {most} columns. Please delete those that are not needed.")
TOO_MANY_CELLS = message("This table has more cells than we can read. Please delete the columns that are not needed.")
NOT_A_TABLE = message("This file is neither text nor a workbook, whatever its name says. Please save the list as .xlsx or CSV.")
PDF = message("This file is a PDF document. Please save the list as an Excel workbook (.xlsx) or as CSV.")
PICTURE = message("This file is a picture. Please send the list as an Excel workbook (.xlsx) or as CSV, or type the numbers.")
WEB_PAGE = message("This file is a web page or XML, whatever its name says. Please open it in Excel and save it as .xlsx.")
TEXT_DOCUMENT = message("This file is a text document. Please copy the lines and paste them here, or save them as .xlsx or CSV.")
ARCHIVE = message("This file is an archive. Please unpack it and send the files one by one.")
OLD_WORKBOOK = message("This file is a workbook in the old Excel format (.xls). Please open it and save it as .xlsx.")
BINARY_WORKBOOK = message("This file is a binary workbook (.xlsb). Please open it and save it as .xlsx.")
OTHER_WORKBOOK = message("This file is an OpenDocument table (.ods). Please open it and save it as .xlsx or CSV.")
LOCKED = message("This file is protected by a password. Please save it without the password and send it again.")
MACROS = message("This workbook has macros. We take no files that bring programs along. Please save it as .xlsx.")
BOMB = message("This workbook becomes far too large when it is unpacked. Please copy the list into a new workbook and send that.")
DAMAGED = message("This file is damaged and cannot be read to its end. Please open it, save it again as .xlsx or CSV, and send that.")
EMPTY_WORKBOOK = message("No sheet of this workbook has anything in it. Please choose another file.")
