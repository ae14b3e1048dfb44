"""Files in and out: what arrives is turned into neutral documents and cells, what leaves is written here. No database."""
