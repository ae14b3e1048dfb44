"""Difficulties and proposals that bodies raise about their own work on any day.

`access` who sees one and what they are in it, `offices` to whom it goes, `steps` everything that writes,
`reading` the lists and one with its steps, `reports` what of them a body's next report tells. Which step may
follow which is a table in `domain/reporting/difficulties.py`.
"""
