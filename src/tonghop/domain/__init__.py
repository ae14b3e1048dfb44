"""The rules, as pure Python values and functions.

Here stands what an official would argue about: what an obligation is, when a report is late, how figures add.
No Django, no files, no clock, no network: a door reads the file and the time and passes them in.
"""
