"""A body's report: written field by field, sent with a receipt, read by the office that collects.

Read first: `access.py` (which form a body fills in, and who may), `saving.py` (nothing that was typed is
lost), `conflicts.py` (two people at once), `sending.py`, `reading.py` (what the pages show), `evidence.py`
(files beside). What is judged stands in `domain/consolidation/draft_returns.py`.
"""
