"""Consolidating what bodies sent: figures, follow-ups, words, and the report that is issued and frozen."""
