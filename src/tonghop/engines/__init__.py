"""Heavy sums: what a whole country told over years, added up by one expression.

One Ibis expression (`rollup.py`), run by DuckDB in the process or by Spark on a cluster. Rules of adding are
not decided here: `domain.consolidation.rollups` says them, and the tests hold both to the same results. No
Django, no files of officials, nothing that a page waits for.

Needs the extra `engines` (or `spark`): `pip install tonghop[engines]`.
"""
