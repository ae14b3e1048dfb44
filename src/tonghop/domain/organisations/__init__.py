"""Places and bodies over time: who existed when, under whom, by which decree they came and went, and who is
meant.

A place is a piece of the country (a province, a ward); a body stands at a place (its People's Committee,
Party committee, Front and police are four bodies). Both are units: an id that never changes, and dated
versions. The register is a value; reorganisations make a new one and can be undone. Figures are not kept
here: the room says on which structure they add up.
"""
