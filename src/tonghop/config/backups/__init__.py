"""One file that holds the whole memory: PostgreSQL's own dump, and a manifest to check it by."""
