"""Files that the office was mailed: put in, read in the background, asked about, taken in as reports.

Read first: `putting_in.py`, `reading.py` (the job; each file in short transactions of its own), `judging.py`
(all files of a cycle as one consolidation, by the rules of the domain), `taking_in.py` (values become the
body's draft and a revision). What is read and judged stands in `formats/inbox` and `domain/consolidation`.
"""
