"""A body's report: written field by field, sent with a receipt, read by the office that collects.

Read first: `access.py` (which form a body fills in, and who may), `saving.py` (nothing that was typed is
lost), `sending.py`. What is judged stands in `domain/consolidation/draft_returns.py`.
"""
