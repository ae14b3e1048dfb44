"""A seeded generator of messy inboxes with the truth beside them, and the judge that compares (issue B).

`generate(seed, folder)` writes what two careful clerks would recognise from practice: filled forms,
workbooks of any layout, Word, PDF, scans, mail, broken files. `judge` reads only what `tonghop consolidate`
wrote (contracts.md) and compares it with the truth. Nothing here knows the program's insides, but for the
filled forms, which its own form writer makes. `python tests/messy --seeds 1000` runs many.
"""

from .generator import generate
from .switches import SWITCHES
from .truth import Truth

__all__ = ["SWITCHES", "Truth", "generate"]
