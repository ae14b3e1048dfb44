"""Who works here: people, and their mandates (for which body, in which role, from when to when)."""
