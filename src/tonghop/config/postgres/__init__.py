"""The embedded database: finds PostgreSQL's programs, keeps its data in one folder, starts and stops it.

What does not belong here: what is inside the database (see `apps`), and any server that somebody else runs.
"""
