"""Files that people fill in: the campaign (workbook and TOML), the forms, the inbox of what came back, the
answers.

Workbooks are written with XlsxWriter and read with calamine; what a cell means is decided in the domain, not
here.
"""
