"""Official documents as Word files, in the State form (Decree 30/2020) and the Party form (Guideline
36-HD/VPTW).

The front for a consolidated report is `report.report_docx`. What stands in a document is decided in the
domain; here it gets its paper, fonts and places.
"""
