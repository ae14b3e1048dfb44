"""The ledger of outputs: what a body itself made, entered as it happens, and counted for its reports.

`access` who sees it (the body's own people), `keeping` everything that writes, `reading` its pages,
`counting` what indicators count of it. The rules are downstairs in `domain/reporting/outputs.py`.
"""
