"""The command line: one program, one module a subcommand.

It reads files and the clock, calls the rooms below, and prints.
"""
