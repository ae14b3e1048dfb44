"""Files in and out: what arrives becomes neutral documents and cells, what leaves is written. No database."""
