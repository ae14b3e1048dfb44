"""Many returns into one report: figures, coverage, narratives, each with its trace. The front is
`consolidation`.

What is not certain is a question and never enters a total. No module here knows a file format: a door reads
files into `returns.Return` and writes what `record.record_of` gives.
"""
