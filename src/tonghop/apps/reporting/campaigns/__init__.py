"""Campaigns as an office keeps them: made, changed in versions, their bodies found in the register, figures
asked once, closed.

`access.py` says who may; `keeping.py`, `sources.py`, `bodies.py` and `figures.py` hold the actions and what
is asked beside them; `pages.py` gathers what a page shows. What a campaign may say is the domain's rule.
"""
