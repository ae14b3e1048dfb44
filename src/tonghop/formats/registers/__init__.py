"""Registers in files: the country's places and the bodies of a province as they come with the program, and
CSV.

Reads data into the values of `tonghop.domain.organisations` and writes them out; what follows from them is
decided there.
"""
