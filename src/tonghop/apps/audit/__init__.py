"""Who did what and when: events that are only ever added, each bound to the one before by its hash.

An event names its subject by text and not by a foreign key: history outlives what it tells of.
"""
