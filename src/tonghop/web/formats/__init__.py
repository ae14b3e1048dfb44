"""How days and instants are written in forms, by language (Django's FORMAT_MODULE_PATH)."""
