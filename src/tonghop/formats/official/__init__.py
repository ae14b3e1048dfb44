"""Official documents as Word and PDF, in the State form (Decree 30/2020) and the Party form (Guideline
36-HD/VPTW).

What stands in a document is decided in the domain; here it is put into parts (`report.report_document` is the
front) and gets its paper, fonts and places (`word.py`, `pdf.py`).
"""
