"""Time as reporting regimes use it: windows, cycles, due instants, working days.

Nothing here reads a clock or a file: days, instants and the tables of holidays and windows (the .toml files
beside these modules, dated and with their sources) are arguments.
"""
