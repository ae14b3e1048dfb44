"""Campaigns as an office keeps them, their cycles, and the due list in rows."""
