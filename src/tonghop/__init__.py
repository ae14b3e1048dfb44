"""Tonghop: from the first line of a directive to the last figure of the report, with every source kept."""

__version__ = "0.1.0"
